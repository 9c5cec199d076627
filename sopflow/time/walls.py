"""What the clock on the wall says, as an instant. It never runs backwards here: two times that follow each other give
instants that do, also where the clock is set forward or back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - what a wall says has no zone
_MICROSECOND: Final = timedelta(microseconds=1)
_SECOND: Final = timedelta(seconds=1)


def micros_at(wall: datetime, zone: tzinfo) -> int:
    """Microseconds since 1970 at a time of a wall clock (naive).

    Of a time that comes twice the first; a time that is skipped is the moment at which the clock is set forward.
    """
    before = _offset(wall, zone, 0)
    after = _offset(wall, zone, 1)
    return (
        (wall - before if before >= after else _set_forward(wall, before, after, zone)) - _EPOCH
    ) // _MICROSECOND


def _set_forward(wall: datetime, before: timedelta, after: timedelta, zone: tzinfo) -> datetime:
    """When a clock is set forward over a time, in UTC."""
    early, late = wall - after, wall - before
    while late - early > _SECOND:
        middle = early + (late - early) // 2
        is_set = middle.replace(tzinfo=UTC).astimezone(zone).utcoffset() != before
        early, late = (early, middle) if is_set else (middle, late)
    return late.replace(microsecond=0)


def _offset(wall: datetime, zone: tzinfo, fold: int) -> timedelta:
    return wall.replace(tzinfo=zone, fold=fold).utcoffset() or timedelta(0)
