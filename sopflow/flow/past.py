"""What deciding must know of an instance's past: what can be undone, who did what, and how due times were moved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.definition import duration
from sopflow.frozen import NOTHING, Frozen

from .evolve import evolve

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopflow.definition.duration import Duration
    from sopflow.time import Calendar

    from .event import Event, RowKey
    from .instance import Instance


class Adjustment(NamedTuple):
    """A due time that was moved: the clock stood still, or somebody put it off."""

    suspended: datetime | None = None
    resumed: datetime | None = None
    length: str | None = None
    """By how much it was put off, as a duration is written."""


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


_ON_TOP: Final = frozenset({"reminded", "escalated", "claimed", "released", "reassigned", "delegated"})


def followed(past: Past | None, event: Event, before: Instance | None) -> Past:
    """The past after one more event: notes, and reminders of rows that the last move opened and who took them, come
    on top of it."""
    if past is None or before is None:
        return Past(event, before)
    if event.type == "annotated":
        return past
    opened = {(row.step, row.visit) for row in past.event.opened}
    if event.type in _ON_TOP and (event.step, event.visit) in opened:
        return past
    did = _did(past, event, before)
    moved = _moved(past, event, before) if event.type in _MOVES_DUES or past.moved else past.moved
    return Past(event, before, did, past.did, moved)


def _did(past: Past, event: Event, before: Instance) -> Mapping[str, tuple[str, ...]]:
    if event.type == "completed" and event.step is not None:
        row = before.open_row(event.step, event.visit)
        signers = [signature.by for signature in row.signed] if row is not None else []
        return Frozen({**past.did, event.step: tuple(dict.fromkeys((*signers, event.by)))})
    if event.type == "undone":
        return past.did_before
    if event.type == "migrated":
        names = dict(event.command.mapping)
        return Frozen({names.get(step, step): people for step, people in past.did.items()})
    return past.did


_MOVES_DUES: Final = frozenset({"resumed", "extended", "migrated"})


def _moved(past: Past, event: Event, before: Instance) -> Mapping[RowKey | None, tuple[Adjustment, ...]]:
    moved = dict(past.moved)
    for row in event.opened:
        moved.pop((row.step, row.visit), None)
    if event.type == "resumed":
        one = Adjustment(before.suspended_at or event.at, event.at)
        for key in (None, *((row.step, row.visit) for row in before.active)):
            moved[key] = (*moved.get(key, ()), one)
    elif event.type == "extended":
        key = (event.step, event.visit or 1) if event.step is not None else None
        length = event.effects.granted or event.command.length
        moved[key] = (*moved.get(key, ()), Adjustment(length=length))
    elif event.type == "migrated" and event.effects.restored is not None:
        old = [(row.step, row.visit) for row in before.active]
        new = [(row.step, row.visit) for row in event.effects.restored.active]
        places: list[tuple[RowKey | None, RowKey | None]] = [(None, None), *zip(old, new, strict=False)]
        return Frozen({place: moved[key] for key, place in places if key in moved})
    return Frozen(moved)


def past_of(events: Iterable[Event]) -> Past | None:
    """The past of one instance."""
    past: Past | None = None
    state: Instance | None = None
    for event in events:
        past = followed(past, event, state)
        state = evolve(state, event)
    return past


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
            due = calendar.add(due, duration.parse(length))
    return due
