"""What a column holds, and which version of the columns this sopflow works with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

HEAD: Final = "0012"
"""The version that this sopflow works with: the last of `migrations.VERSIONS`."""
VERSION_TABLE: Final = "sopflow_schema"
NEVER: Final = 2**62
"""Due at no time: sorts last."""
UNIX_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """An aware instant as a column holds it."""
    since = at - UNIX_EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def instant_of(micros: int) -> datetime:
    """The instant that a column holds."""
    return UNIX_EPOCH + micros * _MICROSECOND
