"""Sums of standard times: per unit, and honest about what a row does not say."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopflow.definition.duration import UNITS, Duration, parse
from sopflow.definition.model import UNKNOWN, FreeDuration
from sopflow.definition.totals import sum_of, total_text

SECONDS = {"jam": 3600, "menit": 60, "detik": 1}


def said(*times):
    """The sum of times, written as in a Waktu column: `?` is unknown, `-` is blank, `text:` is no duration."""
    meant = {"?": UNKNOWN, "-": None}
    return sum_of(
        meant[t] if t in meant else FreeDuration(t[5:]) if t.startswith("text:") else parse(t) for t in times
    ).text


@pytest.mark.parametrize(
    ("times", "text"),
    [
        (("15 menit", "20 menit"), "35 menit"),
        (("2 hari kerja", "35 menit"), "2 hari 35 menit"),
        (("1 hari", "2 hari"), "3 hari"),
        (("1 hari", "2 hari kalender"), "1 hari 2 hari kalender"),
        (("45 menit", "1 jam", "30 menit"), "2 jam 15 menit"),
        (("1,5 jam", "30 menit"), "2 jam"),
        (("90 menit", "30 menit"), "120 menit"),
        (("1 bulan", "2 minggu", "20 hari", "8 jam"), "1 bulan 2 minggu 20 hari 8 jam"),
        (("1-2 hari", "30 menit"), "1 hari 30 menit - 2 hari 30 menit"),
        (("maks. 3 hari", "1 hari"), "maks. 4 hari"),
        (("1 jam", "?", "2 jam"), "≥ 3 jam"),
        (("1 jam", "text:sesuai dengan penugasan"), "≥ 1 jam"),
        (("1 hari", "maks. 3 hari", "?"), "≥ 1 hari"),
        (("?", "?"), "?"),
        (("1 jam", "-", "-"), "1 jam"),
        (("-", "-"), None),
        ((), None),
    ],
)
def test_times_add_up_as_an_office_writes_them(times, text):
    assert said(*times) == text


def test_a_text_with_a_bound_adds_its_bound():
    assert sum_of([FreeDuration("120 menit / 3 hari", parse("3 hari")), parse("1 hari")]).text == "maks. 4 hari"


def test_rows_that_say_no_time_are_named_by_their_position():
    assert sum_of([parse("1 jam"), UNKNOWN, None, FreeDuration("sesuai penugasan")]).unsaid == (1, 3)


@pytest.mark.parametrize(
    ("times", "stated", "fits"),
    [
        (("60 menit", "30 menit"), "1 jam 30 menit", True),
        (("60 menit", "30 menit"), "1 jam 35 menit", False),
        (("8 jam",), "1 hari", False),
        (("1-2 hari",), "1-2 hari", True),
        (("1-2 hari",), "2 hari", False),
        (("maks. 2 hari",), "maks. 2 hari", True),
        (("2 hari",), "maks. 2 hari", False),
    ],
)
def test_a_stated_total_is_compared_by_what_it_means(times, stated, fits):
    assert sum_of(map(parse, times)).equals(parse(stated)) == fits


def test_a_stated_total_cannot_equal_a_sum_that_lacks_a_time():
    assert not sum_of([parse("1 jam"), UNKNOWN]).equals(parse("1 jam"))


PARTS = st.dictionaries(st.sampled_from(UNITS), st.integers(1, 8), min_size=1, max_size=4)


@given(st.lists(PARTS, min_size=1, max_size=12))
def test_any_sum_equals_one_that_is_counted_unit_by_unit(rows):
    times = [Duration(tuple((u, Decimal(row[u])) for u in UNITS if u in row)) for row in rows]
    text = sum_of(times).text
    whole = dict(parse(text).parts)
    for unit in UNITS:
        if unit not in SECONDS:
            assert whole.get(unit, 0) == sum(row.get(unit, 0) for row in rows), text
    assert sum(whole.get(u, 0) * s for u, s in SECONDS.items()) == sum(
        row.get(u, 0) * s for row in rows for u, s in SECONDS.items()
    )


@given(PARTS)
def test_a_written_total_reads_back(parts):
    total = {unit: Decimal(amount) for unit, amount in parts.items()}
    assert total_text(dict(parse(total_text(total)).parts)) == total_text(total)
