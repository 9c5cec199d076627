"""Who acts in a row with several symbols: one after another, together, or it is left open."""

from __future__ import annotations

import pytest

from sopflow.paper.drawing.model import HEADLESS

from .drawings import Picture


def test_a_box_over_several_columns_is_done_together():
    picture = Picture("Pemohon", "Petugas", "Kasi", rows=2)
    picture.chain(picture.box(1, "Petugas", "Kasi"), picture.box(2, "Kasi"))
    read = picture.read()
    assert (read.actors(1), read.sign_off(1)) == (["Petugas", "Kasi"], "all")
    assert read.all_open == {}


def test_two_symbols_that_share_their_arrows_act_together():
    picture = Picture("Pemohon", "Petugas", "Kasi", rows=3)
    first, one, two, last = picture.box(1, 0), picture.box(2, 1), picture.box(2, 2), picture.box(3, 0)
    for both in (one, two):
        picture.chain(first, both, last)
    read = picture.read()
    assert (read.actors(2), read.sign_off(2)) == (["Petugas", "Kasi"], "all")
    assert read.ways(1) == {"done": [2]}
    assert read.all_open == {}


def test_two_symbols_with_an_arrow_between_act_one_after_another():
    picture = Picture("Pemohon", "Petugas", "Kasi", rows=3)
    first, later, earlier, last = picture.box(1, 0), picture.box(2, 1), picture.box(2, 2), picture.box(3, 0)
    picture.chain(first, earlier, later, last)
    read = picture.read()
    assert (read.actors(2), read.sign_off(2)) == (["Kasi", "Petugas"], "in_order")
    assert read.all_open == {}


def test_an_activity_and_its_question_in_one_row():
    picture = Picture("Pemohon", "Petugas", rows=3)
    first, done, asked, last = picture.box(1, 0), picture.box(2, 1), picture.diamond(2, 1), picture.box(3, 0)
    picture.chain(first, done, asked)
    picture.arrow(asked, last, "Ya")
    picture.arrow(asked, done, "Tidak")
    read = picture.read()
    assert read.actors(2) == ["Petugas"]
    assert read.ways(2) == {"Ya": [3], "Tidak": [2]}
    assert read.all_open == {}


def test_what_stands_after_a_diamond_in_its_row_is_on_the_way_of_its_answer():
    picture = Picture("Pemohon", "Petugas", rows=3)
    first, asked, done, last = picture.box(1, 0), picture.diamond(2, 1), picture.box(2, 0), picture.box(3, 0)
    picture.arrow(first, asked)
    picture.arrow(asked, done, "Ya")
    picture.arrow(done, last)
    picture.arrow(asked, first, "Tidak")
    read = picture.read()
    assert (read.actors(2), read.sign_off(2)) == (["Petugas", "Pemohon"], "in_order")
    assert read.ways(2) == {"Ya": [3], "Tidak": [1]}
    assert read.all_open == {}


def test_two_symbols_without_a_tie_are_open():
    picture = Picture("Pemohon", "Petugas", "Kasi", rows=3)
    first, one, _, last = picture.box(1, 0), picture.box(2, 1), picture.box(2, 2), picture.box(3, 0)
    picture.chain(first, one, last)
    read = picture.read()
    assert read.actors(2) == ["Petugas", "Kasi"]
    assert read.open(2) == ["beberapa simbol yang tidak dihubungkan panah"]


def test_a_symbol_outside_of_the_actors_columns_is_open():
    picture = Picture("Pemohon", "Petugas", rows=2)
    picture.chain(picture.box(1, 0), picture.box(2, 3))
    read = picture.read()
    assert (read.actors(2), read.open(2)) == (["?"], ["simbol di luar kolom pelaksana"])


def test_a_line_without_a_head_within_a_row_ties_those_who_act_together():
    picture = Picture("Pokja", "Peserta", rows=3)
    first, one, two, last = picture.box(1, 0), picture.box(2, 0), picture.box(2, 1), picture.box(3, 0)
    picture.chain(first, one, last)
    picture.arrow(one, two, doubt=HEADLESS)
    read = picture.read()
    assert (read.actors(2), read.sign_off(2)) == (["Pokja", "Peserta"], "all")
    assert read.ways(2) == {"done": [3]}
    assert read.all_open == {}


