"""From a snapshot and an event to the next snapshot. Needs nothing else and cannot fail on what `decide` made."""

from __future__ import annotations

from functools import lru_cache, reduce
from typing import TYPE_CHECKING

from sopflow.frozen import NOTHING, Frozen

from .commands import EVENTS
from .event import NO_EFFECTS, Event
from .instance import NOTHING_RARE, InHand, Instance, Origin, Rare
from .lifecycle import UNFINISHED
from .record import changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .command import Paper
    from .event import Details, OpenRow


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
        _in_hand(NOTHING, event),
        Frozen({row.step: row.visit for row in event.opened}),
        Rare(effects.limit, is_provisional=effects.is_provisional) if effects.limit is not None else NOTHING_RARE,
    )
    return _with_effects(blank, event)


def _with_effects(instance: Instance, event: Event) -> Instance:
    """The rarer consequences."""
    effects = event.effects
    changes: dict[str, object] = {}
    if effects.waiting is not None:
        changes["waiting"] = effects.waiting
    if effects.end is not None:
        changes["end"], changes["hand_over"] = effects.end, effects.hand_over
    if event.details is not None and event.details.choose:
        changes["chosen"] = Frozen({**instance.chosen, **dict(event.details.choose)})
    if effects.did_by:
        changes["done_by"] = Frozen({**instance.done_by, str(event.step): effects.did_by})
    own = EVENTS[event.type].changes
    if own is not None:
        changes.update(own(instance, event))
    if effects.status is not None:
        changes["status"] = effects.status
        if effects.status not in UNFINISHED:
            changes.update(active=(), waiting=(), suspended_at=None, is_held=False)
    return changed(instance, changes) if changes else instance


def _in_hand(documents: Mapping[str, InHand], event: Event) -> Frozen[str, InHand]:
    held, act, step = {**documents}, event.act, event.act.step
    papers = _papers(event.details) if event.details is not None else NOTHING
    for document in act.documents:
        before = held.get(document)
        if before is not None:
            made = _made(before.version + 1, step)
        else:
            made = _made(0 if act.type == "started" and document not in papers else 1, step)
        held[document] = made if not papers else made._replace(paper=papers.get(document))
    return Frozen(held)


def _papers(details: Details) -> Mapping[str, Paper]:
    return {paper.document: paper for paper in details.papers}


@lru_cache(maxsize=4096)
def _made(version: int, step: str | None) -> InHand:
    """One record for all instances in which a row made the same version."""
    return InHand(version, step)
