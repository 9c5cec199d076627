"""Where tokens can rest: the markings of a flow and the moves between them, by the engine's own routing.

For everything that asks which ways there are, without people, documents or time: coverage, generated scenarios,
conformance.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import field

from sopflow.budget import Budget
from sopflow.definition.model import DONE
from sopflow.errors import BadCommand

from .context import Context
from .event import OpenRow
from .instance import Instance, Origin, Rare
from .routing import Routing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .event import Arc
    from .flow import Flow, Row


class FlowArc(NamedTuple):
    """One arrow of the table: from a row, by an outcome, to a place (`unknown` where the paper does not say)."""

    row: str
    outcome: str
    place: str


class Marking(NamedTuple):
    """Where the tokens of an instance rest."""

    open: tuple[str, ...]
    """Rows that are open, from the table's top; a row that is open twice stands here twice."""
    waiting: tuple[tuple[Arc, int], ...] = ()
    over: bool = False
    end: str | None = None
    """The name of the end, once it is over."""


class Move(NamedTuple):
    """A row that ends with an outcome, and where that leads."""

    row: str
    outcome: str
    to: str | None
    """Where it is led, if the paper does not say."""
    after: Marking
    arcs: tuple[FlowArc, ...]
    """The arrows that tokens take, those through rows that pass by themselves included."""
    joined: tuple[str, ...]
    """The joins that open with it."""


class Markings:
    """The markings of one flow; every move is worked out once, and costs the tokens that are looked at for it."""

    def __init__(self, flow: Flow, budget: Budget | None = None) -> None:
        self.flow = flow
        self.budget = budget if budget is not None else Budget()
        self._moves: dict[tuple[Marking, str, str, str | None], Move] = {}
        self._all: dict[Marking, tuple[Move, ...]] = {}
        routing = _Tokens.of(flow, Marking(()))
        routing.send("", [flow.first.id])
        self.start = Move("", "", None, routing.marking(()), tuple(routing.arcs), tuple(routing.joined))
        """The start, as a move from nowhere."""

    def fire(self, marking: Marking, row: str, outcome: str, to: str | None = None) -> Move:
        """The move of one row; `BadCommand` where tokens multiply beyond measure, `Spent`."""
        key = (marking, row, outcome, to)
        move = self._moves.get(key)
        if move is None:
            tokens = 1 + len(marking.open) + len(marking.waiting)
            joins = min(len(self.flow.inclusive), len(marking.waiting) + 1)
            self.budget.spend(_MOVE + tokens * (1 + joins // 4))
            move = self._moves[key] = self._fired(*key)
        return move

    def moves(self, marking: Marking) -> tuple[Move, ...]:
        """Every move of every open row, `late` of a wait among them."""
        found = self._all.get(marking)
        if found is None:
            found = self._all[marking] = tuple(self._moves_of(marking))
        return found

    def of(self, instance: Instance) -> Marking:
        """The marking of an instance."""
        position = {name: row.position for name, row in self.flow.rows.items()}
        rows = tuple(sorted((row.step for row in instance.active), key=position.__getitem__))
        return Marking(
            rows, tuple(sorted(instance.waiting)), instance.is_over, instance.end if instance.is_over else None
        )

    def _moves_of(self, marking: Marking) -> Iterator[Move]:
        for name in dict.fromkeys(marking.open):
            for way in self.flow.rows[name].ways.values():
                for place in (*self.flow.rows, *self.flow.ends) if way.is_open else (None,):
                    try:
                        yield self.fire(marking, name, way.outcome, place)
                    except BadCommand:
                        continue

    def _fired(self, marking: Marking, row: str, outcome: str, to: str | None) -> Move:
        way = self.flow.rows[row].ways[outcome]
        routing = _Tokens.of(self.flow, marking)
        routing.closed = ((row, marking.open.index(row)),)
        routing.arcs += [FlowArc(row, outcome, target) for target in way.targets]
        routing.send(row, [to] if way.is_open and to is not None else list(way.targets))
        return Move(row, outcome, to, routing.marking(marking.open), tuple(routing.arcs), tuple(routing.joined))


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
        closed = {at for _, at in self.closed}
        left = [name for at, name in enumerate(before) if at not in closed]
        rows = [] if self.closes_all else [*left, *(row.step for row in self.opened)]
        if self.status(bool(rows)) is not None:
            return Marking((), (), True, self.end.name if self.end is not None else None)
        rows.sort(key=lambda name: self.flow.rows[name].position)
        return Marking(tuple(rows), tuple(sorted(self.waiting.items())))
