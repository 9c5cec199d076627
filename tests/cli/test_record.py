"""`sopflow record`: what happened becomes a scenario that passes."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import sopflow
from sopflow.cli import record
from sopflow.engine.journal import JournalStore
from sopflow.people.loading import load_directory
from sopflow.sql import SQLStore
from sopflow.time.shelf import calendars_near
from tests.cli.test_replay import ran

# -- what a recording says, and that it is played before it is said to be good

SURAT = """sopflow: 1
id: surat
title: Surat
calendar: kantor
actors: {a: A, b: B, c: C}
steps:
  - {id: p, activity: Menulis, actor: a, duration: 2 jam}
  - {id: q, activity: Meneken, actor: [a, b], sign_off: all}
"""
KALENDER = """sopflow: 1
calendar: kantor
title: Kantor
time_zone: Asia/Jayapura
hours: {senin-jumat: [08:00-16:00]}
"""
PEJABAT = """sopflow: 1
directory: kantor
title: Kantor
time_zone: Asia/Jayapura
positions:
  camat: {title: Camat, actors: a, substitutes: sekcam}
  sekcam: {title: Sekcam, actors: c}
  kasi: {title: Kasi, actors: b, many: true}
people:
  sam: {name: Sam, holds: [{position: camat}]}
  tia: {name: Tia, holds: [{position: sekcam}]}
  una: {name: Una, holds: [{position: kasi}]}
"""


@pytest.fixture
def office(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in (
        ("surat.yaml", SURAT),
        ("kantor.calendar.yaml", KALENDER),
        ("kantor.directory.yaml", PEJABAT),
    ):
        (tmp_path / name).write_text(text)
    return tmp_path


def happened(*acts):
    """A run by the office's people, on a clock with microseconds, in a database."""
    clock = sopflow.ManualClock(datetime(2024, 3, 11, 23, 0, 0, 123456, tzinfo=UTC))
    engine = sopflow.Engine(
        SQLStore("proses.db"),
        clock=clock,
        directory=load_directory("kantor.directory.yaml"),
        calendars=calendars_near(Path()),
    )
    engine.register(sopflow.load("surat.yaml"))
    run = engine.start("surat", "sam", subject="Surat keramaian RT 05").id
    for act, *arguments in acts:
        clock.set(clock.now() + timedelta(minutes=7))
        getattr(engine, act)(run, *arguments)
    engine.store.close()
    return run


def test_a_run_that_a_substitute_signed_is_a_scenario_that_passes(office, capsys):
    run = happened(("complete", "p", "tia"), ("sign_off", "q", "tia"), ("sign_off", "q", "una"))
    code, out, err = ran(capsys, "record", run, "--db", "proses.db", "-o", "jalan.scenarios.yaml")
    assert (code, err) == (0, "")
    assert "1 scenario written" in out
    assert ran(capsys, "test", "jalan.scenarios.yaml")[0] == 0


def test_times_are_the_offices_and_the_name_is_the_subject(office, capsys):
    run = happened(("complete", "p", "sam"))
    _, out, _ = ran(capsys, "record", run, "--db", "proses.db")
    assert "name: Surat keramaian RT 05" in out
    assert "start: 2024-03-12 08:00 WIT" in out
    assert "{sam: p, at: 2024-03-12 08:07 WIT}" in out
    assert "UTC" not in out


def test_where_several_files_have_the_sop_the_option_that_names_one_is_told(office, capsys):
    run = happened(("complete", "p", "sam"))
    (office / "lain.yaml").write_text(Path("surat.yaml").read_text())
    code, _, err = ran(capsys, "record", run, "--db", "proses.db")
    assert code == 2
    assert '"lain.yaml", "surat.yaml"' in err
    assert "--against FILE" in err
    assert ran(capsys, "record", run, "--db", "proses.db", "--against", "surat.yaml")[0] == 0


def test_claims_and_delegations_are_recorded(office, capsys):
    run = happened(
        ("claim", "p", "sam"), ("release", "p", "sam"), ("delegate", "p", "sam", "una", "dinas luar"), ("complete", "p", "una")
    )  # fmt: skip
    code, out, err = ran(capsys, "record", run, "--db", "proses.db")
    assert (code, err) == (0, "")
    assert "{claim: p, by: sam, at: 2024-03-12 08:07 WIT}" in out
    assert "{release: p, by: sam, at: 2024-03-12 08:14 WIT}" in out
    assert "{delegate: p, by: sam, at: 2024-03-12 08:21 WIT, note: dinas luar, to: una}" in out
    assert "{una: p, at: 2024-03-12 08:28 WIT}" in out


def test_what_no_scenario_can_say_is_told(office, capsys, monkeypatch):
    run = happened(("claim", "p", "sam"), ("release", "p", "sam"), ("claim", "p", "sam"), ("complete", "p", "sam"))
    played = record.play
    monkeypatch.setattr(
        record, "play",
        lambda scenario, *more: played(replace(scenario, people={"sam": ()}) if "claim" in {a.kind for a in scenario.acts} else scenario, *more),
    )  # fmt: skip
    code, _, err = ran(capsys, "record", run, "--db", "proses.db", "-o", "jalan.scenarios.yaml")
    assert code == 0
    assert "left out, because a scenario cannot express it: 2 claim, 1 release" in err
    _, _, err = ran(capsys, "record", run, "--db", "proses.db", "-o", "lain.scenarios.yaml", "--lang", "id")
    assert "tidak dapat ditulis dalam skenario, jadi dilewati: 2 klaim, 1 lepas" in err


