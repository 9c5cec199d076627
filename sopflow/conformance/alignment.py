"""The cheapest way to read a case as a run of the SOP: which rows were skipped, which events are extra, who should
not have acted.

Alignments after Adriansyah, van Dongen and van der Aalst (2011): a row without an event and an event without a row
cost 1 each, and so does the wrong person; what nobody does (a wait, a called SOP, an optional row) costs nothing.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from sopflow.budget import Budget

from .net import TooLarge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .net import Edge, Net, Reading

MAX_SEARCHED: Final = 200_000
"""Places looked at for one case; beyond that only where it leaves the SOP is said."""

LEAST: Final = 500
"""Places looked at for a case once the budget of all cases is spent."""

Place = tuple[int, int]
"""How many events have been read, and the number of the net's state."""
Kind = Literal["skipped", "extra", "actor", "unfinished"]


class Deviation(NamedTuple):
    """Where a case and the SOP part."""

    kind: Kind
    row: str
    """The row that was skipped, or done by the wrong person; empty for an event that is extra."""
    event: int
    """The number of the event in the case, from 0; of a skipped row: the event before which it was due."""
    expected: tuple[str, ...] = ()
    """What was open; of a wrong person: who may."""


class Taken(NamedTuple):
    """A row that ended on the way that a case took."""

    event: int | None
    """The event that tells of it; `None` where none does."""
    row: str
    outcome: str
    opened: tuple[str, ...]
    """The rows that it opened."""
    is_whole: bool = True
    """`False` for a signature after which others are still missing."""


class Alignment(NamedTuple):
    """What it takes to make a case fit."""

    cost: int
    deviations: tuple[Deviation, ...]
    path: tuple[Taken, ...] = ()
    is_whole: bool = True
    """`False` where the search was given up: then only the first deviation is there, and the cost is a bound."""


def align(net: Net, trace: Sequence[Reading], *, must_end: bool = True, budget: Budget | None = None) -> Alignment:
    """The cheapest alignment of a case; with `must_end` false a case may still be running. What is looked at is taken from
    the budget of all cases; once that is spent, a case gets `LEAST`."""
    budget = budget if budget is not None else Budget()
    most = LEAST if budget.is_spent else MAX_SEARCHED
    end = len(trace)
    # of equal costs the way that reads more of the events is the better one: costs are counted in these units
    unit = end + 1
    start = (0, net.start)
    best: dict[Place, int] = {start: 0}
    came: dict[Place, tuple[Place, Deviation | None, Edge | None]] = {}
    # of equal costs what is furthest along comes first
    queue: list[tuple[int, int, int, Place]] = [(0, 0, 0, start)]
    furthest = start
    pushed = 0
    while queue and len(best) <= most:
        cost, _, _, place = heappop(queue)
        if cost > best[place]:
            continue
        at, state = place
        budget.spent += 1
        most = LEAST if budget.is_spent else most
        furthest = max(furthest, place, key=lambda one: one[0])
        if at == end and (not must_end or net.is_over(state)):
            return Alignment(cost // unit, *_way(net, came, place))
        try:
            steps = _steps(net, trace, at, state)
        except TooLarge:
            break
        for extra, after, deviation, edge in steps:
            total = cost + extra * unit + (edge is None and deviation is not None)
            if total < best.get(after, total + 1):
                best[after] = total
                came[after] = (place, deviation, edge)
                pushed += 1
                heappush(queue, (total, -after[0], pushed, after))
    kind: Kind = "extra" if furthest[0] < end else "unfinished"
    first = Deviation(kind, "", furthest[0], net.open_rows(furthest[1]))
    return Alignment(end + net.shortest, (first,), (), False)


Step = tuple[int, Place, Deviation | None, "Edge | None"]
"""What it costs, where it leads, what it deviates by, and the row that ends with it."""


def _steps(net: Net, trace: Sequence[Reading], at: int, state: int) -> list[Step]:
    """What can come next."""
    found: list[Step] = []
    meant = trace[at] if at < len(trace) else None
    for edge in net.edges(state):
        if meant is not None and edge.row in meant.rows and meant.outcome in (None, edge.outcome):
            found.append(_together(net, edge, meant, at, state))
        skipped = Deviation("skipped", edge.row, at, net.open_rows(state)) if edge.unseen else None
        found.append((edge.unseen, (at, edge.to), skipped, edge))
    if meant is not None:
        found.append((1, (at + 1, state), Deviation("extra", "", at, net.open_rows(state)), None))
    return found


def _together(net: Net, edge: Edge, meant: Reading, at: int, state: int) -> Step:
    """An event that tells of a row."""
    wrong = None
    if not net.may_do(edge.row, meant.actors):
        wrong = Deviation("actor", edge.row, at, tuple(sorted(net.who_may(edge.row))))
    if edge.signs is not None and wrong is None and not edge.signs <= (meant.actors or edge.signs):
        return 0, (at + 1, net.after_signing(state, edge, meant.actors)), None, edge
    return (1 if wrong else 0), (at + 1, edge.to), wrong, edge


def _way(
    net: Net, came: dict[Place, tuple[Place, Deviation | None, Edge | None]], place: Place
) -> tuple[tuple[Deviation, ...], tuple[Taken, ...]]:
    """The deviations and the rows of the way to a place."""
    found: list[Deviation] = []
    path: list[Taken] = []
    while place in came:
        (at, state), deviation, edge = came[place]
        if deviation is not None:
            found.append(deviation)
        if edge is not None:
            event = at if place[0] > at else None
            is_whole = place[1] == edge.to
            path.append(
                Taken(event, edge.row, edge.outcome, net.opened(state, edge) if is_whole else (), is_whole)
            )
        place = (at, state)
    return tuple(reversed(found)), tuple(reversed(path))
