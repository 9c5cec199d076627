"""Simulations beside tables that were worked out by hand, formulas of queues, and other simulators."""

from __future__ import annotations

import math
from pathlib import Path
from statistics import fmean, stdev

import pytest

import sopflow
from sopflow.definition.format.rights import NOBODY
from sopflow.definition.library import Library
from sopflow.definition.loading import definition_files
from sopflow.errors import UnknownCalendar
from sopflow.scenarios.rehearsal import compiled
from sopflow.simulate.chances import Chances
from sopflow.simulate.filling import filling, suggested
from sopflow.simulate.lacking import CannotSimulate
from sopflow.simulate.office import Arrivals, Office, Staff
from sopflow.simulate.simulation import Simulation
from sopflow.time.loading import load_calendar
from sopflow.time.shelf import calendars_near
from tests.sop import sop

from .asking import asked
from .offices import MINUTE, exponential, fixed, minutes, row_after_row, simulated

ROOT = Path(__file__).parents[2]
TWO_OF_A = row_after_row(("p", "a"), ("q", "b"), ("r", "a"))
QUEUE = row_after_row(("layani", "a"))


def test_fixed_lengths_give_the_table_that_was_worked_out_by_hand():
    """Cases at 0, 40, 80 and 120 minutes; a does p (30) and r (20), b does q (60):

    case    p         q         r         lead
    1      0- 30    30- 90   110-130     130    r waits for p of case 3 (80-110)
    2     40- 70    90-150   160-180     140    r waits for p of case 4 (130-160)
    3     80-110   150-210   210-230     150
    4    130-160   210-270   270-290     170    p waits for r of case 1
    """
    found = simulated(
        TWO_OF_A, fixed(40), {"a": 1, "b": 1}, {"p": fixed(30), "q": fixed(60), "r": fixed(20)}, cases=4
    )
    assert minutes(found.lead_time) == [130, 140, 150, 170]
    assert minutes(found.rows["p"].waiting) == [0, 0, 0, 10]
    assert minutes(found.rows["q"].waiting) == [0, 20, 40, 50]
    assert minutes(found.rows["r"].waiting) == [20, 10, 0, 0]
    assert {m for row in "pqr" for m in minutes(found.rows[row].working)} == {30, 60, 20}
    assert found.utilisation == pytest.approx({"a": 200 / 290, "b": 240 / 290})
    # b's queue: one case from 70 to 90, 110 to 150 and 160 to 210 minutes
    assert found.queues["b"].mean == pytest.approx(110 / 290)
    assert found.queues["b"].longest == 1


@pytest.mark.parametrize(
    ("every", "people", "lengths"),
    [
        (47, {"a": 1, "b": 2}, (31, 59, 13)),
        (23, {"a": 2, "b": 3}, (17, 61, 11)),
        (39.7, {"a": 1, "b": 1}, (19, 41, 7)),  # more and more wait
    ],
)
def test_fixed_lengths_end_every_case_when_prosimos_ends_it(tmp_path, every, people, lengths):
    # in as many cases no two things happen at one instant, of which either could be first
    rows = [{"id": r, "actor": a, "minutes": m} for r, a, m in zip("pqr", "aba", lengths, strict=True)]
    theirs = asked("prosimos", tmp_path, rows=rows, people=people, every=every, cases=70)
    durations = dict(zip("pqr", map(fixed, lengths), strict=True))
    ours = simulated(TWO_OF_A, fixed(every), people, durations, cases=70)
    assert minutes(ours.lead_time) == pytest.approx(theirs, abs=1e-4)


def erlang_c(arrivals, service, servers):
    """The mean time in an M/M/c queue (Erlang's C formula), of times between arrivals and of service."""
    load = service / arrivals
    busy = load / servers
    last = load**servers / math.factorial(servers) / (1 - busy)
    waits = last / (sum(load**k / math.factorial(k) for k in range(servers)) + last)
    return service + waits / (servers / service - 1 / arrivals)


@pytest.mark.long
@pytest.mark.parametrize(("every", "servers"), [(90, 1), (40, 2), (30, 3), (16, 5)])
def test_a_queue_at_a_counter_is_what_the_formula_says(every, servers):
    found = [
        simulated(QUEUE, exponential(every), {"a": servers}, {"layani": exponential(60)}, cases=4000, seed=seed)
        for seed in range(20)
    ]
    means = [fmean(one.lead_time.seconds) / MINUTE for one in found]
    half = 2.861 * stdev(means) / math.sqrt(20)
    assert fmean(means) - half <= erlang_c(every, 60, servers) <= fmean(means) + half
    assert fmean(one.utilisation["a"] for one in found) == pytest.approx(60 / every / servers, rel=0.02)
    inside = sum(
        one.lead_time.found()["low"] / MINUTE
        <= erlang_c(every, 60, servers)
        <= one.lead_time.found()["high"] / MINUTE
        for one in found
    )
    assert inside >= 15  # of intervals that should hold it 19 times of 20


