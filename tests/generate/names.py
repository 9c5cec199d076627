"""The list of the commands, and the types of their names and of those of events: from the modules that are there."""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from sopflow.flow import commands
from sopflow.flow.kinds import EVENTS, CommandType
from sopflow.language import Words

from .text import head, joined, literal


def modules() -> dict[str, CommandType]:
    """Every module of a command on an instance, in the order in which they are listed."""
    found = {}
    for info in pkgutil.iter_modules(commands.__path__):
        command = getattr(import_module(f"{commands.__name__}.{info.name}"), "COMMAND", None)
        if command is not None:
            found[info.name] = command
    return dict(sorted(found.items(), key=lambda one: (one[1].place, one[0])))


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _verb_of(one: CommandType) -> Words | None:
    """The verb of a command; of one on an instance its title within a sentence, if it has no other."""
    if one.verb is not None or one.title is None or one.target == "row":
        return one.verb
    return Words(*(f"{text[0].lower()}{text[1:]}" for text in (one.title.id, one.title.en)))


def files(_: Path) -> Iterator[tuple[str, str]]:
    every = modules()
    kinds = ["start", *(one.kind for one in every.values())]
    order = {kind: at for at, kind in enumerate(kinds)}
    events = sorted(EVENTS, key=lambda name: (order[EVENTS[name].command], name))
    yield (
        "sopflow/flow/names.py",
        head("The names of commands and of events.") + "from typing import Literal\n\n"
        + literal("CommandKind", kinds) + "\n" + literal("EventType", events),
    )  # fmt: skip
    verbs = {kind: _verb_of(one) for one in every.values() if (kind := one.kind)}
    lines = "".join(
        f"    {json.dumps(kind)}: Words({_text(said.id)}, {_text(said.en)}),\n"
        for kind, said in verbs.items()
        if said is not None
    )
    yield (
        "sopflow/command_words.py",
        head("What somebody does who gives a command, as a list of commands says it.")
        + f"from typing import Final\n\nfrom .language import Words\n\nCOMMANDED: Final = {{\n{lines}}}\n",
    )
    imported = "".join(f"    {name},\n" for name in sorted(every))
    listed = joined((f"{name}.COMMAND" for name in every), 4)
    yield (
        "sopflow/flow/commands/listed.py",
        head("Every command on an instance, in the order in which they are listed.")
        + f"from typing import Final\n\nfrom ..kinds import CommandType\nfrom . import (\n{imported})\n\n"
        + f"LISTED: Final[tuple[CommandType, ...]] = (\n{listed}\n)\n",
    )
