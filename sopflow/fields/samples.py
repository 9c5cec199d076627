"""A value that a field takes, where any will do: for walks that are generated."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from . import patterns
from .field import plain
from .problem import Problem

if TYPE_CHECKING:
    from .field import Field, Value


def sample(field: Field) -> Value:
    """Its default, else the least that is a value; `None` where none is found at once."""
    if field.default is not None:
        return field.initial
    found = field.read(_likely(field))
    return None if isinstance(found, Problem) else found


def several(field: Field) -> Value:
    """Of a list with a key: two records, where two are found at once; else what `sample` gives."""
    first = sample(field)
    if not isinstance(first, list) or field.key is None:
        return first
    key = field.column(field.key)
    for other in _others(key, first[0][key.id]):
        found = field.read([*first, {**first[0], key.id: other}])
        if not isinstance(found, Problem):
            return found
    return first


def _others(key: Field, value: Any) -> list[Any]:
    """Values that may do besides one."""
    if key.type == "whole":
        return [value + 1, value - 1]
    if key.type == "date":
        return [(date.fromisoformat(value) + timedelta(days=n)).isoformat() for n in (1, -1)]
    return list(key.choices) if key.choices else [f"{value} 2", "contoh 2"[: key.max_length], "2"]


def _likely(field: Field) -> Any:
    if field.pattern is not None:
        return patterns.read(field.pattern).example
    if field.type in ("text", "long_text"):
        return "contoh"[: field.max_length]
    if field.type in ("number", "whole", "money"):
        low = Decimal(1) if field.min is None else Decimal(field.min)
        number = low if field.max is None else min(low, Decimal(field.max))
        return plain(number) if field.type == "number" else int(number.to_integral_value("ROUND_CEILING"))
    if field.type in ("date", "time"):
        usual = "2026-01-02" if field.type == "date" else "08:00"
        return field.min or field.max or usual
    if field.type in ("one_of", "some_of"):
        first = next(iter(field.choices), None)
        return first if field.type == "one_of" else [first]
    if field.type == "list":
        return [{one.id: value for one in field.columns if (value := sample(one)) is not None}]
    return True
