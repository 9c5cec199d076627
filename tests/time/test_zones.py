"""Times are shown in the time zone of the SOP's calendar, not in that of the machine or the browser."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

import sopflow
from sopflow.cli import main
from sopflow.time.shelf import Shelf

SOP = """\
sopflow: 1
id: surat
title: Surat
calendar: timur
actors: {camat: Camat, staf: Staf}
steps:
  - {id: tulis, activity: Menulis surat., actor: staf, duration: 1 jam}
  - {id: kirim, activity: Mengirim surat., actor: camat, duration: 1 jam}
"""
CALENDAR = """\
sopflow: 1
calendar: timur
title: Kantor di Jayapura
time_zone: Asia/Jayapura
hours: {senin-minggu: ["00:00-24:00"]}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A machine in Los Angeles, an office in Jayapura."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "surat.yaml").write_text(SOP, "utf-8")
    (tmp_path / "timur.calendar.yaml").write_text(CALENDAR, "utf-8")
    before = os.environ.get("TZ")
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    time.tzset()
    yield tmp_path
    os.environ["TZ"] = before or ""
    if before is None:
        del os.environ["TZ"]
    time.tzset()


START = datetime(2026, 3, 17, 1, 0, tzinfo=UTC)  # 10:00 in Jayapura, the day before in Los Angeles


@pytest.fixture
def stored(folder):
    """A run in a database, with one row done at 10:30 and another due at 11:30."""
    from sopflow.sql import SQLStore

    clock = sopflow.ManualClock(START)
    engine = sopflow.Engine(SQLStore(folder / "proses.db"), clock=clock, calendars=Shelf([folder]))
    engine.register(sopflow.load(folder / "surat.yaml"))
    run = engine.start("surat", by="staf")
    clock.set(START.replace(minute=30))
    return engine, engine.complete(run.id, "tulis", by="staf")


@pytest.mark.parametrize(
    "words",
    [
        ["worklist", "--actor", "camat"],
        ["history", "{run}"],
        ["claim", "{run}", "kirim", "--by", "camat"],
        ["complete", "{run}", "kirim", "--by", "camat", "--note", "x"],
    ],
    ids=" ".join,
)
def test_the_terminal_shows_them_as_the_office_reads_them(folder, stored, capsys, words):
    _, run = stored
    assert main([*(word.format(run=run.id) for word in words), "--db", str(folder / "proses.db")]) == 0
    said = capsys.readouterr().out
    assert "2026-03-16" not in said
    if words[0] != "complete":
        assert "2026-03-17 11:30" in said or "2026-03-17 10:30" in said, said


def test_a_start_without_a_zone_is_in_that_of_the_calendar(folder, capsys):
    assert main(["run", "surat.yaml", "--auto", "--start-at", "2026-03-17T10:00"]) == 0
    assert "2026-03-17 11:00" in capsys.readouterr().out
    assert main(["run", "surat.yaml", "--auto", "--start-at", "2026-03-17T01:00:00Z"]) == 0
    assert "2026-03-17 11:00" in capsys.readouterr().out


def test_a_picture_shows_them_too(folder, stored):
    _, run = stored
    assert main(["render", "--instance", run.id, "-o", "surat.html", "--db", str(folder / "proses.db")]) == 0
    said = Path("surat.html").read_text("utf-8")
    assert "17-03-2026 10:30" in said
    assert "16-03-2026" not in said


def test_the_service_draws_them_too(folder, stored):
    from starlette.testclient import TestClient

    from sopflow.service import service

    engine, run = stored
    with TestClient(service(engine, who=lambda _: "camat"), base_url="http://localhost") as client:
        said = client.get(f"/instances/{run.id}/picture").text
    assert "17-03-2026 10:30" in said
    assert "16-03-2026" not in said


def test_the_studio_sends_them_as_the_office_reads_them(folder, stored):
    from sopflow.studio.folder import Folder
    from sopflow.studio.routes import office, walking
    from sopflow.studio.workspace import RequestBody, Workspace

    engine, run = stored
    desk = Workspace(Folder(folder), engine)
    seen = office.showing(desk, RequestBody({"instance": run.id}))
    assert [one["at"][:16] for one in seen["history"]] == ["2026-03-17T10:00", "2026-03-17T10:30"]  # started, done
    assert all(one["at"].endswith("+09:00") for one in seen["history"])
    assert "17-03-2026 10:30" in str(seen["pages"])
    assert seen["items"][0]["due"] == "2026-03-17T11:30:00+09:00"
    assert office.worklist(desk, RequestBody({"who": "camat"}))["items"][0]["due"].endswith("+09:00")
    assert office.instances(desk, RequestBody({}))["instances"][0]["started"] == "2026-03-17T10:00:00+09:00"
    walked = walking.walking(desk, RequestBody({"path": "surat.yaml", "text": SOP, "acts": []}))
    assert walked["now"].endswith("+09:00")
    assert walked["items"][0]["due"].endswith("+09:00")
