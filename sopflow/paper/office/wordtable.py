"""Word's tables: their texts, the cells that are merged down, and how they lie on an unrolled page."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from ..limits import MAX_COLUMNS, TooMuch
from ..sheet import Row, Tall
from .anchors import Spot, hanging
from .package import W, local, number, value_in
from .placing import Ground
from .vml import hanging_old
from .words import Said, Words, blocks, cells_of, rows_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

TWIP: Final = 20
"""In a point."""
_MARGIN: Final = 5.4
"""Points to the left of a cell's text, where the table does not say."""
_LEADING: Final = 1.2
_WIDTH: Final = 0.5
"""Of a letter, in parts of its height."""
_LEAST: Final = 0.75
"""What a height may be less than it was guessed."""


class Piece(NamedTuple):
    """A paragraph in a cell."""

    said: Said
    column: int
    spot: Spot


class Laid(NamedTuple):
    """A table as it was read."""

    rows: tuple[Row, ...]
    tall: tuple[Tall, ...]
    ground: Ground
    pieces: tuple[tuple[int, Piece], ...]
    """With their rows."""
    hidden: tuple[tuple[int, int, str], ...]
    """Row, column and text of what stands in cells that another covers."""


class Height(NamedTuple):
    """A height that was guessed, and the least that it may be."""

    usual: float
    least: float

    def plus(self, other: Height) -> Height:
        return Height(self.usual + other.usual, self.least + other.least)


class _Cell(NamedTuple):
    column: int
    width: int
    text: str
    said: tuple[tuple[Said, Height], ...]
    """The paragraphs, with what is above them."""
    height: Height
    merged: str
    """`restart`, `continue`, or nothing."""
    sticks: str
    """Where its text stands: `top`, `center`, `bottom`."""


Take = Callable[[list[str]], None]
NOTHING: Final = Height(0.0, 0.0)


def paragraph_height(paragraph: Element, text: str, width: float, size: float) -> Height:
    """About how high a paragraph is."""
    own = min(max(number(value_in(paragraph, "r/rPr/sz"), size * 2) / 2, 1.0), 100.0)
    per_line = max(1, int(width / (own * _WIDTH)))
    lines = sum(max(1, math.ceil(len(line) / per_line)) for line in text.split("\n"))
    around = sum(number(value_in(paragraph, "pPr/spacing", side)) for side in ("before", "after")) / TWIP
    return Height(lines * own * _LEADING + around, lines * own * _LEADING * _LEAST)


class Tables:
    """Reads tables."""

    def __init__(self, words: Words, size: float) -> None:
        self.words = words
        self.size = size
        """Of letters, in points."""

    def laid(self, table: Element, spot: Spot, take: Take) -> Laid:
        """A table below `spot`; each row is given to `take` as soon as it is known."""
        edges = _edges(table, spot)
        margin = _margin(table)
        tops, lows = [spot.top], [spot.low]
        rows: list[Row] = []
        pieces: list[tuple[int, Piece]] = []
        hidden: list[tuple[int, int, str]] = []
        open_cells: dict[int, int] = {}
        tall: dict[tuple[int, int], int] = {}
        for at, row in enumerate(rows_of(table, self.words.counted)):
            cells = self.cells(row, edges)
            texts = [""] * max((cell.column + cell.width for cell in cells), default=0)
            for cell in cells:
                if cell.merged == "continue" and cell.column in open_cells:
                    begin = open_cells[cell.column]
                    tall[begin, cell.column] = at - begin + 1
                    if cell.text:
                        hidden.append((at, cell.column, cell.text))
                    continue
                open_cells.pop(cell.column, None)
                texts[cell.column] = cell.text
                if cell.merged == "restart":
                    open_cells[cell.column] = at
            for column in set(open_cells) - {cell.column for cell in cells if cell.merged}:
                del open_cells[column]
            take(texts)
            rows.append(tuple(texts))
            height = _row_height(row, cells)
            here = spot._replace(cell_top=tops[-1], cell_low=lows[-1], is_cell=True)
            for cell in cells:
                pieces += [(at, piece) for piece in _pieces(cell, here, edges, margin, height)]
            tops.append(tops[-1] + height.usual)
            lows.append(lows[-1] + height.least)
        width = max((len(row) for row in rows), default=0)
        edges = _padded(edges, width)
        talls = tuple(Tall(row, column, count) for (row, column), count in sorted(tall.items()))
        ground = Ground(tuple(edges), tuple(tops), tuple(lows))
        return Laid(tuple(rows), talls, ground, tuple(pieces), tuple(hidden))

    def cells(self, row: Element, edges: Sequence[float]) -> list[_Cell]:
        properties = row.find(f"{W}trPr")
        column = _whole(properties, "gridBefore")
        found = []
        for cell in cells_of(row, self.words.counted):
            own = cell.find(f"{W}tcPr")
            width = max(1, _whole(own, "gridSpan"))
            if column + width > MAX_COLUMNS:
                raise TooMuch("columns", MAX_COLUMNS)
            merge = own.find(f"{W}vMerge") if own is not None else None
            merged = merge.get(f"{W}val", "continue") if merge is not None else ""
            sticks = value_in(own, "vAlign") or "top"
            inner = max(10.0, _at(edges, column + width) - _at(edges, column) - 2 * _MARGIN)
            text, paragraphs, height = self.content(cell, inner, 0)
            found.append(_Cell(column, width, text, paragraphs, height, merged, sticks))
            column += width
        return found

    def content(
        self, cell: Element, width: float, depth: int
    ) -> tuple[str, tuple[tuple[Said, Height], ...], Height]:
        """The text of a cell, its paragraphs with what is above each, and its height."""
        self.words.counted.at_depth(depth)
        lines: list[str] = []
        found: list[tuple[Said, Height]] = []
        height = NOTHING
        for block in blocks(cell, self.words.counted):
            if local(block) == "p":
                said = self.words.said(block)
                found.append((said, height))
                lines.append(said.text)
                height = height.plus(paragraph_height(block, said.text, width, self.size))
            elif local(block) == "tbl":
                for row in rows_of(block, self.words.counted):
                    texts = []
                    for one in cells_of(row, self.words.counted):
                        text, inner, own = self.content(one, width / 2, depth + 1)
                        found += [(said, height.plus(above)) for said, above in inner]
                        texts.append(text)
                        height = height.plus(own) if len(texts) == 1 else height
                    lines.append(" | ".join(filter(None, texts)))
        return "\n".join(lines).strip(), tuple(found), height


