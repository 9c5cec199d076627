"""Durations: every way to write them, and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopflow import dates
from sopflow.definition import duration, hours, instants
from sopflow.definition.duration import UNITS, Duration, NotADuration, parse, recorded
from sopflow.time import AROUND_THE_CLOCK


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("45 detik", "45 detik"),
        ("30 Menit", "30 menit"),
        ("1 Jam", "1 jam"),
        ("1,5 jam", "1,5 jam"),
        ("1.50 jam", "1,5 jam"),
        ("2 minggu", "2 minggu"),
        ("3 hari kerja", "3 hari"),
        ("3 hari kalender", "3 hari kalender"),
        ("1-2 hari", "1-2 hari"),
        ("1 – 2 hari", "1-2 hari"),
        ("1 hari - 2 minggu", "1 hari - 2 minggu"),
        ("maks. 3 hari", "maks. 3 hari"),
        ("maksimal 3 hari", "maks. 3 hari"),
        ("at most 3 days", "maks. 3 hari"),
        ("2 bulan 6 hari 3 jam", "2 bulan 6 hari 3 jam"),
        ("3 jam 2 bulan", "2 bulan 3 jam"),
        ("PT1H30M", "1 jam 30 menit"),
        ("P2D", "2 hari"),
        ("P1Y2M3W", "1 tahun 2 bulan 3 minggu"),
        ("10 business days", "10 hari"),
        ("5 min", "5 menit"),
    ],
)
def test_what_is_written_is_understood(text, written):
    assert str(parse(text)) == written


@pytest.mark.parametrize(
    "text",
    [
        "",
        "lama",
        "5",
        "5 jamur",
        "-5 menit",
        "1-2-3 hari",
        "1 jam 2 jam",
        "P",
        "PT",
        "1,5 bulan",
        "9" * 300,
        "999999999 tahun",
        "1-2 hari 3 jam",
        "1.000 menit",
        "100 - 1.000 menit",
        "1.000.000 detik",
    ],
)
def test_what_is_none_is_refused(text):
    with pytest.raises(NotADuration):
        parse(text)


def test_what_an_older_record_holds_is_still_what_it_was():
    assert recorded("1.000 menit") == parse("1 menit")


def parts():
    whole = st.integers(0, 90).map(Decimal)
    amounts = {u: whole if u in ("tahun", "bulan") else st.decimals(0, 90, places=2) for u in UNITS}
    return st.lists(st.sampled_from(UNITS), min_size=1, max_size=4, unique=True).flatmap(
        lambda units: st.tuples(*(st.tuples(st.just(u), amounts[u]) for u in UNITS if u in units))
    )


@given(parts(), st.none() | parts(), st.booleans())
def test_what_is_printed_parses_back_to_the_same(amounts, least, at_most):
    duration = Duration(tuple(amounts), tuple(least) if least else None, at_most)
    assert parse(str(duration)) == duration


@given(st.text(max_size=40))
def test_any_text_is_a_duration_or_refused(text):
    try:
        duration = parse(text)
    except NotADuration:
        return
    assert parse(str(duration)) == duration


@given(parts(), st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)))
def test_around_the_clock_a_day_is_24_hours_and_nothing_goes_back(amounts, start):
    duration = Duration(tuple(amounts))
    end = AROUND_THE_CLOCK.add(start, duration)
    assert end >= start
    if duration.span is not None:
        assert end - start == duration.span


def test_a_month_is_a_month_of_the_calendar():
    start = datetime(2024, 1, 31, 9, tzinfo=UTC)
    assert AROUND_THE_CLOCK.add(start, parse("1 bulan")) == datetime(2024, 2, 29, 9, tzinfo=UTC)
    assert AROUND_THE_CLOCK.add(start, parse("1 tahun 1 jam")) == datetime(2025, 1, 31, 10, tzinfo=UTC)
    assert AROUND_THE_CLOCK.shifted(start, start, start + timedelta(1)) == start + timedelta(1)
    assert parse("0 jam").is_zero


@pytest.mark.parametrize(("text", "day"), [("2022-01-07", 7), ("7 Januari 2022", 7), ("31 Agustus 2023", 31)])
def test_dates(text, day):
    assert dates.parse(text).day == day


@pytest.mark.parametrize(
    ("text", "no_such_day"),
    [("7-1-2022", False), ("2022-02-30", True), ("31 Februari 2022", True), ("1 Foo 2022", False)],
)
def test_no_dates(text, no_such_day):
    with pytest.raises(dates.NotADate) as refused:
        dates.parse(text)
    assert refused.value.no_such_day is no_such_day


def test_a_text_of_two_hundred_characters_is_the_longest():
    assert parse(f"1{'jam':>199}") == parse("1 jam")
    with pytest.raises(NotADuration):
        parse(f"1{'jam':>200}")


@pytest.mark.parametrize(
    "read",
    [
        lambda digits: duration.parse(f"{digits[1]} hari"),
        lambda digits: duration.parse(f"P{digits[2]}D"),
        lambda digits: hours.parse(f"{digits[0]}{digits[8]}:{digits[0]}{digits[0]}-{digits[1]}{digits[6]}:00"),
        lambda digits: instants.parse(f"2026-08-{digits[1]}7T07:30+07:00"),
        lambda digits: dates.parse(f"2026-{digits[0]}{digits[8]}-17"),
    ],
)
def test_a_number_is_written_in_the_digits_0_to_9(read):
    """As the schemas say, by which an editor checks: their digits are these alone."""
    read("0123456789")
    for digits in ("٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９", "०१२३४५६७८९"):
        with pytest.raises(ValueError):
            read(digits)
