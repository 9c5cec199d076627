"""A calendar that an SOP names and that is not there: an error wherever the SOP is played, never a day of 24 hours."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import sopflow
from sopflow.cli import main
from sopflow.errors import DefinitionError, UnknownCalendar
from sopflow.testing import play
from sopflow.time import AROUND_THE_CLOCK

ROOT = Path(__file__).parents[2]
SOP = """\
sopflow: 1
id: surat
title: Surat
{calendar}
actors: {{camat: Camat, staf: {{title: Staf{own}}}}}
steps:
  - {{id: tulis, activity: Menulis surat., actor: staf, duration: 2 hari}}
  - {{id: kirim, activity: Mengirim surat., actor: camat, duration: 1 hari}}
"""
SCENARIO = "sopflow: 1\nsop: surat\nscenarios:\n  - name: biasa\n    steps: [staf: tulis, camat: kirim]\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "calendars").mkdir()
    shutil.copy(ROOT / "definitions/calendars/tangerang.calendar.yaml", tmp_path / "calendars")
    written(tmp_path, "calendar: tangerang")
    (tmp_path / "surat.scenarios.yaml").write_text(SCENARIO, "utf-8")
    return tmp_path


def written(folder, calendar, own=""):
    (folder / "surat.yaml").write_text(SOP.format(calendar=calendar, own=own), "utf-8")


WAYS = [
    ["check", "surat.yaml"],
    ["check", "."],
    ["test", "surat.scenarios.yaml"],
    ["test", "."],
    ["run", "surat.yaml", "--auto"],
    ["start", "surat.yaml", "--by", "staf", "--db", "proses.db"],
    ["scenarios", "generate", "surat.yaml"],
    ["replay", "jalan.jsonl", "--against", "surat.yaml"],
    ["record", "jalan.jsonl", "--against", "surat.yaml"],
]


@pytest.mark.parametrize("words", WAYS, ids=" ".join)
@pytest.mark.parametrize("place", ["sop", "actor"])
def test_every_way_in_names_it_with_its_place_and_what_was_meant(folder, capsys, words, place):
    main(["run", "surat.yaml", "--auto", "--journal", "jalan.jsonl"])
    capsys.readouterr()
    if place == "sop":
        written(folder, "calendar: tangerrang")
    else:
        written(folder, "calendar: tangerang", ", calendar: tangerrang")
    assert main([*words, "--lang", "en"]) != 0
    captured = capsys.readouterr()
    said = captured.out + captured.err
    line = "surat.yaml:4:11" if place == "sop" else "surat.yaml:5:"
    assert line in said, said
    assert "SOP230" in said
    assert 'did you mean "tangerang"?' in said


@pytest.mark.parametrize("words", WAYS[:8], ids=" ".join)
def test_a_calendar_that_is_there_is_used(folder, capsys, words):
    main(["run", "surat.yaml", "--auto", "--journal", "jalan.jsonl"])
    assert main(words) == 0, capsys.readouterr()


def test_the_studio_names_it(folder):
    from sopflow.studio.folder import Folder
    from sopflow.studio.routes.drawing import drawing
    from sopflow.studio.routes.walking import walking
    from sopflow.studio.workspace import RequestBody, Workspace

    desk = Workspace(Folder(folder))
    text = SOP.format(calendar="calendar: tangerrang", own="")
    asked = RequestBody({"path": "surat.yaml", "text": text, "lang": "en", "acts": []})
    found = json.dumps(drawing(desk, asked))
    assert "SOP230" in found
    assert walking(desk, asked) == {"broken": True}


def test_from_python_it_is_an_error_until_it_is_given(folder):
    written(folder, "calendar: tangerrang")
    sop = sopflow.load(folder / "surat.yaml")  # a host may bring its own calendars
    with pytest.raises(UnknownCalendar, match='did you mean "tangerang"'):
        play(sop).complete("tulis")
    with pytest.raises(UnknownCalendar, match="tangerrang"):
        sopflow.Engine().register(sop)
    with pytest.raises(DefinitionError, match="SOP230"):
        play(folder / "surat.yaml")
    assert [d.code for d in sopflow.check(folder / "surat.yaml").findings if d.severity == "error"] == ["SOP230"]
    play(sop, calendars={"tangerrang": AROUND_THE_CLOCK}).complete("tulis").complete("kirim")


def test_what_only_looks_at_an_sop_needs_no_calendar(folder):
    written(folder, "calendar: tangerrang")
    assert main(["show", "surat.yaml"]) == 0
    assert main(["render", "surat.yaml", "-o", "surat.svg"]) == 0


def test_a_calendar_that_changes_is_read_again(folder):
    """The studio and a test run see what the file says now."""
    first = play(folder / "surat.yaml").at("2026-03-17 10:00 WIB").start()
    (folder / "calendars/tangerang.calendar.yaml").write_text(
        "sopflow: 1\ncalendar: tangerang\ntitle: Lain\ntime_zone: Asia/Jakarta\nhours: {senin: [08:00-12:00]}\n",
        "utf-8",
    )
    then = play(folder / "surat.yaml").at("2026-03-17 10:00 WIB").start()
    assert first.run.active[0].due != then.run.active[0].due
