"""The cheapest way to read a case as a run of the SOP: which rows were skipped, which events are extra, who should
not have acted.

Alignments after Adriansyah, van Dongen and van der Aalst (2011): a row without an event and an event without a row
cost 1 each, and so does the wrong person; what nobody does (a wait, a called SOP, an optional row) costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from sopflow.budget import Budget, TooManyStates
from sopflow.graph import cheapest

if TYPE_CHECKING:
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
    room = Budget(states=MAX_SEARCHED if budget.has_work else LEAST)
    end = len(trace)
    # of equal costs the way that reads more of the events is the better one: costs are counted in these units
    unit = end + 1
    furthest = start = (0, net.start)

    def after(place: Place) -> Iterator[tuple[int, tuple[Deviation | None, Edge | None], Place]]:
        nonlocal furthest
        budget.spent += 1
        if not budget.has_work:
            room.states = LEAST
        furthest = max(furthest, place, key=lambda one: one[0])
        for extra, to, deviation, edge in _steps(net, trace, *place):
            yield extra * unit + (edge is None and deviation is not None), (deviation, edge), to

    def is_goal(place: Place) -> bool:
        return place[0] == end and (not must_end or net.is_over(place[1]))

    with suppress(TooManyStates):
        # of equal costs what is furthest along comes first
        found = cheapest(start, after, is_goal, progress=lambda place: place[0], room=room)
        if found is not None:
            return Alignment(found[0] // unit, *_way(net, found[1]))
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
        if meant is not None and meant.names(edge):
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
    net: Net, steps: Iterable[tuple[Place, tuple[Deviation | None, Edge | None], Place]]
) -> tuple[tuple[Deviation, ...], tuple[Taken, ...]]:
    """The deviations and the rows of a way."""
    found: list[Deviation] = []
    path: list[Taken] = []
    for (at, state), (deviation, edge), (after, to) in steps:
        if deviation is not None:
            found.append(deviation)
        if edge is not None:
            is_whole = to == edge.to
            opened = net.opened(state, edge) if is_whole else ()
            path.append(Taken(at if after > at else None, edge.row, edge.outcome, opened, is_whole))
    return tuple(found), tuple(path)
