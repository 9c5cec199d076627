"""A slow explorer, written apart from the engine's routing: it plays the table's arrows with tokens, by brute force.

It knows rows, splits, named joins, waits, ends and rows that pass by themselves; no inclusive joins.
"""

from __future__ import annotations

from typing import NamedTuple

from sopflow.definition.model import End, Unknown


class Tokens(NamedTuple):
    """Open rows, and arrivals that wait at joins; both sorted, with repetitions."""

    open: tuple[str, ...]
    waiting: tuple[tuple[str, str], ...]
    ended: bool = False
    made: frozenset[str] = frozenset()


class TooMany(Exception):
    """More markings than are worth the time."""


def explore(sop, *, documents=False, limit=3000):
    """Every way that tokens can stand, with the rows that each move passes."""
    steps = {step.id: step for step in sop.steps}
    passed = set()

    def arrive(source, place, open_rows, waiting, depth=0):
        """Where a token that comes to a place comes to rest; `True` where it ends everything."""
        if depth > 60:
            raise TooMany
        if isinstance(place, End):
            return place.closes_all
        step = steps[place]
        if step.join is not None and source in step.join:
            waiting.append((source, place))
            if not all((other, place) in waiting for other in step.join):
                return False
            for other in step.join:
                waiting.remove((other, place))
        passed.add(place)
        if step.terminator:
            return sum(arrive(place, target, open_rows, waiting, depth + 1) for target in step.next) > 0
        open_rows.append(place)
        if len(open_rows) > 12:
            raise TooMany
        return False

    def settled(open_rows, waiting, everything_ends, made):
        if everything_ends or not (open_rows or waiting):
            return Tokens((), (), True, made)
        return Tokens(tuple(sorted(open_rows)), tuple(sorted(waiting)), False, made)

    open_rows, waiting = [], []
    ends = arrive("", sop.steps[0].id, open_rows, waiting)
    first = settled(open_rows, waiting, ends, frozenset())
    seen, leaves, todo = {first: set()}, set(), [first]
    while todo:
        state = todo.pop()
        for name in set(state.open):
            step = steps[name]
            for outcome, targets in step.ways:
                if isinstance(targets, Unknown):
                    leaves.add(state)
                    continue
                open_rows, waiting = list(state.open), list(state.waiting)
                open_rows.remove(name)
                ends = sum(arrive(name, target, open_rows, waiting) for target in targets) > 0
                made = state.made | outputs(step, outcome) if documents else state.made
                after = settled(open_rows, waiting, ends, made)
                seen[state].add(after)
                if after not in seen:
                    if len(seen) >= limit:
                        raise TooMany
                    seen[after] = set()
                    todo.append(after)
    return seen, leaves, passed


def outputs(step, outcome):
    branch = next((b for b in step.branches if b.name == outcome), None)
    made = branch.outputs if branch is not None and branch.outputs is not None else step.outputs
    waits = step.wait is not None and step.wait.until is not None and (step.wait.lasts is None or step.wait.late)
    came = frozenset([str(step.wait.until)]) if waits and outcome != "late" else frozenset()
    if outcome == "late" or isinstance(made, Unknown):
        return came
    return came | frozenset(str(one) for one in made if not isinstance(one, Unknown))


def reached(sop):
    """The rows to which arrows lead from the first."""
    steps = {step.id: step for step in sop.steps}
    found, todo = set(), [sop.steps[0].id]
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            for _, targets in steps[name].ways:
                todo += [] if isinstance(targets, Unknown) else [t for t in targets if not isinstance(t, End)]
    return found
