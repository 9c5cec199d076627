"""`sopflow report`: counted by hand on a small SOP."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import sopflow
from sopflow.cli import main
from sopflow.cli.report import _spoken
from sopflow.sql import SQLStore
from tests.sop import sop

START = datetime(2024, 3, 12, 8, 0, tzinfo=UTC)
SOP = sop(
    """
- {id: p, activity: =Menulis, actor: a, duration: 2 jam}
- {id: q, activity: Memeriksa, actor: b, duration: 1 hari, branches: {Y: end, N: p}}
""",
    head="time_limit: 1 hari",
)


@pytest.fixture(autouse=True)
def filled(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    clock = sopflow.ManualClock(START)
    engine = sopflow.Engine(SQLStore("p.db"), clock=clock)
    engine.register(SOP)
    one = engine.start("uji", "a").id
    for hours, step, by, outcome in (
        (1, "p", "a", None),
        (3, "q", "b", "N"),
        (4, "p", "a", None),
        (30, "q", "b", "Y"),
    ):
        clock.advance(timedelta(hours=hours))
        engine.complete(one, step, by, outcome)
    other = engine.start("uji", "a").id
    clock.advance(timedelta(hours=2))
    engine.complete(other, "p", "a")
    engine.cancel(engine.start("uji", "a").id, "a")


def reported(capsys, *arguments):
    assert main(["report", "--db", "p.db", *arguments]) == 0
    return capsys.readouterr().out


def test_it_counts_rows_times_lateness_and_returns(capsys):
    (one,) = json.loads(reported(capsys, "--format", "json"))["sops"]
    assert (one["instances"], one["statuses"]) == (3, {"completed": 1, "running": 1, "cancelled": 1})
    assert (one["ends"], one["late"], one["longest_seconds"]) == ({"end": 1}, 1, 38 * 3600)
    p, q = one["steps"]
    # p took 1, 4 (late) and 2 hours (just in time); q took 3 and 30 (late)
    assert (p["count"], p["mean_seconds"], p["longest_seconds"]) == (3, 7 * 3600 / 3, 4 * 3600)
    assert (p["late"], p["returned"], p["outcomes"]) == (1, 1, {"done": 3})
    assert (q["count"], q["late"], q["returned"], q["outcomes"]) == (2, 1, 1, {"N": 1, "Y": 1})


def test_only_what_was_done_in_the_time_asked_for_counts(capsys):
    (one,) = json.loads(reported(capsys, "--format", "json", "--to", "2024-03-12"))["sops"]
    assert [step["count"] for step in one["steps"]] == [2, 1]
    assert one["instances"] == 0
    (later,) = json.loads(reported(capsys, "--format", "json", "--from", "2024-03-13"))["sops"]
    assert [step["count"] for step in later["steps"]] == [1, 1]
    assert main(["report", "--db", "p.db", "--from", "kemarin"]) == 2


def test_as_a_table_and_as_csv_without_formulas(capsys):
    out = reported(capsys, "--lang", "id")
    assert "Uji  (uji 1): 3 proses, 1 selesai, 1 dibatalkan" in out
    assert "2 jam 20 menit" in out
    assert "1 (33 %)" in out
    rows = list(csv.DictReader(io.StringIO(reported(capsys, "--format", "csv"))))
    assert [row["count"] for row in rows] == ["3", "2"]
    assert rows[0]["activity"] == "'=Menulis"
    assert [row["outcomes"] for row in rows] == ["done: 3", "N: 1; Y: 1"]
    assert float(rows[0]["mean_seconds"]) == 7 * 3600 / 3
    assert main(["report", "--db", "p.db", "--sop", "lain"]) == 2


def test_a_row_that_was_never_done_has_no_time(capsys):
    """No time is not a time of zero: whoever takes the mean of a column of the CSV would count it."""
    engine = sopflow.Engine(SQLStore("p.db"))
    engine.start("uji", "a")
    rows = list(csv.DictReader(io.StringIO(reported(capsys, "--format", "csv", "--from", "2025-01-01"))))
    assert [(row["count"], row["mean_seconds"], row["longest_seconds"]) for row in rows] == [("0", "", "")] * 2
    (one,) = json.loads(reported(capsys, "--format", "json", "--from", "2025-01-01"))["sops"]
    assert [(step["mean_seconds"], step["longest_seconds"]) for step in one["steps"]] == [(None, None)] * 2


def test_the_columns_of_the_csv_are_those_that_the_docs_name(capsys):
    said = (Path(__file__).parents[2] / "docs/engine.md").read_text("utf-8")
    named = said[said.index("`--format csv` has a line for each row") :].split("`--format json`")[0]
    columns = next(csv.reader(io.StringIO(reported(capsys, "--format", "csv"))))
    assert re.findall(r"`([a-z_]+)`", named) == columns


def test_times_are_rounded_and_not_cut():
    assert _spoken(timedelta(seconds=119.7), "id") == "2 menit"
    assert _spoken(timedelta(seconds=119.4), "en") == "1 minute 59 seconds"


def test_what_was_undone_is_no_work_and_a_skip_only_a_skip(capsys):
    clock = sopflow.ManualClock(START)
    engine = sopflow.Engine(SQLStore("r.db"), clock=clock)
    engine.register(
        sop(
            """
