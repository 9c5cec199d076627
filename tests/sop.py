"""Short ways to say an SOP in a test, and definitions by chance."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

import sopflow

ACTORS = ("a", "b", "c")


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


@st.composite
def definitions(draw: st.DrawFn) -> sopflow.Definition:
    """Any SOP that loads: loops, splits, joins of both kinds, joint, optional, waiting and unknown rows."""
    count = draw(st.integers(2, 7))
    names = [f"s{i}" for i in range(count)]
    target = st.sampled_from([*names, "end", "end"]).map(lambda t: t)
    targets = st.one_of(
        target,
        st.lists(st.sampled_from(names), min_size=2, max_size=3, unique=True),
        st.sampled_from([{"end": "x"}, {"end": "y", "closes": "all"}, {"end": "z", "hand_over": "lain"}]),
    )
    rows: list[dict[str, Any]] = []
    for name in names:
        row: dict[str, Any] = {"id": name, "activity": "Kerja"}
        kind = draw(st.sampled_from(["work", "work", "work", "joint", "wait", "until", "open", "terminator"]))
        row["outputs"] = draw(st.lists(st.sampled_from(["Surat", "Draf", "Arsip"]), max_size=2, unique=True))
        row["inputs"] = draw(st.lists(st.sampled_from(["Surat", "Draf"]), max_size=1))
        if kind == "terminator":
            row["terminator"] = True
        elif kind == "wait":
            row["wait"] = "2 jam"
        elif kind == "until":
            row["wait"] = {"until": "Surat", "at_most": "3 hari", "late": draw(target)}
        elif kind == "open":
            row["actor"] = "unknown"
        elif kind == "joint":
            row["actor"] = ["a", "b"]
            row["sign_off"] = draw(st.sampled_from(["any", "all", "in_order"]))
        else:
            row["actor"] = draw(st.sampled_from(ACTORS))
            row["optional"] = draw(st.booleans())
        if kind in ("work", "joint", "open") and draw(st.booleans()):
            row["branches"] = {
                "Y": draw(targets),
                "N": draw(st.one_of(targets, st.just("unknown"), st.just({"to": names[0], "note": "required"}))),
            }
        elif draw(st.booleans()):
            row["next"] = draw(targets)
        rows.append(row)
    arrivals: dict[str, set[str]] = {name: set() for name in names}
    for at, row in enumerate(rows):
        ways = [*row.get("branches", {}).values()] or [row.get("next", names[at + 1] if at + 1 < count else "end")]
        if isinstance(row.get("wait"), dict):
            ways.append(row["wait"]["late"])
        for way in ways:
            places = way if isinstance(way, list) else [way.get("to") if isinstance(way, dict) else way]
            for place in places:
                if place in arrivals:
                    arrivals[place].add(row["id"])
    for row in rows:
        known = sorted(arrivals[row["id"]])
        if len(known) >= 2:
            join = draw(st.sampled_from(["none", "none", "named", "started"]))
            if join == "named":
                row["join"] = draw(st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True))
            elif join == "started":
                row["join"] = "started"
    text = json.dumps(
        {"sopflow": 1, "id": "acak", "title": "Acak", "actors": {a: a.upper() for a in ACTORS}, "steps": rows}
    )
    try:
        return sopflow.loads(text)
    except sopflow.DefinitionError as problem:
        codes = {d.code for d in problem.findings if d.severity == "error"}
        assert codes <= {"SOP209", "SOP215"}, problem
        return definitions_fallback()


def definitions_fallback() -> sopflow.Definition:
    """What stands in for a draw with no way to an end."""
    return sop("- {id: s0, activity: x, actor: a}\n- {id: s1, activity: x, actor: b}")
