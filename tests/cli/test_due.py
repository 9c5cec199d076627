"""`sopflow due`, and calendars in the other commands."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from sopflow.cli import main

ROOT = Path(__file__).parents[2]
SOP = """\
sopflow: 1
id: surat
title: Surat
calendar: tangerang
actors: {petugas: Petugas, pemohon: {title: Pemohon, external: true}}
steps:
  - {id: terima, activity: Menerima, actor: petugas, duration: 1 hari}
  - {id: lengkapi, activity: Melengkapi, actor: pemohon, duration: 1 hari}
"""
SCENARIOS = """\
sopflow: 1
sop: surat
start: 2024-01-05 10:00 WIB
scenarios:
  - name: lewat akhir pekan
    steps:
      - {petugas: terima, at: 2024-01-08 10:00 WIB, expect: {late: [], due: {lengkapi: 1 hari kalender}}}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    shutil.copytree(ROOT / "definitions/calendars", tmp_path / "calendars")
    (tmp_path / "surat.yaml").write_text(SOP, "utf-8")
    return tmp_path


def ran(capsys, *arguments):
    code = main(list(arguments))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_it_says_when_and_every_day_that_was_skipped(capsys):
    code, out, _ = ran(
        capsys, "due", "2 hari", "--from", "2026-03-17T10:00", "--calendar", "tangerang", "--format", "json"
    )
    answer = json.loads(out)
    assert (code, answer["due"], answer["provisional"]) == (0, "2026-03-26T10:00:00+07:00", False)
    assert [day["date"] for day in answer["skipped"]] == [f"2026-03-{day}" for day in range(18, 25)]
    assert all(day["reason"] for day in answer["skipped"])
    code, out, _ = ran(
        capsys, "due", "2 hari", "--from", "2026-03-17 10:00", "--calendar", "tangerang", "--lang", "id"
    )
    assert out.startswith("Kamis, 2026-03-26 pukul 10:00 (WIB)")
    assert "2026-03-19 Hari Suci Nyepi" in out


def test_what_is_provisional_is_called_so(capsys):
    _, out, _ = ran(capsys, "due", "3 hari", "--from", "2027-03-05T10:00", "--calendar", "tangerang")
    assert "provisional" in out
    assert "(perkiraan)" in out


def test_calendar_days_skip_nothing_and_without_a_calendar_a_day_is_24_hours(capsys):
    _, out, _ = ran(
        capsys,
        "due",
        "3 hari kalender",
        "--from",
        "2026-03-17T10:00",
        "--calendar",
        "tangerang",
        "--format",
        "json",
    )
    assert json.loads(out)["skipped"] == []
    _, out, _ = ran(capsys, "due", "2 hari", "--from", "2026-03-17T10:00+07:00", "--format", "json")
    assert json.loads(out) == {"due": "2026-03-19T10:00:00+07:00", "skipped": [], "provisional": False}


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["dua hari"], "is not a duration"),
        (["2 hari", "--from", "kemarin"], "is not a time"),
        (["2 hari", "--calendar", "tangerong"], 'did you mean "tangerang"?'),
    ],
)
def test_what_is_wrong_in_the_call_is_told(capsys, arguments, word):
    code, _, err = ran(capsys, "due", *arguments)
    assert code == 2
    assert word in err


def test_a_calendar_file_may_be_named_and_its_errors_are_shown(capsys, folder):
    path = folder / "calendars/tangerang.calendar.yaml"
    assert ran(capsys, "due", "1 hari", "--calendar", str(path))[0] == 0
    path.write_text(path.read_text("utf-8").replace("Asia/Jakarta", "Asia/Jakrta"), "utf-8")
    code, _, err = ran(capsys, "due", "1 hari", "--calendar", str(path))
    assert (code, "SOP603" in err) == (1, True)
    code, out, _ = ran(capsys, "check", ".")
    assert (code, "tangerang.calendar.yaml:5:12: error SOP603" in out) == (1, True)


def test_instances_scenarios_and_walks_count_by_the_calendar(capsys, folder):
    (folder / "surat.scenarios.yaml").write_text(SCENARIOS, "utf-8")
    code, out, _ = ran(capsys, "test", "surat.scenarios.yaml")
    assert code == 0, out
    code, out, err = ran(
        capsys, "run", "surat.yaml", "--auto", "--start-at", "2024-01-05T10:00+07:00", "--format", "json"
    )
    assert err == ""
    assert json.loads(out)["path"][0]["due"] == "2024-01-08T10:00:00+07:00"
    code, out, _ = ran(capsys, "start", "surat.yaml", "--by", "petugas", "--db", "p.db", "--format", "json")
    assert code == 0
    instance = json.loads(out)["id"]
    shutil.rmtree(folder / "calendars")
    code, _, err = ran(capsys, "complete", instance, "terima", "--by", "petugas", "--db", "p.db")
    assert (code, 'there is no calendar "tangerang"' in err) == (1, True)
