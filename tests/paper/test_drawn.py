"""Symbols and arrows on an official table become actors, answers and ways; what is not certain is left open."""

from __future__ import annotations

import pytest

from sopflow.paper.drafting.together import SEVERAL
from sopflow.paper.drawing import Drawing, Symbol
from sopflow.paper.drawing.model import HEADLESS
from sopflow.paper.sheet import Table, Unread
from sopflow.review.checking import findings

from .drawings import Picture


def straight(rows=4, **more):
    """A row after another, each of the next actor; the last is a capsule."""
    picture = Picture("Pemohon", "Petugas", "Kasi", rows=rows, **more)
    symbols = [picture.box(at, (at - 1) % 3) for at in range(1, rows)]
    symbols.append(picture.capsule(rows, (rows - 1) % 3))
    return picture, symbols


def decision(*exits, rows=4):
    """Row 2 is a diamond with exits to rows, labelled; the rest is straight."""
    picture = Picture("Pemohon", "Petugas", "Kasi", rows=rows)
    symbols = [
        picture.diamond(at, "Petugas") if at == 2 else picture.box(at, (at - 1) % 3) for at in range(1, rows + 1)
    ]
    picture.arrow(symbols[0], symbols[1])
    picture.chain(*symbols[2:])
    for label, row in exits:
        picture.arrow(symbols[1], symbols[row - 1] if row else None, label)
    return picture


# -- certain


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


# -- who acts


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


# -- open


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


def test_exits_without_words_are_yes_where_one_goes_on_and_no_where_the_other_comes_back():
    read = decision(("", 3), ("", 1)).read()
    assert (read.ways(2), read.open(2)) == ({"Ya": [3], "Tidak": [1]}, [])
    assert "panah tanpa tulisan; yang maju dibaca sebagai Ya, yang kembali sebagai Tidak" in read.text


def test_other_exits_without_words_are_open_with_names_that_are_told():
    read = decision(("", 3), ("", 4)).read()
    assert read.ways(2) == {"jawaban 1": [3], "jawaban 2": [4]}
    assert read.open(2) == ["panah tanpa tulisan; nama jawabannya dibuat"]


@pytest.mark.parametrize(("given", "other"), [("Ya", "Tidak"), ("Tidak", "Ya"), ("Tidak lengkap", "Ya")])
def test_one_exit_without_words_is_the_other_answer(given, other):
    read = decision((given, 3), ("", 1)).read()
    assert read.ways(2) == {given: [3], other: [1]}
    assert read.open(2) == []
    assert "satu panah tanpa tulisan" in read.text


def test_an_answer_that_leads_to_nothing_is_open():
    read = decision(("Ya", 3), ("Tidak", None)).read()
    assert read.ways(2) == {"Ya": [3], "Tidak": ["unknown"]}
    assert read.open(2) == ["panah jawaban tanpa tujuan"]


def split(*arrows, rows=6, diamonds=()):
    """What is read of a table of one actor with these arrows."""
    picture = Picture("Kasi", rows=rows)
    symbols = [None] + [
        picture.diamond(at, 0) if at in diamonds else picture.box(at, 0) for at in range(1, rows + 1)
    ]
    for source, target, *label in arrows:
        picture.arrow(symbols[source], symbols[target], *label)
    return picture.read()


def joins(read):
    """The rows that wait, each for the numbers of others, or `started`."""
    numbers = {step.id: at for at, step in enumerate(read.draft.steps, start=1)}
    return {numbers[s.id]: [numbers.get(at, at) for at in s.join] for s in read.draft.steps if s.join}


def codes(read):
    """What `check` finds of joins that are never filled, or may not be."""
    return [one.code for one in findings(read.definition) if one.code in ("SOP303", "SOP304")]


@pytest.mark.parametrize(
    ("arrows", "waits"),
    [
        ([(1, 2), (1, 3), (2, 4), (3, 4), (4, 5), (5, 6)], {4: [2, 3]}),
        ([(1, 2), (1, 3), (2, 4), (3, 5), (4, 6), (5, 6)], {6: [4, 5]}),
        ([(1, 2), (1, 3), (2, 3), (3, 4), (4, 5), (5, 6)], {3: [1, 2]}),
        ([(1, 2), (1, 3), (1, 4), (2, 5), (3, 5), (4, 6), (5, 6)], {5: [2, 3], 6: [4, 5]}),
    ],
    ids=["at once", "later", "one arm is the row itself", "one after another"],
)
def test_ways_without_a_diamond_that_meet_again_run_together(arrows, waits):
    read = split(*arrows)
    assert (joins(read), read.all_open, read.errors, codes(read)) == (waits, {}, [], [])
    assert "jalannya bertemu lagi, jadi dikerjakan bersamaan" in read.text


