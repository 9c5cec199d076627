"""Working hours as an office writes them: `07:30-12:00`, `07.30 - 12.00`, `22:00-06:00` over midnight; weekdays as
`senin`, `senin-kamis`."""

from __future__ import annotations

import re
from typing import Final

_FORM: Final = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})\s*[-–—]\s*([0-9]{1,2})[:.]([0-9]{2})")
_MINUTE: Final = 60_000_000
DAY: Final = 24 * 60 * _MINUTE
_DAYS: Final = (
    ("senin", "monday", "sen", "mon"),
    ("selasa", "tuesday", "sel", "tue"),
    ("rabu", "wednesday", "rab", "wed"),
    ("kamis", "thursday", "kam", "thu"),
    ("jumat", "friday", "jum", "fri", "jum'at", "jumaat"),
    ("sabtu", "saturday", "sab", "sat"),
    ("minggu", "sunday", "min", "sun", "ahad"),
)
WEEKDAYS: Final = tuple(names[0] for names in _DAYS)
"""The names that messages use, Monday first."""
_NUMBER: Final = {name: number for number, names in enumerate(_DAYS) for name in names}


class NotHours(ValueError):
    """A text that is not a span of hours."""


def parse(text: str) -> tuple[int, int]:
    """From and to in microseconds since midnight; where it ends the next day, past 24 hours. Raises `NotHours`, also where it
    begins and ends at the same time."""
    match = _FORM.fullmatch(text.strip())
    if match is None:
        raise NotHours(text)
    hour, minute, until_hour, until_minute = map(int, match.groups())
    begin, end = (hour * 60 + minute) * _MINUTE, (until_hour * 60 + until_minute) * _MINUTE
    if minute > 59 or until_minute > 59 or begin == end or begin >= DAY or end > DAY:
        raise NotHours(text)
    return begin, end if begin < end else end + DAY


def weekdays(text: str) -> tuple[int, ...] | None:
    """The weekdays that a name or a range of two means, Monday 0; `None` for what is none."""
    first, sign, last = (part.strip().lower() for part in text.replace("–", "-").partition("-"))
    if first not in _NUMBER or (sign and last not in _NUMBER):
        return None
    begin, end = _NUMBER[first], _NUMBER[last or first]
    return tuple(range(begin, end + 1)) or None
