"""What lies near a point of a page, without looking at everything that is on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from math import hypot
from typing import Final

_SQUARE: Final = 16.0
"""Points from one edge of a square to the other."""
_STEP: Final = 8.0
"""Points from one place of a line that is put to the next."""
_MOST: Final = 1_000
"""Squares of one thing; what has more is near to everything."""


class Near:
    """Numbers of things by the squares of a page that they are in."""

    def __init__(self) -> None:
        self._squares: dict[tuple[int, int], set[int]] = defaultdict(set)
        self._large: set[int] = set()

    def put(self, at: int, left: float, top: float, right: float, bottom: float, room: float) -> None:
        """A rectangle, and so many points around it."""
        first, last = _square(left - room), _square(right + room)
        upper, lower = _square(top - room), _square(bottom + room)
        if (last - first + 1) * (lower - upper + 1) > _MOST:
            self._large.add(at)
            return
        for x in range(first, last + 1):
            for y in range(upper, lower + 1):
                self._squares[x, y].add(at)

    def put_line(self, at: int, points: Sequence[tuple[float, float]], room: float) -> None:
        """A line of straight pieces, and so many points around it."""
        for (x, y), (to_x, to_y) in pairwise(points):
            steps = int(hypot(to_x - x, to_y - y) / _STEP) + 1
            if steps > _MOST:
                self._large.add(at)
                continue
            for step in range(steps + 1):
                px, py = x + (to_x - x) * step / steps, y + (to_y - y) * step / steps
                self.put(at, px, py, px, py, room + _STEP / 2)

    def around(self, x: float, y: float) -> list[int]:
        """What may be near a point, in order."""
        return sorted(self._squares.get((_square(x), _square(y)), set()) | self._large)


def _square(length: float) -> int:
    return int(length // _SQUARE)
