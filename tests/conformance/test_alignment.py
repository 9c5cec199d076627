"""What it takes to make a case fit an SOP: the least of all ways, in bounded work."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.budget import Budget
from sopflow.conformance import alignment
from sopflow.conformance.alignment import LEAST, align
from sopflow.conformance.conform import Conformance
from sopflow.conformance.log import Case, Label
from sopflow.conformance.net import Net
from sopflow.testing import definitions, legal_runs
from tests.share import share
from tests.sop import sop

ROOT = Path(__file__).parents[2]
RELAXED = settings(max_examples=share(100), deadline=None, suppress_health_check=list(HealthCheck))
LOOP = sop(
    """
- {id: p, activity: Menulis, actor: a}
- {id: q, activity: Memeriksa, actor: b, branches: {Y: r, N: p}}
- {id: r, activity: Mengirim, actor: c}
"""
)
SPLIT = sop(
    """
- {id: p, activity: Mulai, actor: a, next: [q, r]}
- {id: q, activity: Kiri, actor: b, next: s}
- {id: r, activity: Kanan, actor: c, next: s}
- {id: s, activity: Gabung, actor: a, join: [q, r]}
"""
)
JOINT = sop("- {id: p, activity: Mulai, actor: a}\n- {id: q, activity: Berdua, actor: [b, c], sign_off: all}")


def aligned(definition, *events, with_actors=True, must_end=True, budget=None):
    net = Net(sopflow.Flow(definition), with_actors=with_actors)
    labels = [Label(*(event if isinstance(event, tuple) else (event,))) for event in events]
    return align(net, [net.means(label) for label in labels], must_end=must_end, budget=budget)


def said(alignment):
    return alignment.cost, [(d.kind, d.row, d.event) for d in alignment.deviations]


def test_a_case_that_follows_the_sop_costs_nothing():
    assert said(aligned(LOOP, "p", "q", "p", "q", "r")) == (0, [])
    assert said(aligned(SPLIT, "p", "r", "q", "s")) == (0, [])
    assert said(aligned(LOOP, "menulis ", "Memeriksa.", "3")) == (0, [])


def test_what_time_alone_may_have_done_needs_no_event():
    lapses = sop(
        "- {id: p, activity: x, actor: a, duration: 1 hari, branches: {Y: q, N: end}, on_late: {take: N}}\n- {id: q, activity: y, actor: b}"
    )
    assert said(aligned(lapses)) == (0, [])
    assert said(aligned(lapses, ("p", "a", "Y"), "q")) == (0, [])
    assert aligned(lapses, "q").cost == 1


def test_what_nobody_needs_to_do_needs_no_event():
    free = sop(
        "- {id: p, activity: x, actor: a}\n- {id: q, activity: y, wait: 1 hari}\n"
        "- {id: r, activity: z, actor: b, optional: true}\n- {id: t, activity: v, call: anak}\n- {id: s, activity: w, actor: c}"
    )
    assert said(aligned(free, "p", "s")) == (0, [])
    assert said(aligned(free, "p", "q", "r", "t", "s")) == (0, [])
    assert said(aligned(free, "p", "r", "t")) == (1, [("skipped", "s", 3)])


def test_what_is_skipped_extra_or_out_of_order_is_named():
    assert said(aligned(LOOP, "p", "r")) == (1, [("skipped", "q", 1)])
    assert said(aligned(LOOP, "p", "q", "makan", "r")) == (1, [("extra", "", 2)])
    assert said(aligned(LOOP, "p", "q")) == (1, [("skipped", "r", 2)])
    assert said(aligned(LOOP, "p", "q", must_end=False)) == (0, [])
    cost, deviations = said(aligned(SPLIT, "p", "q", "s", "r"))
    # either r came too late, or s too early
    assert cost == 2
    assert deviations in (
        [("skipped", "r", 2), ("extra", "", 3)],
        [("extra", "", 2), ("skipped", "s", 4)],
    )


def test_who_should_not_have_acted_is_named_with_who_may():
    found = aligned(LOOP, ("p", "A"), ("q", "c"), ("r", "C"))
    assert said(found) == (1, [("actor", "q", 1)])
    assert found.deviations[0].expected == ("b",)
    assert said(aligned(LOOP, ("p", "A"), ("q", "c"), ("r", "C"), with_actors=False)) == (0, [])


def test_a_given_outcome_must_lead_where_the_case_goes():
    assert said(aligned(LOOP, ("p", "", ""), ("q", "", "Y"), ("r", "", ""))) == (0, [])
    # after N the row p was due again: p and q are missing
    assert aligned(LOOP, ("p",), ("q", "", "N"), ("r",)).cost == 2


def test_rows_of_one_activity_have_their_own_answers():
    """A label stands for what it stands for at the row that the event can be of, and a row without branches asks for none."""
    alike = sop(
        """