def test_a_return_within_a_way_does_not_part_it():
    read = split(
        (1, 2), (1, 4), (2, 3), (3, 2, "Tidak"), (3, 5, "Ya"), (4, 5), (5, 6), diamonds=(3,)
    )  # fmt: skip
    assert (joins(read), read.all_open, codes(read)) == ({5: [3, 4]}, {}, [])


@pytest.mark.parametrize(
    "arrows",
    [
        [(1, 2), (1, 3), (2, 4), (3, 4), (4, 5, "Tidak"), (4, 6, "Ya"), (5, 2)],
        [(1, 2), (1, 5), (2, 3, "Ya"), (2, 4, "Tidak"), (3, 5), (4, 5), (5, 6)],
        [(1, 2), (1, 5), (2, 3), (2, 4), (3, 5), (4, 5), (5, 6)],
    ],
    ids=["a return comes to one of them", "two answers of one of them lead there", "a split in one of them"],
)
def test_where_not_all_of_them_need_come_those_are_waited_for_that_do(arrows):
    read = split(*arrows, diamonds=[arrow[0] for arrow in arrows if len(arrow) > 2])
    assert (list(joins(read).values()), read.all_open, codes(read)) == ([["started"]], {}, [])


@pytest.mark.parametrize(
    "arrows",
    [
        [(1, 2), (1, 3), (2, 1), (3, 4), (4, 5), (5, 6)],
        [(1, 2), (1, 3), (2, 3, "Ya"), (2, 4, "Tidak"), (3, 5), (4, 5), (5, 6)],
        [(1, 2), (2, 3), (2, 4), (3, 1), (4, 1), (5, 6)],
    ],
    ids=["one comes back", "one answer meets the other way", "both come back"],
)
def test_several_exits_whose_ways_do_not_meet_again_are_open(arrows):
    read = split(*arrows, diamonds=[arrow[0] for arrow in arrows if len(arrow) > 2])
    assert joins(read) == {}
    assert [why for found in read.all_open.values() for why in found].count(SEVERAL) == 1


def test_a_split_is_open_where_one_of_its_ways_is():
    read = split((1, 2), (1, 3), (2, 4), (4, 5), (5, 6))
    assert joins(read) == {4: [2, 3]}
    assert read.all_open == {1: [SEVERAL], 3: ["tidak ada panah keluar"]}


def test_several_exits_with_words_are_answers_even_without_a_diamond():
    picture, (one, two, three, four) = straight()
    picture.chain(one, two, three, four)
    picture.arrow(two, one, "Tidak")
    picture.arrows[1] = picture.arrows[1]._replace(label="Ya")
    read = picture.read()
    assert read.ways(2) == {"Ya": [3], "Tidak": [1]}
    assert read.open(2) == [SEVERAL]


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


def test_what_is_drawn_on_another_table_is_told():
    picture, symbols = straight()
    picture.chain(*symbols)
    other = Table((("Alur lama", ""), ("", "")), Drawing((Symbol("activity", 1, (0,), "Arsip", 4),)))
    read = picture.read(other)
    assert [(n.text, n.reading, n.page) for n in read.definition.source if "tabel lain" in (n.why or "")] == [
        ("1 simbol, 0 panah: Arsip", "open", "4")
    ]
    assert read.all_open == {}


def test_a_line_without_a_head_within_a_row_ties_those_who_act_together():
    picture = Picture("Pokja", "Peserta", rows=3)
    first, one, two, last = picture.box(1, 0), picture.box(2, 0), picture.box(2, 1), picture.box(3, 0)
    picture.chain(first, one, last)
    picture.arrow(one, two, doubt=HEADLESS)
    read = picture.read()
    assert (read.actors(2), read.sign_off(2)) == (["Pokja", "Peserta"], "all")
    assert read.ways(2) == {"done": [3]}
    assert read.all_open == {}


def test_a_line_without_a_head_between_rows_is_open():
    picture, symbols = straight()
    picture.chain(*symbols)
    picture.arrows[1] = picture.arrows[1]._replace(doubt=HEADLESS)
    assert picture.read().all_open == {2: [HEADLESS]}


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
