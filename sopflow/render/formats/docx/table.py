"""The rows of a page as a table of Word's."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Mapping
from typing import Final

from sopflow.render.frame import PAD
from sopflow.render.page import Cell, Page, Row
from sopflow.render.text import Lines

from .marks import paragraph, paragraphs, twips

_NEAR: Final = 0.02
"""Two rules that are as near as this are one; in millimetres of the page."""
_INSET: Final = (0.9 * PAD, 0.3 * PAD)
"""Left and right of a text: less than the layout has, so that a line that Word measures wider still fits."""
_RULE: Final = "7F7F7F"
_SIDES: Final = ("top", "left", "bottom", "right")


class Grid:
    """Where the rules of a page stand, and which cell covers what in each row."""

    def __init__(self, page: Page) -> None:
        self.page = page
        ends = sorted({x for row in page.rows for cell in row.cells for x in (cell.x, cell.x + cell.width)})
        self.edges = [x for at, x in enumerate(ends) if at == 0 or x - ends[at - 1] > _NEAR]
        self.rows = self._covered()

    def _covered(self) -> list[list[Cell]]:
        """Of each row, the cells from left to right, those too that began above it."""
        found: list[list[Cell]] = []
        above: list[Cell] = []
        for row in self.page.rows:
            here = [cell for cell in above if cell.y + cell.height > row.y + _NEAR] + row.cells
            found.append(sorted(here, key=lambda cell: cell.x))
            above = [cell for cell in here if cell.y + cell.height > row.y + row.height + _NEAR]
        return found

    def columns(self, cell: Cell) -> tuple[int, int]:
        """The first column of a cell, and the first after it."""
        return self._edge(cell.x), self._edge(cell.x + cell.width)

    def _edge(self, x: float) -> int:
        return bisect_left(self.edges, x - _NEAR)

    def marks(self, drawn: Mapping[int, str]) -> str:
        """The table; `drawn` is what is anchored in a cell, or stands above its text, by the cell's identity."""
        scale = self.page.scale
        places = [twips(x * scale) for x in self.edges]
        grid = "".join(f'<w:gridCol w:w="{b - a}"/>' for a, b in itertools.pairwise(places))
        rules = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{_RULE}"/>'
            for side in (*_SIDES, "insideH", "insideV")
        )
        bare = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in _SIDES)
        rows = "".join(
            self._row(row, cells, places, drawn) for row, cells in zip(self.page.rows, self.rows, strict=True)
        )
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{places[-1] - places[0]}" w:type="dxa"/><w:tblBorders>{rules}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{bare}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
        )

    def _row(self, row: Row, cells: list[Cell], places: list[int], drawn: Mapping[int, str]) -> str:
        scale = self.page.scale
        height = twips((row.y + row.height) * scale) - twips(row.y * scale)
        head = "<w:tblHeader/>" if row.is_head and self.page.kind == "table" else ""
        marks = "".join(self._cell(row, cell, places, drawn.get(id(cell), "")) for cell in cells)
        return f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{head}</w:trPr>{marks}</w:tr>'

    def _cell(self, row: Row, cell: Cell, places: list[int], drawn: str) -> str:
        first, last = self.columns(cell)
        looks = f'<w:tcW w:w="{places[last] - places[first]}" w:type="dxa"/>'
        looks += f'<w:gridSpan w:val="{last - first}"/>' if last - first > 1 else ""
        begins = cell.y > row.y - _NEAR
        if not begins or cell.height > row.height + _NEAR:
            looks += '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
        looks += f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill[1:].upper()}"/>' if cell.fill else ""
        if not cell.is_chart:
            looks += f"<w:tcMar>{self._margins(cell)}</w:tcMar>"
        looks += f'<w:vAlign w:val="{"top" if cell.is_chart or drawn or not cell.middle else "center"}"/>'
        return (
            f"<w:tc><w:tcPr>{looks}</w:tcPr>{self._content(cell, drawn) if begins else paragraph('', 0.3)}</w:tc>"
        )

    def _margins(self, cell: Cell) -> str:
        scale = self.page.scale
        left, right = (sum(_INSET) / 2,) * 2 if cell.align == "center" else _INSET
        inset = {"top": 0.0 if cell.middle else PAD, "left": left, "bottom": 0.0, "right": right}
        return "".join(f'<w:{side} w:w="{twips(inset[side] * scale)}" w:type="dxa"/>' for side in _SIDES)

    def _content(self, cell: Cell, drawn: str) -> str:
        if cell.is_chart:
            return paragraph(drawn, 0.3)
        color = "#8A1C00" if cell.is_open else "#000000"
        return drawn + paragraphs(
            said(cell), cell.size * self.page.scale, bold=cell.bold, align=cell.align, color=color
        )


def said(cell: Cell) -> str:
    """The text of a cell: a line for each paragraph."""
    text = cell.lines.text if isinstance(cell.lines, Lines) else "\n".join(cell.lines)
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))
