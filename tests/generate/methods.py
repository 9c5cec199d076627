"""The engine's methods that give commands."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from pathlib import Path

from sopflow.flow.command import More
from sopflow.flow.commands import COMMANDS, CommandType
from sopflow.flow.commands.fields import FIELDS, FieldName

from .text import WIDTH, call, docstring, head, sentence

TYPES: dict[FieldName, str] = {
    "visit": "int", "documents": "Papers", "choose": "Mapping[str, str]", "data": "Any", "acted_at": "datetime",
    "people": "Mapping[str, str | Iterable[str]]", "fields": "Mapping[str, Any]",
    "erased": "Iterable[str]",
}  # fmt: skip
"""Of those that are no texts."""
MEANT: dict[FieldName, str] = {"reason": "note", "documents": "papers"}
"""What the command calls it, where that is another name than the field's."""
FIRST: tuple[FieldName, ...] = ("outcome", "length")
"""What may be left out, and stands in the order of the arguments nevertheless."""
EMPTY = {
    name: "()"
    if name in ("papers", "choose", "mapping", "people", "formerly", "erased")
    else "NOTHING"
    if name == "fields"
    else "None"
    for name in More.__struct_fields__
}

HEADER = '''from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sopflow.flow.command import NOTHING_MORE, Command, More, Paper
from sopflow.flow.instance import Instance
from sopflow.frozen import NOTHING

from .intake import erased_of, fields_of, given, json_of, pairs_of, papers_of, people_of

Papers = Mapping[str, Mapping[str, str] | None] | Iterable[str | Paper]


class Commands(ABC):
    """The commands of `Engine` on instances that have been started.

    Each takes `key` (the same key with the same content returns what it returned before) and `expected` (the revision
    that the caller has seen: `Conflict` if it is another).
    """

    @abstractmethod
    def _execute(self, instance_id: str, command: Command, expected: int | None) -> Instance:
        """Decide a command and keep what it becomes."""
'''


def given() -> Iterator[CommandType]:
    """The commands that people give to an instance."""
    return (one for one in COMMANDS.values() if one.target is not None)


def files(_: Path) -> Iterator[tuple[str, str]]:
    about = "The commands on an instance: what an engine takes them as."
    first = head(about) + "from __future__ import annotations\n\n" + HEADER
    yield "sopflow/engine/commands.py", first + "".join(f"\n{method(one)}\n" for one in given())


def method(command: CommandType) -> str:
    assert command.summary is not None
    parts = [*ordered(command), "*", *others(command), "key: str | None = None", "expected: int | None = None"]
    points = [
        f"`{FIELDS[f].argument}`: {FIELDS[f].description.en}"
        + (" (`None`: the whole instance)" if f == "step" and f in command.optional else "")
        for f in command.fields
    ]
    more = command.more.en if command.more is not None else ""
    return "\n".join(
        [
            call(f"def {command.call}", parts, " -> Instance:", 4),
            docstring(sentence(command.summary.en), more, points, 8),
            *making(command),
            f"        return self._execute(instance, given({', '.join(first_of(command))}, more), expected)",
        ]
    )


def ordered(command: CommandType) -> list[str]:
    """The arguments that a caller need not name: what it is given to, by whom, and what it must say."""
    before = ["self", "instance: str"]
    if command.target != "instance":
        before.append("step: str" if "step" in command.required else "step: str | None")
    if "documents" in command.required:
        before.append("documents: Papers")
    must = [f for f in command.required if f not in ("step", "documents")]
    return [
        *before, "by: str", *(f"{FIELDS[f].argument}: {TYPES.get(f, 'str')}" for f in must),
        *(default(f) for f in FIRST if f in command.optional),
    ]  # fmt: skip


def others(command: CommandType) -> list[str]:
    """The arguments that a caller names."""
    is_first = {*FIRST, *(("step",) if command.target != "instance" else ())}
    return [default(f) for f in command.optional if f not in is_first]


def default(field: FieldName) -> str:
    kind = TYPES.get(field, "str")
    if field == "documents":
        return f"{field}: {kind} = ()"
    return f"{FIELDS[field].argument}: {kind}{'' if kind == 'Any' else ' | None'} = None"


def first_of(command: CommandType) -> list[str]:
    """What every command is made of."""
    own = [name if name in command.fields else "None" for name in ("step", "outcome")]
    return [json.dumps(command.kind), "by", *own]


def more_of(command: CommandType) -> list[str]:
    """What most commands do not say: by position as long as hardly any is left out."""
    values = {"key": "key"}
    values |= {MEANT.get(field, field): value(command, field) for field in command.fields}
    found: list[str] = []
    left_out: list[str] = []
    is_named = False
    for name in More.__struct_fields__:
        if name not in values:
            left_out.append(name)
            continue
        is_named = is_named or len(left_out) > 2
        found += [f"{name}={values[name]}"] if is_named else [*(EMPTY[n] for n in left_out), values[name]]
        left_out = []
    return found


def making(command: CommandType) -> list[str]:
    """The making of what most commands do not say; none where nothing of it is said."""
    if {*command.required} - {"step"}:
        return [call("more = More", more_of(command), "", 8)]
    may = [f for f in command.optional if f not in ("step", "outcome")]
    said = [*(f"{FIELDS[f].argument} is not None" for f in may if f != "documents"), "key is not None"]
    tests = " or ".join([*said, *(["documents != ()"] if "documents" in may else [])])
    return [
        "        more = NOTHING_MORE",
        textwrap.fill(f"if ({tests}):", WIDTH, initial_indent=" " * 8, subsequent_indent=" " * 12)
        if len(tests) > WIDTH - 12
        else f"        if {tests}:",
        call("more = More", more_of(command), "", 12),
    ]


def value(command: CommandType, field: FieldName) -> str:
    name = FIELDS[field].argument
    if field == "documents":
        return f"papers_of({name})" + ("" if field in command.required else f" if {name} != () else ()")
    if field == "choose":
        return f"pairs_of({name}) if {name} else ()"
    if field == "people":
        return f"people_of({name})"
    if field == "erased":
        return f"erased_of({name}) if {name} is not None else ()"
    if field == "fields":
        return f"fields_of({name})" + ("" if field in command.required else f" if {name} is not None else NOTHING")
    if field == "data":
        return f"None if {name} is None else json_of({name})"
    return name
