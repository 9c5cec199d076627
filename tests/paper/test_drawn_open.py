"""What is not certain in a drawing is left open in words, and what has no place in the draft is kept."""

from __future__ import annotations

import pytest

from sopflow.paper.drawing import Drawing, Symbol
from sopflow.paper.drawing.model import HEADLESS
from sopflow.paper.sheet import Table, Unread

from .drawings import decision, straight


def test_a_row_without_a_symbol_is_open():
    picture, symbols = straight()
    picture.chain(symbols[0], symbols[3])
    picture.symbols[1] = picture.symbols[1]._replace(row=2)
    read = picture.read()
    assert read.open(2) == ["tabel 1, baris 4: tidak ada tanda yang terbaca"]


def test_a_row_that_no_arrow_leaves_is_open_unless_it_is_the_last():
    picture, (one, two, three, four) = straight()
    picture.chain(one, two)
    picture.chain(three, four)
    assert picture.read().all_open == {2: ["tidak ada panah keluar"]}


def test_a_row_that_nothing_leads_to_is_open():
    picture, (one, two, three, four) = straight()
    picture.chain(one, three, four)
    picture.arrow(two, three)
    assert picture.read().all_open == {2: ["tidak ada panah masuk"]}


@pytest.mark.parametrize(
    ("exits", "ways"),
    [
        ([("Ya", 3)], {"Ya": [3], "Tidak": ["unknown"]}),
        ([("Tidak", 1)], {"Tidak": [1], "Ya": [3]}),
        ([("", 1)], {"Tidak": [1], "Ya": [3]}),
        ([], {"Ya": [3], "Tidak": ["unknown"]}),
    ],
)
def test_a_diamond_with_fewer_than_two_exits_is_open(exits, ways):
    read = decision(*exits).read()
    assert (read.ways(2), read.open(2)) == (ways, ["belah ketupat dengan kurang dari dua panah keluar"])


def test_other_exits_without_words_are_open_with_names_that_are_told():
    read = decision(("", 3), ("", 4)).read()
    assert read.ways(2) == {"jawaban 1": [3], "jawaban 2": [4]}
    assert read.open(2) == ["panah tanpa tulisan; nama jawabannya dibuat"]


def test_an_answer_that_leads_to_nothing_is_open():
    read = decision(("Ya", 3), ("Tidak", None)).read()
    assert read.ways(2) == {"Ya": [3], "Tidak": ["unknown"]}
    assert read.open(2) == ["panah jawaban tanpa tujuan"]


def test_a_line_to_nowhere_and_a_head_without_a_line_are_open():
    picture, (one, two, three, four) = straight()
    picture.chain(one, two)
    picture.arrow(two, None)
    picture.arrow(None, three)
    picture.chain(three, four)
    read = picture.read()
    assert read.all_open == {2: ["garis tanpa tujuan"], 3: ["asal panah tidak jelas"]}
    assert read.ways(2) == {"done": [3]}


def test_what_a_reader_doubts_is_open_in_its_words_and_with_its_page():
    picture, symbols = straight(pages=(1, 1, 2, 2))
    picture.chain(*symbols)
    picture.symbols[0] = picture.symbols[0]._replace(doubt="simbol di atas garis")
    picture.arrows[2] = picture.arrows[2]._replace(doubt="dua kepala panah")
    read = picture.read()
    assert read.all_open == {1: ["simbol di atas garis"], 3: ["dua kepala panah"]}
    page = next(note for note in read.definition.steps[2].source if note.why == "dua kepala panah").page
    assert page == "2"


def test_what_has_no_place_stands_in_the_source():
    picture, symbols = straight(unread=[Unread("Catatan kaki", "halaman 2, bawah", "tulisan di luar tabel")])
    picture.chain(*symbols)
    lost = picture.box(0, "Kasi", text="Rapat")
    picture.arrow(lost, lost, "ulang")
    picture.arrow(None, None, "sisa")
    read = picture.read()
    said = [(note.text, note.why) for note in read.definition.source]
    assert said == [
        ("Rapat", "kotak di luar baris SOP"),
        ("Rapat → Rapat (ulang)", "panah di luar baris SOP"),
        ("? → ? (sisa)", "panah di luar baris SOP"),
        ("Catatan kaki", "halaman 2, bawah: tulisan di luar tabel"),
    ]


def test_what_is_written_in_a_symbol_or_on_an_arrow_is_kept():
    picture, symbols = straight()
    picture.chain(*symbols)
    picture.symbols[1] = picture.symbols[1]._replace(text="Paraf")
    picture.arrows[1] = picture.arrows[1]._replace(label="berkas")
    read = picture.read()
    assert read.all_open == {}
    assert {(n.text, n.reading) for n in read.definition.steps[1].source} == {
        ("Paraf", "certain"),
        ("2 → 3 (berkas)", "certain"),
    }


def test_what_is_written_beside_symbols_is_kept_and_an_answer_without_an_arrow_is_open():
    marks = {(1, "Pemohon"): "Mulai", (2, "Petugas"): "Paraf", (2, "Kasi"): "Ya", (3, "Kasi"): "Tidak"}
    picture, symbols = straight(marks=marks)
    picture.symbols[0] = picture.symbols[0]._replace(kind="terminal", text="Mulai")
    picture.chain(*symbols)
    picture.arrows[1] = picture.arrows[1]._replace(label="Ya")
    read = picture.read()
    assert read.definition.steps[0].source == ()
    assert [(n.text, n.reading) for n in read.definition.steps[1].source] == [
        ("Paraf", "certain"),
        ("2 → 3 (Ya)", "certain"),
    ]
    assert read.all_open == {3: ["jawaban tanpa panah"]}


def test_what_is_drawn_on_another_table_is_told():
    picture, symbols = straight()
    picture.chain(*symbols)
    other = Table((("Alur lama", ""), ("", "")), Drawing((Symbol("activity", 1, (0,), "Arsip", 4),)))
    read = picture.read(other)
    assert [(n.text, n.reading, n.page) for n in read.definition.source if "tabel lain" in (n.why or "")] == [
        ("1 simbol, 0 panah: Arsip", "open", "4")
    ]
    assert read.all_open == {}


def test_a_line_without_a_head_between_rows_is_open():
    picture, symbols = straight()
    picture.chain(*symbols)
    picture.arrows[1] = picture.arrows[1]._replace(doubt=HEADLESS)
    assert picture.read().all_open == {2: [HEADLESS]}
