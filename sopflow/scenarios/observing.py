"""From a history to everything that a scenario file can say of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sopflow.definition.duration import parse
from sopflow.definition.model import Ref
from sopflow.flow.event import Event
from sopflow.flow.evolve import fold
from sopflow.flow.flow import Flow
from sopflow.flow.timeline import passed
from sopflow.time.lateness import is_late
from sopflow.time.spoken import spoken

from .model import Expectation, PathItem
from .taken import taken


def observed(history: Iterable[Event], flow: Flow, now: datetime) -> Expectation:
    """What is true of an instance at `now`, by its events."""
    events = list(history)
    run = fold(events)
    done = list(passed(events, flow))
    now = run.at if run.is_over else now
    overdue = [row.step for row in run.active if is_late(row.due, now)]
    late = dict.fromkeys([p.step for p in done if p.late] + overdue)
    missing = dict.fromkeys(d for event in events for d in event.effects.missing)
    length = now - run.started_at
    # on an office's calendar a length in plain hours would count as working time
    sayable = flow.definition.calendar is None and length.microseconds == 0
    return Expectation(
        status=run.status,
        end=Ref(run.end) if run.end is not None else None,
        hand_over=run.hand_over,
        path=tuple(PathItem(Ref(row.step), row.said) for row in taken(events, flow)),
        active=tuple(Ref(row.step) for row in run.active) if run.active or not run.is_over else None,
        versions={Ref(name): held.version for name, held in run.documents.items()},
        late=tuple(map(Ref, late)),
        missing=tuple(map(Ref, missing)),
        elapsed=parse(spoken(length)) if sayable else None,
    )
