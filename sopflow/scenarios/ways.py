"""The ways through an SOP: all of them within so many loops, or the nearest to what is missing."""

from __future__ import annotations

from collections import Counter, deque
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.budget import Budget, Spent
from sopflow.definition.arcs import FlowArc
from sopflow.flow.markings import Marking, Markings, Move

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sopflow.flow.flow import Flow, Row

MAX_WAYS: Final = 3_000
_MAX_MOVES: Final = 50_000
"""Moves looked at before giving up on looking at all ways."""
MAX_SEARCHED: Final = 3_000
"""Markings looked at in one search; tokens that multiply without end would go on forever."""


class Way(NamedTuple):
    """One way through an SOP, from its start to where nothing more can be done."""

    moves: tuple[Move, ...]
    arcs: frozenset[FlowArc]

    @property
    def after(self) -> Marking:
        return self.moves[-1].after


class Trail(NamedTuple):
    """A move and how one came to it."""

    before: Trail | None
    move: Move


class Explorer:
    """Looks for ways, each kind of search with a budget of its own."""

    def __init__(self, flow: Flow, loops: int, limit: int | None = None) -> None:
        self.flow = flow
        self.loops = loops
        self.limit = limit
        self.budgets: list[Budget] = []
        self.markings = Markings(flow, self.begun())

    def begun(self) -> Budget:
        """The budget of what begins now."""
        self.budgets.append(Budget(self.limit))
        return self.budgets[-1]

    def declared(self) -> Iterator[FlowArc]:
        for row in self.flow.rows.values():
            for way in row.ways.values():
                yield from (FlowArc(row.id, way.outcome, place) for place in way.targets)

    def choices(self, marking: Marking) -> list[Move]:
        """The moves of the row whose turn it is in the canonical order."""
        if not marking.open:
            return []
        turn = min(dict.fromkeys(marking.open), key=lambda name: _priority(self.flow.rows[name]))
        return [move for move in self.markings.moves(marking) if move.row == turn and self.is_sensible(move)]

    def is_sensible(self, move: Move) -> bool:
        """Where the paper does not say, only the next row or the end is tried; tokens do not multiply forever."""
        if len(move.after.open) > len(self.flow.rows) + 1 or any(n > 2 for _, n in move.after.waiting):
            return False
        if move.to is None:
            return True
        rows = list(self.flow.rows)
        after = rows.index(move.row) + 1
        return move.to == (rows[after] if after < len(rows) else move.to) or move.to == next(iter(self.flow.ends))

    def returns(self, move: Move) -> bool:
        here = self.flow.rows[move.row].position
        targets = [move.to] if move.to is not None else self.flow.rows[move.row].ways[move.outcome].targets
        return any(t in self.flow.rows and self.flow.rows[t].position <= here for t in targets)

    def ways(self) -> tuple[list[Way], bool]:
        """All ways within the loops; and whether they are all."""
        found: list[Way] = []
        try:
            return found, self.look_for_ways(found)
        except Spent:
            return found, False

    def look_for_ways(self, found: list[Way]) -> bool:
        looked = 0
        stack: list[tuple[Trail, Counter[tuple[str, str]]]] = [(Trail(None, self.markings.start), Counter())]
        while stack:
            path, taken = stack.pop()
            moves = self.choices(path.move.after)
            self.markings.budget.spend(1 + len(moves) + len(taken))
            if not moves:
                found.append(way_of(path))
                self.markings.budget.spend(len(found[-1].moves))
                if len(found) > MAX_WAYS:
                    return False
                continue
            for move in reversed(self.within(moves, taken)):
                looked += 1
                if looked > _MAX_MOVES:
                    return False
                count = taken
                if self.returns(move):
                    count = taken.copy()
                    count[move.row, move.outcome] += 1
                stack.append((Trail(path, move), count))
        return True

    def within(self, moves: list[Move], taken: Counter[tuple[str, str]]) -> list[Move]:
        """The moves that the number of loops still allows; a loop that has begun is taken as often as asked."""
        begun = [m for m in moves if 0 < taken[m.row, m.outcome] < self.loops]
        return begun or [m for m in moves if not self.returns(m) or taken[m.row, m.outcome] < self.loops]

    def reachable(self) -> frozenset[FlowArc]:
        """The arrows of every marking that can be reached, as far as they can all be looked at."""
        start = self.markings.start
        seen, todo, arcs = {start.after}, [start.after], set(start.arcs)
        self.markings.budget = self.begun()
        with suppress(Spent):
            self.look_around(seen, todo, arcs)
        return frozenset(arcs)

    def look_around(self, seen: set[Marking], todo: list[Marking], arcs: set[FlowArc]) -> None:
        while todo and len(seen) < MAX_SEARCHED:
            for move in self.markings.moves(todo.pop()):
                self.markings.budget.spend()
                if not self.is_sensible(move) or (self.loops == 0 and self.returns(move)):
                    continue
                arcs.update(move.arcs)
                if move.after not in seen:
                    seen.add(move.after)
                    todo.append(move.after)

    def nearest(self, missing: frozenset[FlowArc]) -> list[Way]:
        """Ways that take what is missing, each time the nearest arrow next."""
        left = set(missing)
        ways: list[Way] = []
        self.markings.budget = self.begun()
        with suppress(Spent):
            self.look_for_nearest(left, ways)
        return ways

    def look_for_nearest(self, left: set[FlowArc], ways: list[Way]) -> None:
        while left:
            path = Trail(None, self.markings.start)
            left -= set(path.move.arcs)
            while (more := self.search(path, left)) is not None:
                path = more
                way = way_of(path)
                self.markings.budget.spend(len(way.moves))
                left -= way.arcs
            if path.before is None:
                break
            ways.append(way_of(self.search(path, None) or path))

    def path(self, wanted: Callable[[Move], bool], after: Trail | None = None) -> Trail | None:
        """The fewest moves, from the start or after others, to one that is wanted; `Spent`."""
        first = after if after is not None else Trail(None, self.markings.start)
        if wanted(first.move):
            return first
        queue = deque([first])
        seen = {first.move.after}
        while queue and len(seen) < MAX_SEARCHED:
            here = queue.popleft()
            for move in self.markings.moves(here.move.after):
                self.markings.budget.spend()
                if not self.is_sensible(move):
                    continue
                if wanted(move):
                    return Trail(here, move)
                if move.after not in seen:
                    seen.add(move.after)
                    queue.append(Trail(here, move))
        return None

    def search(self, start: Trail, wanted: set[FlowArc] | None) -> Trail | None:
        """The path longer by the fewest moves, to an arrow that is wanted or (`None`) to where nothing more can be
        done."""
        queue = deque([start])
        seen = {start.move.after}
        while queue and len(seen) < MAX_SEARCHED:
            path = queue.popleft()
            if wanted is None and not path.move.after.open:
                return path
            for move in self.markings.moves(path.move.after):
                self.markings.budget.spend()
                if not self.is_sensible(move):
                    continue
                if wanted is not None and wanted.intersection(move.arcs):
                    return Trail(path, move)
                if move.after not in seen:
                    seen.add(move.after)
                    queue.append(Trail(path, move))
        return None


def way_of(path: Trail) -> Way:
    moves: list[Move] = []
    at: Trail | None = path
    while at is not None:
        moves.append(at.move)
        at = at.before
    return Way(tuple(reversed(moves)), frozenset(arc for move in moves for arc in move.arcs))


def _priority(row: Row) -> tuple[int, int]:
    wait = row.step.wait
    kind = 0 if wait is None else 1 if wait.until is not None else 2
    return kind, row.position
