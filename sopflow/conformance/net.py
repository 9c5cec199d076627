"""An SOP as a net for logs: which events it allows where, what may happen unseen, and what that costs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.budget import ALIGNING, ALIGNING_STATES, Budget, TooManyStates
from sopflow.definition.model import DONE, Unknown
from sopflow.definition.titles import folded, row_titles
from sopflow.flow.authority import substitutes
from sopflow.flow.markings import Marking, Markings, size_of
from sopflow.graph import Numbered, cheapest
from sopflow.language import Words, did_you_mean

if TYPE_CHECKING:
    from sopflow.flow.flow import Flow, Row

    from .log import Label

_SEVERAL: Final = re.compile(r"[;/&+]|,|\bdan\b|\band\b")


_ENDED: Final = ("selesai", "complete", "completed", "ok")
"""What logs say of a row that has only one way out."""


class State(NamedTuple):
    """A marking, and who has signed the open rows that several must sign."""

    marking: Marking
    signed: tuple[tuple[str, frozenset[str]], ...] = ()


class Reading(NamedTuple):
    """What an event of a log can mean."""

    outcomes: Mapping[str, str | None]
    """The outcome at each row whose id, number or activity it names; `None` if the outcome is not judged. Empty if it names no
    row of the SOP."""
    actors: frozenset[str] | None
    """The actors who did it; `None` if that is not judged, empty if the SOP knows none of them."""

    def names(self, edge: Edge) -> bool:
        return edge.row in self.outcomes and self.outcomes[edge.row] in (None, edge.outcome)


class Edge(NamedTuple):
    """A row that can end, or be signed, in a state."""

    row: str
    outcome: str
    to: int
    """The number of the state after it."""
    unseen: int
    """What it costs if no event tells of it: the signatures that are missing, 0 for what nobody does."""
    signs: frozenset[str] | None = None
    """Of a signature that is not the last: whose it may be."""


class Net:
    """The states of one SOP, each with a number, found as they are needed; `TooManyStates` once there is no more room for
    them, from whatever asks for a state that has not been seen yet."""

    def __init__(
        self, flow: Flow, *, with_actors: bool = True, with_outcomes: bool = False, budget: Budget | None = None
    ) -> None:
        self.budget = budget if budget is not None else Budget(ALIGNING, ALIGNING_STATES)
        """For all cases together."""
        self.with_outcomes = with_outcomes
        """Whether the log says answers: then a decision without one fits none."""
        self.flow = flow
        self.with_actors = with_actors
        self._markings = Markings(flow)
        self._states: Numbered[State] = Numbered(self.budget, lambda state: size_of(state.marking))
        self._edges: dict[int, tuple[Edge, ...]] = {}
        self.start = self._states.number(State(self._markings.start.after))
        self._rows = _names(flow)
        self._actors: dict[str, str] = {}
        for actor in flow.definition.actors.values():
            self._actors.setdefault(actor.title.casefold(), str(actor.id))
        self._actors |= {str(a).casefold(): str(a) for a in flow.definition.actors}
        self._may = {name: _who_may(flow, row) for name, row in flow.rows.items()}

    def means(self, label: Label) -> Reading:
        """What an event can mean here."""
        outcomes = {row: self._outcome(row, label.outcome) for row in self._rows.get(folded(label.activity), ())}
        actors = None
        if self.with_actors and label.actor:
            whole = self._actors.get(label.actor.casefold())
            names = [label.actor] if whole else _SEVERAL.split(label.actor)
            actors = frozenset(a for name in names if (a := self._actors.get(name.strip().casefold())) is not None)
        return Reading(outcomes, actors)

    def unknown(self, values: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str, Words]]:
        """What a map stands for that this SOP does not have: the column, the name, and a hint."""
        sop = self.flow.definition
        known = {
            "activity": [
                n
                for row in self.flow.rows.values()
                for n in (row.id, row.step.activity, row.step.number or row.id)
            ],
            "actor": [name for actor in sop.actors.values() for name in (str(actor.id), actor.title)],
            "outcome": list(self.outcomes(self.flow.rows)),
        }
        for what, listed in values.items():
            names = {folded(name) for name in known.get(what, ())}
            for name in listed.values():
                if what in known and folded(name) not in names:
                    yield what, name, did_you_mean(name, known[what])

    def outcomes(self, rows: Iterable[str]) -> tuple[str, ...]:
        """What can be answered at rows."""
        return tuple(dict.fromkeys(o for name in rows for o in self.flow.rows[name].outcomes))

    def _outcome(self, name: str, said: str) -> str | None:
        """The outcome that a log means at a row: by its name, or by its label."""
        row = self.flow.rows[name]
        if not said:
            return "" if self.with_outcomes and row.sole is None else None
        branches = {folded(b.label): str(b.name) for b in row.step.branches if b.label}
        branches |= {folded(outcome): outcome for outcome in row.outcomes}
        if row.sole is not None:
            branches |= dict.fromkeys(_ENDED, DONE)
        return branches.get(folded(said), said)

    def is_over(self, state: int) -> bool:
        return self._states[state].marking.over

    def open_rows(self, state: int) -> tuple[str, ...]:
        """The rows that are open, for messages."""
        return tuple(dict.fromkeys(self._states[state].marking.open))

    def opened(self, state: int, edge: Edge) -> tuple[str, ...]:
        """The rows that a row opens when it ends in a state."""
        before = Counter(self._states[state].marking.open)
        before[edge.row] -= 1
        return tuple((Counter(self._states[edge.to].marking.open) - before).elements())

    @cached_property
    def shortest(self) -> int:
        """What a case without any event costs: the rows of the shortest way through the SOP."""
        with suppress(TooManyStates):
            found = cheapest(
                self.start,
                lambda at: ((e.unseen, e, e.to) for e in self.edges(at)),
                self.is_over,
                progress=lambda at: -at,
            )
            if found is not None:
                return found[0]
        return len(self.flow.rows)

    def who_may(self, row: str) -> frozenset[str]:
        """The actors that may do a row; none where anybody may."""
        return self._may[row] or frozenset()

    def may_do(self, row: str, actors: frozenset[str] | None) -> bool:
        """Whether those who did a row may."""
        allowed = self._may[row]
        return actors is None or allowed is None or not actors.isdisjoint(allowed)

    def edges(self, state: int) -> tuple[Edge, ...]:
        """Everything that can happen in a state."""
        found = self._edges.get(state)
        if found is None:
            found = self._edges[state] = tuple(self._edges_of(self._states[state]))
        return found

    def after_signing(self, state: int, edge: Edge, actors: frozenset[str] | None) -> int:
        """The state after people signed a row that others must still sign."""
        marking, signed = self._states[state]
        done = dict(signed)
        done[edge.row] = done.get(edge.row, frozenset()) | (actors or frozenset())
        return self._states.number(State(marking, tuple(sorted(done.items()))))

    def _edges_of(self, state: State) -> list[Edge]:
        edges = []
        signed = dict(state.signed)
        for move in self._markings.moves(state.marking):
            row = self.flow.rows[move.row]
            left = tuple((name, who) for name, who in state.signed if name != move.row)
            after = self._states.number(State(move.after, left if not move.after.over else ()))
            missing = self._missing(row, signed.get(move.row, frozenset()))
            edges.append(Edge(move.row, move.outcome, after, _unseen(row, move.outcome, missing), missing))
        return edges

    def _missing(self, row: Row, signed: frozenset[str]) -> frozenset[str] | None:
        """Who must still sign a row; `None` for one that a single person does."""
        if not row.is_joint or not self.with_actors:
            return None
        return frozenset(row.actors) - signed


def _unseen(row: Row, outcome: str, missing: frozenset[str] | None) -> int:
    """What it costs that no event tells of a row: nothing for what nobody needs to do, or what time alone may do."""
    if row.step.wait is not None or row.step.call is not None or row.step.optional:
        return 0
    if any(late.branch == outcome for late in row.step.on_late):
        return 0
    return max(1, len(missing)) if missing is not None else 1


def _who_may(flow: Flow, row: Row) -> frozenset[str] | None:
    """The actors that may do a row, substitutes too; `None` for anybody."""
    if isinstance(row.step.actors, Unknown) or not row.step.actors:
        return None
    found: set[str] = set()
    for actor in row.actors:
        known = flow.definition.actors[actor]
        found |= {actor, *substitutes(flow, actor, row)}
        if known.chosen_by is not None:
            if not known.among:
                return None
            found |= set(map(str, known.among))
    return frozenset(found)


def _names(flow: Flow) -> dict[str, tuple[str, ...]]:
    """Rows by what a log may call them: their id, their printed number, their activity, or number and activity together."""
    names: dict[str, list[str]] = {}
    titles = row_titles(flow.definition)
    for name, row in flow.rows.items():
        for text in (name, row.step.activity, row.step.number or name, titles[name]):
            names.setdefault(folded(text), []).append(name)
    return {text: tuple(dict.fromkeys(rows)) for text, rows in names.items()}
