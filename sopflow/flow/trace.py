"""Which arrows a history took, and in what sequence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sopflow.definition.arcs import FlowArc
from sopflow.errors import BadCommand

from .event import Event
from .evolve import evolve
from .instance import Instance
from .markings import Markings, Move
from .timeline import ended


class Step(NamedTuple):
    """One row that ended, with the arrows by which it had been entered and the move that it made."""

    entered: tuple[FlowArc, ...]
    move: Move


def trace(markings: Markings, events: Iterable[Event]) -> Iterator[Step]:
    """The moves of one instance's history, the start (from no row) first."""
    return (step for _, step in traced(markings, events))


def traced(markings: Markings, events: Iterable[Event]) -> Iterator[tuple[Event, Step]]:
    """The same, each with its event; not what was done in another version, where this one has no such row or answer."""
    tracer = _Tracer(markings)
    state: Instance | None = None
    for event in events:
        try:
            steps = list(tracer.steps(event, state))
        except (KeyError, BadCommand):
            if state is None or state.version == markings.flow.definition.version:
                raise
            steps = []
        yield from ((event, step) for step in steps)
        state = evolve(state, event)


class _Tracer:
    def __init__(self, markings: Markings) -> None:
        self.markings = markings
        self.entered: dict[tuple[str, int], tuple[FlowArc, ...]] = {}
        self.at_join: dict[str, list[FlowArc]] = {}
        rows = markings.flow.rows.items()
        self.joins = frozenset(name for name, row in rows if row.join is not None or row.inclusive)

    def steps(self, event: Event, before: Instance | None) -> Iterator[Step]:
        if before is None:
            yield self.step((), self.markings.start, event)
            return
        marking = self.markings.of(before)
        for step, visit, outcome in ended(event, self.markings.flow):
            if step not in marking.open:
                continue  # another that the same document ended has closed the whole instance
            move = self.markings.fire(marking, step, outcome, event.effects.deviation)
            yield self.step(self.entered.pop((step, visit), ()), move, event)
            marking = move.after

    def step(self, entered: tuple[FlowArc, ...], move: Move, event: Event) -> Step:
        for arc in move.arcs:
            if arc.place in self.joins:
                self.at_join.setdefault(arc.place, []).append(arc)
        for opened in event.opened:
            arcs = [arc for arc in move.arcs if arc.place == opened.step]
            if opened.step in move.joined:
                arcs = self.at_join.pop(opened.step, arcs)
            self.entered[opened.step, opened.visit] = tuple(arcs)
        return Step(entered, move)
