"""One verdict: what a person is offered is accepted of them, and nothing else is; over SOPs, people and histories by chance."""

from __future__ import annotations

import json
from datetime import UTC, date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.definition.loading import loads
from sopflow.errors import DefinitionError, Refusal
from sopflow.flow.authority import RECORDED
from sopflow.flow.commands import COMMANDS
from sopflow.people.directory import Holding, OfficeDirectory, Person, Position, Unit
from sopflow.terms import COMMANDS as TERMS
from sopflow.testing.strategies import drafts
from tests.flow.offering import (
    ACTORS,
    GIVEN,
    NOW,
    PEOPLE,
    PICKS,
    TO_ANOTHER,
    accepted,
    begun,
    candidates,
    engine_of,
    everybody_at,
    lived,
    offices,
    places,
)
from tests.share import share

WHO = (*ACTORS, "starter", "anyone", "nobody")


@st.composite
def procedures(draw):
    """SOPs with all that decides who may: substitutes, outsiders, `may`, and rows that are done apart or together."""
    plain = draw(drafts())
    whole = json.loads(json.dumps(plain))
    bound = {"is": "starter", "recorded_by": ["b"]} if draw(st.booleans()) else {}
    whole["actors"] = {
        "a": {"title": "A", "external": True, **bound} if bound or draw(st.booleans()) else "A",
        "b": {"title": "B", "substitutes": draw(st.sampled_from([[], ["c"]]))},
        "c": "C",
    }
    kinds = st.sampled_from(
        ["start", "cancel", "suspend", "resume", "receive", "annotate", "extend", "reassign", "undo"]
    )
    may = draw(
        st.dictionaries(kinds, st.lists(st.sampled_from(WHO), min_size=1, max_size=2, unique=True), max_size=3)
    )
    if may:
        whole["may"] = may
    for at, row in enumerate(whole["steps"]):
        if at and "actor" in row and draw(st.integers(0, 3)) == 0:
            row[draw(st.sampled_from(["separate_from", "same_as"]))] = whole["steps"][
                draw(st.integers(0, at - 1))
            ]["id"]
    for one in (whole, {**whole, "may": {}}, plain):
        try:
            return loads(json.dumps(one))
        except DefinitionError:
            continue
    raise AssertionError("unreachable")


@given(procedures(), offices(), PICKS)
@settings(max_examples=share(8), deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_offered_is_what_is_accepted(definition, office, picks):
    engine, clock = engine_of(definition, office)
    everybody = everybody_at(office)
    run = begun(engine, definition.id, everybody)
    if run is None:
        return
    state = lived(engine, clock, run, everybody, picks)
    for by in everybody:
        offered = {(one.command, one.step, one.visit) for one in engine.may(run.id, by)}
        for kind in GIVEN:
            for step, visit, row in places(state, kind):
                command = accepted(engine, state, candidates(engine, state, kind, by, row))
                if kind in TO_ANOTHER and command is None:
                    continue
                assert ((kind, step, visit) in offered) == (command is not None), (kind, step, by, command)


@given(procedures(), offices(), PICKS)
@settings(max_examples=share(100), deadline=None, suppress_health_check=list(HealthCheck))
def test_a_worklist_has_what_a_person_may_do_in_their_own_right_or_has_in_hand(definition, office, picks):
    engine, clock = engine_of(definition, office)
    everybody = PEOPLE[:-1] if office is not None else ACTORS
    try:
        run = engine.start(definition.id, everybody[0])
    except Refusal:
        return
    state = lived(engine, clock, run, everybody, picks)
    for by in everybody:
        listed = {(item.step, item.visit) for item in engine.worklist(person=by)}
        expected = set()
        for one in engine.may(run.id, by):
            if one.command == "complete":
                row = state.open_row(one.step, one.visit)
                command = accepted(engine, state, candidates(engine, state, "complete", by, row))
                effects = engine._decided(state, command).event.effects
                if effects.capacity == RECORDED:  # listed for those alone who hold the position that records
                    listed.discard((one.step, one.visit))
                    continue
                in_hand = any(claim.person == by for claim in row.claims)
                is_anybodys = row.actors == ("unknown",)  # listed for those alone who hold a position there
                if is_anybodys and not in_hand:
                    listed.discard((one.step, one.visit))
                elif effects.acting_as is None or in_hand:
                    expected.add((one.step, one.visit))
        assert listed == expected, by


def test_what_was_delegated_by_somebody_who_may_no_longer_is_in_nobodys_worklist():
    last = date(2026, 3, 12)
    office = OfficeDirectory(
        "d", UTC, [Unit("kantor", "K")], [Position("a", "a", ("a",)), Position("b", "b", ("b",))],
        [
            Person("ani", "ani", (Holding("a", "kantor", last=last),)), Person("budi", "budi", (Holding("b", "kantor"),)),
        ],
    )  # fmt: skip
    clock = sopflow.ManualClock(NOW)
    engine = sopflow.Engine(clock=clock, directory=office)
    engine.register(
        loads("sopflow: 1\nid: uji\ntitle: Uji\nactors: {a: A, b: B}\nsteps: [{id: s, activity: x, actor: a}]\n")
    )
    run = engine.start("uji", "ani")
    engine.delegate(run.id, "s", "ani", "budi", "dinas luar")
    assert [item.step for item in engine.worklist(person="budi")] == ["s"]
    clock.advance(timedelta(days=1))
    assert [item.step for item in engine.worklist(person="budi")] == []
    assert "complete" not in {one.command for one in engine.may(run.id, "budi")}


def test_nothing_can_be_received_where_the_sop_knows_no_documents():
    engine = sopflow.Engine()
    engine.register(
        loads("sopflow: 1\nid: uji\ntitle: Uji\nactors: {a: A}\nsteps: [{id: s, activity: x, actor: a}]\n")
    )
    run = engine.start("uji", "a")
    assert "receive" not in {one.command for one in engine.may(run.id, "a")}


def test_every_command_that_a_status_allows_has_a_word_for_refusals():
    whole = {kind for kind, one in COMMANDS.items() if one.target == "instance"}
    assert whole <= set(TERMS)
