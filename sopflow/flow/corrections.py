"""What was decided while a field of the case had another value than now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from sopflow.conditions import TODAY
from sopflow.frozen import NOTHING

from .event import Event
from .flow import Flow
from .following import standing
from .forms import after


class DecidedOn(NamedTuple):
    """A decision that was taken on a value that has changed since. It stands."""

    event: Event
    field: str
    value: Any
    """What it was then."""


def decided_on(flow: Flow, events: Iterable[Event], fields: Collection[str] = ()) -> tuple[DecidedOn, ...]:
    """The decisions that stand, with the fields (all, or these) that had another value when they were taken, in order."""
    values: Mapping[str, Any] = NOTHING
    found: list[DecidedOn] = []
    history = list(events)
    kept = {event.revision for event in standing(history)}
    for event in history:
        values = after(values, event)
        row = flow.rows.get(event.step or "")
        compared = event.effects.compared if event.revision in kept else NOTHING
        found += [
            DecidedOn(event, n, v) for n, v in compared.items() if n != TODAY and (not fields or n in fields)
        ]
        if compared:
            continue  # what data decided, it decided on these values alone
        if event.type == "completed" and event.revision in kept and row is not None and row.step.is_decision:
            found += [DecidedOn(event, n, v) for n, v in values.items() if not fields or n in fields]
    return tuple(one for one in found if values.get(one.field) != one.value)
