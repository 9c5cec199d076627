"""What the options of a command say, brought to the form in which every shell has it read."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, Final

from sopflow.app.requests import InvalidRequest, read
from sopflow.flow.commands import CommandType
from sopflow.language import Words, joined

from . import referring
from .usage import BadOption, by_name_once, pairs

Json = dict[str, Any]
_BAD_CHOICE: Final = Words('--choose "{text}": tulis PELAKSANA=SIAPA', '--choose "{text}": write ACTOR=WHO')
_BAD_PERSON: Final = Words('--people "{text}": tulis PELAKSANA=ORANG', '--people "{text}": write ACTOR=PERSON')
_BAD_DATA: Final = Words(
    """--data: bukan JSON{where}; tulis misalnya '{{"nomor": 12}}'""",
    """--data: this is not JSON{where}; write, for example, '{{"number": 12}}'""",
)
_WHERE_IN_DATA: Final = Words(" (mulai karakter ke-{at})", " (from character {at} on)")
_WRONG: Final = Words("{option}: {what}", "{option}: {what}")


def read_options(said: Json, option_of: Callable[[str], str], command: CommandType | None = None) -> Json:
    """What was said with a command (without one: `start`), as the engine's method takes it; `BadOption` names the options
    whose values cannot be."""
    try:
        return read({name: value for name, value in said.items() if value is not None}, command)
    except InvalidRequest as problem:
        lines = (_WRONG.filled(option=option_of(one.field), what=one.what) for one in problem.errors)
        raise BadOption(why=joined(lines, "\n")) from None


def choices(texts: Sequence[str]) -> dict[str, str]:
    """Who each actor is to be, of `ACTOR=WHO`."""
    return by_name_once("--choose", pairs(texts, _BAD_CHOICE))


def people(texts: Sequence[str]) -> dict[str, list[str]] | None:
    """Who each actor is, of `ACTOR=PERSON`, each as often as there are persons; nothing where nobody is named."""
    found: dict[str, list[str]] = {}
    for actor, person in pairs(texts, _BAD_PERSON):
        found.setdefault(actor, []).append(person)
    return found or None


def documents(names: Sequence[str], files: Sequence[str] = ()) -> list[Json]:
    """Documents that are named, and those whose files are (`DOCUMENT=PATH`)."""
    found = referring.references(files)
    return [*({"document": name} for name in names if name not in found), *found.values()]


def data(text: str | None) -> Any:
    """The JSON of `--data`."""
    if text is None:
        return None
    try:
        return json.loads(text)
    except json.JSONDecodeError as problem:
        raise BadOption(why=_BAD_DATA.filled(where=_WHERE_IN_DATA.filled(at=problem.pos + 1))) from None
    except (ValueError, RecursionError):
        raise BadOption(why=_BAD_DATA.filled(where="")) from None
