"""The last completion is withdrawn, and what it changed is as it was; the history keeps both."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sopflow.definition.library import Procedure
from sopflow.errors import SamePerson
from sopflow.flow.evolve import fold
from sopflow.flow.following import past_of, standing
from sopflow.flow.replay import replay
from sopflow.flow.wire import event_from_json, event_to_json
from sopflow.scenarios.playing import play
from sopflow.scenarios.recording import recorded
from sopflow.scenarios.rehearsal import compiled
from sopflow.scenarios.writing import written
from sopflow.testing import definitions, legal_runs
from tests.engine.undo.sops import SOP, as_it_was
from tests.scenarios.subject import read
from tests.share import share
from tests.sop import engine_for, sop


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


def test_the_last_row_is_undone_and_no_other(office):
    run = office.start("uji", "ani").id
    for step, by in (("susun", "ani"), ("periksa", "budi")):
        office.complete(run, step, by)
    before = office.complete(run, "kanan", "dedi")
    office.complete(run, "kiri", "ani")
    assert as_it_was(office.undo_last(run, "ani", "keliru"), before)


def test_a_skip_can_be_undone(office):
    run = office.start("uji", "ani").id
    before = office.complete(run, "susun", "ani")
    office.skip(run, "periksa", "budi", "tidak perlu")
    assert as_it_was(office.undo_last(run, "budi", "keliru"), before)


def test_who_did_an_undone_row_has_not_done_it(office):
    run = office.start("uji", "ani").id
    office.complete(run, "susun", "budi")
    with pytest.raises(SamePerson):
        office.complete(run, "periksa", "budi")
    office.undo_last(run, "budi", "keliru")
    office.complete(run, "susun", "ani")
    office.complete(run, "periksa", "budi")


def test_what_was_undone_counts_for_nothing_and_notes_stay(engine):
    run = engine.start("uji", "a").id
    engine.complete(run, "susun", "a")
    engine.annotate(run, "a", "tetap")
    engine.undo_last(run, "a", "keliru")
    engine.annotate(run, "a", "juga")
    assert [e.type for e in standing(engine.history(run))] == ["started", "annotated", "annotated"]
    engine.complete(run, "susun", "a")
    kept = standing(engine.history(run))
    assert [e.type for e in kept] == ["started", "annotated", "annotated", "completed"]
    assert kept[-1].revision == engine.instance(run).revision


def test_an_undone_row_keeps_its_due_time_and_its_number_of_visits(engine, clock):
    run = engine.start("uji", "a").id
    first = engine.instance(run).active[0]
    clock.advance(timedelta(minutes=50))
    engine.complete(run, "susun", "a")
    clock.advance(timedelta(minutes=20))
    engine.undo_last(run, "a", "keliru")
    assert engine.instance(run).active == (first,)
    assert [item.step for item in engine.overdue().items] == ["susun"]
    engine.complete(run, "susun", "a")
    assert engine.timeline(run)[-1].late


def test_notes_that_came_after_what_was_undone_stay_and_reminders_of_it_do_not(engine, clock):
    run = engine.start("uji", "a").id
    engine.complete(run, "susun", "a")
    clock.advance(timedelta(hours=2))
    engine.advance()
    engine.annotate(run, "a", "tetap")
    engine.undo_last(run, "a", "keliru")
    assert [e.type for e in standing(engine.history(run))] == ["started", "annotated"]


def test_after_two_undoings_in_turn_the_history_that_stands_is_that_of_the_state(engine):
    run = engine.start("uji", "a").id
    engine.complete(run, "susun", "a")
    engine.undo_last(run, "a", "keliru")
    engine.complete(run, "susun", "a")
    engine.complete(run, "periksa", "b", "N")
    engine.undo_last(run, "b", "keliru")
    kept = standing(engine.history(run))
    assert [(e.type, e.step) for e in kept] == [("started", None), ("completed", "susun")]
    assert [r.step for r in engine.instance(run).active] == ["periksa"]


def test_an_undone_row_that_was_extended_is_due_as_it_was(clock):
    definition = sop(
        "- {id: p, activity: Kerja, actor: a, duration: 1 jam, extension: {by: b, at_most: 3 jam}}\n- {id: q, activity: Lagi, actor: a}\n"
    )
    engine = engine_for(definition, clock=clock)
    run = engine.start("uji", "a").id
    extended = engine.extend(run, "p", "b", "perlu", "2 jam")
    clock.advance(timedelta(hours=2))
    engine.complete(run, "p", "a")
    assert as_it_was(engine.undo_last(run, "a", "keliru"), extended)
    clock.advance(timedelta(minutes=30))
    engine.complete(run, "p", "a")
    assert [e.late for e in engine.timeline(run) if e.type == "completed"] == [False, False]
