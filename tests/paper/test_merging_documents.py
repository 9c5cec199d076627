"""A Word document comes back as it is in whatever language and form it was drawn; one that shows less or more than the SOP
carries no definition."""

from __future__ import annotations

from pathlib import Path

import pytest

import sopflow
from sopflow.cli import main
from sopflow.paper.importing import import_table
from sopflow.render.exporting import EXPORTS

from .exported import INPUTS, OUTPUTS, REMARKS, SURAT, TIME, Printed, lines_that_differ, told

ROOT = Path(__file__).parents[2]
SHIPPED = ["pengawalan", "penertiban-pedagang-kaki-lima"]


def drawn(folder, text, *options):
    file = folder / "surat.yaml"
    file.write_text(text, "utf-8")
    assert main(["render", str(file), "-o", str(folder / "surat.docx"), "--force", *options]) == 0
    return folder / "surat.docx"


def back(path):
    return import_table(path, exports=EXPORTS)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("options", [[], ["--no-identity"], ["--paper", "f4"], ["--endless"]], ids="-".join)
@pytest.mark.parametrize("name", ["surat", *SHIPPED])
def test_a_document_that_nobody_changed_is_its_definition(name, options, language, tmp_path):
    text = SURAT if name == "surat" else (ROOT / f"definitions/{name}.yaml").read_text("utf-8")
    for one in SHIPPED:  # they call each other
        (tmp_path / f"{one}.yaml").write_text((ROOT / f"definitions/{one}.yaml").read_text("utf-8"), "utf-8")
    one = back(drawn(tmp_path, text, "--lang", language, *options))
    assert one.is_original
    assert one.text == text


@pytest.mark.parametrize(
    ("was", "now", "line"),
    [
        ("30 menit", "45 menit", "baris 2, Waktu: 30 menit → 45 menit"),
        ("Pakai kop", "Tanpa kop", "baris 2, Keterangan: Pakai kop → Tanpa kop"),
        ("Kasi", "Kasi Umum", "kolom pelaksana: Kasi → Kasi Umum"),
    ],
)
def test_a_change_of_a_document_in_english_is_one_change(was, now, line, tmp_path):
    from docx import Document

    path = drawn(tmp_path, SURAT, "--lang", "en")
    document = Document(str(path))
    for cell in (c for table in document.tables for row in table.rows for c in row.cells):
        if cell.text == was:
            cell.text = now
    document.save(str(path))
    one = back(path)
    assert told(one) == [line]
    assert len(lines_that_differ(SURAT, one.text)) == 2


def test_an_identity_page_that_nobody_changed_is_not_told_as_new(tmp_path):
    from docx import Document

    path = drawn(tmp_path, (ROOT / "definitions/pengawalan.yaml").read_text("utf-8"), "--lang", "id")
    document = Document(str(path))
    next(cell for cell in document.tables[-1].rows[-1].cells if cell.text == "Jumlah").text = "Waktu seluruhnya"
    document.save(str(path))
    assert not [one for one in back(path).differences if one.kind == "identity"]


def test_a_head_that_is_another_on_a_later_page_alone_is_told(tmp_path):
    from docx import Document

    path = drawn(tmp_path, (ROOT / "definitions/pengusulan-tksk.yaml").read_text("utf-8"), "--lang", "id")
    document = Document(str(path))
    head = next(cell for cell in document.tables[-1].rows[1].cells if cell.text == "Kepala Bidang")
    head.text = "Kepala Seksi"
    document.save(str(path))
    assert told(back(path)) == [
        "di luar tabel: Kepala Seksi; belum diterapkan: kepala kolom; tidak dibaca sebagai nama lain"
    ]


@pytest.mark.parametrize("options", [["--page", "2"], ["--covered"]], ids="-".join)
def test_a_document_of_a_part_or_with_more_carries_no_definition(options, tmp_path):
    (tmp_path / "surat.scenarios.yaml").write_text(
        "sopflow: 1\nsop: surat\nscenarios:\n  - name: awal\n    steps: [ajukan]\n    expect: running\n", "utf-8"
    )
    one = back(drawn(tmp_path, SURAT, "--lang", "id", *options))
    assert one.carried is None
    assert one.differences is None


@pytest.mark.parametrize(
    ("column", "name"), [(INPUTS, "Kelengkapan"), (TIME, "Waktu"), (OUTPUTS, "Output"), (REMARKS, "Keterangan")]
)
def test_a_column_that_is_gone_takes_no_cell_with_it(column, name, tmp_path):
    table = Printed(tmp_path, SURAT)
    for record in table.records[2:-1]:
        del record[column]
    one = table.back()
    assert told(one) == [f"kolom {name} tidak ada lagi; belum diterapkan: sel-selnya tetap seperti di definisinya"]
    assert sopflow.loads(one.text).steps == sopflow.loads(SURAT).steps
