"""A command that asks for a reason is refused without one, whether there is none or only blanks."""

from __future__ import annotations

import pytest

from sopflow import errors
from sopflow.flow.commands import COMMANDS
from tests.engine.test_who_may import CASES

KINDS = [kind for kind, command in COMMANDS.items() if {"reason", "note"} & {*command.required}]


def test_some_commands_ask_for_a_reason():
    assert {"annotate", "skip", "undo", "delegate", "correct"} < {*KINDS}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("note", [None, "", " \t"])
def test_a_command_without_its_reason_is_refused(kind, note, monkeypatch):
    make, (by, *_), _ = CASES[kind]
    engine, run, give = make()
    before, execute, given = engine.instance(run), engine._execute, []

    def without(id, command, *more):
        given.append(command)
        return execute(id, command._replace(note=note), *more)

    monkeypatch.setattr(engine, "_execute", without)
    with pytest.raises(errors.NoteRequired) as refused:
        give(by)
    assert refused.value.message("en").startswith("a note is required to ")
    about = "periksa" if kind == "undo" else given[0].step  # the row that is undone
    assert (refused.value.values["step"], refused.value.values["outcome"]) == (about or kind, kind)
    assert engine.instance(run) == before
