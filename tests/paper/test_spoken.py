"""Tables without drawings, in one column of actors: questions with their answers, and several actors in words."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.paper.completing import drafted
from sopflow.paper.rows import paper_of
from sopflow.paper.sheet import Sheet, Table
from sopflow.paper.writing import written

HEADS = ("No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu", "Output", "Keterangan")
BEFORE = ("Mencatat surat", "Memeriksa surat", "Menelaah surat")


def read(
    activity, actor="Kasi", remarks="", numbers="123456", others=("Petugas TU", "Kasi", "Camat", "Arsiparis")
):
    """A draft of six rows, of which the fourth is given."""
    activities = [*BEFORE, activity, "Memaraf surat", "Mengirim surat"]
    actors = [*others, *["Camat"] * 6][:6]
    actors[3] = actor
    rows = [
        (number, *said, "", "1 jam", "", remarks if at == 3 else "")
        for at, (number, *said) in enumerate(zip(numbers, activities, actors, strict=True))
    ]
    paper = paper_of(Sheet(("Surat", Table((HEADS, *rows)))))
    assert paper is not None
    draft = drafted(paper, "surat")
    sopflow.loads(written(draft))
    return draft


def ways(draft):
    """Where the fourth row leads, by the positions of rows."""
    at = {step.id: place for place, step in enumerate(draft.steps, start=1)}
    step = draft.steps[3]
    return {label: [at.get(t, t) for t in targets] for label, targets in step.branches.items()}


def readings(draft, cell):
    return [note.reading for note in draft.steps[3].sources if note.cell == cell]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Apakah surat penting? Ya ke langkah 5, tidak ke langkah 6", {"Ya": [5], "Tidak": [6]}),
        ("Surat lengkap? (Ya ke no. 5 / Tidak ke no. 2)", {"Ya": [5], "Tidak": [2]}),
        ("Jika ya ke langkah 6, jika tidak, kembali ke langkah 2.", {"Ya": [6], "Tidak": [2]}),
        ("Apabila ya, maka ke langkah 5; apabila tidak, maka ke langkah 6", {"Ya": [5], "Tidak": [6]}),
        ("Bila lengkap maka ke nomor 6, bila belum lengkap kembali ke nomor 1", {"lengkap": [6], "belum lengkap": [1]}),
        ("Jika ringan ke baris 5, jika berat ke baris 6, jika salah selesai", {"ringan": [5], "berat": [6], "salah": ["end"]}),
        ("Ya: 5; Tidak: 6", {"Ya": [5], "Tidak": [6]}),
        ("Ya = 6, Tidak = selesai", {"Ya": [6], "Tidak": ["end"]}),
        ("Y 5, N 1", {"Ya": [5], "Tidak": [1]}),
        ("Ya (6), tidak (2)", {"Ya": [6], "Tidak": [2]}),
        ("Jika ya lanjut, jika tidak kembali ke 2", {"Ya": [5], "Tidak": [2]}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_remark", [False, True], ids=["activity", "remarks"])
def test_answers_in_words_are_branches(text, said, is_remark):
    draft = read("Menilai surat" if is_remark else text, remarks=text if is_remark else "")
    assert ways(draft) == said
    assert draft.open_notes == []
    assert text in [note.text for note in draft.steps[3].sources if note.reading == "probable"]


@pytest.mark.parametrize(
    "text",
    [
        "Mengirim surat kepada 2 orang, jika ada", "Jika tidak ada kesalahan dikirim ke 3 kecamatan", "Ya/Tidak",
        "Apabila berkas selesai diperiksa, Kasi mencatat", "Menyiapkan 5 berkas: 2 asli, 3 salinan",
    ],
)  # fmt: skip
def test_other_sentences_are_no_answers(text):
    draft = read(text)
    assert (ways(draft), draft.steps[3].activity) == ({}, text)


@pytest.mark.parametrize(
    ("text", "activity", "question"),
    [
        ("Apakah surat penting? Ya ke langkah 5, tidak ke langkah 6", "Apakah surat penting?", "Apakah surat penting?"),
        ("Menilai surat. Surat penting? Ya: 5, Tidak: 6", "Menilai surat.", "Surat penting?"),
        ("Menilai surat. Jika ya ke no. 5, jika tidak ke no. 6", "Menilai surat. Jika ya ke no. 5, jika tidak ke no. 6", ""),
    ],
)  # fmt: skip
def test_what_is_asked_is_the_question(text, activity, question):
    step = read(text).steps[3]
    assert (step.activity, step.question) == (activity, question)


def test_one_answer_alone_leaves_the_other_open():
    draft = read("Surat penting? Ya ke langkah 6")
    assert ways(draft) == {"Ya": [6], "Tidak": ["unknown"]}
    assert [note.why for _, note in draft.open_notes] == ["hanya satu jawaban yang disebut"]


def test_a_row_that_is_not_there_is_open():
    draft = read("Surat penting? Ya ke langkah 6, tidak ke langkah 9")
    assert ways(draft) == {"Ya": [6], "Tidak": ["unknown"]}
    assert [note.why for _, note in draft.open_notes] == ["tidak ada baris nomor 9"]


def test_a_question_that_is_the_whole_activity_is_printed_once():
    from sopflow.paper.table import table_of

    draft = read("Apakah surat penting? Ya ke langkah 5, tidak ke langkah 6")
    assert table_of(sopflow.loads(written(draft))).rows[3][1] == "Apakah surat penting?"


def test_two_rows_of_one_number_are_open():
    draft = read("Memaraf", numbers="123466")
    assert [(note.cell, note.text) for _, note in draft.open_notes] == [("no", "6")]


@pytest.mark.parametrize(
    ("actor", "titles", "reading"),
    [
        ("Petugas TU dan Arsiparis", ["Petugas TU", "Arsiparis"], "open"),
        ("Petugas TU, Kasi dan Camat", ["Petugas TU", "Kasi", "Camat"], "probable"),
        ("Kasi serta Camat", ["Kasi", "Camat"], "probable"),
        ("Kasi bersama Camat", ["Kasi", "Camat"], "probable"),
        ("Kasi + Camat", ["Kasi", "Camat"], "probable"),
        ("Operator dan Pengelola Barang", ["Operator", "Pengelola Barang"], "open"),
        ("Kepala Bidang / Kepala Seksi", ["Kepala Bidang", "Kepala Seksi"], "probable"),
        ("Petugas Pelayanan dan Pengaduan", ["Petugas Pelayanan dan Pengaduan"], "probable"),
        ("Kasi", ["Kasi"], None),
    ],
)
def test_several_actors_in_words(actor, titles, reading):
    draft = read("Memaraf", actor=actor, others=("Petugas TU", "Kasi", "Camat"))
    assert [draft.actors[one] for one in draft.steps[3].actors] == titles
    assert readings(draft, "actor") == ([reading] if reading else [])


def test_together_where_the_words_say_so():
    assert read("Memaraf", actor="Kasi dan Camat").steps[3].joint
    assert not read("Memaraf", actor="Kasi / Camat").steps[3].joint


def test_an_actor_whose_own_title_has_the_word_stays_one():
    draft = read("Memaraf", actor="Kasi Tata Usaha dan Umum", others=("Kasi Tata Usaha dan Umum", "Kasi", "Camat"))
    assert [draft.actors[one] for one in draft.steps[3].actors] == ["Kasi Tata Usaha dan Umum"]
