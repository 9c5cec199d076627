"""Over SOPs and commands by chance: what holds whatever happens."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.flow.context import Context
from sopflow.flow.decide import decide
from sopflow.flow.evolve import evolve, fold
from sopflow.flow.inclusive import next_inclusive
from sopflow.flow.wire import event_from_json, event_to_json, instance_from_json, instance_to_json
from sopflow.testing import definitions
from tests.share import share
from tests.sop import engine_for

START = datetime(2024, 3, 12, 8, 0, tzinfo=UTC)
COMMANDS = st.tuples(
    st.sampled_from(
        ["complete"] * 8
        + ["skip", "sign", "withdraw", "receive", "advance", "suspend", "resume", "note", "cancel"]
    ),
    st.integers(0, 30),
    st.sampled_from(["a", "b", "c", "nobody"]),
    st.sampled_from([None, "Y", "N", "Y", "N"]),
    st.sampled_from([None, "s0", "end", "nowhere"]),
    st.integers(0, 30),
)
RELAXED = settings(max_examples=share(150), deadline=None, suppress_health_check=list(HealthCheck))


def play(engine: sopflow.Engine, clock: sopflow.ManualClock, run: str, commands: list[tuple]) -> int:
    """Do what can be done of the commands; how many were accepted."""
    accepted = 0
    for kind, pick, by, outcome, to, hours in commands:
        clock.advance(timedelta(hours=hours))
        before, length = engine.instance(run), len(list(engine.history(run)))
        rows = before.active
        row = rows[pick % len(rows)] if rows else None
        step, visit = (row.step, row.visit) if row else (f"s{pick % 7}", None)
        person = row.actors[0] if row and row.actors and by == "a" and row.actors[0] != "unknown" else by
        try:
            if kind == "complete":
                engine.complete(run, step, person, outcome, visit=visit, note="catatan", to=to)
            elif kind == "skip":
                engine.skip(run, step, person, "tidak perlu", visit=visit, outcome=outcome)
            elif kind == "sign":
                engine.sign_off(run, step, person, outcome, visit=visit, note="x")
            elif kind == "withdraw":
                engine.withdraw(run, step, person, visit=visit)
            elif kind == "receive":
                engine.receive(run, ["Surat"], by)
            elif kind == "advance":
                engine.advance(run)
            elif kind == "suspend" and pick % 4 == 0:
                engine.suspend(run, by)
            elif kind == "resume":
                engine.resume(run, by)
            elif kind == "note":
                engine.annotate(run, by, "catatan")
            elif kind == "cancel" and pick == 7:
                engine.cancel(run, by)
            accepted += 1
        except sopflow.Refusal as refusal:
            assert refusal.message("id")
            assert refusal.message("en")
            assert engine.instance(run) == before
            assert len(list(engine.history(run))) == length
    return accepted


@given(definitions(), st.lists(COMMANDS, max_size=30))
@RELAXED
def test_the_state_is_the_fold_of_the_events_and_a_refusal_leaves_no_trace(definition, commands):
    clock = sopflow.ManualClock(START)
    engine = engine_for(definition, clock=clock)
    run = engine.start("acak" if definition.id == "acak" else definition.id, "a").id
    play(engine, clock, run, commands)
    events = list(engine.history(run))
    state = engine.instance(run)
    assert fold(events) == state
    assert [e.revision for e in events] == list(range(1, len(events) + 1))
    assert all(a.at <= b.at for a, b in zip(events, events[1:], strict=False))
    if state.is_over:
        assert not state.active
        assert not state.waiting


@given(definitions(), st.lists(COMMANDS, max_size=25))
@RELAXED
def test_events_and_snapshots_survive_json(definition, commands):
    clock = sopflow.ManualClock(START)
    engine = engine_for(definition, clock=clock)
    run = engine.start(definition.id, "a", subject="Uji", data={"k": [1]}).id
    play(engine, clock, run, commands)
    for event in engine.history(run):
        assert event_from_json(json.loads(json.dumps(event_to_json(event)))) == event
    state = engine.instance(run)
    assert instance_from_json(json.loads(json.dumps(instance_to_json(state)))) == state


@given(definitions(), st.lists(COMMANDS, max_size=25))
@RELAXED
def test_every_event_can_be_decided_again_from_its_command(definition, commands):
    clock = sopflow.ManualClock(START)
    engine = engine_for(definition, clock=clock)
    run = engine.start(definition.id, "a").id
    play(engine, clock, run, commands)
    flow = engine.flow(definition.id)
    state = None
    for event in engine.history(run):
        command, context = event.command, Context(event.at, fresh_id=lambda: run)
        assert decide(flow, state, command, context) == event
        state = evolve(state, event)


@given(definitions(), st.lists(COMMANDS, max_size=30))
@RELAXED
def test_no_inclusive_join_rests_that_could_start(definition, commands):
    clock = sopflow.ManualClock(START)
    engine = engine_for(definition, clock=clock)
    run = engine.start(definition.id, "a").id
    play(engine, clock, run, commands)
    state = engine.instance(run)
    if not state.is_over:
        places = [row.step for row in state.active]
        assert next_inclusive(engine.flow(definition.id), dict(state.waiting), places) is None


@given(definitions(), st.lists(COMMANDS, max_size=30))
@RELAXED
def test_a_running_instance_is_never_silently_stuck(definition, commands):
    clock = sopflow.ManualClock(START)
    engine = engine_for(definition, clock=clock)
    run = engine.start(definition.id, "a").id
    play(engine, clock, run, commands)
    state = engine.instance(run)
    last = list(engine.history(run))[-1]
    if state.status == "running" and not state.active:
        assert state.is_stuck
        joins = {arc[1] for arc, _ in state.waiting}
        rows = engine.flow(definition.id).rows
        assert joins
        assert all(not rows[j].inclusive for j in joins), "an inclusive join never waits alone"
        assert any(e.effects.stuck for e in engine.history(run)), last
