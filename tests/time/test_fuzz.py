"""Files that are nearly right (a calendar, a directory, scenarios): findings and typed refusals, never a traceback."""

from __future__ import annotations

import random
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path

import yaml

from sopflow.definition.duration import parse
from sopflow.errors import SopflowError
from sopflow.people.loading import check_bytes as check_directory
from sopflow.scenarios.loading import check_bytes as check_scenarios
from sopflow.time.loading import check_bytes as check_calendar
from tests.share import share

ROOT = Path(__file__).parents[2]
PARTS = [
    None, True, False, 0, -1, 10**30, 1.5, float("inf"), float("nan"), "", " ", "-", "?", "unknown", "x", "22:00-06:00", "08:00-08:00",
    "00:00-24:00", "24:00-24:00", "00:00-00:00", "99:99-99:99", "23:59-23:58", "senin", "minggu-senin", "senin-minggu", "0001-01-01",
    "9999-12-31", "0000-00-00", "2026-02-30", "Asia/Jakarta", "UTC", "..", "/etc/passwd", "Factory", "localtime", "America", "ID", "XX", "100 tahun",
    "999999999 hari", "9999-12-31 23:59 WIB", "0001-01-01 00:00 WIB", "a" * 300, [], {}, [[]], [{}], [None], {"": None}, {"x": {}}, ["08:00-08:00"],
    ["22:00-06:00", "23:00-23:30"], {"senin": ["08:00-08:00"]}, {"senin": ["22:00-06:00"], "selasa": ["05:00-12:00"]}, datetime(1, 1, 1).date(),
]  # fmt: skip
CALENDAR = """\
sopflow: 1
calendar: kantor
title: Kantor
time_zone: America/New_York
hours: {senin-kamis: ["07:30-12:00", "22:00-06:00"], jumat: ["07:30-11:30"]}
holidays: {country: ID, own: {"2026-02-28": Hari jadi}, worked: {"2026-12-25": Masuk}}
periods:
  - {title: Ramadan, from: "2026-02-19", to: 20 Maret 2026, hours: {senin-jumat: ["08:00-12:00"]}, estimate: true}
"""


def places(value, path=()):
    yield path
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield from places(inner, (*path, key))


def nearly(rng, whole):
    """A document with one to three of its parts left out, named otherwise, or something else."""
    made = deepcopy(whole)
    for _ in range(rng.randint(1, 3)):
        path = rng.choice([p for p in places(made) if p])
        holder = made
        for key in path[:-1]:
            holder = holder[key]
        choice = rng.random()
        if choice < 0.15:
            del holder[path[-1]]
        elif choice < 0.3 and isinstance(holder, dict):
            key = rng.choice([p for p in PARTS if isinstance(p, str)])
            holder[key] = holder.pop(path[-1])
        else:
            holder[path[-1]] = deepcopy(rng.choice(PARTS))
        if not made:
            break
    return yaml.safe_dump(made, allow_unicode=True).encode()


def said(checked):
    for found in checked.findings:
        assert found.text(checked.lines, "id")
        assert found.text(checked.lines, "en")


def test_calendars_that_are_nearly_right():
    rng, whole = random.Random(1), yaml.safe_load(CALENDAR)
    usable = 0
    for _ in range(share(150)):
        data = nearly(rng, whole)
        checked = check_calendar(data, "kantor.calendar.yaml")
        said(checked)
        assert (checked.value is None) == any(d.severity == "error" for d in checked.findings), data
        if checked.value is not None:
            usable += 1
            start = datetime(2026, 3, 7, 20, tzinfo=UTC)
            for text in ("3 hari", "30 jam"):
                try:
                    due = checked.value.add(start, parse(text))
                except SopflowError:
                    continue
                assert checked.value.worked(start, due) > start - start
                assert checked.value.is_provisional(start, due) in (True, False)
    assert usable > share(150) // 20


def test_directories_and_scenarios_that_are_nearly_right():
    rng = random.Random(2)
    directory = yaml.safe_load((ROOT / "examples/tangerang.directory.yaml").read_text("utf-8"))
    scenarios = yaml.safe_load((ROOT / "definitions/pengawalan.scenarios.yaml").read_text("utf-8"))
    for _ in range(share(12)):
        checked = check_directory(nearly(rng, directory), "tangerang.directory.yaml")
        said(checked)
        if checked.value is not None:
            for person in list(checked.value.people)[:3]:
                for unit in (None, *list(checked.value.units())[:2]):
                    checked.value.roles(person, datetime(2026, 3, 7, 20, tzinfo=UTC), unit)
        said(check_scenarios(nearly(rng, scenarios), str(ROOT / "definitions/pengawalan.scenarios.yaml")))
