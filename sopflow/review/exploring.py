"""Every marking of a flow that can be reached, breadth first, so that the way to each is a shortest one."""

from __future__ import annotations

from collections import deque
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.budget import CHECKING, Budget, Spent
from sopflow.errors import BadCommand
from sopflow.flow.markings import Markings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sopflow.flow.flow import Flow
    from sopflow.flow.markings import Marking, Move

_SHOWN: Final = 14


class Edge(NamedTuple):
    """A row that ends with an outcome."""

    move: Move
    to: int


class Exploration:
    """The markings of one flow. Branches whose target the paper does not say are not followed, and count as ways out.

    `is_whole` says whether all were looked at; what is asked of one that is not whole holds for a part.
    """

    def __init__(self, flow: Flow, budget: Budget | None = None) -> None:
        self.flow = flow
        self.is_whole = True
        self.states: list[Marking] = []
        self.edges: list[list[Edge]] = []
        self.leaves: list[bool] = []
        """Of each marking, whether a branch without a target leads out of it."""
        self._came: list[tuple[int, Move] | None] = []
        try:
            self._explore(Markings(flow, budget if budget is not None else Budget(CHECKING)))
        except Spent:
            self.is_whole = False

    def _explore(self, markings: Markings) -> None:
        numbers: dict[Marking, int] = {}

        def number(marking: Marking, came: tuple[int, Move] | None) -> int:
            at = numbers.get(marking)
            if at is None:
                at = numbers[marking] = len(self.states)
                self.states.append(marking)
                self.edges.append([])
                self.leaves.append(False)
                self._came.append(came)
                todo.append(at)
            return at

        todo: deque[int] = deque()
        number(markings.start.after, (-1, markings.start))
        while todo:
            at = todo.popleft()
            marking = self.states[at]
            for name in dict.fromkeys(marking.open):
                for way in self.flow.rows[name].ways.values():
                    if way.is_open:
                        self.leaves[at] = True
                        continue
                    try:
                        move = markings.fire(marking, name, way.outcome)
                    except BadCommand:
                        self.is_whole = False
                        continue
                    self.edges[at].append(Edge(move, number(move.after, (at, move))))

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Every move, the start first."""
        start = self._came[0]
        assert start is not None
        return (start[1], *(edge.move for edges in self.edges for edge in edges))

    @cached_property
    def opened(self) -> frozenset[str]:
        """The rows that are reached: those that open, and those that tokens pass by themselves."""
        found = {row for state in self.states for row in state.open}
        return frozenset(found | {arc.place for move in self.moves for arc in move.arcs if arc.place in found})

    @cached_property
    def passed(self) -> frozenset[str]:
        """The rows that are reached, and those that pass by themselves among them."""
        rows = self.flow.rows
        automatic = {
            arc.row for move in self.moves for arc in move.arcs if rows.get(arc.row) and rows[arc.row].is_automatic
        }
        # what starts though an end closes it at once: joins that were full, and arrivals that no join holds up
        started = {row for move in self.moves for row in move.joined}
        for arc in (arc for move in self.moves for arc in move.arcs):
            join = rows[arc.place].join if arc.place in rows else None
            if join is not None and arc.row not in join:
                started.add(arc.place)
        return (
            self.opened | started | automatic | ({self.flow.first.id} if self.flow.first.is_automatic else set())
        )

    @cached_property
    def can_end(self) -> list[bool]:
        """Of each marking, whether some way leads from it to the end."""
        back: list[list[int]] = [[] for _ in self.states]
        for at, edges in enumerate(self.edges):
            for edge in edges:
                back[edge.to].append(at)
        found = [state.over or leaves for state, leaves in zip(self.states, self.leaves, strict=True)]
        todo = [at for at, ends in enumerate(found) if ends]
        while todo:
            for before in back[todo.pop()]:
                if not found[before]:
                    found[before] = True
                    todo.append(before)
        return found

    @cached_property
    def together(self) -> dict[str, frozenset[str]]:
        """For each row, those that can be open while it is."""
        bits = {name: 1 << at for at, name in enumerate(self.flow.rows)}
        found: dict[str, int] = {}
        for state in self.states:
            rows = set(state.open)
            here = sum(bits[row] for row in rows)
            for row in rows:
                found[row] = found.get(row, 0) | here
        return {
            row: frozenset(other for other, bit in bits.items() if here & bit and other != row)
            for row, here in found.items()
        }

    @cached_property
    def ended(self) -> list[bool]:
        """Of each marking, whether on the shortest way to it a token has come to an end."""
        found: list[bool] = []
        for came in self._came:
            before, move = came if came is not None else (-1, None)
            ends = move is not None and any(arc.place in self.flow.ends for arc in move.arcs)
            found.append(ends or (before >= 0 and found[before]))
        return found

    def held(self, made: Callable[[Move], int]) -> list[int]:
        """Of each marking, what every way to it has made; `made` gives that of one move, as bits."""
        first = self._came[0]
        assert first is not None
        found: list[int | None] = [None] * len(self.states)
        found[0] = made(first[1])
        todo = deque([0])
        while todo:
            at = todo.popleft()
            here = found[at]
            assert here is not None
            for move, to in self.edges[at]:
                there = here | made(move)
                before = found[to]
                if before is None or before & there != before:
                    found[to] = there if before is None else before & there
                    todo.append(to)
        return [bits or 0 for bits in found]

    def way_to(self, at: int) -> str:
        """A shortest way to a marking, in the ids of rows and the answers given."""
        steps: list[Move] = []
        while at >= 0:
            came = self._came[at]
            if came is None:
                break
            at, move = came
            if move.row:
                steps.append(move)
        return spoken([*reversed(steps)])

    def way_into(self, row: str) -> str:
        """A shortest way to the opening of a row."""
        return next((self.way_to(at) for at, state in enumerate(self.states) if row in state.open), "-")

    def way_without(self, avoid: Callable[[Move], bool], ends: Callable[[int], bool]) -> list[Move] | None:
        """A shortest way to a marking for which `ends` holds, along moves of which `avoid` does not."""
        start = self._came[0]
        if start is None or avoid(start[1]):
            return None
        came: dict[int, tuple[int, Move] | None] = {0: None}
        todo = deque([0])
        while todo:
            at = todo.popleft()
            if ends(at):
                return [*reversed([*_back(came, at)])]
            for move, to in self.edges[at]:
                if to not in came and not avoid(move):
                    came[to] = (at, move)
                    todo.append(to)
        return None


def _back(came: dict[int, tuple[int, Move] | None], at: int) -> Iterator[Move]:
    step = came[at]
    while step is not None:
        at, move = step
        yield move
        step = came[at]


def spoken(moves: list[Move]) -> str:
    """A way in words: rows with the answers given; a long one with its middle left out."""
    texts = [move.row if move.outcome == "done" else f"{move.row}={move.outcome}" for move in moves]
    if len(texts) > _SHOWN:
        texts = [*texts[: _SHOWN // 2], "…", *texts[-_SHOWN // 2 :]]
    return " → ".join(texts) or "-"
