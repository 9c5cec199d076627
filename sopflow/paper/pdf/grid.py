"""Where the rows and columns of a procedure's table lie on a page.

A table with symbols cannot be found from its cells: boxes look like cells, and arrows cross them. So the head is found by
its number cell, the columns by the lines that end the head, and the rows by the lines that cross the number column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from ..geometry import Box
from .letters import Word
from .page import Page
from .rulings import Ruling, Rulings, grouped

_NUMBER: Final = ("no", "nomor", "nomer", "no urut", "nomor urut", "no.", "number")
_WIDEST: Final = 110.0
"""Points: a column of numbers is narrower."""
_FEWEST: Final = 4
"""Columns of a procedure's table."""
_SAME: Final = 3.0
"""Points between lines that are one."""
_LOOKED_AT: Final = 200
"""Words of a page that may be the head of a number column."""
_NARROWEST: Final = 5.0
_MOST_MISSING: Final = 0.4
"""The share of its column lines that a page may lack and still go on with a table."""


class Region(NamedTuple):
    """A part of a page that holds rows of a table."""

    page: int
    columns: tuple[float, ...]
    """The lines between columns, with both borders."""
    head: tuple[float, ...]
    """The lines between rows of the head, with both borders; empty where the table goes on without one."""
    rows: tuple[float, ...]
    """The lines between rows, with both borders."""

    @property
    def top(self) -> float:
        return self.head[0] if self.head else self.rows[0]

    @property
    def bottom(self) -> float:
        return self.rows[-1]


def headed(page: Page, lines: Rulings) -> list[Region]:
    """The tables that begin on a page, or begin again, from top to bottom."""
    found: list[Region] = []
    named = (word for word in page.words if word.text.casefold().strip(".: ") in _NUMBER)
    for word in islice(named, _LOOKED_AT):
        region = _headed_at(page, lines, word)
        if region is not None and all(abs(region.top - other.top) > _SAME for other in found):
            found.append(region)
    found.sort(key=lambda region: region.top)
    return [
        region._replace(rows=tuple(y for y in region.rows if y < below.top + _SAME)) if below else region
        for region, below in zip(found, [*found[1:], None][: len(found)], strict=True)
    ]


def _headed_at(page: Page, lines: Rulings, word: Word) -> Region | None:
    x, y = word.box.middle
    left = max((line.at for line in lines.down if line.at <= x and line.covers(y)), default=None)
    right = min((line.at for line in lines.down if line.at > x and line.covers(y)), default=None)
    top = max((line.at for line in lines.across if line.at <= y and line.covers(x)), default=None)
    bottom = min((line.at for line in lines.across if line.at > y and line.covers(x)), default=None)
    if left is None or right is None or top is None or bottom is None or right - left > _WIDEST:
        return None
    cell = Box(left, top, right, bottom)
    inside = [other.text for other in page.words if cell.distance(*other.box.middle) == 0]
    if " ".join(inside).casefold().strip(".: ") not in _NUMBER:
        return None
    border = max(line.end for line in lines.across if abs(line.at - bottom) <= _SAME and line.covers(right - 2))
    ending = [
        line
        for line in lines.down
        if left - _SAME <= line.at <= border + _SAME and line.begin <= bottom - 4 and line.end >= bottom - 1
    ]
    columns = merged(line.at for line in ending)
    if len(columns) - 1 < _FEWEST:
        return None
    end = max(
        (line.end for line in lines.down if abs(line.at - left) <= _SAME and line.covers(bottom)), default=bottom
    )
    whole = [
        line
        for line in lines.down
        if columns[0] < line.at < columns[-1] and line.begin <= bottom + 2 and line.end >= end - 2
    ]
    if end > bottom + _NARROWEST:
        columns = merged([*columns, *(line.at for line in whole)])
    across = [line for line in lines.across if top - _SAME <= line.at <= bottom + _SAME and line.length > 15]
    return Region(
        page.number,
        columns,
        merged([top, bottom, *(line.at for line in across)]),
        _rows(lines, columns, bottom, end),
    )


def going_on(page: Page, lines: Rulings, columns: Sequence[float], above: float) -> Region | None:
    """The part of a page, above a height, that goes on with a table of these columns."""
    part = lines.within(0.0, above)
    borders = [line for line in part.down if abs(line.at - columns[0]) <= _SAME and line.length > _NARROWEST]
    if not borders:
        return None
    border = max(borders, key=lambda line: line.length)
    missing = [
        x
        for x in columns
        if not any(
            abs(line.at - x) <= _SAME and line.begin < border.end and line.end > border.begin for line in part.down
        )
    ]
    if len(missing) > _MOST_MISSING * len(columns) or columns[-1] in missing:
        return None
    rows = _rows(part, columns, border.begin, border.end)
    if len(rows) < 2:
        return None
    whole = [
        line.at
        for line in part.down
        if columns[0] < line.at < columns[-1] and line.begin <= rows[0] + 2 and line.end >= rows[-1] - 2
    ]
    return Region(page.number, merged([*columns, *whole]), (), rows)


def _rows(lines: Rulings, columns: Sequence[float], top: float, bottom: float) -> tuple[float, ...]:
    """The lines between rows: those that cross the number column, or most of the table."""
    found = [top, bottom]
    within = sorted(line for line in lines.across if top - 1 <= line.at <= bottom + _SAME)
    for group in grouped(within, _SAME):
        number = _covered(group, columns[0], columns[1])
        rest = _covered(group, columns[1], columns[-1])
        if number > 0.7 or (rest > 0.7 and _covered(group, columns[1], columns[2]) > 0.9):
            found.append(max(group, key=lambda line: line.length).at)
    return merged(found)


def _covered(lines: Sequence[Ruling], left: float, right: float) -> float:
    """Which share of a way lines cover."""
    reached, covered = left, 0.0
    for line in sorted(lines, key=lambda one: one.begin):
        begin, end = max(line.begin, reached), min(line.end, right)
        if end > begin:
            covered += end - begin
            reached = end
    return covered / (right - left) if right > left else 0.0


def has_line_below(lines: Rulings, left: float, right: float, y: float) -> bool:
    """Whether a cell ends at a height."""
    return _covered([line for line in lines.across if abs(line.at - y) <= _SAME], left, right) > 0.5


def has_line_beside(lines: Rulings, x: float, top: float, bottom: float) -> bool:
    """Whether a cell ends at a place across."""
    return _covered([line for line in lines.down if abs(line.at - x) <= _SAME], top, bottom) > 0.5


def merged(places: Iterable[float]) -> tuple[float, ...]:
    """Places from left to right, those that are nearly one as one."""
    return tuple(_apart(sorted(places)))


def _apart(places: Iterable[float]) -> Iterator[float]:
    last: float | None = None
    for place in places:
        if last is None or place - last > _NARROWEST:
            yield place
            last = place
