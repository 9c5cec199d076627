"""Instants as an office writes them: `2024-03-12 08:00 WIB`, or ISO 8601 with an offset."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Final

from sopflow import dates

ZONES: Final = {
    "WIB": timezone(timedelta(hours=7), "WIB"),
    "WITA": timezone(timedelta(hours=8), "WITA"),
    "WIT": timezone(timedelta(hours=9), "WIT"),
    "UTC": timezone(timedelta(0), "UTC"),
}
"""The zones of Indonesia (Keppres 41/1987) and UTC."""
_FORM = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:[.][0-9]{1,6})?)?)\s*(\S+)"
)
_LOOSE = re.compile(
    r"(\S.{5,30}?)(?:(?:\s?[T,]\s?|\s)(?:(?:pukul|jam|at)\s)?([0-9]{1,2})[:.]([0-9]{2}(?:[:.][0-9]{2})?))?(?:\s?([A-Za-z]{2,4}))?"
)
_USUAL = "08", "00"


class NotAnInstant(ValueError):
    """A text that is not an instant, or has no time zone."""


def parse(text: str) -> datetime:
    """Read an instant, aware; raises `NotAnInstant`."""
    match = _FORM.fullmatch(text.strip())
    if match is None:
        raise NotAnInstant(text)
    moment, zone = match[1][:10] + "T" + match[1][11:].replace(".", ":", 2), match[2].upper()
    moment = re.sub(r"(:[0-9][0-9]:[0-9][0-9]):([0-9]+)\Z", r"\1.\2", moment)
    try:
        if zone in ZONES:
            return dates.instant(moment).replace(tzinfo=ZONES[zone])
        instant = dates.instant(moment + zone)
    except ValueError:
        raise NotAnInstant(text) from None
    if instant.tzinfo is None:
        raise NotAnInstant(text)
    return instant


def meant(text: str) -> tuple[str, ...]:
    """The instants that a text may mean which has no zone, or whose day is written otherwise, as they are to be written."""
    found = _LOOSE.fullmatch(" ".join(text.split())) if len(text) <= 60 else None
    if found is None:
        return ()
    hour, minute = (found[2], found[3]) if found[2] else _USUAL
    zone = (found[4] or "WIB").upper()
    texts = [f"{day} {hour:0>2}:{minute} {zone}" for day in dates.said(found[1])]
    return tuple(one for one in texts if _is_instant(one))


def _is_instant(text: str) -> bool:
    try:
        parse(text)
    except NotAnInstant:
        return False
    return True


def written(instant: datetime) -> str:
    """An instant as a text that `parse` reads back."""
    name = instant.tzname()
    if name in ZONES and ZONES[name].utcoffset(None) == instant.utcoffset():
        bare = instant.replace(tzinfo=None)
        text = bare.isoformat(sep=" ", timespec="auto" if bare.microsecond or bare.second else "minutes")
        return f"{text} {name}"
    return instant.isoformat(sep=" ")
