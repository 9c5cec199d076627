"""An event names the row that its command names, whatever the command, and one place says when it is recorded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import sopflow
from sopflow.flow.command import NOTHING_MORE, Command, More
from sopflow.flow.commands import EVENTS
from sopflow.flow.deciding.recording import event_of
from sopflow.flow.event import details_of
from sopflow.flow.routing import Routing
from tests.sop import sop

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)


@pytest.mark.parametrize("kind", [name for name, one in EVENTS.items() if not one.moves])
def test_the_row_of_a_command_on_the_instance_is_kept(kind):
    """A command with an optional row is new to the engine until its module is there: none is known by its name."""
    flow = sopflow.Flow(sop("\n- {id: t, activity: Menulis, actor: a}\n"))
    engine = sopflow.Engine()
    engine.register(flow.definition)
    run = engine.start(flow.definition.id, "a")
    context = sopflow.Context(NOW)
    command = sopflow.Command(EVENTS[kind].command, "a", "t")._replace(note="x")
    assert event_of(Routing(flow, run, context), command, kind).step == "t"
    assert event_of(Routing(flow, run, context), command._replace(step=None), kind).step is None


@pytest.mark.parametrize(
    "command", [sopflow.Command("complete", "a", "t"), sopflow.Command("cancel", "a")._replace(note="x")]
)
def test_no_event_is_recorded_before_the_one_before_it(command):
    """A row's ending and an instance's, by a clock that went back: also what opens, opens no earlier."""
    flow = sopflow.Flow(sop("\n- {id: t, activity: Menulis, actor: a}\n- {id: u, activity: Menulis, actor: a}\n"))
    engine = sopflow.Engine()
    engine.register(flow.definition)
    run = engine.start(flow.definition.id, "a")
    for at, recorded in ((-1, 0), (0, 0), (1, 1)):
        event = sopflow.decide(flow, run, command, sopflow.Context(run.at + timedelta(hours=at)))
        assert {event.at, *(row.since for row in event.opened)} == {run.at + timedelta(hours=recorded)}


def test_what_is_due_is_judged_by_when_it_is_recorded():
    """A clock that went back does not say that a wait is not over which the last event came after."""
    rows = """
- {id: t, activity: Menulis, actor: a, next: [u, w]}
- {id: u, activity: Menulis, actor: a, next: end}
- {id: w, activity: Menunggu, wait: {until: d, at_most: 1 hari}, next: end}
"""
    clock = sopflow.ManualClock(NOW)
    engine = sopflow.Engine(clock=clock)
    flow = engine.register(sop(rows, head="documents: {d: {title: D, external: true}}\n"))
    run = engine.complete(engine.start("uji", "a").id, "t", "a")
    clock.advance(timedelta(days=2))
    run = engine.complete(run.id, "u", "a")
    event = sopflow.decide(flow, run, sopflow.Command("advance", "system"), sopflow.Context(NOW))
    assert (event.type, event.at) == ("wait_ended", run.at)


@pytest.mark.parametrize("more", [NOTHING_MORE, More()])
def test_a_command_that_says_nothing_more_is_plain_however_it_was_made(more):
    """A command that was read from the wire has a part of its own, which says nothing either."""
    assert details_of(Command("complete", "a", "t", more=more)) is None
    assert details_of(Command("complete", "a", "t", more=more)._replace(note="x")).note == "x"
