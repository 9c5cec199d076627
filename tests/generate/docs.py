"""The tables of the docs, between their marks."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import sopflow
from sopflow.definition.format.rights import MAY_DO
from sopflow.flow.commands import COMMANDS, EVENTS, CommandType
from sopflow.flow.commands.fields import FIELDS
from sopflow.scenarios.uses import FORMS, used

from .methods import others
from .text import between

FORM = {"actor": "`PELAKSANA: LANGKAH`", "wait": "`wait: 3 hari`", "wait-for": "`wait: LANGKAH`",
        "extend": "`extend: LANGKAH`", "extend-all": "`extend: all`", "expect": "`expect` saja"}  # fmt: skip


def files(root: Path) -> Iterator[tuple[str, str]]:
    tables = {
        "docs/engine.md": {"commands": commands(), "who may": who(), "events": events()},
        "docs/api.md": {"names": exports()},
        "docs/service.md": {"commands": paths()},
        "definitions/README.md": {"keys of scenarios": keys()},
    }
    for name, parts in tables.items():
        text = (root / name).read_text("utf-8")
        for mark, table in parts.items():
            text = between(text, mark, table)
        yield name, text


def table(head: str, rows: Iterator[tuple[str, ...]]) -> str:
    line = "|---" * (head.count("|") - 1) + "|"
    return "\n".join([head, line, *(f"| {' | '.join(row)} |" for row in rows), "", ""])


def coded(names: Iterator[str] | tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def commands() -> str:
    def rows() -> Iterator[tuple[str, ...]]:
        for one in COMMANDS.values():
            if one.target is None or one.summary is None:
                continue
            says = one.summary.en if one.more is None else f"{one.summary.en}. {one.more.en.removesuffix('.')}"
            yield call(one), says, coded(n.partition(":")[0] for n in others(one)) or "–", coded(one.statuses)

    return table("| call | what it does | optional | in the status |", rows())


def call(command: CommandType) -> str:
    row = ["step"] if command.target != "instance" else []
    must = [FIELDS[f].argument for f in command.required if f not in ("step", "documents")]
    papers = ["documents"] if "documents" in command.required else []
    first = [f for f in ("outcome", "length") if f in command.optional]
    return f"`{command.call}({', '.join(['id', *row, *papers, 'by', *must, *first])})`"


def who() -> str:
    def rows() -> Iterator[tuple[str, ...]]:
        for one in COMMANDS.values():
            assert one.who is not None, f"{one.kind}: say in its module who may give it"
            yield f"`{one.kind}`", "yes" if one.kind in MAY_DO.keys else "–", one.who.en

    return table("| command | a key in `may` | what `may` does not name is given by |", rows())


def events() -> str:
    order = {kind: at for at, kind in enumerate(("start", *COMMANDS))}

    def rows() -> Iterator[tuple[str, ...]]:
        for name, kind in sorted(EVENTS.items(), key=lambda one: (order[one[1].command], one[0])):
            said = {
                "rows open and close": kind.moves, "its row is done": kind.ends_row, "another person has the row": kind.gives,
                "may be undone": kind.can_be_undone,
            }  # fmt: skip
            yield f"`{name}`", f"`{kind.command}`", ", ".join(text for text, holds in said.items() if holds) or "–"

    return table("| event | of the command | what it does |", rows())


def paths() -> str:
    def rows() -> Iterator[tuple[str, ...]]:
        for one in COMMANDS.values():
            if one.summary is not None:
                must, may = (
                    coded(tuple(FIELDS[f].argument for f in some)) for some in (one.required, one.optional)
                )
                yield f"`POST /instances/{{id}}/{one.kind.replace('_', '-')}`", must or "–", may or "–"

    return table("| | the body must have | it may have |", rows())


def keys() -> str:
    rows = ((FORM.get(form, f"`{form}`"), coded(used(form))) for form in FORMS)
    return table("| ditulis pada | kunci yang dipakai |", rows)


def exports() -> str:
    """Every name of `sopflow` with the first sentence of what it says of itself."""

    def rows() -> Iterator[tuple[str, ...]]:
        for name in sopflow.__all__:
            value = getattr(sopflow, name)
            known = inspect.getdoc(value if callable(value) else type(value)) or ""
            says = re.split(r"(?<=[.;:]) |\n\n", known.replace("|", "or"))[0].replace("\n", " ").rstrip(".;:")
            if not name.startswith("_"):
                yield f"`{name}`", says

    return table("| name | what it is |", rows())
