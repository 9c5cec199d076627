"""A length of time in words, around the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import timedelta

_UNITS: Final = (("hari", 86400), ("jam", 3600), ("menit", 60), ("detik", 1))


def spoken(length: timedelta) -> str:
    """In Indonesian, as a duration that parses back: `3 hari 9 jam 40 menit`; parts of a second are left out."""
    rest = int(abs(length).total_seconds())
    parts = []
    for name, seconds in _UNITS:
        count, rest = divmod(rest, seconds)
        if count:
            parts.append(f"{count} {name}")
    text = " ".join(parts) or "0 menit"
    return f"-{text}" if length.days < 0 else text
