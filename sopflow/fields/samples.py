"""Values that a field takes, where any will do, and values that it does not take: for scenarios that are generated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from . import patterns
from .field import Field, Value, plain
from .values import Misfit, takes, value_of


def sample(field: Field) -> Value:
    """Its default, else the least that is a value; `None` where none is found at once."""
    if field.default is not None:
        return field.initial
    found = value_of(field, _likely(field))
    return None if isinstance(found, Misfit) else found


def several(field: Field) -> Value:
    """Of a list with a key: two records, where two are found at once; else what `sample` gives."""
    first = sample(field)
    if not isinstance(first, list) or field.key is None:
        return first
    key = field.column(field.key)
    for other in _others(key, first[0][key.id]):
        found = value_of(field, [*first, {**first[0], key.id: other}])
        if not isinstance(found, Misfit):
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


def beyond(field: Field) -> tuple[Any, ...]:
    """Values that fail one of its limits each, and would be values without it."""
    found = [_beyond(field, without(field, limit), tries) for limit, tries in _tries(field)]
    if field.type == "list":
        found += _beyond_in_records(field)
    return tuple(one for one in found if one is not None)


def without(field: Field, limit: str) -> Field:
    """A field that has not this limit."""
    changes: dict[str, Any] = {limit: None}
    return replace(field, **changes)


def _beyond(field: Field, free: Field, tries: Iterable[Any]) -> Any:
    return next((one for one in tries if not takes(field, one) and takes(free, one)), None)


def _tries(field: Field) -> Iterator[tuple[str, Iterable[Any]]]:
    """For each limit that it has, values that may be beyond it."""
    if field.min is not None:
        yield "min", (_moved(field, field.min, -1),)
    if field.max is not None:
        yield "max", (_moved(field, field.max, 1),)
    usual = str(sample(field) or "x")
    if field.max_length is not None:
        yield "max_length", ("x" * (field.max_length + 1), usual * (field.max_length // len(usual) + 1))
    if field.pattern is not None:
        yield "pattern", (usual[:-1], usual + usual[-1], "?", "x", "0")


def _moved(field: Field, limit: Any, by: int) -> Any:
    """One step further: a unit, a day, a minute."""
    if field.type == "date":
        with suppress(OverflowError):
            return (date.fromisoformat(limit) + timedelta(days=by)).isoformat()
        return None
    if field.type == "time":
        minutes = int(limit[:2]) * 60 + int(limit[3:]) + by
        return f"{minutes // 60:02}:{minutes % 60:02}" if 0 <= minutes < 24 * 60 else None
    return plain(Decimal(limit) + by)


def _beyond_in_records(field: Field) -> list[Any]:
    """Lists with one cell that is beyond a limit, and one with a key twice."""
    record = sample(field)
    if not isinstance(record, list) or not record:
        return []
    cells = [[{**record[0], column.id: value}] for column in field.columns for value in beyond(column)]
    return [*cells, *([[record[0], record[0]]] if field.key is not None and field.key in record[0] else [])]
