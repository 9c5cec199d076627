"""Time zones by their name in the IANA database."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from sopflow.definition.refs import Ref
from sopflow.diagnostics import Diagnostic, error
from sopflow.language import did_you_mean

NO_ZONE = error(
    "SOP603", "no-such-time-zone", id='tidak ada zona waktu "{name}"', en='there is no time zone "{name}"'
)


def zone_of(name: Ref | None, found: list[Diagnostic]) -> ZoneInfo | None:
    """The time zone that a file names; adds to what was found where there is none of that name."""
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        region = [zone for zone in available_timezones() if zone.partition("/")[0] == name.partition("/")[0]]
        found.append(NO_ZONE.at(name.span, name=name[:60], hint=did_you_mean(name, sorted(region))))
        return None
