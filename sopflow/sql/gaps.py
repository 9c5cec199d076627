"""Positions that are missing: taken by a transaction that still runs, or by one that was rolled back."""

from __future__ import annotations

from collections.abc import Callable

Row = tuple[int, str, int, int]
"""A position, its event, and the oldest transaction that still runs and the next one to begin at that moment."""


class Gaps:
    """On PostgreSQL a later position may be committed before an earlier one. A reader that went past a missing one
    would never see it, so it waits until every transaction that ran when the gap was first seen is over."""

    def __init__(self) -> None:
        self._seen: dict[int, int] = {}

    def closed(self, after: int, look: Callable[[int], list[Row]]) -> list[Row]:
        """The rows after a position up to the first gap that may still be filled."""
        for _ in range(2):  # a gap that nobody can fill any more shows at the second look
            rows = look(after)
            good, is_whole = self._judged(after, rows)
            if is_whole or good:
                return good
        return []

    def _judged(self, after: int, rows: list[Row]) -> tuple[list[Row], bool]:
        expected = after + 1
        for at, (position, _, oldest, newest) in enumerate(rows):
            if position != expected:
                if self._seen.setdefault(expected, newest) > oldest:
                    return rows[:at], False
                self._seen.pop(expected)
            expected = position + 1
        return rows, True
