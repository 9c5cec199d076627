"""A length of time in words, around the clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sopflow.language import Language

_UNITS: Final = (("hari", "day", 86400), ("jam", "hour", 3600), ("menit", "minute", 60), ("detik", "second", 1))


def spoken(length: timedelta, language: Language = "id") -> str:
    """In Indonesian as a duration that parses back: `3 hari 9 jam 40 menit`; parts of a second are left out."""
    rest = int(abs(length).total_seconds())
    parts = []
    for indonesian, english, seconds in _UNITS:
        count, rest = divmod(rest, seconds)
        if count:
            parts.append(f"{count} {indonesian if language == 'id' else english + 's' * (count > 1)}")
    text = " ".join(parts) or ("0 menit" if language == "id" else "0 minutes")
    return f"-{text}" if length.days < 0 else text