- {id: p, activity: Memeriksa, actor: a, branches: {awal: {to: q, label: Ya}, batal: {end: gagal, label: Tidak}}}
- {id: q, activity: Memeriksa, actor: b, branches: {akhir: {to: r, label: Ya}, kembali: {to: p, label: Tidak}}}
- {id: r, activity: Memeriksa, actor: c}
"""
    )
    net = Net(sopflow.Flow(alike), with_outcomes=True)
    for answers, fits in (("Ya Ya -", True), ("Ya Tidak Ya Ya -", True), ("Tidak", True), ("- Ya -", False)):
        trace = [Label("Memeriksa", "", answer.strip("-")) for answer in answers.split()]
        found = align(net, [net.means(label) for label in trace])
        assert (found.cost == 0) == fits, answers
        (verdict,) = Conformance(net, trace).verdicts(
            [Case("k", tuple(range(len(trace))), tuple(range(len(trace))))]
        )
        assert verdict.fits == fits, answers


def test_everybody_must_sign_a_joint_row_where_actors_are_judged():
    assert said(aligned(JOINT, ("p", "a"), ("q", "b"), ("q", "c"))) == (0, [])
    assert said(aligned(JOINT, ("p", "a"), ("q", "B dan C"))) == (0, [])
    assert said(aligned(JOINT, ("p", "a"), ("q", "b"))) == (1, [("skipped", "q", 2)])
    assert said(aligned(JOINT, "p", "q")) == (0, [])


def words(definition, longest):
    """Every sequence of rows that leads to an end, up to a length, by the markings alone."""
    net = Net(sopflow.Flow(definition), with_actors=False)
    found, todo = set(), [((), net.start)]
    while todo:
        word, state = todo.pop()
        if net.is_over(state):
            found.add(word)
        elif len(word) < longest:
            todo += [((*word, edge.row), edge.to) for edge in net.edges(state)]
    return found


def distance(one, other):
    """Insertions and deletions between two sequences."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        before, row = row, [i]
        for j, right in enumerate(other, start=1):
            row.append(before[j - 1] if left == right else 1 + min(before[j], row[j - 1]))
    return row[-1]


@pytest.mark.parametrize("definition", [LOOP, SPLIT], ids=["loop", "split"])
@given(events=st.lists(st.sampled_from(["p", "q", "r", "s", "x"]), max_size=6))
@RELAXED
def test_the_alignment_is_the_nearest_of_all_ways(definition, events):
    nearest = min(distance(events, word) for word in words(definition, 12))
    assert aligned(definition, *events).cost == nearest


def states_of(net, most):
    """Every state of a net, found by asking for all that follows each."""
    found, todo = {net.start}, [net.start]
    while todo:
        new = {edge.to for edge in net.edges(todo.pop())} - found
        found |= new
        todo += new
        assume(len(found) < most)
    return found


@given(definitions(), st.lists(st.sampled_from(["s0", "s1", "s2", "s3", "x"]), max_size=5))
@RELAXED
@pytest.mark.long
def test_no_way_through_any_sop_is_nearer_than_the_alignment(definition, events):
    """Against costs that are lowered, step by step over all states and events, until none can be."""
    net = Net(sopflow.Flow(definition), with_actors=False)
    states, readings = states_of(net, 150), [net.means(Label(event)) for event in events]
    cost = dict.fromkeys(((at, state) for at in range(len(events) + 1) for state in states), math.inf)
    cost[0, net.start] = 0
    lowered = True
    while lowered:
        lowered = False
        for (at, state), here in list(cost.items()):
            steps = [((at, edge.to), edge.unseen) for edge in net.edges(state)]
            if at < len(events):
                steps.append(((at + 1, state), 1))
                steps += [((at + 1, edge.to), 0) for edge in net.edges(state) if edge.row in readings[at].outcomes]
            for after, extra in steps:
                if here + extra < cost[after]:
                    cost[after], lowered = here + extra, True
    nearest = min((cost[len(events), state] for state in states if net.is_over(state)), default=math.inf)
    found = align(net, readings)
    assert found.is_whole == (nearest < math.inf)
    assert found.cost == nearest or not found.is_whole
    shortest = min((cost[0, state] for state in states if net.is_over(state)), default=len(net.flow.rows))
    assert net.shortest == shortest


