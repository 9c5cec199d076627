"""The commands on an instance, made of what `flow/commands` says of each: `sopflow complete`, `sopflow suspend`, …"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import Any, Final

from sopflow.engine.engine import Engine
from sopflow.engine.naming import is_row, outcome_on, step_meant
from sopflow.errors import BadArgument
from sopflow.flow.commands import COMMANDS, CommandType
from sopflow.flow.commands.fields import FIELDS, FieldName
from sopflow.flow.unsaid import UNSAID
from sopflow.language import Words

from . import database, filling, reading, referring
from .meant import instance_meant
from .output import warn
from .reading import read_options
from .usage import INSTANCE, BadOption, Parser, unsaid

_UNCHECKED = Words(
    "peringatan: proses ini dari unit {unit}, tetapi tanpa --directory tidak diperiksa siapa yang bertindak",
    "warning: this instance is of the unit {unit}, but without --directory nobody checked who acted",
)
OPTIONS: Final[dict[FieldName, tuple[str, str]]] = {
    "outcome": ("--outcome", "ANSWER"), "visit": ("--visit", "N"), "note": ("--note", "TEXT"),
    "reason": ("--note", "TEXT"), "to": ("--to", "STEP"), "person": ("--to", "WHO"), "choose": ("--choose", "ACTOR=WHO"),
    "documents": ("--document", "ID"), "length": ("--length", "DURATION"), "data": ("--data", "JSON"), "fields": ("--data", "FIELD=VALUE"),
    "people": ("--people", "ACTOR=PERSON"), "erased": ("--field", "FIELD"),
}  # fmt: skip
_DATA: Final = ("data", "fields")
"""What one option says."""
_ANSWER: Final = Words(
    '"{word}" tidak dikenal; jawaban ditulis dengan --outcome: --outcome {word}',
    '"{word}" is not known here; an answer is written with --outcome: --outcome {word}',
)
_ANSWERED: Final = Words(
    'tidak ada langkah "{text}"; jawaban ditulis dengan --outcome: {step} --outcome {answer}',
    'there is no row "{text}"; an answer is written with --outcome: {step} --outcome {answer}',
)
_FILLED: Final = Words(
    'tidak ada langkah "{text}"; isian ditulis dengan --data: --data {text}',
    'there is no row "{text}"; a field is written with --data: --data {text}',
)
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

    def configure(self, parser: Parser) -> None:
        """Its fields as options; the row, and documents that must be there, as arguments."""
        command = self.command
        if isinstance(parser, Parser) and "outcome" in command.fields:
            parser.too_many = _ANSWER
        parser.add_argument("instance", metavar="INSTANCE", help=INSTANCE)
        if "step" in command.required:
            parser.add_argument("step", metavar="STEP", help=_both(_ROW))
        elif "step" in command.optional:
            whole = Words(f"{_ROW.id}; tanpa ini: seluruh proses", f"{_ROW.en}; the whole instance without it")
            parser.add_argument("step", nargs="?", metavar="STEP", help=_both(whole))
        if "documents" in command.required:
            parser.add_argument(
                "documents", nargs="*", metavar="DOCUMENT", help=_both(FIELDS["documents"].description)
            )
        parser.add_argument("--by", required=True, metavar="WHO", help=_both(_WHO))
        for field in command.fields:
            if (
                field in OPTIONS
                and not (field == "documents" and field in command.required)
                and field not in _DATA
            ):
                self._option(parser, field)
        if "documents" in command.fields:
            referring.configure(parser)
        if "fields" in command.fields:
            filling.configure(parser, filling.HELP_OR_JSON if "data" in command.fields else filling.HELP)
        elif "data" in command.fields:
            self._option(parser, "data")
        if command.kind == "claim":
            parser.add_argument("--take-over", action="store_true", help=_both(_TAKE_OVER))
        parser.add_argument("--key", help=_both(_KEY))
        parser.add_argument("--expected", type=int, metavar="REVISION", help=_both(_EXPECTED))
        if "acted_at" in command.optional:
            database.dated(parser)
        database.configure(parser)

    def _option(self, parser: Parser, field: FieldName) -> None:
        flag, metavar = OPTIONS[field]
        more: dict[str, Any] = {"dest": field, "metavar": metavar, "help": _both(FIELDS[field].description)}
        if field == "erased":
            more["action"] = "append"
        elif field in ("choose", "documents", "people"):
            more |= {"action": "append", "default": []}
            if field in self.command.required:
                more["required"] = True
        elif field == "visit":
            more["type"] = int
        else:
            more["required"] = field in self.command.required
        flags = (flag, "--reason") if field == "reason" else (flag,)  # as the engine's methods call it
        parser.add_argument(*flags, **more)

    def _option_of(self, argument: str) -> str:
        """What the terminal calls an argument of the engine."""
        flags = {FIELDS[field].argument: OPTIONS[field][0] for field in self.command.fields if field in OPTIONS}
        return {"by": "--by", "key": "--key", "acted_at": "--acted-at", **flags}.get(argument, argument)

    def execute(self, arguments: Namespace) -> None:
        given = read_options(self._said(arguments), self._option_of, self.command)
        engine = database.engine_on(arguments)
        database.require_dated(given, arguments, engine)
        arguments.instance = instance_meant(engine.store, arguments.instance)
        for place in {"step", "to"}.intersection((*self.command.required, *self.command.optional)):
            if given.get(place) is not None:
                self._require_apart(engine, arguments.instance, given[place])
                given[place] = step_meant(engine, arguments.instance, given[place])
        if "outcome" in given:
            given["outcome"] = outcome_on(engine, arguments.instance, given["step"], given["outcome"])
        if "fields" in self.command.fields and given.get("fields"):
            state = engine.instance(arguments.instance)
            given["fields"] = filling.values_of(engine.flow(state.sop, state.version), given["fields"])
        method = self.command.call
        if getattr(arguments, "take_over", False):
            method, given["to"] = "reassign", arguments.by
        try:
            run = getattr(engine, method)(
                arguments.instance, key=arguments.key, expected=arguments.expected, **given
            )
        except BadArgument as refusal:
            raise refusal.showing({"argument": self._option_of(str(refusal.values["argument"]))}) from None
        database.show(engine, run, arguments)
        if engine.directory is None and run.unit is not None:
            warn(_UNCHECKED.within(arguments.lang, unit=run.unit))

    def _require_apart(self, engine: Engine, instance: str, text: str) -> None:
        """`BadOption` for a row with its answer, as `run --choose` takes them."""
        step, sign, answer = (part.strip() for part in text.partition("="))
        if not sign or "outcome" not in self.command.fields or is_row(engine, instance, text):
            return
        state = engine.instance(instance)
        sop = engine.flow(state.sop, state.version).definition
        if step.casefold() in sop.fields and "fields" in self.command.fields:
            raise BadOption(why=_FILLED.filled(text=unsaid(text)))
        if sop.has_personal:
            answer, text = UNSAID, unsaid(text)
        raise BadOption(why=_ANSWERED.filled(text=text, step=step, answer=answer))

    def _said(self, arguments: Namespace) -> dict[str, Any]:
        """What the options say, by the names that every shell has for it."""
        said: dict[str, Any] = {"by": arguments.by}
        if "fields" in self.command.fields:
            data, said["fields"] = filling.parted(arguments.data, takes_json="data" in self.command.fields)
            said |= {"data": data} if "data" in self.command.fields else {}
            said["fields"] = said["fields"] or None if "fields" in self.command.optional else said["fields"]
        for field in self.command.fields:
            if field in said:
                continue
            if field == "documents":
                said[field] = reading.documents(arguments.documents, arguments.files)
                continue
            value = database.acted_at(arguments) if field == "acted_at" else getattr(arguments, field)
            said[FIELDS[field].argument] = _FORMS[field](value) if field in _FORMS else value
        return said


_FORMS: Final[dict[FieldName, Callable[[Any], Any]]] = {
    "choose": reading.choices, "data": reading.data, "people": reading.people,
}  # fmt: skip
"""Of fields whose text has a form of its own: how it is read."""


def _both(words: Words) -> str:
    return f"{words.id} / {words.en}"


GIVEN: Final = tuple(Giving(one, one.summary) for one in COMMANDS.values() if one.summary is not None)
