"""Out and back in every format, as offices work on it: in Word, in Excel, in an editor; and what a forger may gain."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

import sopflow
from sopflow.cli import main
from sopflow.paper.exporting import WRITERS
from sopflow.paper.importing import import_table
from sopflow.paper.seal import MARK, sealed
from sopflow.paper.table import table_of
from sopflow.render.exporting import EXPORTS, export
from tests.services import program

from .exported import SURAT, Printed, lines_that_differ, told

ROOT = Path(__file__).parents[2]

FORMATS = sorted(WRITERS)
HERE = Path(__file__).parent


def exported(folder, ending, text=SURAT):
    path = folder / f"surat{ending}"
    export(sopflow.loads(text), text, path)
    return path


def cells_of(path):
    """The cells of a Word document's or workbook's table, and what saves it."""
    if path.suffix == ".xlsx":
        from openpyxl import load_workbook

        book = load_workbook(path)
        return [cell for row in book.worksheets[0].iter_rows() for cell in row], lambda: book.save(path)
    from docx import Document

    document = Document(str(path))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return cells, lambda: document.save(str(path))


def retyped(path, was, now):
    """Write another text into a cell, with what people use for it."""
    if path.suffix in (".xlsx", ".docx"):
        cells, save = cells_of(path)
        for cell in cells:
            if path.suffix == ".xlsx" and cell.value == was:
                cell.value = now
            elif path.suffix == ".docx" and cell.text == was:
                cell.text = now
        save()
    else:
        text = path.read_text("utf-8-sig")
        assert was in text
        path.write_text(text.replace(was, now), "utf-8")


def without_row(path, activity):
    if path.suffix == ".xlsx":
        from openpyxl import load_workbook

        book = load_workbook(path)
        sheet = book.worksheets[0]
        (row,) = [row[0].row for row in sheet.iter_rows() if row[1].value == activity]
        sheet.delete_rows(row)
        book.save(path)
    elif path.suffix == ".docx":
        from docx import Document

        document = Document(str(path))
        for row in list(document.tables[-1].rows):
            if any(cell.text == activity for cell in row.cells):
                row._tr.getparent().remove(row._tr)
        document.save(str(path))
    else:
        lines = path.read_text("utf-8-sig").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if activity not in line), "utf-8")


@pytest.mark.parametrize("ending", FORMATS)
def test_a_cell_is_changed_in_every_format(ending, tmp_path):
    path = exported(tmp_path, ending)
    retyped(path, "30 menit", "45 menit")
    one = import_table(path, exports=EXPORTS)
    assert one.text == SURAT.replace("duration: 30 menit", "duration: 45 menit")
    assert told(one) == ["baris 2, Waktu: 30 menit → 45 menit"]


@pytest.mark.parametrize("ending", FORMATS)
def test_a_row_is_removed_in_every_format(ending, tmp_path):
    path = exported(tmp_path, ending)
    without_row(path, "Mengirim surat")
    one = import_table(path, exports=EXPORTS)
    assert "  - id: kirim" not in one.text
    assert next(d.kind for d in one.differences if d.applied) == "row-removed"
    assert {str(s.id) for s in sopflow.loads(one.text).steps} == {"ajukan", "susun", "periksa", "tanda_tangan"}


def office(path, folder):
    """The document as LibreOffice saves it."""
    soffice = program("soffice", command="apt-get install libreoffice-writer")
    out = folder / "disimpan"
    profile = f"-env:UserInstallation=file://{folder}/profil"
    command = [soffice, "--headless", profile, "--convert-to", path.suffix[1:], "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return out / path.name


@pytest.mark.long
@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_a_document_that_an_office_program_saved_comes_back(ending, tmp_path):
    path = exported(tmp_path, ending)
    one = import_table(office(path, tmp_path), exports=EXPORTS)
    assert one.is_original
    assert one.text == SURAT


@pytest.mark.long
@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_a_cell_that_was_changed_and_saved_by_an_office_program_is_changed(ending, tmp_path):
    path = exported(tmp_path, ending)
    retyped(path, "30 menit", "45 menit")
    retyped(path, "Pakai kop", "Tanpa kop")
    one = import_table(office(path, tmp_path), exports=EXPORTS)
    wanted = SURAT.replace("duration: 30 menit", "duration: 45 menit").replace("Pakai kop", "Tanpa kop")
    assert one.text == wanted


def test_the_command_shows_what_changed(tmp_path, capsys):
    path = exported(tmp_path, ".md")
    retyped(path, "30 menit", "45 menit")
    retyped(path, "N → 2", "N → 1, batal → 2")
    assert main(["import", str(path), "-o", str(tmp_path / "a.yaml"), "--lang", "id"]) == 0
    said = capsys.readouterr().out
    assert "2 perubahan di tabelnya sejak diekspor" in said
    assert "  baris 2, Waktu: 30 menit → 45 menit\n" in said
    assert "  baris 3, panah: Y → 4, N → 2 menjadi Y → 4, N → 1, batal → 2\n" in said
    assert main(["import", str(path), "--format", "json", "--lang", "en"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["differences"][0] == {
        "kind": "time", "row": "2", "step": "susun", "applied": True, "open": False,
        "text": "row 2, Waktu: 30 menit → 45 menit",
    }  # fmt: skip
    assert record["text"] == (tmp_path / "a.yaml").read_text("utf-8")
    assert record["open"] == []


def test_the_command_counts_what_somebody_changed_apart_from_what_follows(tmp_path, capsys):
    path = exported(tmp_path, ".md")
    retyped(path, "| Tanda terima |", "| Surat resmi |")
    retyped(path, "| Surat | 10 menit |", "| Surat pengantar | 10 menit |")
    assert main(["import", str(path), "-o", str(tmp_path / "a.yaml"), "--lang", "id"]) == 0
    changed, follows = capsys.readouterr().out.split("\n\n")[1:3]
    assert changed.splitlines() == [
        "2 perubahan di tabelnya sejak diekspor; selebihnya tetap seperti definisinya:",
        '  baris 5, Kelengkapan: Surat → Surat pengantar; periksa: "Surat" masih disebut di baris 4; apakah itu dokumen yang sama?',
        "  baris 5, Output: Tanda terima → Surat resmi",
    ]
    heading, *lines = follows.splitlines()
    assert heading == f"{len(lines)} akibat dan hal yang perlu diperiksa:"
    assert lines
    assert all(line.startswith("  akibatnya, baris 5: ") for line in lines)


def test_what_stays_to_be_decided_is_listed(tmp_path, capsys):
    path = exported(tmp_path, ".md")
    retyped(path, "Y → 4", "Ya → 4")
    assert main(["import", str(path), "--format", "json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert [one["row"] for one in record["open"]] == ["3 periksa"]
    assert "reading: open" in record["text"]


@pytest.mark.parametrize("ending", ["csv", "md", "xlsx", "docx"])
def test_a_table_of_an_older_sopflow_is_changed_too(ending, tmp_path):
    kept = HERE.parent / "history"
    path = tmp_path / f"induk.{ending}"
    shutil.copy(kept / f"induk-1.{ending}", path)
    retyped(path, "Mengirim.", "Mengirim surat.")
    one = import_table(path, exports=EXPORTS)
    text = (kept / "induk-1.yaml").read_text("utf-8")
    assert lines_that_differ(text, one.text) == [
        line.replace("Mengirim.", "Mengirim surat.").replace("-  -", "+  -", 1) if sign == "+" else line
        for sign in "-+"
        for line in ["-" + line for line in text.splitlines() if "Mengirim." in line]
    ]


# -- forgers: whoever can change the file can change what it carries


EVIL = SURAT.replace("may_start: [staf]", "may_start: [tamu]").replace("escalate: kasi", "escalate: camat")


def forged(folder, shown, carried):
    """The table of one definition that carries another, with the seal that the other one's table has."""
    path = exported(folder, ".csv", shown)
    text = path.read_text("utf-8-sig")
    seal = sealed(carried, table_of(sopflow.loads(carried)).grid)
    path.write_text(text[: text.index(f"# {MARK}")] + f"# {seal}\n", "utf-8")
    return path


