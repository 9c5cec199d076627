"""Due times that are worked out anew once days off are decided."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.definition.duration import parse
from sopflow.errors import UpToDate
from sopflow.flow.evolve import fold
from sopflow.flow.following import past_of
from sopflow.flow.past import due_again
from sopflow.flow.replay import replay
from sopflow.flow.wire import event_from_json, event_to_json, instance_from_json, instance_to_json
from sopflow.time.loading import check_bytes
from tests.share import share
from tests.sop import engine_for, sop

WIB = ZoneInfo("Asia/Jakarta")
HOURS = "sopflow: 1\ncalendar: kantor\ntitle: K\ntime_zone: Asia/Jakarta\nhours: {senin-jumat: [08:00-16:00]}\n"
SOP = sop(
    """
- {id: p, activity: x, actor: a, duration: 3 hari, extension: {by: b, at_most: 2 hari, times: 9}, on_late: {remind: true, after: 1 hari}}
- {id: q, activity: x, actor: b, duration: 1 hari}
""",
    head="calendar: kantor\ntime_limit: 8 hari",
)
MONDAY = datetime(2026, 3, 16, 9, tzinfo=WIB)


def day(text):
    return datetime.fromisoformat(text).replace(hour=9, tzinfo=WIB)


def calendar(estimate="", own=""):
    """Office hours, with a short day that is only estimated, and days off."""
    periods = f"periods:\n  - {{title: P, from: {estimate}, to: {estimate}, hours: {{senin-jumat: [08:00-16:00]}}, estimate: true}}\n"
    text = HOURS + (periods if estimate else "") + (f"holidays: {{own: {{{own}: Libur}}}}\n" if own else "")
    return check_bytes(text.encode(), "kantor.calendar.yaml").required()


@pytest.fixture
def clock():
    return sopflow.ManualClock(MONDAY)


@pytest.fixture
def before(clock):
    return engine_for(SOP, clock=clock, calendars={"kantor": calendar("2026-03-18")})


def later(engine, clock, **decided):
    """The engine of another process, whose calendar knows more."""
    return sopflow.Engine(engine.store, clock=clock, calendars={"kantor": calendar(**decided)})


def test_a_day_off_that_was_decided_moves_what_is_due(before, clock):
    run = before.start("uji", "a")
    assert (run.active[0].due, run.active[0].is_provisional) == (day("2026-03-19"), True)
    assert (run.due, run.is_provisional) == (day("2026-03-26"), True)
    with pytest.raises(UpToDate):
        before._execute(run.id, sopflow.Command("reschedule", "system"), None)
    assert before.reschedule() == before.reschedule(run.id) == 0
    engine = later(before, clock, own="2026-03-18")
    assert engine.advance() == 0  # the first time, due times are looked at
    after = engine.instance(run.id)
    row = after.active[0]
    assert (row.due, row.late_at, row.is_provisional) == (day("2026-03-20"), day("2026-03-23"), False)
    assert (after.due, after.is_provisional) == (day("2026-03-27"), False)
    assert [i.due for i in engine.worklist("a")] == [day("2026-03-20")]
    events = list(engine.history(run.id))
    assert (events[-1].type, events[-1].by) == ("rescheduled", "system")
    assert (
        fold([event_from_json(event_to_json(e)) for e in events])
        == after
        == instance_from_json(instance_to_json(after))
    )
    assert list(replay(events, lambda _: engine.flow("uji"), {"kantor": calendar("2026-03-18")})) == [None, None]
    assert engine.timeline(run.id)[-1].type == "rescheduled"
    assert engine.reschedule() == 0


def test_what_turned_out_as_estimated_is_certain_now(before, clock):
    run = before.start("uji", "a")
    engine = later(before, clock)
    assert engine.reschedule() == 1
    after = engine.instance(run.id)
    assert (after.active[0].due, after.active[0].is_provisional) == (run.active[0].due, False)


def test_of_certain_ones_only_the_one_that_is_named_is_looked_at(clock):
    before = engine_for(SOP, clock=clock, calendars={"kantor": calendar()})
    run = before.start("uji", "a")
    engine = later(before, clock, own="2026-03-18")
    assert engine.reschedule() == 0
    assert engine.reschedule(run.id) == 1
    assert engine.instance(run.id).active[0].due == day("2026-03-20")
    engine.cancel(run.id, "a")
    assert engine.reschedule(run.id) == 0


def test_suspensions_and_extensions_count_again(before, clock):
    run = before.start("uji", "a")
    clock.set(day("2026-03-17"))
    before.suspend(run.id, "a")
    clock.set(day("2026-03-24"))
    before.resume(run.id, "a")
    before.extend(run.id, "p", "b", "alasan")
    before.extend(run.id, "p", "b", "alasan", "1 hari")
    straight = engine_for(
        SOP, clock=(again := sopflow.ManualClock(MONDAY)), calendars={"kantor": calendar(own="2026-03-18")}
    )
    twin = straight.start("uji", "a")
    again.set(day("2026-03-17"))
    straight.suspend(twin.id, "a")
    again.set(day("2026-03-24"))
    straight.resume(twin.id, "a")
    straight.extend(twin.id, "p", "b", "alasan")
    straight.extend(twin.id, "p", "b", "alasan", "1 hari")
    engine = later(before, clock, own="2026-03-18")
    assert engine.reschedule() == 1
    mine, theirs = engine.instance(run.id), straight.instance(twin.id)
    assert (mine.active[0].due, mine.due) == (theirs.active[0].due, theirs.due)


def test_what_counts_calendar_days_moves_by_the_calendar_when_it_is_worked_out_again(clock):
    rows = "- {id: p, activity: x, actor: a, duration: 7 hari kalender}"
    before = engine_for(
        sop(rows, head="calendar: kantor"), clock=clock, calendars={"kantor": calendar("2026-03-18")}
    )
    run = before.start("uji", "a").id
    clock.set(day("2026-03-20"))
    before.suspend(run, "a")
    clock.set(day("2026-03-23"))  # over a weekend: three days, one of them worked
    before.resume(run, "a")
    engine = later(before, clock, own="2026-03-18")
    engine.reschedule(run)
    assert engine.instance(run).active[0].due == day("2026-03-26")


@pytest.mark.parametrize(
    ("granted", "asked", "due"),
    [("2 hari", None, "2026-03-23"), (None, "1 hari", "2026-03-20"), ("2 hari", "1 hari", "2026-03-23"), (None, None, None)],
)  # fmt: skip
def test_an_extension_counts_as_it_was_granted_and_what_no_history_says_is_not_guessed(
    before, clock, granted, asked, due
):
    run = before.start("uji", "a").id
    before.extend(run, "p", "b", "alasan")
    started, extended = before.history(run)
    older = extended._replace(
        effects=extended.effects._replace(granted=granted), details=extended.details._replace(length=asked)
    )
    moved = past_of([started, older]).moved["p", 1]
    found = due_again(MONDAY, parse("3 hari"), calendar(), moved)
    assert found == (day(due) if due is not None else None)


ACTS = st.lists(
    st.tuples(st.sampled_from(["extend", "suspend", "resume", "whole", "done"]), st.integers(0, 60)), max_size=8
)


@given(ACTS)
@settings(max_examples=share(150), deadline=None)
def test_afterwards_due_times_are_as_if_the_days_off_had_been_known(acts):
    """Whatever happened to a row since it was opened; a row that a reopened one follows is opened as of then."""
    definition = sop(
        "- {id: p, activity: x, actor: a, duration: 3 hari, extension: {by: b, at_most: 2 hari, times: 99}}\n- {id: q, activity: x, actor: a, duration: 2 hari}",
        head="calendar: kantor\ntime_limit: 8 hari\nextension: {by: b, at_most: 3 hari, times: 99}",
    )
    engines = []
    for known in ({"estimate": "2026-03-18"}, {"own": "2026-03-18"}):
        clock = sopflow.ManualClock(MONDAY)
        engine = engine_for(definition, clock=clock, calendars={"kantor": calendar(**known)}, new_id=lambda: "r")
        engine.start("uji", "a")
        for act, hours in acts:
            clock.advance(timedelta(hours=hours))
            state = engine.instance("r")
            try:
                if act == "extend":
                    engine.extend("r", state.active[0].step if state.active else "p", "b", "alasan", "1 hari")
                elif act == "whole":
                    engine.extend("r", None, "b", "alasan", "1 hari")
                elif act == "done":
                    engine.complete("r", state.active[0].step if state.active else "p", "a")
                else:
                    getattr(engine, act)("r", "a")
            except sopflow.Refusal:
                continue
        engines.append((engine, clock))
    (first, clock), (known, _) = engines
    other = later(first, clock, own="2026-03-18")
    other.reschedule()
    mine, theirs = other.instance("r"), known.instance("r")
    assert [(r.step, r.due) for r in mine.active] == [(r.step, r.due) for r in theirs.active]
    assert mine.is_over or mine.due == theirs.due
    assert fold(other.history("r")) == mine
