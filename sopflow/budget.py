"""Work is counted, not timed: a search takes steps from a budget, and whoever asked is told when it is spent.

A step is about what it takes to look at one token in one place, so that the same question costs the same on every
machine. `docs/limits.md` lists the budgets.
"""

from __future__ import annotations

from typing import Final

from .errors import SopflowError
from .language import Words

CHECKING: Final = 1_000_000
"""`check`: looking at the markings of one SOP. Beyond it SOP300 says that only a part was looked at."""
DECIDING: Final = 100_000
"""`check`: looking at the conditions of one row. Beyond it SOP354 says that only a part was looked at."""
GENERATING: Final = 3_000_000
"""`scenarios generate`: looking for ways and playing them."""
MUTATING: Final = 10_000_000
"""`test --mutate`: checking the changed SOPs and playing scenarios on them, all together."""
ALIGNING: Final = 5_000_000
"""`conform`: looking for the cheapest alignment, over all cases of a log."""
ALIGNING_STATES: Final = 400_000
"""`conform`: states and the tokens in them, over all cases: where tokens multiply, states never end."""

DRAWING: Final = 5_000_000
"""`render`, the page's table, `test --html`: cutting an SOP into pages, and laying out the arrows of each."""
TABLE: Final = 200_000
"""Cells of an official table: its rows times its columns."""


class Spent(SopflowError):
    """A search that took all the steps that it may take."""

    code = "budget-spent"
    words = Words(
        "pencarian dihentikan setelah {limit:,} langkah kerja; bagi SOP ini menjadi bagian yang lebih kecil (call)",
        "the search was stopped after {limit:,} steps of work; divide this SOP into smaller ones (call)",
    )


class Undrawn(Spent):
    """A picture whose layout took all the steps that it may take; `row` is the first row of the page it came to."""

    words = Words(
        "gambar dihentikan setelah {limit:,} langkah kerja, pada baris {row} dari {rows}; bagi SOP ini menjadi bagian yang"
        " lebih kecil (call)",
        "drawing was stopped after {limit:,} steps of work, at row {row} of {rows}; divide this SOP into smaller ones"
        " (call)",
    )


class TableTooLarge(Spent):
    """An official table with more cells than are drawn or written; nothing of it was made."""

    words = Words(
        "tabel {rows:,} baris kali {columns:,} kolom tidak dibuat: paling banyak {limit:,} sel; bagi SOP ini menjadi"
        " bagian yang lebih kecil (call)",
        "a table of {rows:,} rows times {columns:,} columns is not made: {limit:,} cells at most; divide this SOP into"
        " smaller ones (call)",
    )

    @classmethod
    def refuse(cls, rows: int, columns: int) -> None:
        """Raises itself where there are too many."""
        if rows * columns > TABLE:
            raise cls(rows=rows, columns=columns, limit=TABLE)


class TooManyStates(Spent):
    """A search that keeps all the states that it may keep."""

    words = Words(
        "pencarian dihentikan setelah {limit:,} keadaan; bagi SOP ini menjadi bagian yang lebih kecil (call)",
        "the search was stopped after {limit:,} states; divide this SOP into smaller ones (call)",
    )


class Budget:
    """So many steps of work, and so many states that are kept; without a limit it only counts them."""

    __slots__ = ("kept", "limit", "spent", "states", "whole")

    def __init__(self, limit: int | None = None, states: int | None = None, whole: Budget | None = None) -> None:
        self.limit = limit
        self.states = states
        self.whole = whole
        """What this is a part of: its steps are spent there too."""
        self.spent = 0
        self.kept = 0

    def __repr__(self) -> str:
        return f"Budget({self.limit!r}, {self.states!r}, spent={self.spent!r}, kept={self.kept!r})"

    @property
    def is_spent(self) -> bool:
        return self.why is not None

    @property
    def has_work(self) -> bool:
        """Whether there are steps left."""
        return self.limit is None or self.spent <= self.limit

    @property
    def why(self) -> Spent | None:
        """What there is no more of; `None` while there is."""
        if not self.has_work:
            return Spent(limit=self.limit)
        if self.states is not None and self.kept > self.states:
            return TooManyStates(limit=self.states)
        return None

    def spend(self, steps: int = 1) -> None:
        """Take steps; raises `Spent` once there are none left."""
        self.spent += steps
        if self.whole is not None:
            self.whole.spend(steps)
        if self.limit is not None and self.spent > self.limit:
            raise Spent(limit=self.limit)

    def part(self, parts: int) -> Budget:
        """So much of it for one search of several."""
        return Budget(self.limit // parts if self.limit is not None else None, whole=self)

    def keep(self, size: int = 1) -> None:
        """Take room for a state, which is as large as the tokens in it; raises `TooManyStates` once there is none left."""
        self.kept += size
        if self.states is not None and self.kept > self.states:
            raise TooManyStates(limit=self.states)
