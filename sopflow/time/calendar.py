"""The calendar port, and the calendar that knows neither nights nor holidays."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from sopflow.definition.duration import Duration


class Calendar(Protocol):
    """Counts working time. All instants are aware; what comes back is in the time zone of what went in."""

    def add(self, start: datetime, duration: Duration) -> datetime:
        """When a duration that begins at `start` is over: its deadline, the upper bound of a range.

        `OverflowError` past the year 9999.
        """
        ...

    def shifted(
        self, due: datetime, suspended: datetime, resumed: datetime, duration: Duration | None = None
    ) -> datetime:
        """The due instant of work whose clock stood still from `suspended` to `resumed`; `duration` is its standard."""
        ...

    def worked(self, start: datetime, end: datetime) -> timedelta:
        """The working time between two instants; negative if `end` is before `start`."""
        ...

    def is_provisional(self, start: datetime, due: datetime) -> bool:
        """Whether days off between the two are only estimated, or not known yet."""
        ...


class AroundTheClock:
    """A day is 24 hours, a month a month of the calendar (the 31st becomes the last day there is)."""

    def add(self, start: datetime, duration: Duration) -> datetime:
        if duration.span is not None:
            return start + duration.span
        end, rest = start, timedelta(0)
        for unit, amount in duration.parts:
            if unit in ("tahun", "bulan"):
                end = months_later(end, int(amount) * (12 if unit == "tahun" else 1))
            else:
                rest += timedelta(seconds=float(amount) * _SECONDS[unit])
        return end + rest

    def shifted(
        self, due: datetime, suspended: datetime, resumed: datetime, duration: Duration | None = None
    ) -> datetime:
        return due + (resumed - suspended)

    def worked(self, start: datetime, end: datetime) -> timedelta:
        return end - start

    def is_provisional(self, start: datetime, due: datetime) -> bool:
        return False


def months_later(start: datetime, months: int) -> datetime:
    """The same day of a later month, or its last where there is none; `OverflowError` past the year 9999."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > MAXYEAR:
        raise OverflowError(f"the year {year}")
    return start.replace(year=year, month=month + 1, day=min(start.day, monthrange(year, month + 1)[1]))


_SECONDS: Final = {
    "minggu": 604800, "hari": 86400, "hari kalender": 86400, "jam": 3600, "menit": 60, "detik": 1,
}  # fmt: skip
AROUND_THE_CLOCK: Final = AroundTheClock()
