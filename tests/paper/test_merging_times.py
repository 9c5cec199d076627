"""What somebody changes in the times of a table: of a row that waits, in the words of the office, and in its notes."""

from __future__ import annotations

import pytest

import sopflow

from .exported import REMARKS, SURAT, TIME, Printed, lines_that_differ, told
from .test_legend import SOP
from .test_merging_remarks import retyped

UNTIL = SOP.replace("wait: 7 hari kalender", "wait: {until: izin, at_most: 7 hari kalender, late: serahkan}")


def noted(note, time="3 hari"):
    return SURAT.replace("    duration: 10 menit\n", f"    duration: {time}\n    source: {note}\n")


@pytest.mark.parametrize("text", [SOP, UNTIL])
def test_another_time_of_a_row_that_waits_is_one_change(text, tmp_path):
    """The symbol still says the time that was, and nobody performs the row all the same."""
    made = retyped(tmp_path, {"7 hari kalender": ["9 hari kalender"]}, text)
    assert [(one.kind, one.step, one.open) for one in made.differences] == [("time", "tunggu", None)]
    assert made.text == text.replace("7 hari kalender", "9 hari kalender")


@pytest.mark.parametrize("now", ["", "segera"])
def test_a_row_that_waits_for_no_time_any_more_is_asked_about_once(now, tmp_path):
    made = retyped(tmp_path, {"7 hari kalender": [now]})
    (one,) = made.differences
    assert (one.kind, one.step) == ("doubt", "tunggu")
    assert one.open.id == "simbolnya menunggu selama waktu lain; mana yang berlaku?"
    assert str(sopflow.loads(made.text).step("tunggu").wait.lasts) == "7 hari kalender"


def test_a_wait_whose_row_says_the_time_twice_says_the_new_one_twice(tmp_path):
    text = SURAT.replace(
        "    duration: 10 menit\n", "    duration: 10 menit\n    wait: {until: surat, at_most: 10 menit}\n"
    )
    table = Printed(tmp_path, text)
    table.cell(5, TIME, "20 menit")
    made = table.back()
    assert told(made) == ["baris 5, Waktu: 10 menit → 20 menit"]
    assert made.text == text.replace("10 menit", "20 menit")


def test_a_wait_whose_row_says_two_times_is_looked_at(tmp_path):
    text = SURAT.replace(
        "    duration: 10 menit\n", "    duration: 1 jam\n    wait: {until: surat, at_most: 10 menit}\n"
    )
    table = Printed(tmp_path, text)
    table.cell(5, TIME, "20 menit")
    made = table.back()
    assert told(made) == ["baris 5, Waktu: 10 menit → 20 menit; periksa: duration di baris ini tetap 1 jam"]


@pytest.mark.parametrize(
    ("was", "now", "written"),
    [
        ("3 hari kerja", "4 hari", "4 hari kerja"),
        ("3 hari kerja", "2-4 hari", "2-4 hari kerja"),
        ("3 hari kerja", "4 hari kalender", "4 hari kalender"),
        ("3 hari kerja", "5 jam", "5 jam"),
        ("3 hari", "4 hari", "4 hari"),
    ],
)
def test_another_number_of_days_keeps_the_word_for_them(was, now, written, tmp_path):
    """A table prints `hari` for `hari kerja`, which is the same."""
    text = SURAT.replace("10 menit", was)
    table = Printed(tmp_path, text)
    table.cell(5, TIME, now)
    assert table.back().text == text.replace(was, written)


def test_a_note_that_says_what_stood_in_a_cell_says_what_stands_there_now(tmp_path):
    text = noted(
        '[{cell: duration, text: "3 (tiga) hari", reading: certain}, {cell: actor, text: "V", reading: certain}]'
    )
    table = Printed(tmp_path, text)
    table.cell(5, TIME, "4 hari")
    made = table.back()
    assert [line for line in lines_that_differ(text, made.text) if line.startswith("+")] == [
        "+    duration: 4 hari",
        '+    source: [{cell: duration, text: "4 hari", reading: certain}, {cell: actor, text: "V", reading: certain}]',
    ]
    assert told(made) == ["baris 5, Waktu: 3 hari → 4 hari"]


def test_a_note_that_says_something_else_of_a_changed_cell_is_looked_at(tmp_path):
    text = noted('{cell: duration, text: "3 hari, di luar perjalanan", reading: probable}')
    table = Printed(tmp_path, text)
    table.cell(5, TIME, "4 hari")
    made = table.back()
    assert told(made) == [
        'baris 5, Waktu: 3 hari → 4 hari; periksa: source baris ini masih menyebut "3 hari, di luar perjalanan"'
    ]
    assert "3 hari, di luar perjalanan" in made.text


def test_a_note_on_another_cell_stays_and_is_not_told(tmp_path):
    text = noted('{cell: remarks, text: "3 hari", reading: certain}')
    table = Printed(tmp_path, text)
    table.cell(5, TIME, "4 hari")
    made = table.back()
    assert made.text == text.replace("duration: 3 hari", "duration: 4 hari")
    assert told(made) == ["baris 5, Waktu: 3 hari → 4 hari"]


def test_a_note_of_which_nothing_is_left_goes(tmp_path):
    text = noted('{cell: remarks, text: "Lewat pos", reading: certain}').replace(
        "    source:", "    remarks: Lewat pos\n    source:"
    )
    table = Printed(tmp_path, text)
    table.cell(5, REMARKS, "")
    assert table.back().text == SURAT.replace("10 menit", "3 hari")


def test_the_note_on_the_words_of_a_key_says_the_new_words(tmp_path):
    """A draft keeps in `source` the line that a key says."""
    text = SOP.replace(
        "sign_off: all,", "sign_off: all, source: {cell: remarks, text: bersama, reading: certain},"
    )
    made = retyped(tmp_path, {"bersama": ["berurutan"]}, text)
    step = sopflow.loads(made.text).step("serahkan")
    assert (step.sign_off, [note.text for note in step.source]) == ("in_order", ["berurutan"])
    assert [one.open for one in made.differences if one.kind == "remarks"] == [None]
