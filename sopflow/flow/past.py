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

    from .event import Claim, Event, OpenRow, RowKey
    from .instance import Instance


class Adjustment(NamedTuple):
    """A due time that was moved: the clock stood still, or somebody put it off."""

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


_ON_TOP: Final = frozenset({"reminded", "escalated", "claimed", "released", "reassigned", "delegated"})


def followed(past: Past | None, event: Event, before: Instance | None) -> Past:
    """The past after one more event: notes, and reminders of rows that the last move opened and who took them, come
    on top of it."""
    if past is None or before is None:
        return Past(event, before, people=_people(frozenset(), event))
    if event.type == "annotated":
        return past
    people = _people(past.people, event)
    rights = _rights(past, event, before)
    opened = {(row.step, row.visit) for row in past.event.opened}
    if event.type in _ON_TOP and (event.step, event.visit) in opened:
        return past._replace(people=people, rights=rights)
    did = _did(past, event, before)
    moved = _moved(past, event, before) if event.type in _MOVES_DUES or past.moved else past.moved
    return Past(event, before, did, past.did, moved, people, rights)


def _people(people: frozenset[str], event: Event) -> frozenset[str]:
    return people if event.by == SYSTEM or event.by in people else people | {event.by}


_GIVES: Final = frozenset({"claimed", "released", "reassigned", "delegated", "escalated"})


def _rights(past: Past, event: Event, before: Instance) -> Mapping[RowKey, tuple[Right, ...]]:
    if event.type not in _GIVES and not past.rights:
        return past.rights
    rights = {
        key: some for key, some in past.rights.items() if key not in {(r.step, r.visit) for r in event.opened}
    }
    key = (event.step or "", event.visit or 1)
    if event.type == "escalated":
        row, actor = before.open_row(*key), event.effects.escalated
        if row is not None and actor is not None and actor not in row.actors:
            rights[key] = (*rights.get(key, ()), Right(event.acted_at, None, actor))
    elif event.type in _GIVES:
        rights[key] = (*rights.get(key, ()), Right(event.at, event.effects.claims))
    elif event.type == "migrated" and event.effects.restored is not None:
        return Frozen(_rights_there(rights, before.active, event.effects.restored.active, event.at))
    return Frozen(rights)


def _rights_there(
    rights: Mapping[RowKey, tuple[Right, ...]], old: Iterable[OpenRow], new: Iterable[OpenRow], at: datetime
) -> dict[RowKey, tuple[Right, ...]]:
    found = {}
    for was, now in zip(old, new, strict=False):
        some = rights.get((was.step, was.visit), ())
        if some:
            dropped = (Right(at, now.claims),) if was.claims != now.claims else ()
            found[now.step, now.visit] = (*some, *dropped)
    return found


def _did(past: Past, event: Event, before: Instance) -> Mapping[str, tuple[str, ...]]:
    if event.type == "completed" and event.step is not None:
        row = before.open_row(event.step, event.visit)
        principal = event.effects.on_behalf_of
        did = (*(signers(row) if row is not None else ()), event.by, *((principal,) if principal else ()))
        return Frozen({**past.did, event.step: tuple(dict.fromkeys(did))})
    if event.type == "undone":
        return past.did_before
    if event.type == "migrated":
        return renamed(past.did, dict(event.command.mapping))
    return past.did


def renamed(did: Mapping[str, tuple[str, ...]], names: Mapping[str, str]) -> Frozen[str, tuple[str, ...]]:
    """Who did each row, by the rows' new names: of two that became one, everybody who did either."""
    found: dict[str, tuple[str, ...]] = {}
    for step, people in did.items():
        name = names.get(step, step)
        found[name] = tuple(dict.fromkeys((*found.get(name, ()), *people)))
    return Frozen(found)


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
