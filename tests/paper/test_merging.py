"""Out and back: what somebody changes in an exported table is changed in its definition, and nothing else is."""

from __future__ import annotations

import pytest

import sopflow

from .exported import CAMAT, INPUTS, OUTPUTS, REMARKS, STAF, SURAT, TIME, lines_that_differ, told


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
