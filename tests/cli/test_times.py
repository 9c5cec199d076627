"""All times of one output are in one time zone, which its head names."""

from __future__ import annotations

import re
import runpy
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import sopflow
from sopflow.cli import main
from sopflow.cli.times import Times
from sopflow.people.loading import load_directory
from sopflow.sql import SQLStore
from tests.sop import engine_for, sop

ROOT = Path(__file__).parents[2]
AT = datetime(2026, 11, 26, 3, tzinfo=UTC)
ROWS = "- {id: s, activity: x, actor: a, duration: 2 jam}\n- {id: t, activity: x, actor: b, duration: 2 jam}"


@pytest.fixture
def there(tmp_path, monkeypatch):
    """A database with a case of which one act was entered in the office's zone, and one in UTC."""
    monkeypatch.setenv("TZ", "Asia/Makassar")
    time.tzset()
    clock = sopflow.ManualClock(AT)
    engine = engine_for(sop(ROWS), clock=clock, store=SQLStore(tmp_path / "p.db"))
    run = engine.start("uji", "a", acted_at=datetime.fromisoformat("2026-11-26T10:00+07:00")).id
    clock.advance(timedelta(hours=1))
    engine.complete(run, "s", "a")
    yield lambda *words: main([*words, "--db", str(tmp_path / "p.db"), "--lang", "en"]), run
    monkeypatch.undo()
    time.tzset()


def test_a_history_is_in_one_zone(there, capsys):
    ask, run = there
    assert ask("history", run) == 0
    out = capsys.readouterr().out
    assert "Done (WITA)" in out
    assert "Due (WITA)" in out
    assert "2026-11-26 11:00" in out  # the start, entered as 10:00 WIB
    assert "2026-11-26 12:00" in out
    assert "2026-11-26 10:00" not in out


def test_lists_say_their_zone(there, capsys, monkeypatch):
    ask, run = there
    for words in (("worklist", "--actor", "b"), ("claim", run, "t", "--by", "b")):
        assert ask(*words) == 0
        out = capsys.readouterr().out
        assert "Due (WITA)" in out
        assert "2026-11-26 14:00" in out
    assert ask("activate", "uji") == 0
    assert "Since (WITA)" in capsys.readouterr().out
    monkeypatch.setenv("SOPFLOW_DIRECTORY", str(ROOT / "examples/tangerang.directory.yaml"))
    assert ask("history", run) == 0
    assert "Done (WIB)" in capsys.readouterr().out


def test_a_head_names_both_halves_of_a_year_and_nothing_where_there_are_no_times():
    zone = load_directory(ROOT / "examples/tangerang.directory.yaml").zone
    times = Times(zone)
    assert (times.minute(None), times.heads(("A", "B"), 1)) == ("-", ("A", "B"))
    assert times.minute(AT) == "2026-11-26 10:00"
    assert times.heads(("A", "B"), 1) == ("A", "B (WIB)")


def test_the_example_of_an_office_moves_what_is_running(capsys):
    runpy.run_path(str(ROOT / "examples/office.py"), run_name="__main__")
    out = capsys.readouterr().out
    assert "moved: kec-tangerang 2" in out
    assert "moved: kec-ciledug 2" in out


KALENDER = """\
sopflow: 1
calendar: kantor
title: Kantor
time_zone: Asia/Makassar
hours: {senin-jumat: [08:00-16:00]}
holidays: {}
"""


def test_an_interactive_run_asks_in_the_zone_of_the_sop(tmp_path, monkeypatch, capsys):
    (tmp_path / "kantor.calendar.yaml").write_text(KALENDER)
    (tmp_path / "uji.yaml").write_text(
        "sopflow: 1\nid: uji\ntitle: U\ncalendar: kantor\nactors: {a: A, b: B}\nsteps:\n"
        "  - {id: s, activity: Kerja, actor: a, duration: 2 jam}\n  - {id: w, activity: Tunggu, wait: 1 jam}\n"
    )
    asked = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda text: asked.append(text) or "")
    code = main(["run", str(tmp_path / "uji.yaml"), "--start", "2024-03-12T01:00+00:00", "--lang", "en"])
    out = capsys.readouterr().out
    assert code == 0, out
    assert "2024-03-12 11:00" in out  # 09:00 there, and two hours
    assert any("2024-03-12 10:00" in text for text in asked), asked
    assert "03:00" not in out


def test_no_command_says_a_time_by_itself():
    found = [
        path.name
        for path in sorted((ROOT / "sopflow/cli").glob("*.py"))
        if path.name not in ("times.py", "due.py") and re.search(r"strftime\(.*%H", path.read_text("utf-8"))
    ]
    assert found == []
