"""Where tokens can rest: the markings of a flow and the moves between them, by the engine's own routing.

For everything that asks which ways there are, without people, documents or time: coverage, generated scenarios,
conformance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final, NamedTuple

from msgspec import field

from sopflow.budget import Budget
from sopflow.definition.arcs import FlowArc
from sopflow.definition.model import DONE
from sopflow.errors import BadCommand
from sopflow.graph import reached

from .context import Context
from .event import Arc, OpenRow
from .flow import Flow, Row
from .instance import Instance, Origin, Rare
from .routing import MAX_OPEN, TOO_MANY_OPEN, Routing


class Marking(NamedTuple):
    """The places of the tokens of an instance."""

    open: tuple[str, ...]
    """Rows that are open, from the table's top; a row that is open twice stands here twice."""
    waiting: tuple[tuple[Arc, int], ...] = ()
    over: bool = False
    end: str | None = None
    """The name of the end, once it is over."""


def size_of(marking: Marking) -> int:
    """How much room a marking takes: itself, and its tokens."""
    return 1 + len(marking.open) + len(marking.waiting)


class Move(NamedTuple):
    """A row that ends with an outcome, and the resulting marking."""

    row: str
    outcome: str
    to: str | None
    """Where it is led, if the paper does not say."""
    after: Marking
    arcs: tuple[FlowArc, ...]
    """The arrows that tokens take, those through rows that pass by themselves included."""
    joined: tuple[str, ...]
    """The joins that open with it."""


_Waiting = tuple[tuple["Arc", int], ...]


class _Effect(NamedTuple):
    """What a move does, whatever else is open."""

    opened: tuple[str, ...]
    waiting: _Waiting
    """What waits after it at the joins that it can come to."""
    closes_all: bool
    end: str | None
    arcs: tuple[FlowArc, ...]
    joined: tuple[str, ...]


class _Ahead(NamedTuple):
    """What is ahead of an outcome before its tokens rest: what it does depends on what waits at these joins, and on no
    more, unless inclusive ones look at every token."""

    joins: frozenset[str]
    is_inclusive: bool
    effects: dict[_Waiting, _Effect]


