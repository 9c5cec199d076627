"""The limits that docs/limits.md states are those of the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from sopflow import budget
from sopflow.conformance.alignment import LEAST
from sopflow.conformance.log import MAX_LABELS
from sopflow.definition import files
from sopflow.definition.loading import MAX_FINDINGS
from sopflow.definition.reading import composer
from sopflow.flow import routing
from sopflow.paper import sheets
from sopflow.paper.office import figures, numbering, package
from sopflow.paper.pdf import apart, opening
from sopflow.paper.sheets import gathering, packed
from sopflow.scenarios.walking import MAX_ACTS

ROOT = Path(__file__).parents[2]
STATED = [line for line in (ROOT / "docs/limits.md").read_text("utf-8").splitlines() if line.startswith("|")]


@pytest.mark.parametrize(
    ("line", "limits"),
    [
        ("| a definition,", (files.MAX_BYTES, composer.MAX_NODES, composer.MAX_DEPTH)),
        ("| findings in one file", (MAX_FINDINGS,)),
        ("| a table to import", (sheets.MAX_BYTES,)),
        ("| its rows", (gathering.MAX_ROWS,)),
        ("| its columns", (gathering.MAX_COLUMNS,)),
        ("| its cells", (gathering.MAX_CELLS,)),
        ("| its text", (gathering.MAX_CHARACTERS,)),
        ("| a Word or Excel", (packed.MAX_UNPACKED, packed.MAX_XML, packed.MAX_ENTRIES)),
        ("| a PDF", (opening.MAX_PAGES, opening.MAX_STREAM, opening.MAX_UNPACKED)),
        ("| what a PDF draws", (opening.MAX_CONTENT, opening.MAX_PATHS, opening.MAX_LETTERS, opening.MAX_DRAWN)),
        ("| a table in a PDF", (opening.MAX_WORK,)),
        ("| the process that reads a PDF", (apart.MAX_MEMORY, apart.MAX_SECONDS)),
        ("| one part of it", (package.MAX_TAGS,)),
        ("| its shapes", (figures.MAX_SHAPES,)),
        ("| groups, tables", (figures.MAX_DEPTH,)),
        ("| a rule by which Word", (numbering.MAX_LEVELS, numbering.MAX_LABEL)),
        ("| `check`", (budget.CHECKING,)),
        ("| `scenarios generate`", (budget.GENERATING,)),
        ("| `test --mutate`", (budget.MUTATING,)),
        ("| `conform` ", (budget.ALIGNING, LEAST)),
        ("| `conform`: states", (budget.ALIGNING_STATES,)),
        ("| `conform`: different events", (MAX_LABELS,)),
        ("| a table or diagram to draw", (budget.TABLE,)),
        ("| `render`", (budget.DRAWING,)),
        ("| `run --auto`", (MAX_ACTS,)),
        ("| rows open at once", (routing.MAX_OPEN,)),
        ("| rows that pass", (routing.MAX_OPEN,)),
        ("| SOPs that call", (routing.MAX_DEPTH,)),
    ],
)
def test_each_limit_is_the_one_that_is_stated(line, limits):
    stated = next(one for one in STATED if one.startswith(line))
    assert all(f" {limit:,} " in stated.replace(";", " ").replace(",  ", " ") for limit in limits), stated


def test_the_readme_points_to_the_limits():
    assert "docs/limits.md" in (ROOT / "README.md").read_text("utf-8")
