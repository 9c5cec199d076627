"""The past of an instance, event by event: what can be undone, who did what, and how due times were moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from sopflow.fields import Withheld
from sopflow.frozen import NOTHING, Frozen

from .authority import signers
from .command import SYSTEM, Command
from .commands import COMMANDS, EVENTS
from .event import Event, OpenRow, RowKey
from .evolve import evolve
from .instance import Instance
from .past import Adjustment, Past, Right, renamed
from .people import in_their_hands


def followed(past: Past | None, event: Event, before: Instance | None) -> Past:
    """The past after one more event: notes, and reminders of rows that the last move opened and who took them, come
    on top of it."""
    if past is None or before is None:
        return Past(event, before, people=_people(frozenset(), event), personal=_personal(event))
    if EVENTS[event.type].is_a_note:
        return past
    people = _people(past.people, event)
    rights = _rights(past, event, before)
    opened = {(row.step, row.visit) for row in past.event.opened}
    if EVENTS[event.type].is_on_top and (event.step, event.visit) in opened:
        return past._replace(people=people, rights=rights)
    did = _did(past, event, before)
    moved = _moved(past, event, before) if EVENTS[event.type].moves_dues or past.moved else past.moved
    personal = past.personal | _personal(event)
    return Past(event, before, did, past.did, moved, people, rights, personal)


def _personal(event: Event) -> frozenset[str]:
    fields = event.details.fields if event.details is not None else NOTHING
    return frozenset([name for name, value in fields.items() if isinstance(value, Withheld)])


def _people(people: frozenset[str], event: Event) -> frozenset[str]:
    return people if event.by == SYSTEM or event.by in people else people | {event.by}


def _rights(past: Past, event: Event, before: Instance) -> Mapping[RowKey, tuple[Right, ...]]:
    gives = EVENTS[event.type].gives
    if not gives and event.type != "escalated" and not event.effects.people and not past.rights:
        return past.rights
    rights = {
        key: some for key, some in past.rights.items() if key not in {(r.step, r.visit) for r in event.opened}
    }
    key = (event.step or "", event.visit or 1)
    if event.type == "escalated":
        row, actor = before.open_row(*key), event.effects.escalated
        if row is not None and actor is not None and actor not in row.actors:
            rights[key] = (*rights.get(key, ()), Right(event.acted_at, None, actor))
    elif gives:
        rights[key] = (*rights.get(key, ()), Right(event.at, event.effects.claims))
    elif event.effects.people:
        _rebound(rights, event, before)
    elif event.type == "migrated" and event.effects.restored is not None:
        return Frozen(_rights_there(rights, before.active, event.effects.restored.active, event.at))
    return Frozen(rights)


def _rebound(rights: dict[RowKey, tuple[Right, ...]], event: Event, before: Instance) -> None:
    """Open rows whose actors are other persons, perhaps no longer in anybody's hands."""
    people = dict(event.effects.people)
    others = frozenset(actor for actor, persons in people.items() if before.people.get(actor) != persons)
    for was, now in zip(before.active, in_their_hands(before.active, people), strict=True):
        if not others.isdisjoint(was.actors):
            claims = now.claims if now.claims != was.claims else None
            key = (was.step, was.visit)
            rights[key] = (*rights.get(key, ()), Right(event.at, claims, rebound=others))


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


LOOKING_BACK: Final = frozenset(kind for kind, one in COMMANDS.items() if one.history != "never")


def looks_back(command: Command, has_directory: bool) -> bool:
    """Whether deciding a command takes the past of its instance."""
    if command.acted_at is not None:
        return True
    kind = COMMANDS.get(command.kind)
    history = kind.history if kind is not None else "never"
    return history == "always" or (history == "with a directory" and has_directory)


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
    events = list(events)
    if not any(event.type == "undone" for event in events):
        return events
    kept: list[Event] = []
    past: Past | None = None
    state: Instance | None = None
    for event in events:
        if event.type == "undone" and past is not None:
            at = kept.index(past.event)
            # a reminder of a row that is no longer open is not one
            kept[at:] = [one for one in kept[at + 1 :] if EVENTS[one.type].is_a_note]
        else:
            kept.append(event)
        past = followed(past, event, state)
        state = evolve(state, event)
    return kept
