"""The commands on an instance, made of what `flow/commands` says of each: `sopflow complete`, `sopflow suspend`, …"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Final

from sopflow.engine.naming import outcome_on, step_meant
from sopflow.errors import BadArgument
from sopflow.flow.commands import COMMANDS, CommandType
from sopflow.flow.commands.fields import FIELDS
from sopflow.language import Words

from . import database
from .output import say
from .usage import INSTANCE, by_name_once

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from sopflow.flow.commands.fields import FieldName

_BAD_CHOICE = Words('--choose "{text}": tulis PELAKSANA=SIAPA', '--choose "{text}": write ACTOR=WHO')
_UNCHECKED = Words(
    "peringatan: proses ini dari unit {unit}, tetapi tanpa --directory tidak diperiksa siapa yang bertindak",
    "warning: this instance is of the unit {unit}, but without --directory nobody checked who acted",
)
_BAD_DATA = Words(
    """--data: bukan JSON{where}; tulis misalnya '{{"nomor": 12}}'""",
    """--data: this is not JSON{where}; write, for example, '{{"number": 12}}'""",
)
_WHERE_IN_DATA = Words(" (mulai karakter ke-{at})", " (from character {at} on)")
_OPTIONS: Final[dict[FieldName, tuple[str, str]]] = {
    "outcome": ("--outcome", "ANSWER"), "visit": ("--visit", "N"), "note": ("--note", "TEXT"),
    "reason": ("--note", "TEXT"), "to": ("--to", "STEP"), "person": ("--to", "WHO"), "choose": ("--choose", "ACTOR=WHO"),
    "documents": ("--document", "ID"), "length": ("--length", "DURATION"), "data": ("--data", "JSON"),
}  # fmt: skip
_TAKE_OVER: Final = Words("juga bila sudah diklaim orang lain", "even if another person has claimed it")
_KEY: Final = Words("kunci: perintah yang sama hanya terjadi sekali", "a key: the same command happens only once")
_EXPECTED: Final = Words("tolak bila revisinya bukan lagi ini", "refuse if the revision is no longer this one")
_ROW: Final = Words("langkahnya: id, nomor, atau kegiatannya", "the row: its id, its number or its activity")
_WHO: Final = Words("siapa yang bertindak", "who acts")


class Giving:
    """One command, as the other commands of the terminal are: a name, a help text, options, and what it does."""

    def __init__(self, command: CommandType, summary: Words) -> None:
        self.command = command
        self.NAME = command.kind.replace("_", "-")
        self.HELP = _both(summary)

    def configure(self, parser: ArgumentParser) -> None:
        """Its fields as options; the row, and documents that must be there, as arguments."""
        command = self.command
        parser.add_argument("instance", metavar="INSTANCE", help=INSTANCE)
        if "step" in command.required:
            parser.add_argument("step", metavar="STEP", help=_both(_ROW))
        elif "step" in command.optional:
            whole = Words(f"{_ROW.id}; tanpa ini: seluruh proses", f"{_ROW.en}; the whole instance without it")
            parser.add_argument("step", nargs="?", metavar="STEP", help=_both(whole))
        if "documents" in command.required:
            parser.add_argument(
                "documents", nargs="+", metavar="DOCUMENT", help=_both(FIELDS["documents"].description)
            )
        parser.add_argument("--by", required=True, metavar="WHO", help=_both(_WHO))
        for field in command.fields:
            if field in _OPTIONS and not (field == "documents" and field in command.required):
                self._option(parser, field)
        if command.kind == "claim":
            parser.add_argument("--take-over", action="store_true", help=_both(_TAKE_OVER))
        parser.add_argument("--key", help=_both(_KEY))
        parser.add_argument("--expected", type=int, metavar="REVISION", help=_both(_EXPECTED))
        if "acted_at" in command.optional:
            database.dated(parser)
        database.configure(parser)

    def _option(self, parser: ArgumentParser, field: FieldName) -> None:
        flag, metavar = _OPTIONS[field]
        more: dict[str, Any] = {"dest": field, "metavar": metavar, "help": _both(FIELDS[field].description)}
        if field in ("choose", "documents"):
            more |= {"action": "append", "default": []}
        elif field == "visit":
            more["type"] = int
        else:
            more["required"] = field in self.command.required
        flags = (flag, "--reason") if field == "reason" else (flag,)  # as the engine's methods call it
        parser.add_argument(*flags, **more)

    def _option_of(self, argument: str) -> str:
        """What the terminal calls an argument of the engine."""
        flags = {FIELDS[field].argument: _OPTIONS[field][0] for field in self.command.fields if field in _OPTIONS}
        return {"by": "--by", "key": "--key", "acted_at": "--acted-at", **flags}.get(argument, argument)

    def execute(self, arguments: Namespace) -> int:
        """Give it, and show the instance; 2 for what cannot be read."""
        given: dict[str, Any] = {}
        for field in self.command.fields:
            if field not in ("acted_at", "step"):
                given[FIELDS[field].argument] = getattr(arguments, field)
        if "step" in self.command.fields:
            given["step"] = arguments.step
        problem = _read(given, arguments)
        if problem is not None:
            say(problem.within(arguments.lang), file=sys.stderr)
            return 2
        engine = database.engine_on(arguments)
        if "acted_at" in self.command.optional:
            given["acted_at"] = database.acted_at(arguments, engine)
        for place in {"step", "to"}.intersection((*self.command.required, *self.command.optional)):
            if given[place] is not None:
                given[place] = step_meant(engine, arguments.instance, given[place])
        if given.get("outcome") is not None:
            given["outcome"] = outcome_on(engine, arguments.instance, given["step"], given["outcome"])
        method = self.command.call
        if getattr(arguments, "take_over", False):
            method, given["to"] = "reassign", arguments.by
        try:
            run = getattr(engine, method)(
                arguments.instance, by=arguments.by, key=arguments.key, expected=arguments.expected, **given
            )
        except BadArgument as refusal:
            raise refusal.showing({"argument": self._option_of(str(refusal.values["argument"]))}) from None
        database.show(engine, run, arguments)
        if engine.directory is None and run.unit is not None:
            say(_UNCHECKED.within(arguments.lang, unit=run.unit), file=sys.stderr)
        return 0


def _read(given: dict[str, Any], arguments: Namespace) -> Words | None:
    """What is written in a form of its own, read; or why it cannot be."""
    if "choose" in given:
        pairs = [text.partition("=") for text in given["choose"]]
        for text, (_, sign, _who) in zip(given["choose"], pairs, strict=True):
            if not sign:
                return _BAD_CHOICE.filled(text=text)
        given["choose"] = by_name_once("--choose", ((actor, who) for actor, _, who in pairs))
    if given.get("data") is not None:
        try:
            given["data"] = json.loads(given["data"])
        except json.JSONDecodeError as problem:
            return _BAD_DATA.filled(where=_WHERE_IN_DATA.filled(at=problem.pos + 1))
        except (ValueError, RecursionError):
            return _BAD_DATA.filled(where="")
    return None


def _both(words: Words) -> str:
    return f"{words.id} / {words.en}"


GIVEN: Final = tuple(Giving(one, one.summary) for one in COMMANDS.values() if one.summary is not None)
