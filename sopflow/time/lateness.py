"""When something is late: past its due time, and not yet at that very instant."""

from __future__ import annotations

from datetime import datetime


def is_late(due: datetime | None, at: datetime) -> bool:
    """Whether what is due at `due` (`None`: never) is late at `at`."""
    return due is not None and at > due
