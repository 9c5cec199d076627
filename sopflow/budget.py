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
GENERATING: Final = 3_000_000
"""`scenarios generate`: looking for ways and playing them."""
MUTATING: Final = 10_000_000
"""`test --mutate`: checking the changed SOPs and playing scenarios on them, all together."""
ALIGNING: Final = 5_000_000
"""`conform`: looking for the cheapest alignment, over all cases of a log."""


class Spent(SopflowError):
    """A search that took all the steps that it may take."""

    code = "budget-spent"
    words = Words(
        "pencarian dihentikan setelah {limit:,} langkah kerja; bagi SOP ini menjadi bagian yang lebih kecil (call)",
        "the search was stopped after {limit:,} steps of work; divide this SOP into smaller ones (call)",
    )


class Budget:
    """So many steps of work; without a limit it only counts them."""

    __slots__ = ("limit", "spent")

    def __init__(self, limit: int | None = None) -> None:
        self.limit = limit
        self.spent = 0

    def __repr__(self) -> str:
        return f"Budget({self.limit!r}, spent={self.spent!r})"

    @property
    def is_spent(self) -> bool:
        return self.limit is not None and self.spent > self.limit

    def spend(self, steps: int = 1) -> None:
        """Take steps; raises `Spent` once there are none left."""
        self.spent += steps
        if self.limit is not None and self.spent > self.limit:
            raise Spent(limit=self.limit)
