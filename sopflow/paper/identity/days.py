"""Days as identity pages write them: `01/04/2024`, `1 April 2015`, `Senin, 2 Jan. 2024`, and cells of a workbook."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from sopflow import dates

_NUMBERS: Final = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4})")
_WORDS: Final = re.compile(
    r"(?:[A-Za-z']{4,7},\s*)?(\d{1,2})[\s./-]{1,3}([A-Za-z]{3,10})\.?[\s./-]{1,3}(\d{4})\.?"
)
_STAMP: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]00:00(?::00)?")
_NOTHING: Final = ("", "-", "–", "—", "--", "…", "...")


def is_none(text: str) -> bool:
    """Whether a cell says that there is no such day."""
    return text.strip(" :") in _NOTHING


def day_of(text: str) -> date | None:
    """The day that a text says, day before month; `None` where it says none, or only a month."""
    flat = " ".join(text.split()).strip(" :")
    stamp, numbers, words = _STAMP.fullmatch(flat), _NUMBERS.fullmatch(flat), _WORDS.fullmatch(flat)
    try:
        if numbers is not None:
            return date(int(numbers[3]), int(numbers[2]), int(numbers[1]))
        if words is not None:
            return dates.parse(f"{words[1]} {words[2]} {words[3]}")
        return dates.parse(stamp[1] if stamp is not None else flat)
    except ValueError:
        return None


def is_day(text: str) -> bool:
    """Whether the format reads a text as a day as it is."""
    try:
        dates.parse(text)
    except dates.NotADate:
        return False
    return True
