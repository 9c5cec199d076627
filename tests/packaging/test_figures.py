"""The page of figures shows what was measured, and nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.benchmarks import kept
from tests.generate import figures

ROOT = Path(__file__).parents[2]
LINES = (ROOT / "docs/figures.jsonl").read_text("utf-8").splitlines()


def test_every_line_has_its_commit_and_every_figure():
    assert LINES
    for line in LINES:
        one = json.loads(line)
        assert re.fullmatch(r"[0-9a-f]{10}", one["commit"])
        assert one["figures"].keys() == figures.COLUMNS.keys()
        assert all(value > 0 for value in one["figures"].values())
        assert one["load"] <= kept.QUIET * one["cores"]


@pytest.mark.parametrize("load", [1.1, 15.6])
def test_a_busy_machine_has_no_figures(monkeypatch, tmp_path, capsys, load):
    monkeypatch.setattr(kept, "FILE", tmp_path / "figures.jsonl")
    monkeypatch.setattr(kept, "git", lambda *_: "")
    monkeypatch.setattr("os.getloadavg", lambda: (load, 0.0, 0.0))
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(kept, "measured", dict)
    assert kept.main() == 1
    assert f"load {load}" in capsys.readouterr().out
    assert not kept.FILE.exists()
    monkeypatch.setattr("os.getloadavg", lambda: (1.0, 0.0, 0.0))
    assert kept.main() == 0
    assert json.loads(kept.FILE.read_text())["load"] == 1.0


def test_each_is_in_the_table_once_the_newest_first():
    page = (ROOT / "docs/figures.md").read_text("utf-8")
    commits = [json.loads(line)["commit"] for line in LINES]
    assert re.findall(r"^\| `(\w+)` \|", page, re.M) == commits[::-1]


def test_a_drawing_has_zero_at_the_bottom_and_the_greatest_at_the_top():
    (left, top), (right, middle) = figures.points([200, 100])
    bottom = figures.HEIGHT - figures.EDGE
    assert (left, right) == (figures.EDGE, figures.WIDTH - figures.EDGE)
    assert top == figures.EDGE
    assert middle == (top + bottom) / 2
    assert figures.points([5]) == [(figures.EDGE, figures.EDGE)]
