"""The calendar port, and the calendar that knows neither nights nor holidays."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, UTC, datetime, timedelta, timezone, tzinfo
from typing import Final, Protocol

from sopflow.definition.duration import Duration

from .span import AFTER_THE_FIRST_DAY, BEFORE_THE_LAST_DAY, FIRST_YEAR, LAST_YEAR, in_range, out_of_range


class Calendar(Protocol):
    """Counts working time. All instants are aware; what comes back is in the time zone of what went in."""

    def add(self, start: datetime, duration: Duration) -> datetime:
        """Return when a duration that begins at `start` is over: its due time, which is the upper bound of a range.

        `TimeOutOfRange` outside the years in which time is counted (`sopflow.time.span`).
        """
        ...

    def shifted(
        self, due: datetime, suspended: datetime, resumed: datetime, duration: Duration | None = None
    ) -> datetime:
        """Return the due time of work that was suspended from `suspended` to `resumed`; `duration` is its standard
        time."""
        ...

    def worked(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time between two instants; negative if `end` is before `start`."""
        ...

    def is_provisional(self, start: datetime, due: datetime) -> bool:
        """Return whether days off between the two are only estimated, or not known yet."""
        ...


class AroundTheClock:
    """A day is 24 hours, a month a month of the calendar (the 31st becomes the last day there is)."""

    def add(self, start: datetime, duration: Duration) -> datetime:
        span = duration.span
        if span is not None:
            if start.tzinfo is UTC and start > AFTER_THE_FIRST_DAY:
                try:
                    end = start + span
                    if end < BEFORE_THE_LAST_DAY:
                        return end
                except OverflowError:
                    pass  # said below
            return passed(in_range(start), span)
        end, rest = in_range(start), timedelta(0)
        try:
            for unit, amount in duration.parts:
                if unit in ("tahun", "bulan"):
                    end = months_later(end, int(amount) * (12 if unit == "tahun" else 1))
                else:
                    rest += timedelta(seconds=float(amount) * _SECONDS[unit])
        except OverflowError:
            raise out_of_range(str(duration)) from None
        return passed(end, rest)

    def shifted(
        self, due: datetime, suspended: datetime, resumed: datetime, duration: Duration | None = None
    ) -> datetime:
        return passed(due, elapsed(suspended, resumed))

    def worked(self, start: datetime, end: datetime) -> timedelta:
        return elapsed(start, end)

    def is_provisional(self, start: datetime, due: datetime) -> bool:
        return False


def passed(start: datetime, length: timedelta) -> datetime:
    """The instant after so much time, also where the clock is set on the way; `TimeOutOfRange`."""
    try:
        if isinstance(start.tzinfo, timezone):  # its clock is never set
            end = start + length
            return end if FIRST_YEAR <= end.year <= LAST_YEAR else in_range(end)
        return in_range((start.astimezone(UTC) + length).astimezone(start.tzinfo))
    except OverflowError:
        raise out_of_range(f"{start.isoformat(sep=' ', timespec='minutes')} + {length}") from None


def elapsed(start: datetime, end: datetime) -> timedelta:
    """The time between two instants, also where the clock was set meanwhile."""
    if start.tzinfo is end.tzinfo and not isinstance(start.tzinfo, timezone):
        return end.astimezone(UTC) - start.astimezone(UTC)
    return end - start


def read_in(at: datetime, zone: tzinfo | None) -> datetime:
    """Return an instant in a time zone (`None`: the machine's); unchanged if it is too close to the first or last
    representable date."""
    try:
        return at.astimezone(zone)
    except (OverflowError, ValueError, OSError):
        return at


def zone_of(calendar: Calendar) -> tzinfo | None:
    """The time zone in which people read the times of a calendar, where it has one."""
    zone = getattr(calendar, "zone", None)
    return zone if isinstance(zone, tzinfo) else None


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
