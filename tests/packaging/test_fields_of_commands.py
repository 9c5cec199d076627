"""What a command says arrives wherever it is given: a field that a surface lacks is named, and none is left out on the way."""

from __future__ import annotations

import inspect
from datetime import UTC, datetime

import pytest

from sopflow.app.requests import command_body
from sopflow.engine.engine import Engine
from sopflow.flow.command import Command, More, Paper
from sopflow.flow.commands import COMMANDS, EVENTS
from sopflow.flow.commands.fields import FIELDS
from sopflow.flow.event import details_of
from sopflow.flow.flow import Flow
from sopflow.frozen import Frozen
from sopflow.scenarios.model import Act
from sopflow.scenarios.recording import recorded
from sopflow.scenarios.rehearsal import Rehearsal
from sopflow.scenarios.uses import OF_COMMANDS
from sopflow.scenarios.verbs import COMMAND_OF, HANDS, WORK
from sopflow.testing import Play
from tests.generate import __main__ as generator
from tests.generate.places import UNSAID, lacking, places
from tests.sop import sop

SOP = sop("- {id: p, activity: P, actor: a, fills: [nama]}", head="actors: {a: A, b: B}\nfields: {nama: Nama}")
OF_PEOPLE = {verb: one for verb, one in COMMAND_OF.items() if one.kind != "migrate"}


def test_no_place_lacks_a_field():
    assert [*lacking()] == []


@pytest.mark.parametrize("at", range(len([*places()])), ids=lambda at: f"{at}-{[*places()][at].file}")
def test_a_place_that_lacks_one_is_named(monkeypatch, capsys, at):
    every = [*places()]
    needed = next(f for f in FIELDS if f not in every[at].without)
    name = every[at].names.get(needed, needed)
    every[at] = every[at]._replace(known={*every[at].known} - {name})
    monkeypatch.setattr("tests.generate.places.places", lambda: every)
    assert any(line.startswith(f"{every[at].file}: ") and f"`{name}`" in line for line in lacking())
    monkeypatch.setattr(generator, "stale", lambda files: ())
    assert generator.main(["--check"]) == 1
    told = capsys.readouterr().out
    assert every[at].file in told
    assert "docs/commands.md" in told


def test_a_field_that_nobody_knows_is_told_alone(monkeypatch):
    monkeypatch.delitem(FIELDS, "length")
    (told,) = lacking()
    assert told.startswith("sopflow/flow/commands/fields.py: no field `length`, which the command `")


@pytest.mark.parametrize("command", OF_PEOPLE.values(), ids=lambda one: one.kind)
def test_a_body_says_what_each_of_its_members_is(command):
    body = command_body(command)
    assert [*body["properties"]] == [FIELDS[one].argument for one in command.fields]
    for one in command.fields:
        assert body["properties"][FIELDS[one].argument]["description"] == FIELDS[one].description.en


@pytest.mark.parametrize("verb", OF_PEOPLE)
def test_a_scenario_hands_on_every_field(monkeypatch, verb):
    command = OF_PEOPLE[verb]
    rehearsal = Rehearsal([Flow(SOP)])
    rehearsal.perform(Act("start"))
    given = {}
    monkeypatch.setattr(Engine, command.call, lambda _, __, **said: given.update(said))
    rehearsal.perform(Act(verb, step="p" if command.target != "instance" else None, by="a"))
    assert {*given} == {"by", *(FIELDS[one].argument for one in command.fields if one not in UNSAID)}


@pytest.mark.parametrize("verb", OF_PEOPLE)
def test_a_chain_takes_every_key(verb):
    command = OF_PEOPLE[verb]
    taken = {*inspect.signature(getattr(Play, command.kind)).parameters}
    on_row = command.target != "instance"
    for field in command.fields:
        if field not in UNSAID and (field != "step" or on_row):
            assert OF_COMMANDS[field] in taken, field


SAID = {
    "note": "x", "papers": (Paper("surat", "1"),), "choose": (("b", "a"),), "acted_at": datetime(2026, 3, 2, tzinfo=UTC),
    "length": "2 hari", "person": "b", "people": (("a", ("ani",)),), "fields": Frozen({"nama": "Ani"}), "erased": ("nama",),
}  # fmt: skip
STORED = {"reason": "note", "documents": "papers"}
"""What a command calls a field where that is another name."""
OF_ACTS = {"length": "lasts", "person": "to", "erased": "only"}
"""What an act calls it where that is another name."""


@pytest.mark.parametrize("verb", OF_PEOPLE)
def test_a_record_keeps_what_scenarios_can_say(verb):
    """Also what no command of today says so: a new one may."""
    kind = OF_PEOPLE[verb].kind
    engine = Engine()
    engine.register(SOP)
    run = engine.start(str(SOP.id), "a")
    (start,) = engine.history(run.id)
    becomes = next(name for name, one in EVENTS.items() if one.command == kind)
    said = Command(kind, "a", "p", more=More(**SAID))
    event = start._replace(revision=2, type=becomes, step=said.step, opened=(), details=details_of(said))
    (one,) = recorded([start, event], lambda _: Flow(SOP))
    for name in ("by", *SAID):
        held = getattr(one.scenario.acts[-1], OF_ACTS.get(name, name))
        assert held, f"sopflow/scenarios/recording.py drops `{name}`"


def test_every_field_has_a_sample_here():
    needed = {STORED.get(one, one) for one in FIELDS} - {"step", "outcome", "visit", "to", "data"}
    assert needed == {*SAID}, f"SAID of {__file__} must have a sample of each: {needed ^ {*SAID}}"
    assert {*HANDS, *WORK} <= {*OF_PEOPLE}
    assert {one.command for one in EVENTS.values()} >= {*COMMANDS}
