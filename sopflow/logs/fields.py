"""What a log says of a case and of what happened in it, under the names that tools know: one list for every format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from .cases import Entry, LoggedCase

CASE: Final[Mapping[str, Callable[[LoggedCase], Any]]] = {
    "concept:name": lambda case: case.id,
    "sop:id": lambda case: case.sop,
    "sop:version": lambda case: case.version,
    "sop:started": lambda case: case.started_at,
    "sop:status": lambda case: case.status,
    "sop:end": lambda case: case.end,
    "sop:called_by": lambda case: case.parent,
    "sop:subject": lambda case: case.subject,
}
ENTRY: Final[Mapping[str, Callable[[Entry], Any]]] = {
    "concept:name": lambda entry: entry.name,
    "lifecycle:transition": lambda entry: entry.transition,
    "time:timestamp": lambda entry: entry.at,
    "org:resource": lambda entry: entry.person,
    "org:role": lambda entry: entry.role,
    "sop:row": lambda entry: entry.step,
    "sop:visit": lambda entry: entry.visit,
    "sop:actor": lambda entry: entry.actor,
    "sop:outcome": lambda entry: entry.outcome,
    "sop:opened": lambda entry: entry.since,
    "sop:due": lambda entry: entry.due,
    "sop:late": lambda entry: entry.late,
    "sop:note": lambda entry: entry.note,
}
UNIT: Final = "org:group"


def moment(at: datetime) -> str:
    """An instant as logs write it."""
    return at.isoformat(timespec="milliseconds")
