"""Heads of official tables, as offices write them: each column is found by what its head says, and none is dropped."""

from __future__ import annotations

import pytest

from sopflow.paper.heads import columns_of
from sopflow.paper.rows import paper_of
from sopflow.paper.sheet import Sheet, Table

ROW = ("1", "Menyusun surat", "v", "", "Konsep", "5", "Surat", "")
UPPER = ("No", "Kegiatan", "Pelaksana", "", "Mutu Baku", "", "", "Ket")
LOWER = ("", "", "Kasi", "Camat", "Kelengkapan", "Waktu", "Output", "")
PLACES = {"number": 0, "activity": 1, "inputs": 4, "time": 5, "output": 6, "remarks": 7}


@pytest.mark.parametrize(
    ("column", "head"),
    [
        (0, "Nomor Urut"),
        (1, "Uraian Prosedur"),
        (1, "Aktivitas/Kegiatan"),
        (1, "AKTIFITAS"),
        (1, "Langkah-langkah"),
        (1, "Rincian Kegiatan"),
        (7, "KETERANGAN"),
        (7, "Catatan Penting"),
    ],
)
def test_a_head_beside_mutu_baku_is_found_by_a_word_that_it_contains(column, head):
    upper = tuple(head if at == column else cell for at, cell in enumerate(UPPER))
    found = columns_of([upper, LOWER, ROW])
    assert (found.at, found.actors) == (PLACES, ((2, "Kasi"), (3, "Camat")))


@pytest.mark.parametrize(
    ("column", "head"),
    [
        (4, "Persyaratan/ Perlengkapan"),
        (4, "Input"),
        (4, "Keleng-\nkapan"),
        (4, "Syarat"),
        (4, "Syarat-syarat"),
        (4, "Sumber Data"),
        (4, "Bahan yang Diperlukan"),
        (4, "Kebutuhan"),
        (5, "Durasi"),
        (5, "Waktu Penyelesaian Kegiatan"),
        (6, "Hasil Kegiatan"),
        (6, "Keluaran"),
        (6, "OUTPUT/HASIL"),
    ],
)
def test_a_head_below_mutu_baku_is_found_by_a_word_that_it_contains(column, head):
    lower = tuple(head if at == column else cell for at, cell in enumerate(LOWER))
    assert columns_of([UPPER, lower, ROW]).at == PLACES


def test_the_first_column_below_mutu_baku_is_that_of_inputs_whatever_its_head_says():
    lower = (*LOWER[:4], "Rujukan", *LOWER[5:])
    paper = paper_of(Sheet(("Surat", Table((UPPER, lower, ROW)))))
    assert paper.columns.at == PLACES
    why = "kolom pertama di bawah Mutu Baku, dibaca sebagai kelengkapan"
    assert [(n.text, n.reading, n.why) for n in paper.notes] == [("Rujukan", "probable", why)]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (UPPER, (*LOWER[:4], "Waktu", "Output", "Biaya", "")),
        (UPPER, (*LOWER[:4], "Biaya", "Waktu", "Tempat", "")),
        ((*UPPER[:4], "Biaya", "Mutu Baku", "", "Ket"), (*LOWER[:4], "", "Waktu", "Output", "")),
    ],
    ids=["the last below it", "beside one that is unknown too", "left of it"],
)
def test_another_column_is_not_that_of_inputs(upper, lower):
    assert "inputs" not in columns_of([upper, lower, ROW]).at


@pytest.mark.parametrize(
    "title", ["Ketua Tim", "Petugas Input", "Tim Hasil", "Pengelola Kegiatan", "Kasi Perlengkapan", "Ket. Tim"]
)
def test_a_position_is_no_other_column_whatever_words_its_title_has(title):
    lower = ("", "", title, "Camat", *LOWER[4:])
    found = columns_of([UPPER, lower, ROW])
    assert (found.at, found.actors) == (PLACES, ((2, title), (3, "Camat")))


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([("No", "Kegiatan", "Kasi", "Camat", *LOWER[4:7], "Ket")], id="one row of heads"),
        pytest.param([("No", "Kegiatan", "", "", "Mutu Baku", "", "", "Ket"), LOWER], id="no Pelaksana"),
        pytest.param(
            [
                ("No", "Kegiatan", "Pelaksana", "Camat", "Mutu Baku", "", "", "Ket"),
                ("", "", "Kasi", "", *LOWER[4:]),
            ],
            id="Pelaksana over too few",
        ),
        pytest.param(
            [UPPER, ("", "", "Pejabat", "", "", "", "", ""), ("", "", "Kasi", "Camat", *LOWER[4:])],
            id="three rows",
        ),
        pytest.param([UPPER, LOWER, tuple("12345678")], id="numbers below"),
        pytest.param([UPPER, LOWER, tuple(f"({n})" for n in range(1, 9))], id="numbers in brackets below"),
        pytest.param(
            [UPPER, LOWER, ("(1)", "(2)", "(3)", "", "(5)", "(8)", "(7)", "(8)")], id="numbers with a slip"
        ),
        pytest.param([UPPER, LOWER, ("1", "2", "3", "", "7", "8", "9", "10")], id="numbers with gaps below"),
    ],
)
def test_heads_come_in_one_two_or_three_rows_with_numbers_below_or_without(rows):
    found = columns_of([*rows, ROW])
    assert (found.at, found.actors) == (PLACES, ((2, "Kasi"), (3, "Camat")))
    assert found.first_row == len(rows)