@pytest.mark.long
def test_a_queue_at_a_counter_is_in_the_interval_of_ciw(tmp_path):
    low, high = asked("ciw", tmp_path, every=40, minutes=60, people=2, cases=2000, trials=20)
    ours = [
        fmean(
            simulated(
                QUEUE, exponential(40), {"a": 2}, {"layani": exponential(60)}, cases=2000, seed=seed
            ).lead_time.seconds
        )
        for seed in range(20)
    ]
    assert low <= fmean(ours) / MINUTE <= high


@pytest.mark.long
def test_random_lengths_are_within_two_of_a_hundred_over_twenty_seeds():
    """Queues in a row, each as if it stood alone (Jackson, 1957)."""
    row = row_after_row(("p", "a"), ("q", "b"), ("r", "c"))
    lengths = {"p": exponential(20), "q": exponential(50), "r": exponential(15)}
    means = [
        fmean(
            simulated(
                row, exponential(40), {"a": 1, "b": 2, "c": 1}, lengths, cases=5000, seed=seed
            ).lead_time.seconds
        )
        for seed in range(20)
    ]
    expected = erlang_c(40, 20, 1) + erlang_c(40, 50, 2) + erlang_c(40, 15, 1)
    assert fmean(means) / MINUTE == pytest.approx(expected, rel=0.02)


def test_the_fasting_month_and_lebaran_are_those_of_the_calendar():
    """From Monday 16 March 2026 (Ramadan: 08:00-12:00 and 12:30-15:00 until the 20th; off from Wednesday 18 to Tuesday 24:
    Nyepi, Lebaran and the days beside them; from the 25th 07:30-12:00 and 13:00-16:00 again). One clerk, four hours a
    case, a case for every three hours that the office is open:

    case   comes         begun         done          elapsed
    1      Mon 08:00     Mon 08:00     Mon 12:00       4 h
    2      Mon 11:00     Mon 12:00     Tue 09:30      22 h 30
    3      Mon 14:30     Tue 09:30     Tue 14:00      23 h 30
    4      Tue 10:30     Tue 14:00     Wed 25 10:30  192 h
    5      Tue 14:00     Wed 25 10:30  Wed 25 15:30  193 h 30
    """
    calendar = load_calendar(ROOT / "definitions/calendars/tangerang.calendar.yaml")
    start = sopflow.definition.instants.parse("2026-03-16 08:00 WIB")
    found = simulated(
        QUEUE, Arrivals(sopflow.definition.duration.parse("3 jam"), "tangerang"), {"a": Staff(1, "tangerang")},
        {"layani": sopflow.definition.duration.parse("4 jam")}, cases=5, calendars={"tangerang": calendar}, start=start,
    )  # fmt: skip
    assert minutes(found.lead_time) == [m * 60 for m in (4, 22.5, 23.5, 192, 193.5)]
    assert minutes(found.rows["layani"].working) == [240] * 5
    # open: Mon 6.5 h, Tue 6.5 h, Wed 25 from 07:30 to 15:30 without the break
    assert found.utilisation["a"] == pytest.approx(20 / (6.5 + 6.5 + 7))


def test_answers_are_given_as_often_as_the_office_says():
    loop = sop(
        "- {id: p, activity: x, actor: a}\n- {id: q, activity: y, actor: b, branches: {Y: end, N: p}}",
        name="antre",
    )
    found = simulated(loop, fixed(60), {}, {}, cases=3000, answers={"q": {"Y": 3, "N": 1}})
    # how often a row comes is geometric: 4/3 times on average
    assert len(found.rows["p"].working.seconds) / 3000 == pytest.approx(4 / 3, rel=0.05)
    never = simulated(loop, fixed(60), {}, {}, cases=100, answers={"q": {"Y": 1}})
    assert len(never.rows["p"].working.seconds) == 100


def test_parallel_rows_signatures_waits_and_late_rows_are_what_runs():
    whole = sop(
        """
- {id: p, activity: Mulai, actor: a, next: [q, r]}
- {id: q, activity: Kiri, actor: b, duration: 30 menit, next: s}
- {id: r, activity: Kanan, actor: c, next: s}
- {id: s, activity: Berdua, actor: [a, b], sign_off: all, join: [q, r]}
- {id: t, activity: Menunggu, wait: 2 jam}
- {id: u, activity: Akhir, actor: c}
""",
        name="antre",
    )
    found = simulated(
        whole,
        fixed(600),
        {},
        {"p": fixed(10), "q": fixed(40), "r": fixed(25), "s": fixed(5), "u": fixed(7)},
        cases=3,
    )
    # 10, the longer of 40 and 25, two signatures at once 5, 120, 7
    assert minutes(found.lead_time) == [182] * 3
    assert minutes(found.rows["s"].working) == [5] * 6
    assert found.rows["q"].late == 3
    assert found.late_people["b"] == 3
    assert found.rows["r"].late == 0


