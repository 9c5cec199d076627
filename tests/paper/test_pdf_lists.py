"""Lists in a cell whose numbers stand apart from their text."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from .drawing import HEADS, Paper, row
from .wordfile import only

LISTED = [("1.", ["Undang-Undang tentang Arsip"]), ("2.", ["Peraturan Pemerintah tentang", "pelaksanaannya"])]


def cell(tmp_path, items, *, number=76, text=90):
    """The text of a cell whose numbers stand at half the height of their items."""
    paper = Paper(tmp_path / "sop.pdf")
    paper.table([row("1", ""), row("2", "Memeriksa")])
    y = 150.0
    for name, lines in items:
        paper.text(number, y + 4 * (len(lines) - 1), name, 6)
        for line in lines:
            paper.text(text, y, line, 6)
            y += 8
    paper.save()
    return only(tmp_path / "sop.pdf").rows[1][1]


def test_a_number_at_half_the_height_of_its_text_begins_it(tmp_path):
    assert cell(tmp_path, LISTED) == (
        "1. Undang-Undang tentang Arsip\n2. Peraturan Pemerintah tentang pelaksanaannya"
    )


def test_long_and_short_items_keep_their_lines(tmp_path):
    items = [
        ("9.", ["Peraturan Pemerintah tentang pelaksanaan dari", "Undang-Undang tentang arsip dan perubahannya", "dan perubahan dari yang lama yang diundangkan", "kedua kalinya"]),
        ("10.", ["Peraturan Daerah"]),
    ]  # fmt: skip
    assert cell(tmp_path, items) == (
        "9. Peraturan Pemerintah tentang pelaksanaan dari Undang-Undang tentang arsip dan perubahannya "
        "dan perubahan dari yang lama yang diundangkan kedua kalinya\n"
        "10. Peraturan Daerah"
    )


def test_a_semicolon_ends_an_item_though_a_number_stands_nearer(tmp_path):
    paper = Paper(tmp_path / "sop.pdf")
    paper.table([row("1", ""), row("2", "Memeriksa")])
    lines = ["Peraturan Kepala tentang pedoman penyusunan", "prosedur di kantor;", "Peraturan Kepala tentang arsip;", "Peraturan Daerah"]  # fmt: skip
    for y, line in zip((150, 158, 174, 182), lines, strict=True):
        paper.text(90, y, line, 6)
    for y, number in ((150, "1."), (166, "2."), (182, "3.")):
        paper.text(76, y, number, 6)
    paper.save()
    assert only(tmp_path / "sop.pdf").rows[1][1] == (f"1. {lines[0]} {lines[1]}\n2. {lines[2]}\n3. {lines[3]}")


def test_one_number_alone_begins_its_text_too(tmp_path):
    assert cell(tmp_path, [LISTED[1]]) == "2. Peraturan Pemerintah tentang pelaksanaannya"


@pytest.mark.parametrize("glued", ["3.Peraturan", "3)Peraturan", "c.Peraturan", "(3)Peraturan"])
def test_a_number_right_before_its_text_begins_an_item(glued, tmp_path):
    lines = [("", ["1. Undang-Undang tentang Arsip dan Naskah"]), ("", [f"{glued} Kepala tentang arsip"])]
    assert cell(tmp_path, lines, text=76) == (
        f"1. Undang-Undang tentang Arsip dan Naskah\n{glued} Kepala tentang arsip"
    )


@pytest.mark.parametrize("begun", ["3.000 lembar", "M.Si. dan", "a.n. kepala", "12.30 siang"])
def test_what_only_looks_like_a_number_does_not(begun, tmp_path):
    lines = [("", ["Menyusun berkas arsip dan naskah sebanyak"]), ("", [begun])]
    assert "\n" not in cell(tmp_path, lines, text=76)


def test_a_number_in_the_text_is_no_item(tmp_path):
    text = cell(
        tmp_path, [("", ["Memeriksa berkas dengan Pasal", "4.", "dari peraturan dan pasal", "5."])], text=76
    )
    assert " ".join(text.split()) == "Memeriksa berkas dengan Pasal 4. dari peraturan dan pasal 5."


@pytest.mark.parametrize(
    ("word", "rest", "text"),
    [
        ("Koordinato", "r Umum", "Koordinator Umum"),
        ("Koordinat", "r Umum", "Koordinat r Umum"),  # there was room for the letter
        ("Koordinato", "ri Umum", "Koordinato ri Umum"),
        ("KOORDINATO", "r Umum", "KOORDINATO r Umum"),
    ],
)
def test_the_last_letter_of_a_word_that_is_as_wide_as_its_cell_belongs_to_it(word, rest, text, tmp_path):
    paper = Paper(tmp_path / "sop.pdf")
    width = max(stringWidth(f"{name}r", "Helvetica", 8) for name in (word, "Koordinato")) + 10.8
    columns = (40.0, 70.0, 230.0, 230.0 + width, 390.0, 530.0, 600.0, 720.0, 800.0)
    paper.table([row("1", "Memeriksa")], heads=(*HEADS[:2], "", *HEADS[3:]), columns=columns)
    for y, line in ((116, word), (126, rest)):
        paper.text(columns[2] + 5.4, y, line)
    paper.save()
    assert only(tmp_path / "sop.pdf").rows[0][2] == text
