"""What a check is: a function from a definition and its surroundings to findings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sopflow.frozen import Frozen, freeze

from ..arcs import graph_of
from ..model import Definition, Ref, Step, Target, Unknown

if TYPE_CHECKING:
    from sopflow.diagnostics import Diagnostic
    from sopflow.graph import Graph


@dataclass(frozen=True)
class Subject:
    """A definition under check, with the definitions that it may call and the calendars that it may name (`None`: not
    known)."""

    sop: Definition
    others: Mapping[str, Definition] | None = field(default=None)
    calendars: Collection[str] | None = None

    def __post_init__(self) -> None:
        freeze(self, "others")

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """The rows by id; of two with the same id the first."""
        found: dict[str, Step] = {}
        for step in self.sop.steps:
            found.setdefault(step.id, step)
        return Frozen(found)

    @cached_property
    def graph(self) -> Graph:
        """Which rows and ends each row leads to."""
        return graph_of(self.sop.steps)


Check = Callable[[Subject], Iterable["Diagnostic"]]


def targets_of(step: Step) -> list[Target]:
    """Every target of every way out of a row."""
    return [t for _, targets in step.ways if not isinstance(targets, Unknown) for t in targets]


def actors_of(step: Step) -> tuple[Ref, ...]:
    """The row's actors; none where they are unknown."""
    return () if isinstance(step.actors, Unknown) else step.actors
