"""Dates as an office writes them: `2022-01-07` or `7 Januari 2022`."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sopflow.language import Language

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
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WORDS = re.compile(r"(\d{1,2})\s+([A-Za-z]+)\s+(\d{4})")


class NotADate(ValueError):
    """A text that is not a date; `no_such_day` where the form is right and the day does not exist."""

    def __init__(self, text: str, no_such_day: bool) -> None:
        super().__init__(text)
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


def written(day: date, language: Language = "id") -> str:
    """A date in words: `7 Januari 2022`."""
    names = MONTHS if language == "id" else _ENGLISH
    return f"{day.day} {names[day.month - 1]} {day.year}"
