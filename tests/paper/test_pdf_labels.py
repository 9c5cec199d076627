"""Which words on a drawing are one text, and whether a symbol or a line has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sopflow.paper.sheets import read

from .drawing import CHIEF, STAFF, Paper, row
from .wordfile import only

if TYPE_CHECKING:
    from pathlib import Path

THREE = [row("1", "Menyusun"), row("2", "Memeriksa"), row("3", "Mengirim")]


class Check:
    """A diamond that leads down to a box, and round on its left to the box above."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.paper = Paper(path)
        self.before, self.middle, self.after = self.paper.table(THREE)
        self.paper.box(STAFF, self.before)
        self.paper.diamond(STAFF, self.middle)
        self.paper.box(STAFF, self.after)
        self.paper.arrow((STAFF, self.before + 9), (STAFF, self.middle - 12))
        self.paper.arrow((STAFF, self.middle + 12), (STAFF, self.after - 9))
        left = STAFF - 34
        self.paper.arrow(
            (STAFF - 24, self.middle), (left, self.middle), (left, self.before), (STAFF - 20, self.before)
        )

    def say(self, x: float, y: float, text: str, size: float = 6) -> None:
        """A text that begins at so much from the middle of the diamond."""
        self.paper.text(STAFF + x, self.middle + y, text, size)

    def labels(self) -> dict[int, str]:
        """What stands at the arrows, by the row that they lead from the diamond to."""
        self.paper.save()
        drawing = only(self.path).drawing
        return {
            drawing.symbols[arrow.target].row: arrow.label
            for arrow in drawing.arrows
            if arrow.target is not None and drawing.symbols[arrow.source or 0].kind == "decision"
        }

    def inside(self) -> str:
        return next(one.text for one in only(self.path).drawing.symbols if one.kind == "decision")


def test_a_word_beside_a_slanted_side_is_not_in_the_diamond(path):
    check = Check(path)
    check.say(-22, 12, "Rusak Berat")
    assert check.labels() == {3: "Rusak Berat", 1: ""}
    assert check.inside() == ""


def test_nor_is_the_first_of_two_lines(path):
    check = Check(path)
    check.say(-23, 12, "Sudah")
    check.say(-23, 19, "sesuai")
    assert check.labels() == {3: "Sudah sesuai", 1: ""}
    assert check.inside() == ""


def test_a_text_that_is_wider_than_its_diamond_stays_one(path):
    check = Check(path)
    check.say(-20, -2, "Berkas pemohon")
    check.say(-12, 4, "lengkap?")
    check.say(3, 20, "Ya")
    assert check.labels() == {3: "Ya", 1: ""}
    assert check.inside() == "Berkas pemohon lengkap?"


def test_two_words_with_a_narrow_space_are_two(path):
    check = Check(path)
    check.say(3, 20, "Sudah")
    wide = check.paper.canvas.stringWidth("Sudah", "Helvetica", 6)
    check.say(3 + wide + 0.226 * 6, 20, "Benar")  # the space of a letter that many offices write in
    assert check.labels()[3] == "Sudah Benar"


def test_lines_with_room_between_them_are_one_text_where_they_begin_at_the_same_place(path):
    check = Check(path)
    check.say(3, 19, "Tidak")
    check.say(3, 28, "sesuai")  # lines that are one and a half times as high as their letters
    assert check.labels()[3] == "Tidak sesuai"


def test_a_label_belongs_to_the_line_that_runs_past_it(path):
    check = Check(path)
    check.say(-23, 19, "Ok")  # a little nearer to the line on the left of the diamond
    assert check.labels() == {3: "Ok", 1: ""}


def test_a_pentagon_over_a_line_of_the_foot_is_not_named_after_one_of_its_words(path):
    paper = Paper(path)
    a, b, c = paper.table(THREE)
    for y in (a, b, c):
        paper.box(STAFF, y)
    paper.arrow((STAFF, a + 9), (STAFF, b - 9))
    paper.arrow((STAFF, b + 9), (STAFF, c - 9))
    paper.arrow((STAFF, c + 9), (STAFF, c + 31))
    paper.pentagon(STAFF, c + 40)
    paper.text(STAFF - 70, c + 42, "Dokumen ini telah ditandatangani secara elektronik oleh pejabat", 6)
    paper.next()
    (d,) = paper.table([row("4", "Mengarsipkan")], heads=None)
    paper.box(STAFF, d)
    paper.pentagon(STAFF, d - 50, "A")
    paper.arrow((STAFF, d - 41), (STAFF, d - 9))
    paper.save()
    sheet = read(path)
    assert [one.text for table in sheet.tables for one in table.drawing.symbols if one.kind == "connector"] == [
        "",
        "A",
    ]
    assert "Dokumen ini telah ditandatangani secara elektronik oleh pejabat" in sheet.lines


def test_texts_with_room_for_a_line_between_them_are_two(path):
    check = Check(path)
    check.say(3, 16, "Berkas")
    check.say(3, 29, "lengkap")  # begins at the same place, more than a line below
    labels = check.labels()
    assert "Berkas lengkap" not in labels.values()


def test_a_word_that_lies_in_its_box_is_of_the_box_though_a_text_goes_on_beside_it(path):
    paper = Paper(path)
    a, _, _ = paper.table(THREE)
    paper.box(STAFF, a, width=30)
    paper.text(STAFF - 8, a + 2, "Paraf", 6)
    paper.text(STAFF + 9, a + 2, "oleh atasan langsung", 6)
    paper.save()
    assert [one.text for one in only(path).drawing.symbols] == ["Paraf"]


@pytest.mark.parametrize("numbers", ["1 2 3 4 5 6 7 8", "(1) (2) (3) (4) (6) (7) (8) (9)", "1 2 3 4 5 5 6 7"])
def test_the_numbers_of_the_columns_are_no_labels(numbers, path):
    first, second, *rest = numbers.split()
    paper = Paper(path)
    above, at, _ = paper.table([(first, second, "", "", *rest[2:]), *THREE[:2]])
    paper.text(STAFF - 4, above + 28, rest[0], 6)
    paper.text(CHIEF - 4, above + 28, rest[1], 6)
    paper.box(STAFF, at - 12)
    paper.box(CHIEF, at - 12)
    paper.arrow((STAFF + 20, at - 24 + 8), (CHIEF - 20, at - 24 + 8))
    paper.arrow((CHIEF, at - 3), (CHIEF, at + 58))
    paper.save()
    assert [arrow.label for arrow in only(path).drawing.arrows] == ["", ""]
