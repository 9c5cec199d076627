"""`sopflow replay`: what happened is decided again, as it is recorded in a journal or a database."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

import sopflow
from sopflow.cli import main
from sopflow.engine.journal import JournalStore
from sopflow.scenarios.walking import Answers, Walk
from sopflow.sql import SQLStore

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    shutil.copy(ROOT / "definitions/pengawalan.yaml", tmp_path)
    run = ["run", "pengawalan.yaml", "--choose", "verifikasi=N", "--auto", "--journal", "j.jsonl"]
    assert main(run) == 0
    capsys.readouterr()
    return tmp_path


def ran(capsys, *arguments):
    code = main(list(arguments))
    said = capsys.readouterr()
    return code, said.out, said.err


def replayed(capsys, *more, against="pengawalan.yaml"):
    return ran(capsys, "replay", "j.jsonl", "--against", against, *more)


def test_a_recorded_journal_is_a_scenario_file_that_passes_and_notices_a_change(folder, capsys):
    code, out, _ = ran(capsys, "record", "j.jsonl", "-o", "jalan.scenarios.yaml")
    assert (code, "1 scenario written" in out) == (0, True)
    assert ran(capsys, "test", "jalan.scenarios.yaml")[0] == 0
    text = (folder / "pengawalan.yaml").read_text("utf-8")
    (folder / "pengawalan.yaml").write_text(text.replace("N: susun_surat_tugas", "N: perintah_camat"), "utf-8")
    assert ran(capsys, "test", "jalan.scenarios.yaml")[0] == 1


def test_the_same_definition_decides_everything_the_same(folder, capsys):
    code, out, _ = replayed(capsys)
    assert code == 0
    assert "14 events of 1 instance: all the same" in out
    report = json.loads(replayed(capsys, "--format", "json")[1])
    assert (report["events"], report["same"], report["torn"]) == (14, True, False)


@pytest.mark.parametrize(
    ("was", "now", "line", "words"),
    [
        ("N: susun_surat_tugas", "N: perintah_camat", 5, "it opened susun_surat_tugas, now perintah_camat"),
        ("duration: 2 Jam", "duration: 3 Jam", 4, "the due time was"),
    ],
)
def test_a_changed_definition_shows_the_first_event_that_would_differ(folder, capsys, was, now, line, words):
    text = (folder / "pengawalan.yaml").read_text("utf-8")
    (folder / "lain.yaml").write_text(text.replace(was, now, 1), "utf-8")
    code, out, err = replayed(capsys, against="lain.yaml")
    assert code == 1
    assert out.startswith(f"j.jsonl:{line}: instance ")
    assert words in out
    assert "is not the version that ran" in err
    named = out.partition("the steps that are named:\n")[2]
    assert "  susun_surat_tugas: 3. Danru menerima perintah" in named
    assert "terima_perintah" not in named  # of which nothing was said


@pytest.mark.parametrize("is_new", [True, False])
def test_where_nothing_was_or_is_it_is_said(folder, capsys, is_new):
    text = (folder / "pengawalan.yaml").read_text("utf-8")
    less = text.replace("outputs: [surat_perintah_walikota]", "outputs: []", 1)
    assert less != text
    (folder / "lain.yaml").write_text(less, "utf-8")
    if is_new:
        (folder / "j.jsonl").unlink()
        assert main(["run", "lain.yaml", "--choose", "verifikasi=N", "--auto", "--journal", "j.jsonl"]) == 0
        capsys.readouterr()
    _, out, _ = replayed(capsys, against="pengawalan.yaml" if is_new else "lain.yaml")
    was, now = ("(none)", "surat_perintah_walikota")[:: 1 if is_new else -1]
    assert f" {was}, now {now}" in out


def test_a_forged_journal_is_found_and_its_line_named(folder, capsys):
    path = folder / "j.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    for number, forged in (
        (7, [*lines[:6], lines[6].replace(b"sekcam", b"camat_"), *lines[7:]]),
        (7, [*lines[:6], *lines[7:]]),
        (8, [*lines[:7], lines[6], *lines[7:]]),
        (7, [*lines[:6], lines[7], lines[6], *lines[8:]]),
    ):
        path.write_bytes(b"".join(forged))
        code, _, err = replayed(capsys)
        assert code == 1
        assert f"j.jsonl:{number}:" in err


def test_a_line_cut_off_by_a_crash_is_no_forgery(folder, capsys):
    path = folder / "j.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    code, out, err = replayed(capsys)
    assert code == 0
    assert "13 events" in out
    assert "the journal's last line was cut off" in err


def test_an_end_that_was_cut_off_is_found_by_a_noted_head(folder, capsys):
    head = json.loads(replayed(capsys, "--format", "json")[1])["head"]
    assert replayed(capsys, "--head", head)[0] == 0
    path = folder / "j.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    assert replayed(capsys)[0] == 0
    code, _, err = replayed(capsys, "--head", head)
    assert code == 1
    assert head in err


def test_a_journal_that_is_not_there_is_told(folder, capsys):
    code, _, err = ran(capsys, "replay", "tidak-ada.jsonl", "--against", "pengawalan.yaml")
    assert code != 0
    assert "tidak-ada.jsonl" in err
    assert "Traceback" not in err


def test_a_definition_that_lost_a_row_is_told_without_a_traceback(folder, capsys):
    text = (folder / "pengawalan.yaml").read_text("utf-8")
    (folder / "lain.yaml").write_text(text.replace("perintah_camat", "perintah_baru"), "utf-8")
    code, out, _ = replayed(capsys, against="lain.yaml")
    assert code == 1
    assert out.startswith("j.jsonl:2: instance ")


def test_replaying_goes_on_after_a_difference_and_counts_each_kind(folder, capsys):
    for answers in (["N", "Y"], ["N", "N", "Y"], ["Y"]):
        store = JournalStore("banyak.jsonl")
        clock = sopflow.ManualClock(datetime(2024, 3, 12, 8, tzinfo=UTC))
        engine = sopflow.Engine(store, clock=clock)
        engine.register(sopflow.load("pengawalan.yaml"))
        walk = Walk(engine, clock, Answers({"verifikasi": answers}), automatic=True)
        walk.to_the_end(engine.start("pengawalan", "camat"))
        store.close()
    text = (folder / "pengawalan.yaml").read_text("utf-8")
    changed = text.replace("N: susun_surat_tugas", "N: perintah_camat").replace(
        "duration: 2 Jam", "duration: 3 Jam", 1
    )
    (folder / "lain.yaml").write_text(changed, "utf-8")
    code, out, _ = ran(capsys, "replay", "banyak.jsonl", "--against", "lain.yaml")
    assert code == 1
    # N is answered 3 times and leads elsewhere; verifikasi opens 2 + 3 + 1 times with another due time
    assert "9 differences in 3 instances" in out
    assert "     6  due time" in out
    assert "     3  rows opened" in out
    more = ("--format", "json", "--show", "1")
    report = json.loads(ran(capsys, "replay", "banyak.jsonl", "--against", "lain.yaml", *more)[1])
    assert report["kinds"] == {"dues": 6, "opened": 3}
    assert (report["differing"], len(report["differences"])) == (3, 1)


def test_a_database_is_replayed_as_a_journal_is(folder, capsys):
    engine = sopflow.Engine(SQLStore("proses.db"))
    engine.register(sopflow.load("pengawalan.yaml"))
    first = engine.start("pengawalan", "camat").id
    engine.start("pengawalan", "camat")
    engine.complete(first, "terima_perintah", "camat")
    engine.store.close()
    database = ("replay", "--db", "proses.db", "--against")
    assert "3 events of 2 instances: all the same" in ran(capsys, *database, "pengawalan.yaml")[1]
    text = (folder / "pengawalan.yaml").read_text("utf-8")
    (folder / "lain.yaml").write_text(text.replace("actor: camat", "actor: sekcam", 1), "utf-8")
    code, out, _ = ran(capsys, *database, "lain.yaml")
    assert code == 1
    # each start opens the row for another actor; the row that was open on record still is the camat's
    assert f"instance {first}, event 1: started by camat: who may go on was terima_perintah: camat, now" in out
    assert "     2  who may go on" in out


def test_instances_of_other_sops_are_left_out_and_counted(folder, capsys):
    shutil.copy(ROOT / "definitions/izin-keramaian-kelurahan.yaml", folder)
    code, _, err = replayed(capsys, against="izin-keramaian-kelurahan.yaml")
    assert code == 1
    assert "1 instance of other SOPs left out: pengawalan" in err
    assert "there are no events" in err


@pytest.mark.parametrize("more", [(), ("j.jsonl", "--db", "proses.db"), ("--db", "proses.db", "--head", "x")])
def test_one_source_is_named(folder, capsys, more):
    code, _, err = ran(capsys, "replay", *more, "--against", "pengawalan.yaml")
    assert (code, "name a journal, or a database with --db" in err) == (2, True)


def test_every_scenario_of_a_journal_has_a_name_of_its_own(folder, capsys):
    engine = sopflow.Engine(JournalStore(folder / "banyak.jsonl"))
    engine.register(sopflow.load(folder / "pengawalan.yaml"))
    for subject in ("Tamu", "Tamu", "Tamu (2)"):
        engine.start("pengawalan", "camat", subject=subject)
    assert ran(capsys, "record", "banyak.jsonl", "-o", "jalan.scenarios.yaml")[0] == 0
    lines = (folder / "jalan.scenarios.yaml").read_text("utf-8").splitlines()
    names = [line.partition("name: ")[2] for line in lines if "- name: " in line]
    assert names == ["Tamu", "Tamu (3)", "Tamu (2)"]


def test_a_recording_that_is_written_outside_the_project_of_its_sop_is_told(folder, capsys, monkeypatch):
    inside, elsewhere = folder / "proyek", folder / "lain"
    inside.mkdir()
    elsewhere.mkdir()
    for name in ("pengawalan.yaml", "j.jsonl"):
        shutil.move(folder / name, inside / name)
    (inside / "pyproject.toml").touch()
    monkeypatch.chdir(elsewhere)
    record = ("record", str(inside / "j.jsonl"), "--against", str(inside / "pengawalan.yaml"))
    code, out, err = ran(capsys, *record, "-o", "jalan.scenarios.yaml")
    assert (code, "1 scenario written" in out) == (1, True)
    assert "is not in the same project as jalan.scenarios.yaml, so sopflow test does not read it from there" in err
    assert ran(capsys, "test", "jalan.scenarios.yaml")[0] == 1
    there = str(inside / "jalan.scenarios.yaml")
    assert ran(capsys, *record, "-o", there)[::2] == (0, "")
    assert ran(capsys, "test", there)[0] == 0
