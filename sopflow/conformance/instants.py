"""Times as logs write them: ISO 8601, `12/03/2024 08.00`, `12 Maret 2024 08:00 WIB`, or a form that is given."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.definition import dates
from sopflow.definition.instants import ZONES

if TYPE_CHECKING:
    from datetime import tzinfo

_HOURS: Final = ("%H", "%I", "%c", "%X", "%T", "%R")
_DATE: Final = len("2024-03-12")
_FORM: Final = re.compile(
    r"(?:[A-Za-z']+,\s*)?(?P<date>\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}\s+[A-Za-z]+\s+\d{4})"
    r"(?:[T\s,]+(?:(?:pukul|jam)\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?)?"
    r"(?:\s*(?P<zone>[A-Za-z]{3,4}))?"
)


class Moment(NamedTuple):
    """An instant, aware; of a date alone its first one."""

    at: datetime
    is_day: bool
    """Whether it may have been at any time of the day."""


def parse(text: str, zone: tzinfo, form: str | None = None) -> Moment:
    """An instant or a day; without a zone of its own in `zone`. With `form` it is read as `strptime` does. `ValueError`."""
    text = text.strip()
    if form is not None:
        is_day = not any(sign in form for sign in _HOURS)
        return Moment(_in(datetime.strptime(text, form), zone), is_day)  # noqa: DTZ007
    try:
        return Moment(_in(datetime.fromisoformat(text), zone), len(text) <= _DATE)
    except ValueError:
        match = _FORM.fullmatch(text)
    if match is None:
        raise ValueError(text)
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    if match["zone"] is not None:
        zone = ZONES[match["zone"].upper()] if match["zone"].upper() in ZONES else _unknown(text)
    day = _day(match["date"])
    return Moment(datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone), match["hour"] is None)


def _in(at: datetime, zone: tzinfo) -> datetime:
    return at if at.tzinfo is not None else at.replace(tzinfo=zone)


def _unknown(text: str) -> tzinfo:
    raise ValueError(text)


def _day(text: str) -> date:
    parts = re.split("[/.-]", text)
    if len(parts) == 3 and len(parts[0]) == 4:
        return date(int(parts[0]), int(parts[1]), int(parts[2]))
    if len(parts) == 3 and len(parts[2]) == 4:
        return date(int(parts[2]), int(parts[1]), int(parts[0]))
    return dates.parse(text)