- {id: p, activity: Menulis, actor: a, duration: 2 jam}
- {id: q, activity: Memeriksa, actor: b, optional: true, branches: {Y: r, N: p}}
- {id: r, activity: Mengirim, actor: a, optional: true}
"""
        )
    )
    run = engine.start("uji", "a").id
    clock.advance(timedelta(hours=1))
    engine.complete(run, "p", "a")
    engine.undo_last(run, "a", "keliru")
    clock.advance(timedelta(hours=2))
    engine.complete(run, "p", "a")  # after 3 hours, so late
    engine.complete(run, "q", "b", "Y")
    engine.skip(run, "r", "a", "tidak perlu")
    other = engine.start("uji", "a").id
    engine.complete(other, "p", "a")
    engine.skip(other, "q", "b", "jelas", "Y")
    assert main(["report", "--db", "r.db", "--format", "json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)["sops"]
    p, q, r = one["steps"]
    assert (p["count"], p["longest_seconds"], p["late"], p["skipped"]) == (2, 3 * 3600, 1, 0)
    assert (q["count"], q["skipped"], q["outcomes"]) == (1, 1, {"Y": 1})
    assert (r["count"], r["skipped"], r["returned"], r["outcomes"]) == (0, 1, 0, {})
    assert main(["report", "--db", "r.db", "--lang", "id"]) == 0
    decided = next(line for line in capsys.readouterr().out.splitlines() if "Memeriksa" in line)
    assert [cell.strip() for cell in decided.split("|")][-2:] == ["1", "Y: 1"]


def test_the_evaluation_stands_alone_says_the_same_figures_and_runs_nothing(capsys, tmp_path):
    assert main(["report", "--db", "p.db", "--html", "evaluasi.html", "--lang", "id", "--from", "2024-03-01"]) == 0
    assert "evaluasi.html ditulis" in capsys.readouterr().out
    page = (tmp_path / "evaluasi.html").read_text("utf-8")
    for said in (
        "Masa yang dinilai: 2024-03-01 sampai sekarang",
        "3 proses: 1 selesai, 1 dibatalkan, 1 masih berjalan atau ditunda.",
        "rata-rata 1 hari 14 jam",
        "1 → 2 N → 1 → 2 Y",
        "Pada 1 dari 1 proses yang selesai ada langkah yang dikerjakan lebih dari sekali.",
        "Serah-terima",
        "<figure",
        "Dievaluasi oleh",
    ):
        assert said in page, said
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org", "")
    both = reported(capsys, "--html", "lagi.html", "--format", "json")
    assert json.loads(both)["sops"][0]["instances"] == 3
    assert "3 instances" in (tmp_path / "lagi.html").read_text("utf-8")
