"""Which places come after which: for a whole graph at once, as bits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .bits import Bits


class Reach:
    """For each place, every place that can come after it, itself only in a loop."""

    def __init__(self, bits: Bits, after: Mapping[str, int]) -> None:
        self._bits = bits
        self._after = after

    def leads(self, one: str, other: str) -> bool:
        """Whether a way leads from one place to another."""
        return bool(self._after.get(one, 0) & self._bits.own.get(other, 0))

    def leads_to_any(self, one: str, others: int) -> bool:
        """Whether a way leads from a place to one of some, given as bits."""
        return bool(self._after.get(one, 0) & others)

    def bits(self, places: Iterable[str]) -> int:
        """Places as bits."""
        return self._bits.of(places)

    def after(self, one: str) -> int:
        """What comes after a place, as bits."""
        return self._after.get(one, 0)

    def names(self, bits: int) -> tuple[str, ...]:
        """The places that bits stand for, in order."""
        return self._bits.names(bits)
