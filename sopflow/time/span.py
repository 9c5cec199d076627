"""The years in which time is counted: what lies outside is refused at once, and no arithmetic leaves them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from sopflow.definition.instants import written
from sopflow.errors import TimeOutOfRange

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2299
"""Time zones are recorded from about 1900; the last year leaves room for durations of a hundred years and more."""
AFTER_THE_FIRST_DAY: Final = datetime(FIRST_YEAR, 1, 3, tzinfo=UTC)
BEFORE_THE_LAST_DAY: Final = datetime(LAST_YEAR, 12, 29, tzinfo=UTC)
"""Between these two time is counted whatever the time zone: comparing instants costs less than asking for their years."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def is_in_range(at: datetime) -> bool:
    """Whether time is counted at an instant."""
    return FIRST_YEAR <= at.year <= LAST_YEAR


def in_range(at: datetime) -> datetime:
    """The instant itself; `TimeOutOfRange` where time is not counted there."""
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise out_of_range(written(at))
    return at


def out_of_range(what: str) -> TimeOutOfRange:
    """The refusal of something that lies in no year in which time is counted."""
    return TimeOutOfRange(at=what, first=FIRST_YEAR, last=LAST_YEAR)


def micros_of(at: datetime) -> int:
    """Microseconds since 1970 of an aware instant."""
    return (at - _EPOCH) // _MICROSECOND


def instant_of(micros: int, like: datetime) -> datetime:
    """The instant of microseconds since 1970, in the time zone of `like`; `TimeOutOfRange`."""
    try:
        return in_range((_EPOCH + timedelta(microseconds=micros)).astimezone(like.tzinfo))
    except OverflowError:
        raise out_of_range("-") from None
