"""Arrows whose lines lie where other lines are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.paper.drawing.model import HEADLESS

from .drawing import CHIEF, COLUMNS, STAFF, Paper, row
from .seen import arrows, doubts
from .wordfile import only

if TYPE_CHECKING:
    from pathlib import Path

BETWEEN = COLUMNS[3]
"""The line between the columns of the two actors."""
LINE = {"fill": False, "stroke": True}
TWO = [row("1", "Menyusun konsep"), row("2", "Memaraf konsep")]
BOTH_ROWS = [(("activity", 1, 2), ("activity", 2, 2), "")]


class Stroked(Paper):
    """A table whose lines are strokes, as those of its arrows."""

    def rule(self, left: float, top: float, right: float, bottom: float) -> None:
        if right - left > bottom - top:
            self.line((left, (top + bottom) / 2), (right, (top + bottom) / 2))
        else:
            self.line(((left + right) / 2, top), ((left + right) / 2, bottom))


def two_wide_boxes(path: Path, kind: type[Paper] = Paper) -> tuple[Paper, float, float]:
    """Both actors do both rows, in boxes over the line between their columns."""
    paper = kind(path)
    a, b = paper.table(TWO)
    for y in (a, b):
        paper.box(BETWEEN, y, 120)
    return paper, a + 9, b - 9


class TestAnArrowOnAColumnLine:
    def is_certain(self, paper: Paper, path: Path) -> None:
        paper.save()
        table = only(path)
        assert arrows(table) == BOTH_ROWS
        assert doubts(table) == [""]

    def test_painted_like_the_table(self, path):
        paper, a, b = two_wide_boxes(path)
        paper.rule(BETWEEN, a, BETWEEN + 0.8, b - 4)
        paper.head(BETWEEN + 0.4, b, 0, 1)
        self.is_certain(paper, path)

    def test_with_room_before_the_head(self, path):
        paper, a, b = two_wide_boxes(path)
        paper.rule(BETWEEN, a + 2, BETWEEN + 0.8, b - 8)
        paper.head(BETWEEN + 0.4, b, 0, 1)
        self.is_certain(paper, path)

    def test_upwards(self, path):
        paper, a, b = two_wide_boxes(path)
        paper.rule(BETWEEN, a + 4, BETWEEN + 0.8, b)
        paper.head(BETWEEN + 0.4, a, 0, -1)
        paper.save()
        assert arrows(only(path)) == [(("activity", 2, 2), ("activity", 1, 2), "")]

    def test_stroked_like_the_table(self, path):
        paper, a, b = two_wide_boxes(path, Stroked)
        paper.arrow((BETWEEN, a), (BETWEEN, b))
        self.is_certain(paper, path)

    def test_with_a_bend_away_from_it(self, path):
        paper = Stroked(path)
        a, b = paper.table(TWO)
        paper.box(BETWEEN, a, 120)
        paper.box(STAFF, b)
        paper.arrow((BETWEEN, a + 9), (BETWEEN, b), (STAFF + 20, b))
        self.is_certain(paper, path)


class TestALineThereAndBack:
    """A line that its program closes, so that it ends where it begins."""

    def test_with_a_head(self, path):
        paper = Paper(path)
        a, b = paper.table(TWO)
        paper.box(STAFF, a)
        paper.box(STAFF, b)
        middle = (a + b) / 2 + 5
        paper.area([(STAFF, a + 9), (STAFF + 0.3, middle), (STAFF, b - 13), (STAFF + 0.3, middle)], **LINE)
        paper.head(STAFF, b - 9, 0, 1)
        paper.save()
        assert arrows(only(path)) == BOTH_ROWS

    def test_without_a_head(self, path):
        paper = Paper(path)
        a, _ = paper.table(TWO)
        paper.box(STAFF, a)
        paper.box(CHIEF, a)
        paper.area([(STAFF + 21, a), (CHIEF - 21, a), (STAFF + 21, a)], **LINE)
        paper.save()
        table = only(path)
        assert [(*tie[:2], doubt) for tie, doubt in zip(arrows(table), doubts(table), strict=True)] == [
            (("activity", 1, 2), ("activity", 1, 3), HEADLESS)
        ]
