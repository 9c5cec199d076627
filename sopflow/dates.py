"""Dates as an office writes them: `2022-01-07` or `7 Januari 2022`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from sopflow.language import Language, Words, nearest

MONTHS: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_ENGLISH: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NUMBERS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february pebruari feb",
            "maret march mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu aug",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_WORDS = re.compile(r"([0-9]{1,2})\s+([A-Za-z]+)\s+([0-9]{4})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\s?[-/.]\s?([0-9]{1,2})\s?[-/.]\s?([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_LOOSE_WORDS = re.compile(
    r"(?:[A-Za-z']{3,9},?\s)?\s?([0-9]{1,2})[\s./-]{1,3}([A-Za-z]{3,12})[\s.,/-]{1,3}([0-9]{4})"
)
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,12})\.?\s([0-9]{1,2}),?\s([0-9]{4})")
_INSTANT = re.compile(
    r"[0-9]{4}-?(?:[0-9]{2}-?[0-9]{2}|W[0-9]{2}(?:-?[1-7])?)"
    r"(?:[ -/:-~](?:[01][0-9]|2[0-3])"
    r"(?::[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]+)?)?|[0-5][0-9](?:[0-5][0-9](?:[.,][0-9]+)?)?)?"
    r"(?:Z|[+-][0-9]{2}(?::?[0-9]{2}(?::?[0-9]{2}(?:\.[0-9]+)?)?)?)?)?"
)
_LONGEST: Final = 40
_LANGUAGES: Final[tuple[Language, ...]] = ("id", "en")


class NotADate(ValueError):
    """A text that is not a date; `no_such_day` where the form is right and the day does not exist."""

    def __init__(self, text: str, no_such_day: bool) -> None:
        super().__init__(text)
        self.text = text
        self.no_such_day = no_such_day


def parse(text: str) -> date:
    """Read a date; raises `NotADate`."""
    iso = _ISO.fullmatch(text.strip())
    words = _WORDS.fullmatch(text.strip())
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif words and words[2].lower() in _NUMBERS:
        year, month, day = int(words[3]), _NUMBERS[words[2].lower()], int(words[1])
    else:
        raise NotADate(text, no_such_day=False)
    try:
        return date(year, month, day)
    except ValueError:
        raise NotADate(text, no_such_day=True) from None


def instant(text: str) -> datetime:
    """Read a time of ISO 8601, or a day as its beginning; `ValueError` for other texts. Only what every Python reads alike
    is read: some take `24:00` for the next day, and some an offset of `+07.30` for one of seven hours."""
    if _INSTANT.fullmatch(text) is None:
        raise ValueError(text)
    return datetime.fromisoformat(text)


def meant(text: str) -> tuple[date, ...]:
    """The days that a text may mean which is not a date as the format writes it, the likeliest first; `1/3/2026` may be two."""
    own = " ".join(text.split()) if len(text) <= _LONGEST else ""
    found: list[tuple[str, int, str]] = []
    if numbers := _DAY_FIRST.fullmatch(own):
        one, other, year = numbers.groups()
        found = [(year, int(other), one), (year, int(one), other)]
    elif numbers := _YEAR_FIRST.fullmatch(own):
        found = [(numbers[1], int(numbers[2]), numbers[3])]
    elif words := _LOOSE_WORDS.fullmatch(own):
        found = [(words[3], _month(words[2]), words[1])]
    elif words := _MONTH_FIRST.fullmatch(own):
        found = [(words[3], _month(words[1]), words[2])]
    days = (_day(int(year), month, int(day)) for year, month, day in found)
    return tuple(dict.fromkeys(day for day in days if day is not None))


def said(text: str) -> tuple[date, ...]:
    """The day that a text says, else those that it may mean."""
    try:
        return (parse(text),)
    except NotADate:
        return meant(text)


def _month(word: str) -> int:
    """The month that a word means, spelled otherwise too; 0 for none."""
    return _NUMBERS.get(nearest(word, _NUMBERS) or "", 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def offered(days: Sequence[date]) -> Words:
    """Some days as they are to be written, each with its month in words."""
    each = [[f"{day} ({written(day, language)})" for day in days] for language in _LANGUAGES]
    return Words(" atau ".join(each[0]), " or ".join(each[1]))


def written(day: date, language: Language = "id") -> str:
    """A date in words: `7 Januari 2022`."""
    names = MONTHS if language == "id" else _ENGLISH
    return f"{day.day} {names[day.month - 1]} {day.year}"
