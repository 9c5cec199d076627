"""Letters that lie over each other on a page: texts that were clipped, or written over another."""

from __future__ import annotations

import pytest

from sopflow.paper.sheets.pdf import read_here as read

from .drawing import Paper, row

UPPER = "Integritas menuju wilayah bersih"
LOWER = "7. Peraturan tentang arsip naskah"


def lines(tmp_path, *texts):
    """The lines of a page on which texts stand beside each other and over each other."""
    paper = Paper(tmp_path / "sop.pdf")
    for x, y, text in texts:
        paper.text(x, y, text, 10)
    paper.table([row("1", "Menyusun")])
    paper.save()
    return read(tmp_path / "sop.pdf")


@pytest.mark.parametrize("down", [1.0, 2.3, 3.4, 3.8, 4.5, 7.0])
def test_a_line_that_hangs_into_the_next_is_a_line_of_its_own(down, tmp_path):
    sheet = lines(tmp_path, (50, 60, UPPER), (51, 60 + down, LOWER))
    assert sheet.lines == (UPPER, LOWER)
    assert not sheet.unread


def test_the_line_that_was_written_first_may_stand_below(tmp_path):
    assert lines(tmp_path, (51, 62.3, LOWER), (50, 60, UPPER)).lines == (UPPER, LOWER)


def test_texts_written_over_each_other_on_one_line_are_each_whole(tmp_path):
    sheet = lines(tmp_path, (50, 60, UPPER), (51, 60, LOWER))
    assert sheet.lines == (UPPER, LOWER)
    assert not sheet.unread


def test_a_text_over_one_that_was_written_in_two_parts_leaves_it_whole(tmp_path):
    assert lines(tmp_path, (50, 60, "Integritas"), (97, 60, "menuju"), (52, 60, LOWER)).lines == (
        "Integritas menuju",
        LOWER,
    )


def test_what_stands_beside_stays_in_its_own_line(tmp_path):
    sheet = lines(tmp_path, (50, 60, UPPER), (51, 62.3, LOWER), (400, 60, "kanan atas"))
    assert sheet.lines == (f"{UPPER} kanan atas", LOWER)


def test_letters_that_are_drawn_again_for_a_bold_look_are_one_text(tmp_path):
    twice = [(50 + shift, 60, UPPER) for shift in (0, 0.3, 0.6)]
    assert lines(tmp_path, *twice).lines == (UPPER,)


def test_a_bold_look_below_another_text_is_one_text_too(tmp_path):
    assert lines(tmp_path, (50, 60, UPPER), (50.3, 60, UPPER), (52, 60, LOWER)).lines == (UPPER, LOWER)


def test_a_cell_keeps_both_lines(tmp_path):
    paper = Paper(tmp_path / "sop.pdf")
    paper.table([row("1", "")])
    paper.text(76, 160, "Integritas menuju", 8)
    paper.text(76, 162.4, "7. Peraturan arsip", 8)
    paper.save()
    (table,) = read(tmp_path / "sop.pdf").tables
    assert table.rows[1][1] == "Integritas menuju\n7. Peraturan arsip"


def test_letters_that_were_written_across_both_texts_are_told(tmp_path):
    paper = Paper(tmp_path / "sop.pdf")
    for at, (a, b) in enumerate(zip("Integritas", "Peraturan1", strict=True)):
        paper.text(50 + 6 * at, 60, a, 10)
        paper.text(51.5 + 6 * at, 60, b, 10)
    paper.table([row("1", "Menyusun")])
    paper.save()
    (told,) = read(tmp_path / "sop.pdf").unread
    assert told.text == "IPnetreagtruirtaans1"
    assert told.place == "halaman 1"
    assert told.why.startswith("tulisan bertumpuk yang tidak dapat dipisahkan")


def test_many_texts_in_one_place_are_told(tmp_path):
    sheet = lines(tmp_path, *((50 + 1.7 * at, 60, UPPER) for at in range(9)))
    assert [one.place for one in sheet.unread] == ["halaman 1"]
