"""What the Pelaksana columns of a table hold: symbols in rows and columns, and the arrows between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

from sopflow.definition.arcs import UNKNOWN_PLACE, FlowArc, place_of
from sopflow.definition.model import DONE, LATE, Definition, End, Step, Target, Unknown
from sopflow.definition.refs import known_in
from sopflow.definition.titles import spelled
from sopflow.frozen import NOTHING
from sopflow.language import Language

from . import words
from .naming import sop_said, title_of

Kind = Literal["capsule", "box", "diamond", "pentagon", "task", "event", "gateway", "papers"]
"""The symbols that Permenpan RB 35/2012 knows, besides the arrow; and four of BPMN, which no official table has."""


class Column(NamedTuple):
    """An executing position; `actor` is `None` for rows whose actor the paper does not say."""

    actor: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol; `row` counts the table's rows from 0, `band` the symbols one below the other within the row."""

    id: str
    kind: Kind
    row: int
    band: int
    column: int
    text: str = ""
    step: str | None = None
    """The row of the SOP that it stands for; `None` for starts, ends and connectors."""
    is_open: bool = False
    """The paper does not say what it is or who does it."""
    is_optional: bool = False
    caption: str = ""
    """What stands below it, on the right."""
    room: tuple[float, float] = (0.0, 0.0)
    """What it takes at least, in width and height; in millimetres."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line from a symbol to another; without an `arc` it ties the symbols of one row together."""

    source: Symbol
    target: Symbol
    arc: FlowArc | None = None
    label: str = ""
    has_head: bool = True
    is_dashed: bool = False
    room: float = 0.0
    """What it needs where it leaves, along the side of its symbol; in millimetres."""

    @property
    def is_tie(self) -> bool:
        """Whether it joins symbols of one row."""
        return self.arc is None and self.source.step is not None and self.source.step == self.target.step


@dataclass(slots=True)
class Chart:
    """The whole flowchart, before it is cut into pages."""

    columns: tuple[Column, ...]
    symbols: list[Symbol] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    within: dict[str, FlowArc] = field(default_factory=dict)
    """Arcs that a symbol itself stands for, by its id: a row that is drawn as `Selesai` ends there."""

    def bands(self, row: int) -> int:
        """How many symbols stand one below the other in a row."""
        return 1 + max((s.band for s in self.symbols if s.row == row), default=0)


def chart_of(sop: Definition, language: Language, titles: Mapping[str, str] = NOTHING) -> Chart:
    """The flowchart of an SOP; `titles` are those of the SOPs that it calls and hands over to, by id."""
    return _Drawing(sop, language, titles).chart


