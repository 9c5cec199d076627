"""What is to be known of a command, or of an event, stands in the command's module and nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import sopflow
from sopflow.flow.command import CommandKind
from sopflow.flow.commands import ACTS, COMMANDS, EVENTS
from sopflow.flow.event import EventType
from sopflow.flow.lifecycle import Status
from sopflow.scenarios.model import ActKind
from sopflow.scenarios.verbs import VERB_OF, VERBS

HERE = Path(sopflow.__file__).parent
LISTED = {
    "cli/commands.py": "modules of the terminal, of which three are named as commands",
    "flow/command.py": "the type of their names",
    "flow/event.py": "the type of their names",
    "restate/requests.py": "requests of objects",
    "scenarios/expecting.py": "what counts as done by somebody, for `done_by`",
    "scenarios/model.py": "the type of the verbs' names",
    "scenarios/rules/commands.py": "examples that are tried",
    "scenarios/writing.py": "what is written with `by`",
    "scenarios/uses.py": "what each verb uses, held to `VERBS` by its own test",
    "scenarios/verbs.py": "the verbs that differ from their commands",
    "studio/routes/office.py": "paths of the page",
    "terms.py": "triggers of the small machine, in Indonesian",
    "testing/strategies.py": "commands that are drawn by chance",
}
"""Places that list names for another reason."""


def test_every_command_and_every_event_has_its_module():
    assert {"start", *COMMANDS} == set(get_args(CommandKind))
    assert set(EVENTS) == set(get_args(EventType))
    assert {kind.command for kind in EVENTS.values()} <= {"start", *COMMANDS}


def test_every_command_becomes_some_event_and_says_what_it_does_where_may_can_name_it():
    assert {"start", *COMMANDS} == {kind.command for kind in EVENTS.values()}
    on_rows = {kind for kind, one in COMMANDS.items() if one.target == "row"}
    assert {"start", *COMMANDS} - set(ACTS) <= on_rows


def test_scenarios_have_every_command_of_people():
    assert set(VERB_OF) == {kind for kind, one in COMMANDS.items() if one.given_by != "the engine"} - {"migrate"}
    assert {"start", *VERB_OF.values()} <= set(VERBS) <= set(get_args(ActKind))


def lists_of_names(source: str) -> Iterator[int]:
    """The lines of lists, tuples, sets and tables that name two commands, or two kinds of events."""
    names, kinds = set(get_args(EventType)) - set(get_args(Status)), set(get_args(CommandKind))
    for node in ast.walk(ast.parse(source)):
        parts = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", [])
        said = {part.value for part in parts if isinstance(part, ast.Constant)}
        if len(said & names) > 1 or len(said & kinds) > 1:
            yield node.lineno


def test_nobody_else_lists_them():
    files = [p for p in HERE.rglob("*.py") if "flow/commands" not in p.as_posix()]
    found = {p.relative_to(HERE).as_posix(): [*lists_of_names(p.read_text("utf-8"))] for p in files}
    others = {place: lines for place, lines in found.items() if lines and place not in LISTED}
    assert not others, f"say it in the command's module: {others}"
    assert {place for place in LISTED if not found.get(place)} == set(), "these list them no more"


def test_the_detector_sees_a_list():
    assert list(lists_of_names('X = frozenset({"claimed", "released"})')) == [1]
    assert list(lists_of_names('def f(kind):\n    return kind in ("undo", "claim")')) == [2]
    assert list(lists_of_names('X = {"undo": 1, "claim": 2}')) == [1]
    assert not list(lists_of_names('X = ("undo", "other")'))
