"""Working days and working time: a table worked out by hand, and a slow model that counts every minute."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopflow.definition.duration import parse
from sopflow.time.days_off import DaysOff
from sopflow.time.loading import load_calendar
from sopflow.time.office import OfficeCalendar, Period
from tests.share import share

ROOT = Path(__file__).parents[2]
TANGERANG = load_calendar(ROOT / "definitions/calendars/tangerang.calendar.yaml")
WIB = ZoneInfo("Asia/Jakarta")
TABLE = list(csv.DictReader((Path(__file__).parent / "due_dates.tsv").open(encoding="utf-8"), delimiter="\t"))
MINUTE = 60_000_000
SLOW = settings(max_examples=share(150), deadline=None)


def wib(text):
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


def test_the_table_is_long_enough():
    assert len(TABLE) >= 60
    assert all(row["why"] for row in TABLE)


@pytest.mark.parametrize("row", TABLE, ids=[f"{r['start']} + {r['duration']}" for r in TABLE])
def test_due_dates_are_as_worked_out_by_hand(row):
    assert TANGERANG.add(wib(row["start"]), parse(row["duration"])) == wib(row["due"]), row["why"]


def test_what_comes_back_is_in_the_zone_of_what_went_in():
    start = datetime(2024, 1, 2, 3, 0, tzinfo=UTC)  # 10:00 in Tangerang
    due = TANGERANG.add(start, parse("1 hari"))
    assert due == datetime(2024, 1, 3, 3, 0, tzinfo=UTC)
    assert due.tzinfo is UTC


# -- a slow model


def spans():
    """One to three spans of a day, by quarters of an hour."""
    marks = st.lists(st.integers(24, 88), min_size=2, max_size=6, unique=True).map(sorted)
    return marks.map(
        lambda m: tuple((a * 15 * MINUTE, b * 15 * MINUTE) for a, b in zip(m[::2], m[1::2], strict=False))
    )


FIRST = date(2023, 12, 1)
DAYS = st.integers(0, 120).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def offices(draw):
    week = {day: draw(spans()) for day in draw(st.sets(st.integers(0, 6), min_size=2))}
    off = draw(st.sets(DAYS, max_size=15))
    begin = draw(DAYS)
    other = {day: draw(spans()) for day in week}
    period = Period("lain", begin, begin + timedelta(days=draw(st.integers(0, 40))), other)
    return OfficeCalendar("x", WIB, week, DaysOff(own=dict.fromkeys(off, "libur")), [period])


def is_worked(office, at):
    """Whether a minute is worked, from the parts alone."""
    day = at.date()
    if day in office._days_off._own:
        return False
    hours = office._hours
    for period in office._periods:
        if period.first <= day <= period.last:
            hours = period.hours
    minute = (at.hour * 60 + at.minute) * MINUTE
    return any(a <= minute < b for a, b in hours.get(day.weekday(), ()))


INSTANTS = st.tuples(DAYS, st.integers(0, 24 * 60 - 1)).map(
    lambda pair: datetime.combine(pair[0], datetime.min.time(), WIB) + timedelta(minutes=pair[1])
)


@given(offices(), INSTANTS, st.integers(1, 1200))
@SLOW
def test_working_time_is_that_of_counting_every_minute(office, start, minutes):
    at, left = start, minutes
    while left:
        left -= is_worked(office, at)
        at += timedelta(minutes=1)
    due = office.add(start, parse(f"{minutes} menit"))
    assert due == at
    assert office.worked(start, due) == timedelta(minutes=minutes)


@given(offices(), INSTANTS, st.integers(1, 12))
@SLOW
def test_working_days_are_those_of_counting_every_day(office, start, days):
    at = start
    while not is_worked(office, at):
        at += timedelta(minutes=1)
    day, left = at.date(), days
    while left:
        day += timedelta(days=1)
        noon = datetime.combine(day, datetime.min.time(), WIB)
        left -= any(is_worked(office, noon + timedelta(minutes=m)) for m in range(0, 24 * 60, 15))
    due = office.add(start, parse(f"{days} hari"))
    assert due.date() == day
    # the same time of day, or the nearest that is worked: no minute between the two is
    same = datetime.combine(day, at.timetz())
    low, high = sorted((due, same))
    if due != same:
        between = [low + timedelta(minutes=m) for m in range(int((high - low) / timedelta(minutes=1)))]
        assert due < same or not any(is_worked(office, m) for m in between)
        assert not is_worked(office, same)
    assert office.working_days(start, due) == days
    assert office.working_days(start, due - timedelta(microseconds=1)) == days - 1


@given(offices(), INSTANTS, INSTANTS, INSTANTS)
@SLOW
def test_measuring_adds_up_and_turns_round(office, one, other, third):
    assert office.worked(one, other) == -office.worked(other, one)
    assert office.worked(one, other) + office.worked(other, third) == office.worked(one, third)


@given(offices(), INSTANTS, st.integers(1, 900), st.integers(0, 3000), st.integers(0, 20000))
@SLOW
def test_while_the_clock_stands_still_no_working_time_is_used_up(office, start, minutes, used, still):
    duration = parse(f"{minutes} menit")
    due = office.add(start, duration)
    suspended = start + timedelta(minutes=used)
    resumed = suspended + timedelta(minutes=still)
    moved = office.shifted(due, suspended, resumed, duration)
    assert office.worked(resumed, moved) == office.worked(suspended, due)


def test_where_no_time_was_left_none_is_left_at_the_beginning_of_a_year():
    office = OfficeCalendar("x", WIB, dict.fromkeys(range(5), ((8 * 60 * MINUTE, 16 * 60 * MINUTE),)), DaysOff())
    due = wib("2025-12-30 16:00")
    for resumed in ("2026-01-01 00:00", "2026-01-01 07:00"):  # before the first working hour of a year
        assert office.shifted(due, due, wib(resumed)) == wib("2025-12-31 16:00")


def test_calendar_days_go_on_by_the_calendar_when_resumed():
    due, suspended, resumed = wib("2024-01-12 10:00"), wib("2024-01-05 10:00"), wib("2024-01-08 12:00")
    assert TANGERANG.shifted(due, suspended, resumed, parse("7 hari kalender")) == due + (resumed - suspended)


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)),
    st.sampled_from(["3 jam", "2 hari", "1 bulan 1 hari"]),
)
@SLOW
def test_any_year_may_come_first(start, text):
    fresh = OfficeCalendar("x", WIB, {0: ((8 * 60 * MINUTE, 9 * 60 * MINUTE),)}, DaysOff())
    warm = OfficeCalendar("x", WIB, {0: ((8 * 60 * MINUTE, 9 * 60 * MINUTE),)}, DaysOff())
    warm.add(wib("2050-01-01 10:00"), parse("1 hari"))
    begin = start.replace(tzinfo=WIB)
    assert fresh.add(begin, parse(text)) == warm.add(begin, parse(text)) > begin


def test_due_dates_ask_for_the_hours_of_each_day_once(monkeypatch):
    asked = Counter()
    hours_on = OfficeCalendar._hours_on
    monkeypatch.setattr(OfficeCalendar, "_hours_on", lambda self, day: asked.update([day]) or hours_on(self, day))
    fresh = load_calendar(ROOT / "definitions/calendars/tangerang.calendar.yaml")
    durations = [parse(t) for t in ("2 hari", "3 jam", "45 menit", "1 bulan 2 hari")]
    for number in range(2_000):
        fresh.add(wib("2024-01-02 10:00"), durations[number % 4])
    assert max(asked.values()) <= 2  # the last day of a year also for the first of the next


# -- days off


@pytest.mark.parametrize(
    ("start", "due", "provisional"),
    [
        ("2026-03-17 10:00", "2026-03-26 10:00", False),  # everything decreed
        ("2027-03-05 10:00", "2027-03-08 10:00", True),  # Lebaran 2027 is an estimate, two days later
        ("2027-04-05 10:00", "2027-04-08 10:00", False),
        ("2027-12-30 10:00", "2028-01-04 10:00", True),  # nothing of 2028 was decreed
        ("2150-01-04 10:00", "2150-01-06 10:00", True),  # the data ends before
        ("2027-02-09 10:00", "2027-02-10 10:00", True),  # Ramadan 1448 is an estimate in the calendar
    ],
)
def test_what_rests_on_estimates_is_provisional(start, due, provisional):
    assert TANGERANG.is_provisional(wib(start), wib(due)) is provisional


def test_skipped_days_are_named_with_their_reason():
    skipped = list(TANGERANG.skipped(wib("2024-02-07 10:00"), wib("2024-02-12 10:00")))
    assert [(str(s.date), s.reason) for s in skipped] == [
        ("2024-02-08", "Isra Mikraj Nabi Muhammad"),
        ("2024-02-09", "Cuti Bersama Tahun Baru Imlek"),
        ("2024-02-10", "Tahun Baru Imlek"),
        ("2024-02-11", "Minggu"),
    ]


def test_own_days_off_and_days_that_are_worked_all_the_same():
    day = date(2024, 1, 3)
    hours = dict.fromkeys(range(5), ((8 * 60 * MINUTE, 12 * 60 * MINUTE),))
    closed = OfficeCalendar("x", WIB, hours, DaysOff("ID", own={day: "Hari jadi"}))
    open_ = OfficeCalendar("x", WIB, hours, DaysOff("ID", worked={date(2024, 1, 1): "Pelayanan"}))
    assert closed.add(wib("2024-01-02 09:00"), parse("1 hari")) == wib("2024-01-04 09:00")
    assert open_.add(wib("2023-12-29 09:00"), parse("1 hari")) == wib("2024-01-01 09:00")


def test_an_office_where_nobody_works_is_refused():
    with pytest.raises(ValueError, match="no working hours"):
        OfficeCalendar("x", WIB, {0: ()}, DaysOff())
