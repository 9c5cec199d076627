"""The inclusive join (`join: started`), by the rule of BPMN 2.0.2, section 13.4.3.

It starts once something has arrived, unless some token elsewhere can still reach one of its arcs that is empty
and cannot reach one that is filled; ways through the join itself do not count. Joins that wait only on each
other would wait for ever: then the upper row goes first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .event import Arc
    from .flow import Flow, Row


def next_inclusive(flow: Flow, waiting: Mapping[Arc, int], active: Iterable[str]) -> Row | None:
    """The inclusive join that starts now, the uppermost first; `None` where none does."""
    if not waiting:
        return None
    places = set(active)
    stalled: dict[str, set[str]] = {}
    for join in flow.inclusive:
        filled = {source for source, target in waiting if target == join.id}
        if not filled:
            continue
        empty = flow.arrivals(join) - filled
        elsewhere = {target for _, target in waiting if target != join.id}
        blockers = {
            place
            for place in places | elsewhere
            if (reached := flow.reachable_arrivals(place, join)) & empty and not reached & filled
        }
        if not blockers:
            return join
        stalled[join.id] = blockers
    return _first_of_a_circle(flow, stalled, places, waiting)


def _first_of_a_circle(
    flow: Flow, stalled: Mapping[str, set[str]], active: set[str], waiting: Mapping[Arc, int]
) -> Row | None:
    """Of the joins that no work can free, the upper one."""
    held = {name for name, blockers in stalled.items() if blockers & active}
    for name, blockers in stalled.items():
        gates = [flow.rows[b] for b in blockers - active if not flow.rows[b].inclusive]
        if any(_reaches(flow, place, gate.id) for gate in gates for place in active):
            held.add(name)
    while True:
        more = {name for name, blockers in stalled.items() if name not in held and blockers & held}
        if not more:
            break
        held |= more
    return next((flow.rows[name] for name in stalled if name not in held), None)


def _reaches(flow: Flow, start: str, goal: str) -> bool:
    seen, todo = {start}, [start]
    while todo:
        for place in flow.successors.get(todo.pop(), ()):
            if place == goal:
                return True
            if place not in seen:
                seen.add(place)
                todo.append(place)
    return False
