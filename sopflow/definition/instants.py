"""Instants as an office writes them: `2024-03-12 08:00 WIB`, or ISO 8601 with an offset."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Final

ZONES: Final = {
    "WIB": timezone(timedelta(hours=7), "WIB"),
    "WITA": timezone(timedelta(hours=8), "WITA"),
    "WIT": timezone(timedelta(hours=9), "WIT"),
    "UTC": timezone(timedelta(0), "UTC"),
}
"""The zones of Indonesia (Keppres 41/1987) and UTC."""
_FORM = re.compile(r"(\d{4}-\d{2}-\d{2}[T ]\d{2}[:.]\d{2}(?:[:.]\d{2}(?:[.]\d{1,6})?)?)\s*(\S+)")


class NotAnInstant(ValueError):
    """A text that is not an instant, or has no time zone."""


def parse(text: str) -> datetime:
    """Read an instant, aware; raises `NotAnInstant`."""
    match = _FORM.fullmatch(text.strip())
    if match is None:
        raise NotAnInstant(text)
    moment, zone = match[1][:10] + "T" + match[1][11:].replace(".", ":", 2), match[2].upper()
    moment = re.sub(r"(:\d\d:\d\d):(\d+)\Z", r"\1.\2", moment)
    try:
        if zone in ZONES:
            return datetime.fromisoformat(moment).replace(tzinfo=ZONES[zone])
        instant = datetime.fromisoformat(moment + zone)
    except ValueError:
        raise NotAnInstant(text) from None
    if instant.tzinfo is None:
        raise NotAnInstant(text)
    return instant


def written(instant: datetime) -> str:
    """An instant as a text that `parse` reads back."""
    name = instant.tzname()
    if name in ZONES and ZONES[name].utcoffset(None) == instant.utcoffset():
        bare = instant.replace(tzinfo=None)
        text = bare.isoformat(sep=" ", timespec="auto" if bare.microsecond or bare.second else "minutes")
        return f"{text} {name}"
    return instant.isoformat(sep=" ")
