"""What deciding must know of an instance's past: what can be undone, who did what, and how due times were moved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.definition import duration
from sopflow.frozen import NOTHING, Frozen

from .authority import signers
from .command import SYSTEM, Command, CommandKind
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
    people: frozenset[str] = frozenset()
    """Who has acted, besides leaving notes."""


_ON_TOP: Final = frozenset({"reminded", "escalated", "claimed", "released", "reassigned", "delegated"})


def followed(past: Past | None, event: Event, before: Instance | None) -> Past:
    """The past after one more event: notes, and reminders of rows that the last move opened and who took them, come
    on top of it."""
    if past is None or before is None:
        return Past(event, before, people=_people(frozenset(), event))
    if event.type == "annotated":
        return past
    people = _people(past.people, event)
    opened = {(row.step, row.visit) for row in past.event.opened}
    if event.type in _ON_TOP and (event.step, event.visit) in opened:
        return past._replace(people=people)
    did = _did(past, event, before)
    moved = _moved(past, event, before) if event.type in _MOVES_DUES or past.moved else past.moved
    return Past(event, before, did, past.did, moved, people)


def _people(people: frozenset[str], event: Event) -> frozenset[str]:
    return people if event.by == SYSTEM or event.by in people else people | {event.by}


def _did(past: Past, event: Event, before: Instance) -> Mapping[str, tuple[str, ...]]:
    if event.type == "completed" and event.step is not None:
        row = before.open_row(event.step, event.visit)
        principal = event.effects.on_behalf_of
        did = (*(signers(row) if row is not None else ()), event.by, *((principal,) if principal else ()))
        return Frozen({**past.did, event.step: tuple(dict.fromkeys(did))})
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


_LOOKS_BACK: Final[frozenset[CommandKind]] = frozenset({"undo", "migrate", "reschedule"})
_ASKS_WHO: Final[frozenset[CommandKind]] = frozenset({"cancel", "annotate"})


def looks_back(command: Command, has_directory: bool) -> bool:
    """Whether deciding a command takes the past of its instance."""
    asks_who = has_directory and command.kind in _ASKS_WHO
    return command.kind in _LOOKS_BACK or command.acted_at is not None or asks_who


def past_of(events: Iterable[Event]) -> Past | None:
    """The past of one instance."""
    past: Past | None = None
    state: Instance | None = None
    for event in events:
        past = followed(past, event, state)
        state = evolve(state, event)
    return past


def standing(events: Iterable[Event]) -> list[Event]:
    """The events without those that were undone, and what undid them."""
    kept: list[Event] = []
    past: Past | None = None
    state: Instance | None = None
    for event in events:
        if event.type == "undone" and past is not None:
            at = kept.index(past.event)
            # a reminder of a row that is no longer open is not one
            kept[at:] = [one for one in kept[at + 1 :] if one.type == "annotated"]
        else:
            kept.append(event)
        past = followed(past, event, state)
        state = evolve(state, event)
    return kept


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