class _Drawing:
    def __init__(self, sop: Definition, language: Language, titles: Mapping[str, str]) -> None:
        self.sop = sop
        self.language = language
        self.titles = titles
        columns = [Column(str(a.id), a.title) for a in sop.actors.values()]
        self.column_of = {column.actor: at for at, column in enumerate(columns)}
        if any(isinstance(s.actors, Unknown) for s in sop.steps) or not columns:
            self.column_of[None] = len(columns)
            columns.append(Column(None, words.UNKNOWN.within(language)))
        self.chart = Chart(tuple(columns))
        self.places = self._columns_of_rows()
        self.sums = [sum(columns) for columns in self.places]
        self.entered: dict[tuple[str, int], Symbol] = {}
        self.row_of = {str(step.id): at for at, step in enumerate(sop.steps)}
        self.own: list[tuple[Symbol, ...]] = [self._symbols(at, step) for at, step in enumerate(sop.steps)]
        for own in self.own:
            self.chart.symbols += own
        for at, step in enumerate(sop.steps):
            self._ties(step, self.own[at])
            if at == 0 and not self._is_start(step):
                self._start(self.own[0])
            self._ways(at, step)

    def _columns_of_rows(self) -> list[tuple[int, ...]]:
        """In which columns each row has a symbol, in the order of its actors; a row that nobody does stands where the
        one before it stands, so that the line goes on straight."""
        found: list[tuple[int, ...]] = []
        for step in self.sop.steps:
            if isinstance(step.actors, Unknown):
                found.append((self.column_of[None],))
            else:
                found.append(tuple(self.column_of[str(a)] for a in dict.fromkeys(step.actors)))
        last = next((columns for columns in found if columns), (0,))[:1]
        for at, columns in enumerate(found):
            if not columns:
                found[at] = last
            last = found[at][-1:]
        return found

    def _is_start(self, step: Step) -> bool:
        """Whether the first row is itself drawn as `Mulai`."""
        return self._is_plain(0, step) and not self._ends(step)

    def _is_plain(self, at: int, step: Step) -> bool:
        whole = step.wait is None and step.call is None and not step.is_decision and not step.optional
        return step.terminator or (whole and len(self.places[at]) == 1 and not isinstance(step.actors, Unknown))

    def _ends(self, step: Step) -> bool:
        """Whether a row does nothing after it but end, without a name."""
        return not step.is_decision and dict(step.ways)[DONE] == (End(),) and len(step.ways) == 1

    def _symbols(self, at: int, step: Step) -> tuple[Symbol, ...]:
        kind: Kind = "box"
        text = ""
        band = 0
        if at == 0 and self._is_start(step):
            kind, text = "capsule", words.START.within(self.language)
        elif at > 0 and self._is_plain(at, step) and self._ends(step):
            kind, text = "capsule", words.END.within(self.language)
            self.chart.within[_symbol_id(step, 0)] = FlowArc(str(step.id), DONE, place_of(End()))
        elif step.terminator:
            kind, text = "capsule", step.activity
        elif step.is_decision:
            kind = "diamond"
        elif step.call is not None:
            text = sop_said(str(step.call), self.titles, self.language)
        elif step.wait is not None:
            text = words.WAIT.within(self.language)
            text += f" {step.wait.lasts}" if step.wait.lasts is not None else ""
        if at == 0 and not self._is_start(step):
            band = 1
        return tuple(
            Symbol(
                _symbol_id(step, place), kind, at, band, column, text, str(step.id),
                is_open=isinstance(step.actors, Unknown), is_optional=step.optional,
            )
            for place, column in enumerate(self.places[at])
        )  # fmt: skip

    def _ties(self, step: Step, own: tuple[Symbol, ...]) -> None:
        in_order = step.sign_off == "in_order"
        members = own if in_order else sorted(own, key=lambda s: s.column)
        for one, other in pairwise(members):
            self.chart.arrows.append(Arrow(one, other, has_head=in_order, is_dashed=step.sign_off == "any"))

    def _start(self, own: tuple[Symbol, ...]) -> None:
        first = own[0]
        start = Symbol("start", "capsule", 0, 0, first.column, words.START.within(self.language))
        self.chart.symbols.append(start)
        self.chart.arrows.append(Arrow(start, first))

    def _ways(self, at: int, step: Step) -> None:
        leaving = self._leaving(at, step)
        labels = {str(b.name): f"{b.name} ({b.label})" if b.label else str(b.name) for b in step.branches}
        labels |= {DONE: "", LATE: words.LATE.within(self.language)}
        band = leaving.band
        ends: dict[str, Symbol] = {}
        for outcome, targets in step.ways:
            if leaving.id in self.chart.within and outcome == DONE:
                continue
            for target in (None,) if isinstance(targets, Unknown) else targets:
                arc = FlowArc(str(step.id), str(outcome), UNKNOWN_PLACE if target is None else place_of(target))
                if target is not None and not isinstance(target, End):
                    reached = self._entered(str(target), leaving)
                elif arc.place in ends:
                    reached = ends[arc.place]
                else:
                    band += 1
                    reached = Symbol(
                        f"{step.id}={outcome}>{arc.place}", "capsule", at, band, leaving.column, self._end_text(target),
                        is_open=target is None,
                    )  # fmt: skip
                    self.chart.symbols.append(reached)
                    if target is not None:
                        ends[arc.place] = reached
                self.chart.arrows.append(Arrow(leaving, reached, arc, labels[str(outcome)]))

    def _leaving(self, at: int, step: Step) -> Symbol:
        """The symbol that a row's arrows leave: the last of an order, else the one nearest to where they go."""
        own = self.own[at]
        if step.sign_off == "in_order" or len(own) == 1:
            return own[-1]
        reached = [
            self.row_of[str(target)]
            for _, targets in step.ways
            for target in known_in(targets)
            if not isinstance(target, End)
        ]
        count = sum(len(self.places[row]) for row in reached)
        middle = sum(self.sums[row] for row in reached) / count if reached else own[0].column
        return min(own, key=lambda s: (abs(s.column - middle), s.column))

    def _entered(self, target: str, leaving: Symbol) -> Symbol:
        found = self.entered.get((target, leaving.column))
        if found is None:
            at = self.row_of[target]
            own = self.own[at]
            in_order = self.sop.steps[at].sign_off == "in_order"
            found = own[0] if in_order else min(own, key=lambda s: (abs(s.column - leaving.column), s.column))
            self.entered[target, leaving.column] = found
        return found

    def _end_text(self, target: Target | None) -> str:
        if not isinstance(target, End):
            return words.UNKNOWN.within(self.language)
        text = words.END.within(self.language)
        if target.name != "end":
            text += f": {spelled(target.name)}"
        if target.closes_all:
            text += f" ({words.ALL_END.within(self.language)})"
        if target.hand_over:
            text += f", {words.HANDED.within(self.language, what=title_of(target.hand_over, self.titles))}"
        return text


def _symbol_id(step: Step, place: int) -> str:
    return f"{step.id}/{place}"
