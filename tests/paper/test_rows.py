"""Rows of an official table know where they stand in the file."""

from __future__ import annotations

from sopflow.paper.rows import paper_of
from sopflow.paper.sheet import Sheet, Table

HEADS = (
    ("No", "Kegiatan", "Pelaksana", "", "Mutu Baku", "", "", "Ket"),
    ("", "", "Kasi", "Camat", "Kelengkapan", "Waktu", "Output", ""),
)


def row(number, activity, output="Surat"):
    return (number, activity, "", "", "", "1 jam", output, "")


def test_a_row_of_the_file_that_goes_on_belongs_to_the_row_before():
    first = Table(
        (*HEADS, row("1", "Menyusun"), row("", "", "Lampiran"), row("2", "Mengirim")), pages=(1, 1, 1, 2, 2)
    )
    second = Table((*HEADS, row("3", "Mengarsipkan")), pages=(3, 3, 3))
    other = Table((("Dasar hukum", "Perwal"),))
    paper = paper_of(Sheet((other, first, second)))
    assert [r.lines for r in paper.rows] == [[(1, 2), (1, 3)], [(1, 4)], [(2, 2)]]
    assert [r.page for r in paper.rows] == [1, 2, 3]
    assert {r.heads for r in paper.rows} == {((2, "Kasi"), (3, "Camat"))}
