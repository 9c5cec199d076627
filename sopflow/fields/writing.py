"""From what a person wrote to a field's value."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from sopflow import dates
from sopflow.language import Words

from . import amounts
from .field import WRITTEN, exact
from .problem import Problem
from .reading import read

if TYPE_CHECKING:
    from .field import Field, Value

_YES: Final = ("ya", "yes", "y", "true", "iya")
_NO: Final = ("tidak", "no", "n", "t", "false", "tdk")
_TIME: Final = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})")
_LIST: Final = Words(
    "daftar sebagai JSON, misalnya {example}",
    "a list as JSON, such as {example}",
)
_MOST: Final = 1_000_000


def parse(field: Field, text: str) -> Value | Problem:
    """The value that a text means for a field; a blank text is none."""
    own = text.strip()
    if not own:
        return read(field, None)
    if field.type in ("number", "whole", "money"):
        try:
            amount: object = amounts.parse(own)
        except amounts.NotAnAmount as problem:
            found = read(field, own)
            is_two = bool(problem.readings)
            return Problem(field.id, text, problem.expected) if is_two or not isinstance(found, Problem) else found
        return _told(read(field, amount), text)
    if field.type == "date":
        try:
            return _told(read(field, dates.parse(own)), text)
        except dates.NotADate:
            return read(field, own)
    if field.type == "time" and (clock := _TIME.fullmatch(own)):
        return _told(read(field, f"{int(clock[1]):02}:{clock[2]}"), text)
    if field.type == "yes_no":
        folded = own.casefold()
        return read(field, True if folded in _YES else False if folded in _NO else own)
    if field.type == "one_of":
        return read(field, _chosen(field, own))
    if field.type == "some_of":
        return _told(read(field, [_chosen(field, one) for one in own.split(",") if one.strip()]), text)
    if field.type == "list":
        return _records(field, own)
    return read(field, text if field.type == "long_text" else own)


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


def _records(field: Field, text: str) -> Value | Problem:
    example = json.dumps([{one.id: "…" for one in field.columns}], ensure_ascii=False)
    problem = Problem(
        field.id, text[:200], Words(*(w.replace("{example}", example) for w in (_LIST.id, _LIST.en)))
    )
    if len(text) > _MOST:
        return problem
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        return problem
    return read(field, given)


def of_plain(field: Field, plain: Any) -> Value | Problem:
    """The value that the content of a file says: a text as a person writes it, `true`, a list, records."""
    if isinstance(plain, str):
        return read(field, plain) if field.type in WRITTEN else parse(field, plain)
    if isinstance(plain, list) and field.type == "some_of":
        return read(field, [_chosen(field, one) if isinstance(one, str) else one for one in plain])
    if isinstance(plain, list) and field.type == "list":
        columns = {one.id: one for one in field.columns}
        records = []
        for at, given in enumerate(plain, start=1):
            record = dict(given) if isinstance(given, Mapping) else given
            for name in [*record] if isinstance(record, dict) else ():
                if name in columns and record[name] is not None:
                    found = of_plain(columns[name], record[name])
                    if isinstance(found, Problem):
                        return found.within(f"{field.id}[{at}]")
                    record[name] = found
            records.append(record)
        return read(field, records)
    return read(field, plain)


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
