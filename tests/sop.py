"""Short ways to say an SOP in a test."""

from __future__ import annotations

from typing import Any

import sopflow


def sop(steps: str, *, head: str = "", name: str = "uji") -> sopflow.Definition:
    """An SOP from its rows as YAML (indented by two or not), with actors a, b and c."""
    rows = "\n".join("  " + line for line in steps.strip("\n").splitlines())
    actors = "" if "actors:" in head else "actors: {a: A, b: B, c: C}\n"
    return sopflow.loads(f"sopflow: 1\nid: {name}\ntitle: Uji\n{head}\n{actors}steps:\n{rows}\n")


def engine_for(*definitions: sopflow.Definition, **options: Any) -> sopflow.Engine:
    engine = sopflow.Engine(**options)
    for definition in definitions:
        engine.register(definition)
    return engine
