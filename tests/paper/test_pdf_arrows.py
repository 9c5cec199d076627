"""Arrows in PDF documents, as office programs draw them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.paper.sheets import read

from .drawing import CHIEF, STAFF, Paper, row
from .seen import TWO, arrows, doubts
from .wordfile import only

if TYPE_CHECKING:
    from pathlib import Path


FIRST, SECOND = ("activity", 1, 2), ("activity", 2, 3)


class TestArrows:
    def boxes(self, path: Path) -> tuple[Paper, float, float]:
        paper = Paper(path)
        a, b = paper.table(TWO)
        paper.box(STAFF, a)
        paper.box(CHIEF, b)
        return paper, a, b

    def is_certain(self, paper: Paper, path: Path) -> None:
        paper.save()
        table = only(path)
        assert arrows(table) == [(FIRST, SECOND, "")]
        assert doubts(table) == [""]

    def test_a_stroke_with_a_head(self, path):
        paper, a, b = self.boxes(path)
        paper.arrow((STAFF + 20, a), (CHIEF, a), (CHIEF, b - 9))
        self.is_certain(paper, path)

    def test_thin_areas_with_a_head(self, path):
        paper, a, b = self.boxes(path)
        paper.rule(STAFF + 20, a - 0.4, CHIEF + 0.4, a + 0.4)
        paper.rule(CHIEF - 0.4, a - 0.4, CHIEF + 0.4, b - 13)
        paper.head(CHIEF, b - 9, 0, 1)
        self.is_certain(paper, path)

    def test_a_thick_polygon_with_notched_corners(self, path):
        paper, a, b = self.boxes(path)
        x, y = STAFF + 20, b - 13
        paper.area(
            [
                (x, a),
                (CHIEF + 0.4, a),
                (CHIEF + 0.4, y),
                (CHIEF - 0.3, y),
                (CHIEF - 0.3, a + 0.5),
                (CHIEF, a + 0.7),
                (x, a + 0.7),
            ]
        )
        paper.head(CHIEF, b - 9, 0, 1)
        self.is_certain(paper, path)

    def test_a_polygon_that_has_the_head_itself(self, path):
        paper = Paper(path)
        a, _ = paper.table(TWO)
        paper.box(STAFF, a)
        paper.box(CHIEF, a)
        x, tip = STAFF + 20, CHIEF - 20
        paper.area(
            [
                (x, a - 1),
                (tip - 8, a - 1),
                (tip - 8, a - 4),
                (tip, a),
                (tip - 8, a + 4),
                (tip - 8, a + 1),
                (x, a + 1),
            ]
        )
        paper.save()
        assert arrows(only(path)) == [(FIRST, ("activity", 1, 3), "")]

    def test_dashes(self, path):
        paper, a, b = self.boxes(path)
        for x in range(int(STAFF) + 22, int(CHIEF) - 4, 8):
            paper.rule(x, a - 0.4, x + 5, a + 0.4)
        for y in range(int(a) + 2, int(b) - 16, 8):
            paper.rule(CHIEF - 0.4, y, CHIEF + 0.4, y + 5)
        paper.rule(CHIEF - 0.4, b - 17, CHIEF + 0.4, b - 13)
        paper.head(CHIEF, b - 9, 0, 1)
        self.is_certain(paper, path)

    def test_a_line_on_a_line_of_only(self, path):
        paper, a, b = self.boxes(path)
        y = (a + b) / 2 + 0.4
        paper.line((STAFF, a + 9), (STAFF, y))
        paper.line((STAFF, y), (CHIEF, y))
        paper.arrow((CHIEF, y), (CHIEF, b - 9))
        self.is_certain(paper, path)

    def test_a_line_that_ends_on_another_goes_where_that_goes(self, path):
        paper = Paper(path)
        a, b = paper.table(TWO)
        paper.box(STAFF, a)
        paper.box(CHIEF, a)
        paper.box(STAFF, b)
        paper.arrow((STAFF, a + 9), (STAFF, b - 9))
        paper.line((CHIEF, a + 9), (CHIEF, a + 20), (STAFF, a + 20))
        paper.save()
        table = only(path)
        target = ("activity", 2, 2)
        assert sorted(arrows(table)) == [(FIRST, target, ""), (("activity", 1, 3), target, "")]
        assert doubts(table) == ["", ""]

    def test_labels_belong_to_the_nearest_arrow(self, path):
        paper = Paper(path)
        a, b, c = paper.table([row("1", "Menyusun"), row("2", "Memeriksa"), row("3", "Mengirim")])
        paper.box(STAFF, a)
        paper.diamond(STAFF, b)
        paper.box(STAFF, c)
        paper.arrow((STAFF, a + 9), (STAFF, b - 12))
        paper.arrow((STAFF, b + 12), (STAFF, c - 9))
        paper.arrow((STAFF + 24, b), (STAFF + 36, b), (STAFF + 36, a), (STAFF + 20, a))
        paper.text(STAFF + 3, b + 24, "Ya", 6)
        paper.text(STAFF + 14, b - 14, "Tidak", 6)
        paper.save()
        table = only(path)
        check = ("decision", 2, 2)
        assert sorted(arrows(table)) == [
            (FIRST, check, ""), (check, FIRST, "Tidak"), (check, ("activity", 3, 2), "Ya"),
        ]  # fmt: skip
        assert table.rows[2][2] == ""

    def test_a_line_without_a_head_is_in_doubt(self, path):
        paper, a, b = self.boxes(path)
        paper.line((STAFF + 20, a), (CHIEF, a), (CHIEF, b - 9))
        paper.save()
        table = only(path)
        assert arrows(table) == [(FIRST, SECOND, "")]
        assert doubts(table) == ["garis tanpa kepala panah"]

    def test_an_arrow_from_nowhere_is_in_doubt(self, path):
        paper, _, b = self.boxes(path)
        paper.arrow((CHIEF, b - 40), (CHIEF, b - 9))
        paper.save()
        table = only(path)
        assert arrows(table) == [(None, SECOND, "")]
        assert all(doubts(table))

    def test_pentagons_lead_from_page_to_page(self, path):
        paper = Paper(path)
        _, b = paper.table(TWO)
        paper.box(STAFF, b)
        paper.pentagon(STAFF, b + 50, "A")
        paper.arrow((STAFF, b + 9), (STAFF, b + 41))
        paper.next()
        (c,) = paper.table([row("3", "Mengirim")], heads=None)
        paper.pentagon(STAFF, 80, "A")
        paper.box(STAFF, c)
        paper.arrow((STAFF, 89), (STAFF, c - 9))
        paper.save()
        table = only(path)
        assert sorted(arrows(table)) == [
            (("activity", 2, 2), ("connector", 2, 2), ""), (("connector", 3, 2), ("activity", 3, 2), ""),
        ]  # fmt: skip
        assert read(path).lines == ()


def test_an_arrow_that_goes_round_to_where_it_begins_is_no_box(tmp_path: Path) -> None:
    from json import dumps

    from sopflow import loads
    from sopflow.render import render

    steps = [
        {
            "id": "a1",
            "activity": "Memilih",
            "actor": ["a", "b"],
            "branches": {n: ["a1", "a2", "a3"] for n in "YN"},
        },
        {"id": "a2", "activity": "Memutuskan", "actor": "c", "branches": {"Y": "end", "N": "unknown"}},
        {"id": "a3", "activity": "Menunggu", "wait": "2 jam"},
    ]
    sop = {"sopflow": 1, "id": "x", "title": "X", "actors": {"a": "A", "b": "B", "c": "C"}, "steps": steps}
    (tmp_path / "x.pdf").write_bytes(render(loads(dumps(sop)), "pdf", language="id"))
    (table,) = [table for table in read(tmp_path / "x.pdf").tables if table.drawing.symbols]
    first = [(symbol.kind, symbol.columns) for symbol in table.drawing.symbols if symbol.row == 2]
    assert sorted(first) == [("decision", (2,)), ("decision", (3,)), ("terminal", (2,))]
    loops = [(arrow.source, arrow.label) for arrow in table.drawing.arrows if arrow.source == arrow.target]
    assert sorted(label for _, label in loops) == ["N", "Y"]
