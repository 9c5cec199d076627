"""A folder that may not be read is told by whatever looks for files below it: what is in it was not looked at."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
from pathlib import Path

import pytest

from sopflow.cli import main
from tests.forks import as_nobody, reachable

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
ROOT = Path(__file__).parents[2]


@pytest.fixture(params=[0o000, 0o444, 0o111], ids=["closed", "listed", "entered"])
def folder(request, tmp_path, monkeypatch):
    shutil.copy(ROOT / "definitions/pengusulan-tksk.yaml", tmp_path)
    closed = tmp_path / "bidang" / "rahasia"
    (closed / "dalam").mkdir(parents=True)
    for name in ("lain.yaml", "lain.scenarios.yaml", "dalam/satu.yaml"):
        (closed / name).write_text("bukan SOP", "utf-8")
    reachable(tmp_path)
    monkeypatch.chdir(tmp_path)
    closed.chmod(request.param)
    yield tmp_path
    closed.chmod(0o755)


def told(*words):
    """The exit code and what a command said, as nobody."""

    def work():
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            code = main([*words, "--lang", "en"])
        return json.dumps([code, out.getvalue()])

    work()  # whatever it imports is there: nobody may not read this Python where root has it
    return json.loads(as_nobody(work))


CLOSED = "this file cannot be read: it is a folder, and what is in it cannot be seen [not-readable]"


@pytest.mark.parametrize("place", [".", "bidang", "bidang/rahasia"])
def test_check_tells_it_once_and_fails_as_for_a_file(folder, place):
    code, said = told("check", place)
    assert code == 1
    assert said.count(f"bidang/rahasia:1:1: error SOP001: {CLOSED}") == 1
    assert said.count("SOP001") == 1


def test_the_scenarios_below_it_are_not_taken_to_have_passed(folder):
    code, said = told("test", ".")
    assert code == 1
    assert said.count(CLOSED) == 1


def test_nothing_is_told_of_folders_that_may_be_read(folder):
    (folder / "bidang" / "rahasia").chmod(0o755)
    for name in ("lain.yaml", "lain.scenarios.yaml", "dalam/satu.yaml"):
        (folder / "bidang" / "rahasia" / name).unlink()
    assert told("check", ".")[0] == 0