def test_output_may_stand_before_the_time():
    lower = (*LOWER[:5], "Output", "Waktu", "")
    assert columns_of([UPPER, lower, ROW]).at == PLACES | {"output": 5, "time": 6}


def test_two_positions_of_one_title_are_told_apart_and_named():
    found = columns_of([UPPER, ("", "", "Kasi", "Kasi", *LOWER[4:]), ROW])
    assert (found.actors, found.alike) == (((2, "Kasi"), (3, "Kasi (2)")), ("Kasi",))


def test_two_positions_of_one_title_are_told_apart_by_what_stands_above_them():
    upper = ("No", "Kegiatan", "Tim A", "Tim B", "Mutu Baku", "", "", "Ket")
    found = columns_of([upper, ("", "", "Ketua", "Ketua", *LOWER[4:]), ROW])
    assert (found.actors, found.alike) == (((2, "Ketua (Tim A)"), (3, "Ketua (Tim B)")), ())


def test_a_column_without_a_head_beside_a_position_is_that_position():
    """A head that stands over two columns of the file has its text in the first."""
    found = columns_of([UPPER, ("", "", "Kasi", "", *LOWER[4:]), ROW])
    assert found.actors == ((2, "Kasi"), (3, "Kasi"))


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("Waktu (menit)", "menit"),
        ("Waktu (Hari Kerja)", "hari kerja"),
        ("WAKTU/JAM", "jam"),
        ("Waktu", ""),
        ("Waktu (menit/jam)", ""),
    ],
)
def test_a_unit_in_the_head_is_that_of_the_cells(head, unit):
    assert columns_of([UPPER, (*LOWER[:5], head, *LOWER[6:]), ROW]).unit == unit


def test_a_unit_may_stand_in_a_row_of_its_own():
    found = columns_of([UPPER, LOWER, ("", "", "", "", "", "(menit)", "", ""), ROW])
    assert (found.at, found.unit, found.first_row) == (PLACES, "menit", 3)


def test_a_column_without_a_head_that_holds_numbers_is_that_of_numbers():
    found = columns_of([("", *UPPER[1:]), LOWER, ROW])
    assert found.at == PLACES


@pytest.mark.parametrize(
    "row",
    [
        ("1", "Melaksanakan kegiatan", "Camat", "Kelengkapan berkas", "1 jam", "Hasil rapat", "Catatan"),
        ("", "Uraian kegiatan rapat", "Camat", "Persyaratan", "2 hari", "Hasil", ""),
    ],
)
def test_a_row_of_steps_is_no_row_of_heads(row):
    assert columns_of([row]) is None


def test_a_person_can_say_which_head_a_column_has():
    heads = ("Urutan", "Apa", "Siapa", "Bekal", "Kapan", "Jadi")
    said = (("activity", "apa"), ("time", "Kapan"), ("output", "JADI"), ("actor", "Siapa"))
    assert columns_of([heads, ("1", "a", "Camat", "b", "1 jam", "c")]) is None
    assert columns_of([heads], said).at == {"activity": 1, "time": 4, "output": 5, "actor": 2}
    assert columns_of([heads], (*said, ("remarks", "tidak ada"))) is None


def test_a_person_can_say_that_a_column_is_a_position_or_none():
    heads = ("No", "Kegiatan", "Kasi", "Lokasi", "Output Data", "Waktu", "Output")
    said = (("other", "Lokasi"), ("position", "Output Data"))
    assert columns_of([heads], said).actors == ((2, "Kasi"), (4, "Output Data"))
