"""At the very instant at which something is due it is in time; one microsecond later it is late. Everywhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import sopflow
from sopflow.cli import database, main
from sopflow.engine.measuring import measured
from sopflow.errors import NotExtendable
from sopflow.flow.timeline import passed
from sopflow.render.overlays.instance import instance_overlay
from sopflow.scenarios.observing import observed
from sopflow.sql import SQLStore
from sopflow.studio.routes.walking import item_record
from sopflow.testing import assert_run
from tests.sop import engine_for, sop

START = datetime(2024, 3, 12, 8, 0, tzinfo=UTC)
DUE = START + timedelta(hours=1)
AFTER = DUE + timedelta(microseconds=1)
BEFORE = DUE - timedelta(microseconds=1)
SOP = sop(
    """
- {id: p, activity: Kerja, actor: a, duration: 1 jam, on_late: [{remind: true}, {escalate: b, after: 1 jam}], extension: {by: c, at_most: 1 jam}}
- {id: w, activity: Tunggu, wait: 1 jam}
- {id: q, activity: Akhir, actor: a}
""",
    head="time_limit: 1 jam",
)


@pytest.fixture(params=["memory", "sqlite"])
def engine(request):
    clock = sopflow.ManualClock(START)
    store = SQLStore("sqlite://") if request.param == "sqlite" else None
    engine = engine_for(SOP, clock=clock, **({"store": store} if store is not None else {}))
    engine.the_clock = clock
    return engine


def measures(engine):
    (found,) = measured(engine.instances(), engine.history, engine.flow, engine.calendar)
    return found


@pytest.fixture
def run(engine):
    return engine.start("uji", "a").id


@pytest.mark.parametrize(("at", "late"), [(BEFORE, False), (DUE, False), (AFTER, True)])
class TestARowThatIsOpen:
    def test_stands_among_the_overdue_only_when_late(self, engine, run, at, late):
        engine.the_clock.set(at)
        assert bool(engine.overdue().items) is late
        assert bool(engine.overdue("a").items) is late
        assert bool(engine.find(overdue=True).items) is late

    def test_is_reminded_only_when_late(self, engine, run, at, late):
        engine.the_clock.set(at)
        assert engine.advance() == late

    def test_is_drawn_late_only_when_late(self, engine, run, at, late):
        state, events = engine.instance(run), tuple(engine.history(run))
        drawn = instance_overlay(engine.flow("uji"), state, events, "id", now=at, zone=UTC)
        assert (drawn.steps["p"].tone == "late") is late

    def test_is_called_late_by_the_page_only_when_late(self, engine, run, at, late):
        (item,) = engine.possible(run)
        assert item_record(item, engine, "id", at)["late"] is late

    @pytest.mark.parametrize("language", ["id", "en"])
    def test_is_called_late_by_the_terminal_only_when_late(
        self, engine, run, at, late, language, monkeypatch, capsys
    ):
        engine.the_clock.set(at)
        monkeypatch.setattr(database, "engine_on", lambda _: engine)
        assert main(["worklist", "--actor", "a", "--lang", language]) == 0
        word = {"id": "09:00 terlambat", "en": "09:00 late"}[language]
        assert (word in capsys.readouterr().out) is late
        assert main(["worklist", "--overdue", "--lang", language]) == 0
        assert ("2024-03-12" in capsys.readouterr().out) is late

    def test_is_late_to_a_test_only_when_late(self, engine, run, at, late):
        engine.the_clock.set(at)
        assert_run(engine, run, now=at, late=["p"] if late else [])
        assert bool(observed(engine.history(run), engine.flow("uji"), at).late) is late

    def test_is_done_late_only_when_late(self, engine, run, at, late):
        engine.the_clock.set(at)
        engine.complete(run, "p", "a")
        events = tuple(engine.history(run))
        assert engine.timeline(run)[-1].late is late
        assert [one.late for one in passed(events, engine.flow("uji"))] == [late]
        assert measures(engine).rows["p"].late == late

    def test_that_happened_then_is_late_only_when_late(self, engine, run, at, late):
        engine.the_clock.set(DUE + timedelta(hours=3))
        engine.complete(run, "p", "a", acted_at=at)
        assert engine.timeline(run)[-1].late is late
        assert [one.late for one in passed(engine.history(run), engine.flow("uji"))] == [late]


def test_a_wait_that_is_over_brings_no_reminder_of_a_row_that_is_still_in_time():
    rows = """
- {id: s, activity: Mulai, actor: a, next: [p, w]}
- {id: p, activity: Kerja, actor: a, duration: 1 jam, on_late: {remind: true}, next: g}
- {id: w, activity: Tunggu, wait: 1 jam, next: g}
- {id: g, activity: Gabung, actor: a, join: [p, w]}
"""
    clock = sopflow.ManualClock(START)
    engine = engine_for(sop(rows), clock=clock)
    run = engine.start("uji", "a").id
    engine.complete(run, "s", "a")
    clock.set(DUE)
    engine.advance()
    assert [event.type for event in engine.history(run)][2:] == ["wait_ended"]
    clock.set(AFTER)
    engine.advance()
    assert [event.type for event in engine.history(run)][3:] == ["reminded"]


def test_a_second_reminder_comes_only_after_its_own_instant(engine, run):
    for at, happens in ((AFTER, 1), (DUE + timedelta(hours=1), 0), (AFTER + timedelta(hours=1), 1)):
        engine.the_clock.set(at)
        assert engine.advance() == happens
    assert engine.instance(run).active[0].actors == ("a", "b")


@pytest.mark.parametrize(("ago", "over"), [(1, False), (0, True), (-1, True)])
def test_a_wait_is_over_at_its_very_instant(engine, run, ago, over):
    engine.complete(run, "p", "a")
    engine.the_clock.set(DUE - timedelta(microseconds=ago))
    engine.advance()
    assert [row.step for row in engine.instance(run).active] == (["q"] if over else ["w"])


@pytest.mark.parametrize(("at", "late"), [(BEFORE, 0), (DUE, 0), (AFTER, 1)])
def test_a_whole_instance_is_late_only_after_its_limit(at, late):
    clock = sopflow.ManualClock(START)
    engine = engine_for(sop("- {id: p, activity: Kerja, actor: a}", head="time_limit: 1 jam"), clock=clock)
    run = engine.start("uji", "a").id
    clock.set(at)
    engine.complete(run, "p", "a")
    assert measures(engine).late == late


@pytest.mark.parametrize(("length", "is_given"), [("60 menit", True), ("61 menit", False)])
def test_an_extension_may_be_as_long_as_is_said(engine, run, length, is_given):
    if not is_given:
        with pytest.raises(NotExtendable):
            engine.extend(run, "p", "c", "banjir", length)
        return
    engine.extend(run, "p", "c", "banjir", length)
    assert engine.instance(run).active[0].due == DUE + timedelta(hours=1)
