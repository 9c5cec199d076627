"""Who somebody is on a day, and who may act for a position."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sopflow import Role
from tests.people.tangerang import DIRECTORY, NORTH, SOUTH, at


@pytest.mark.parametrize(
    ("person", "day", "unit", "expected"),
    [
        ("ani", "2024-06-30", NORTH, {"camat": Role("definitif", f"{NORTH}/camat")}),
        ("ani", "2024-07-01", NORTH, {}),
        ("ani", "2024-07-01", SOUTH, {"camat": Role("definitif", f"{SOUTH}/camat")}),
        ("ani", "2024-07-01", None, {}),
        ("budi", "2024-08-01", NORTH, {"sekcam": Role("definitif", f"{NORTH}/sekcam"), "camat": Role("Plt.", f"{NORTH}/camat")}),
        ("budi", "2024-10-01", NORTH, {"sekcam": Role("definitif", f"{NORTH}/sekcam"), "camat": Role("substitute", f"{NORTH}/camat", "sekcam")}),
        ("dewi", "2024-08-16", SOUTH, {"sekcam": Role("definitif", f"{SOUTH}/sekcam"), "camat": Role("Plh.", f"{SOUTH}/camat")}),
        ("joko", "2024-08-16", NORTH, {"anggota_trantib": Role("definitif", f"{NORTH}/anggota")}),
        ("siapa", "2024-08-16", NORTH, None),
    ],
)  # fmt: skip
def test_who_somebody_is_on_a_day(person, day, unit, expected):
    assert DIRECTORY.roles(person, at(day), unit) == expected


def test_a_day_begins_at_midnight_where_the_office_is():
    assert DIRECTORY.roles("ani", datetime(2024, 6, 30, 16, 59, tzinfo=UTC), NORTH)
    assert not DIRECTORY.roles("ani", datetime(2024, 6, 30, 17, 0, tzinfo=UTC), NORTH)


def test_those_who_may_are_listed_substitutes_last():
    assert DIRECTORY.holders("camat", at("2024-08-13"), SOUTH) == ("ani", "dewi")
    assert DIRECTORY.holders("camat", at("2024-08-01"), NORTH) == ("budi",)
    assert DIRECTORY.holders("camat", at("2024-11-01"), NORTH) == ("citra", "budi")
