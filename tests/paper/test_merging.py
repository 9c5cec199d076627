"""Out and back: what somebody changes in an exported table is changed in its definition, and nothing else is."""

from __future__ import annotations

import copy
import csv
import difflib
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.definition.loading import neighbours
from sopflow.definition.reading import compose
from sopflow.paper.exporting import export_table
from sopflow.paper.importing import import_table
from sopflow.paper.sheets import UnreadableSheet
from sopflow.testing.strategies import drafts
from tests.share import share

ROOT = Path(__file__).parents[2]
FILES = [f for f in sorted((ROOT / "definitions").glob("*.yaml")) if "." not in f.stem]
ABOVE, HEADS = 2, 2
"""Lines over the table, and rows of heads."""

SURAT = """\
# Sebuah prosedur dengan catatan.
sopflow: 1
id: surat
title: Surat Keluar
may_start: [staf]
identity:
  agency: Kecamatan   # bukan di tabel
actors:
  tamu: {title: Pemohon, external: true}
  staf: Staf            # satu orang
  kasi: {title: Kasi, substitutes: [camat]}
  camat: Camat
documents:
  draf: {title: Draf surat, draft_of: surat}
  surat: Surat
steps:
  # mulai dari sini
  - id: ajukan
    activity: Mengajukan permohonan
    actor: tamu
    outputs: [Permohonan]
  - id: susun
    activity: Menyusun draf surat   # kata orang
    actor: staf
    inputs: [Permohonan, {document: KTP, when: bila warga baru}]
    duration: 30 menit
    outputs: [draf]
    remarks: Pakai kop
    on_late: [{escalate: kasi}]
  - id: periksa
    activity: Memeriksa draf
    actor: kasi
    inputs: [draf]
    duration: 1 jam
    outputs: [draf]
    question: Sudah benar?
    branches:
      Y: {to: tanda_tangan, note: required}
      N: susun   # kembali
  - id: tanda_tangan
    activity: Menandatangani surat
    actor: camat
    separate_from: [susun]
    inputs: [draf]
    duration: {text: 1 hari atau lebih, at_most: 2 hari}
    outputs: [surat]

  - id: kirim
    activity: Mengirim surat
    actor: staf
    inputs: [surat]
    duration: 10 menit
    outputs: [Tanda terima]
"""


class Printed:
    """An exported table as CSV: its records, to be changed and read back."""

    def __init__(self, folder, text, sop=None):
        self.text = text
        self.sop = sop or sopflow.loads(text)
        self.path = folder / "tabel.csv"
        export_table(self.sop, text, self.path)
        self.records = list(csv.reader(io.StringIO(self.path.read_text("utf-8-sig"))))

    @property
    def rows(self):
        return self.records[ABOVE + HEADS : -1]

    def row(self, number):
        return next(row for row in self.rows if row[0] == str(number))

    def cell(self, number, column, text):
        """`column` is counted from the left, or from the right where it is negative."""
        self.row(number)[column] = text

    def insert(self, at, *cells):
        self.records.insert(ABOVE + HEADS + at, list(cells))

    def remove(self, number):
        self.records.remove(self.row(number))

    def back(self):
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        for record in self.records:
            if len(record) == 1 and record[0].startswith("# "):
                out.write(record[0] + "\n")
            else:
                writer.writerow(record)
        self.path.write_text(out.getvalue(), "utf-8")
        return import_table(self.path)


@pytest.fixture
def surat(tmp_path):
    return Printed(tmp_path, SURAT)


INPUTS, TIME, OUTPUTS, REMARKS = -4, -3, -2, -1
TAMU, STAF, KASI, CAMAT = 2, 3, 4, 5


def plain(text):
    return compose(text)[0].plain()


def lines_that_differ(old, new):
    """What goes and what comes, line by line."""
    found = list(difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0))[2:]
    return [line for line in found if not line.startswith("@@")]


def told(one, language="id"):
    """What somebody changed."""
    return [d.words.within(language) for d in one.differences if d.kind != "finding"]


