"""Decisions that are written in words, where nothing is drawn; beside a drawing they are told and change nothing."""

from __future__ import annotations

import pytest

from .drawings import Picture

MARKS = {(1, "Pemohon"): "v", (2, "Petugas"): "v", (3, "Kasi"): "v", (4, "Petugas"): "v"}
ACTORS = ("Pemohon", "Petugas", "Kasi")


@pytest.mark.parametrize(
    ("remarks", "ways"),
    [
        ("Tidak → 1", {"Ya": [4], "Tidak": [1]}),
        ("Tidak -> langkah 2", {"Ya": [4], "Tidak": [2]}),
        ("Ya → 4; Tidak → 2", {"Ya": [4], "Tidak": [2]}),
        ("Jika tidak, kembali ke langkah 2", {"Ya": [4], "Tidak": [2]}),
        ("Apabila belum lengkap dikembalikan ke no. 1.", {"Ya": [4], "Tidak": [1]}),
        ("Bila ada yang salah, kembali ke langkah ke-2", {"Ya": [4], "Tidak": [2]}),
        ("Tidak → selesai", {"Ya": [4], "Tidak": ["end"]}),
        ("Kembali ke kantor", {"done": [4]}),
        ("Jika hujan, ke langkah 2", {"done": [4]}),
    ],
)
def test_remarks_decide(remarks, ways):
    read = Picture(*ACTORS, rows=4, marks=MARKS, remarks={3: remarks}).read()
    assert read.ways(3) == ways
    assert remarks in read.draft.steps[2].remarks
    assert read.open(3) == []
    assert read.errors == []
    if len(ways) > 1:
        assert [n.reading for n in read.definition.steps[2].source if n.cell == "branches"][:1] == ["probable"]


@pytest.mark.parametrize(
    ("sentence", "row"),
    [
        ("Memeriksa berkas, jika tidak lengkap dikembalikan ke pemohon", 1),
        ("Memeriksa berkas. Apabila belum benar dikembalikan kepada Petugas.", 2),
    ],
)
def test_the_activity_decides_and_names_who_gets_it_back(sentence, row):
    read = Picture(*ACTORS, rows=4, marks=MARKS, activities={3: sentence}).read()
    assert read.ways(3) == {"Ya": [4], "Tidak": [row]}
    assert read.open(3) == []


def test_somebody_without_a_row_before_is_open():
    read = Picture(*ACTORS, rows=4, marks=MARKS, remarks={3: "jika tidak sesuai dikembalikan ke Bupati"}).read()
    assert read.ways(3) == {"Ya": [4], "Tidak": ["unknown"]}
    assert read.open(3) == ["tujuan jawaban ini tidak jelas"]


def test_columns_headed_ya_and_tidak_are_answers_and_no_actors():
    marks = MARKS | {(3, "Ya"): "4", (3, "Tidak"): "2"}
    read = Picture(*ACTORS, "Ya", "Tidak", rows=4, marks=marks).read()
    assert read.draft.actors == {"pemohon": "Pemohon", "petugas": "Petugas", "kasi": "Kasi"}
    assert read.ways(3) == {"Ya": [4], "Tidak": [2]}
    assert read.actors(3) == ["Kasi"]
    assert read.open(3) == []


def drawn(remarks):
    picture = Picture(*ACTORS, rows=4, remarks={3: remarks})
    one, two, three, four = picture.box(1, 0), picture.box(2, 1), picture.diamond(3, 2), picture.box(4, 1)
    picture.chain(one, two, three)
    picture.arrow(three, four, "Ya")
    picture.arrow(three, one, "Tidak")
    return picture


def test_what_a_drawing_says_stands_and_a_sentence_that_differs_is_told():
    read = drawn("Tidak → 2").read()
    assert read.ways(3) == {"Ya": [4], "Tidak": [1]}
    assert read.open(3) == ["kalimat ini dan gambarnya berbeda; yang digambar yang dipakai"]


@pytest.mark.parametrize("remarks", ["Tidak → 1", "jika tidak lengkap dikembalikan ke pemohon"])
def test_what_a_drawing_says_too_is_not_told_again(remarks):
    read = drawn(remarks).read()
    assert read.definition.steps[2].source == ()


@pytest.mark.parametrize(
    ("arrows", "ways"),
    [
        ("→ 3; → 77", {"done": [3]}),
        ("→ 3; → 4", {"done": [3, 4]}),
        ("late → 3; Y → 4", {"late 2": [3], "Y": [4]}),
        (f"{'panjang ' * 12}→ 3; N → 1", {("panjang " * 8)[:60].strip(): [3], "N": [1]}),
        ("Y → 4; N → 1", {"Y": [4], "N": [1]}),
    ],
)
def test_arrows_that_are_written_out_make_a_draft_that_loads(arrows, ways):
    marks = MARKS | {(2, "Petugas"): arrows}
    read = Picture(*ACTORS, rows=4, marks=marks).read()
    assert read.ways(2) == ways
    assert read.errors == []


def test_a_procedure_in_which_no_way_leads_to_an_end_is_open_there():
    read = Picture(*ACTORS, rows=4, marks=MARKS | {(4, "Petugas"): "→ 1"}).read()
    assert read.ways(4) == {"done": ["unknown"]}
    assert read.open(4) == ["dari baris pertama tidak ada jalan ke akhir"]
    assert ("4 → 1", "branches") in [(n.text, n.cell) for n in read.definition.steps[3].source]
    assert read.errors == []
