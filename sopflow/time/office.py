"""Working time of an office: hours by weekday with breaks, days off, and other hours over a period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Final, NamedTuple

from sopflow.definition.duration import Duration

from .calendar import elapsed, months_later, passed
from .days_off import DaysOff
from .span import in_range, instant_of, micros_of, out_of_range
from .walls import micros_at
from .working_days import Spans, WorkingDays

_SECOND: Final = 1_000_000
_WORK: Final = {"jam": 3600 * _SECOND, "menit": 60 * _SECOND, "detik": _SECOND}
_CALENDAR: Final = {"minggu": timedelta(weeks=1), "hari kalender": timedelta(days=1)}
_WEEKDAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_ONE_DAY: Final = timedelta(days=1)


class Period(NamedTuple):
    """Other hours from one day to another, both included (Ramadan)."""

    title: str
    first: date
    last: date
    hours: Mapping[int, Spans]
    is_estimate: bool = False


class Skipped(NamedTuple):
    """A day on which nobody works, and why."""

    date: date
    reason: str
    is_estimate: bool = False


class OfficeCalendar:
    """Counts working days and working time; a `Calendar`.

    `hari` are working days: one later is the next working day at the same time of day, or the nearest time that is
    worked on it. `jam`, `menit`, `detik` are working time. `hari kalender`, `minggu`, `bulan` and `tahun` count every
    day, and come before the others. What begins outside working time begins with the next. A fraction of a `hari` is
    that part of the day's working time. A shift over midnight belongs to the day on which it begins: a day off takes the
    shifts that begin on it, and leaves the one that began the day before. Working time is time that passes, so a night in
    which the clock is set has an hour more or less. `TimeOutOfRange` outside the years in which time is counted.
    """

    def __init__(
        self,
        name: str,
        zone: tzinfo,
        hours: Mapping[int, Spans],
        days_off: DaysOff,
        periods: Sequence[Period] = (),
    ) -> None:
        """`hours` by weekday, Monday 0; each day's spans in order. `ValueError` where nobody ever works."""
        if not any(hours.values()):
            raise ValueError("no working hours")
        self.name = name
        self.zone = zone
        self._hours = hours
        self._days_off = days_off
        self._periods = tuple(periods)
        self._days = WorkingDays(self._hours_on, zone)

    # -- the port

    def add(self, start: datetime, duration: Duration) -> datetime:
        """When a duration that begins at `start` (aware) is over; in the time zone of `start`."""
        try:
            return instant_of(self._after(in_range(start), duration), start)
        except OverflowError:
            raise out_of_range(str(duration)) from None

    def shifted(
        self, due: datetime, suspended: datetime, resumed: datetime, duration: Duration | None = None
    ) -> datetime:
        """The due instant of work whose clock stood still: as much working time is left, or over, as there was.

        What counts calendar days alone moves by the calendar.
        """
        if duration is not None and not duration.counts_work:
            return passed(due, elapsed(suspended, resumed))
        left = self._days.worked(_micros(suspended), _micros(due))
        return instant_of(self._days.later(_micros(resumed), left), due)

    def is_provisional(self, start: datetime, due: datetime) -> bool:
        """Whether days between the two, or next to them, are only estimated, or in a year that is not known yet."""
        first, last = self._date(start) - _ONE_DAY, self._date(due) + _ONE_DAY
        if any(p.is_estimate and p.first <= last and first <= p.last for p in self._periods):
            return True
        return self._days_off.is_uncertain(first, last)

    # -- measuring

    def worked(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time between two instants; negative if `end` is before `start`."""
        return timedelta(microseconds=self._days.worked(_micros(start), _micros(end)))

    def working_days(self, start: datetime, end: datetime) -> int:
        """How many `hari` have passed: the most that can be added to `start` without going past `end`."""
        days, last = self._days, _micros(end)
        begin, day = days.forward(_micros(start))
        if last < begin:
            return 0
        count = days.days_between(day, days.last_begun(last))
        if count > 0 and days.same_time(begin, day, days.day_later(day, count)) > last:
            count -= 1
        return max(0, count)

    def skipped(self, start: datetime, end: datetime) -> Iterator[Skipped]:
        """Every day from one instant to another on which nobody begins to work."""
        day, last = self._date(start), self._date(end)
        while day <= last:
            if not self._hours_on(day):
                off = self._days_off.on(day)
                yield Skipped(day, _WEEKDAYS[day.weekday()]) if off is None else Skipped(day, *off)
            day += _ONE_DAY

    # -- inside

    def _after(self, start: datetime, duration: Duration) -> int:
        number, work = Decimal(0), Decimal(0)
        moved: datetime | None = None
        for unit, amount in duration.parts:
            if unit in ("tahun", "bulan"):
                moved = months_later(moved or self._local(start), int(amount) * (12 if unit == "tahun" else 1))
            elif unit in _CALENDAR:
                moved = moved or self._local(start)
                moved += timedelta(microseconds=int(amount * (_CALENDAR[unit] // timedelta(microseconds=1))))
            elif unit == "hari":
                number = amount
            else:
                work += amount * _WORK[unit]
        at = micros_of(start) if moved is None else micros_at(moved, self.zone)
        if not number and not work:
            return at
        days, whole = self._days, int(number)
        at, day = days.forward(at)
        if whole:
            later = days.day_later(day, whole)
            at, day = days.same_time(at, day, later), later
        work += (number - whole) * days.worked_on(day)
        return days.later(at, int(work)) if work else at

    def _hours_on(self, day: date) -> Spans:
        if self._days_off.on(day) is not None:
            return ()
        for period in self._periods:
            if period.first <= day <= period.last:
                return period.hours.get(day.weekday(), ())
        return self._hours.get(day.weekday(), ())

    def _local(self, at: datetime) -> datetime:
        return in_range(at).astimezone(self.zone).replace(tzinfo=None)

    def _date(self, at: datetime) -> date:
        return self._local(at).date()


def _micros(at: datetime) -> int:
    return micros_of(in_range(at))