def follows(one, language="id"):
    """What `check` finds because of that."""
    return [d.words.within(language) for d in one.differences if d.kind == "finding"]


def edits(text, one):
    """The lines that differ, but for notes on what `check` finds."""
    found = "\n".join(lines_that_differ(text, one.text))
    notes = r"\+ +source:(?:\n\+ +-| \[\{)? ?reading: open(?:,|\n\+) +why: .*\(SOP\d+\).*"
    return list(filter(None, re.sub(notes, "", found).split("\n")))


def test_a_table_that_nobody_changed_is_its_definition(surat):
    one = surat.back()
    assert one.is_original
    assert one.text == SURAT
    assert one.open_readings == []


@pytest.mark.parametrize(
    ("number", "column", "cell", "lines", "words"),
    [
        (2, TIME, "45 menit", ["-    duration: 30 menit", "+    duration: 45 menit"], "baris 2, Waktu: 30 menit → 45 menit"),
        (2, 1, "Menyusun draf surat keluar",
         ["-    activity: Menyusun draf surat   # kata orang", "+    activity: Menyusun draf surat keluar   # kata orang"],
         "baris 2, Kegiatan: Menyusun draf surat → Menyusun draf surat keluar"),
        (3, 1, "Memeriksa draf Sudah benar dan lengkap?",
         ["-    question: Sudah benar?", "+    question: Sudah benar dan lengkap?"],
         "baris 3, Kegiatan: Memeriksa draf Sudah benar? → Memeriksa draf Sudah benar dan lengkap?"),
        (3, 1, "Memeriksa draf surat Sudah benar?", ["-    activity: Memeriksa draf", "+    activity: Memeriksa draf surat"],
         "baris 3, Kegiatan: Memeriksa draf Sudah benar? → Memeriksa draf surat Sudah benar?"),
        (2, REMARKS, "Pakai kop: resmi", ["-    remarks: Pakai kop", '+    remarks: "Pakai kop: resmi"'],
         "baris 2, Keterangan: Pakai kop → Pakai kop: resmi"),
        (2, REMARKS, "", ["-    remarks: Pakai kop"], "baris 2, Keterangan: Pakai kop → (kosong)"),
        (5, REMARKS, "Lewat pos", ["+    remarks: Lewat pos"], "baris 5, Keterangan: (kosong) → Lewat pos"),
        (5, OUTPUTS, "Tanda terima\nResi", ["-    outputs: [Tanda terima]", "+    outputs: [Tanda terima, Resi]"],
         "baris 5, Output: Tanda terima → Tanda terima; Resi"),
        (5, OUTPUTS, "", ["-    outputs: [Tanda terima]", "+    outputs: null"], "baris 5, Output: Tanda terima → (kosong)"),
        (2, INPUTS, "Permohonan\nKTP (bila warga lain)",
         ["-    inputs: [Permohonan, {document: KTP, when: bila warga baru}]",
          "+    inputs: [Permohonan, {document: KTP, when: bila warga lain}]"],
         "baris 2, Kelengkapan: Permohonan; KTP (bila warga baru) → Permohonan; KTP (bila warga lain)"),
        (5, INPUTS, "Surat\nDraf surat", ["-    inputs: [surat]", "+    inputs: [surat, draf]"],
         "baris 5, Kelengkapan: Surat → Surat; Draf surat"),
    ],
)  # fmt: skip
def test_a_cell_that_was_changed_is_changed_alone(surat, number, column, cell, lines, words):
    surat.cell(number, column, cell)
    one = surat.back()
    assert lines_that_differ(SURAT, one.text) == lines
    assert told(one) == [words]
    assert one.open_readings == []


def test_a_mark_in_another_column_is_another_actor(surat):
    surat.cell(5, STAF, "")
    surat.cell(5, CAMAT, "Selesai")
    one = surat.back()
    assert lines_that_differ(SURAT, one.text) == ["-    actor: staf", "+    actor: camat"]
    assert told(one, "en") == ["row 5, Pelaksana: Staf → Camat"]


