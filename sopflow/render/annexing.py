"""The pages of the annex: a band for each row of the SOP, below it its form and its conditions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sopflow.budget import Budget
from sopflow.definition.model import Definition
from sopflow.language import Language

from . import annex
from .annex import Annexed, Part
from .frame import PAD, TYPE
from .page import MARGIN, Cell, Page, Paper, Row, Text
from .rows import BAND, BAND_FILL, HEAD_FILL
from .text import LINE, Lines, shortened, wrapped

_LEADING: Final = TYPE * LINE
_TITLE: Final = 4.0
SHARES: Final = (0.25, 0.13, 0.27, 0.13, 0.22)
"""Of the width, for the columns of a form."""
_FOOT: Final = 6.0
_LEAST: Final = 3
"""Lines of a row below its head, before it goes on on the next page."""
_HEAD: Final = 3
"""Lines of a page's title and of a band at most: what stands on every page leaves room for what is printed there."""

_PRINTED: Final = 50
"""Steps for a line, which every format writes: a long form can stand at many rows."""


def annex_pages(sop: Definition, language: Language, paper: Paper, budget: Budget) -> list[Page]:
    """As many pages as the forms need; none where there are none."""
    composer = _Composer(sop, language, paper, budget)
    for one in annex.annexed(sop, language):
        composer.add(one)
    return composer.found


class _Composer:
    def __init__(self, sop: Definition, language: Language, paper: Paper, budget: Budget) -> None:
        self.sop = sop
        self.language = language
        self.paper = paper
        self.budget = budget
        self.width = paper.width - 2 * MARGIN
        self.limit = paper.height - MARGIN - _FOOT
        said = f"{annex.TITLE.within(language)} · {sop.title}"
        self.title = shortened(said, self.width, _TITLE, _HEAD)
        self.head: Lines = self.title
        """Of the row of the SOP that is being written."""
        self.found: list[Page] = []
        self.y = self.limit

    def add(self, one: Annexed) -> None:
        """A row of the SOP; on each page on which it stands it begins with its band."""
        self.head = shortened(one.title, self.width - 2 * PAD, TYPE, _HEAD)
        self.room(_height([self.head]))
        self.band(one)
        for part in one.parts:
            heads = self.wrapped(part.heads, bold=True)
            self.room(_height(heads), one)
            self.row(heads, one, is_head=True)
            for texts in part.rows:
                self.texts(one, part, self.wrapped(texts))

    def texts(self, one: Annexed, part: Part, lines: list[tuple[str, ...]]) -> None:
        """A row of texts; one that is higher than what is left of a page goes on on the next."""
        while any(lines):
            most = int((self.limit - self.y - 2 * PAD) / _LEADING)
            if most < min(_LEAST, max(map(len, lines))):
                self.begin()
                self.band(one)
                self.row(self.wrapped(part.heads, bold=True), one, is_head=True)
                most = max(1, int((self.limit - self.y - 2 * PAD) / _LEADING))
            taken = [one[:most] if len(one) > most else one for one in lines]
            lines = [one[most:] for one in lines]
            self.row(taken, one)

    def room(self, height: float, one: Annexed | None = None) -> None:
        """Begin another page where a head and the first lines below it have no room."""
        if self.y + height + BAND + _LEAST * _LEADING + 2 * PAD > self.limit:
            self.begin()
            if one is not None:
                self.band(one)

    def begin(self) -> None:
        page = Page(self.paper.width, self.paper.height, 1.0, title=self.sop.title, kind="annex")
        page.texts.append(Text(self.paper.width / 2, MARGIN, self.title, _TITLE, True, "center"))
        self.found.append(page)
        self.y = MARGIN + len(self.title) * _TITLE * LINE + 1.5

    def band(self, one: Annexed) -> None:
        cell = Cell(
            MARGIN, self.y, self.width, _height([self.head]), self.head, TYPE, bold=True, head="band",
            span=(len(SHARES), 1), fill=BAND_FILL,
        )  # fmt: skip
        self.put([cell], one)

    def row(self, lines: Sequence[tuple[str, ...]], one: Annexed, *, is_head: bool = False) -> None:
        height, x, cells = _height(lines), MARGIN, []
        for at, (text, (width, span)) in enumerate(zip(lines, self.columns(len(lines)), strict=True)):
            head = "column" if is_head else "row" if at == 0 else ""
            cells.append(
                Cell(x, self.y, width, height, text, TYPE, is_head, head=head, span=(span, 1), fill=HEAD_FILL if is_head else "")  # type: ignore[arg-type]
            )  # fmt: skip
            x += width
        self.put(cells, one, is_head=is_head)

    def put(self, cells: list[Cell], one: Annexed, *, is_head: bool = False) -> None:
        self.budget.spend(_PRINTED * sum(1 + len(cell.lines) for cell in cells))
        height = cells[0].height
        self.found[-1].rows.append(Row(self.y, height, cells, one.step, is_head=is_head))
        self.y += height

    def columns(self, count: int) -> list[tuple[float, int]]:
        """The width of each column, and over how many it goes: the last to the right edge."""
        own = [(share * self.width, 1) for share in SHARES[: count - 1]]
        return [*own, (self.width - sum(width for width, _ in own), len(SHARES) - len(own))]

    def wrapped(self, texts: Sequence[str], *, bold: bool = False) -> list[tuple[str, ...]]:
        columns = self.columns(len(texts))
        return [
            wrapped(text, width - 2 * PAD, TYPE, bold=bold)
            for text, (width, _) in zip(texts, columns, strict=True)
        ]


def _height(lines: Sequence[tuple[str, ...]]) -> float:
    return max(1, *map(len, lines)) * _LEADING + 2 * PAD
