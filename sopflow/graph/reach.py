"""Which places come after which: for a whole graph at once, as bits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from .bits import Bits


class Reach(Bits):
    """For each place, every place that can come after it, itself only in a loop."""

    def __init__(self, places: Iterable[str], gathered: Callable[[Mapping[str, int]], Mapping[str, int]]) -> None:
        super().__init__(places)
        self._after = gathered(self.own)

    def leads(self, one: str, other: str) -> bool:
        """Whether a way leads from one place to another."""
        return bool(self._after.get(one, 0) & self.own.get(other, 0))

    def leads_to_any(self, one: str, others: int) -> bool:
        """Whether a way leads from a place to one of some, given as bits."""
        return bool(self._after.get(one, 0) & others)
