"""Examples and operands in words."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date
from enum import Enum
from typing import Final

from sopflow import dates
from sopflow.fields import Field, Value
from sopflow.language import Words, joined

from .formula import TODAY
from .measures import ORDERED, value_of
from .region import OTHER, Example


class Open(Enum):
    """What is said of a value without naming it."""

    EMPTY = "empty"
    FILLED = "filled"
    OTHER = "other"


Given = tuple[tuple[str, "Value | Open"], ...]
"""Values by fields' ids, and the day of the act under `TODAY`, as a date is written in JSON."""
_OPEN: Final = {
    Open.EMPTY: Words("{name} kosong", "{name} is empty"),
    Open.FILLED: Words("{name} terisi", "{name} is filled"),
    Open.OTHER: Words("{name} = teks lain", "{name} = another text"),
}
_TODAY: Final = Words("hari ini", "today")
_IS: Final = Words("{name} = {value}", "{name} = {value}")


def given(example: Example, names: Container[str], fields: Mapping[str, Field]) -> Given:
    """The values of an example under some names, in the order of the fields."""
    found = [(name, _value(example, fields[name])) for name in fields if name in names]
    if TODAY in names:
        found.append((TODAY, date.fromordinal(int(example.numbers[TODAY])).isoformat()))
    return tuple(found)


def _value(example: Example, field: Field) -> Value | Open:
    if example.chosen.get((field.id, "filled")) is False:
        return Open.EMPTY
    if field.type in ORDERED and field.id in example.numbers:
        return value_of(field, example.numbers[field.id])
    if (field.id, "") in example.chosen:
        value = example.chosen[field.id, ""]
        return Open.OTHER if value == OTHER else value
    several: list[Value] = [
        kind[1:]
        for (name, kind), value in example.chosen.items()
        if name == field.id and kind[:1] == "=" and value
    ]
    return several or Open.FILLED


def said(values: Given, fields: Mapping[str, Field]) -> Words:
    """`nilai = Rp50.000.000, jenis = Barang`, in both languages."""
    return joined((_said(name, value, fields) for name, value in values), ", ")


def _said(name: str, value: Value | Open, fields: Mapping[str, Field]) -> Words:
    if isinstance(value, Open):
        return _OPEN[value].filled(name=name)
    if name == TODAY:
        day = date.fromisoformat(str(value))
        return _IS.filled(name=_TODAY, value=Words(dates.written(day, "id"), dates.written(day, "en")))
    field = fields[name]
    return _IS.filled(name=name, value=Words(field.said(value, "id"), field.said(value, "en")))
