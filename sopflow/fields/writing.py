"""From what a person wrote to a field's value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from sopflow import dates
from sopflow.language import Words, in_written_words, joined

from . import amounts
from .expecting import in_writing
from .field import WRITTEN, Field, Value, exact
from .problem import Problem
from .reading import read, wrong

_YES: Final = ("ya", "yes", "y", "true", "iya")
_NO: Final = ("tidak", "no", "n", "t", "false", "tdk")
_TIME: Final = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})")
_AS_JSON: Final = Words("tulis sebagai JSON", "write it as JSON")
_MOST: Final = 1_000_000


def parse(field: Field, text: str) -> Value | Problem:
    """The value that a text means for a field; a blank text is none."""
    own = text.strip()
    if not own:
        return _read(field, None)
    if field.type in ("number", "whole", "money"):
        try:
            return _told(_read(field, amounts.parse(own)), text)
        except amounts.NotAnAmount:
            return _told(_read(field, own), text)
    if field.type == "date":
        try:
            return _told(_read(field, dates.parse(own)), text)
        except dates.NotADate:
            return _read(field, own)
    if field.type == "time" and (clock := _TIME.fullmatch(own)):
        return _told(_read(field, f"{int(clock[1]):02}:{clock[2]}"), text)
    if field.type == "yes_no":
        folded = own.casefold()
        return _read(field, True if folded in _YES else False if folded in _NO else own)
    if field.type == "one_of":
        return _read(field, _chosen(field, own))
    if field.type == "some_of":
        return _told(_read(field, [_chosen(field, one) for one in own.split(",") if one.strip()]), text)
    if field.type == "list":
        given = _json(own)
        return _not_json(field, own) if given is None else of_plain(field, given)
    return _read(field, text if field.type == "long_text" else own)


def _read(field: Field, value: object) -> Value | Problem:
    """The value, or the problem in the words for people who write."""
    found = read(field, value)
    return _for_people(found) if isinstance(found, Problem) else found


def _for_people(problem: Problem) -> Problem:
    return problem._replace(expected=in_written_words(problem.expected))


def _told(found: Value | Problem, text: str) -> Value | Problem:
    """A problem tells the text that was written, not what was made of it."""
    return found._replace(value=text) if isinstance(found, Problem) else found


def _chosen(field: Field, text: str) -> str:
    """A choice by its id or, whatever its case, its title."""
    own = text.strip()
    if own in field.choices:
        return own
    alike = [one for one, title in field.choices.items() if own.casefold() in (one.casefold(), title.casefold())]
    return alike[0] if len(alike) == 1 else own


def _not_json(field: Field, text: str) -> Problem:
    return Problem(field.id, text[:200], joined((in_writing(field), _AS_JSON), "; "))


def _json(text: str) -> Any:
    """What a text says as JSON; `None` where it says none."""
    try:
        return json.loads(text) if len(text) <= _MOST else None
    except (ValueError, RecursionError):
        return None


def misfits(field: Field, plain: Any) -> tuple[Problem, ...]:
    """Everything that is wrong with what a person wrote, or with what a file has."""
    found = of_plain(field, plain)
    if not isinstance(found, Problem):
        return ()
    given = _json(plain.strip()) if field.type == "list" and isinstance(plain, str) else plain
    if field.type != "list" or given is None:
        return (found,)
    return tuple(map(_for_people, wrong(field, meant(field, given))))


def of_plain(field: Field, plain: Any) -> Value | Problem:
    """The value that the content of a file says: a text as a person writes it, `true`, a list, records."""
    if isinstance(plain, str):
        return _read(field, plain) if field.type in WRITTEN else parse(field, plain)
    if isinstance(plain, list) and field.type == "some_of":
        return _read(field, [_chosen(field, one) if isinstance(one, str) else one for one in plain])
    if isinstance(plain, list) and field.type == "list":
        return next(_unmeant(field, plain), None) or _read(field, _meant_records(field, plain))
    return _read(field, plain)


def meant(field: Field, plain: Any) -> Any:
    """What the content of a file says as far as it says values; what says none is left."""
    found = of_plain(field, plain)
    if not isinstance(found, Problem):
        return found
    return _meant_records(field, plain) if isinstance(plain, list) and field.type == "list" else plain


def _meant_records(field: Field, plain: list[Any]) -> list[Any]:
    columns = {one.id: one for one in field.columns}
    return [
        {n: v if v is None or n not in columns else meant(columns[n], v) for n, v in record.items()}
        if isinstance(record, Mapping)
        else record
        for record in plain
    ]


def _unmeant(field: Field, plain: list[Any]) -> Iterator[Problem]:
    """What is wrong with the cells of a list, each as a person would write it."""
    columns = {one.id: replace(one, personal=field.personal) for one in field.columns}
    for at, record in enumerate(plain, start=1):
        for name, said in record.items() if isinstance(record, Mapping) else ():
            found = of_plain(columns[name], said) if name in columns and said is not None else None
            if isinstance(found, Problem):
                yield found.within(f"{field.id}[{at}]")


def to_plain(field: Field, value: Value) -> Any:
    """A value as a file says it, so that it is read as the same."""
    if field.type == "money" and isinstance(value, int):
        return amounts.plainly(Decimal(value).scaleb(-field.scale))
    if field.type in ("number", "whole") and isinstance(value, int | float) and not isinstance(value, bool):
        return amounts.plainly(Decimal(exact(value)))
    if field.type == "list" and isinstance(value, list | tuple):
        columns = {one.id: one for one in field.columns}
        return [{name: to_plain(columns[name], own) for name, own in record.items()} for record in value]
    return list(value) if isinstance(value, tuple) else value