class Markings:
    """The markings of one flow; a move costs the tokens that are looked at for it, and what it does is calculated once."""

    def __init__(self, flow: Flow, budget: Budget | None = None) -> None:
        self.flow = flow
        self.budget = budget if budget is not None else Budget()
        self._position = {name: row.position for name, row in flow.rows.items()}
        self._inclusive = frozenset(row.id for row in flow.inclusive)
        self._count = len(self._inclusive)
        self._ahead: dict[tuple[str, str, str | None], _Ahead] = {}
        self._moves: dict[tuple[Marking, str], tuple[Move, ...]] = {}
        routing = _Tokens.of(flow, Marking(()))
        routing.send("", [flow.first.id])
        self.start = Move("", "", None, routing.marking(()), tuple(routing.arcs), tuple(routing.joined))
        """The start, as a move from nowhere."""

    def fire(self, marking: Marking, row: str, outcome: str, to: str | None = None) -> Move:
        """The move of one row; `BadCommand` where tokens multiply beyond measure, `Spent`."""
        waiting, tokens = marking.waiting, size_of(marking)
        self.budget.spend(
            _MOVE + (tokens * (1 + min(self._count, len(waiting) + 1) // 4) if self._count else tokens)
        )
        ahead = self._ahead.get((row, outcome, to)) or self._look_ahead(row, outcome, to)
        if self._count and (ahead.is_inclusive or any(arc[1] in self._inclusive for arc, _ in waiting)):
            return self.routed(marking, row, outcome, to)
        local = tuple([one for one in waiting if one[0][1] in ahead.joins]) if waiting and ahead.joins else ()
        effect = ahead.effects.get(local)
        if effect is None:
            effect = ahead.effects[local] = self._effect(row, outcome, to, local)
        opened, arcs, joined = effect.opened, effect.arcs, effect.joined
        if effect.waiting != local:
            waiting = tuple(sorted([*(one for one in waiting if one not in local), *effect.waiting]))
        rows = list(marking.open)
        rows.remove(row)
        if effect.closes_all or not (rows or opened or waiting):
            return Move(row, outcome, to, Marking((), (), True, effect.end), arcs, joined)
        if opened:
            rows += opened
            rows.sort(key=self._position.__getitem__)
            if len(rows) > MAX_OPEN:
                raise BadCommand(what=TOO_MANY_OPEN.filled(limit=MAX_OPEN, step=self.flow.title(opened[-1])))
        return Move(row, outcome, to, Marking(tuple(rows), waiting), arcs, joined)

    def moves(self, marking: Marking) -> tuple[Move, ...]:
        """Every move of every open row, `late` of a wait among them."""
        return tuple(move for row in dict.fromkeys(marking.open) for move in self.moves_of(marking, row))

    def moves_of(self, marking: Marking, row: str) -> tuple[Move, ...]:
        """Every move of one open row."""
        found = self._moves.get((marking, row))
        if found is None:
            found = self._moves[marking, row] = tuple(self._fired(marking, row))
        return found

    def of(self, instance: Instance) -> Marking:
        """The marking of an instance."""
        rows = tuple(sorted((row.step for row in instance.active), key=self._position.__getitem__))
        return Marking(
            rows, tuple(sorted(instance.waiting)), instance.is_over, instance.end if instance.is_over else None
        )

    def _look_ahead(self, row: str, outcome: str, to: str | None) -> _Ahead:
        rows, graph = self.flow.rows, self.flow.graph
        way = rows[row].ways[outcome]
        places = (to,) if way.is_open and to is not None else way.targets
        passed = reached(places, lambda at: graph.after(at) if at in rows and rows[at].is_automatic else ())
        joins = frozenset(place for place in passed if place in rows and rows[place].is_joined)
        found = self._ahead[row, outcome, to] = _Ahead(joins, not joins.isdisjoint(self._inclusive), {})
        return found

    def _fired(self, marking: Marking, row: str) -> Iterator[Move]:
        for way in self.flow.rows[row].ways.values():
            for place in (*self.flow.rows, *self.flow.ends) if way.is_open else (None,):
                with suppress(BadCommand):
                    yield self.fire(marking, row, way.outcome, place)

    def _effect(self, row: str, outcome: str, to: str | None, local: _Waiting) -> _Effect:
        routing = self._sent(Marking((row,), local), row, outcome, to)
        return _Effect(
            tuple([one.step for one in routing.opened]),
            tuple(sorted(routing.waiting.items())),
            routing.closes_all,
            routing.end.name if routing.end is not None else None,
            tuple(routing.arcs),
            tuple(routing.joined),
        )

    def routed(self, marking: Marking, row: str, outcome: str, to: str | None) -> Move:
        """The same, with every token of the marking looked at, as inclusive joins do."""
        routing = self._sent(marking, row, outcome, to)
        return Move(row, outcome, to, routing.marking(marking.open), tuple(routing.arcs), tuple(routing.joined))

    def _sent(self, marking: Marking, row: str, outcome: str, to: str | None) -> _Tokens:
        way = self.flow.rows[row].ways[outcome]
        routing = _Tokens.of(self.flow, marking)
        routing.closed = (routing.instance.active[marking.open.index(row)],)
        routing.arcs += [FlowArc(row, outcome, target) for target in way.targets]
        routing.send(row, [to] if way.is_open and to is not None else list(way.targets))
        return routing


_MOVE: Final = 10
"""Steps of work that a move takes beside its tokens."""
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
_CONTEXT: Final = Context(_EPOCH)
_ORIGIN: Final = Origin("", "", "", _EPOCH, "")


class _Tokens(Routing):
    """Routing without people and time, that remembers the arrows."""

    arcs: list[FlowArc] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, flow: Flow, marking: Marking) -> _Tokens:
        active = tuple(OpenRow(name, at, (), _EPOCH) for at, name in enumerate(marking.open))
        blank = Instance("", _ORIGIN, 0, "running", _EPOCH, active, rare=Rare(waiting=marking.waiting))
        return cls(flow, blank, _CONTEXT)

    def is_passed(self, row: Row) -> bool:
        return row.is_automatic  # whatever the data says, the row may open

    def pass_through(self, row: Row) -> tuple[str, Sequence[str]]:
        if row.sole is not None:
            self.arcs += [FlowArc(row.id, DONE, place) for place in row.sole.targets]
        return super().pass_through(row)

    def opening(self, row: Row) -> OpenRow:
        return OpenRow(row.id, len(self.opened), (), _EPOCH)

    def consume(self, arcs: tuple[Arc, ...]) -> None:
        self.joined.append(arcs[0][1])
        super().consume(arcs)

    def marking(self, before: tuple[str, ...]) -> Marking:
        """The marking after everything has arrived."""
        closed = {row.visit for row in self.closed}
        left = [name for at, name in enumerate(before) if at not in closed]
        rows = [] if self.closes_all else [*left, *(row.step for row in self.opened)]
        if self.status(bool(rows)) is not None:
            return Marking((), (), True, self.end.name if self.end is not None else None)
        rows.sort(key=lambda name: self.flow.rows[name].position)
        return Marking(tuple(rows), tuple(sorted(self.waiting.items())))
