"""In which time zone people read times: that of a calendar, of a file, or of a list of several SOPs."""

from __future__ import annotations

from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest

import sopflow
from sopflow.cli.times import zone_of as zone_of_list
from sopflow.definition.refs import Ref
from sopflow.engine.directory import FixedDirectory
from sopflow.time import AROUND_THE_CLOCK
from sopflow.time.calendar import AroundTheClock
from sopflow.time.calendar import zone_of as zone_of_calendar
from sopflow.time.zones import zone_of as zone_of_file
from tests.sop import sop

JAKARTA, MAKASSAR = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Makassar")


class Zoned(AroundTheClock):
    def __init__(self, zone: object) -> None:
        self.zone = zone


@pytest.mark.parametrize("zone", [JAKARTA, timezone(timedelta(hours=7))])
def test_a_calendar_may_have_a_zone_of_any_kind(zone):
    assert zone_of_calendar(Zoned(zone)) is zone


def test_a_calendar_without_one_or_with_something_else_has_none():
    assert zone_of_calendar(AROUND_THE_CLOCK) is None
    assert zone_of_calendar(Zoned("Asia/Jakarta")) is None


class Office(FixedDirectory):
    zone: tzinfo = MAKASSAR


ROWS = "- {id: s, activity: x, actor: a}"


def engine_with(directory=None) -> sopflow.Engine:
    engine = sopflow.Engine(calendars={"barat": Zoned(JAKARTA), "tengah": Zoned(MAKASSAR)}, directory=directory)
    for name, head in (("satu", "calendar: barat"), ("dua", "calendar: barat"), ("tiga", "calendar: tengah")):
        engine.register(sop(ROWS, name=name, head=head))
    return engine


def test_a_list_is_in_the_zone_of_its_sops_where_it_is_one():
    engine = engine_with(Office({"x": {"a"}}))
    assert zone_of_list(engine, ["satu", "dua", "satu"]) is JAKARTA
    assert zone_of_list(engine, ["tiga"]) is MAKASSAR


def test_a_list_of_sops_in_several_zones_is_in_that_of_the_directory_or_the_machine():
    assert zone_of_list(engine_with(Office({"x": {"a"}})), ["satu", "tiga"]) is MAKASSAR
    assert zone_of_list(engine_with(), ["satu", "tiga"]) is None
    assert zone_of_list(engine_with(), []) is None
    assert zone_of_list(engine_with(Office({"x": {"a"}})), []) is MAKASSAR
    assert zone_of_list(engine_with(Office({"x": {"a"}})), ["tidak-terdaftar"]) is MAKASSAR


@pytest.mark.parametrize(
    ("text", "meant"), [("Asia/Jakart", "Asia/Jakarta"), ("../etc/passwd", None), ("Asia", None)]
)
def test_a_file_names_a_zone_that_there_is_or_is_told_so(text, meant):
    found = []
    assert zone_of_file(Ref(text), found) is None
    assert [one.code for one in found] == ["SOP603"]
    assert meant is None or meant in found[0].hint("id")
