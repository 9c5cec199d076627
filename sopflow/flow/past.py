"""What deciding must know of an instance's past: what can be undone, who did what, and how due times were moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from sopflow.definition import duration
from sopflow.definition.duration import Duration
from sopflow.frozen import NOTHING, Frozen
from sopflow.time import Calendar

from .event import Claim, Event, RowKey
from .instance import Instance


class Adjustment(NamedTuple):
    """A due time that was moved: the clock stood still, or somebody extended it."""

    suspended: datetime | None = None
    resumed: datetime | None = None
    length: str | None = None
    """By how much it was extended, as a duration is written."""


class Right(NamedTuple):
    """A change of who may do an open row."""

    at: datetime
    claims: tuple[Claim, ...] | None = None
    """In whose hands it is from then on, where that changed."""
    escalated: str | None = None
    """The actor who may do it too, from then on."""
    rebound: frozenset[str] = frozenset()
    """The actors who are other persons from then on."""


class Past(NamedTuple):
    """The last event that moved an instance, the state before it, and what no snapshot holds."""

    event: Event
    before: Instance | None
    did: Mapping[str, tuple[str, ...]] = NOTHING
    """Who did each row last."""
    did_before: Mapping[str, tuple[str, ...]] = NOTHING
    """The same before the last event."""
    moved: Mapping[RowKey | None, tuple[Adjustment, ...]] = NOTHING
    """Of open rows, and of the instance (`None`): how their due times were moved, in order."""
    people: frozenset[str] = frozenset()
    """Who has acted, besides leaving notes."""
    rights: Mapping[RowKey, tuple[Right, ...]] = NOTHING
    """How it changed who may do a row since it was opened, in order."""
    personal: frozenset[str] = frozenset()
    """The fields of which it has had personal values, whatever its version has now."""


def renamed(did: Mapping[str, tuple[str, ...]], names: Mapping[str, str]) -> Frozen[str, tuple[str, ...]]:
    """Who did each row, by the rows' new names: of two that became one, everybody who did either."""
    found: dict[str, tuple[str, ...]] = {}
    for step, people in did.items():
        name = names.get(step, step)
        found[name] = tuple(dict.fromkeys((*found.get(name, ()), *people)))
    return Frozen(found)


def due_again(
    since: datetime, limit: Duration, calendar: Calendar, moved: Iterable[Adjustment]
) -> datetime | None:
    """When something is due by a calendar (perhaps with other days off than then), moved as it was moved; `None` where
    the history does not say how far."""
    due = calendar.add(since, limit)
    for suspended, resumed, length in moved:
        if suspended is not None and resumed is not None:
            due = calendar.shifted(due, suspended, resumed, limit)
        elif length is None:
            return None
        else:
            due = calendar.add(due, duration.recorded(length))
    return due
