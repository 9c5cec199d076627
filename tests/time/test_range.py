"""Instants at the ends of all time: a typed refusal wherever one comes in, at once, in both languages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

import sopflow
from sopflow.definition.duration import parse
from sopflow.errors import SopflowError, TimeOutOfRange
from sopflow.people.loading import load_directory
from sopflow.time import AROUND_THE_CLOCK
from sopflow.time.days_off import DaysOff
from sopflow.time.office import OfficeCalendar
from sopflow.time.shelf import Shelf
from sopflow.time.span import FIRST_YEAR, LAST_YEAR

ROOT = Path(__file__).parents[2]
TANGERANG = Shelf([ROOT / "definitions"])["tangerang"]
ZONES = (UTC, timezone(timedelta(hours=14)), timezone(-timedelta(hours=12)))
ENDS = [
    end.replace(tzinfo=zone)
    for end in (datetime.min, datetime(206, 1, 1), datetime(1500, 1, 1), datetime(2300, 1, 1), datetime.max)
    for zone in ZONES
]
NOW = datetime(2026, 3, 17, 3, tzinfo=UTC)
SOP = sopflow.loads("""\
sopflow: 1
id: surat
title: Surat
calendar: tangerang
actors: {camat: Camat}
extension: {by: camat}
time_limit: 3 hari
steps:
  - {id: tulis, activity: Menulis., actor: camat, duration: 2 hari}
  - {id: kirim, activity: Mengirim., actor: camat, duration: 1 hari}