def test_what_was_undone_is_marked(office, capsys):
    run = happened(("complete", "p", "sam"), ("undo_last", "sam", "keliru"), ("complete", "p", "sam"))
    _, out, _ = ran(capsys, "record", run, "--db", "proses.db")
    marked = [line for line in out.splitlines() if line.endswith("  # undone later")]
    assert marked == ["      - {sam: p, at: 2024-03-12 08:07 WIT}  # undone later"]


def test_a_recording_that_does_not_pass_is_told_before_anybody_relies_on_it(office, capsys):
    run = happened(("complete", "p", "sam"))
    (office / "surat.yaml").write_text(SURAT.replace("actor: a,", "actor: b,"))
    code, _, err = ran(capsys, "record", run, "--db", "proses.db", "-o", "jalan.scenarios.yaml")
    assert code == 1
    assert 'the scenario "Surat keramaian RT 05" does not pass when it is played: ' in err
    assert '"sam" may not do "1. Menulis"' in err


def test_a_run_that_moved_to_another_version_is_left_out_and_the_others_are_written(office, capsys):
    clock = sopflow.ManualClock(datetime(2024, 3, 12, tzinfo=UTC))
    engine = sopflow.Engine(JournalStore("jalan.jsonl"), clock=clock, calendars=calendars_near(Path()))
    engine.register(sopflow.load("surat.yaml"))
    moved, stayed = (engine.start("surat", "a", subject=subject).id for subject in ("Pindah", "Tetap"))
    newer = SURAT.replace("title: Surat", "title: Surat\nversion: 2")
    engine.register(sopflow.loads(newer, name="surat.yaml"))
    list(engine.migrate("surat", to="2", by="a", instances=[moved]))
    engine.complete(stayed, "p", "a")
    engine.store.close()
    code, out, err = ran(capsys, "record", "jalan.jsonl", "--against", "surat.yaml")
    assert code == 1
    assert f'"{moved}" moved to another version' in err
    assert "name: Tetap" in out
    assert "Pindah" not in out


# -- what people said and what a file can hold


@pytest.mark.parametrize(
    "said", ["a\u0000b", "a\u001bb", "a\u200bb", "a\u202eb", "a\uffffb", "a\U0010ffffb", "a\u3164b", "a\ud800b", " dua  spasi ", "baris\nbaru"]
)  # fmt: skip
def test_whatever_people_said_is_recorded_in_a_file_that_is_read_and_passes(office, capsys, said):
    run = happened(("annotate", "sam", said), ("complete", "p", "sam"))
    code, out, _ = ran(capsys, "record", run, "--db", "proses.db", "-o", "jalan.scenarios.yaml")
    assert (code, "1 scenario written" in out) == (0, True)
    assert ran(capsys, "test", "jalan.scenarios.yaml")[0] == 0


def test_subjects_that_differ_in_blanks_only_are_two_scenarios(office, capsys):
    clock = sopflow.ManualClock(datetime(2024, 3, 12, tzinfo=UTC))
    engine = sopflow.Engine(JournalStore("jalan.jsonl"), clock=clock, calendars=calendars_near(Path()))
    engine.register(sopflow.load("surat.yaml"))
    for subject in ("Tamu A", "Tamu  A"):
        engine.start("surat", "a", subject=subject)
    engine.store.close()
    assert ran(capsys, "record", "jalan.jsonl", "--against", "surat.yaml", "-o", "jalan.scenarios.yaml")[0] == 0
    assert ran(capsys, "test", "jalan.scenarios.yaml")[0] == 0


def test_a_row_of_nobody_in_particular_done_by_somebody_whom_only_the_directory_knows(office, capsys):
    (office / "surat.yaml").write_text(SURAT.replace("actor: a,", "actor: unknown,"))
    run = happened(("complete", "p", "tia"))
    code, out, err = ran(capsys, "record", run, "--db", "proses.db")
    assert (code, err) == (0, "")
    assert "tia: []" in out


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM sopflow_event WHERE revision = 1",
        """UPDATE sopflow_event SET body = replace(body, '"completed"', '"x"') WHERE revision = 2""",
        """UPDATE sopflow_event SET body = replace(body, '"type"', '"typ"') WHERE revision = 2""",
    ],
)
def test_events_that_were_changed_by_hand_are_told_without_a_traceback(office, capsys, damage):
    run = happened(("complete", "p", "sam"))
    with sqlite3.connect("proses.db") as database:
        database.execute(damage)
    for command in (
        ("replay", "--db", "proses.db", "--against", "surat.yaml"),
        ("record", run, "--db", "proses.db"),
    ):
        code, _, err = ran(capsys, *command)
        assert code == 1
        assert "Traceback" not in err
        assert err.strip()