def _pieces(cell: _Cell, here: Spot, edges: Sequence[float], margin: float, height: Height) -> list[Piece]:
    left, right = _at(edges, cell.column) + margin, _at(edges, cell.column + cell.width) - margin
    part = {"center": 0.5, "bottom": 1.0}.get(cell.sticks, 0.0) if not cell.merged else 0.0
    down = max(0.0, height.usual - cell.height.usual) * part
    down_low = max(0.0, height.least - cell.height.least) * part
    return [
        Piece(
            said,
            cell.column,
            here._replace(
                left=left, width=max(0.0, right - left), top=here.cell_top + down + above.usual,
                low=here.cell_low + down_low + above.least,
            ),
        )
        for said, above in cell.said
    ]  # fmt: skip


def _row_height(row: Element, cells: Sequence[_Cell]) -> Height:
    """As the file says, but at least as high as its texts; where it says nothing, as its symbols need."""
    texts = [cell.height for cell in cells if not cell.merged] or [NOTHING]
    usual, least = max(one.usual for one in texts), max(one.least for one in texts)
    said = row.find(f"{W}trPr/{W}trHeight")
    if said is None:
        return _grown(Height(usual, least), cells)
    own = min(number(said.get(f"{W}val")) / TWIP, 2_000.0)
    if said.get(f"{W}hRule") == "exact":
        return Height(own, own)
    return Height(max(own, usual), max(own, least))


def _grown(height: Height, cells: Sequence[_Cell]) -> Height:
    """Who draws a symbol that begins in a row made the row high enough for it."""
    bottoms = [height]
    for cell in cells:
        for said, above in cell.said:
            for top, bottom in filter(None, (reach for drawing in said.drawn for reach in _reaches(drawing))):
                if 0 <= above.usual + top < height.usual:
                    least = above.least + bottom if above.least + top < height.least else 0.0
                    bottoms.append(Height(above.usual + bottom, least))
    return Height(max(one.usual for one in bottoms), max(one.least for one in bottoms))


def _reaches(drawing: Element) -> Iterator[tuple[float, float] | None]:
    read = hanging if local(drawing) == "drawing" else hanging_old
    return map(read, drawing)


def _edges(table: Element, spot: Spot) -> list[float]:
    """The edges of the columns of the grid."""
    widths = [number(one.get(f"{W}w")) / TWIP for one in table.findall(f"{W}tblGrid/{W}gridCol")][:MAX_COLUMNS]
    if not any(widths):
        first = next((row for row in table.iter(f"{W}tr")), None)
        cells = first.findall(f"{W}tc/{W}tcPr/{W}tcW") if first is not None else []
        own = (number(one.get(f"{W}w")) / TWIP for one in cells if one.get(f"{W}type", "dxa") == "dxa")
        widths = list(islice(own, MAX_COLUMNS))
    if not any(widths):
        count = min(max(1, len(widths)), MAX_COLUMNS)
        widths = [(spot.text_width or 450.0) / count] * count
    left = spot.left + number(value_in(table, "tblPr/tblInd", "w")) / TWIP
    side = value_in(table, "tblPr/jc")
    if side in ("center", "right", "end") and spot.text_width:
        left = (spot.text_width - sum(widths)) * (0.5 if side == "center" else 1.0)
    edges = [left]
    for width in widths:
        edges.append(edges[-1] + max(0.0, width))
    return edges


def _padded(edges: list[float], width: int) -> list[float]:
    """With columns that the grid does not have."""
    while len(edges) < max(width, 1) + 1:
        edges = [*edges, edges[-1] + 50.0]
    return edges


def _at(edges: Sequence[float], column: int) -> float:
    return edges[min(column, len(edges) - 1)] + 50.0 * max(0, column - len(edges) + 1)


def _margin(table: Element) -> float:
    for side in ("left", "start"):
        found = table.find(f"{W}tblPr/{W}tblCellMar/{W}{side}")
        if found is not None:
            return number(found.get(f"{W}w"), _MARGIN * TWIP) / TWIP
    return _MARGIN


def _whole(properties: Element | None, name: str) -> int:
    value = int(number(value_in(properties, name)))
    if value > MAX_COLUMNS:
        raise TooMuch("columns", MAX_COLUMNS)
    return max(0, value)
