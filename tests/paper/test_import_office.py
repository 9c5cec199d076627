"""Official tables in Excel workbooks and Word documents become the same draft as those in plain text."""

from __future__ import annotations

import pytest

from sopflow.paper.importing import import_table
from tests.paper.official import EXPECTED, loaded, single, summary, wide


def grid_to_xlsx(path, table, merges=(), title="Surat Keterangan"):
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append([title])
    sheet.append([])
    for row in table:
        sheet.append(row)
    for merge in merges:
        sheet.merge_cells(merge)
    hidden = book.create_sheet("bantu")
    hidden.append(["jangan", "dibaca"])
    hidden.sheet_state = "hidden"
    book.save(path)


def grid_to_docx(path, tables, merges=()):
    from docx import Document

    document = Document()
    document.add_heading("Surat Keterangan", 1)
    for table in tables:
        made = document.add_table(rows=len(table), cols=max(map(len, table)))
        for at, row in enumerate(table):
            for column, cell in enumerate(row):
                made.cell(at, column).text = cell
        for (a, b), (c, d) in merges if table is tables[0] else ():
            kept = made.cell(a, b).text
            merged = made.cell(a, b).merge(made.cell(c, d))
            merged.text = kept
        document.add_paragraph("")
    document.save(path)


@pytest.mark.parametrize("merges", [(), ("C3:F3", "G3:I3", "A3:A4", "B3:B4", "J3:J4", "A1:J1")])
def test_excel_workbooks_with_merged_heads(merges, tmp_path):
    grid_to_xlsx(tmp_path / "surat.xlsx", wide(), merges)
    definition = loaded(import_table(tmp_path / "surat.xlsx"), tmp_path)
    assert (definition.title, summary(definition)) == ("Surat Keterangan", EXPECTED)


def test_excel_numbers_and_dates_are_texts(tmp_path):
    table = single()
    table[1][0], table[2][0] = 1, 2
    grid_to_xlsx(tmp_path / "surat.xlsx", table)
    assert summary(loaded(import_table(tmp_path / "surat.xlsx"), tmp_path)) == EXPECTED


@pytest.mark.parametrize("merges", [(), (((0, 2), (0, 5)), ((0, 6), (0, 8)), ((0, 0), (1, 0)), ((0, 1), (1, 1)))])
def test_word_documents_with_merged_heads(merges, tmp_path):
    grid_to_docx(tmp_path / "surat.docx", [wide()], merges)
    definition = loaded(import_table(tmp_path / "surat.docx"), tmp_path)
    assert (definition.title, summary(definition)) == ("Surat Keterangan", EXPECTED)


def test_word_documents_with_two_pages(tmp_path):
    table = single()
    grid_to_docx(tmp_path / "surat.docx", [table[:3], table[3:]])
    assert summary(loaded(import_table(tmp_path / "surat.docx"), tmp_path)) == EXPECTED
