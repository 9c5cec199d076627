"""What `sopflow conform` says of a case: the outcome that there is not, what comes next, and how it says it."""

from __future__ import annotations

import json

import pytest

from tests.conformance.letter import GOOD


def test_a_case_in_time_by_the_right_persons_fits(conform):
    code, out, err = conform(GOOD)
    assert (code, err) == (0, "")
    assert " late" not in out.replace("lateness", "").replace("calendar", "")


def test_an_outcome_that_the_row_does_not_have_is_told_with_those_that_it_has(conform):
    code, out, _ = conform(GOOD.replace(",Y,", ",ditolak,"))
    assert code == 1
    assert 'log.csv:3: "ditolak" is not an outcome of verifikasi; known: Y, N' in out


def test_an_answer_that_is_not_given_is_told(conform):
    code, out, _ = conform(GOOD.replace(",Y,", ",,"))
    assert code == 1
    assert "log.csv:3: the outcome of verifikasi is not given; known: Y, N" in out
    without = "".join(line.rsplit(",", 2)[0] + "\n" for line in GOOD.splitlines())
    assert (
        conform(without, heads="kasus,kegiatan,pelaksana,waktu\n")[0] == 0
    )  # a log without that column does not say


def test_an_answer_at_a_row_without_branches_is_told(conform):
    _, out, _ = conform(GOOD.replace("11:00,,Citra", "11:00,Y,Citra"))
    assert '"Y" is not an outcome of teken: that step has no branches' in out


def test_what_comes_after_the_end_is_told(conform):
    _, out, _ = conform(GOOD + "K,teken,camat,2024-03-18 12:30,,Citra\n")
    assert '"teken" is out of place; after kirim comes the end' in out


def test_case_does_not_matter_in_outcomes(conform):
    assert conform(GOOD.replace(",Y,", ",y,"))[0] == 0


def test_what_is_out_of_place_is_told_with_what_comes_there(conform):
    code, out, _ = conform(GOOD.replace(",Y,", ",N,"))
    assert code == 1
    assert "log.csv:4: skipped: terima, which comes after verifikasi=N" in out
    _, out, _ = conform(GOOD + "K,teken,camat,2024-03-18 11:30,,Citra\n")
    assert 'log.csv:6: "teken" is out of place; after teken comes kirim' in out
    _, out, _ = conform("K,teken,camat,2024-03-15 09:00,,Citra\n" + GOOD)
    assert '"teken" is out of place; terima comes first' in out


def test_activities_are_known_by_their_titles_too(conform):
    titled = GOOD.replace("terima,", "menerima  BERKAS,").replace("teken,", "Menandatangani.,")
    assert conform(titled)[0] == 0


def test_it_says_whose_times_and_people_it_read(conform):
    _, out, _ = conform(GOOD)
    assert 'times from the column "waktu"' in out
    assert 'persons from the column "orang"' in out
    assert 'times without a zone are read as WIT; due times are calculated with "kantor"' in out
    bare = "".join(",".join(line.split(",")[:3]) + "\n" for line in GOOD.splitlines())
    _, out, _ = conform(bare, heads="kasus,kegiatan,pelaksana\n")
    assert "lateness is not judged: there is no column of times" in out
    assert "separate_from and same_as are not judged: there is no column of persons" in out


@pytest.mark.parametrize("word", ["done", "Selesai", "completed"])
def test_a_row_of_one_way_may_be_said_to_be_done(conform, word):
    assert conform(GOOD.replace("09:00,,Ani", f"09:00,{word},Ani"))[0] == 0


def test_json_has_the_same(conform):
    record = json.loads(
        conform(GOOD.replace("Budi", "Ani").replace("18 09:00", "18 09:30"), "--format", "json")[1]
    )
    (case,) = record["results"]
    assert case["people"] == [{"row": "verifikasi", "line": 3, "other": "terima", "person": "Ani", "same": False}]
    assert [(late["row"], late["due"]) for late in case["late"]] == [("verifikasi", "2024-03-18T09:00:00+09:00")]
    assert (record["late"], record["left_out"], record["columns"]["person"]) == (1, 0, "orang")


def test_no_english_word_is_in_an_indonesian_answer(conform):
    _, out, err = conform(GOOD.replace("Budi", "Ani").replace(",Y,", ",ditolak,") + "K2\n", lang="id")
    for word in (" late", " case", "line", "column", "person", "outcome", "due"):
        assert word not in (out + err).replace("log.csv", "").replace("--column person=KOLOM", "")


def test_the_rows_that_are_named_are_told_below_with_their_titles(conform):
    _, out, _ = conform(GOOD.replace(",Y,", ",ditolak,"))
    lines = out.partition("the steps that are named:\n")[2].splitlines()
    assert any(line.startswith("  verifikasi: ") and "Memeriksa" in line for line in lines)
    assert "the steps that are named:" not in conform(GOOD)[1]


def test_where_nothing_is_open_it_is_said_in_words(conform):
    _, out, _ = conform(GOOD.replace("kirim,loket", "hilang,loket"), lang="id")
    assert "yang terbuka: -" not in out


def test_what_is_done_again_with_an_outcome_that_there_is_is_out_of_place(conform):
    again = "K,verifikasi,kasi,2024-03-18 09:30,Y,Budi\n"
    _, out, _ = conform(GOOD.replace("K,teken", f"{again}K,teken"))
    assert 'log.csv:4: "verifikasi" is out of place; after verifikasi=Y comes teken' in out


def test_as_many_cases_are_shown_as_are_asked_for_and_ten_else(conform):
    lines = "".join(f"K{number},kirim,loket,2024-03-15 09:00,,Ani\n" for number in range(12))
    for more, shown in (((), 10), (("--show", "3"), 3), (("--show", "12"), 12), (("--show", "0"), 0)):
        assert conform(lines, *more)[1].count("case K") == shown
