"""A wrong argument of any function for tests is told by its name, with what is wanted; never by an error from within."""

from __future__ import annotations

import inspect
from datetime import datetime

import pytest

import sopflow.testing
from sopflow.errors import BadArgument
from sopflow.testing import Play, SimulatedEngine, assert_refused, assert_run, legal_runs, play
from tests.sop import engine_for, sop

SOP = sop("- {id: p, activity: Menulis, actor: a, optional: true}\n- {id: q, activity: Menilai, actor: b}")
WRONG = object()
DOING = [
    name
    for name, member in inspect.getmembers(Play, inspect.isfunction)
    if not name.startswith("_") and name not in ("expect", "with_people")
]


def needed(name):
    """Arguments that fit, so that only the one that is looked at is wrong."""
    fitting = {
        "step": "p", "to": "b", "note": "x", "length": "1 hari", "until": None, "when": "2024-03-12 08:00 WIB", "outcome": None,
    }  # fmt: skip
    parameters = inspect.signature(getattr(Play, name)).parameters.values()
    return {
        p.name: fitting[p.name]
        for p in parameters
        if p.name in fitting and p.default is p.empty and p.kind is not p.VAR_POSITIONAL
    }


def cases():
    for name in DOING:
        for parameter in inspect.signature(getattr(Play, name)).parameters.values():
            if parameter.name != "self" and parameter.kind not in (
                parameter.VAR_KEYWORD,
                parameter.VAR_POSITIONAL,
            ):
                yield pytest.param(name, parameter.name, id=f"{name}-{parameter.name}")


@pytest.mark.parametrize(("name", "argument"), [*cases()])
def test_no_act_takes_what_it_does_not_know(name, argument):
    arguments = {**needed(name), argument: WRONG}
    with pytest.raises(BadArgument) as caught:
        getattr(play(SOP), name)(**arguments)
    told = caught.value.message("id")
    assert "tidak dapat dipakai; yang diharapkan: " in told
    assert isinstance(caught.value, (TypeError, ValueError)) or argument in (
        "documents",
        "people",
        "fields",
        "only",
    )


@pytest.mark.parametrize(
    ("wanted", "call"),
    [
        ("5 hari", lambda: play(SOP).wait(5)),
        ("5 hari", lambda: play(SOP).wait("lima")),
        ("5 hari", lambda: play(SOP).complete("p", after="lima")),
        ("WIB", lambda: play(SOP).at("kemarin")),
        ("WIB", lambda: play(SOP).at(datetime(2024, 3, 12))),
        ("whole number", lambda: play(SOP).complete("p", visit=0)),
        ("documents", lambda: play(SOP).receive(5)),
        ("mapping", lambda: play(SOP).with_people(5)),
        ("list of texts", lambda: play(SOP).with_people({"budi": 5})),
        ("list of texts", lambda: play(SOP).auto(p=5)),
        ("list of texts", lambda: play(SOP).expect(inside=5)),
        ("list of texts", lambda: play(SOP).expect(active=5)),
        ("list of texts", lambda: play(SOP).expect(path=[5])),
        ("list of texts", lambda: play(SOP).expect(documents=5)),
        ("mapping", lambda: play(SOP).expect(worklist=5)),
        ("list of texts", lambda: play(SOP).expect(who={"a": 5})),
        ("mapping", lambda: play(SOP).expect(done_by=5)),
        ("a list of names", lambda: play(SOP).expect(done_by={"p": 5})),
        ("a text", lambda: play(SOP).expect(status=5)),
        ("5 hari", lambda: play(SOP).expect(elapsed=5)),
        ("a duration or an instant", lambda: play(SOP).expect(due={"p": 5})),
        ("a duration or an instant", lambda: play(SOP).expect(due={"p": "lusa"})),
        ("an SOP's file", lambda: play(5)),
        ("Definition", lambda: play(SOP, 5)),
        ("a text", lambda: play(SOP, name=5)),
        ("roles and units", lambda: play(SOP, directory=5)),
        ("mapping", lambda: play(SOP, calendars=5)),
        ("a text", lambda: play(SOP, unit=5)),
        ("an Engine", lambda: assert_run(5, "x")),
        ("an Instance", lambda: assert_run(engine_for(SOP), 5)),
        ("WIB", lambda: assert_run(engine_for(SOP), "x", now=5)),
        ("not-authorized", lambda: assert_refused(5).__enter__()),
        ("WIB", lambda: SimulatedEngine(5)),
        ("WIB", lambda: SimulatedEngine("kemarin")),
    ],
)  # fmt: skip
def test_every_function_says_what_it_wants(wanted, call, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    with pytest.raises(BadArgument) as caught:
        call()
    assert wanted in str(caught.value)


@pytest.mark.parametrize(
    "wrong", [{"max_moves": "x"}, {"max_moves": -1}, {"finished": 1}, {"detours": None}, {"sop": 5}]
)
@pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning")
def test_a_strategy_says_it_when_it_is_drawn(wrong):
    strategy = legal_runs(**{"sop": SOP, **wrong})
    with pytest.raises(BadArgument):
        strategy.example()


def test_every_public_name_for_tests_is_looked_at():
    looked_at = {"play", "Play", "assert_run", "assert_refused", "SimulatedEngine", "legal_runs", "LegalRun"}
    without_arguments = {"definitions", "StoreContract", "ScenarioFailed", "Expected", "Ports", "World"}
    assert set(sopflow.testing.__all__) == looked_at | without_arguments
