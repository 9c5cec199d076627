"""Calendars as files: what is wrong, where, and what would work."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from sopflow.errors import DefinitionError
from sopflow.time.loading import check, check_bytes, load_calendar
from tests.definition.test_fuzz import COUNT, mutated

ROOT = Path(__file__).parents[2]
FILE = ROOT / "definitions/calendars/tangerang.calendar.yaml"
GOOD = """\
sopflow: 1
calendar: kantor
title: Kantor
time_zone: Asia/Jakarta
hours: {senin-kamis: [07:30-12:00, 13:00-16:00], jumat: [07:30-11:30]}
holidays: {country: ID, own: {2026-02-28: Hari jadi}}
periods:
  - {title: Ramadan, from: 2026-02-19, to: 20 Maret 2026, hours: {senin-jumat: [08:00-12:00]}}
"""


def findings(text):
    checked = check_bytes(text.encode(), "kantor.calendar.yaml")
    return [f"{d.span.line}:{d.span.column} {d.code} {d.message('en')} {d.hint('en')}" for d in checked.findings]


def test_the_shipped_calendar_and_a_good_one_have_no_findings():
    assert check(FILE).findings == ()
    assert findings(GOOD) == []
    assert load_calendar(FILE).name == "tangerang"


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        (
            "Asia/Jakarta",
            "Asia/Jakrta",
            '4:12 SOP603 there is no time zone "Asia/Jakrta" did you mean "Asia/Jakarta"?',
        ),
        ("senin-kamis", "senen-kamis", '5:9 SOP601 "senen-kamis" is not a weekday'),
        ("jumat", "jumta", 'did you mean "jumat"?'),
        ("13:00-16:00", "11:00-16:00", "5:36 SOP602 these hours begin before"),
        ("13:00-16:00", "13:00-13:00", '5:36 SOP113 "13:00-13:00" is not a time range'),
        ("13:00-16:00", "24:00-06:00", '5:36 SOP113 "24:00-06:00" is not a time range'),
        (
            "13:00-16:00",
            "16:00-13:00",
            "5:9 SOP608 the night shift of senin is not over when the hours of selasa begin",
        ),
        ("13:00-16:00", "22:00-06:00, 23:00-24:00", "5:49 SOP602 these hours begin before"),
        ("13:00-16:00", "13-16", "SOP113"),
        ("jumat", "kamis", "5:50 SOP605 kamis was named already"),
        ("country: ID", "country: XX", '6:21 SOP606 there are no holidays for "XX"'),
        ("2026-02-28", "2026-02-30", "SOP108"),
        ("to: 20 Maret 2026", "to: 2026-01-20", "8:22 SOP604 this period ends before it begins"),
        ("hours: {senin-jumat: [08:00-12:00]}", "hour: {}", 'did you mean "hours"?'),
        ("calendar: kantor", "calendar: Kantor", "2:11 SOP103"),
        ("time_zone: Asia/Jakarta\n", "", 'SOP102 missing: "time_zone"'),
    ],
)
def test_a_slip_is_found_at_its_place(was, now, expected):
    assert was in GOOD
    said = findings(GOOD.replace(was, now))
    assert any(expected in line for line in said), said


def test_periods_may_not_overlap():
    again = "  - {title: Lain, from: 2026-03-01, to: 2026-04-01, hours: {senin: [08:00-12:00]}}\n"
    assert any('SOP604 this period overlaps "Ramadan"' in line for line in findings(GOOD + again))


def test_a_calendar_with_errors_is_not_loaded(tmp_path):
    path = tmp_path / "x.calendar.yaml"
    path.write_text(GOOD.replace("Asia/Jakarta", "Mars"), "utf-8")
    with pytest.raises(DefinitionError, match="SOP603"):
        load_calendar(path)
    with pytest.raises(DefinitionError, match="cannot be read"):
        load_calendar(tmp_path / "tidak-ada.calendar.yaml")


def test_mutated_calendars_are_checked_without_a_traceback():
    rng = random.Random(6)
    seeds = [FILE.read_bytes(), GOOD.encode()]
    for _ in range(COUNT // 4):
        checked = check_bytes(mutated(rng, seeds), "x.calendar.yaml")
        for found in checked.findings:
            assert found.text(checked.lines, "id")
            assert found.text(checked.lines, "en")


@pytest.mark.parametrize(
    "hours", ["22:00-06:00", "22.00 - 06.00", "07:30-12:00, 20:00-07:30", "00:00-24:00", "18:00-00:00"]
)
def test_a_shift_over_midnight_is_a_shift(hours):
    assert findings(GOOD.replace("07:30-12:00, 13:00-16:00", hours)) == []


@pytest.mark.parametrize("hours", ["08:00-08:00", "26:00-30:00", "[]", "{}", "null", "22:00"])
def test_a_calendar_in_which_nothing_is_an_hour_is_a_finding(tmp_path, hours):
    path = tmp_path / "kantor.calendar.yaml"
    path.write_text(
        GOOD.replace("{senin-kamis: [07:30-12:00, 13:00-16:00], jumat: [07:30-11:30]}", f"{{senin: [{hours}]}}")
    )
    checked = check(path)
    assert [d.code for d in checked.findings]
    assert checked.value is None
    with pytest.raises(DefinitionError):
        load_calendar(path)
