"""Sets of names as numbers: a bit for each, so that thousands of sets are joined and compared at once."""

from __future__ import annotations

from collections.abc import Iterable


class Bits:
    """The bits of some names, in their order."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(names)
        self.own = {name: 1 << at for at, name in enumerate(self._names)}

    def of(self, names: Iterable[str]) -> int:
        """Names as bits; those that it does not know are left out."""
        found = 0
        for name in names:
            found |= self.own.get(name, 0)
        return found

    def names(self, bits: int) -> tuple[str, ...]:
        """The names that bits stand for, in order."""
        found = []
        while bits:
            low = bits & -bits
            found.append(self._names[low.bit_length() - 1])
            bits ^= low
        return tuple(found)
