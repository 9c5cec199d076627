"""Where data objects stand: beside the lanes, as the table has columns for them. What a row needs stands on the left and what it
makes on the right, one below the other, and one line leads from all of them to the row's element."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.render.sizing import SMALL
from sopflow.render.text import LINE, widest, wrapped

if TYPE_CHECKING:
    from sopflow.render.page import Point, Shape

    from .model import Paper

ICON: Final = (6.6, 9.1)
"""A sheet, as BPMN's tools draw it; millimetres."""
_LABEL_WIDTH: Final = 24.0
_ASIDE: Final = 1.4
"""Between a sheet and its name."""
_APART: Final = 1.6
"""Between two sheets."""
_JOINING: Final = 3.0
"""Beside the sheets, where their lines come together."""


class Sheet(NamedTuple):
    """A data object with its name."""

    paper: Paper
    width: float
    """Of the name."""
    height: float
    """Of the name."""

    @property
    def takes(self) -> float:
        return max(ICON[1], self.height)


@dataclass(frozen=True, slots=True)
class Pile:
    """What a row needs, or what it makes."""

    sheets: tuple[Sheet, ...]

    @property
    def id(self) -> str:
        """As no element is called."""
        return f"{self.sheets[0].paper.id} pile"

    @property
    def is_made(self) -> bool:
        return self.sheets[0].paper.is_made

    @property
    def width(self) -> float:
        return max(sheet.width for sheet in self.sheets) + _ASIDE + ICON[0] + _JOINING

    @property
    def height(self) -> float:
        return sum(sheet.takes + _APART for sheet in self.sheets)


class Place(NamedTuple):
    """A data object in millimetres: the corners of its sheet and of its name, and its line as it leads to or from the row."""

    sheet: Sheet
    corner: Point
    label: Point
    line: tuple[Point, ...]


def piles_of(papers: Iterable[Paper]) -> list[Pile]:
    """All data objects, those of a row that are of one kind together."""
    found: dict[tuple[str, bool], list[Sheet]] = {}
    for paper in papers:
        lines = wrapped(paper.name, _LABEL_WIDTH, SMALL)
        sheet = Sheet(paper, widest(lines, SMALL), len(lines) * SMALL * LINE)
        found.setdefault((paper.node, paper.is_made), []).append(sheet)
    return [Pile(tuple(sheets)) for sheets in found.values()]


def placed(pile: Pile, shape: Shape, end: Point) -> Iterator[Place]:
    """A pile in its place, its line touching the row's element at `end`."""
    side = -1 if pile.is_made else 1  # where the lanes are
    inner = shape.x + side * shape.width / 2
    joins, edge = inner - side * _JOINING / 2, inner - side * _JOINING
    y = shape.y - pile.height / 2 + _APART / 2
    for sheet in pile.sheets:
        middle = y + sheet.takes / 2
        left = min(edge, edge - side * ICON[0])
        beside = edge - side * (ICON[0] + _ASIDE)
        label = (min(beside, beside - side * sheet.width), middle - sheet.height / 2)
        corners = ((joins, middle), (joins, end[1])) if abs(middle - end[1]) > _LEVEL else ()
        line = ((edge, middle), *corners, end)
        yield Place(sheet, (left, middle - ICON[1] / 2), label, line[::side])
        y += sheet.takes + _APART


_LEVEL: Final = 0.05
