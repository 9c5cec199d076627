"""The last completion is withdrawn, while nothing has been built on it; the history keeps both."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.definition.library import Procedure
from sopflow.errors import NotAuthorized, NoteRequired, NotUndoable
from sopflow.flow.codec import event_from_json, event_to_json
from sopflow.flow.evolve import fold
from sopflow.flow.past import past_of
from sopflow.flow.replay import replay
from sopflow.scenarios.playing import play
from sopflow.scenarios.recording import recorded
from sopflow.scenarios.rehearsal import compiled
from sopflow.scenarios.writing import written
from sopflow.testing import definitions, legal_runs
from tests.scenarios.subject import read
from tests.share import share
from tests.sop import engine_for, sop

START = datetime(2024, 3, 12, 8, 0, tzinfo=UTC)
SOP = sop(
    """
- {id: susun, activity: Menyusun, actor: a, duration: 1 jam, outputs: [Surat]}
- {id: periksa, activity: Memeriksa, actor: b, duration: 1 jam, branches: {Y: end, N: susun, dua: [kiri, kanan]}, on_late: {remind: true}}
- {id: kiri, activity: Kiri, actor: a, next: gabung}
- {id: kanan, activity: Kanan, actor: c, next: gabung}
- {id: gabung, activity: Gabung, actor: a, join: [kiri, kanan]}
"""
)


@pytest.fixture
def clock():
    return sopflow.ManualClock(START)


@pytest.fixture
def engine(clock):
    return engine_for(SOP, clock=clock)


def as_it_was(state, before):
    return state == before._replace(revision=state.revision, at=state.at)


def test_the_row_is_open_again_as_it_was(engine, clock):
    before = engine.start("uji", "a")
    clock.advance(timedelta(minutes=5))
    engine.complete(before.id, "susun", "a")
    after = engine.undo_last(before.id, "a", "keliru")
    assert as_it_was(after, before)
    assert [e.type for e in engine.history(before.id)] == ["started", "completed", "undone"]
    assert [e.note for e in engine.history(before.id)][-1] == "keliru"
    assert fold(engine.history(before.id)) == after
    assert [item.step for item in engine.worklist("a")] == ["susun"]
    assert engine.complete(before.id, "susun", "a").active[0].step == "periksa"


def test_an_end_can_be_undone_and_so_can_a_split(engine):
    run = engine.start("uji", "a").id
    before = engine.complete(run, "susun", "a")
    for outcome in ("Y", "dua"):
        engine.complete(run, "periksa", "b", outcome)
        assert as_it_was(engine.undo_last(run, "b", "keliru"), before)


def test_nothing_is_undone_on_which_something_was_built(engine):
    run = engine.start("uji", "a").id
    with pytest.raises(NotUndoable, match="started"):
        engine.undo_last(run, "a", "keliru")
    engine.complete(run, "susun", "a")
    engine.suspend(run, "a")
    with pytest.raises(NotUndoable, match="suspended"):
        engine.undo_last(run, "a", "keliru")
    engine.resume(run, "a")
    engine.complete(run, "periksa", "b", "dua")
    engine.complete(run, "kiri", "a")
    state = engine.instance(run)
    engine.undo_last(run, "a", "keliru")  # only the last: kiri
    with pytest.raises(NotUndoable, match="undone"):
        engine.undo_last(run, "b", "dan sebelumnya")
    assert state.waiting
    assert not engine.instance(run).waiting


def test_notes_and_reminders_of_what_it_opened_do_not_stand_in_its_way(engine, clock):
    before = engine.start("uji", "a")
    engine.complete(before.id, "susun", "a")
    clock.advance(timedelta(hours=2))
    assert engine.advance() == 1
    engine.annotate(before.id, "b", "ditanyakan")
    assert as_it_was(engine.undo_last(before.id, "a", "keliru"), before)
    assert engine.advance() == 0


def test_only_by_whoever_did_it_or_may_and_with_a_reason(engine):
    run = engine.start("uji", "a").id
    engine.complete(run, "susun", "a")
    with pytest.raises(NotAuthorized):
        engine.undo_last(run, "c", "keliru")
    with pytest.raises(NoteRequired):
        engine.undo_last(run, "a", "")
    once = engine.undo_last(run, "a", "keliru", key="k")
    assert engine.undo_last(run, "a", "keliru", key="k") == once


@given(st.data())
@settings(max_examples=share(80), deadline=None, suppress_health_check=list(HealthCheck))
def test_any_last_completion_is_undone_to_the_state_before_it(data):
    definition = data.draw(definitions())
    run = data.draw(legal_runs(definition, max_moves=10))
    past = past_of(run.history)
    assume(past.event.type == "completed")
    after = run.engine.undo_last(run.run.id, past.event.by, "keliru")
    assert as_it_was(after, past.before)
    history = list(run.engine.history(run.run.id))
    assert fold(event_from_json(event_to_json(e)) for e in history) == after
    flow = run.engine.flow(definition.id)
    assert list(replay(history, lambda _: flow)) == [None] * len(history)


def test_an_undoing_is_recorded_written_and_played_again(engine):
    run = engine.start("uji", "a").id
    engine.complete(run, "susun", "a")
    engine.undo_last(run, "a", "keliru")
    engine.complete(run, "susun", "a")
    flows = compiled(Procedure(SOP))
    (one,) = recorded(engine.history(run), lambda _: flows[-1])
    (scenario,) = read(written(SOP.id, [one.scenario]), SOP)
    assert scenario == one.scenario
    assert play(scenario, flows).passed
