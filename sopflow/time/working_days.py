"""Tables of working time, one a year: made when it is first needed, whole before anybody sees it, never changed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo
from typing import Final, NamedTuple

from .span import FIRST_YEAR, LAST_YEAR, out_of_range
from .walls import micros_at

Span = tuple[int, int]
"""From and to, in microseconds since the midnight with which its day begins; a shift over midnight ends past 24 hours."""
Spans = tuple[Span, ...]
_DAY: Final = 86_400_000_000
_MEAN_YEAR: Final = 31_556_952_000_000
_ONE_DAY: Final = timedelta(days=1)


class Year(NamedTuple):
    """The working time of the days of one year, in microseconds since 1970."""

    midnight: int
    """With which the year begins."""
    until: int
    """The midnight with which it ends."""
    begins: tuple[int, ...]
    ends: tuple[int, ...]
    before: tuple[int, ...]
    """How much is worked in the year before each span, and last in all of it."""
    days: tuple[int, ...]
    """The ordinals of the days on which somebody works."""
    starts: tuple[int | None, ...]
    """The midnight with which each of them begins; `None` where the clock is set on it or on the next."""
    first: tuple[int, ...]
    """The first span of each of these days, and last how many spans there are."""

    @property
    def total(self) -> int:
        return self.before[-1]


class Day(NamedTuple):
    """One working day."""

    year: int
    number: int
    """How many working days of the year are before it."""


class WorkingDays:
    """Working days and working time. Every answer is an instant in microseconds since 1970, or a length of such.

    `TimeOutOfRange` for what lies outside the years in which time is counted.
    """

    def __init__(self, hours_on: Callable[[date], Spans], zone: tzinfo) -> None:
        self._hours_on = hours_on
        self._zone = zone
        self._years: dict[int, Year] = {}

    # -- working time

    def worked(self, start: int, end: int) -> int:
        """Return the working time between two instants; negative if `end` is before `start`."""
        if end < start:
            return -self.worked(end, start)
        (first, before), (last, after) = self._measured(start), self._measured(end)
        return after - before + sum(self._year(year).total for year in range(first, last))

    def later(self, at: int, work: int) -> int:
        """The first instant by which so much more was worked, or so much less where it is negative."""
        year, total = self._measured(at)
        total += work
        while total > self._year(year).total:
            total -= self._year(year).total
            year += 1
        while total <= 0:
            year -= 1
            total += self._year(year).total
        table = self._year(year)
        span = bisect_left(table.before, total) - 1
        return table.begins[span] + total - table.before[span]

    def forward(self, at: int) -> tuple[int, Day]:
        """The first instant of working time from here on, and the working day to which it belongs."""
        year = self._year_of(at)
        span = bisect_right(self._year(year).ends, at)
        while span == len(self._year(year).ends):
            year, span = year + 1, 0
        table = self._year(year)
        return max(at, table.begins[span]), Day(year, bisect_right(table.first, span) - 1)

    # -- working days

    def last_begun(self, at: int) -> Day:
        """The last working day that has begun by an instant."""
        year = self._year_of(at)
        while (span := bisect_right(self._year(year).begins, at) - 1) < 0:
            year -= 1
        return Day(year, bisect_right(self._year(year).first, span) - 1)

    def days_between(self, one: Day, other: Day) -> int:
        """How many working days later the other is; negative if it is earlier."""
        if other.year < one.year:
            return -self.days_between(other, one)
        whole = sum(len(self._year(year).days) for year in range(one.year, other.year))
        return whole + other.number - one.number

    def day_later(self, day: Day, count: int) -> Day:
        """The working day that comes so many working days later."""
        year, number = day.year, day.number + count
        while number >= len(self._year(year).days):
            number -= len(self._year(year).days)
            year += 1
        return Day(year, number)

    def worked_on(self, day: Day) -> int:
        """How much is worked on a working day."""
        table = self._year(day.year)
        return table.before[table.first[day.number + 1]] - table.before[table.first[day.number]]

    def same_time(self, at: int, day: Day, other: Day) -> int:
        """The time of day on another working day that an instant has on its own, or the nearest that is worked."""
        own, table = self._year(day.year), self._year(other.year)
        start, other_start = own.starts[day.number], table.starts[other.number]
        if start is not None and other_start is not None:
            time = other_start + at - start
        else:
            since_midnight = self._wall(at) - _midnight(own.days[day.number])
            time = micros_at(_midnight(table.days[other.number]) + since_midnight, self._zone)
        first, last = table.first[other.number], table.first[other.number + 1]
        nearest = table.begins[first]
        for begin, end in zip(table.begins[first:last], table.ends[first:last], strict=True):
            if time < begin:
                break
            nearest = min(time, end)
        return nearest

    # -- inside

    def _measured(self, at: int) -> tuple[int, int]:
        """The year to which an instant belongs, and how much is worked in it before."""
        year = self._year_of(at)
        table = self._year(year)
        span = bisect_right(table.ends, at)
        if span == len(table.ends):
            return year, table.total
        return year, table.before[span] + max(0, at - table.begins[span])

    def _year_of(self, at: int) -> int:
        """The year of which an instant is: that of its day, or the one before while its last shift lasts."""
        year = min(max(FIRST_YEAR, 1970 + at // _MEAN_YEAR), LAST_YEAR)
        while at < self._year(year).midnight:
            year -= 1
        while at >= self._year(year).until:
            year += 1
        if year > FIRST_YEAR and at < self._year(year).midnight + 2 * _DAY:
            ends = self._year(year - 1).ends
            return year - 1 if ends and at < ends[-1] else year
        return year

    def _wall(self, at: int) -> datetime:
        return (_EPOCH + timedelta(microseconds=at)).astimezone(self._zone).replace(tzinfo=None)

    def _year(self, year: int) -> Year:
        found = self._years.get(year)
        if found is None:
            # two threads may make it at once: each gives a whole one, and the two are equal
            found = self._years[year] = self._made(year)
        return found

    def _made(self, year: int) -> Year:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise out_of_range(str(year))
        first_day, last_day = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        begins: list[int] = []
        ends: list[int] = []
        before, days, starts, first = [0], [], [], []
        midnight, until = (micros_at(_midnight(day), self._zone) for day in (first_day, last_day + 1))
        free = max((end for _, end in self._opened(first_day - 1)[1]), default=midnight - _DAY)
        for day in range(first_day, last_day + 1):
            start, listed = self._opened(day)
            spans = [(max(begin, free), end) for begin, end in listed if begin < end and end > free]
            if not spans:
                continue
            days.append(day)
            starts.append(start)
            first.append(len(begins))
            for begin, end in spans:
                begins.append(begin)
                ends.append(end)
                before.append(before[-1] + end - begin)
            free = ends[-1]
        return Year(
            midnight,
            until,
            tuple(begins),
            tuple(ends),
            tuple(before),
            tuple(days),
            tuple(starts),
            (*first, len(begins)),
        )

    def _opened(self, day: int) -> tuple[int | None, list[Span]]:
        """The midnight and the spans of a day as instants. On days when the clock is set a span is as long as it lasts;
        no midnight is given then."""
        hours = self._hours_on(date.fromordinal(day))
        if not hours:
            return None, []
        midnight, zone = datetime.fromordinal(day), self._zone
        start = micros_at(midnight, zone)
        if micros_at(midnight + 2 * _ONE_DAY, zone) - start == 2 * _DAY:
            return start, [(start + begin, start + end) for begin, end in hours]
        walls = [(midnight + timedelta(microseconds=a), midnight + timedelta(microseconds=b)) for a, b in hours]
        return None, [(micros_at(begin, zone), micros_at(end, zone)) for begin, end in walls]


def _midnight(day: int) -> datetime:
    return datetime.fromordinal(day)


_EPOCH: Final = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
