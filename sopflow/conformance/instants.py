"""Times as logs write them: ISO 8601, `12/03/2024 08.00`, `12 Maret 2024 08:00 WIB`, `45363.35` of a spreadsheet, or a form that
is given."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, tzinfo
from typing import Final, NamedTuple

from sopflow import dates
from sopflow.definition.instants import ZONES
from sopflow.errors import SopflowError
from sopflow.language import Words
from sopflow.time.span import in_range

_EXAMPLE: Final = datetime(2024, 3, 12, 8, 30, 15)  # noqa: DTZ001
"""A wall clock, to try a format."""
_HOURS: Final = ("%H", "%I", "%c", "%X", "%T", "%R")
_YEARS: Final = ("%Y", "%y", "%G", "%c", "%x")
_DATE: Final = len("2024-03-12")
_FORM: Final = re.compile(
    r"(?:[A-Za-z']+,\s*)?(?P<date>\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}\s+[A-Za-z]+\s+\d{4})"
    r"(?:[T\s,]+(?:(?:pukul|jam)\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?)?"
    r"(?:\s*(?P<zone>[A-Za-z]{3,4}))?"
)
_SERIAL: Final = re.compile(r"(?P<days>[2-7]\d{4})(?:[.,](?P<part>\d{1,12}))?")
"""Days since the beginning of a spreadsheet's time, of years that a log may have: 1954 to 2119."""
_DAY_ZERO: Final = datetime(1899, 12, 30)  # noqa: DTZ001
"""From which they are counted."""
_SECONDS: Final = 86_400


class BadForm(SopflowError):
    """A format of `strptime` by which no time of a log can be read."""

    code = "bad-time-format"
    words = Words(
        '--time-format "{form}" tidak dapat dipakai; tulis misalnya "%d/%m/%Y %H:%M"',
        '--time-format "{form}" cannot be used; write, for example, "%d/%m/%Y %H:%M"',
    )


class Moment(NamedTuple):
    """An aware instant; for a date without a time, the first instant of that day."""

    at: datetime
    is_day: bool
    """Whether only the day is known."""


def parse(text: str, zone: tzinfo, form: str | None = None) -> Moment:
    """Read an instant or a day. A time without a zone is in `zone`; `form` is a format of `strptime`. `ValueError` for other
    texts, `TimeOutOfRange` for years that are not counted."""
    text = text.strip()
    if form is not None:
        is_day = not any(sign in form for sign in _HOURS)
        return Moment(_in(datetime.strptime(text, form), zone), is_day)  # noqa: DTZ007
    try:
        return Moment(_in(dates.instant(text), zone), len(text) <= _DATE)
    except ValueError:
        match = _FORM.fullmatch(text)
    serial = _SERIAL.fullmatch(text)
    if serial is not None:
        seconds = round(float(f"0.{serial['part'] or 0}") * _SECONDS)
        at = _DAY_ZERO + timedelta(days=int(serial["days"]), seconds=seconds)
        return Moment(_in(at, zone), serial["part"] is None)
    if match is None:
        raise ValueError(text)
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    if match["zone"] is not None:
        zone = ZONES[match["zone"].upper()] if match["zone"].upper() in ZONES else _unknown(text)
    day = _day(match["date"])
    at = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone)
    return Moment(_in(at, zone), match["hour"] is None)


def require_form(form: str) -> None:
    """Refuse a format that does not read what it writes: `BadForm`."""
    try:
        fits = any(sign in form for sign in _YEARS)  # without one some Pythons warn, and later ones refuse
        fits = fits and datetime.strptime(_EXAMPLE.strftime(form), form).year == _EXAMPLE.year  # noqa: DTZ007
    except (ValueError, re.error):
        fits = False
    if not fits:
        raise BadForm(form=form)


def _in(at: datetime, zone: tzinfo) -> datetime:
    return in_range(at if at.tzinfo is not None else at.replace(tzinfo=zone))


def _unknown(text: str) -> tzinfo:
    raise ValueError(text)


def _day(text: str) -> date:
    parts = re.split("[/.-]", text)
    if len(parts) == 3 and len(parts[0]) == 4:
        return date(int(parts[0]), int(parts[1]), int(parts[2]))
    if len(parts) == 3 and len(parts[2]) == 4:
        return date(int(parts[2]), int(parts[1]), int(parts[0]))
    return dates.parse(text)
