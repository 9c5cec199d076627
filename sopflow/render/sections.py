"""The part of a flowchart that one page shows: its rows, and pentagons where an arrow goes on on another page."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from .chart import Arrow, Chart, Symbol

ABOVE: Final = -1
BELOW: Final = -2
"""In place of a row: connectors above the first and below the last row of a page."""


class Band(NamedTuple):
    """Symbols beside each other, at most one in a column."""

    row: int
    symbols: tuple[Symbol, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What a page shows of the rows `first` to `last`; bands from top to bottom."""

    first: int
    last: int
    bands: tuple[Band, ...]
    arrows: tuple[Arrow, ...]

    @property
    def column_of(self) -> dict[str, int]:
        return {s.id: s.column for band in self.bands for s in band.symbols}


class Sections:
    """Cuts a chart into sections."""

    def __init__(self, chart: Chart) -> None:
        self.columns = len(chart.columns)
        self.bands: dict[int, dict[int, list[Symbol]]] = defaultdict(lambda: defaultdict(list))
        for symbol in chart.symbols:
            self.bands[symbol.row][symbol.band].append(symbol)
        self.arrows = chart.arrows
        self.touching: dict[int, list[int]] = defaultdict(list)
        """By row, the positions of the arrows that leave or enter it."""
        for at, arrow in enumerate(chart.arrows):
            for row in {arrow.source.row, arrow.target.row}:
                self.touching[row].append(at)

    def section(self, first: int, last: int, letters: dict[int, str] | None = None) -> Section:
        """The rows `first` to `last`; `letters` names the connectors by the position of their arrow."""
        arrows: list[Arrow] = []
        above: list[Symbol] = []
        below: list[Symbol] = []
        for at in sorted({at for row in range(first, last + 1) for at in self.touching.get(row, ())}):
            arrow = self.arrows[at]
            starts = first <= arrow.source.row <= last
            ends = first <= arrow.target.row <= last
            if starts and ends:
                arrows.append(arrow)
            else:
                here, there = (arrow.source, arrow.target) if starts else (arrow.target, arrow.source)
                strip, row = (above, ABOVE) if there.row < first else (below, BELOW)
                letter = letters.get(at, "") if letters is not None else ""
                connector = Symbol(f"connector {at}", "pentagon", row, 0, here.column, letter)
                strip.append(connector)
                arrows.append(replace(arrow, target=connector) if starts else replace(arrow, source=connector))
        bands = [
            *self._strip(above),
            *(
                Band(row, tuple(self.bands[row][at]))
                for row in range(first, last + 1)
                for at in sorted(self.bands[row])
            ),
            *self._strip(below),
        ]
        placed = {s.id: s for band in bands for s in band.symbols}
        return Section(
            first, last, tuple(bands),
            tuple(replace(a, source=placed[a.source.id], target=placed[a.target.id]) for a in arrows),
        )  # fmt: skip

    def _strip(self, connectors: list[Symbol]) -> list[Band]:
        """Connectors side by side, each as near as can be to the symbol that it goes on from."""
        bands: list[dict[int, Symbol]] = []
        free: list[int] = []
        for connector in connectors:
            if not free:  # the bands before the last are full
                bands.append({})
                free = list(range(self.columns))
            at = bisect_left(free, connector.column)
            near = range(max(0, at - 1), min(len(free), at + 1))
            column = free.pop(min(near, key=lambda at: (abs(free[at] - connector.column), at)))
            bands[-1][column] = replace(connector, column=column)
        return [Band(band[min(band)].row, tuple(band[c] for c in sorted(band))) for band in bands]

    def letters(self, cuts: Iterable[tuple[int, int]]) -> dict[int, str]:
        """A letter for each arrow that leaves its page, in the order of the arrows."""
        page_of = {row: at for at, (first, last) in enumerate(cuts) for row in range(first, last + 1)}
        crossing = [at for at, a in enumerate(self.arrows) if page_of[a.source.row] != page_of[a.target.row]]
        return {at: _letter(position) for position, at in enumerate(crossing)}


def _letter(position: int) -> str:
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
