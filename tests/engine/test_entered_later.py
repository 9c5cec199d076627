"""What is entered later did not happen while it could not: not while suspended, before it was given, or in another's hands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import sopflow
from sopflow import errors
from sopflow.flow.replay import replay
from tests.engine.office import DIRECTORY, NOW, begun, definition
from tests.sop import engine_for, sop


def test_what_is_entered_later_did_not_happen_while_the_case_was_suspended():
    clock = sopflow.ManualClock(NOW)
    engine = engine_for(definition(), clock=clock, directory=DIRECTORY)
    run = begun(engine)
    engine.complete(run, "ajukan", "wati")
    clock.advance(timedelta(hours=1))
    engine.suspend(run, "ani")
    clock.advance(timedelta(hours=2))
    engine.resume(run, "ani")
    clock.advance(timedelta(hours=1))
    for hours in (1, 2, 2.99):
        with pytest.raises(errors.Backdated, match="was suspended from 2026-03-12 10:00 WIB"):
            engine.complete(run, "periksa", "ani", acted_at=NOW + timedelta(hours=hours))
        with pytest.raises(errors.Backdated):
            engine.extend(run, "periksa", "ani", "x", "1 hari", acted_at=NOW + timedelta(hours=hours))
    for acted_at in (NOW + timedelta(minutes=59), NOW + timedelta(hours=3)):
        engine.complete(run, "periksa", "ani", acted_at=acted_at)
        engine.undo_last(run, "ani", "lagi")


def test_a_document_did_not_arrive_before_a_row_waited_for_it():
    engine = engine_for(
        sop("- {id: s, activity: x, actor: a}\n- {id: w, activity: x, wait: {until: d}}", head="documents: {d: {title: D, external: true}}"),
        clock=(clock := sopflow.ManualClock(datetime(2026, 3, 1, tzinfo=UTC))),
    )  # fmt: skip
    run = engine.start("uji", "a").id
    clock.advance(timedelta(hours=2))
    engine.complete(run, "s", "a")
    clock.advance(timedelta(hours=2))
    with pytest.raises(errors.BadCommand, match=r'before "2\. x" was opened'):
        engine.receive(run, ["d"], "a", acted_at=clock.now() - timedelta(hours=3))
    with pytest.raises(errors.Backdated, match="started at"):
        engine.receive(run, ["d"], "a", acted_at=clock.now() - timedelta(days=3))
    engine.receive(run, ["d"], "a", acted_at=clock.now() - timedelta(hours=1))


LATE_ROW = """
- {id: s, activity: x, actor: a}
- {id: t, activity: x, actor: b, duration: 2 jam, on_late: [{after: 1 jam, escalate: c}]}
- {id: u, activity: x, actor: a}
"""
TEAM = sopflow.FixedDirectory({"ani": ["a"], "budi": ["b"], "bela": ["b"], "citra": ["c"], "dodi": []})


@pytest.fixture
def open_at_nine():
    clock = sopflow.ManualClock(NOW)
    engine = engine_for(sop(LATE_ROW, head="version: 1\nmay: {migrate: [a]}"), clock=clock, directory=TEAM)
    run = engine.start("uji", "ani").id
    engine.complete(run, "s", "ani")

    def hour(count):
        clock.set(NOW + timedelta(hours=count))
        return NOW + timedelta(hours=count)

    return engine, run, hour


def test_what_is_entered_later_was_not_done_before_it_was_delegated(open_at_nine):
    engine, run, hour = open_at_nine
    hour(0.5)
    engine.delegate(run, "t", "budi", "dodi", "dinas")
    hour(1)
    for acted_at in (NOW, NOW + timedelta(minutes=29)):
        with pytest.raises(errors.Backdated, match="was delegated only at 2026-03-12 09:30 WIB") as refused:
            engine.complete(run, "t", "dodi", acted_at=acted_at)
        assert "baru didelegasikan" in refused.value.message("id")
    engine.complete(run, "t", "dodi", acted_at=NOW + timedelta(minutes=30))
    engine.undo_last(run, "dodi", "lagi")
    with pytest.raises(errors.Backdated):
        engine.complete(run, "t", "dodi", acted_at=NOW)


def test_what_is_entered_later_was_not_done_before_it_was_escalated(open_at_nine):
    engine, run, hour = open_at_nine
    hour(5)
    engine.advance()
    with pytest.raises(errors.Backdated, match="was escalated only at 2026-03-12 12:00 WIB"):
        engine.complete(run, "t", "citra", acted_at=NOW + timedelta(hours=2))
    engine.register(sop(LATE_ROW, head="version: 2\nmay: {migrate: [a]}"))
    assert next(engine.migrate("uji", to="2", by="ani")).refusal is None
    with pytest.raises(errors.Backdated):
        engine.complete(run, "t", "citra", acted_at=NOW + timedelta(hours=2))
    engine.complete(run, "t", "citra", acted_at=NOW + timedelta(hours=3))


def test_what_is_entered_later_was_not_done_while_another_had_it_in_hand(open_at_nine):
    engine, run, hour = open_at_nine
    hour(0.5)
    engine.claim(run, "t", "budi")
    at_ten = hour(1)
    engine.reassign(run, "t", "budi", "bela")
    hour(1.5)
    with pytest.raises(errors.Backdated, match='the row was claimed by "budi" until 2026-03-12 10:00 WIB'):
        engine.complete(run, "t", "bela", acted_at=NOW + timedelta(minutes=45))
    engine.complete(run, "t", "bela", acted_at=at_ten)
    engine.undo_last(run, "bela", "lagi")
    engine.complete(run, "t", "bela", acted_at=NOW)  # before anybody had taken it
    assert list(replay(engine.history(run), lambda _: engine.flow("uji"))) == [None] * 7


def test_of_a_row_that_several_sign_only_ones_own_part_was_in_anothers_hands():
    clock = sopflow.ManualClock(NOW)
    engine = engine_for(sop("- {id: s, activity: x, actor: [b, c], sign_off: all}"), clock=clock, directory=TEAM)
    run = engine.start("uji", "ani").id
    engine.claim(run, "s", "budi")
    clock.advance(timedelta(hours=1))
    engine.reassign(run, "s", "budi", "bela")
    meanwhile = NOW + timedelta(minutes=30)
    with pytest.raises(errors.Backdated, match='the row was claimed by "budi"'):
        engine.sign_off(run, "s", "bela", acted_at=meanwhile)
    engine.sign_off(run, "s", "citra", acted_at=meanwhile)  # for c, whose part nobody had claimed
    engine.sign_off(run, "s", "bela", acted_at=clock.now())


def test_a_claim_gives_no_right_that_was_not_there_before(open_at_nine):
    engine, run, hour = open_at_nine
    hour(1)
    engine.claim(run, "t", "budi")
    engine.complete(run, "t", "budi", acted_at=NOW)
