"""The history of an instance as the lines of a diary: which row, who, when, and whether in time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from sopflow.definition.model import DONE
from sopflow.time.lateness import is_late

from .commands import EVENTS
from .event import Event, EventType, OpenRow, RowKey
from .flow import Flow

Rows = dict[tuple[str | None, int | None], OpenRow]


class TimelineEntry(NamedTuple):
    """One event on a row, or on the instance as a whole (`step` is `None`). An undo is listed at the row that was
    undone; documents that end waiting rows are listed at each of them."""

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
    position: str | None = None
    """The directory's name of the position."""
    on_behalf_of: str | None = None
    """Who delegated it."""
    to: str | None = None
    """To whom it was given (delegated, reassigned), or to which actor it was escalated."""
    length: str | None = None
    """By how much the due time was extended, as a duration is written."""
    due_then: datetime | None = None
    """When it has been due since then."""
    versions: tuple[str, str] | None = None
    """From which version of the SOP to which."""
    fields: tuple[str, ...] = ()
    """The fields that were corrected, or whose values were removed; a removal of all personal ones names none."""
    people: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Actors whose persons were changed, each with who they are since then."""


def timeline(events: Iterable[Event], flow_of: Callable[[str, str], Flow]) -> tuple[TimelineEntry, ...]:
    """The entries of an instance's events, in order; `flow_of` gives the flow of an SOP's id and version."""
    rows: Rows = {}
    entries = []
    done: list[tuple[str | None, int | None]] = []
    limit: datetime | None = None
    sop = ("", "")
    for event in events:
        effects = event.effects
        key = done.pop() if event.type == "undone" and done else (event.step, event.visit)
        if EVENTS[event.type].can_be_undone:
            done.append(key)
        version = sop[1]
        if effects.sop is not None:
            sop = effects.sop[0], effects.sop[1]
        keys = awaited(event, flow_of(*sop)) if event.type == "received" and effects.closed else ()
        for on in keys or (key,):
            entries.append(_entry(event, on, rows.get(on), limit, version))
        limit = effects.limit if effects.limit is not None else limit
        _follow(rows, event)
    return tuple(entries)


def _follow(rows: Rows, event: Event) -> None:
    """The rows as they were opened, after an event too."""
    for row in (*event.opened, *(event.effects.restored.active if event.effects.restored is not None else ())):
        rows[row.step, row.visit] = row
    for key, moved in event.effects.dues:
        rows[key] = rows[key]._replace(due=moved)


def _entry(
    event: Event, key: tuple[str | None, int | None], row: OpenRow | None, limit: datetime | None, version: str
) -> TimelineEntry:
    effects = event.effects
    due = row.due if row is not None else limit if event.type == "extended" else None
    return TimelineEntry(
        event.revision,
        event.type,
        *key,
        event.actor,
        event.by,
        effects.capacity,
        effects.acting_as,
        event.outcome,
        event.note,
        row.since if row else None,
        due,
        event.acted_at,
        is_late(due, event.acted_at),
        event.documents,
        effects.missing,
        effects.deviation,
        effects.end,
        effects.position,
        effects.on_behalf_of,
        effects.escalated or _receiver(event),
        effects.granted,
        _due_then(event),
        (version, effects.sop[1]) if effects.sop is not None and version else None,
        _fields(event),
        event.command.more.people if event.type == "rebound" else (),
    )


def awaited(event: Event, flow: Flow) -> tuple[RowKey, ...]:
    """The rows that waited for a document that arrived; not those that an end withdrew with them."""
    waits = {name: row.step.wait.until for name, row in flow.rows.items() if row.step.wait is not None}
    return tuple(key for key in event.effects.closed if waits.get(key[0]) in event.documents)


def _receiver(event: Event) -> str | None:
    """To whom a row was given by somebody else."""
    return event.command.person if EVENTS[event.type].gives else None


def _fields(event: Event) -> tuple[str, ...]:
    more = event.command.more
    return more.erased if event.type == "redacted" else tuple(more.fields) if event.type == "corrected" else ()


def _due_then(event: Event) -> datetime | None:
    if event.type != "extended":
        return None
    return event.effects.limit or next((due for _, due in event.effects.dues), None)


class Passed(NamedTuple):
    """A row that is done."""

    step: str
    visit: int
    outcome: str
    event: Event
    row: OpenRow | None
    """As it was opened; `None` in a history without its beginning."""

    @property
    def late(self) -> bool:
        """Whether it was done after it was due, by when it happened."""
        return self.row is not None and is_late(self.row.due, self.event.acted_at)


def passed(events: Iterable[Event], flow: Flow) -> Iterator[Passed]:
    """The rows of one instance that are done, in order: by people, by time, by called SOPs, and by documents that
    arrived. Not those that an end withdrew.
    """
    rows: Rows = {}
    for event in events:
        for step, visit, outcome in ended(event, flow):
            yield Passed(step, visit, outcome, event, rows.get((step, visit)))
        _follow(rows, event)


def ended(event: Event, flow: Flow) -> Iterator[tuple[str, int, str]]:
    """The rows that are done with an event, each with its visit and its outcome."""
    if EVENTS[event.type].ends_row and event.step is not None:
        yield event.step, event.visit or 1, event.outcome or DONE
    elif event.type == "received":
        for step, visit in awaited(event, flow):
            yield step, visit, DONE