def test_a_second_mark_leaves_open_how_they_act(surat):
    surat.cell(5, CAMAT, "Selesai")
    one = surat.back()
    step = sopflow.loads(one.text).step("kirim")
    assert step.actors == ("staf", "camat")
    assert [note.reading for note in step.source] == ["open"]
    assert [found["row"] for found in one.open_readings] == ["5 kirim"]


def test_the_title_and_the_head_of_a_column_are_names_and_nothing_else(surat):
    surat.records[0] = ["Surat Keluar Resmi"]
    surat.records[3][STAF] = "Staf Umum"
    one = surat.back()
    assert lines_that_differ(SURAT, one.text) == [
        "-title: Surat Keluar",
        "+title: Surat Keluar Resmi",
        "-  staf: Staf            # satu orang",
        "+  staf: Staf Umum            # satu orang",
    ]
    assert told(one) == ["judul: Surat Keluar → Surat Keluar Resmi", "kolom pelaksana: Staf → Staf Umum"]


def test_a_new_column_is_a_new_actor(surat):
    for at, record in enumerate(surat.records[2:-1]):
        record.insert(STAF + 1, ("", "Arsiparis", "", "", "", "", "□")[at] if at < 7 else "")
    surat.cell(5, STAF, "")
    one = surat.back()
    assert lines_that_differ(SURAT, one.text) == [
        "+  arsiparis: Arsiparis",
        "-    actor: staf",
        "+    actor: arsiparis",
    ]
    assert list(sopflow.loads(one.text).actors) == ["tamu", "staf", "arsiparis", "kasi", "camat"]


def test_a_column_that_is_gone_stays_where_the_definition_needs_it(surat):
    """Nobody signs any more, and the Camat is still who stands in for the Kasi."""
    for record in surat.records[2:-1]:
        del record[CAMAT]
    one = surat.back()
    after = sopflow.loads(one.text)
    assert "camat" in after.actors
    assert not isinstance(after.step("tanda_tangan").actors, tuple)
    assert [d.kind for d in one.differences if not d.applied] == ["column-removed"]
    assert "substitutes" in told(one)[-1]


def test_a_document_that_is_called_otherwise_everywhere_is_the_same_document(surat):
    for number, column in ((2, OUTPUTS), (3, INPUTS), (3, OUTPUTS), (4, INPUTS)):
        surat.cell(number, column, surat.row(number)[column].replace("Draf surat", "Rancangan surat"))
    one = surat.back()
    assert lines_that_differ(SURAT, one.text) == [
        "-  draf: {title: Draf surat, draft_of: surat}",
        "+  draf: {title: Rancangan surat, draft_of: surat}",
    ]
    assert len(one.differences) == 4


def test_another_document_everywhere_takes_nothing_over(surat):
    """Neither the id nor what the definition says of the old one."""
    for number, column in ((2, OUTPUTS), (3, INPUTS), (3, OUTPUTS), (4, INPUTS)):
        surat.cell(number, column, surat.row(number)[column].replace("Draf surat", "Denah lokasi"))
    after = sopflow.loads(surat.back().text)
    (new,) = (document for document in after.documents.values() if document.title == "Denah lokasi")
    assert (str(new.id) != "draf", new.draft_of) == (True, None)


def test_a_document_that_is_called_otherwise_in_one_cell_is_another(surat):
    """Whether it is meant to be another is asked: the rows before still make the one that was taken here."""
    surat.cell(4, INPUTS, "Rancangan surat")
    one = surat.back()
    assert "-    inputs: [draf]" in lines_that_differ(SURAT, one.text)
    assert told(one) == [
        'baris 4, Kelengkapan: Draf surat → Rancangan surat; periksa: "Draf surat" masih disebut di baris 2, 3; apakah itu dokumen yang sama?'
    ]
    assert [note.reading for note in sopflow.loads(one.text).step("tanda_tangan").source] == ["open"]


