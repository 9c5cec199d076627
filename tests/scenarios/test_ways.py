"""Looking for ways: nothing that can be reached is missed, nothing else is found, and what was given up is said."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sopflow.budget import Budget
from sopflow.flow.flow import Flow
from sopflow.flow.statespace import StateSpace
from sopflow.scenarios.ways import Explorer
from sopflow.testing import definitions
from tests.review.test_speed import parallel_loops, wide
from tests.share import share
from tests.sop import sop

OFTEN = settings(max_examples=share(200), deadline=None, suppress_health_check=list(HealthCheck))


def whole(flow):
    """The whole state space of a flow whose tokens do not multiply, and whose paper says where everything leads."""
    assume(not any(way.is_open for row in flow.rows.values() for way in row.ways.values()))
    space = StateSpace(flow, Budget(20_000))
    assume(space.is_whole)
    assume(all(len(state.open) <= len(flow.rows) + 1 for state in space.states))
    assume(all(count <= 2 for state in space.states for _, count in state.waiting))
    return space


@given(definitions(), st.data())
@OFTEN
def test_arrows_and_rows_are_found_that_the_state_space_has(definition, data):
    flow = Flow(definition)
    space, explorer = whole(flow), Explorer(flow, 1)
    assert explorer.reachable() == {arc for move in space.moves for arc in move.arcs}
    row = data.draw(st.sampled_from([*flow.rows]))
    found = explorer.path(lambda move: row in move.after.open)
    at = next((at for at, state in enumerate(space.states) if row in state.open), None)
    assert (found is None) == (at is None)
    assert found is None or len(found) == 1 + len(space.moves_to(at))
    assert explorer.is_whole


@given(definitions(), st.integers(10, 400))
@OFTEN
def test_what_a_small_budget_did_not_find_is_not_said_to_be_nowhere(definition, limit):
    flow = Flow(definition)
    space, explorer = whole(flow), Explorer(flow, 1, limit)
    found = explorer.reachable()
    everything = {arc for move in space.moves for arc in move.arcs}
    assert found <= everything
    assert found == everything or not explorer.is_whole


@pytest.mark.parametrize("rows", [parallel_loops(12), wide(40)], ids=["parallel loops", "one wide split"])
def test_a_way_to_the_join_is_found_among_more_markings_than_can_be_looked_at(rows):
    explorer = Explorer(Flow(sop(rows)), 1)
    found = explorer.path(lambda move: "z" in move.after.open)
    assert found is not None
    assert "z" in found[-1].after.open