@given(st.data())
@RELAXED
@pytest.mark.long
def test_what_the_engine_accepts_fits_and_a_changed_case_costs_no_more_than_its_changes(data):
    definition = data.draw(definitions())
    run = data.draw(legal_runs(definition, max_moves=12, finished=True, detours=False))
    people = ("completed", "signed_off", "skipped")
    rows = [Label(e.step, e.by, e.outcome or "") for e in run.history if e.type in people]
    over = run.run.is_over and run.run.status == "completed"
    net = Net(sopflow.Flow(definition), budget=Budget(states=20_000))
    fitting = align(net, [net.means(label) for label in rows], must_end=over)
    assert fitting.cost == 0 or not fitting.is_whole
    changed = list(rows)
    changes = data.draw(st.integers(0, 2))
    for _ in range(changes):
        at = data.draw(st.integers(0, len(changed)))
        if at < len(changed) and data.draw(st.booleans()):
            del changed[at]
        else:
            changed.insert(at, Label("bukan langkah"))
    found = align(net, [net.means(label) for label in changed], must_end=over)
    # a signature that is missing may leave several missing, where the other signers' events then are extra
    joint = any(row.is_joint for row in net.flow.rows.values())
    assert found.cost <= changes or joint or not found.is_whole
    accepted = Conformance(net, changed, must_end=over)
    (verdict,) = accepted.verdicts([Case("k", tuple(range(len(changed))), tuple(range(len(changed))))])
    assert verdict.fits == (found.cost == 0) or not found.is_whole
    assert 0 <= verdict.fitness <= 1


MULTIPLYING = sop(
    """
- {id: p, activity: Mulai, actor: a, next: [q, p]}
- {id: q, activity: Menunggu, wait: 1 jam, next: [q, r]}
- {id: r, activity: Akhir, actor: c}
"""
)


def test_an_sop_whose_tokens_multiply_is_given_up_in_bounded_time_and_memory():
    net = Net(sopflow.Flow(MULTIPLYING), budget=Budget(states=5_000))
    conformance = Conformance(net, [Label("p", "A"), Label("makan", "A")])
    verdicts = list(conformance.verdicts(Case(str(n), (0,) * n + (1,), tuple(range(n + 1))) for n in range(1, 30)))
    assert len(verdicts) == 29
    assert not any(v.fits or v.alignment.is_whole for v in verdicts)
    assert all(v.alignment.deviations for v in verdicts)


def test_a_case_is_given_up_where_its_search_or_that_of_all_cases_is_spent(monkeypatch):
    beside = [f"r{n}" for n in range(9)]
    wide = sop(
        f"- {{id: p, activity: Mulai, actor: a, next: [{', '.join(beside)}]}}\n"
        + "".join(f"- {{id: {name}, activity: {name}, actor: b, next: s}}\n" for name in beside)
        + f"- {{id: s, activity: Gabung, actor: c, join: [{', '.join(beside)}]}}\n"
    )
    events = ["s", *beside[::2], "p"]
    fresh = Budget()
    whole = aligned(wide, *events, budget=fresh)
    assert whole.is_whole
    least = []
    for limit, used in ((0, 1), (10, 0)):  # spent by other cases, or by this one
        spent = Budget(limit)
        spent.spent = used
        given_up = aligned(wide, *events, budget=spent)
        assert not given_up.is_whole
        assert given_up.cost >= whole.cost
        least.append(spent.spent)
    monkeypatch.setattr(alignment, "MAX_SEARCHED", 2 * LEAST)
    shorter = Budget()
    assert not aligned(wide, *events, budget=shorter).is_whole
    assert max(least) < shorter.spent < fresh.spent