def test_a_title_that_looks_like_an_id_is_declared(surat):
    surat.cell(5, OUTPUTS, "resi")
    one = surat.back()
    after = sopflow.loads(one.text)
    assert after.step("kirim").outputs == ("resi",)
    assert after.documents["resi"].title == "resi"


# -- rows


def test_a_new_row_stands_where_it_was_put(surat):
    surat.insert(
        4, "5", "Mencatat surat", "", "□", "", "", "Surat", "5 menit", "Buku agenda\nLembar kendali", "Bila perlu"
    )
    surat.rows[-1][0] = "6"
    one = surat.back()
    assert lines_that_differ(SURAT, one.text) == [
        "+  - id: mencatat_surat",
        "+    activity: Mencatat surat",
        "+    actor: staf",
        "+    inputs: [surat]",
        "+    duration: 5 menit",
        "+    outputs: [Buku agenda, Lembar kendali]",
        "+    optional: true",
        "+",
    ]
    assert told(one) == ["baris baru sesudah 4: Mencatat surat"]
    assert [str(s.id) for s in sopflow.loads(one.text).steps][3:] == ["tanda_tangan", "mencatat_surat", "kirim"]


def test_a_new_row_at_the_beginning_and_at_the_end(surat):
    surat.insert(0, "0", "Menerima tamu", "", "Mulai", "", "", "", "", "", "")
    surat.insert(6, "7", "Menyimpan arsip", "", "Selesai", "", "", "", "", "", "")
    surat.row(5)[STAF] = "□"
    for number, row in enumerate(surat.rows, start=1):
        row[0] = str(number)
    surat.cell(4, KASI, "◇ Y → 5, N → 3")
    one = surat.back()
    after = sopflow.loads(one.text)
    assert [str(s.id) for s in after.steps] == [
        "menerima_tamu", "ajukan", "susun", "periksa", "tanda_tangan", "kirim", "menyimpan_arsip",
    ]  # fmt: skip
    assert after.step("kirim").next == ("menyimpan_arsip",)
    assert after.step("periksa").branches == sopflow.loads(SURAT).step("periksa").branches
    assert [d.kind for d in one.differences if d.kind != "finding"] == ["row-added", "row-added"]
    assert one.text.count("#") == SURAT.count("#")


def test_arrows_that_nobody_renumbered_stay_at_their_rows_and_are_told(surat):
    """A row was put in and the rows below it were numbered anew; the arrows kept the old numbers."""
    surat.insert(1, "2", "Mencatat permohonan", "", "□", "", "", "", "5 menit", "Agenda", "")
    for number, row in enumerate(surat.rows, start=1):
        row[0] = str(number)
    one = surat.back()
    after = sopflow.loads(one.text)
    assert [b.targets for b in after.step("periksa").branches] == [("tanda_tangan",), ("susun",)]
    assert [d.kind for d in one.differences if d.open is not None] == ["arrows"]


def test_a_row_that_is_gone_is_gone(surat):
    surat.remove(5)
    surat.row(4)[CAMAT] = "Selesai"
    one = surat.back()
    start = SURAT.index("\n  - id: kirim")
    assert one.text == SURAT[:start]
    assert told(one) == ["baris lama 5 dihapus: Mengirim surat"]


def test_a_row_that_answers_lead_to_leaves_them_open(surat):
    surat.remove(4)
    surat.row(5)[0] = "4"
    one = surat.back()
    after = sopflow.loads(one.text)
    assert [str(s.id) for s in after.steps] == ["ajukan", "susun", "periksa", "kirim"]
    yes, no = after.step("periksa").branches
    assert (yes.note_required, no.targets) == (True, ("susun",))
    assert not isinstance(yes.targets, tuple)
    assert [d.step for d in one.differences if d.open is not None and d.kind != "finding"] == ["periksa"]
    assert "reading: open" in one.text
    assert follows(one) == [
        'akibatnya, baris 2: "Draf surat" tidak pernah menjadi "Surat": tidak ada langkah sesudahnya yang menghasilkannya (SOP315)',
        'akibatnya, baris 4: tidak ada jalan dari langkah pertama ke "kirim" (SOP301)',
        'akibatnya, baris 4: tidak ada langkah yang menghasilkan "Surat" (SOP311)',
    ]


