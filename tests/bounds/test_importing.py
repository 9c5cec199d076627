"""A table that is too large is refused with its reason, never cut; reading one takes work like its length."""

from __future__ import annotations

import zipfile

import pytest

from sopflow.cli import main
from sopflow.language import number
from sopflow.paper.importing import import_table
from sopflow.paper.limits import MAX_CHARACTERS, MAX_COLUMNS, MAX_ROWS
from sopflow.paper.sheets import UnreadableSheet

from .growth import steepness

HEADS = ["No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu", "Output", "Keterangan"]


def row(number, who="Camat"):
    return [str(number), f"Menyusun surat {number}", who, f"Berkas {number}", "1 jam", f"Surat {number}", ""]


def delimited(rows, path):
    path.write_text("\n".join("\t".join(cells) for cells in [HEADS, *rows]) + "\n", "utf-8")


def markdown(rows, path):
    path.write_text("\n".join("| " + " | ".join(cells) + " |" for cells in [HEADS, *rows]) + "\n", "utf-8")


def workbook(rows, path):
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("SOP")
    for cells in [HEADS, *rows]:
        sheet.append(cells)
    book.save(path)


def document(rows, path):
    from docx import Document

    plain = Document()
    plain.add_table(rows=1, cols=1)
    plain.save(str(path))

    def cell(text):
        return f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    made = "".join("<w:tr>" + "".join(map(cell, cells)) + "</w:tr>" for cells in [HEADS, *rows])
    rewritten(path, lambda text: text[: text.index("<w:tr>")] + made + text[text.rindex("</w:tr>") + 7 :])


def rewritten(path, change, part="word/document.xml"):
    """The file with one of its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


WRITERS = {".tsv": delimited, ".md": markdown, ".xlsx": workbook, ".docx": document}


@pytest.mark.parametrize("ending", WRITERS)
def test_a_table_of_too_many_rows_is_refused_and_not_cut(ending, tmp_path, capsys):
    path = tmp_path / f"x{ending}"
    WRITERS[ending]([row(n) for n in range(MAX_ROWS)], path)  # and the heads
    assert main(["import", str(path), "--lang", "id"]) == 1
    assert f"lebih dari {number(MAX_ROWS, 'id', ',')} baris" in capsys.readouterr().err


@pytest.mark.parametrize("ending", WRITERS)
def test_what_is_within_the_limits_is_read_whole(ending, tmp_path):
    path = tmp_path / f"x{ending}"
    WRITERS[ending]([row(n) for n in range(300)], path)
    assert len(import_table(path).draft.steps) == 300


@pytest.mark.parametrize("ending", WRITERS)
def test_too_many_columns_and_too_much_text_are_refused(ending, tmp_path):
    path = tmp_path / f"x{ending}"
    WRITERS[ending]([[*row(1), *["x"] * MAX_COLUMNS]], path)
    with pytest.raises(UnreadableSheet, match="columns"):
        import_table(path)
    WRITERS[ending]([["1", "x" * 30_000, *row(1)[2:]] for _ in range(MAX_CHARACTERS // 30_000 + 1)], path)
    with pytest.raises(UnreadableSheet, match="characters"):
        import_table(path)


def test_a_cell_over_very_many_columns_is_refused(tmp_path):
    path = tmp_path / "x.docx"
    document([row(1)], path)
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>'
    rewritten(path, lambda text: text.replace("<w:tc>", wide, 1))
    with pytest.raises(UnreadableSheet, match="columns"):
        import_table(path)


def test_a_row_with_an_endless_number_is_refused(tmp_path):
    path = tmp_path / "x.xlsx"
    workbook([row(1)], path)
    rewritten(path, lambda text: text.replace('<row r="2"', '<row r="900000000"'), "xl/worksheets/sheet1.xml")
    with pytest.raises(UnreadableSheet, match="cells"):
        import_table(path)


@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
@pytest.mark.parametrize(
    "head",
    [
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]>',
        '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a>',
        '<?xml version="1.0"?>' + " " * 70_000 + '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
    ],
    ids=["entities", "another encoding", "far inside"],
)
def test_xml_that_declares_entities_is_not_opened(ending, head, tmp_path):
    path = tmp_path / f"x{ending}"
    WRITERS[ending]([row(1)], path)
    part = "xl/worksheets/sheet1.xml" if ending == ".xlsx" else "word/document.xml"
    rewritten(path, lambda text: head + text[text.index("?>") + 2 if text.startswith("<?xml") else 0 :], part)
    with pytest.raises(UnreadableSheet, match="DOCTYPE"):
        import_table(path)


def test_an_archive_of_very_many_parts_is_refused(tmp_path):
    path = tmp_path / "x.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(2_001):
            archive.writestr(f"{number}.bin", b"")
    with pytest.raises(UnreadableSheet, match="parts"):
        import_table(path)


TABLES = {
    "different rows": lambda n: [row(i) for i in range(n)],
    "a different actor in each row": lambda n: [row(i, f"Kepala Seksi {i}") for i in range(n)],
    "two actors in each row": lambda n: [row(i, f"Kasi {i} dan Kasi {i + 1}") for i in range(n)],
    "the same activity": lambda n: [["", "Menyusun", "Camat", "", "", "Surat", ""] for i in range(n)],
    "arrows": lambda n: [row(i, f"Camat [belah ketupat] Y → {i + 1}, N → {max(1, i - 1)}") for i in range(n)],
    "rows that go on": lambda n: [row(0), *(["", "", "", "berkas", "", "", ""] for _ in range(n))],
    "many documents in one cell": lambda n: [
        ["1", "Menyusun", "Camat", "; ".join(f"D{i}" for i in range(n)), "", "", ""]
    ],
    "many actors in one cell": lambda n: [
        ["1", "Menyusun", ", ".join(f"Kasi {i}" for i in range(n)), "", "", "", ""]
    ],
    "many arrows in one cell": lambda n: [
        ["1", "Menyusun", "Camat " + "; ".join(f"a{i} → {i}" for i in range(n)), "", "", "", ""]
    ],
    "the same answer in one cell": lambda n: [
        ["1", "Menyusun", "Camat " + ", ".join("Ya → 1" for _ in range(n)), "", "", "", ""]
    ],
    "brackets in one cell": lambda n: [["1", "Menyusun", "Camat " + "(" * n, "a(,b" * n, "", "[" * n, ""]],
    "spaces in one cell": lambda n: [["1", "Menyusun", "Camat" + " " * n + "x", "a," + " " * n + "b", "", "", ""]],
}


@pytest.mark.parametrize("family", TABLES)
def test_drafting_takes_work_like_the_length_of_the_table(family, tmp_path):
    path = tmp_path / "x.tsv"

    def made(size):
        delimited(TABLES[family](size), path)
        return path.read_text("utf-8")

    def read(text):
        path.write_text(text, "utf-8")
        import_table(path)

    assert steepness(read, made) < 2.7


def test_reading_a_word_table_takes_work_like_its_rows(tmp_path):
    def made(size):
        path = tmp_path / f"{size}.docx"
        document([row(n) for n in range(size)], path)
        merge = "<w:tc><w:tcPr><w:vMerge/></w:tcPr>"
        rewritten(path, lambda text: text.replace("<w:tr><w:tc>", f"<w:tr>{merge}"))
        return path

    assert steepness(lambda path: import_table(path), made, (40, 80, 160)) < 2.7
