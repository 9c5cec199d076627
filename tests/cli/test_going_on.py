"""What is wrong with one file is told of that file; the others are checked and played."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from sopflow.cli import main
from sopflow.time import shelf

ROOT = Path(__file__).parents[2]
SOP = """sopflow: 1
id: hitung
title: Hitung
calendar: {calendar}
actors: {{a: A, b: B}}
steps:
  - {{id: s, activity: x, actor: a, duration: 1 Jam}}
  - {{id: t, activity: y, actor: b, duration: 1 Jam}}
"""
SCENARIOS = "sopflow: 1\nsop: hitung\nscenarios:\n  - {name: satu, steps: [auto]}\n"
CALENDAR = "sopflow: 1\ncalendar: kantor\ntitle: Jam kantor\ntime_zone: Asia/Jakarta\nhours: {senin-jumat: [08.00-16.00]}\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Two SOPs with scenarios, of which one names a calendar."""
    monkeypatch.chdir(tmp_path)
    for name in ("pengawalan.yaml", "pengawalan.scenarios.yaml"):
        shutil.copy(ROOT / "definitions" / name, tmp_path)
    (tmp_path / "hitung.yaml").write_text(SOP.format(calendar="kantor"), "utf-8")
    (tmp_path / "hitung.scenarios.yaml").write_text(SCENARIOS, "utf-8")
    (tmp_path / "kantor.calendar.yaml").write_text(CALENDAR, "utf-8")
    shelf._calendar.cache_clear()
    return tmp_path


def checked(capsys):
    code = main(["check", ".", "--format", "json", "--lang", "en"])
    found = json.loads(capsys.readouterr().out)
    return (
        code,
        found["files"],
        {(one["file"], one["code"]) for one in found["findings"] if one["severity"] == "error"},
    )


def played(capsys):
    code = main(["test", ".", "--format", "json", "--lang", "en"])
    found = json.loads(capsys.readouterr().out)
    return code, {one["sop"] for one in found["results"] if one["status"] == "passed"}


def test_nothing_is_wrong_at_first(folder, capsys):
    assert checked(capsys) == (0, 5, set())
    assert played(capsys) == (0, {"pengawalan", "hitung"})


@pytest.mark.parametrize("lacks", ["package", "country"])
def test_a_calendar_that_cannot_be_read_stops_nothing_else(folder, capsys, monkeypatch, lacks):
    country = "ID" if lacks == "package" else "XX"
    (folder / "kantor.calendar.yaml").write_text(f"{CALENDAR}holidays: {{country: {country}}}\n", "utf-8")
    (folder / "salah.yaml").write_text(
        SOP.format(calendar="kantor").replace("hitung", "salah").replace("actor: b", "actor: c")
    )
    if lacks == "package":
        monkeypatch.setitem(sys.modules, "holidays", None)
    code, files, errors = checked(capsys)
    assert (code, files) == (1, 6)
    assert errors == {
        ("kantor.calendar.yaml", "SOP606"), ("hitung.scenarios.yaml", "SOP505"), ("salah.yaml", "SOP201"),
    }  # fmt: skip
    assert played(capsys) == (1, {"pengawalan"})


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", 'this needs the package "holidays": pip install "sopflow[office]"'),
        ("id", 'perlu paket "holidays": pip install "sopflow[office]"'),
    ],
)
def test_what_to_install_is_said_of_the_calendar(folder, capsys, monkeypatch, lang, said):
    (folder / "kantor.calendar.yaml").write_text(f"{CALENDAR}holidays: {{country: ID}}\n", "utf-8")
    monkeypatch.setitem(sys.modules, "holidays", None)
    assert main(["check", "kantor.calendar.yaml", "--lang", lang]) == 1
    out = capsys.readouterr().out
    assert out.startswith("kantor.calendar.yaml:6:21: ")
    assert said in out


def test_files_that_cannot_be_read_stop_nothing_else(folder, capsys):
    for name in (
        "x.yaml",
        "x.scenarios.yaml",
        "x.calendar.yaml",
        "x.directory.yaml",
        "x.glossary.yaml",
        "x.office.yaml",
    ):
        (folder / name).write_bytes(b"\xff\xfe\x00")
    code, files, errors = checked(capsys)
    assert (code, files) == (1, 11)
    assert {file for file, _ in errors if file.startswith("x.")} == {
        f"x.{kind}yaml" for kind in ("", "scenarios.", "calendar.", "directory.", "glossary.", "office.")
    }
    assert played(capsys) == (1, {"pengawalan", "hitung"})
