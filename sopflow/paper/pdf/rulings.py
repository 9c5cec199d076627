"""The long straight lines of a page: thin areas, strokes and the edges of boxes, put together where they were cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from ..geometry import Box, Point
from ..runs import runs_of
from .page import Path

THICK: Final = 2.6
"""Points: a filled area no thicker than this is a line."""
_OFF: Final = 1.3
"""Points between pieces of one line, across it."""
_GAP: Final = 3.0
"""Points between pieces of one line, along it."""
_STRAIGHT: Final = 0.8


class Ruling(NamedTuple):
    """A line parallel to an edge of the page: where it lies, and from where to where it goes."""

    at: float
    begin: float
    end: float

    def covers(self, place: float, slack: float = 1.0) -> bool:
        return self.begin - slack <= place <= self.end + slack

    @property
    def length(self) -> float:
        return self.end - self.begin


class Rulings(NamedTuple):
    """The lines of a page or of a part of it."""

    across: tuple[Ruling, ...]
    down: tuple[Ruling, ...]

    def within(self, top: float, bottom: float) -> Rulings:
        """The part between two heights."""
        across = (line for line in self.across if top - _OFF <= line.at <= bottom + _OFF)
        down = (
            line._replace(begin=max(line.begin, top), end=min(line.end, bottom))
            for line in self.down
            if line.begin < bottom - _OFF and line.end > top + _OFF
        )
        return Rulings(tuple(across), tuple(down))


def rulings_of(paths: Iterable[Path]) -> Rulings:
    """All lines of a page."""
    across: list[Ruling] = []
    down: list[Ruling] = []
    for path in paths:
        if path.is_stroked:
            for a, b in pairwise(path.points):
                _take(a, b, across, down)
        elif path.is_filled:
            box = path.box
            _take_thin(box, across, down)
    return Rulings(tuple(_joined(across)), tuple(_joined(down)))


def _take(a: Point, b: Point, across: list[Ruling], down: list[Ruling]) -> None:
    width, height = abs(a[0] - b[0]), abs(a[1] - b[1])
    if height <= _STRAIGHT < width:
        across.append(Ruling((a[1] + b[1]) / 2, min(a[0], b[0]), max(a[0], b[0])))
    elif width <= _STRAIGHT < height:
        down.append(Ruling((a[0] + b[0]) / 2, min(a[1], b[1]), max(a[1], b[1])))


def _take_thin(box: Box, across: list[Ruling], down: list[Ruling]) -> None:
    width, height = box.width, box.height
    if height <= THICK and width > height:
        across.append(Ruling(box.middle_y, box.left, box.right))
    elif width <= THICK and height > width:
        down.append(Ruling(box.middle_x, box.top, box.bottom))


def _joined(pieces: Iterable[Ruling]) -> Iterator[Ruling]:
    for line in grouped(sorted(pieces), _OFF):
        middle = _middle(line)
        begin = end = None
        for piece in sorted(line, key=lambda one: one.begin):
            if begin is None or end is None:
                begin, end = piece.begin, piece.end
            elif piece.begin <= end + _GAP:
                end = max(end, piece.end)
            else:
                yield Ruling(middle, begin, end)
                begin, end = piece.begin, piece.end
        if begin is not None and end is not None:
            yield Ruling(middle, begin, end)


def _middle(line: Sequence[Ruling]) -> float:
    whole = sum(piece.length for piece in line)
    return sum(piece.at * piece.length for piece in line) / whole if whole else line[0].at


def grouped(pieces: Iterable[Ruling], off: float) -> Iterator[list[Ruling]]:
    """Lines that lie side by side, by what is between each and the first of its group."""
    return runs_of(pieces, lambda group, piece: piece.at - group[0].at > off)
