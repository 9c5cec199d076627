"""Values that have an order, as numbers: dates as days, times as minutes, money as it stands."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final

from sopflow.fields import Field, FieldType, Value, exact
from sopflow.fields.limits import LARGEST_NUMBER, LARGEST_WHOLE

from .formula import Number

ORDERED: Final = ("number", "whole", "money", "date", "time")
_ENDS: Final[dict[FieldType, tuple[int, int]]] = {
    "number": (-LARGEST_NUMBER, LARGEST_NUMBER),
    "whole": (-LARGEST_WHOLE, LARGEST_WHOLE),
    "money": (-LARGEST_WHOLE, LARGEST_WHOLE),
    "date": (date.min.toordinal(), date.max.toordinal()),
    "time": (0, 24 * 60 - 1),
}
DAYS: Final = _ENDS["date"]


def measured(field: Field, value: object) -> Number:
    """A value of a field with an order as a number."""
    if field.type == "date":
        return date.fromisoformat(str(value)).toordinal()
    if field.type == "time":
        hours, minutes = str(value).split(":")
        return int(hours) * 60 + int(minutes)
    number = Fraction(exact(value))  # type: ignore[arg-type]
    return int(number) if number.denominator == 1 else number


def value_of(field: Field, number: Number) -> Value:
    """The value that a number stands for."""
    if field.type == "date":
        return date.fromordinal(int(number)).isoformat()
    if field.type == "time":
        return f"{int(number) // 60:02}:{int(number) % 60:02}"
    return int(number) if Fraction(number).denominator == 1 else float(number)


def ends_of(field: Field) -> tuple[Number, Number]:
    """The least and the greatest number that a value of a field with an order can be."""
    low, high = _ENDS[field.type]
    return (
        low if field.min is None else measured(field, field.min),
        high if field.max is None else measured(field, field.max),
    )


def widest(field: Field) -> tuple[int, int]:
    """The same without its own limits."""
    return _ENDS[field.type]


def is_dense(field: Field) -> bool:
    """Whether between two values there is always another."""
    return field.type == "number"
