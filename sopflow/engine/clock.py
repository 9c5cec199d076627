"""The clock port."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Protocol

from sopflow.time.calendar import passed


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present instant, aware."""
        ...


class SystemClock:
    """The machine's clock, in UTC."""

    now = staticmethod(partial(datetime.now, UTC))


class ManualClock:
    """A clock that stands still until it is moved: for tests, simulations and rehearsals."""

    def __init__(self, start: datetime) -> None:
        if start.tzinfo is None:
            raise ValueError("a clock needs an aware start time")
        self._now = start

    def now(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> datetime:
        """Move forward by a time that is not negative; the new instant."""
        return self.set(passed(self._now, by))

    def set(self, to: datetime) -> datetime:
        """Move forward to an instant; `ValueError` if it lies behind."""
        if to < self._now:
            raise ValueError("a clock does not go back")
        self._now = to
        return to