def test_a_row_that_a_rule_names_is_not_taken_away(surat):
    """Whoever signs must be another than who wrote: the row of who wrote cannot go without a decision."""
    surat.remove(2)
    surat.cell(3, KASI, "◇ Y → 4, N → 1")
    one = surat.back()
    after = sopflow.loads(one.text)
    assert "susun" in [str(s.id) for s in after.steps]
    assert ("row-removed", False) in [(d.kind, d.applied) for d in one.differences]
    assert after.step("susun").source[0].reading == "open"
    assert after.step("periksa").branches[1].targets == ("ajukan",)


def test_a_row_that_moved_moves_with_its_text(surat):
    moved = surat.records.pop(ABOVE + HEADS + 1)
    surat.records.insert(ABOVE + HEADS + 2, moved)
    surat.rows[1][0], surat.rows[2][0] = "2", "3"
    surat.cell(2, KASI, "◇ Y → 4, N → 3")
    one = surat.back()
    assert [str(s.id) for s in sopflow.loads(one.text).steps][1:3] == ["periksa", "susun"]
    assert not [line for line in SURAT.splitlines() if line not in one.text]
    assert told(one) == ["baris 3 pindah ke urutan ke-2"]


def test_several_changes_at_once_are_each_applied(surat):
    surat.cell(2, TIME, "1 jam")
    surat.cell(4, REMARKS, "Dapat diwakili")
    surat.cell(5, OUTPUTS, "Resi")
    surat.insert(5, "6", "Menyimpan arsip", "", "Selesai", "", "", "Resi", "5 menit", "Arsip", "")
    surat.row(5)[STAF] = "□"
    one = surat.back()
    kept = ["may_start", "agency", "substitutes", "draft_of", "on_late", "separate_from", "required", "at_most"]
    assert all(one.text.count(word) == SURAT.count(word) for word in kept)
    assert {d.kind for d in one.differences if d.kind != "finding"} == {"time", "remarks", "outputs", "row-added"}
    assert [line for line in lines_that_differ(SURAT, one.text) if line.startswith("-")] == [
        "-    duration: 30 menit",
        "-    outputs: [Tanda terima]",
    ]


# -- arrows


def test_an_arrow_that_leads_elsewhere_leads_elsewhere(surat):
    surat.cell(3, KASI, "◇ Y → 5, N → 1")
    one = surat.back()
    assert edits(SURAT, one) == [
        "-      Y: {to: tanda_tangan, note: required}",
        "-      N: susun   # kembali",
        "+      Y: {to: kirim, note: required}",
        "+      N: ajukan   # kembali",
    ]
    assert told(one) == ["baris 3, panah: Y → 4, N → 2 menjadi Y → 5, N → 1"]


def test_an_answer_that_is_called_otherwise_is_renamed_and_to_be_looked_at(surat):
    surat.cell(3, KASI, "◇ Ya → 4, N → 2")
    one = surat.back()
    assert lines_that_differ(SURAT, one.text)[:2] == [
        "-      Y: {to: tanda_tangan, note: required}",
        "+      Ya: {to: tanda_tangan, note: required}",
    ]
    assert [found["row"] for found in one.open_readings] == ["3 periksa"]


def test_a_further_answer_and_an_end_are_added(surat):
    surat.cell(3, KASI, "◇ Y → 4, N → 2, ditolak → selesai (ditolak)")
    one = surat.back()
    assert lines_that_differ(SURAT, one.text) == ["+      ditolak: {end: ditolak}"]


