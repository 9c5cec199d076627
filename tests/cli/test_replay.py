"""`sopflow record` and `sopflow replay`: what happened becomes a scenario, and is decided again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from sopflow.cli import main

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
    assert (code, "1 scenario(s) written" in out) == (0, True)
    assert ran(capsys, "test", "jalan.scenarios.yaml")[0] == 0
    text = (folder / "pengawalan.yaml").read_text("utf-8")
    (folder / "pengawalan.yaml").write_text(text.replace("N: susun_surat_tugas", "N: perintah_camat"), "utf-8")
    assert ran(capsys, "test", "jalan.scenarios.yaml")[0] == 1


def test_the_same_definition_decides_everything_the_same(folder, capsys):
    code, out, _ = replayed(capsys)
    assert code == 0
    assert "14 events of 1 instance(s): all the same" in out
    report = json.loads(replayed(capsys, "--format", "json")[1])
    assert (report["events"], report["same"], report["torn"]) == (14, True, False)


@pytest.mark.parametrize(
    ("was", "now", "line", "words"),
    [
        ("N: susun_surat_tugas", "N: perintah_camat", 5, "it opened susun_surat_tugas, now perintah_camat"),
        ("duration: 2 Jam", "duration: 3 Jam", 4, "the deadline was"),
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