def test_a_definition_of_another_table_is_not_believed(tmp_path):
    """What is hidden in it would come along with a table that everybody takes for another."""
    other = (
        EVIL.replace("Mengajukan permohonan", "Datang")
        .replace("Menyusun draf surat", "Bertanya di loket")
        .replace("Mengirim surat", "Pulang")
        .replace("activity: Memeriksa draf", "activity: Menunggu")
    )
    one = import_table(forged(tmp_path, SURAT, other))
    assert one.differences is None
    assert "changed too much" in one.warning.en
    assert not sopflow.loads(one.text).may_start
    assert sopflow.loads(one.text).steps[0].activity == "Mengajukan permohonan"


def test_cells_of_another_definition_are_not_edits_of_this(tmp_path):
    other = EVIL
    for word in ("30 menit", "1 jam", "10 menit", "Pakai kop"):
        other = other.replace(
            word, {"30 menit": "3 hari", "1 jam": "4 hari", "10 menit": "5 hari"}.get(word, "Rahasia")
        )
    for word in ("draf]", "surat]", "Permohonan", "Tanda terima", "Surat keluar"):
        other = other.replace(word, {"draf]": "Lain]", "surat]": "Aneh]"}.get(word, f"Bukan {word}"))
    other = other.replace("actor: staf", "actor: camat").replace("actor: kasi", "actor: staf")
    one = import_table(forged(tmp_path, SURAT, other))
    assert one.differences is None
    assert not sopflow.loads(one.text).may_start


