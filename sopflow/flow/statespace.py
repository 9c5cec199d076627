"""Every marking of a flow that can be reached, breadth first, so that the way to each is a shortest one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from sopflow.budget import Budget, Spent
from sopflow.errors import BadCommand
from sopflow.graph import Bits, Numbered, holding, nearest

from .flow import Flow
from .markings import Marking, Markings, Move, size_of


class StateSpace:
    """The markings of one flow. Branches whose target the paper does not say are not followed, and count as ways out.

    `is_whole` says whether all were looked at; what is asked of one that is not whole holds for a part.
    """

    def __init__(self, flow: Flow, budget: Budget | None = None) -> None:
        self.flow = flow
        self.is_whole = True
        self.edges: list[list[tuple[Move, int]]] = []
        """Of each marking, the moves that it allows, and the markings that they lead to."""
        self.leaves: list[bool] = []
        """Of each marking, whether a branch without a target leads out of it."""
        self._came: list[tuple[int, Move]] = []
        budget = budget if budget is not None else Budget()
        markings = Markings(flow, budget)
        self._numbered: Numbered[Marking] = Numbered(budget, size_of)
        try:
            self._number(-1, markings.start)
            self._explore(markings)
        except Spent:
            self.is_whole = False
        unexplored = len(self.states) - len(self.edges)
        self.edges += ([] for _ in range(unexplored))
        self.leaves += [False] * unexplored

    @property
    def states(self) -> list[Marking]:
        return self._numbered.states

    def _number(self, before: int, move: Move) -> int:
        number = self._numbered.number(move.after)
        if number == len(self._came):
            self._came.append((before, move))
        return number

    def _explore(self, markings: Markings) -> None:
        ways = {
            name: (
                any(way.is_open for way in row.ways.values()),
                [o for o, way in row.ways.items() if not way.is_open],
            )
            for name, row in self.flow.rows.items()
        }
        for at, marking in enumerate(self.states):  # it grows meanwhile
            edges: list[tuple[Move, int]] = []
            leaves = False
            self.edges.append(edges)
            self.leaves.append(leaves)
            for name in dict.fromkeys(marking.open):
                is_open, outcomes = ways[name]
                self.leaves[at] |= is_open
                for outcome in outcomes:
                    try:
                        move = markings.fire(marking, name, outcome)
                    except BadCommand:
                        self.is_whole = False
                        continue
                    edges.append((move, self._number(at, move)))

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Every move, the start first."""
        return (self._came[0][1], *(move for edges in self.edges for move, _ in edges))

    @cached_property
    def opened(self) -> frozenset[str]:
        """The rows that open."""
        return frozenset(row for state in self.states for row in state.open)

    @cached_property
    def passed(self) -> frozenset[str]:
        """The rows that are reached, and those that pass by themselves among them."""
        rows = self.flow.rows
        arcs = {arc for moved in {move.arcs for move in self.moves} for arc in moved}
        automatic = {arc.row for arc in arcs if arc.row in rows and rows[arc.row].is_automatic}
        # what starts though an end closes it at once: joins that were full, and arrivals that no join holds up
        started = {row for joined in {move.joined for move in self.moves} for row in joined}
        for arc in arcs:
            join = rows[arc.place].join if arc.place in rows else None
            if join is not None and arc.row not in join:
                started.add(arc.place)
        return (
            self.opened | started | automatic | ({self.flow.first.id} if self.flow.first.is_automatic else set())
        )

    @cached_property
    def together(self) -> dict[str, frozenset[str]]:
        """For each row, those that can be open while it is."""
        bits = Bits(self.flow.rows)
        found: dict[str, int] = {}
        for state in self.states:
            here = bits.of(state.open)
            for row in state.open:
                found[row] = found.get(row, 0) | here
        return {row: frozenset(bits.names(here)) - {row} for row, here in found.items()}

    @cached_property
    def ended(self) -> list[bool]:
        """Of each marking, whether on the shortest way to it a token has come to an end."""
        found: list[bool] = []
        for before, move in self._came:
            ends = any(arc.place in self.flow.ends for arc in move.arcs)
            found.append(ends or (before >= 0 and found[before]))
        return found

    def held(self, made: Callable[[Move], int]) -> list[int]:
        """Of each marking, what every way to it has made; `made` gives that of one move, as bits."""
        start = {0: made(self._came[0][1])}
        found = holding(start, lambda at: ((made(move), to) for move, to in self.edges[at]))
        return [found[at] for at in range(len(self.states))]

    def moves_to(self, at: int) -> list[Move]:
        """The moves of a shortest way to a marking."""
        moves: list[Move] = []
        while at > 0:
            at, move = self._came[at]
            moves.append(move)
        return moves[::-1]

    def way_without(self, avoid: Callable[[Move], bool], ends: Callable[[int], bool]) -> list[Move] | None:
        """A shortest way to a marking for which `ends` holds, along moves of which `avoid` does not."""
        if avoid(self._came[0][1]):
            return None
        if ends(0):
            return []
        found = nearest(
            0, lambda at: (edge for edge in self.edges[at] if not avoid(edge[0])), lambda _, to: ends(to)
        )
        return [*found] if found is not None else None
