"""Days off: an office's own dates, and a country's holidays with what is only estimated or not known yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, Final, NamedTuple

from sopflow.errors.packages import needing

_ESTIMATES: Final = ("perkiraan", "estimated")
"""How the data marks a date that depends on a sighting of the moon that is still to come."""
_FIRST_DECREE: Final = 2002
"""The first year of collective leave in Indonesia."""
_COLLECTIVE: Final = "Cuti Bersama"
"""Days that a joint decree adds each year; a year without any is one that was not decreed yet."""


class DayOff(NamedTuple):
    """A day on which nobody works, and why."""

    reason: str
    is_estimate: bool = False


class DaysOff:
    """An office's days off. `own` are its own dates, `worked` days on which it works although others do not."""

    def __init__(
        self,
        country: str | None = None,
        *,
        own: Mapping[date, str] | None = None,
        worked: Mapping[date, str] | None = None,
    ) -> None:
        """`country` is an ISO 3166-1 code; its holidays come from the package `holidays` (`MissingPackage`)."""
        self.country = country
        self._own = dict(own or {})
        self._worked = dict(worked or {})
        self._years: dict[int, dict[date, DayOff]] = {}
        if country is not None:
            self._first, self._last = int(self._data.start_year), int(self._data.end_year)

    def on(self, day: date) -> DayOff | None:
        """Why a day is off, if it is."""
        if day in self._worked:
            return None
        if day in self._own:
            return DayOff(self._own[day])
        return self._year(day.year).get(day) if self.country is not None else None

    def is_uncertain(self, first: date, last: date) -> bool:
        """Whether some day from `first` to `last` is off, or not, only by an estimate."""
        if self.country is None:
            return False
        for year in range(first.year, last.year + 1):
            days = self._year(year)
            if not self._is_known(year):
                return True
            if any(off.is_estimate and first <= day <= last for day, off in days.items()):
                return True
        return False

    def _is_known(self, year: int) -> bool:
        """Whether the data has the whole year; for Indonesia, whether its collective leave was decreed."""
        if not self._first <= year <= self._last:
            return False
        return (
            self.country != "ID"
            or year < _FIRST_DECREE
            or any(off.reason.startswith(_COLLECTIVE) for off in self._year(year).values())
        )

    def _year(self, year: int) -> dict[date, DayOff]:
        found = self._years.get(year)
        if found is None:
            # two threads may read it at once: each gives a whole one, and the two are equal
            found = self._years[year] = self._read(year)
        return found

    def _read(self, year: int) -> dict[date, DayOff]:
        data = self._data
        if not data.start_year <= year <= data.end_year:
            return {}
        categories = tuple(c for c in ("public", "government") if c in data.supported_categories)
        language = "id" if "id" in data.supported_languages else None
        listed = data(years=year, categories=categories, language=language)
        return {day: _day_off(name) for day, name in listed.items() if day.year == year}

    @cached_property
    def _data(self) -> Any:
        return type(_package().country_holidays(str(self.country)))


def has_country(code: str) -> bool:
    """Whether there are holidays for an ISO 3166-1 code; `MissingPackage`."""
    return code in _package().list_supported_countries()


def _package() -> Any:
    with needing("office"):
        import holidays
    return holidays


def _day_off(name: str) -> DayOff:
    is_estimate = any(f"({word})" in name for word in _ESTIMATES)
    return DayOff(name, is_estimate)
