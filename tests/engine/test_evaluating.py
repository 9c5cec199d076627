"""What an evaluation finds, against figures worked out by hand on a small SOP."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import sopflow
from sopflow.engine.evaluating import MOST_WAYS, evaluated
from tests.sop import engine_for, sop

START = datetime(2026, 3, 30, 8, 0, tzinfo=UTC)
SOP = sop(
    """
- {id: tulis, activity: Menulis, actor: a}
- {id: periksa, activity: Memeriksa, actor: b, branches: {Y: kirim, N: tulis}}
- {id: kirim, activity: Mengirim, actor: a}
""",
    head="time_limit: 30 jam",
)


class Office:
    def __init__(self):
        self.clock = sopflow.ManualClock(START)
        self.engine = engine_for(SOP, clock=self.clock)

    def start(self):
        self.run = self.engine.start("uji", "a").id
        return self.run

    def later(self, hours, kind, step, by, outcome=None):
        self.clock.advance(timedelta(hours=hours))
        if kind == "claim":
            self.engine.claim(self.run, step, by)
        elif kind == "release":
            self.engine.release(self.run, step, by)
        else:
            self.engine.complete(self.run, step, by, outcome)

    def evaluated(self, **more):
        (found,) = evaluated(
            self.engine.instances(),
            self.engine.history,
            self.engine.flow,
            self.engine.calendar,
            lambda flow: UTC,
            **more,
        )
        return found


@pytest.fixture
def office():
    office = Office()
    # straight through: 1 h to write, waits 4 h, 2 h to check, 3 h to send: done on 30 March at 18:00
    office.start()
    for what in (
        (1, "do", "tulis", "a"),
        (4, "claim", "periksa", "b"),
        (2, "do", "periksa", "b", "Y"),
        (3, "do", "kirim", "a"),
    ):
        office.later(*what)
    # once back, over the end of the month: done on 1 April at 20:00, after 50 hours
    office.start()
    for what in (
        (2, "do", "tulis", "a"), (6, "claim", "periksa", "b"), (1, "release", "periksa", "b"), (1, "claim", "periksa", "b"),
        (10, "do", "periksa", "b", "N"), (5, "do", "tulis", "a"), (5, "do", "periksa", "b", "Y"), (20, "do", "kirim", "a"),
    ):  # fmt: skip
        office.later(*what)
    office.start()
    office.engine.cancel(office.run, "a")
    office.start()
    return office


def hours(times):
    return times.count, times.total / timedelta(hours=1)


def test_waiting_ends_when_somebody_takes_the_row_and_a_release_takes_that_back(office):
    split = office.evaluated().splits
    # waiting 4, and 6 + 1 + 1 until it was taken the second time; working 2 and 10; the third was never taken: 5
    assert [hours(part) for part in (split["periksa"].waiting, split["periksa"].working, split["periksa"].whole)] == [
        (2, 12.0), (2, 12.0), (1, 5.0)]  # fmt: skip
    assert hours(split["tulis"].whole) == (3, 8.0)
    assert hours(split["kirim"].whole) == (2, 23.0)


def test_ways_rework_and_hand_overs(office):
    found = office.evaluated()
    assert {way: hours(times) for way, times in found.ways.items()} == {
        ("tulis", "periksa=Y", "kirim"): (1, 10.0),
        ("tulis", "periksa=N", "tulis", "periksa=Y", "kirim"): (1, 50.0),
    }
    assert found.reworked == 1
    # a to b: 6, 18 and 5 hours until b had checked; b to a: 3 to send, 5 to write again, 20 to send
    assert {pair: hours(times) for pair, times in found.hand_overs.items()} == {
        ("a", "b"): (3, 29.0), ("b", "a"): (3, 28.0)}  # fmt: skip
    assert list(found.hand_overs) == [("a", "b"), ("b", "a")]


def test_of_each_row_the_time_from_its_opening_counts_with_its_outcomes_and_returns(office):
    rows = office.evaluated().measure.rows
    told = {
        name: (hours(one.times), one.times.longest / timedelta(hours=1), dict(one.outcomes), one.returned)
        for name, one in rows.items()
    }
    assert told == {
        "tulis": ((3, 8.0), 5.0, {"done": 3}, 1),  # 1, 2 and 5 hours
        "periksa": ((3, 29.0), 18.0, {"Y": 2, "N": 1}, 1),  # 6, 18 and 5
        "kirim": ((2, 23.0), 20.0, {"done": 2}, 0),  # 3 and 20
    }


def test_months_count_starts_where_they_were_and_ends_where_they_were(office):
    months = office.evaluated().months
    assert {
        month: (g.started, g.completed, g.cancelled, g.late, hours(g.times)) for month, g in months.items()
    } == {
        "2026-03": (2, 1, 0, 0, (1, 10.0)),
        "2026-04": (2, 1, 1, 1, (1, 50.0)),
    }
    assert list(office.evaluated().units) == [None]


def test_units_are_told_by_their_names_and_what_has_none_first(office):
    runs = list(office.engine.instances())
    units = ("kota", None, "kec-benda", "kec-tangerang")
    of_units = [run._replace(unit=unit) for run, unit in zip(runs, units, strict=True)]
    engine = office.engine
    (found,) = evaluated(of_units, engine.history, engine.flow, engine.calendar, lambda flow: UTC)
    assert list(found.units) == [None, "kec-benda", "kec-tangerang", "kota"]


def test_only_what_was_done_in_the_period_counts(office):
    found = office.evaluated(since=datetime(2026, 4, 1, tzinfo=UTC))
    assert [len(way) for way in found.ways] == [5]
    assert hours(found.splits["kirim"].whole) == (1, 20.0)
    assert found.months["2026-04"].started == 2
    assert "2026-03" not in found.months


def test_what_was_undone_is_not_a_part_of_the_way():
    office = Office()
    run = office.start()
    office.later(1, "do", "tulis", "a")
    office.engine.undo_last(run, "a", "salah berkas")
    for what in ((1, "do", "tulis", "a"), (1, "do", "periksa", "b", "Y"), (1, "do", "kirim", "a")):
        office.later(*what)
    found = office.evaluated()
    assert list(found.ways) == [("tulis", "periksa=Y", "kirim")]
    assert found.reworked == 0
    assert hours(found.splits["tulis"].whole) == (1, 2.0)


def test_ways_beyond_the_bound_are_counted_together(monkeypatch, office):
    monkeypatch.setattr("sopflow.engine.evaluating.MOST_WAYS", 1)
    found = office.evaluated()
    assert (len(found.ways), found.other_ways.count) == (1, 1)
    assert MOST_WAYS == 10_000


def test_who_goes_on_with_their_own_work_hands_nothing_over():
    clock = sopflow.ManualClock(START)
    alone = sop("- {id: p, activity: x, actor: a}\n- {id: q, activity: x, actor: a}")
    engine = engine_for(alone, clock=clock)
    run = engine.start("uji", "a").id
    for step in ("p", "q"):
        clock.advance(timedelta(hours=1))
        engine.complete(run, step, "a")
    (found,) = evaluated(engine.instances(), engine.history, engine.flow, engine.calendar, lambda flow: UTC)
    assert found.hand_overs == {}
