"""Working time of an office: hours by weekday with breaks, days off, and other hours over a period."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from .calendar import months_later
from .working_days import WorkingDays, micros_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import tzinfo

    from sopflow.definition.duration import Duration

    from .days_off import DaysOff
    from .working_days import Spans

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
    that part of the day's working time.
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

    # -- the port

    def add(self, start: datetime, duration: Duration) -> datetime:
        """When a duration that begins at `start` (aware) is over; in the time zone of `start`.

        `OverflowError` past the year 9998.
        """
        return self._aware(self._after(self._local(start), duration), start)

    def shifted(
        self, due: datetime, suspended: datetime, resumed: datetime, duration: Duration | None = None
    ) -> datetime:
        """The due instant of work whose clock stood still: as much working time is left, or over, as there was.

        What counts calendar days alone moves by the calendar.
        """
        if duration is not None and not duration.counts_work:
            return due + (resumed - suspended)
        left = self.worked(suspended, due) // timedelta(microseconds=1)
        return self._aware(self._days.at(self._days.total(self._local(resumed)) + left), due)

    def is_provisional(self, start: datetime, due: datetime) -> bool:
        """Whether days between the two, or next to them, are only estimated, or in a year that is not known yet."""
        first, last = self._local(start).date() - _ONE_DAY, self._local(due).date() + _ONE_DAY
        if any(p.is_estimate and p.first <= last and first <= p.last for p in self._periods):
            return True
        return self._days_off.is_uncertain(first, last)

    # -- measuring

    def worked(self, start: datetime, end: datetime) -> timedelta:
        """The working time between two instants; negative if `end` is before `start`."""
        before, after = self._days.total(self._local(start)), self._days.total(self._local(end))
        return timedelta(microseconds=after - before)

    def working_days(self, start: datetime, end: datetime) -> int:
        """How many `hari` have passed: the most that can be added to `start` without going past `end`."""
        begin, last = self._forward(self._local(start)), self._local(end)
        days = self._days
        count = days.days_before(days.index(last.date()) + 1) - 1 - days.days_before(days.index(begin.date()))
        if count > 0 and self._days_later(begin, count) > last:
            count -= 1
        return max(0, count)

    def skipped(self, start: datetime, end: datetime) -> Iterator[Skipped]:
        """Every day from one instant to another on which nobody works."""
        day, last = self._local(start).date(), self._local(end).date()
        while day <= last:
            if not self._hours_on(day):
                off = self._days_off.on(day)
                yield Skipped(day, _WEEKDAYS[day.weekday()]) if off is None else Skipped(day, *off)
            day += _ONE_DAY

    # -- inside

    @cached_property
    def _days(self) -> WorkingDays:
        return WorkingDays(self._hours_on, 2020)

    def _after(self, start: datetime, duration: Duration) -> datetime:
        at, days, work = start, Decimal(0), Decimal(0)
        for unit, amount in duration.parts:
            if unit in ("tahun", "bulan"):
                at = months_later(at, int(amount) * (12 if unit == "tahun" else 1))
            elif unit in _CALENDAR:
                at += timedelta(microseconds=int(amount * (_CALENDAR[unit] // timedelta(microseconds=1))))
            elif unit == "hari":
                days = amount
            else:
                work += amount * _WORK[unit]
        if not days and not work:
            return at
        at, whole = self._forward(at), int(days)
        if whole:
            at = self._days_later(at, whole)
        work += (days - whole) * self._days.worked_on(self._days.index(at.date()))
        return self._days.at(self._days.total(at) + int(work)) if work else at

    def _days_later(self, at: datetime, count: int) -> datetime:
        """Working days later, at the same time of day or the nearest that is worked."""
        days = self._days
        index = days.nth(days.days_before(days.index(at.date())) + count)
        return days.instant(index, _nearest(days.spans(index), micros_of(at)))

    def _forward(self, at: datetime) -> datetime:
        """The first instant of working time from here on."""
        days = self._days
        index, time = days.index(at.date()), micros_of(at)
        for begin, end in days.spans(index):
            if time < end:
                return at if begin <= time else days.instant(index, begin)
        following = days.nth(days.days_before(index + 1))
        return days.instant(following, days.spans(following)[0][0])

    def _hours_on(self, day: date) -> Spans:
        if self._days_off.on(day) is not None:
            return ()
        for period in self._periods:
            if period.first <= day <= period.last:
                return period.hours.get(day.weekday(), ())
        return self._hours.get(day.weekday(), ())

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self.zone).replace(tzinfo=None)

    def _aware(self, local: datetime, like: datetime) -> datetime:
        return local.replace(tzinfo=self.zone).astimezone(like.tzinfo)


def _nearest(spans: Spans, time: int) -> int:
    """The time itself if it is worked, else the closing before it, or the opening of the day."""
    nearest = spans[0][0]
    for begin, end in spans:
        if time < begin:
            break
        nearest = min(time, end)
    return nearest
