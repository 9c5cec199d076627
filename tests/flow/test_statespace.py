"""Markings and their moves are those of the engine; what is asked of all of them is what trying everything finds."""

from __future__ import annotations

from collections import deque

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sopflow.budget import Budget
from sopflow.errors import BadCommand
from sopflow.flow.evolve import evolve
from sopflow.flow.flow import Flow
from sopflow.flow.markings import Markings
from sopflow.flow.statespace import StateSpace
from sopflow.testing import definitions, legal_runs
from tests.review.explorer import TooMany, explore
from tests.share import share
from tests.sop import sop

OFTEN = settings(max_examples=share(300), deadline=None, suppress_health_check=list(HealthCheck))


@given(st.data())
@OFTEN
@pytest.mark.long
def test_a_move_leads_where_the_engine_leads(data):
    """Inclusive joins, rows that pass by themselves, ends that close everything and places that a person named too."""
    definition = data.draw(definitions())
    run = data.draw(legal_runs(definition, max_moves=20, detours=False))
    markings, state = Markings(Flow(definition)), None
    for event in run.history:
        after = evolve(state, event)
        if state is None:
            assert markings.start.after == markings.of(after)
        elif event.type == "completed":
            move = markings.fire(markings.of(state), event.step, event.outcome, event.effects.deviation)
            assert move.after == markings.of(after)
        state = after


def routed(fire, *move):
    """What a move comes to, `None` where tokens multiply beyond measure."""
    try:
        return fire(*move)
    except BadCommand:
        return None


@given(definitions())
@OFTEN
def test_a_move_put_together_from_what_is_known_is_that_of_the_whole_marking(definition):
    flow = Flow(definition)
    markings = Markings(flow)
    seen = [markings.start.after]
    for marking in seen:
        for row in dict.fromkeys(marking.open):
            for way in flow.rows[row].ways.values():
                for to in (*flow.rows, *flow.ends) if way.is_open else (None,):
                    move = routed(markings.fire, marking, row, way.outcome, to)
                    assert move == routed(markings.routed, marking, row, way.outcome, to)
                    if move is not None and move.after not in seen and len(seen) < 30:
                        seen.append(move.after)


def modelled(definition):
    """The state space, and what a slow explorer finds: its states, and by how few moves each is come to."""
    assume(not any(step.join == "started" for step in definition.steps))
    try:
        following, _, _ = explore(definition, limit=600)
    except TooMany:
        assume(False)
    space = StateSpace(Flow(definition))
    assume(space.is_whole)
    first = next(iter(following))
    far, todo = {first: 0}, deque([first])
    while todo:
        at = todo.popleft()
        for to in following[at]:
            if to not in far:
                far[to] = far[at] + 1
                todo.append(to)
    return space, following, far


@given(definitions())
@OFTEN
@pytest.mark.long
def test_the_way_to_every_marking_is_one_of_the_shortest(definition):
    space, _, far = modelled(definition)
    rests = {(tuple(sorted(s.open)), tuple(sorted(s.waiting))): n for s, n in far.items() if not s.ended}
    for at, state in enumerate(space.states):
        moves = space.moves_to(at)
        assert [space.states[0], *(move.after for move in moves)][-1] == state
        if not state.over:
            waiting = tuple(sorted(arc for arc, count in state.waiting for _ in range(count)))
            assert len(moves) == rests[tuple(sorted(state.open)), waiting]


@given(definitions())
@OFTEN
@pytest.mark.long
def test_rows_that_can_be_open_together_are_those_of_some_marking(definition):
    space, following, _ = modelled(definition)
    pairs = {(a, b) for s in following if not s.ended for a in s.open for b in s.open if a != b}
    assert {(a, b) for a, others in space.together.items() for b in others} == pairs
    assert space.opened == {row for s in following if not s.ended for row in s.open}


@given(definitions(), st.data())
@OFTEN
@pytest.mark.long
def test_a_way_that_avoids_rows_is_found_where_there_is_one_and_is_shortest(definition, data):
    space, _, _ = modelled(definition)
    rows = [step.id for step in definition.steps]
    avoided, wanted = data.draw(st.sets(st.sampled_from(rows), max_size=2)), data.draw(st.sampled_from(rows))
    found = space.way_without(lambda move: move.row in avoided, lambda at: wanted in space.states[at].open)
    near, far = {0}, 0
    while not any(wanted in space.states[at].open for at in near):
        more = near | {to for at in near for move, to in space.edges[at] if move.row not in avoided}
        if more == near:
            assert found is None
            return
        near, far = more, far + 1
    assert len(found) == far
    assert not any(move.row in avoided for move in found)


def test_a_state_space_that_has_no_room_says_that_it_is_a_part():
    space = StateSpace(
        Flow(sop("- {id: p, activity: x, actor: a, next: [q, p]}\n- {id: q, activity: x, actor: b}")),
        Budget(states=50),
    )
    assert not space.is_whole
    assert space.states
    assert sum(1 + len(state.open) for state in space.states) <= 50
    assert len(space.edges) == len(space.leaves) == len(space.states)


def test_a_row_that_data_may_need_can_open_whatever_is_known_of_the_data():
    rows = """
- {id: s, activity: x, actor: a, fills: [n]}
- {id: t, activity: x, actor: a, optional: true, when: {n: {filled: true}}}
- {id: u, activity: x, actor: a}
"""
    markings = Markings(Flow(sop(rows, head="fields: {n: {type: whole, optional: true}}")))
    assert [move.after.open for move in markings.moves(markings.start.after)] == [("t",)]
