"""The ways through an SOP: all of them within so many loops, or the nearest to what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from sopflow.budget import GENERATING, Budget, Spent
from sopflow.definition.arcs import UNKNOWN_PLACE, FlowArc, arcs_of
from sopflow.flow.markings import Marking, Markings, Move
from sopflow.graph import nearest, paths, reached

if TYPE_CHECKING:
    from sopflow.flow.flow import Flow, Row

MAX_WAYS: Final = 3_000
_MAX_MOVES: Final = 50_000
"""Moves looked at before giving up on looking at all ways."""
KINDS: Final = 5
"""Kinds of search, each of which has the same part of the work."""
_SEARCHES: Final = 10
"""A search takes at most the tenth part of the work that there is for all of its kind."""

Found = TypeVar("Found")
Options = Callable[[Marking], list[Move]]
"""Which moves of a marking a search looks at."""
Path = tuple[Move, ...]
"""Moves one after the other, the start (from no row) first."""


class Way(NamedTuple):
    """One way through an SOP, from its start to where nothing more can be done."""

    moves: Path
    arcs: frozenset[FlowArc]

    @property
    def after(self) -> Marking:
        return self.moves[-1].after


class Explorer:
    """Looks for ways, each kind of search with a budget of its own."""

    def __init__(self, flow: Flow, loops: int, limit: int = GENERATING // KINDS) -> None:
        self.flow = flow
        self.loops = loops
        self.limit = limit
        self.budgets: list[Budget] = []
        self.is_cut = False
        """Whether a search was given up, so that there may be what was not found."""
        self.markings = Markings(flow, self.begun())

    def begun(self) -> Budget:
        """The budget of what begins now."""
        self.budgets.append(Budget(self.limit))
        return self.budgets[-1]

    @property
    def is_whole(self) -> bool:
        """Whether every search came to its end."""
        return not self.is_cut and not any(budget.is_spent for budget in self.budgets)

    def choices(self, marking: Marking) -> list[Move]:
        """The moves of the row whose turn it is in the canonical order."""
        if not marking.open:
            return []
        turn = min(dict.fromkeys(marking.open), key=lambda name: _priority(self.flow.rows[name]))
        return [move for move in self.markings.moves_of(marking, turn) if self.is_sensible(move)]

    def all_moves(self, marking: Marking) -> list[Move]:
        """The moves of every row, in whatever order they may be done."""
        return [move for move in self.markings.moves(marking) if self.is_sensible(move)]

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
        budget, room = self.markings.budget, Budget(states=_MAX_MOVES)
        start = self.markings.start
        found: list[Way] = []

        def after(
            place: tuple[Marking, Counter[tuple[str, str]]],
        ) -> list[tuple[Move, tuple[Marking, Counter[tuple[str, str]]]]]:
            marking, taken = place
            moves = self.choices(marking)
            budget.spend(1 + len(moves) + len(taken))
            allowed = self.within(moves, taken)
            room.keep(len(allowed))
            return [
                (m, (m.after, taken + Counter([(m.row, m.outcome)]) if self.returns(m) else taken))
                for m in allowed
            ]

        with suppress(Spent):
            for path in paths((start.after, Counter[tuple[str, str]]()), after):
                way = way_of((start, *path))
                if self.choices(way.after):
                    continue  # only loops lead on, and they have been taken
                found.append(way)
                budget.spend(len(way.moves))
                if len(found) > MAX_WAYS:
                    return found, False
            return found, True
        return found, False

    def within(self, moves: list[Move], taken: Counter[tuple[str, str]]) -> list[Move]:
        """The moves that the number of loops still allows; a loop that has begun is taken as often as asked."""
        begun = [m for m in moves if 0 < taken[m.row, m.outcome] < self.loops]
        return begun or [m for m in moves if not self.returns(m) or taken[m.row, m.outcome] < self.loops]

    def reachable(self) -> frozenset[FlowArc]:
        """The arrows of every marking that can be reached, as far as they can be looked at."""
        start, ahead = self.markings.start, self.flow.graph.reached([self.flow.first.id])
        is_open = UNKNOWN_PLACE in ahead
        declared = {arc for arc in arcs_of(self.flow.definition.steps) if is_open or arc.row in ahead}
        found = set(start.arcs)

        def search(options: Options) -> bool | None:
            following = self._following(options)

            def after(marking: Marking) -> Iterator[Marking]:
                for move, to in following(marking) if not found >= declared else ():
                    if self.loops > 0 or not self.returns(move):
                        found.update(move.arcs)
                        yield to

            reached([start.after], after)
            return found >= declared or None

        self.markings.budget = self.begun()
        with suppress(Spent):
            self._searched(search, [(self.choices, 2), (self.all_moves, 1)])
        return frozenset(found)

    def nearest(self, missing: frozenset[FlowArc]) -> list[Way]:
        """Ways that take what is missing, each time the nearest arrow next."""
        left = set(missing)
        ways: list[Way] = []

        def is_missing(move: Move) -> bool:
            return not left.isdisjoint(move.arcs)

        self.markings.budget, was_cut = self.begun(), self.is_cut
        with suppress(Spent):
            while left:
                path: Path = (self.markings.start,)
                left -= set(path[0].arcs)
                while (more := self.path(is_missing, path)) is not None:
                    path = more
                    self.markings.budget.spend(len(path))
                    left -= way_of(path).arcs
                if len(path) == 1:
                    break
                ways.append(way_of(self.path(lambda move: not move.after.open, path) or path))
        # what one search did not come to, another may have
        self.is_cut = was_cut or (self.is_cut and bool(left))
        return ways

    def path(
        self, wanted: Callable[[Move], bool], after: Path | None = None, *, canonical: bool = False
    ) -> Path | None:
        """The fewest moves, from the start or after others, to one that is wanted; `Spent`. Rows come in the canonical
        order where that is said, and where every order of moves is too much to look at."""
        before = after if after is not None else (self.markings.start,)
        if wanted(before[-1]):
            return before
        found = self._searched(
            lambda options: nearest(before[-1].after, self._following(options), lambda move, _: wanted(move)),
            [(self.choices, _SEARCHES)] if canonical else [(self.all_moves, _SEARCHES), (self.choices, _SEARCHES)],
        )
        return (*before, *found) if found is not None else None

    def _following(self, options: Options) -> Callable[[Marking], Iterator[tuple[Move, Marking]]]:
        def following(marking: Marking) -> Iterator[tuple[Move, Marking]]:
            for move in options(marking):
                self.markings.budget.spend()
                yield move, move.after

        return following

    def _searched(
        self, search: Callable[[Options], Found | None], orders: Sequence[tuple[Options, int]]
    ) -> Found | None:
        """What a search finds among some orders of moves, each for at most a part of the work."""
        whole = self.markings.budget
        try:
            for options, parts in orders:
                self.markings.budget = whole.part(parts)
                try:
                    found = search(options)
                except Spent:
                    if whole.is_spent:
                        raise
                    continue
                if found is not None or options == self.all_moves:
                    return found
        finally:
            self.markings.budget = whole
        self.is_cut = True
        return None


def way_of(path: Path) -> Way:
    return Way(path, frozenset(arc for move in path for arc in move.arcs))


def _priority(row: Row) -> tuple[int, int]:
    wait = row.step.wait
    kind = 0 if wait is None else 1 if wait.until is not None else 2
    return kind, row.position
