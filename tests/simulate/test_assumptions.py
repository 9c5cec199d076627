"""What docs/simulation.md says that a simulation takes for granted, one test for each, worked out by hand."""

from __future__ import annotations

from collections import Counter

import pytest

from sopflow.cli.simulate import MAX_CASES, MAX_EXPERIMENTS
from sopflow.simulate.draws import Spread
from sopflow.simulate.simulation import MAX_EVENTS
from tests.sop import sop

from .offices import MINUTE, exponential, fixed, minutes, row_after_row, simulated

EITHER = sop("- {id: p, activity: x, actor: [a, b]}", name="antre")


def test_the_first_of_several_actors_who_is_free_takes_a_row():
    """One row a case, 50 minutes, cases every 20; a and b are one each: at 0 a, at 20 b, at 40 nobody until a at 50, at 60
    nobody until b at 70."""
    found = simulated(EITHER, fixed(20), {"a": 1, "b": 1}, {"p": fixed(50)}, cases=4)
    assert minutes(found.lead_time) == [50, 50, 60, 60]
    assert found.utilisation == pytest.approx({"a": 100 / 120, "b": 100 / 120})


def test_a_row_that_has_waited_longest_is_taken_first_whatever_row_it_is():
    """The second row of case 1 is open from 10, the first of case 2 from 5: case 2 is begun at 10, then case 1's at 20."""
    two = row_after_row(("p", "a"), ("q", "a"))
    found = simulated(two, fixed(5), {"a": 1}, {"p": fixed(10), "q": fixed(10)}, cases=2)
    assert minutes(found.rows["p"].waiting) == [0, 5]
    assert minutes(found.lead_time) == [30, 35]


def test_whoever_is_at_a_row_that_ends_otherwise_finishes_and_the_work_is_lost():
    """The row lapses after an hour, at which its worker has 30 minutes left; the next row of the same person waits for them."""
    late = sop(
        "- {id: p, activity: x, actor: a, duration: 1 jam, branches: {Y: q, N: q}, on_late: {take: N}}\n"
        "- {id: q, activity: y, actor: a}",
        name="antre",
    )
    found = simulated(late, fixed(600), {"a": 1}, {"p": fixed(90), "q": fixed(10)}, cases=1)
    assert minutes(found.lead_time) == [100]
    assert (found.rows["p"].count, minutes(found.rows["q"].waiting)) == (0, [30])
    assert found.utilisation["a"] == pytest.approx(1)


def test_a_case_that_goes_round_too_often_is_unfinished():
    loop = sop("- {id: p, activity: x, actor: a, branches: {Y: end, N: p}}", name="antre")
    found = simulated(loop, fixed(600), {}, {"p": fixed(1)}, cases=3, answers={"p": {"N": 1}})
    assert MAX_EVENTS == 500
    assert (found.cases, found.unfinished) == (0, 3)
    assert found.rows["p"].count == 3 * MAX_EVENTS


def test_documents_are_brought_notes_are_written_and_what_the_paper_does_not_say_ends_the_case():
    strict = sop(
        "- {id: p, activity: x, actor: a, branches: {Y: q, N: {to: unknown, note: required}}}\n"
        "- {id: q, activity: y, actor: a, inputs: [surat]}",
        head="documents: {surat: Surat}\nmissing_inputs: refuse",
        name="antre",
    )
    found = simulated(strict, fixed(5), {}, {"p": fixed(1), "q": fixed(1)}, cases=200)
    assert (found.cases, found.unfinished) == (200, 0)
    assert Counter(minutes(found.lead_time)).keys() == {1, 2}


def test_what_is_not_said_is_one_person_a_case_a_day_standard_times_and_answers_as_often_as_each_other():
    plain = sop(
        "- {id: p, activity: x, actor: a, duration: 30 menit, branches: {Y: end, N: q, lain: end}}\n"
        "- {id: q, activity: y, actor: luar, duration: 40 menit}",
        head="actors: {a: A, luar: {title: Luar, external: true}}",
        name="antre",
    )
    found = simulated(plain, exponential(20), {}, {}, cases=3000)
    assert set(found.utilisation) == {"a"}  # those outside are as many as are needed
    assert {round(one) for one in found.rows["q"].waiting.seconds} == {0}
    assert {round(one / MINUTE) for one in found.rows["p"].working.seconds} == {30}
    assert found.rows["q"].count / 3000 == pytest.approx(1 / 3, abs=3.3 * (2 / 9 / 3000) ** 0.5)


@pytest.mark.parametrize(
    ("spread", "mean", "deviation"),
    [
        (Spread("uniform", (600, 3600)), 2100, 3000 / 12**0.5),
        (Spread("triangular", (600, 1200, 3600)), 1800, ((600**2 + 1200**2 + 3600**2 - 600 * 1200 - 600 * 3600 - 1200 * 3600) / 18) ** 0.5),
        (Spread("normal", (3600, 600)), 3600, 600),
        (Spread("lognormal", (3600, 1800)), 3600, 1800),
        (Spread("exponential", (2400,)), 2400, 2400),
        (Spread("one_of", (720, 1500, 1860)), 1360, (((640**2) + (140**2) + (500**2)) / 3) ** 0.5),
    ],
    ids=lambda one: one.kind if isinstance(one, Spread) else "",
)  # fmt: skip
def test_lengths_have_the_mean_and_the_spread_of_their_distribution(spread, mean, deviation):
    found = simulated(
        row_after_row(
            ("p", "a"),
        ),
        fixed(1),
        {"a": 9999},
        {"p": spread},
        cases=4000,
    )
    lengths = found.rows["p"].working.seconds
    own = sum(lengths) / 4000
    assert own == pytest.approx(mean, abs=3.3 * deviation / 4000**0.5)
    assert (sum((one - own) ** 2 for one in lengths) / 3999) ** 0.5 == pytest.approx(deviation, rel=0.12)


def test_the_limits_are_those_that_are_written():
    assert (MAX_CASES, MAX_EXPERIMENTS) == (1_000_000, 100)
