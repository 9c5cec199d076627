"""What is not a condition is told with its place and what would work."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from sopflow.conditions import Problem, canonical, read
from sopflow.conditions.formula import Difference, Formula, Not
from sopflow.conditions.reading import MOST_TESTS
from sopflow.fields import Field
from tests.conditions.worlds import FIELDS, conditions

MORE = {
    **FIELDS,
    "uraian": Field("uraian", "Uraian", "long_text"),
    "dolar": Field("dolar", "Dolar", "money", scale=2),
    "lokasi": Field("lokasi", "Lokasi", "list", columns=(Field("alamat", "Alamat"),)),
}


def problem(said: Any) -> tuple[tuple[str | int, ...], str]:
    found = read(said, MORE)
    assert isinstance(found, Problem), found
    return found.place, found.said.en


@pytest.mark.parametrize(
    ("said", "place", "words"),
    [
        ({"nila": 5}, ("nila",), 'there is no field "nila"; did you mean "nilai"?'),
        ({"nilai": {"above": "1.500"}}, ("nilai", "above"), "1_500"),
        ({"nilai": {"before": 5}}, ("nilai", "before"), "above, at_least, below, at_most, not, filled"),
        ({"acara": {"above": "2026-08-17"}}, ("acara", "above"), "before, after"),
        ({"acara": {"before": {"today": "30 hari"}}}, ("acara", "before", "today"), "calendar days"),
        ({"acara": {"before": "31 Februari 2026"}}, ("acara", "before"), "a date"),
        ({"pukul": {"before": {"today": "1 hari kalender"}}}, ("pukul", "before", "today"), "for dates only"),
        ({"jenis": "z"}, ("jenis",), "one of a, b, c"),
        ({"jenis": ["a", "z"]}, ("jenis", 1), "one of a, b, c"),
        ({"jenis": {"field": "nama"}}, ("jenis",), "numbers, money, dates or times"),
        ({"syarat": {"has": ["a", "b"]}}, ("syarat", "has"), "[a, b, c]"),
        ({"syarat": {"has_all": "a"}}, ("syarat", "has_all"), "[a, b, c]"),
        ({"syarat": {"has_any": ["a", "z"]}}, ("syarat", "has_any", 1), "[a, b, c]"),
        ({"syarat": "a"}, ("syarat",), "[a, b, c]"),
        ({"nilai": {"above": {"field": "acara"}}}, ("nilai", "above", "field"), "such as pagu"),
        ({"nilai": {"above": {"field": "dolar"}}}, ("nilai", "above", "field"), "such as pagu"),
        ({"nilai": {"above": {"field": "nilai"}}}, ("nilai", "above", "field"), "such as pagu"),
        ({"pukul": {"after": {"field": "nilai"}}}, ("pukul", "after", "field"), "no other field"),
        ({"uraian": "apa"}, ("uraian",), "only {filled: true}"),
        ({"lokasi": {"not": 1}}, ("lokasi", "not"), "only {filled: true}"),
        ({"nilai": {"filled": "ya"}}, ("nilai", "filled"), "true or false"),
        ({"nilai": {"not": {"not": 5}}}, ("nilai", "not", "not"), "not inside not"),
        ({"nilai": {}}, ("nilai",), "at least one test"),
        ({"nilai": []}, ("nilai",), "at least one test"),
        ({"nilai": {"above": {}}}, ("nilai", "above"), "write only one"),
        ({"nilai": {"above": {"field": "pagu", "today": "1"}}}, ("nilai", "above"), "write only one"),
        ({}, (), "at least one test"),
        ([], (), "at least one test"),
        ("nilai > 5", (), "{field: test}"),
        ([{"nilai": 1}, "x"], (1,), "{field: test}"),
        (None, (), "{field: test}"),
        ({"hadir": {"above": 3}}, ("hadir", "above"), "yes or no; use not, filled"),
        ({"hadir": 1}, ("hadir",), "yes or no"),
        ({"jenis": [["a"]]}, ("jenis", 0), "one of a, b, c"),
        ({"nilai": {"above": True}}, ("nilai", "above"), "an amount of money"),
        ({"nilai": {"above": float("nan")}}, ("nilai", "above"), "an amount of money"),
        ({3: 5}, (3,), "no field"),
    ],
)
def test_tells_what_is_wrong_and_where(said: Any, place: tuple[str | int, ...], words: str) -> None:
    where, what = problem(said)
    assert (where, words in what) == (place, True), what


def test_has_a_most() -> None:
    place, words = problem({"nilai": list(range(MOST_TESTS + 1))})
    assert str(MOST_TESTS) in words
    assert place[0] == "nilai"


def test_a_condition_within_conditions_does_not_go_on() -> None:
    deep: Any = 5
    for _ in range(100_000):
        deep = {"not": deep}
    assert problem({"nilai": deep})[0] == ("nilai", "not", "not")


def formula(said: Any) -> Formula:
    found = read(said, MORE)
    assert not isinstance(found, Problem), found
    return found


@pytest.mark.parametrize("amount", ["50 juta", "50_000_000", 50_000_000, "Rp50.000.000", "0,05 miliar"])
def test_one_amount_is_one_condition(amount: object) -> None:
    assert formula({"nilai": {"above": amount}}) == Not(Difference("nilai", "", "at_most", 50_000_000))


def test_money_is_written_in_the_currency_and_compared_in_its_smallest_unit() -> None:
    assert (
        formula({"dolar": {"at_most": 12.5}})
        == formula({"dolar": {"at_most": "12,5"}})
        == Difference("dolar", "", "at_most", 1250)
    )


def test_a_date_and_a_choice_are_read_as_people_write_them() -> None:
    assert formula({"acara": "17 Agustus 2026"}) == formula({"acara": "2026-08-17"})
    assert formula({"hadir": "ya"}) == formula({"hadir": True})


def test_the_same_values_are_written_in_one_way() -> None:
    said = {
        "nilai": {"above": "50 juta"},
        "acara": {"before": {"today": "30 calendar days"}},
        "ukuran": [1.125, 1.5],
        "hadir": "ya",
    }
    assert canonical(said, FIELDS) == {
        "nilai": {"above": "50_000_000"},
        "acara": {"before": {"today": "30 hari kalender"}},
        "ukuran": ["1.1250", "1.5000"],
        "hadir": True,
    }


def test_what_is_written_again_means_the_same() -> None:
    for seed in range(500):
        for said in conditions(Random(seed))[1]:
            again = canonical(said, FIELDS)
            assert (read(again, FIELDS), canonical(again, FIELDS)) == (read(said, FIELDS), again)
