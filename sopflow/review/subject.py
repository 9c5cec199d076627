"""What a check of the procedure is handed: the definition, its compiled flow, and where its tokens can be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from sopflow.budget import CHECKING, Budget
from sopflow.definition.model import LATE, Definition, Step
from sopflow.definition.names import NO_GLOSSARY, Glossary, Names
from sopflow.diagnostics import Diagnostic, Span
from sopflow.flow.flow import Flow
from sopflow.flow.markings import Move
from sopflow.frozen import Frozen
from sopflow.graph import Bits, Reach

from .exploring import Exploration


@dataclass(frozen=True)
class Subject:
    """An SOP without errors, as checks of the procedure see it."""

    sop: Definition
    publish: bool = False
    """Whether it is checked for publication: then its identity page must be complete too."""
    glossary: Glossary = NO_GLOSSARY
    """What its office calls positions."""
    folder: Path | None = None
    """The folder of its file; `None` if it was not read from a file."""
    work: int = CHECKING
    """How much work may be spent on exploring it (`Budget`)."""

    @cached_property
    def flow(self) -> Flow:
        return Flow(self.sop)

    @cached_property
    def ways(self) -> Exploration:
        """Every marking that can be reached, as far as that can be decided."""
        return Exploration(self.flow, Budget(self.work))

    @cached_property
    def names(self) -> Names:
        """The actors as texts name them."""
        actors = self.sop.actors
        titles = {str(actor): known.title for actor, known in actors.items()}
        return Names(titles, {str(actor): known.also for actor, known in actors.items()}, self.glossary)

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        return self.flow.steps

    @cached_property
    def before(self) -> Mapping[str, Sequence[str]]:
        """For each row, those that lead to it."""
        return Frozen({name: self.flow.graph.before(name) for name in self.steps})

    @property
    def reach(self) -> Reach:
        """Which rows can come after which."""
        return self.flow.reach

    @cached_property
    def reached(self) -> frozenset[str]:
        """The rows that an arrow leads to, however far from the first, and the first."""
        return frozenset(self.flow.graph.reached([self.flow.first.id])) & self.steps.keys()

    @cached_property
    def endless(self) -> tuple[str, ...]:
        """Rows from which no arrow, however far, leads to an end, or to where the paper does not say."""
        graph = self.flow.graph
        leading_out = graph.leading_to(place for place in graph.predecessors if place not in self.steps)
        return tuple(name for name in self.steps if name not in leading_out)

    @cached_property
    def no_way_out(self) -> tuple[tuple[str, ...], ...]:
        """Loops out of which no arrow leads, their rows from the top."""
        graph, position = self.flow.graph, {name: at for at, name in enumerate(self.steps)}
        closed = (loop for loop in map(set, graph.loops) if all(loop.issuperset(graph.after(row)) for row in loop))
        found = [tuple(sorted(loop, key=position.__getitem__)) for loop in closed]
        return tuple(sorted(found, key=lambda rows: position[rows[0]]))

    @cached_property
    def topological(self) -> tuple[str, ...]:
        """The rows that can be reached, each after those that lead to it, but for returns."""
        return tuple(name for name in self.flow.graph.order(self.flow.first.id) if name in self.steps)

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of each row in that order."""
        return Frozen({name: at for at, name in enumerate(self.topological)})

    @cached_property
    def ahead(self) -> Mapping[str, tuple[str, ...]]:
        """For each row, the places that follow it, but for returns."""
        after, order = self.flow.graph.after, self.order
        return Frozen(
            {name: tuple(to for to in after(name) if order.get(to, at + 1) > at) for name, at in order.items()}
        )

    @cached_property
    def makers(self) -> Mapping[str, tuple[str, ...]]:
        """For each document, the rows that make it, by any answer, or in which it arrives."""
        found: dict[str, list[str]] = {}
        for name, row in self.flow.rows.items():
            made = {document for way in row.ways.values() for document in way.outputs}
            if row.step.wait is not None and row.step.wait.until is not None:
                made.add(str(row.step.wait.until))
            for document in made:
                found.setdefault(document, []).append(name)
        return Frozen({document: tuple(rows) for document, rows in found.items()})

    def makes(self, move: Move) -> tuple[str, ...]:
        """What a move of the flow makes available."""
        return self.made_by(move.row, move.outcome) if move.row else ()

    def made_by(self, row: str, outcome: str) -> tuple[str, ...]:
        """Return what a row makes available with an outcome; a wait that ends only when its document comes makes that
        document available."""
        outputs, wait = self.flow.rows[row].ways[outcome].outputs, self.steps[row].wait
        if wait is not None and wait.until is not None and outcome != LATE and (wait.lasts is None or wait.late):
            return (*outputs, str(wait.until))
        return outputs

    @cached_property
    def missing(self) -> frozenset[tuple[str, str]]:
        """Rows and documents that they need, where on some way nothing has made them by then."""
        bits = Bits(self.sop.documents)
        needs = {name: bits.of(row.needed) for name, row in self.flow.rows.items() if row.needed}

        @cache
        def of_row(row: str, outcome: str) -> int:
            return bits.of(self.made_by(row, outcome))

        held = self.ways.held(lambda move: of_row(move.row, move.outcome) if move.row else 0)
        lacking: dict[str, int] = {}
        for state, here in zip(self.ways.states, held, strict=True):
            for name in state.open:
                lacking[name] = lacking.get(name, 0) | (needs.get(name, 0) & ~here)
        return frozenset((name, document) for name, bad in lacking.items() for document in bits.names(bad))

    def has_ended(self, at: int) -> bool:
        """Whether a token has come to an end on the way to a marking."""
        return self.ways.ended[at]

    def number(self, step: str) -> str:
        """How people call a row: its printed number and its id."""
        number = self.steps[step].number
        return f"{number} ({step})" if number is not None and number != step else step

    def title(self, document: str) -> str:
        return self.sop.documents[document].title

    def place(self, step: Step, document: str) -> Span:
        """Return the place where a row names a document, or else the place of the row."""
        return next((one.span for one in step.documents if one == document), step.span)


Check = Callable[[Subject], Iterable["Diagnostic"]]