def test_an_arrow_over_rows_is_drawn_and_taken_away(surat):
    surat.cell(1, TAMU, "Mulai → 3")
    one = surat.back()
    assert edits(SURAT, one) == ["+    next: periksa"]
    again = Printed(surat.path.parent, one.text)
    again.cell(1, TAMU, "Mulai")
    assert edits(SURAT, again.back()) == []


# -- models: the same change in the table and in the definition


def changes_of(sop, whole, at):
    """Changes of one row, as cells of the table and as what the file says then."""
    step, row = sop.steps[at], whole["steps"][at]
    ids = [str(s.id) for s in sop.steps]
    actors = () if not isinstance(step.actors, tuple) else tuple(map(str, step.actors))
    columns = {str(a): 2 + n for n, a in enumerate(sop.actors)}
    if step.activity and not step.question:
        yield "activity", {1: f"{step.activity} lagi"}, {"activity": f"{step.activity} lagi"}
    if (
        step.wait is None
        and not step.terminator
        and step.call is None
        and not isinstance(row.get("duration"), dict)
    ):
        yield "time", {TIME: "7 menit"}, {"duration": "7 menit"}
    if actors and not step.remarks:
        yield "remarks", {REMARKS: "Kata baru: ya"}, {"remarks": "Kata baru: ya"}
    for key, column in (("inputs", INPUTS), ("outputs", OUTPUTS)):
        known = row.get(key) if isinstance(row.get(key), list) else []
        if isinstance(getattr(step, key), tuple):
            yield key, {column: (column, "\nBerkas tambahan")}, {key: [*known, "Berkas tambahan"]}
    if len(actors) == 1:
        other = next((name for name in columns if name not in actors), None)
        if other is not None:
            move = {columns[actors[0]]: "", columns[other]: (columns[actors[0]], "")}
            yield "actors", move, {"actor": other if isinstance(row["actor"], str) else [other]}
    if len(actors) == 1 and not step.is_decision and "next" not in row and step.wait is None and at + 2 < len(ids):
        numbers = {str(s.id): s.number or str(n) for n, s in enumerate(sop.steps, start=1)}
        if len({*numbers.values()}) < len(numbers):
            return  # a row that is not counted has the number of another
        yield "arrows", {columns[actors[0]]: f"□ → {numbers[ids[at + 2]]}"}, {"next": ids[at + 2]}


def checked_against_the_model(folder, text, sop, at, kind, cells, values):
    table = Printed(folder, text, sop)
    record = table.rows[at]
    before = list(record)
    for column, cell in cells.items():
        record[column] = cell if isinstance(cell, str) else (before[cell[0]] + cell[1]).strip()
    one = table.back()
    wanted = copy.deepcopy(plain(text))
    wanted["steps"][at].update(values)
    after = plain(one.text)
    for row in after["steps"]:
        if row["id"] != wanted["steps"][at]["id"]:
            continue
        if "actor" in values and isinstance(row["actor"], str) and isinstance(values["actor"], list):
            row["actor"] = [row["actor"]]
    for whole in (after, wanted):
        for note in sure_notes(whole["steps"][at], *values):
            note["text"] = "what stands there, old or new"
    assert without_findings(after) == without_findings(wanted), (kind, at)
    assert [d.kind for d in one.differences if d.kind != "finding"] == [kind]
    told = [d for d in one.differences if d.open is not None and d.kind != "finding"]
    assert not told or sure_notes(plain(text)["steps"][at], *values), (kind, at)
    assert all("masih menyebut" in d.open.id for d in told)
    comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    assert [line for line in one.text.splitlines() if line.lstrip().startswith("#")] == comments


def without_findings(whole):
    """The content of a file, but for the notes on what `check` finds, and on notes that may be untrue now."""
    for row in whole["steps"]:
        notes = row.pop("source", [])
        kept = [n for n in (notes if isinstance(notes, list) else [notes]) if "(SOP" not in n.get("why", "")]
        kept = [n for n in kept if "masih menyebut" not in n.get("why", "")]
        if kept:
            row["source"] = kept
    return whole


