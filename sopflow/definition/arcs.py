"""The arrows of a table: from a row, by an outcome, to a place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from sopflow.graph import Graph

from .model import Definition, End, Step, Target, Targets, Unknown

UNKNOWN_PLACE: Final = "unknown"


class FlowArc(NamedTuple):
    """One arrow of the table: from a row, by an outcome, to a place (`unknown` where the paper does not say)."""

    row: str
    outcome: str
    place: str


def place_of(target: Target | Unknown) -> str:
    """The place that stands for a target: a row's id, or `end` with its name and what it does."""
    if isinstance(target, Unknown):
        return UNKNOWN_PLACE
    if isinstance(target, End):
        name = "end" if target.name == "end" else f"end:{target.name}"
        if target.closes_all:
            name += "!"
        return f"{name}>{target.hand_over}" if target.hand_over else name
    return str(target)


def places_of(targets: Targets) -> tuple[str, ...]:
    """The places to which an outcome sends tokens."""
    return (UNKNOWN_PLACE,) if isinstance(targets, Unknown) else tuple(map(place_of, targets))


def arcs_of(steps: Iterable[Step]) -> list[FlowArc]:
    """Every arrow of some rows, in their order."""
    return [
        FlowArc(str(step.id), str(name), place)
        for step in steps
        for name, targets in step.ways
        for place in places_of(targets)
    ]


def graph_of(steps: Iterable[Step]) -> Graph:
    """Which rows and ends some rows lead to."""
    return Graph.of((arc.row, arc.place) for arc in arcs_of(steps))


def works_after(sop: Definition, graph: Graph, actor: str, places: Iterable[str]) -> bool:
    """Whether an actor can have work after places, before the row that chooses them is passed again."""
    chooser = sop.actors[actor].chosen_by
    ahead = graph.reached(places, without=str(chooser))
    if UNKNOWN_PLACE in ahead:
        return True
    return any(
        step.id in ahead and not isinstance(step.actors, Unknown) and actor in step.actors for step in sop.steps
    )
