"""The flowchart in words: what somebody hears who does not see it. Every arrow is said where it begins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sopflow.definition.model import Definition
from sopflow.language import Language

from . import words
from .chart import Chart, Symbol
from .naming import row_names


def spoken(sop: Definition, chart: Chart, language: Language) -> Mapping[tuple[int, int], tuple[str, ...]]:
    """By row and column: each symbol there, and the arrows that leave it."""
    names = [*row_names(sop).values()]
    found: dict[tuple[int, int], list[str]] = defaultdict(list)

    def named(symbol: Symbol) -> str:
        if symbol.step is None:
            return symbol.text
        row = words.ROW.within(language, row=names[symbol.row])
        return f"{row} ({chart.columns[symbol.column].title})"

    leaving: dict[str, list[str]] = defaultdict(list)
    for arrow in chart.arrows:
        if not arrow.is_tie:
            answer = f"{arrow.label} " if arrow.label else ""
            leaving[arrow.source.id].append(f"{answer}→ {named(arrow.target)}")
    for symbol in chart.symbols:
        if symbol.step is None and symbol.id != "start":
            continue
        kind = words.DECISION if symbol.kind == "diamond" else words.BOX
        name = symbol.text or kind.within(language)
        arrows = "; ".join(leaving[symbol.id])
        found[symbol.row, symbol.column].append(f"{name} {arrows}".strip())
    return {place: tuple(lines) for place, lines in found.items()}
