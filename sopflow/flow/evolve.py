"""From a snapshot and an event to the next snapshot. Needs nothing else and cannot fail on what `decide` made."""

from __future__ import annotations

from functools import lru_cache, reduce
from typing import TYPE_CHECKING

from sopflow.frozen import NOTHING, Frozen, put

from .commands import EVENTS
from .event import NO_EFFECTS, Event, OpenRow
from .instance import InHand, Instance

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NOTHING_MOVED = NO_EFFECTS[1:]
_ENDS_ROW = frozenset(name for name, kind in EVENTS.items() if kind.ends_row)


def fold(events: Iterable[Event]) -> Instance:
    """The state after these events of one instance, the start first."""
    stream = iter(events)
    return reduce(evolve, stream, evolve(None, next(stream)))


def evolve(instance: Instance | None, event: Event) -> Instance:
    """The state after `event`; `instance` is `None` only for the start."""
    if instance is None:
        return _started(event)
    if event.effects.restored is not None:
        return event.effects.restored._replace(
            revision=event.revision, at=event.at, subject=instance.subject, data_json=instance.data_json
        )
    active = instance.active
    effects = event.effects
    if len(active) == 1 and event.asked is None and (effects is NO_EFFECTS or effects[1:] == _NOTHING_MOVED):
        return _moved_on(instance, event)
    closed = effects.closed
    if event.type in _ENDS_ROW and not closed and len(active) == 1:
        active = event.opened
    elif event.type in _ENDS_ROW or closed:
        own = (event.step, event.visit)
        left = [r for r in active if (r.step, r.visit) != own and (r.step, r.visit) not in closed]
        active = (*left, *event.opened)
    elif event.opened:
        active = (*active, *event.opened)
    visits = _visited(instance.visits, event.opened) if event.opened else instance.visits
    documents = _in_hand(instance.documents, event) if event.documents else instance.documents
    return _with_effects(
        instance._replace(revision=event.revision, at=event.at, active=active, documents=documents, visits=visits),
        event,
    )


def _moved_on(instance: Instance, event: Event) -> Instance:
    """The state after a plain completion of the only open row: nearly every event is one."""
    (
        id_, sop, version, digest, _, status, started_at, _, started_by, _, documents, visits, waiting, chosen, end,
        hand_over, due, suspended_at, subject, data, parent, extended, done_by, unit, is_provisional,
        is_held,
    ) = instance  # fmt: skip
    opened = event.opened
    if opened:
        visits = _visited(visits, opened)
    if event.documents:
        documents = _in_hand(documents, event)
    return Instance(
        id_, sop, version, digest, event.revision, status, started_at, event.at, started_by, opened, documents, visits,
        waiting, chosen, end, hand_over, due, suspended_at, subject, data, parent, extended, done_by, unit, is_provisional,
        is_held,
    )  # fmt: skip


def _started(event: Event) -> Instance:
    sop, version, digest = event.effects.sop or ("", "", "")
    command = event.command
    blank = Instance(
        id=event.instance,
        sop=sop,
        version=version,
        digest=digest,
        revision=event.revision,
        status="running",
        started_at=event.acted_at,
        at=event.at,
        started_by=event.by,
        active=event.opened,
        documents=_in_hand(NOTHING, event),
        visits=_visited(NOTHING, event.opened),
        due=event.effects.limit,
        subject=command.subject,
        data_json=command.data,
        parent=command.parent,
        unit=command.unit,
        is_provisional=event.effects.is_provisional,
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
    if event.asked is not None and event.asked.choose:
        changes["chosen"] = Frozen({**instance.chosen, **dict(event.asked.choose)})
    if effects.did_by:
        changes["done_by"] = Frozen({**instance.done_by, str(event.step): effects.did_by})
    changed = EVENTS[event.type].changes
    if changed is not None:
        changes.update(changed(instance, event))
    if effects.status is not None:
        changes["status"] = effects.status
        if effects.status in ("completed", "cancelled"):
            changes.update(active=(), waiting=(), suspended_at=None, is_held=False)
    return instance._replace(**changes) if changes else instance  # type: ignore[arg-type]


def _visited(visits: Mapping[str, int], opened: tuple[OpenRow, ...]) -> Frozen[str, int]:
    counted = Frozen(visits)
    for row in opened:
        put(counted, row.step, row.visit)
    return counted


def _in_hand(documents: Mapping[str, InHand], event: Event) -> Frozen[str, InHand]:
    held = Frozen(documents)
    if event.asked is None:
        step = event.step
        for document in event.documents:
            before = held.get(document)
            put(held, document, _made(1 if before is None else before[0] + 1, step))
        return held
    papers = {p.document: p for p in event.asked.papers}
    first = 0 if event.type == "started" else 1
    for document in event.documents:
        before = held.get(document)
        version = before.version + 1 if before is not None else (1 if document in papers else first)
        paper = papers.get(document)
        made = InHand(version, event.step, paper) if paper is not None else _made(version, event.step)
        put(held, document, made)
    return held


@lru_cache(maxsize=4096)
def _made(version: int, step: str | None) -> InHand:
    """One record for all instances in which a row made the same version."""
    return InHand(version, step)
