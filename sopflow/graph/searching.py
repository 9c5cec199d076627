"""Searches over whatever has a next: the places and arrows are made as they are asked for.

`after` says what can follow a place; who must not go on forever spends a budget there.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from sopflow.budget import Budget

Node = TypeVar("Node", bound="Hashable")
Edge = TypeVar("Edge")
Place = TypeVar("Place")
Value = TypeVar("Value")


def reached(starts: Iterable[Node], after: Callable[[Node], Iterable[Node]]) -> dict[Node, None]:
    """Everything that some places lead to, they included, in the order in which it is come to, depth first."""
    found: dict[Node, None] = {}
    todo = list(starts)
    while todo:
        at = todo.pop()
        if at not in found:
            found[at] = None
            todo += after(at)
    return found


def nearest(
    start: Node,
    after: Callable[[Node], Iterable[tuple[Edge, Node]]],
    is_wanted: Callable[[Edge, Node], bool],
) -> tuple[Edge, ...] | None:
    """The fewest arrows, one at least, of which the last one is wanted (breadth first)."""
    came: dict[Node, tuple[Node, Edge]] = {}
    todo = deque([start])
    while todo:
        at = todo.popleft()
        for edge, to in after(at):
            if is_wanted(edge, to):
                return (*(one for _, one, _ in _way(came, at)), edge)
            if to not in came and to != start:
                came[to] = (at, edge)
                todo.append(to)
    return None


def cheapest(
    start: Node,
    after: Callable[[Node], Iterable[tuple[int, Edge, Node]]],
    is_goal: Callable[[Node], bool],
    *,
    progress: Callable[[Node], int] = lambda _: 0,
    room: Budget | None = None,
) -> tuple[int, tuple[tuple[Node, Edge, Node], ...]] | None:
    """The least cost to a goal, and the arrows on the way, each with where it comes from and leads (Dijkstra 1959).

    Of equal costs what has the most progress is looked at first. Each place that is come to takes `room`.
    """
    best = {start: 0}
    came: dict[Node, tuple[Node, Edge]] = {}
    queue: list[tuple[int, int, int, Node]] = [(0, 0, 0, start)]
    pushed = 0
    while queue:
        cost, _, _, at = heappop(queue)
        if cost > best[at]:
            continue
        if is_goal(at):
            return cost, _way(came, at)
        for extra, edge, to in after(at):
            total = cost + extra
            before = best.get(to)
            if before is None and room is not None:
                room.keep()
            if before is None or total < before:
                best[to] = total
                came[to] = (at, edge)
                pushed += 1
                heappush(queue, (total, -progress(to), pushed, to))
    return None


def paths(start: Place, after: Callable[[Place], Sequence[tuple[Edge, Place]]]) -> Iterator[tuple[Edge, ...]]:
    """Every path to where nothing follows, by the first arrow of each place first; there must be no loop."""
    path: list[Edge] = []
    todo: list[tuple[int, Edge | None, Place]] = [(0, None, start)]
    while todo:
        length, edge, at = todo.pop()
        del path[max(0, length - 1) :]
        if edge is not None:
            path.append(edge)
        following = after(at)
        if not following:
            yield tuple(path)
        todo += [(length + 1, edge, to) for edge, to in reversed(following)]


def holding(starts: Mapping[Node, int], after: Callable[[Node], Iterable[tuple[int, Node]]]) -> dict[Node, int]:
    """What every way to a place has, as bits: what the start has, and what the arrows of the way add."""
    found = dict(starts)
    todo = deque(found)
    while todo:
        at = todo.popleft()
        here = found[at]
        for adds, to in after(at):
            there, before = here | adds, found.get(to)
            if before is None or before & there != before:
                found[to] = there if before is None else before & there
                todo.append(to)
    return found


def backwards(
    order: Iterable[Place], value: Callable[[Place, Mapping[Place, Value]], Value]
) -> dict[Place, Value]:
    """A value for each place, made from those of the places after it: the last first."""
    found: dict[Place, Value] = {}
    for at in reversed([*order]):
        found[at] = value(at, found)
    return found


def _way(came: Mapping[Node, tuple[Node, Edge]], at: Node) -> tuple[tuple[Node, Edge, Node], ...]:
    way: list[tuple[Node, Edge, Node]] = []
    while at in came:
        before, edge = came[at]
        way.append((before, edge, at))
        at = before
    return tuple(reversed(way))
