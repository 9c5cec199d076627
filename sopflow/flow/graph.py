"""Which places can be reached from which: for a whole flow at once, as bits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


def gathered(
    successors: Mapping[str, Sequence[str]], own: Mapping[str, int], without: str | None = None
) -> dict[str, int]:
    """For each place the bits of all places that its arrows lead to, its own included only where it is led back to.

    Ways through the place `without` do not count. The work is that of looking at every arrow once.
    """
    found: dict[str, int] = {}
    for loop in components(successors, without):
        inside = set(loop)
        bits = 0
        for place in loop:
            for after in successors.get(place, ()):
                if after != without:
                    bits |= own.get(after, 0) | (0 if after in inside else found.get(after, 0))
        for place in loop:
            found[place] = bits
    return found


def components(successors: Mapping[str, Sequence[str]], without: str | None = None) -> Iterator[list[str]]:
    """The places in loops (a place in none is alone), each after those that it leads to (Tarjan 1972)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    is_open: set[str] = set()
    for root in successors:
        if root in number:
            continue
        work = [(root, iter(successors.get(root, ())))]
        number[root] = low[root] = len(number)
        stack.append(root)
        is_open.add(root)
        while work:
            place, following = work[-1]
            for after in following:
                if after == without:
                    continue
                if after not in number:
                    number[after] = low[after] = len(number)
                    stack.append(after)
                    is_open.add(after)
                    work.append((after, iter(successors.get(after, ()))))
                    break
                if after in is_open:
                    low[place] = min(low[place], number[after])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[place])
                if low[place] == number[place]:
                    loop = []
                    while place in is_open:
                        loop.append(stack.pop())
                        is_open.discard(loop[-1])
                    yield loop


class Reach:
    """For each place, every place that can come after it, itself only in a loop."""

    def __init__(self, successors: Mapping[str, Sequence[str]], places: Iterable[str]) -> None:
        self._names = tuple(places)
        self._bits = {name: 1 << at for at, name in enumerate(self._names)}
        self._after = gathered(successors, self._bits)

    def leads(self, one: str, other: str) -> bool:
        """Whether a way leads from one place to another."""
        return bool(self._after.get(one, 0) & self._bits.get(other, 0))

    def leads_to_any(self, one: str, others: int) -> bool:
        """Whether a way leads from a place to one of some, given as bits."""
        return bool(self._after.get(one, 0) & others)

    def bits(self, places: Iterable[str]) -> int:
        """Places as bits."""
        return sum(self._bits.get(name, 0) for name in set(places))

    def after(self, one: str) -> int:
        """What comes after a place, as bits."""
        return self._after.get(one, 0)

    def names(self, bits: int) -> tuple[str, ...]:
        """The places that bits stand for, in order."""
        found = []
        while bits:
            low = bits & -bits
            found.append(self._names[low.bit_length() - 1])
            bits ^= low
        return tuple(found)
