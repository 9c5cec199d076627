"""The page of figures shows what was measured, and nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path

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
