"""Lays an SOP out on pages: where it is cut, how wide its columns are, and everything at its place.

Nothing here reads a clock, a file or a screen: the same definition gives the same pages everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sopflow.budget import DRAWING, Budget, Spent, TableTooLarge, Undrawn

from . import words
from .chart import chart_of
from .contents import contents_of
from .frame import PAD, TYPE, Frame, Room
from .identity import identity_pages
from .overlay import NOTHING
from .page import MARGIN, PAPERS, Cell, Page, Picture, Row, Text
from .placing import place, stack_of
from .routing import plan_of
from .sections import Sections
from .signing import sign
from .sizing import sizes_of
from .speech import spoken
from .text import LINE, text_width, wrapped

if TYPE_CHECKING:
    from sopflow.definition.model import Definition
    from sopflow.language import Language

    from .overlay import Overlay
    from .page import Paper
    from .placing import Stack
    from .routing import Plan
    from .sections import Section
    from .sizing import Sizes

_TITLE: Final = 4.0
_FOOT: Final = 2.4
_LEADING: Final = TYPE * LINE
_HEAD_FILL: Final = "#eef1f4"
_ROUNDS: Final = 5
_OTHERS: Final = 6
"""Columns besides those of the actors."""
_PLACED: Final = 20
"""Steps for a symbol or an arrow that is laid out."""
_DRAWN: Final = 5
"""Steps for a cell."""
_ORDINARY: Final = 30
"""Rows of a page."""


def picture_of(
    sop: Definition,
    language: Language = "id",
    *,
    paper: Paper = PAPERS["a4"],
    overlay: Overlay = NOTHING,
    identity: bool = True,
    endless: bool = False,
) -> Picture:
    """The identity page and the flowchart table of an SOP.

    `endless` puts the whole table on one page, as high as it must be, as a screen shows it. `Undrawn`, `TableTooLarge`.
    """
    TableTooLarge.refuse(len(sop.steps), len(sop.actors) + _OTHERS)
    composer = _Composer(sop, language, paper, overlay, endless=endless)
    try:
        table = composer.pages()
    except Spent:
        raise Undrawn(limit=DRAWING, row=composer.row + 1, rows=len(sop.steps)) from None
    last = table[-1]
    sign(last, sop, language, last.height - MARGIN / last.scale - _FOOT * LINE)
    pages = [*(identity_pages(sop, language, paper) if identity else ()), *table]
    for at, page in enumerate(pages, start=1):
        _number(page, at, len(pages), sop, language)
    return Picture(sop.title, language, paper, tuple(pages))


@dataclass(slots=True)
class _Part:
    """A section that was routed and stacked."""

    section: Section
    plan: Plan
    sizes: Sizes
    stack: Stack


class _Composer:
    def __init__(
        self, sop: Definition, language: Language, paper: Paper, overlay: Overlay, *, endless: bool
    ) -> None:
        self.sop = sop
        self.language = language
        self.paper = paper
        self.overlay = overlay
        self.endless = endless
        self.chart = chart_of(sop, language)
        self.columns = len(self.chart.columns)
        self.contents = contents_of(sop, language, overlay)
        self.sections = Sections(self.chart)
        self.spoken = spoken(sop, self.chart, language)
        self.known: dict[tuple[int, int], tuple[Section, Plan, Sizes]] = {}
        self.budget = Budget(DRAWING)
        self.row = 0
        """The first of the page that is looked at."""

    def pages(self) -> list[Page]:
        room = Room.of(self.columns)
        whole = (0, len(self.contents) - 1)
        room.grow(*self._planned(whole)[1:])
        for _ in range(_ROUNDS):
            self._set(room)
            cuts = [whole] if self.endless else self._cuts()
            needed = Room.of(self.columns)
            for cut in cuts:
                needed.grow(*self._planned(cut)[1:])
            if not room.grow_by(needed):
                break
        self._set(needed)
        letters = self.sections.letters(cuts)
        return [self._page(self._part(cut, letters)) for cut in cuts]

    def _set(self, room: Room) -> None:
        """Settle the columns, and with them the lines of every text."""
        width = self.paper.width - 2 * MARGIN
        self.frame = Frame(self.chart.columns, room, self.contents, self.language, width)
        self.scale = min(1.0, width / self.frame.width)
        widths = self.frame.texts
        self.lines = [
            tuple(wrapped(text, widths[at] - 2 * PAD, TYPE) for at, text in enumerate(row.by_column))
            for row in self.contents
        ]
        self.heights = [max(len(lines) for lines in row) * _LEADING + 2 * PAD for row in self.lines]
        self.heads = self._heads()
        left = (self.paper.height - 2 * MARGIN) / self.scale - self._above() - _FOOT * LINE - 1.0
        self.limit = left

    def _above(self) -> float:
        """From the upper margin to the first row."""
        return self._title_height() + sum(row.height for row in self.heads)

    def _title_height(self) -> float:
        return len(self._title()) * _TITLE * LINE + 1.5 + (_FOOT * LINE + 1.0 if self.overlay.legend else 0.0)

    def _title(self) -> tuple[str, ...]:
        text = f"{self.sop.title}: {self.overlay.title}" if self.overlay.title else self.sop.title
        return wrapped(text, self.frame.width, _TITLE, bold=True)

    def _planned(self, cut: tuple[int, int]) -> tuple[Section, Plan, Sizes]:
        if cut not in self.known:
            self.row = cut[0]
            section = self.sections.section(*cut)
            placed = len(section.arrows) + sum(len(band.symbols) for band in section.bands)
            self.budget.spend(self.columns + _PLACED * placed)
            plan = plan_of(section, self.columns)
            self.known[cut] = (section, plan, sizes_of(section, plan, self.columns))
        return self.known[cut]

    def _cuts(self) -> list[tuple[int, int]]:
        """As many rows on each page as it holds, and at least one."""
        cuts: list[tuple[int, int]] = []
        first = 0
        while first < len(self.contents):
            last, used = first, self._least(first)
            while last + 1 < len(self.contents) and used + self._least(last + 1) <= self.limit:
                last += 1
                used += self._least(last)
            last = self._most(first, last)
            cuts.append((first, last))
            first = last + 1
        return cuts

    def _most(self, first: int, last: int) -> int:
        """The last row, `last` at most, of a page that begins with `first`: on an ordinary page row by row, else ever
        further up and from there back in halves."""
        over, step, growth = last + 1, 1, 1 if last - first < _ORDINARY else 2
        while last > first and self._height((first, last)) > self.limit:
            over, last, step = last, max(first, last - step), step * growth
        while over - last > 1:
            middle = (last + over) // 2
            if self._height((first, middle)) > self.limit:
                over = middle
            else:
                last = middle
        return last

    def _least(self, row: int) -> float:
        return max(self.heights[row], 10.0)

    def _height(self, cut: tuple[int, int]) -> float:
        return stack_of(*self._planned(cut), self.heights).height

    def _part(self, cut: tuple[int, int], letters: dict[int, str]) -> _Part:
        section, plan, sizes = self._planned(cut)
        self.row = cut[0]
        rows = 1 + cut[1] - cut[0]
        self.budget.spend(_DRAWN * (self.columns + _OTHERS) * (len(self.heads) + rows) + len(self.sop.title))
        if letters and not self.endless:
            section = self.sections.section(*cut, letters)
            plan = plan_of(section, self.columns)
            sizes = sizes_of(section, plan, self.columns)
        return _Part(section, plan, sizes, stack_of(section, plan, sizes, self.heights))

    def _page(self, part: _Part) -> Page:
        needed = self._above() + part.stack.height + _FOOT * LINE + 1.0
        room = (self.paper.height - 2 * MARGIN) / self.scale
        scale = self.scale if self.endless else self.scale * min(1.0, room / needed)
        height = needed + 2 * MARGIN / scale if self.endless else self.paper.height / scale
        page = Page(self.paper.width / scale, height, scale, title=self.sop.title)
        x, y = MARGIN / scale, MARGIN / scale
        page.texts.append(Text(x + self.frame.width / 2, y, self._title(), _TITLE, True, "center"))
        self._legend(page, x, y + len(self._title()) * _TITLE * LINE + 1.0)
        y += self._title_height()
        for row in self.heads:
            page.rows.append(_moved(row, x, y))
        y += sum(row.height for row in self.heads)
        for at, top, height in part.stack.rows:
            page.rows.append(self._row(at, x, y + top, height))
        page.shapes, page.lines = place(part.section, part.plan, part.sizes, self.frame, part.stack, x, y)
        self._tint(page)
        return page

    def _legend(self, page: Page, x: float, y: float) -> None:
        for tone, text in self.overlay.legend:
            page.swatches.append((x, y, tone))
            page.texts.append(Text(x + 3.2, y, (text,), _FOOT))
            x += 3.2 + text_width(text, _FOOT) + 5.0

    def _tint(self, page: Page) -> None:
        for shape in page.shapes:
            mark = self.overlay.steps.get(shape.symbol.step or "")
            shape.tone = mark.tone if mark else None
        for line in page.lines:
            if line.arrow.arc is not None:
                line.tone = self.overlay.arcs.get(line.arrow.arc)
        ended = {line.arrow.target.id: line.tone for line in page.lines if line.tone is not None}
        for shape in page.shapes:
            if shape.symbol.step is None and shape.symbol.kind != "pentagon":
                shape.tone = ended.get(shape.symbol.id)

    def _row(self, row: int, x: float, y: float, height: float) -> Row:
        frame, texts = self.frame, self.frame.texts
        is_strip = row < 0
        lines = ((),) * 6 if is_strip else self.lines[row]
        step = None if is_strip else str(self.sop.steps[row].id)
        cells = [
            Cell(x, y, texts[0], height, lines[0], align="center"),
            Cell(x + texts[0], y, texts[1], height, lines[1]),
        ]
        borders = frame.borders
        for at in range(self.columns):
            heard = () if is_strip else self.spoken.get((row, at), ())
            cells.append(
                Cell(x + borders[at], y, borders[at + 1] - borders[at], height, is_chart=True, spoken=heard)
            )
        at_x = x + frame.end
        for at in range(2, 6):
            unknown = any(line == words.UNKNOWN.within(self.language) for line in lines[at])
            cells.append(Cell(at_x, y, texts[at], height, lines[at], is_open=unknown))
            at_x += texts[at]
        return Row(y, height, cells, step)

    def _heads(self) -> list[Row]:
        frame, texts = self.frame, self.frame.texts
        borders = frame.borders
        titles = [
            wrapped(c.title, borders[at + 1] - borders[at] - 2 * PAD, TYPE, bold=True)
            for at, c in enumerate(self.chart.columns)
        ]
        named = [
            wrapped(name.within(self.language), texts[at] - 2 * PAD, TYPE, bold=True)
            for at, name in enumerate(
                (words.NUMBER, words.ACTIVITY, words.INPUTS, words.TIME, words.OUTPUTS, words.REMARKS)
            )
        ]
        upper = _LEADING + 2 * PAD
        lower = max([len(lines) for lines in (*titles, *named[2:5])]) * _LEADING + 2 * PAD

        def cell(
            x: float,
            y: float,
            width: float,
            height: float,
            lines: tuple[str, ...],
            span: tuple[int, int],
            *,
            group: bool = False,
        ) -> Cell:
            return Cell(
                x,
                y,
                width,
                height,
                lines,
                TYPE,
                True,
                "center",
                head="group" if group else "column",
                span=span,
                fill=_HEAD_FILL,
            )

        both = upper + lower
        standard = frame.end
        one = [
            cell(0, 0, texts[0], both, named[0], (1, 2)),
            cell(texts[0], 0, texts[1], both, named[1], (1, 2)),
            cell(
                frame.start,
                0,
                frame.end - frame.start,
                upper,
                (words.ACTORS.within(self.language),),
                (self.columns, 1),
                group=True,
            ),
            cell(standard, 0, sum(texts[2:5]), upper, (words.STANDARD.within(self.language),), (3, 1), group=True),
            cell(standard + sum(texts[2:5]), 0, texts[5], both, named[5], (1, 2)),
        ]
        two = [
            cell(borders[at], upper, borders[at + 1] - borders[at], lower, lines, (1, 1))
            for at, lines in enumerate(titles)
        ]
        x = standard
        for at in (2, 3, 4):
            two.append(cell(x, upper, texts[at], lower, named[at], (1, 1)))
            x += texts[at]
        return [Row(0, upper, one, is_head=True), Row(upper, lower, two, is_head=True)]


def _moved(row: Row, x: float, y: float) -> Row:
    cells = []
    for cell in row.cells:
        cells.append(
            Cell(
                cell.x + x, cell.y + y, cell.width, cell.height, cell.lines, cell.size, cell.bold, cell.align, head=cell.head,
                span=cell.span, fill=cell.fill,
            )
        )  # fmt: skip
    return Row(row.y + y, row.height, cells, is_head=row.is_head)


def _number(page: Page, at: int, count: int, sop: Definition, language: Language) -> None:
    """The page's foot: which SOP, which version, which page."""
    y = page.height - MARGIN / page.scale - _FOOT * LINE
    left, right = MARGIN / page.scale, page.width - MARGIN / page.scale
    page.texts.append(Text(left, y, (f"{sop.id} · {sop.version}",), _FOOT, color="#555555"))
    page.texts.append(
        Text(right, y, (words.PAGE.within(language, page=at, pages=count),), _FOOT, align="right", color="#555555")
    )