def test_two_questions_in_one_row_whose_answers_agree_are_one_decision_in_order():
    picture = Picture("Anggota", "Ketua", rows=4)
    first, one, two = picture.box(1, 0), picture.diamond(2, 0), picture.diamond(2, 1)
    three, four = picture.box(3, 0), picture.capsule(4, 0)
    picture.chain(first, one)
    picture.arrow(one, two, "Ya")
    picture.arrow(two, three, "Ya")
    picture.arrow(one, first, "Tidak")
    picture.arrow(two, first, "Tidak")
    picture.chain(three, four)
    read = picture.read()
    assert (read.actors(2), read.sign_off(2)) == (["Anggota", "Ketua"], "in_order")
    assert read.ways(2) == {"Tidak": [1], "Ya": [3]}
    assert read.all_open == {}
    picture.arrows[4] = picture.arrows[4]._replace(target=four)
    assert "beberapa belah ketupat dalam satu baris" in picture.read().open(2)


def test_two_lanes_beside_each_other_are_rows_that_are_done_together():
    picture = Picture("CAN", "Tim", "BPS", rows=4)
    first, last = picture.box(1, 0), picture.box(4, 0)
    for lane in (1, 2):
        picture.chain(first, picture.box(2, lane), picture.box(3, lane), last)
    read = picture.read()
    assert [read.actors(at) for at in (2, 3)] == [["Tim", "BPS"]] * 2
    assert [read.ways(at) for at in (1, 2, 3)] == [{"done": [2]}, {"done": [3]}, {"done": [4]}]
    assert read.all_open == {}


def test_a_capsule_in_a_column_of_its_own_is_somebody_who_begins_or_ends():
    picture = Picture("Kepala", "Ketua", rows=2)
    picture.chain(
        picture.capsule(1, 0), picture.box(1, 1), picture.box(2, 1), picture.capsule(2, 0, text="Selesai")
    )
    read = picture.read()
    assert (read.actors(1), read.sign_off(1), read.actors(2)) == (["Kepala", "Ketua"], "in_order", ["Ketua"])
    assert read.all_open == {}


@pytest.mark.parametrize(("text", "actors"), [("Mencatat", ["Kepala", "Ketua"]), ("Selesai", ["Kepala"])])
def test_in_a_row_of_capsules_the_one_that_is_led_to_acts_unless_it_says_that_it_is_the_end(text, actors):
    picture = Picture("Kepala", "Ketua", rows=2)
    picture.chain(picture.box(1, 1), picture.capsule(2, 0, text="Menerima"), picture.capsule(2, 1, text=text))
    assert picture.read().actors(2) == actors


def test_those_whom_one_row_leads_to_act_together_though_one_alone_goes_on():
    picture = Picture("Pimpinan", "Arsiparis", "Saksi", rows=4)
    one, two, three = picture.box(1, 1), picture.box(2, 1), picture.box(3, 1)
    capsule, witness = picture.capsule(2, 0), picture.box(2, 2)
    picture.chain(one, two, three, picture.box(4, 1))
    picture.arrow(one, capsule)
    picture.arrow(one, witness)
    read = picture.read()
    assert (set(read.actors(2)), read.sign_off(2)) == ({"Pimpinan", "Arsiparis", "Saksi"}, "all")
    assert (read.ways(1), read.ways(2)) == ({"done": [2]}, {"done": [3]})
    assert read.all_open == {}


def test_those_who_lead_to_different_rows_do_not_act_together_for_certain():
    picture = Picture("Pimpinan", "Arsiparis", rows=4)
    one, two, beside, three, four = (
        picture.box(1, 1), picture.box(2, 1), picture.box(2, 0), picture.box(3, 1), picture.box(4, 1),
    )  # fmt: skip
    picture.chain(one, two, three, four)
    picture.chain(one, beside, four)
    assert "beberapa simbol yang tidak dihubungkan panah" in picture.read().open(2)
