"""Nights: shifts over midnight, and nights in which the clock is set, held against a model that counts every minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopflow.definition.duration import parse
from sopflow.time import AROUND_THE_CLOCK
from sopflow.time.days_off import DaysOff
from sopflow.time.office import OfficeCalendar, Period
from sopflow.time.walls import micros_at
from tests.share import share

MINUTE = 60_000_000
NEW_YORK = ZoneInfo("America/New_York")
WIB = ZoneInfo("Asia/Jakarta")
SLOW = settings(max_examples=share(40), deadline=None)
ONE_MINUTE = timedelta(minutes=1)


def span(text):
    begin, end = (int(part[:2]) * 60 + int(part[3:]) for part in text.split("-"))
    return (begin * MINUTE, (end if begin < end else end + 24 * 60) * MINUTE)


def office(zone, hours, **more):
    return OfficeCalendar("x", zone, {day: (span(hours),) for day in range(7)}, DaysOff(**more))


def at(zone, text):
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("hours", "night", "worked"),
    [
        ("22:00-06:00", "2026-10-31 12:00", 9),  # New York sets its clock back: an hour more
        ("22:00-06:00", "2026-03-07 12:00", 7),  # and forward: an hour less
        ("22:00-06:00", "2026-06-01 12:00", 8),
        ("00:00-24:00", "2026-10-31 12:00", 25),
        ("00:00-24:00", "2026-03-07 12:00", 23),
    ],
)
def test_a_night_is_as_long_as_it_lasts(hours, night, worked):
    begin = at(NEW_YORK, night)
    assert office(NEW_YORK, hours).worked(begin, begin + timedelta(days=1)) == timedelta(hours=worked)


def test_hours_go_on_over_the_night_in_which_the_clock_is_set():
    calendar = office(NEW_YORK, "22:00-06:00")
    assert calendar.add(at(NEW_YORK, "2026-10-31 23:00"), parse("4 jam")) == at(NEW_YORK, "2026-11-01 02:00")
    assert calendar.add(at(NEW_YORK, "2026-03-07 23:00"), parse("4 jam")) == at(NEW_YORK, "2026-03-08 04:00")


def test_a_shift_belongs_to_the_day_on_which_it_begins():
    calendar = office(WIB, "22:00-06:00", own={date(2026, 3, 10): "Hari jadi"})  # a Tuesday
    assert calendar.add(at(WIB, "2026-03-09 23:00"), parse("5 jam")) == at(WIB, "2026-03-10 04:00")
    assert calendar.add(at(WIB, "2026-03-09 23:00"), parse("8 jam")) == at(WIB, "2026-03-11 23:00")
    assert calendar.add(at(WIB, "2026-03-10 03:00"), parse("1 hari")) == at(WIB, "2026-03-12 03:00")


def test_the_last_shift_of_a_year_goes_on_in_the_next():
    calendar = office(WIB, "22:00-06:00")
    assert calendar.worked(at(WIB, "2026-12-31 23:00"), at(WIB, "2027-01-01 09:00")) == timedelta(hours=7)
    assert calendar.add(at(WIB, "2027-01-01 03:00"), parse("1 hari")) == at(WIB, "2027-01-02 03:00")


@pytest.mark.parametrize("begin", ["2026-10-31 12:00", "2026-03-07 12:00"])
def test_around_the_clock_a_day_is_24_hours_in_every_zone(begin):
    start = at(NEW_YORK, begin)
    due = AROUND_THE_CLOCK.add(start, parse("24 jam"))
    assert due.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=24)
    assert AROUND_THE_CLOCK.worked(start, due) == timedelta(hours=24)
    later = AROUND_THE_CLOCK.shifted(due, start, due, parse("24 jam"))
    assert later.astimezone(UTC) - due.astimezone(UTC) == timedelta(hours=24)


# -- a slow model: every minute that passes is worked or not by what the clock on the wall says

ZONES = {  # with a day on which the clock is set there
    "America/New_York": ["2026-03-08", "2026-11-01"],
    "Europe/Berlin": ["2026-03-29", "2026-10-25"],
    "Australia/Lord_Howe": ["2026-04-05", "2026-10-04"],  # by half an hour
    "America/Santiago": ["2026-04-04", "2026-09-06"],  # at midnight
    "Africa/Cairo": ["2026-04-24", "2026-10-30"],  # at midnight
    "Pacific/Apia": ["2011-12-30"],  # a day that there never was
    "Asia/Jakarta": ["2026-12-31"],
}
QUARTERS = st.integers(0, 24 * 4 - 1)


@st.composite
def weeks(draw):
    """Hours by weekday; the last shift of a day may go on until the first of the next."""
    week = {}
    for day in sorted(draw(st.sets(st.integers(0, 6), min_size=3))):
        marks = sorted(draw(st.lists(QUARTERS, min_size=2, max_size=4, unique=True)))
        week[day] = [[a * 15 * MINUTE, b * 15 * MINUTE] for a, b in zip(marks[::2], marks[1::2], strict=False)]
    for day, spans in week.items():
        if draw(st.booleans()):
            following = week.get((day + 1) % 7)
            latest = min(following[0][0] if following else 12 * 60 * MINUTE, spans[-1][0])
            spans[-1][1] = 24 * 60 * MINUTE + draw(st.integers(0, max(0, latest // MINUTE))) * MINUTE
    return {day: tuple(map(tuple, spans)) for day, spans in week.items()}


@st.composite
def nights(draw):
    zone = draw(st.sampled_from(sorted(ZONES)))
    middle = date.fromisoformat(draw(st.sampled_from(ZONES[zone])))
    near = st.integers(-4, 4).map(lambda n: middle + timedelta(days=n))
    first = draw(near)
    period = Period("lain", first, first + timedelta(days=draw(st.integers(0, 3))), draw(weeks()))
    periods = [period] if draw(st.booleans()) else []
    calendar = OfficeCalendar(
        "x",
        ZoneInfo(zone),
        draw(weeks()),
        DaysOff(own=dict.fromkeys(draw(st.sets(near, max_size=3)), "libur")),
        periods,
    )
    begin = datetime.combine(middle, datetime.min.time(), UTC) + draw(st.integers(-3000, 3000)) * ONE_MINUTE
    return calendar, begin.astimezone(draw(st.sampled_from([UTC, ZoneInfo(zone), timezone(timedelta(hours=7))])))


def spans_on(calendar, day):
    if day in calendar._days_off._own:
        return ()
    for period in calendar._periods:
        if period.first <= day <= period.last:
            return period.hours.get(day.weekday(), ())
    return calendar._hours.get(day.weekday(), ())


class Wall:
    """The minutes that pass, from some days before an instant on, and whether each is worked."""

    def __init__(self, calendar, begin, days=8):
        self.first = begin.astimezone(UTC).replace(second=0, microsecond=0) - timedelta(days=3)
        self.worked = []
        for number in range(days * 24 * 60):
            here = (self.first + number * ONE_MINUTE).astimezone(calendar.zone)
            if here.fold and self.worked:  # an hour that comes again: whoever was at work when it began stays
                self.worked.append(self.worked[-1])
                continue
            day, minute = here.date(), (here.hour * 60 + here.minute) * MINUTE
            yesterday, now = (spans_on(calendar, d) for d in (day - timedelta(days=1), day))
            self.worked.append(
                any(a <= minute < b for a, b in now)
                or any(a <= minute + 24 * 60 * MINUTE < b for a, b in yesterday)
            )

    def count(self, one, other):
        a, b = ((t - self.first) // ONE_MINUTE for t in (one, other))
        return timedelta(minutes=sum(self.worked[a:b]))

    def later(self, start, minutes):
        number = (start - self.first) // ONE_MINUTE
        while minutes and number < len(self.worked):
            minutes -= self.worked[number]
            number += 1
        return None if minutes else self.first + number * ONE_MINUTE


@given(nights(), st.integers(0, 3 * 24 * 60), st.integers(1, 900))
@SLOW
def test_working_time_is_that_of_counting_every_minute_that_passes(night, minutes, length):
    calendar, start = night
    end = (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)
    wall = Wall(calendar, start)
    assert calendar.worked(start, end) == wall.count(start, end)
    assert calendar.worked(end, start) == -wall.count(start, end)
    expected = wall.later(start, length)
    if expected is not None:
        due = calendar.add(start, parse(f"{length} menit"))
        assert due.astimezone(UTC) == expected  # an hour that comes twice equals nothing of another zone
        assert due.tzinfo is start.tzinfo
        moved = calendar.shifted(due, start, end, parse(f"{length} menit"))
        assert calendar.worked(end, moved) == timedelta(minutes=length)


@given(nights(), st.integers(1, 6))
@SLOW
def test_working_days_follow_each_other_and_can_be_counted_again(night, count):
    calendar, start = night
    dues = [calendar.add(start, parse(f"{days} hari")) for days in range(1, count + 1)]
    assert all(one < other for one, other in pairwise(dues))
    for days, due in enumerate(dues, 1):
        assert calendar.working_days(start, due) == days
        before = (due.astimezone(UTC) - timedelta(microseconds=1)).astimezone(due.tzinfo)
        assert calendar.working_days(start, before) == days - 1


@pytest.mark.parametrize(
    ("start", "length", "due"),
    [
        ("2026-03-17 09:30", "1 bulan", "2026-04-17 09:30"),
        ("2026-01-31 09:30", "1 bulan", "2026-02-28 09:30"),
        ("2028-01-31 09:30", "1 bulan", "2028-02-29 09:30"),
        ("2026-10-31 09:30", "4 bulan", "2027-02-28 09:30"),
        ("2028-02-29 09:30", "1 tahun", "2029-02-28 09:30"),
        ("2026-12-05 09:30", "1 tahun 2 bulan", "2028-02-05 09:30"),
        ("2026-12-31 22:30", "2 bulan 1 hari 3 jam", "2027-03-02 01:30"),
    ],
)
def test_months_and_years_are_those_of_the_calendar_and_what_is_shorter_is_counted_from_there(start, length, due):
    """The 31st becomes the last day there is, before days and hours are counted."""
    assert AROUND_THE_CLOCK.add(at(WIB, start), parse(length)) == at(WIB, due)


@pytest.mark.parametrize(
    ("zone", "skipped", "moment"),
    [
        ("America/New_York", "2026-03-08 02:30", "2026-03-08 07:00"),  # 02:00 EST is 03:00 EDT
        ("America/New_York", "2026-03-08 02:00", "2026-03-08 07:00"),
        ("Europe/Berlin", "2026-03-29 02:59", "2026-03-29 01:00"),
        ("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03 15:30"),  # by half an hour
        ("Pacific/Apia", "2011-12-30 12:00", "2011-12-30 10:00"),  # a whole day that never was
    ],
)
def test_a_time_that_is_skipped_is_the_moment_at_which_the_clock_is_set_forward(zone, skipped, moment):
    found = micros_at(datetime.fromisoformat(skipped), ZoneInfo(zone))
    assert datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=found) == at(UTC, moment)


def test_hours_that_begin_in_what_is_skipped_begin_when_the_clock_is_set():
    calendar = office(NEW_YORK, "02:30-10:00")
    assert calendar.worked(at(NEW_YORK, "2026-03-08 00:00"), at(NEW_YORK, "2026-03-08 12:00")) == timedelta(
        hours=7
    )