def test_what_comes_back_shows_what_the_table_shows(tmp_path):
    """A carried definition that differs in a cell is told, and the table wins."""
    one = import_table(forged(tmp_path, SURAT, EVIL.replace("duration: 30 menit", "duration: 9 hari")))
    after = sopflow.loads(one.text)
    assert told(one) == ["baris 2, Waktu: 9 hari → 30 menit"]
    assert table_of(after).grid == table_of(sopflow.loads(SURAT)).grid


def test_a_seal_of_another_table_than_its_own_is_not_believed(tmp_path):
    path = exported(tmp_path, ".csv")
    text = path.read_text("utf-8-sig")
    table = table_of(sopflow.loads(SURAT))
    lying = sealed(EVIL.replace("activity: Memeriksa draf", "activity: Menunggu"), table.grid)
    changed = text.replace("30 menit", "45 menit")
    path.write_text(changed[: changed.index(f"# {MARK}")] + f"# {lying}\n", "utf-8")
    one = import_table(path, exports=EXPORTS)
    assert one.differences is None
    assert not sopflow.loads(one.text).may_start


def test_two_definitions_in_one_file_are_none(tmp_path):
    path = exported(tmp_path, ".csv")
    retyped(path, "30 menit", "45 menit")
    other = sealed(EVIL, table_of(sopflow.loads(EVIL)).grid)
    path.write_text(path.read_text("utf-8") + f"# {other}\n", "utf-8")
    one = import_table(path, exports=EXPORTS)
    assert one.differences is None
    assert one.warning is not None


def test_a_definition_with_anchors_is_told_and_the_table_is_read(tmp_path):
    text = SURAT.replace("duration: 1 jam", "duration: *lama").replace(
        "duration: 30 menit", "duration: &lama 30 menit"
    )
    path = exported(tmp_path, ".csv", text)
    retyped(path, "10 menit", "12 menit")
    one = import_table(path, exports=EXPORTS)
    assert "cannot be changed cell by cell" in one.warning.en
    assert str(sopflow.loads(one.text).steps[4].duration) == "12 menit"


def test_an_edit_with_which_nothing_would_load_is_left_out_and_told(tmp_path):
    """What happens when a row is late needs a time after which it is."""
    table = Printed(tmp_path, SURAT)
    table.cell(2, -3, "")
    table.cell(5, -3, "15 menit")
    one = table.back()
    after = sopflow.loads(one.text)
    assert (str(after.step("susun").duration), str(after.step("kirim").duration)) == ("30 menit", "15 menit")
    (left,) = [d for d in one.differences if not d.applied]
    assert (left.kind, left.step) == ("time", "susun")
    assert "SOP224" in left.words.en
    assert [note.reading for note in after.step("susun").source] == ["open"]


