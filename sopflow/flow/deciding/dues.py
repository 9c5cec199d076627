"""Due times of open rows, as an event says them."""

from __future__ import annotations

from ..event import Event, OpenRow


def with_dues(row: OpenRow, event: Event) -> OpenRow:
    """An open row, with the due times that an event gives it."""
    key = (row.step, row.visit)
    dues, lates = dict(event.effects.dues), dict(event.effects.lates)
    return row._replace(due=dues.get(key, row.due), late_at=lates.get(key, row.late_at))