""")


def calls(calendar, at):
    """Everything of a calendar that an instant can be given to."""
    yield lambda: calendar.add(at, parse("2 hari"))
    yield lambda: calendar.add(at, parse("1 bulan"))
    yield lambda: calendar.shifted(at, NOW, NOW, parse("2 hari"))
    yield lambda: calendar.shifted(NOW, at, NOW, parse("1 jam"))
    if calendar is TANGERANG:
        yield lambda: calendar.worked(at, NOW)
        yield lambda: calendar.worked(NOW, at)
        yield lambda: calendar.is_provisional(at, NOW)
        yield lambda: calendar.is_provisional(NOW, at)
        yield lambda: calendar.working_days(at, NOW)
        yield lambda: list(calendar.skipped(NOW, at))


@pytest.mark.parametrize("at", ENDS, ids=str)
@pytest.mark.parametrize("calendar", [TANGERANG, AROUND_THE_CLOCK])
def test_a_calendar_refuses_it(calendar, at):
    for call in calls(calendar, at):
        try:
            call()
        except TimeOutOfRange as refusal:
            assert f"{FIRST_YEAR}-{LAST_YEAR}" in refusal.message("id")
            assert refusal.message("id") != refusal.message("en")
        else:
            assert calendar is AROUND_THE_CLOCK  # what is far away, and leads back


@pytest.mark.parametrize("calendar", [TANGERANG, AROUND_THE_CLOCK])
@pytest.mark.parametrize(
    "text", ["1 hari", "100 hari kalender", "1 bulan", "100 tahun", "36500 hari", "100 tahun 1 jam"]
)
def test_a_duration_that_ends_outside_is_refused(calendar, text):
    with pytest.raises(TimeOutOfRange):
        calendar.add(datetime(LAST_YEAR, 12, 31, 12, tzinfo=UTC), parse(text))


def test_the_first_and_the_last_year_count():
    for year in range(FIRST_YEAR, LAST_YEAR + 1, 19):  # first of all in the year, with nothing made before
        fresh = OfficeCalendar("x", TANGERANG.zone, TANGERANG._hours, DaysOff())
        start = datetime(year, 3, 1, 3, tzinfo=UTC)
        assert timedelta(days=2) <= fresh.add(start, parse("2 hari")) - start <= timedelta(days=5)


def test_only_years_that_are_needed_are_made():
    made = []
    calendar = OfficeCalendar("x", TANGERANG.zone, TANGERANG._hours, DaysOff())
    whole = calendar._days._made
    calendar._days._made = lambda year: made.append(year) or whole(year)
    for at in ENDS:
        with pytest.raises(TimeOutOfRange):
            calendar.add(at, parse("2 hari"))
    assert made == []


COMMANDS = {
    "complete": lambda e, r, at: e.complete(r.id, "tulis", by="camat", acted_at=at),
    "receive": lambda e, r, at: e.receive(r.id, ["Surat"], by="camat", acted_at=at),
    "start": lambda e, r, at: e.start("surat", by="camat", acted_at=at),
    "extend": lambda e, r, at: e.extend(r.id, None, "camat", "perlu", "1 hari", acted_at=at),
}


def directory():
    return load_directory(ROOT / "examples/tangerang.directory.yaml")


@pytest.mark.parametrize("at", ENDS, ids=str)
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("people", [None, directory()], ids=["names", "directory"])
def test_an_engine_refuses_it_and_nothing_changes(command, at, people):
    engine = sopflow.Engine(calendars={"tangerang": TANGERANG}, clock=sopflow.ManualClock(NOW), directory=people)
    engine.register(SOP)
    unit = "kec-ciledug" if people is not None else None
    run = engine.start("surat", by="dewi" if people else "camat", unit=unit)
    with pytest.raises(SopflowError):
        COMMANDS[command](engine, run, at)
    assert [one.revision for one in engine.instances()] == [1]


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "0206-01-01T00:00:00Z"])
def test_the_service_answers_400(at):
    from starlette.testclient import TestClient

    from sopflow.service import service

    engine = sopflow.Engine(calendars={"tangerang": TANGERANG}, directory=directory())
    engine.register(SOP)
    with TestClient(service(engine, who=lambda _: "dewi"), base_url="http://localhost") as client:
        answer = client.post("/instances", json={"sop": "surat", "unit": "kec-ciledug", "acted_at": at})
        assert 400 <= answer.status_code < 500
        run = client.post("/instances", json={"sop": "surat", "unit": "kec-ciledug"}).json()
        answer = client.post(f"/instances/{run['id']}/complete", json={"step": "tulis", "acted_at": at})
        assert 400 <= answer.status_code < 500


def test_a_directory_refuses_it():
    with pytest.raises(TimeOutOfRange):
        directory().roles("dewi", ENDS[1], "kec-ciledug")


@pytest.mark.parametrize(
    "words",
    [
        ["due", "2 hari", "--from", "0001-01-01T00:00:00+14:00"],
        [
            "due",
            "2 hari",
            "--from",
            "0001-01-01T00:00",
            "--calendar",
            "definitions/calendars/tangerang.calendar.yaml",
        ],
        ["due", "2 hari", "--from", "9999-12-31T23:00:00-12:00"],
        ["run", "definitions/pengawalan.yaml", "--auto", "--start-at", "0001-01-01T00:00:00+14:00"],
        ["run", "definitions/pengawalan.yaml", "--auto", "--start-at", "9999-12-31T23:00"],
        ["run", "definitions/rekomendasi-izin-keramaian.yaml", "--auto", "--start-at", "0001-01-01T00:00"],
    ],
)
def test_the_terminal_says_it(words, capsys, monkeypatch):
    from sopflow.cli import main

    monkeypatch.chdir(ROOT)
    assert main([*words, "--lang", "en"]) in (1, 2)
    assert "1900-2299" in capsys.readouterr().err


def test_a_manual_clock_that_leaves_it_is_refused():
    clock = sopflow.ManualClock(NOW)
    with pytest.raises(TimeOutOfRange):
        clock.advance(timedelta.max)
    assert clock.now() == NOW


def test_a_scenario_says_where(tmp_path):
    from sopflow.scenarios.suite import Suite

    (tmp_path / "surat.yaml").write_text(
        "sopflow: 1\nid: surat\ntitle: Surat\nactors: {camat: Camat}\nsteps:\n"
        "  - {id: tulis, activity: Menulis., actor: camat, duration: 2 hari}\n",
        "utf-8",
    )
    (tmp_path / "surat.scenarios.yaml").write_text(
        "sopflow: 1\nsop: surat\nscenarios:\n  - {name: awal, start: 0001-01-01 00:00 WIB, steps: [camat: tulis]}\n"
        "  - {name: akhir, start: 9999-12-31 23:59 WIB, steps: [camat: tulis]}\n"
        "  - {name: lama, start: 2290-12-31 23:59 WIB, steps: [wait: 100 tahun]}\n",
        "utf-8",
    )
    played = list(Suite([tmp_path / "surat.scenarios.yaml"]).play())
    assert len(played) == 3
    assert all(one.status == "failed" for one in played)
    assert all("1900-2299" in one.text("en") for one in played)
