"""From a snapshot and an event to the next snapshot. Needs nothing else and cannot fail on what `decide` made."""

from __future__ import annotations

from functools import lru_cache, reduce
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sopflow.frozen import NOTHING, Frozen

from .commands import EVENTS
from .event import NO_EFFECTS, Event
from .instance import NOTHING_RARE, InHand, Instance, Origin, Rare
from .record import changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .event import OpenRow


def fold(events: Iterable[Event]) -> Instance:
    """The state after these events of one instance, the start first."""
    stream = iter(events)
    return reduce(evolve, stream, evolve(None, next(stream)))


def evolve(instance: Instance | None, event: Event) -> Instance:
    """The state after `event`; `instance` is `None` only for the start."""
    if instance is None:
        return _started(event)
    effects, act, opened, active = event.effects, event.act, event.opened, instance.active
    kind = EVENTS[act.type]
    if kind.ends_row and len(active) == 1:
        active = opened
    elif effects.restored is not None:
        return effects.restored._replace(
            revision=event.revision, at=event.at, subject=instance.subject, data_json=instance.data_json
        )
    elif kind.ends_row or effects.closed:
        active = (*_left(active, {(act.step, event.visit), *effects.closed}), *opened)
    elif opened:
        active = (*active, *opened)
    visits = instance.visits
    if opened:
        visited = {**visits}
        for row in opened:
            visited[row.step] = row.visit
        visits = Frozen(visited)
    documents = instance.documents
    if act.documents:
        documents = _in_hand(documents, event)
    moved = Instance(
        instance.origin, event.revision, instance.status, event.at, active, documents, visits, instance.rare
    )
    if effects is NO_EFFECTS and event.details is None and kind.changes is None:
        return moved
    return _with_effects(moved, event)


def _left(active: tuple[OpenRow, ...], closed: set[tuple[str | None, int | None]]) -> Iterable[OpenRow]:
    return [row for row in active if (row.step, row.visit) not in closed]


def _started(event: Event) -> Instance:
    effects, details = event.effects, event.details
    sop, version, digest = effects.sop or ("", "", "")
    origin = Origin(event.instance, sop, version, digest, event.acted_at, event.by)
    if details is not None:
        origin = Origin(
            event.instance, sop, version, digest, event.acted_at, event.by,
            details.subject, details.data, details.parent, details.unit,
        )  # fmt: skip
    blank = Instance(
        origin,
        event.revision,
        "running",
        event.at,
        event.opened,
        _in_hand(NOTHING, event, first=0),
        Frozen({row.step: row.visit for row in event.opened}),
        Rare(effects.limit, is_provisional=effects.is_provisional) if effects.limit is not None else NOTHING_RARE,
    )
    return _with_effects(blank, event)


def _with_effects(instance: Instance, event: Event) -> Instance:
    """The rarer consequences."""
    effects, details, own = event.effects, event.details, EVENTS[event.act.type].changes
    if own is not None:
        instance = changed(instance, own(instance, event))
    rare: dict[str, object] = {}
    if effects.waiting is not None:
        rare["waiting"] = effects.waiting
    if effects.end is not None:
        rare["end"], rare["hand_over"] = effects.end, effects.hand_over
    if details is not None and details.choose:
        rare["chosen"] = Frozen({**instance.chosen, **dict(details.choose)})
    if effects.did_by:
        rare["done_by"] = Frozen({**instance.done_by, str(event.step): effects.did_by})
    status, active = effects.status or instance.status, instance.active
    if effects.status in ("completed", "cancelled"):
        active = ()
        rare.update(waiting=(), suspended_at=None, is_held=False)
    elif effects.status is None and not rare:
        return instance
    return Instance(
        instance.origin,
        instance.revision,
        status,
        instance.at,
        active,
        instance.documents,
        instance.visits,
        replace(instance.rare, **rare) if rare else instance.rare,
    )


def _in_hand(documents: Mapping[str, InHand], event: Event, first: int = 1) -> Frozen[str, InHand]:
    """The documents with those that an event makes; `first` is the version of one that was not there before."""
    held, act, details = {**documents}, event.act, event.details
    step = act.step
    for document in act.documents:
        before = held.get(document)
        held[document] = _made(before.version + 1 if before is not None else first, step)
    for paper in details.papers if details is not None else ():
        if paper.document in act.documents:
            version = held[paper.document].version
            held[paper.document] = InHand(version or 1, step, paper)
    return Frozen(held)


@lru_cache(maxsize=4096)
def _made(version: int, step: str | None) -> InHand:
    """One record for all instances in which a row made the same version."""
    return InHand(version, step)
