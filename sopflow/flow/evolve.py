"""From a snapshot and an event to the next snapshot. Needs nothing else and cannot fail on what `decide` made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache, reduce
from typing import Any, Final

from msgspec.structs import replace

from sopflow.frozen import NOTHING, Frozen

from .command import Paper
from .commands import EVENTS
from .event import NO_EFFECTS, Act, Details, Event, OpenRow
from .files import joined
from .forms import after
from .instance import NOTHING_RARE, STAYS, InHand, Instance, Origin, Rare
from .lifecycle import UNFINISHED
from .people import formerly
from .record import changed

_NOTHING_SAID: Final = Details(kind="start")


def fold(events: Iterable[Event]) -> Instance:
    """Return the state after these events of one instance, the start first."""
    stream = iter(events)
    return reduce(evolve, stream, evolve(None, next(stream)))


def evolve(instance: Instance | None, event: Event) -> Instance:
    """Return the state after `event`; `instance` is `None` only for the start."""
    if instance is None:
        instance = _blank(event)
    effects, act = event.effects, event.act
    opened, active = event.opened, instance.active
    kind = EVENTS[act.type]
    if kind.ends_row and len(active) == 1:
        active = opened
    elif effects.restored is not None:
        return effects.restored._replace(
            revision=event.revision,
            at=event.at,
            subject=instance.subject,
            data_json=instance.data_json,
            people=instance.people,
            formerly=instance.formerly,
            **_fields(instance, event),
        )
    elif kind.ends_row or effects.closed:
        active = (*_left(active, {(act.step, event.visit), *effects.closed}), *opened)
    elif opened:
        active = (*active, *opened)
    visits, documents = instance.visits, instance.documents
    if opened:
        visited = {**visits}
        for row in opened:
            visited[row.step] = row.visit
        visits = Frozen(visited)
    if act.documents:
        held, step = {**documents}, act.step
        for document in act.documents:
            before = held.get(document)
            if before is None:
                held[document] = _made(1, step)
            elif document in effects.kept:
                held[document] = InHand(before.version + 1, step, before.paper)
            else:
                held[document] = _made(before.version + 1, step)
        documents = Frozen(held)
    moved = Instance(
        instance.id,
        instance.origin,
        event.revision,
        instance.status,
        event.at,
        active,
        documents,
        visits,
        instance.rare,
    )
    if effects is NO_EFFECTS and event.details is None and kind.changes is None:
        return moved
    return _with_effects(moved, event)


def ended_at(before: datetime | None, event: Event, after: Instance) -> datetime | None:
    """When an instance has ended, after an event; `before` is what was so before it. As with its start it counts when that
    happened, also where it was entered later."""
    if not after.is_over or before is not None:
        return before if after.is_over else None
    return (event.details.acted_at if event.details is not None else None) or event.at


def _fields(instance: Instance, event: Event) -> dict[str, Any]:
    """The case's data after an event, and which event changed it last."""
    rare = instance.rare
    if not event.effects.case and not (event.details is not None and event.details.fields):
        return {"fields": rare.fields, "fields_at": rare.fields_at}
    return {"fields": after(rare.fields, event), "fields_at": event.revision}


def _left(active: tuple[OpenRow, ...], closed: set[tuple[str | None, int | None]]) -> Iterable[OpenRow]:
    return [row for row in active if (row.step, row.visit) not in closed]


def _blank(event: Event) -> Instance:
    """What there is before the start: who starts what and when, and what is at hand."""
    effects, said, documents = event.effects, event.details or _NOTHING_SAID, event.act.documents
    sop, version, digest = effects.sop or ("", "", "")
    origin = Origin(
        sop, version, digest, said.acted_at or event.at, event.by, said.subject, said.data, said.parent, said.unit
    )
    rare, at_hand = NOTHING_RARE, NOTHING
    if effects.limit is not None:
        rare = Rare(effects.limit, is_provisional=effects.is_provisional)
    if documents:
        brought = {paper.document for paper in said.papers}
        # the start makes version 0 of what was there before it
        at_hand = Frozen({name: _made(-1, None) for name in documents if name not in brought})
    return Instance(event.instance, origin, 0, "running", event.at, (), at_hand, NOTHING, rare)


def _with_effects(instance: Instance, event: Event) -> Instance:
    """The rarer consequences."""
    effects, details, own = event.effects, event.details, EVENTS[event.act.type].changes
    if own is not None:
        values = own(instance, event)
        if not STAYS.isdisjoint(values):
            raise TypeError(
                f"no event changes what an instance is from its start: {sorted(STAYS & values.keys())}"
            )
        instance = changed(instance, values)
    rare: dict[str, object] = {}
    if effects.waiting is not None:
        rare["waiting"] = effects.waiting
    if effects.end is not None:
        rare["end"], rare["hand_over"] = effects.end, effects.hand_over
    if effects.people:
        rare["people"] = Frozen(dict(effects.people))
        were = formerly(instance.people, effects.people, instance.formerly)
        rare["formerly"] = Frozen({**were, **dict(details.formerly)}) if details is not None else were
    if effects.did_by:
        rare["done_by"] = Frozen({**instance.done_by, str(event.step): effects.did_by})
    if effects.case or (details is not None and details.fields):
        rare |= _fields(instance, event)
    status, active, documents = effects.status, instance.active, instance.documents
    if details is not None:
        if details.choose:
            rare["chosen"] = Frozen({**instance.chosen, **dict(details.choose)})
        if details.papers:
            documents = _identified(documents, event.act, details.papers)
    if status is None:
        if not rare and documents is instance.documents:
            return instance
        status = instance.status
    elif status not in UNFINISHED:
        active = ()
        rare.update(waiting=(), suspended_at=None, is_held=False)
    others = replace(instance.rare, **rare) if rare else instance.rare
    return replace(instance, status=status, active=active, documents=documents, rare=others)


def _identified(documents: Mapping[str, InHand], act: Act, papers: Iterable[Paper]) -> Mapping[str, InHand]:
    """The documents, those that an event brought with what identifies them."""
    held = {**documents}
    for paper in papers:
        if paper.document in act.documents:
            version, known = held[paper.document].version, held[paper.document].paper
            held[paper.document] = InHand(version, act.step, joined(known, paper))
    return Frozen(held)


@lru_cache(maxsize=4096)
def _made(version: int, step: str | None) -> InHand:
    """One record for all instances in which a row made the same version."""
    return InHand(version, step)