def test_what_somebody_fills_in_on_the_identity_page_is_in_the_definition(tmp_path):
    from docx import Document

    file = ROOT / "definitions/rekomendasi-izin-keramaian.yaml"
    text = file.read_text("utf-8")
    path = tmp_path / "sop.docx"
    export(sopflow.load(file), text, path)
    document = Document(str(path))
    for row in (row for table in document.tables for row in table.rows):
        for label, value in (("Nomor SOP", "SOP-12/2026"), ("Tanggal Pembuatan", "5 Maret 2026")):
            if label in [cell.text.strip() for cell in row.cells]:
                row.cells[-1].text = value
    document.save(str(path))
    made = import_table(path, exports=EXPORTS)
    assert [(one.kind, one.row, one.now) for one in made.differences] == [
        ("identity", "number", "SOP-12/2026"),
        ("identity", "created", "5 Maret 2026"),
    ]
    sop = sopflow.loads(made.text)
    assert (sop.identity.number, sop.identity.created.isoformat()) == ("SOP-12/2026", "2026-03-05")
    kept = [line for line in made.text.splitlines() if not line.startswith("identity:")]
    assert kept == text.splitlines()


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_table_that_a_spreadsheet_saved_with_its_own_separator_is_the_same(tmp_path, delimiter):
    import csv

    file = ROOT / "definitions/pengawalan.yaml"
    text = file.read_text("utf-8")
    path = tmp_path / "sop.csv"
    export(sopflow.load(file), text, path)
    with path.open(encoding="utf-8-sig", newline="") as made_by_us:
        rows = list(csv.reader(made_by_us))
    width = max(map(len, rows))
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out, delimiter=delimiter).writerows([*row, *[""] * (width - len(row))] for row in rows)
    made = import_table(path, exports=EXPORTS)
    assert (made.is_original, made.text, made.warning) == (True, text, None)


def test_a_line_that_somebody_added_beside_the_table_is_told_and_kept(tmp_path):
    file = ROOT / "definitions/pengawalan.yaml"
    path = tmp_path / "sop.csv"
    export(sopflow.load(file), file.read_text("utf-8"), path)
    path.write_text(path.read_text("utf-8-sig") + '"Catatan: langkah 4 dihapus"\n', "utf-8-sig")
    made = import_table(path, exports=EXPORTS)
    assert [(one.kind, one.now) for one in made.differences] == [("line", "Catatan: langkah 4 dihapus")]
    assert "Catatan: langkah 4 dihapus" in made.text


@pytest.mark.parametrize("place", ["above", "below"])
@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("Nomor : 045/XX/2026", "045/XX/2026"),
        ("Tanggal : 5 Mei 2026", "5 Mei 2026"),
        ("Disahkan oleh: Camat Karawaci", "Camat Karawaci"),
        ("Dasar hukum: UU 23 Tahun 2014", "UU 23 Tahun 2014"),
        ("Ditetapkan di Tangerang", "Ditetapkan di Tangerang"),
        ("Jumlah: 99 hari", "99 hari"),
        ("SOP: Judul lain", "Judul lain"),
        ("Pelaksana: Orang Lain", "Orang Lain"),
        ("Langkah 4 dihapus", "Langkah 4 dihapus"),
    ],
)
def test_whatever_line_somebody_adds_is_told(tmp_path, line, word, place):
    file = ROOT / "definitions/pengawalan.yaml"
    path = tmp_path / "sop.csv"
    export(sopflow.load(file), file.read_text("utf-8"), path)
    lines = path.read_text("utf-8-sig").splitlines()
    at = next(n for n, one in enumerate(lines) if one.startswith("No,")) if place == "above" else len(lines)
    path.write_text("\n".join([*lines[:at], line, *lines[at:]]) + "\n", "utf-8-sig")
    made = import_table(path, exports=EXPORTS)
    assert not made.is_original
    assert word in " ".join(one.words.en for one in made.differences or ()) + " " + str(made.warning)
