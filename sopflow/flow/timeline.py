"""The history of an instance as the lines of a diary: which row, who, when, and whether in time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .event import Event, EventType, OpenRow


class Entry(NamedTuple):
    """One event on a row, or on the instance as a whole (`step` is `None`)."""

    revision: int
    type: EventType
    step: str | None
    visit: int | None
    actor: str | None
    by: str
    capacity: str | None
    acting_as: str | None
    outcome: str | None
    note: str | None
    since: datetime | None
    """When the row was opened."""
    due: datetime | None
    at: datetime
    """When it happened (`acted_at`)."""
    late: bool
    documents: tuple[str, ...]
    missing: tuple[str, ...]
    deviation: str | None
    end: str | None


def timeline(events: Iterable[Event]) -> tuple[Entry, ...]:
    """The entries of an instance's events, in order."""
    rows: dict[tuple[str | None, int | None], OpenRow] = {}
    entries = []
    for event in events:
        row = rows.get((event.step, event.visit))
        due = row.due if row is not None else None
        effects = event.effects
        entries.append(
            Entry(
                event.revision,
                event.type,
                event.step,
                event.visit,
                event.actor,
                event.by,
                effects.capacity,
                effects.acting_as,
                event.outcome,
                event.note,
                row.since if row else None,
                due,
                event.acted_at,
                due is not None and event.acted_at > due,
                event.documents,
                effects.missing,
                effects.deviation,
                effects.end,
            )
        )
        for opened in event.opened:
            rows[opened.step, opened.visit] = opened
        for (step, visit), moved in effects.dues:
            rows[step, visit] = rows[step, visit]._replace(due=moved)
    return tuple(entries)