def sure_notes(row, cell):
    """The notes of a row that say for sure what stands in a cell."""
    notes = row.get("source", [])
    own = [
        n for n in (notes if isinstance(notes, list) else [notes]) if n.get("reading") != "open" and n.get("text")
    ]
    return [n for n in own if n.get("cell") in ((cell, "branches") if cell == "next" else (cell,))]


def check_against_the_model(folder, file, is_meant):
    text = file.read_text("utf-8")
    sop = sopflow.load(file, others=neighbours([file]))
    every = [(at, *change) for at in range(len(sop.steps)) for change in changes_of(sop, plain(text), at)]
    for number, (at, kind, cells, values) in enumerate(every):
        if is_meant(number):
            checked_against_the_model(folder, text, sop, at, kind, cells, values)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_one_changed_cell_of_a_shipped_definition_changes_one_field(file, tmp_path):
    check_against_the_model(tmp_path, file, lambda number: number % 7 == 0)


@pytest.mark.nightly
@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_every_cell_of_a_shipped_definition_changes_one_field(file, tmp_path):
    check_against_the_model(tmp_path, file, lambda number: number % 7)


@given(drafts(), st.data())
@settings(max_examples=share(60), deadline=None, suppress_health_check=list(HealthCheck))
def test_one_changed_cell_of_any_definition_changes_one_field(tmp_path, whole, data):
    for at, row in enumerate(whole["steps"]):
        row["activity"] = (
            f"Mengerjakan bagian {['satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh'][at]} dari semuanya"
        )
    text = json.dumps(whole)
    sop = sopflow.loads(text)
    at = data.draw(st.integers(0, len(sop.steps) - 1))
    found = list(changes_of(sop, plain(text), at))
    if found:
        kind, cells, values = data.draw(st.sampled_from(found))
        checked_against_the_model(tmp_path, text, sop, at, kind, cells, values)


_TEXTS = st.sampled_from(
    ["", "-", "?", "7 menit", "A", "□", "◇ Y → 1, N → 2", "◇ Ya → 3, N → 9", "□ → selesai (x)", "Selesai", "Y", "Surat; Draf",
     "Surat\nBaru", "surat", "end", "true", "Kerja lagi: [a], {b}", "a, b & c", "unknown", "jumlah", "1a"]
)  # fmt: skip


@given(drafts(), st.data())
@settings(max_examples=share(80), deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_somebody_does_is_applied_or_told(tmp_path, whole, data):
    """Any cells, rows and heads: what comes back loads, and shows the table's cells or says which it does not."""
    text = json.dumps(whole)
    table = Printed(tmp_path, text)
    for _ in range(data.draw(st.integers(1, 5))):
        rows = table.records[2:-1]
        at = data.draw(st.integers(0, len(rows) - 1))
        kind = data.draw(st.sampled_from(["cell", "cell", "cell", "gone", "twice", "moved"]))
        if kind == "cell":
            rows[at][data.draw(st.integers(0, len(rows[at]) - 1))] = data.draw(_TEXTS)
        elif at >= HEADS and len(rows) > HEADS + 1:
            row = list(rows[at]) if kind == "twice" else table.records.pop(2 + at)
            if kind != "gone":
                table.records.insert(data.draw(st.integers(4, len(table.records) - 1)), row)
    try:
        one = table.back()
    except UnreadableSheet:
        return  # heads that are none
    after = sopflow.loads(one.text) if one.differences is not None or one.is_original else None
    if after is None:
        assert one.warning is not None
        return
    again = Printed(tmp_path, one.text, after)
    told_of = {d.step for d in one.differences or () if d.open is not None}
    printed = {str(step.id): row for step, row in zip(after.steps, again.rows, strict=True)}
    if len(one.draft.steps) == len(after.steps):
        for step, row in zip(after.steps, one.draft.steps, strict=True):
            if str(step.id) not in told_of and row.activity != "unknown":
                assert printed[str(step.id)][1] == row.activity
