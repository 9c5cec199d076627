"""Symbols and arrows on an official table become answers and ways; what is drawn without doubt has no open note."""

from __future__ import annotations

import pytest

from .drawings import Picture, decision, straight


def test_what_is_drawn_without_doubt_has_no_open_note():
    picture, symbols = straight()
    picture.chain(*symbols)
    read = picture.read()
    assert [read.actors(at) for at in (1, 2, 3, 4)] == [["Pemohon"], ["Petugas"], ["Kasi"], ["Pemohon"]]
    assert [read.ways(at) for at in (1, 2, 3, 4)] == [
        {"done": [2]},
        {"done": [3]},
        {"done": [4]},
        {"done": ["end"]},
    ]
    assert read.all_open == {}
    assert "next:" not in read.text
    assert read.errors == []


def test_the_exits_of_a_diamond_are_answers():
    read = decision(("Ya", 3), ("Tidak", 1)).read()
    assert read.ways(2) == {"Ya": [3], "Tidak": [1]}
    assert read.all_open == {}


def test_a_diamond_may_have_more_than_two_answers_in_any_words():
    read = decision(("Disetujui", 3), ("Diperbaiki", 1), ("Ditolak", 4)).read()
    assert read.ways(2) == {"Disetujui": [3], "Diperbaiki": [1], "Ditolak": [4]}
    assert read.all_open == {}


def test_an_arrow_may_skip_rows_and_lead_back():
    picture, (one, two, three, four) = straight()
    picture.arrow(one, three)
    picture.arrow(three, two)
    picture.arrow(two, four)
    read = picture.read()
    assert [read.ways(at)["done"] for at in (1, 2, 3)] == [[3], [4], [2]]
    assert read.all_open == {}


def test_an_arrow_that_is_found_twice_is_one():
    picture, symbols = straight()
    picture.chain(*symbols)
    picture.chain(*symbols)
    assert picture.read().all_open == {}


def test_a_capsule_at_which_nothing_goes_on_is_an_end():
    picture = Picture("Kasi", "Camat", rows=4)
    first, asked, refused, last = (
        picture.box(1, "Kasi"), picture.diamond(2, "Camat"), picture.capsule(3, "Kasi"), picture.capsule(4, "Kasi"),
    )  # fmt: skip
    picture.arrow(first, asked)
    picture.arrow(asked, refused, "Tidak")
    picture.arrow(asked, last, "Ya")
    read = picture.read()
    assert (read.ways(2), read.ways(3)) == ({"Tidak": [3], "Ya": [4]}, {"done": ["end"]})
    assert read.all_open == {}


@pytest.mark.parametrize(("text", "target"), [("Selesai", "end"), ("", "end"), ("Ditolak", "end:ditolak")])
def test_a_capsule_beside_the_work_of_its_row_is_where_it_ends(text, target):
    picture = Picture("Kasi", "Camat", rows=3)
    start = picture.capsule(1, "Kasi", text="Mulai")
    first, asked, last = picture.box(1, "Kasi"), picture.diamond(2, "Camat"), picture.box(3, "Kasi")
    stop = picture.capsule(2, "Camat", text=text)
    picture.chain(start, first, asked)
    picture.arrow(asked, stop, "Tidak")
    picture.arrow(asked, last, "Ya")
    read = picture.read()
    assert (read.actors(1), read.ways(1)) == (["Kasi"], {"done": [2]})
    assert read.ways(2) == {"Tidak": [target], "Ya": [3]}
    assert read.all_open == {}


def test_capsules_outside_of_the_rows_are_the_start_and_the_end():
    picture = Picture("Kasi", "Camat", rows=2)
    start, one, two, stop = (
        picture.capsule(0, "Kasi", text="Mulai"), picture.box(1, "Kasi"), picture.diamond(2, "Camat"),
        picture.capsule(3, "Kasi", text="Selesai"),
    )  # fmt: skip
    picture.chain(start, one, two)
    picture.arrow(two, one, "Tidak")
    picture.arrow(two, stop, "Ya")
    read = picture.read()
    assert read.ways(2) == {"Tidak": [1], "Ya": ["end"]}
    assert read.all_open == {}
    assert not [note for note in read.draft.sources if note.reading == "open"]


def test_exits_without_words_are_yes_where_one_goes_on_and_no_where_the_other_comes_back():
    read = decision(("", 3), ("", 1)).read()
    assert (read.ways(2), read.open(2)) == ({"Ya": [3], "Tidak": [1]}, [])
    assert "panah tanpa tulisan; yang maju dibaca sebagai Ya, yang kembali sebagai Tidak" in read.text


@pytest.mark.parametrize(("given", "other"), [("Ya", "Tidak"), ("Tidak", "Ya"), ("Tidak lengkap", "Ya")])
def test_one_exit_without_words_is_the_other_answer(given, other):
    read = decision((given, 3), ("", 1)).read()
    assert read.ways(2) == {given: [3], other: [1]}
    assert read.open(2) == []
    assert "satu panah tanpa tulisan" in read.text


def test_arrows_with_one_label_beside_another_are_ways_that_start_together():
    read = decision(("Ya", 3), ("Ya", 4), ("Tidak", 1)).read()
    assert read.ways(2) == {"Ya": [3, 4], "Tidak": [1]}
    assert read.open(2) == ["beberapa panah dengan tulisan yang sama"]
    assert read.errors == []
    assert decision(("Ya", 3), ("Ya", 1)).read().ways(2) == {"Ya": [3], "Ya 2": [1]}


def test_two_returns_of_one_row_are_one_answer_and_both_are_told():
    picture = Picture("Kepala", "Ketua", "Staf", rows=2)
    work, asked, again = picture.box(1, "Staf"), picture.diamond(1, "Ketua"), picture.diamond(1, "Kepala")
    picture.chain(work, asked, again, picture.capsule(2, "Ketua"))
    picture.arrow(asked, work)
    picture.arrow(again, asked)
    read = picture.read()
    assert read.ways(1) == {"Ya": [2], "Tidak": [1]}
    (told,) = {note.text for note in read.draft.steps[0].sources if note.cell == "branches"}
    assert told == (
        "1 → 1: kotak (Staf) → belah ketupat (Ketua), 1 → 1: belah ketupat (Ketua) → belah ketupat (Kepala), "
        "1 → 1: belah ketupat (Ketua) → kotak (Staf), 1 → 2, 1 → 1: belah ketupat (Kepala) → belah ketupat (Ketua)"
    )
