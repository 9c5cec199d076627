"""Simulations with branches, returns and parallel rows, beside Prosimos: equal in expectation."""

from __future__ import annotations

import math
from statistics import fmean, variance

import pytest

from tests.sop import sop

from .asking import asked
from .offices import MINUTE, exponential, simulated

SOURCE = """
- {id: p, activity: Menerima, actor: a}
- {id: q, activity: Memeriksa, actor: b, branches: {Y: [r, s], N: p, tolak: t}}
- {id: r, activity: Kiri, actor: a, next: u}
- {id: s, activity: Kanan, actor: c, next: u}
- {id: u, activity: Menyatukan, actor: c, join: [r, s], next: end}
- {id: t, activity: Menolak, actor: b, next: end}
"""
ROWS = {"p": ("a", 10), "q": ("b", 30), "r": ("a", 25), "s": ("c", 40), "u": ("c", 5), "t": ("b", 12)}
PEOPLE = {"a": 2, "b": 3, "c": 2}
FLOWS = """begin again  again p  p q  q decide  decide again  decide split  decide t  split r  split s  r both  s both
both u  u finish  t finish  finish over"""
KINDS = {
    "begin": "startEvent", "again": "exclusiveGateway", "decide": "exclusiveGateway", "split": "parallelGateway",
    "both": "parallelGateway", "finish": "exclusiveGateway", "over": "endEvent",
}  # fmt: skip
ANSWERS = {"Y": 0.5, "N": 0.3, "tolak": 0.2}
TRIALS, CASES, EVERY = 20, 1500, 25
APART = 3.33
"""Standard errors by which two means differ at most 999 times of 1,000 if they are of one thing (normal: each is of 20 means)."""


def ours():
    definition = sop(SOURCE, name="antre")
    lengths = {name: exponential(minutes) for name, (_, minutes) in ROWS.items()}
    for seed in range(TRIALS):
        found = simulated(
            definition, exponential(EVERY), PEOPLE, lengths, cases=CASES, seed=seed, answers={"q": ANSWERS}
        )
        said = {"lead": fmean(found.lead_time.seconds) / MINUTE}
        for name, row in found.rows.items():
            said |= {
                f"{name} count": row.count / CASES,
                f"{name} waits": fmean(row.waiting.seconds) / MINUTE,
            }
        yield said


@pytest.mark.long
def test_branches_returns_and_parallel_rows_are_in_expectation_those_of_prosimos(tmp_path):
    """People are busy for 62 to 64 % of their time: queues are long enough to differ if rows are taken in another order."""
    flows = [[f"{one}_{other}", one, other] for one, other in (pair.split() for pair in FLOWS.replace("\n", "  ").split("  "))]  # fmt: skip
    parts = {"decide_split": ANSWERS["Y"], "decide_again": ANSWERS["N"], "decide_t": ANSWERS["tolak"]}
    theirs = asked(
        "branching", tmp_path, trials=TRIALS, cases=CASES, every=EVERY, lengths="exponential", people=PEOPLE,
        rows=[{"id": name, "actor": actor, "minutes": minutes} for name, (actor, minutes) in ROWS.items()],
        kinds=KINDS, flows=flows, probabilities={"decide": parts},
    )  # fmt: skip
    own = list(ours())
    for name in own[0]:
        one, other = ([trial[name] for trial in trials] for trials in (own, theirs))
        error = math.sqrt((variance(one) + variance(other)) / TRIALS)
        assert abs(fmean(one) - fmean(other)) <= APART * error, (name, fmean(one), fmean(other), error)
        assert error < 0.1 * fmean(other) + 0.5, name  # the comparison says something
    # by hand: a case comes to the check 1 / 0.7 times
    assert fmean(trial["q count"] for trial in own) == pytest.approx(1 / 0.7, rel=0.03)
