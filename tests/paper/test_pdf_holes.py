"""Symbols and arrows that are painted as one area, as programs do that join what touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sopflow.paper.sheets import read

from .drawing import CHIEF, STAFF, Paper, row
from .seen import arrows, doubts, symbols
from .wordfile import only

if TYPE_CHECKING:
    from .drawing import Point

TWO = [row("1", "Menyusun konsep"), row("2", "Memaraf konsep")]
HALF = 0.4
"""Of the thickness of every line."""


def down(x: float, y: float) -> list[Point]:
    """The outline of a head that points down to a place: an angle of two lines."""
    return [
        (x + HALF, y - 2), (x + 2.6, y - 5.4), (x + 3.2, y - 5), (x, y), (x - 3.2, y - 5), (x - 2.6, y - 5.4),
        (x - HALF, y - 2),
    ]  # fmt: skip


def box(x: float, y: float, *, leaving: list[Point]) -> list[Point]:
    """A ring around a box, with what leaves it in the middle below."""
    a, b = 20.0, 9.0
    hole = [(x - a, y - b), (x + a, y - b), (x + a, y + b), (x - a, y + b), (x - a, y - b)]
    corners = [(x - a - 1, y - b - 1), (x + a + 1, y - b - 1), (x + a + 1, y + b + 1)]
    return [corners[0], *hole, *corners, *leaving, (x - a - 1, y + b + 1)]


def diamond(x: float, y: float, *, leaving: list[Point]) -> list[Point]:
    hole = [(x, y - 12), (x + 24, y), (x, y + 12), (x - 24, y), (x, y - 12)]
    return [(x, y - 13), *hole, (x, y - 13), (x + 26, y), *leaving, (x - 26, y)]


@pytest.mark.parametrize("shape", [box, diamond])
def test_a_symbol_with_its_arrow(path, shape):
    paper = Paper(path)
    a, b = paper.table(TWO)
    begin = a + (10 if shape is box else 13)
    paper.area(shape(STAFF, a, leaving=[(STAFF + HALF, begin), *down(STAFF, b - 9), (STAFF - HALF, begin)]))
    paper.box(STAFF, b)
    paper.save()
    table = only(path)
    kind = "activity" if shape is box else "decision"
    assert symbols(table) == sorted([(kind, 1, 2), ("activity", 2, 2)])
    assert arrows(table) == [((kind, 1, 2), ("activity", 2, 2), "")]
    assert doubts(table) == [""]


def test_both_symbols_with_the_arrow_between_them(path):
    paper = Paper(path)
    a, b = paper.table(TWO)
    tip = b - 10
    lower = [
        (CHIEF - 20, b - 9),
        (CHIEF + 20, b - 9),
        (CHIEF + 20, b + 9),
        (CHIEF - 20, b + 9),
        (CHIEF - 20, b - 9),
    ]
    into = [
        (CHIEF + HALF, a + 20 - HALF), *down(CHIEF, tip)[:3], (CHIEF + HALF, tip), (CHIEF + 21, tip),
        (CHIEF + 21, b + 10), (CHIEF - 21, b + 10), (CHIEF - 21, tip), *lower, (CHIEF - 21, tip), (CHIEF - HALF, tip),
        *down(CHIEF, tip)[4:], (CHIEF - HALF, a + 20 + HALF),
    ]  # fmt: skip
    bend = [(STAFF + HALF, a + 10), (STAFF + HALF, a + 20 - HALF), *into, (STAFF - HALF, a + 20 + HALF)]
    paper.area(box(STAFF, a, leaving=[*bend, (STAFF - HALF, a + 10)]))
    paper.save()
    table = only(path)
    assert arrows(table) == [(("activity", 1, 2), ("activity", 2, 3), "")]
    assert doubts(table) == [""]


def test_an_arrow_whose_head_is_an_angle_of_the_same_area(path):
    paper = Paper(path)
    a, b = paper.table(TWO)
    paper.box(STAFF, a)
    paper.box(CHIEF, b)
    begin, above, below = STAFF + 21, a - HALF, a + HALF
    head = down(CHIEF, b - 9)
    paper.area([(begin, above), (CHIEF + HALF, above), *head, (CHIEF - HALF, below), (begin, below)])
    paper.save()
    table = only(path)
    assert arrows(table) == [(("activity", 1, 2), ("activity", 2, 3), "")]
    assert doubts(table) == [""]


def test_the_way_to_another_part_of_the_area_is_no_arrow(path):
    paper = Paper(path)
    a, b = paper.table(TWO)
    start = (STAFF, a + 10)
    other = box(STAFF, b, leaving=[])
    paper.area(box(STAFF, a, leaving=[start, *other, other[0], start]))
    paper.save()
    table = only(path)
    assert symbols(table) == [("activity", 1, 2), ("activity", 2, 2)]
    assert arrows(table) == []
    assert read(path).unread == ()


class TestASymbolOfAWhiteGroundAndPieces:
    """Programs that cut a line around a symbol paint its ground in one and its edge in several pieces."""

    def pieces(self, paper: Paper, x: float, y: float, *, closed: bool = True) -> None:
        paper.box(x, y, fill=True, stroke=False, grey=1.0)
        left, top, right, bottom = x - 20, y - 9, x + 20, y + 9
        paper.area(
            [
                (right, top - 0.4), (left - 0.4, top - 0.4), (left - 0.4, bottom + 0.4), (right, bottom + 0.4),
                (right, bottom), (left, bottom), (left, top), (right, top),
            ]
        )  # fmt: skip
        if closed:
            paper.rule(right, top - 0.4, right + 0.4, bottom + 0.4)

    def test_is_read_with_its_arrow(self, path):
        paper = Paper(path)
        a, b = paper.table(TWO)
        for y in (a, b):
            self.pieces(paper, STAFF, y)
        paper.arrow((STAFF, a + 9), (STAFF, b - 9))
        paper.save()
        table = only(path)
        assert symbols(table) == [("activity", 1, 2), ("activity", 2, 2)]
        assert arrows(table) == [(("activity", 1, 2), ("activity", 2, 2), "")]
        assert read(path).unread == ()

    def test_is_none_where_a_side_is_open(self, path):
        paper = Paper(path)
        a, _ = paper.table(TWO)
        self.pieces(paper, STAFF, a, closed=False)
        paper.save()
        assert symbols(only(path)) == []

    def test_is_none_where_nothing_is_around_the_ground(self, path):
        paper = Paper(path)
        a, b = paper.table(TWO)
        paper.arrow((STAFF, a - 20), (STAFF, b))
        paper.box(STAFF, a, fill=True, stroke=False, grey=1.0)
        paper.save()
        assert symbols(only(path)) == []
