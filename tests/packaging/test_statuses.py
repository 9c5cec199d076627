"""The statuses of an instance are written down once, with their names for people beside them in `terms.py`."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

import sopflow
from sopflow.flow.lifecycle import STATUSES, UNFINISHED, Status
from sopflow.terms import STATUSES as NAMED

HERE = Path(sopflow.__file__).parent
ALLOWED = {
    "flow/lifecycle.py": "the one place",
    "flow/commands/undo.py": "two of them, in which it may be given",
    "flow/names.py": "kinds of events, of which three are called like a status",
    "terms.py": "their names for people",
}


def lists(source: str) -> list[int]:
    """The lines of lists, tuples, sets and tables that name two statuses."""
    found = []
    for node in ast.walk(ast.parse(source)):
        parts = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", [])
        said = {part.value for part in parts if isinstance(part, ast.Constant)}
        if len(said & set(STATUSES)) > 1:
            found.append(node.lineno)
    return found


def partly_listed(line: str, least: int) -> bool:
    """Whether a line about a status names most of them, of which at least so many are missing."""
    named = {status for status in STATUSES if re.search(rf'`"?{status}"?`', line)}
    is_about_it = re.search(r"\bstatus", line, re.IGNORECASE) is not None
    return is_about_it and len(named) > 2 and len(STATUSES) - len(named) >= least


def test_nobody_else_lists_them():
    found = {p.relative_to(HERE).as_posix() for p in HERE.rglob("*.py") if lists(p.read_text("utf-8"))}
    assert found == set(ALLOWED)


def test_the_detector_sees_a_list():
    assert lists('X = ("running", "suspended")') == [1]
    assert lists('X = {"running": 1, "cancelled": 2}') == [1]
    assert lists('X = ("running", "other")') == []


def test_there_is_a_name_for_each_and_an_end_to_some():
    assert tuple(NAMED) == STATUSES == get_args(Status)
    assert UNFINISHED == ("running", "suspended")


ROOT = HERE.parent
PAGES = [
    page.relative_to(ROOT).as_posix()
    for page in ROOT.glob("docs/*.md")
    if any(partly_listed(line, 0) for line in page.read_text("utf-8").splitlines())
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_lists_them_lists_them_all(page):
    """As the values that programs compare with; what may be given in some of them is another matter (`docs/engine.md`)."""
    wrong = [line for line in (ROOT / page).read_text("utf-8").splitlines() if partly_listed(line, 1)]
    assert wrong == []


def test_the_pages_that_list_them_are_found():
    assert {"docs/api.md", "docs/events.md", "docs/stores.md", "docs/format.md", "docs/format.id.md"} <= {*PAGES}


def test_a_list_that_lacks_one_is_found():
    assert partly_listed("| `status` | `running`, `suspended`, `completed` |", 1)
    assert not partly_listed("| `status` | `running`, `suspended`, `completed`, `cancelled` |", 1)
    assert not partly_listed("| `annotate(id)` | a note | `running`, `suspended` |", 0)
