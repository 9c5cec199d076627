"""An office as it is simulated: how often cases come, how many people there are, how long rows take, what is answered and filled in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple, TypeVar

from sopflow.definition.duration import Duration
from sopflow.frozen import NOTHING
from sopflow.scenarios.model import DEFAULT_START

from .draws import Spread
from .values import Filling

Length = Duration | Spread
"""How long something takes; a `Duration` may count working days."""


T = TypeVar("T")


def of_row(said: Mapping[str, T], sop: str, step: str) -> T | None:
    """What is said of a row: under `SOP.ROW`, else under its id, which means the rows of that id in every SOP."""
    own = said.get(f"{sop}.{step}")
    return said.get(step) if own is None else own


class Arrivals(NamedTuple):
    """How often a case comes."""

    every: Length
    calendar: str | None = None
    """In whose working time it is counted; around the clock without one."""


class Staff(NamedTuple):
    """The people who are an actor."""

    number: int
    calendar: str | None = None
    """When they work; that of the row without one."""


class Office(NamedTuple):
    """What an office file says; what it does not say is as in the SOP."""

    arrivals: Mapping[str, Arrivals] = NOTHING
    people: Mapping[str, Staff] = NOTHING
    durations: Mapping[str, Length] = NOTHING
    """By the row, or by `SOP.ROW`."""
    answers: Mapping[str, Mapping[str, float]] = NOTHING
    """By the row, or by `SOP.ROW`, how often each answer is given, as weights."""
    fields: Mapping[str, Filling] = NOTHING
    """By the field, by `ROW.FIELD` or by `SOP.ROW.FIELD`, what is filled in."""
    start: datetime = DEFAULT_START
    priorities: Mapping[str, float] = NOTHING
    """How often cases of each kind come, as weights; those that are named first go first."""
