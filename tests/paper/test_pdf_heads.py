"""The names of columns in a PDF whose pages print the head of a table again, some without its lines."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from sopflow.paper.importing import import_table
from sopflow.paper.sheets.pdf import read_here as read

from .drawing import CHIEF, COLUMNS, HEADS, STAFF, Paper, row

EMPTY = (*HEADS[:2], "", "", *HEADS[4:])
TWO = "Gudang Umum", "Laporan Kas"


def page(paper, rows, *, is_drawn, places=(STAFF, CHIEF)):
    """A page of the table, with two names close to the line between them, drawn or not."""
    middles = paper.table(rows, heads=EMPTY, without=() if is_drawn else (3,))
    paper.text(COLUMNS[3] - 1 - stringWidth(TWO[0], "Helvetica", 8), 120, TWO[0])
    paper.text(COLUMNS[3] + 2, 120, TWO[1])
    for middle, place in zip(middles, places, strict=False):
        paper.box(place, middle)
    paper.next()


def names(path):
    return read(path).tables[0].rows[0][2:4]


@pytest.mark.parametrize("is_first", [True, False])
def test_a_column_has_its_name_from_the_page_that_draws_its_lines(is_first, path):
    paper = Paper(path)
    page(paper, [row("1", "Menyusun"), row("2", "Memeriksa")], is_drawn=is_first)
    page(paper, [row("3", "Mengirim")], is_drawn=not is_first)
    paper.canvas.save()
    assert names(path) == TWO


def test_columns_that_no_page_parts_leave_each_row_of_theirs_open(path):
    paper = Paper(path)
    head = (*HEADS[:2], "Kasi", "Kasi", *HEADS[4:])
    for middle, place in zip(
        paper.table([row("1", "Menyusun"), row("2", "Memeriksa")], heads=head), (STAFF, CHIEF), strict=True
    ):
        paper.box(place, middle)
    paper.save()
    steps = import_table(path).draft.steps
    for step, said in zip(steps, ("Kasi", "Kasi (2)"), strict=True):
        (note,) = [note for note in step.sources if note.cell == "actor" and note.reading == "open"]
        assert note.text == said
        assert note.why == "kepala kolom lain sama dengan kepala kolom ini; mana yang dimaksud?"
        assert note.page == 1


def test_only_rows_of_such_columns_are_open(path):
    paper = Paper(path)
    columns = (40.0, 70.0, 190.0, 250.0, 310.0, 390.0, 530.0, 600.0, 720.0, 800.0)
    heads = (*HEADS[:2], "Kasi", "Kasi", "Camat", *HEADS[4:])
    cells = [("1", "Menyusun", "", "", "", "Surat", "1 hari", "Berkas", ""), ("2", "Menandatangani", "", "", "", "Surat", "1 hari", "Berkas", "")]  # fmt: skip
    first, second = paper.table(cells, heads=heads, columns=columns)
    paper.box(220, first)
    paper.box(350, second)
    paper.save()
    steps = import_table(path).draft.steps
    assert [any(n.cell == "actor" and n.reading == "open" for n in step.sources) for step in steps] == [
        True,
        False,
    ]
