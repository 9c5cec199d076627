"""Answers given beforehand, and output that nobody reads on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sopflow.cli import main

ROOT = Path(__file__).parents[2]
SOP = """\
sopflow: 1
id: uji
title: Uji
actors: {a: A, b: B}
steps:
  - {id: p, activity: Bersama, actor: [a, b], sign_off: all, branches: {Y: end, N: q}}
  - {id: q, activity: Lagi, actor: a, next: p}
"""


@pytest.mark.parametrize("answers", [("p=N", "p=Y"), ("p=n", "P=y")])
def test_an_answer_holds_for_a_visit_whoever_signs_it(tmp_path, capsys, answers):
    (tmp_path / "uji.yaml").write_text(SOP, "utf-8")
    options = [word for answer in answers for word in ("--choose", answer)]
    assert main(["run", str(tmp_path / "uji.yaml"), *options, "--format", "json"]) == 0
    said = capsys.readouterr().out
    assert said.count('"outcome": "N"') >= 1
    assert said.count('"step": "q"') == 1


@pytest.mark.parametrize("closed_before", [True, False])
def test_a_reader_that_leaves_changes_no_exit_code(closed_before):
    reading, writing = os.pipe()
    if closed_before:
        os.close(reading)
    words = [sys.executable, "-m", "sopflow", "check", str(ROOT / "definitions/pengawalan.yaml"), "--notes"]
    done = subprocess.run(words, stdout=writing, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
