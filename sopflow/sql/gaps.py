"""Positions that are missing: taken by a transaction that still runs, or by one that was rolled back."""

from __future__ import annotations

from collections.abc import Callable

Row = tuple[int, str, int]
"""A position, its event, and the oldest transaction that still ran when they were read."""


class Gaps:
    """On PostgreSQL a later position may be committed before an earlier one. A reader that went past a missing one
    would never see it, so it waits until every transaction that had begun when the gap was first seen is over.

    A transaction has its number before it takes a position, so that whoever may still fill a gap has a lower number
    than one that begins after the gap was seen. What a snapshot calls its end (`pg_snapshot_xmax`) does not do:
    it is the number after the last that *ended*, and transactions with higher ones may run.
    """

    def __init__(self) -> None:
        self._begun: dict[int, int] = {}

    def closed(self, after: int, look: Callable[[int], list[Row]], begin: Callable[[], int]) -> list[Row]:
        """The rows after a position up to the first gap that may still be filled.

        `begin` gives the number of a transaction that begins then, and is over when it returns.
        """
        good: list[Row] = []
        for _ in range(2):  # a gap that nobody can fill any more shows at the second look
            rows = look(after)
            good = self._before_a_gap(after, rows, begin)
            if good or not rows:
                break
        return good

    def _before_a_gap(self, after: int, rows: list[Row], begin: Callable[[], int]) -> list[Row]:
        gaps: list[tuple[int, int]] = []
        expected = after + 1
        for at, (position, _, _) in enumerate(rows):
            if position != expected:
                gaps.append((expected, at))
            expected = position + 1
        new = [first for first, _ in gaps if first not in self._begun]
        if new:
            self._begun.update(dict.fromkeys(new, begin()))
        for first, at in gaps:
            oldest = rows[at][2]
            if self._begun.get(first, oldest) >= oldest:
                return rows[:at]
            self._begun.pop(first, None)  # another thread may have been here
        return rows