def test_a_row_that_lapses_holds_up_nobody():
    lapses = sop(
        "- {id: p, activity: x, actor: a, duration: 1 jam, branches: {Y: end, N: end}, on_late: {take: N}}",
        name="antre",
    )
    found = simulated(lapses, fixed(10), {"a": 1}, {"p": fixed(45)}, cases=4, answers={"p": {"Y": 1}})
    # the first is done after 45; of the others one is begun at 45 and lapses at 70, and so on
    assert minutes(found.lead_time) == [45, 60, 60, 60]
    assert found.cases == 4


def test_who_goes_first_in_a_queue_is_taken_first_and_nobody_is_interrupted(monkeypatch):
    """Cases at 0, 10, 20 and 30 minutes take 40 each; the last is urgent:

    case   comes  begun  done
    1      0      0      40
    4      30     40     80    urgent
    2      10     80     120
    3      20     120    160
    """
    ranks = iter([1, 1, 1, 0])
    monkeypatch.setattr(Chances, "rank", lambda self: next(ranks))
    found = simulated(
        QUEUE, fixed(10), {"a": 1}, {"layani": fixed(40)}, cases=4, priorities={"segera": 1, "biasa": 3}
    )
    assert minutes(found.priorities["segera"]) == [50]
    assert minutes(found.priorities["biasa"]) == [40, 110, 140]
    assert found.as_json()["priorities"]["segera"]["mean"] == 3000
    assert "priorities" not in simulated(QUEUE, fixed(10), {"a": 1}, {}, cases=1).as_json()


@pytest.mark.long
def test_priorities_wait_as_long_as_the_formula_says():
    """M/M/1 without interruption (Cobham, 1954): W_k = R / ((1 - s_(k-1)) (1 - s_k)), R the mean rest of what is at work."""
    every, service, share = 90, 60, 0.3
    load = service / every
    rest, first = load * service, load * share
    expected = {"segera": rest / (1 - first), "biasa": rest / ((1 - first) * (1 - load))}
    found = [
        simulated(
            QUEUE, exponential(every), {"a": 1}, {"layani": exponential(service)}, cases=6000, seed=seed,
            priorities={"segera": share, "biasa": 1 - share},
        )
        for seed in range(20)
    ]  # fmt: skip
    for name, wait in expected.items():
        means = [fmean(one.priorities[name].seconds) / MINUTE for one in found]
        half = 2.861 * stdev(means) / math.sqrt(20)
        assert fmean(means) - half <= wait + service <= fmean(means) + half


def test_one_seed_gives_one_result_and_a_change_elsewhere_draws_the_same_lengths():
    lengths = {"p": exponential(20), "q": exponential(50), "r": exponential(5)}
    one, same, other = (
        simulated(TWO_OF_A, exponential(40), {"a": 2, "b": 2}, lengths, seed=seed) for seed in (7, 7, 8)
    )
    assert one.as_json() == same.as_json()
    assert one.as_json() != other.as_json()
    more = simulated(TWO_OF_A, exponential(40), {"a": 2, "b": 9}, lengths, seed=7)
    assert sorted(one.rows["q"].working.seconds) == pytest.approx(sorted(more.rows["q"].working.seconds), abs=1e-3)


@pytest.mark.parametrize("path", definition_files(ROOT / "definitions"), ids=lambda path: path.stem)
def test_every_shipped_sop_can_be_simulated(path):
    flows = compiled(Library(plays=False).load(path))
    fields = {name: one for flow in reversed(flows) for name, one in flow.definition.fields.items()}
    office = Office(fields={name: filling(one, suggested(one)) for name, one in fields.items()})
    simulation = Simulation(flows, calendars_near(path.parent), office, cases=30, seed=3)
    if flows[-1].definition.may_start == (NOBODY,):
        with pytest.raises(CannotSimulate, match=r"the simulation stopped: .* may not start this SOP"):
            simulation.run()
        return
    found = simulation.run()
    # values of any size may send a case back again and again
    assert (found.cases, found.unfinished) == (30, 0) or (fields and found.cases + found.unfinished == 30)
    assert found.events > 60


def test_a_calendar_that_is_not_there_is_refused():
    with pytest.raises(UnknownCalendar):
        simulated(QUEUE, Arrivals(fixed(5), "tiada"), {}, {}, cases=1)
