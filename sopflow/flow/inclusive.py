"""The inclusive join (`join: started`), by the rule of BPMN 2.0.2, section 13.4.3.

It starts once something has arrived, unless some token elsewhere can still reach one of its arcs that is empty
and cannot reach one that is filled; ways through the join itself do not count. Joins that wait only on each
other would wait forever: then the upper row goes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sopflow.graph import reached

from .event import Arc
from .flow import Flow, Row


def next_inclusive(flow: Flow, waiting: Mapping[Arc, int], active: Iterable[str]) -> Row | None:
    """The inclusive join that starts now, the uppermost first; `None` where none does.

    The work is the number of joins at which something waits, times the number of places with tokens.
    """
    if not waiting:
        return None
    arrived: dict[str, list[str]] = {}
    for source, target in waiting:
        arrived.setdefault(target, []).append(source)
    places = set(active)
    tokens = places | set(arrived)
    stalled: dict[str, set[str]] = {}
    for join in flow.inclusive:
        sources = arrived.get(join.id)
        if sources is None:
            continue
        own, reached = flow.near(join)
        filled = sum(own.get(source, 0) for source in sources)
        others = tokens if join.id in places else tokens - {join.id}
        # some arc that is empty, and none that is filled
        blockers = {p for p in others if (bits := reached.get(p, 0)) & ~filled and not bits & filled}
        if not blockers:
            return join
        stalled[join.id] = blockers
    return _first_of_a_circle(flow, stalled, places) if stalled else None


def _first_of_a_circle(flow: Flow, stalled: Mapping[str, set[str]], active: set[str]) -> Row | None:
    """Of the joins that no work can free, the upper one."""
    gates = {b for blockers in stalled.values() for b in blockers - active if not flow.rows[b].inclusive}
    busy = {gate for gate in gates if any(flow.reach.leads(place, gate) for place in active)}
    waiting_for: dict[str, list[str]] = {}
    for name, blockers in stalled.items():
        for blocker in blockers:
            waiting_for.setdefault(blocker, []).append(name)
    freed = (name for name, blockers in stalled.items() if blockers & active or blockers & busy)
    held = reached(freed, lambda name: waiting_for.get(name, ()))
    return next((flow.rows[name] for name in stalled if name not in held), None)
