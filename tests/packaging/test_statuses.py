"""The statuses of an instance are written down once, with their names for people beside them in `terms.py`."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

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
