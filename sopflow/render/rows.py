"""The rows of a table as cells: its heads, its steps, the bands of its phases, and the sum below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal

from sopflow.language import Language

from . import words
from .chart import Column
from .frame import PAD, TYPE, Frame
from .page import Cell, Row
from .text import LINE, wrapped
from .totals import TotalRow

LEADING: Final = TYPE * LINE
HEAD_FILL: Final = "#eef1f4"
BAND_FILL: Final = "#f6f8fa"
BAND: Final = LEADING + 2 * PAD
"""The height of a band."""


class Rows:
    """Makes the rows of a table whose columns are settled."""

    def __init__(self, columns: Sequence[Column], frame: Frame, language: Language) -> None:
        self.columns = columns
        self.frame = frame
        self.language = language

    def step(
        self,
        y: float,
        height: float,
        lines: Sequence[tuple[str, ...]],
        step: str | None,
        heard: Mapping[int, tuple[str, ...]],
    ) -> Row:
        """A step's row, or a strip of connectors; the upper left corner of the table is at x = 0."""
        frame, texts = self.frame, self.frame.texts
        borders = frame.borders
        cells = [
            Cell(0, y, texts[0], height, lines[0], align="center"),
            Cell(texts[0], y, texts[1], height, lines[1]),
        ]
        cells += [
            Cell(borders[at], y, borders[at + 1] - borders[at], height, is_chart=True, spoken=heard.get(at, ()))
            for at in range(len(self.columns))
        ]
        x = frame.end
        for at in range(2, 6):
            unknown = any(line == words.UNKNOWN.within(self.language) for line in lines[at])
            cells.append(Cell(x, y, texts[at], height, lines[at], is_open=unknown))
            x += texts[at]
        return Row(y, height, cells, step)

    def phase(self, y: float, text: str) -> Row:
        """A band across the table; arrows cross it on the right of its text."""
        span = (len(self.columns) + 6, 1)
        cell = Cell(0, y, self.frame.width, BAND, (text,), TYPE, bold=True, head="band", span=span, fill=BAND_FILL)
        return Row(y, BAND, [cell], kind="phase")

    def total(self, y: float, total: TotalRow) -> Row:
        """The sum of the times, beside it what is to be known of it; its name stands where no arrow ends above it."""
        frame, texts = self.frame, self.frame.texts
        before, after = frame.end + texts[2], sum(texts[4:])
        time = wrapped(total.time, texts[3] - 2 * PAD, TYPE, bold=True, amounts=True)
        remarks = wrapped(total.remarks, after - 2 * PAD, TYPE)
        height = max(len(time), len(remarks)) * LEADING + 2 * PAD
        name = (words.TOTAL.within(self.language),)
        cells = [
            Cell(0, y, before, height, name, TYPE, True, head="row", span=(len(self.columns) + 3, 1)),
            Cell(before, y, texts[3], height, time, TYPE, True),
            Cell(before + texts[3], y, after, height, remarks, TYPE, span=(2, 1)),
        ]
        return Row(y, height, cells, kind="total")

    def heads(self) -> list[Row]:
        """The two rows of heads, from 0 downwards."""
        frame, texts = self.frame, self.frame.texts
        borders = frame.borders
        titles = [
            wrapped(c.title, borders[at + 1] - borders[at] - 2 * PAD, TYPE, bold=True)
            for at, c in enumerate(self.columns)
        ]
        named = [
            wrapped(name.within(self.language), texts[at] - 2 * PAD, TYPE, bold=True)
            for at, name in enumerate(
                (words.NUMBER, words.ACTIVITY, words.INPUTS, words.TIME, words.OUTPUTS, words.REMARKS)
            )
        ]
        upper = BAND
        lower = max([len(lines) for lines in (*titles, *named[2:5])]) * LEADING + 2 * PAD
        both = upper + lower
        actors, standard = (words.ACTORS.within(self.language),), (words.STANDARD.within(self.language),)
        one = [
            _head(0, 0, texts[0], both, named[0], (1, 2)),
            _head(texts[0], 0, texts[1], both, named[1], (1, 2)),
            _head(frame.start, 0, frame.end - frame.start, upper, actors, (len(self.columns), 1)),
            _head(frame.end, 0, sum(texts[2:5]), upper, standard, (3, 1)),
            _head(frame.end + sum(texts[2:5]), 0, texts[5], both, named[5], (1, 2)),
        ]
        two = [
            _head(borders[at], upper, borders[at + 1] - borders[at], lower, lines, (1, 1))
            for at, lines in enumerate(titles)
        ]
        x = frame.end
        for at in (2, 3, 4):
            two.append(_head(x, upper, texts[at], lower, named[at], (1, 1)))
            x += texts[at]
        return [Row(0, upper, one, is_head=True), Row(upper, lower, two, is_head=True)]


def _head(x: float, y: float, width: float, height: float, lines: tuple[str, ...], span: tuple[int, int]) -> Cell:
    over: Literal["group", "column"] = "group" if span[1] == 1 and y == 0 else "column"
    return Cell(x, y, width, height, lines, TYPE, True, "center", head=over, span=span, fill=HEAD_FILL)


def moved(row: Row, x: float, y: float) -> Row:
    """A row at another place; the cells of the given one are left as they are."""
    cells = [replace(cell, x=cell.x + x, y=cell.y + y) for cell in row.cells]
    return replace(row, y=row.y + y, cells=cells)
