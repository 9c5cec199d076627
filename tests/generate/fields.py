"""The tables of `docs/events.md`: what events carry, and the members of what is shown as JSON."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

from sopflow.app.meanings import MEANINGS
from sopflow.app.views import SCHEMAS
from sopflow.flow import event as events_module
from sopflow.flow.commands import COMMANDS, EVENTS
from sopflow.flow.kinds import MOVED, WHO

from .docs import coded, table
from .text import between

PAGE = "docs/events.md"
OF_EVENT = {
    "actor": "For which actor it was done.",
    "outcome": "The answer, or `done`.",
    "opened": "The rows that were opened, as in an instance.",
    "documents": "The documents that became available, each as a new version.",
}
"""What stands in the record itself; all else stands in its `effects`."""


def files(root: Path) -> Iterator[tuple[str, str]]:
    text = (root / PAGE).read_text("utf-8")
    parts = {"events and what they carry": carried(), "what events carry": effects()}
    parts |= {f"members of {name}": members(name) for name in MEANINGS}
    for mark, said in parts.items():
        text = between(text, mark, said)
    yield PAGE, text


def carried() -> str:
    order = {kind: at for at, kind in enumerate(("start", *COMMANDS))}

    def rows() -> Iterator[tuple[str, ...]]:
        for name, kind in sorted(EVENTS.items(), key=lambda one: (order[one[1].command], one[0])):
            command = COMMANDS.get(kind.command)
            asked = ASKED.get(kind.command) or tuple(
                STORED.get(f, f) for f in (command.fields if command is not None else ()) if f != "step"
            )
            groups = (("who",) if command is None or command.given_by != "the engine" else ()) + (
                ("moves",) if kind.moves else ()
            )
            said = ", ".join([*(f"*{one}*" for one in groups), *(f"`{one}`" for one in kind.carries)])
            yield f"`{name}`", kind.happened.en, coded(asked) or "–", said or "–"

    return table("| event | what happened | `asked` | what it carries |", rows())


STORED = {"reason": "note", "documents": "papers"}
"""The stored names of what commands call otherwise."""
ASKED = {
    "start": ("key", "subject", "unit", "data", "papers", "people", "fields", "acted_at"), "migrate": ("version", "mapping", "note"),
    "advance": ("visit", "acted_at"), "end_call": ("visit",),
}  # fmt: skip
"""Of commands whose fields are not listed."""


def effects() -> str:
    known = {**docstrings("Effects"), **OF_EVENT}
    used = list(dict.fromkeys([*WHO, *MOVED, *(name for kind in EVENTS.values() for name in kind.carries)]))
    groups = {"who": WHO, "moves": MOVED}

    def rows() -> Iterator[tuple[str, ...]]:
        for name in used:
            where = "the event" if name in OF_EVENT else "`effects`"
            group = next((f"*{one}*" for one, names in groups.items() if name in names), "")
            yield f"`{name}`", where, group, " ".join(known[name].split())

    return table("| name | where it stands | group | what it says |", rows())


def docstrings(name: str) -> dict[str, str]:
    """What stands below each field of a class."""
    tree = ast.parse(inspect.getsource(events_module))
    (found,) = (node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name)
    said: dict[str, str] = {}
    for field, text in zip(found.body, found.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(text, ast.Expr):
            assert isinstance(text.value, ast.Constant)
            said[field.target.id] = str(text.value.value)
    return said


def members(name: str) -> str:
    properties = SCHEMAS[name]["properties"]
    rows = ((f"`{member}`", kind_of(properties[member]), MEANINGS[name][member]) for member in MEANINGS[name])
    return table("| member | is | what it says |", rows)


def kind_of(schema: dict[str, object]) -> str:
    """The type of a member, in words."""
    if "anyOf" in schema:
        (one, _) = schema["anyOf"]  # type: ignore[misc]
        return f"{kind_of(one)} or null"
    if "$ref" in schema:
        return f"`{str(schema['$ref']).rpartition('/')[2]}`"
    kinds = schema.get("type", "any JSON")
    kind, *null = [kinds] if isinstance(kinds, str) else list(kinds)  # type: ignore[call-overload]
    words = {"string": "an instant" if schema.get("format") == "date-time" else "a text", "integer": "a number", "boolean": "true or false", "object": "an object", "array": "a list"}  # fmt: skip
    return words.get(kind, kind) + (" or null" if null else "")
