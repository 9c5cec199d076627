"""Rows that are late: reminders, escalation, branches that time takes; each once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sopflow.errors import NotAuthorized
from sopflow.flow.evolve import fold
from sopflow.flow.replay import replay
from tests.sop import engine_for, sop

START = datetime(2024, 3, 12, 8, 0, tzinfo=UTC)
SOP = sop(
    """
- id: periksa
  activity: Memeriksa
  actor: a
  duration: 1 hari
  on_late: [{remind: true}, {after: 1 hari, escalate: b}, {after: 3 hari, take: N}]
  branches: {Y: kirim, N: {end: gugur}}
- {id: kirim, activity: Mengirim, actor: c, duration: 1 jam, on_late: {remind: true, after: 2 jam}}
"""
)


@pytest.fixture
def engine(clock):
    return engine_for(SOP, clock=clock)


def types(engine, run):
    return [event.type for event in engine.history(run.id)]


def test_nothing_happens_in_time(engine, clock):
    run = engine.start("uji", "a")
    clock.advance(timedelta(days=1))  # due at this very instant: still in time
    assert engine.advance() == 0
    assert engine.complete(run.id, "periksa", "a", "Y").active[0].step == "kirim"


def test_each_thing_happens_once_when_its_time_has_come(engine, clock):
    run = engine.start("uji", "a")
    clock.advance(timedelta(days=1, seconds=1))
    assert (engine.advance(), engine.advance()) == (1, 0)
    assert types(engine, run) == ["started", "reminded"]
    clock.advance(timedelta(days=1))
    assert (engine.advance(), engine.advance()) == (1, 0)
    assert types(engine, run)[-1] == "escalated"
    clock.advance(timedelta(days=2))
    assert (engine.advance(), engine.advance()) == (1, 0)
    assert types(engine, run)[-1] == "lapsed"
    state = engine.instance(run.id)
    assert (state.status, state.end) == ("completed", "gugur")
    assert fold(engine.history(run.id)) == state


def test_all_that_is_past_happens_in_order_at_once(engine, clock):
    run = engine.start("uji", "a")
    clock.advance(timedelta(days=30))
    assert engine.advance() == 3
    assert types(engine, run) == ["started", "reminded", "escalated", "lapsed"]
    happened = [event.acted_at for event in engine.history(run.id)][1:]
    assert happened == [START + timedelta(days=n) for n in (1, 2, 4)]


def test_after_escalation_the_other_may_do_it_too(engine, clock):
    run = engine.start("uji", "a")
    with pytest.raises(NotAuthorized):
        engine.complete(run.id, "periksa", "b", "Y")
    clock.advance(timedelta(days=2, seconds=1))
    engine.advance()
    assert engine.instance(run.id).active[0].actors == ("a", "b")
    assert [item.step for item in engine.worklist("b")] == ["periksa"]
    assert engine.complete(run.id, "periksa", "b", "Y").active[0].step == "kirim"


@pytest.mark.parametrize("sign_off", ["any", "all", "in_order"])
def test_of_a_row_with_one_actor_the_other_may_do_it_however_it_is_signed(sign_off, clock):
    late = "on_late: {escalate: b}"
    engine = engine_for(
        sop(f"- {{id: p, activity: Menulis, actor: [a], sign_off: {sign_off}, duration: 1 jam, {late}}}"),
        clock=clock,
    )
    run = engine.start("uji", "a").id
    clock.advance(timedelta(hours=2))
    engine.advance()
    (item,) = engine.possible(run)
    assert item.actors == ("a", "b")
    assert engine.complete(run, "p", "b").status == "completed"


def test_of_rows_that_are_open_at_once_each_is_late_in_its_own_time(clock):
    rows = """
- {id: s, activity: x, actor: a, next: [p, q]}
- {id: p, activity: x, actor: a, duration: 3 jam, on_late: {remind: true}, next: g}
- {id: q, activity: x, actor: b, duration: 1 jam, on_late: {remind: true}, next: g}
- {id: g, activity: x, actor: a, join: [p, q]}
"""
    engine = engine_for(sop(rows), clock=clock)
    run = engine.start("uji", "a")
    engine.complete(run.id, "s", "a")
    for hours, step in ((2, "q"), (2, "p")):
        clock.advance(timedelta(hours=hours))
        assert engine.advance() == 1
        assert list(engine.history(run.id))[-1].step == step


def test_what_is_done_in_between_stops_the_rest(engine, clock):
    run = engine.start("uji", "a")
    clock.advance(timedelta(days=1, seconds=1))
    engine.advance()
    engine.complete(run.id, "periksa", "a", "Y")
    clock.advance(timedelta(days=10))
    assert engine.advance() == 1  # kirim, its own reminder
    assert types(engine, run) == ["started", "reminded", "completed", "reminded"]


def test_suspension_stops_this_clock_too(engine, clock):
    run = engine.start("uji", "a")
    clock.advance(timedelta(hours=20))
    engine.suspend(run.id, "a")
    clock.advance(timedelta(days=20))
    assert engine.advance() == 0
    engine.resume(run.id, "a")
    clock.advance(timedelta(hours=4))
    assert engine.advance() == 0
    clock.advance(timedelta(seconds=1))
    assert engine.advance() == 1


def test_a_return_begins_anew(clock):
    engine = engine_for(
        sop(
            """
- {id: p, activity: x, actor: a, duration: 1 jam, on_late: {remind: true}}
- {id: q, activity: x, actor: b, branches: {Y: end, N: p}}
"""
        ),
        clock=clock,
    )
    run = engine.start("uji", "a")
    for _ in range(2):
        clock.advance(timedelta(hours=2))
        assert engine.advance() == 1
        engine.complete(run.id, "p", "a")
        engine.complete(run.id, "q", "b", "N")
    assert types(engine, run).count("reminded") == 2


def test_a_history_with_lateness_is_decided_again_the_same(engine, clock):
    run = engine.start("uji", "a")
    for days in (1.5, 1, 2):
        clock.advance(timedelta(days=days))
        engine.advance()
    flow = engine.flow("uji")
    assert list(replay(list(engine.history(run.id)), lambda _: flow)) == [None] * 4
