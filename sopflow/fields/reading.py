"""From what a program gives to a field's value, or to the problem in words; and from a value to what a program takes."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

from .expecting import another, expected
from .field import Field, Value, exact
from .problem import Problem
from .values import Misfit, misfits_of, value_of
from .withheld import Withheld


def read(field: Field, value: object) -> Value | Problem:
    """The value, or what is wrong."""
    found = value_of(field, value)
    return _told(field, found) if isinstance(found, Misfit) else found


def wrong(field: Field, value: object) -> tuple[Problem, ...]:
    """Everything that is wrong with a value."""
    return tuple(_told(field, misfit) for misfit in misfits_of(field, value))


def _told(whole: Field, misfit: Misfit) -> Problem:
    """The misfit in words; what a personal value could mean is not offered, as that would say it."""
    field, place, value, kind = misfit
    if (
        kind == "wrong" and field.key is not None and place.endswith(f"].{field.key}")
    ):  # the list itself, at the key of a record
        return Problem(place, value, another(field), kind)
    said = None if whole.personal else value
    return Problem(place, value, expected(field, said, missing=kind == "missing"), kind)


def hosted(field: Field, value: Value) -> Any:
    """A value as Python programs take it."""
    if value is None or isinstance(value, Withheld):
        return value
    if field.type == "number":
        return Decimal(exact(value))
    if field.type == "money":
        return Decimal(exact(value)).scaleb(-field.scale)
    if field.type == "date":
        return date.fromisoformat(str(value))
    if field.type == "time":
        return time.fromisoformat(str(value))
    if field.type == "list" and isinstance(value, list):
        columns = {one.id: one for one in field.columns}
        return tuple({name: hosted(columns[name], own) for name, own in record.items()} for record in value)
    return tuple(value) if isinstance(value, list) else value
