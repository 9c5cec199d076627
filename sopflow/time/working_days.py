"""A table of days with what is worked on each: grown a year at a time, so that every look-up is one step."""

from __future__ import annotations

from bisect import bisect_left
from datetime import MAXYEAR, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Span = tuple[int, int]
"""From and to, in microseconds since midnight."""
Spans = tuple[Span, ...]


class WorkingDays:
    """Days by their number since the first of January of the first year that was asked for."""

    def __init__(self, hours_on: Callable[[date], Spans], first_year: int) -> None:
        self._hours_on = hours_on
        self._first_year = self._next_year = first_year
        self._base = date(first_year, 1, 1).toordinal()
        self._spans: list[Spans] = []
        self._worked = [0]
        self._count = [0]
        self._days: list[int] = []
        self._grow()

    def index(self, day: date) -> int:
        """The number of a day; `OverflowError` past the year 9998."""
        number = day.toordinal() - self._base
        while number < 0:
            self._grow_back()
            number = day.toordinal() - self._base
        while number >= len(self._spans):
            self._grow()
        return number

    def spans(self, index: int) -> Spans:
        """What is worked on a day."""
        return self._spans[index]

    def worked_on(self, index: int) -> int:
        """How much is worked on a day, in microseconds."""
        return self._worked[index + 1] - self._worked[index]

    def days_before(self, index: int) -> int:
        """How many working days there are before a day."""
        return self._count[index]

    def nth(self, number: int) -> int:
        """The working day that has so many before it."""
        while number >= len(self._days):
            self._grow()
        return self._days[number]

    def total(self, at: datetime) -> int:
        """The working time before an instant."""
        index, time = self.index(at.date()), micros_of(at)
        return self._worked[index] + sum(
            min(time, end) - begin for begin, end in self._spans[index] if begin < time
        )

    def at(self, total: int) -> datetime:
        """The first instant before which so much was worked."""
        while self._worked[-1] < total:
            self._grow()
        while total <= 0:
            total += self._grow_back()
        index = bisect_left(self._worked, total) - 1
        rest = total - self._worked[index]
        for begin, end in self._spans[index]:
            if rest <= end - begin:
                return self.instant(index, begin + rest)
            rest -= end - begin
        raise AssertionError("unreachable")  # pragma: no cover

    def instant(self, index: int, micros: int) -> datetime:
        """A time of a day."""
        return datetime.fromordinal(self._base + index) + timedelta(microseconds=micros)

    def _grow(self) -> None:
        """One more year after the last."""
        if self._next_year >= MAXYEAR:
            raise OverflowError(f"the year {self._next_year}")
        self._append(map(self._hours_on, _year(self._next_year)))
        self._next_year += 1

    def _grow_back(self) -> int:
        """One more year before the first; how much is worked in it."""
        if self._first_year <= 1:
            raise OverflowError("before the year 1")
        later, self._spans, self._worked, self._count, self._days = self._spans, [], [0], [0], []
        self._first_year -= 1
        self._base = date(self._first_year, 1, 1).toordinal()
        self._append(map(self._hours_on, _year(self._first_year)))
        added = self._worked[-1]
        self._append(later)
        return added

    def _append(self, days: Iterable[Spans]) -> None:
        for spans in days:
            if spans:
                self._days.append(len(self._spans))
            self._spans.append(spans)
            self._worked.append(self._worked[-1] + sum(end - begin for begin, end in spans))
            self._count.append(len(self._days))


def micros_of(at: datetime) -> int:
    """The time of day, in microseconds since midnight."""
    return ((at.hour * 60 + at.minute) * 60 + at.second) * 1_000_000 + at.microsecond


def _year(year: int) -> Iterable[date]:
    return map(date.fromordinal, range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1))
