"""Every search over a graph, against trying everything on graphs and SOPs by chance: nothing missed, nothing invented."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from sopflow.budget import Budget, Spent
from sopflow.definition.arcs import UNKNOWN_PLACE, arcs_of, graph_of, place_of, works_after
from sopflow.definition.model import Unknown
from sopflow.graph import Graph, cheapest, holding, joined, nearest, paths, reached
from sopflow.testing import definitions
from tests.share import share

from .models import closure, walks

PLACES = "abcd"
ARROWS = st.lists(
    st.tuples(st.sampled_from(PLACES), st.sampled_from(PLACES)), min_size=3, max_size=10, unique=True
)
OFTEN = settings(max_examples=share(500), deadline=None)


def after_in(arrows):
    return lambda at: [(number, to) for number, (source, to) in enumerate(arrows) if source == at]


@given(definitions())
@OFTEN
def test_the_graph_of_an_sop_has_the_arrows_of_its_table(sop):
    drawn = {
        (step.id, UNKNOWN_PLACE if isinstance(targets, Unknown) else place_of(target))
        for step in sop.steps
        for _, targets in step.ways
        for target in ((None,) if isinstance(targets, Unknown) else targets)
    }
    graph = graph_of(sop.steps)
    assert {(at, to) for at in graph.successors for to in graph.after(at)} == drawn
    assert {(at, to) for to in graph.predecessors for at in graph.before(to)} == drawn
    assert {(arc.row, arc.place) for arc in arcs_of(sop.steps)} == drawn


@given(ARROWS, st.sampled_from(PLACES), st.sampled_from(PLACES))
@OFTEN
def test_what_is_reached_is_what_some_way_leads_to(arrows, start, without):
    graph, pairs = Graph.of(arrows), closure(arrows)
    assert set(graph.reached([start])) == {start} | {b for a, b in pairs if a == start}
    assert set(graph.leading_to([start])) == {start} | {a for a, b in pairs if b == start}
    kept = closure([arrow for arrow in arrows if without not in arrow])
    expected = set() if start == without else {start} | {b for a, b in kept if a == start}
    assert set(graph.reached([start], without=without)) == expected
    reach = graph.reach(PLACES)
    assert {(a, b) for a in PLACES for b in PLACES if reach.leads(a, b)} == pairs
    some = reach.of([start, without])
    assert all(reach.leads_to_any(a, some) == bool({(a, start), (a, without)} & pairs) for a in PLACES)


@given(ARROWS, st.sampled_from(PLACES))
@OFTEN
def test_what_is_gathered_past_a_place_is_what_leads_there_without_it(arrows, without):
    own = {place: 1 << at for at, place in enumerate(PLACES)}
    kept = closure([arrow for arrow in arrows if without not in arrow])
    found = Graph.of(arrows).gathered(own, without=without)
    for place in {a for a, _ in arrows} - {without}:
        assert found[place] == sum(own[b] for a, b in kept if a == place)


@given(ARROWS)
@OFTEN
def test_loops_are_the_places_that_lead_to_each_other(arrows):
    graph, pairs = Graph.of(arrows), closure(arrows)
    loops = {
        frozenset(b for b in PLACES if (a, b) in pairs and (b, a) in pairs) for a in PLACES if (a, a) in pairs
    }
    assert {frozenset(loop) for loop in graph.loops} == loops
    components = [set(one) for one in graph.components()]
    for at, one in enumerate(components):
        ahead = {b for a, b in pairs if a in one} - one
        assert ahead <= set().union(*components[:at])


@given(ARROWS)
@OFTEN
def test_a_circle_is_a_loop_and_is_found_where_there_is_one(arrows):
    circle, pairs = Graph.of(arrows).circle(), closure(arrows)
    assert bool(circle) == any((a, a) in pairs for a in PLACES)
    assert all(arrow in arrows for arrow in zip(circle, (*circle[1:], *circle[:1]), strict=True))
    assert len(set(circle)) == len(circle)


@given(ARROWS, st.sampled_from(PLACES))
@OFTEN
def test_the_order_puts_each_place_after_those_that_lead_to_it_but_for_returns(arrows, first):
    order, pairs = Graph.of(arrows).order(first), closure(arrows)
    assert set(order) == {first} | {b for a, b in pairs if a == first}
    assert len(set(order)) == len(order)
    for a, b in arrows:
        if a in order and order.index(b) <= order.index(a):
            assert (b, a) in pairs or a == b


@given(definitions(), st.data())
@OFTEN
def test_who_is_chosen_has_work_where_some_way_leads_before_the_choice_comes_again(sop, data):
    chooser = data.draw(st.sampled_from([step.id for step in sop.steps]))
    chosen = replace(sop.actors["c"], chosen_by=chooser)
    sop = replace(sop, actors={**sop.actors, "c": chosen})
    arc = data.draw(st.sampled_from(arcs_of(sop.steps)))
    kept = [(a.row, a.place) for a in arcs_of(sop.steps) if chooser not in (a.row, a.place)]
    ahead = ({arc.place} | {b for a, b in closure(kept) if a == arc.place}) - {chooser}
    works = {s.id for s in sop.steps if not isinstance(s.actors, Unknown) and "c" in s.actors}
    assert works_after(sop, graph_of(sop.steps), "c", [arc.place]) == bool(ahead & (works | {UNKNOWN_PLACE}))


@given(ARROWS, st.sets(st.sampled_from(PLACES)))
@OFTEN
def test_what_can_be_asked_one_by_one_is_reached_once_each(arrows, starts):
    asked = []

    def after(at):
        asked.append(at)
        return [to for source, to in arrows if source == at]

    found = reached(starts, after)
    assert set(found) == starts | {b for a, b in closure(arrows) if a in starts}
    assert sorted(asked) == sorted(found)


@given(ARROWS, st.sampled_from(PLACES), st.sets(st.integers(0, 9), min_size=1, max_size=2))
@OFTEN
def test_the_nearest_is_a_shortest_walk_to_what_is_wanted(arrows, start, wanted):
    found = nearest(start, after_in(arrows), lambda number, to: number in wanted)
    # a shortest one comes to no place twice
    lengths = [len(walk) for walk in walks(arrows, start, len(PLACES)) if walk and walk[-1] in wanted]
    assert (None if found is None else len(found)) == min(lengths, default=None)
    if found is not None:
        assert found in walks(arrows, start, len(PLACES))


@given(
    st.lists(st.tuples(*[st.sampled_from(PLACES)] * 2, st.integers(0, 3)), min_size=4, max_size=10),
    st.sampled_from(PLACES),
)
@OFTEN
def test_the_cheapest_is_the_least_of_all_walks(arrows, goal):
    found = cheapest(
        "a", lambda at: [(cost, n, to) for n, (x, to, cost) in enumerate(arrows) if x == at], lambda at: at == goal
    )
    best = {"a": 0}
    for _ in PLACES:  # Bellman and Ford: as often as there are places
        for x, to, cost in arrows:
            if x in best:
                best[to] = min(best.get(to, best[x] + cost), best[x] + cost)
    assert (found[0] if found else None) == best.get(goal)
    if found:
        assert sum(arrows[n][2] for _, n, _ in found[1]) == found[0]
        assert ["a", *(to for _, _, to in found[1])] == [*(at for at, _, _ in found[1]), goal]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 3)), max_size=9, unique=True))
@OFTEN
def test_the_paths_are_all_walks_that_cannot_go_on(pairs):
    arrows = [(at, at + further) for at, further in pairs]
    found = list(paths(0, after_in(arrows)))
    ends = [walk for walk in walks(arrows, 0, 9) if not after_in(arrows)(arrows[walk[-1]][1] if walk else 0)]
    assert sorted(found) == sorted(ends)
    assert found == sorted(found)


@given(
    st.lists(st.tuples(*[st.sampled_from(PLACES)] * 2), max_size=7, unique=True),
    st.lists(st.integers(0, 7), min_size=7, max_size=7),
)
@OFTEN
def test_what_holds_at_a_place_holds_on_every_walk_to_it(arrows, adds):
    found = holding({"a": 0}, lambda at: [(adds[number], to) for number, to in after_in(arrows)(at)])
    expected = {}
    for walk in walks(arrows, "a", len(PLACES)):
        held = 0
        for number in walk:
            held |= adds[number]
        at = arrows[walk[-1]][1] if walk else "a"
        expected[at] = expected.get(at, held) & held
    assert found == expected


def test_a_search_without_end_ends_where_its_budget_does():
    budget = Budget(100)

    def after(at):
        budget.spend()
        return [(at, at + 1)]

    try:
        nearest(0, after, lambda edge, to: False)
    except Spent:
        assert budget.spent == 101
    else:
        raise AssertionError("the search ended by itself")


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=8))
@OFTEN
def test_what_pairs_join_is_one_part(pairs):
    ways = closure({*pairs, *((b, a) for a, b in pairs), *((at, at) for at in range(6))})
    parts = joined(6, pairs)
    assert sorted(at for part in parts for at in part) == list(range(6))
    assert all(part == sorted(b for a, b in ways if a == part[0]) for part in parts)
    assert parts == sorted(parts)
