"""What is filled in: values of fields that are always the same, or drawn, for each row that asks for them."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.conditions.measures import ends_of, value_of
from sopflow.frozen import NOTHING

from .draws import Spread

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from sopflow.fields import Field, Value
    from sopflow.flow.flow import Row

_DECIMALS: Final = 6
"""Of a drawn number."""


class OneOf(NamedTuple):
    """Values, and how often each is filled in, as weights; `None` where the field stays empty."""

    values: tuple[Value, ...]
    weights: tuple[float, ...]


class Filling(NamedTuple):
    """What people fill into a field."""

    field: Field
    of: OneOf | Spread
    """A distribution is of numbers: money in its smallest unit, times in minutes, dates in days."""
    from_today: bool = False
    """Whether the days are counted from the day of the act."""

    def draw(self, chance: Random, today: date) -> Value:
        """One value, within the limits of the field."""
        if isinstance(self.of, OneOf):
            (value,) = chance.choices(self.of.values, self.of.weights)
            return value
        number = self.of.number(chance) + (today.toordinal() if self.from_today else 0)
        low, high = ends_of(self.field)
        if self.field.type == "number":
            return float(f"{round(min(max(number, float(low)), float(high)), _DECIMALS):.12g}")
        return value_of(self.field, min(max(round(number), math.ceil(low)), math.floor(high)))


def filling_of(fillings: Mapping[str, Filling], sop: str, row: str, field: str) -> Filling | None:
    """What a row fills into a field, if that is said: under `SOP.ROW.FIELD`, else under `ROW.FIELD`, else under the field."""
    named = (f"{sop}.{row}.{field}", f"{row}.{field}", field)
    return next((fillings[name] for name in named if name in fillings), None)


def drawn(fillings: Mapping[str, Filling], sop: str, row: Row, chance: Random, today: date) -> Mapping[str, Value]:
    if not fillings or not row.form:
        return NOTHING
    asked = ((one.field.id, filling_of(fillings, sop, row.id, one.field.id)) for one in row.form)
    values = ((name, filling.draw(chance, today)) for name, filling in asked if filling is not None)
    return {name: value for name, value in values if value is not None}


def initial(row: Row) -> Mapping[str, Value]:
    """What a row's fields say where nobody fills them in."""
    return {one.field.id: one.field.initial for one in row.form if one.field.default is not None}
