"""Lays an SOP out on pages: where it is cut, how wide its columns are, and everything at its place.

Nothing here reads a clock, a file or a screen: the same definition gives the same pages everywhere. Every page has the
same columns, and all are drawn at one scale.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sopflow.budget import DRAWING, Budget, Spent, TableTooLarge, Undrawn
from sopflow.definition.logo import Logo
from sopflow.definition.model import Definition
from sopflow.frozen import NOTHING as NONE
from sopflow.language import Language

from . import words
from .annexing import annex_pages
from .chart import chart_of
from .contents import contents_of
from .cutting import Cut, cuts_of
from .frame import PAD, TYPE, Frame, Room, others_of
from .identity import identity_pages
from .overlay import NOTHING, Overlay
from .page import MARGIN, PAPERS, Page, Paper, Picture, Row, Text
from .placing import Stack, place, stack_of
from .routing import Plan, plan_of
from .rows import BAND, LEADING, Rows, moved
from .sections import Section, Sections
from .signing import sign
from .sizing import Sizes, sizes_of
from .speech import spoken
from .text import LINE, text_width, wrapped
from .totals import total_row

_TITLE: Final = 4.0
_FOOT: Final = 2.4
_ROUNDS: Final = 5
_SHRINKS: Final = 8
_OTHERS: Final = 6
"""Columns besides those of the actors."""
_TIME: Final = 3
"""Which of them is the time."""
_PLACED: Final = 20
"""Steps for a symbol or an arrow that is laid out."""
_DRAWN: Final = 5
"""Steps for a cell."""


def picture_of(
    sop: Definition,
    language: Language = "id",
    *,
    paper: Paper = PAPERS["a4"],
    overlay: Overlay = NOTHING,
    identity: bool = True,
    endless: bool = False,
    annex: bool = True,
    titles: Mapping[str, str] = NONE,
    logo: Logo | None = None,
) -> Picture:
    """The identity page and the flowchart table of an SOP, and the annex with its forms, unless something is laid over the
    table; `titles` are those of the SOPs that it calls and hands over
    to, by id; `logo` is what stands at the head of the identity page.

    `endless` puts the whole table on one page, as high as it must be, as a screen shows it. `Undrawn`, `TableTooLarge`.
    """
    TableTooLarge.refuse(len(sop.steps), len(sop.actors) + _OTHERS)
    has_annex = overlay is NOTHING and annex
    composer = _Composer(sop, language, paper, overlay, titles, endless=endless, has_annex=has_annex)
    try:
        table = composer.pages()
        beside = annex_pages(sop, language, paper, composer.budget) if has_annex else []
    except Spent:
        raise Undrawn(limit=DRAWING, row=composer.row + 1, rows=len(sop.steps)) from None
    last = table[-1]
    sign(last, sop, language, last.height - MARGIN / last.scale - _FOOT * LINE)
    pages = [*(identity_pages(sop, language, paper, logo) if identity else ()), *table, *beside]
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
        self,
        sop: Definition,
        language: Language,
        paper: Paper,
        overlay: Overlay,
        titles: Mapping[str, str],
        *,
        endless: bool,
        has_annex: bool,
    ) -> None:
        self.sop = sop
        self.language = language
        self.paper = paper
        self.overlay = overlay
        self.endless = endless
        self.chart = chart_of(sop, language, titles)
        self.columns = len(self.chart.columns)
        self.contents = contents_of(sop, language, overlay, has_annex=has_annex)
        self.bands = {at: BAND for at, row in enumerate(self.contents) if row.phase}
        self.total = total_row(sop, language)
        self.others = others_of(self.contents, self.total, language)
        self.sections = Sections(self.chart)
        self.spoken = spoken(sop, self.chart, language)
        self.known: dict[Cut, tuple[Section, Plan, Sizes]] = {}
        self.budget = Budget(DRAWING)
        self.shrunk = 1.0
        self.row = 0
        """The first of the page that is looked at."""

    def pages(self) -> list[Page]:
        cuts = self._settled()
        for _ in range(_SHRINKS):
            over = 1.0 if self.endless else max(self._height(cut) / self._room(cut) for cut in cuts)
            if over <= 1.0:
                break
            self.shrunk /= over**0.5  # wider columns hold more: an area, not a length
            cuts = self._settled()
        letters = self.sections.letters(cuts)
        parts = [self._part(cut, letters) for cut in cuts]
        return self._drawn(parts)

    def _settled(self) -> list[Cut]:
        """The cuts, once the columns hold what each page asks."""
        whole = (0, len(self.contents) - 1)
        room = Room.of(self.columns)
        cuts = [whole]
        for _ in range(_ROUNDS):
            self._set(room)
            cuts = [whole] if self.endless else cuts_of(self._least(), self.limit, self._fits)
            grew = [room.grow(*self._planned(cut)[1:]) for cut in cuts]
            if not any(grew):
                return cuts
        self._set(room)
        return cuts

    def _set(self, room: Room) -> None:
        """Settle the columns, and with them the lines of every text."""
        width = (self.paper.width - 2 * MARGIN) / self.shrunk
        self.frame = Frame(self.chart.columns, room, self.others, width)
        self.scale = min(self.shrunk, self.shrunk * width / self.frame.width)
        widths = self.frame.texts
        self.lines = [
            tuple(
                wrapped(text, widths[at] - 2 * PAD, TYPE, amounts=at == _TIME)
                for at, text in enumerate(row.by_column)
            )
            for row in self.contents
        ]
        self.heights = [max(len(lines) for lines in row) * LEADING + 2 * PAD for row in self.lines]
        self.rows = Rows(self.chart.columns, self.frame, self.language)
        self.heads = self.rows.heads()
        self.foot = self.rows.total(0.0, self.total) if self.total is not None else None
        self.limit = (self.paper.height - 2 * MARGIN) / self.scale - self._above() - _FOOT * LINE - 1.0

    def _above(self) -> float:
        """From the upper margin to the first row."""
        return self._title_height() + sum(row.height for row in self.heads)

    def _title_height(self) -> float:
        return len(self._title()) * _TITLE * LINE + 1.5 + (_FOOT * LINE + 1.0 if self.overlay.legend else 0.0)

    def _title(self) -> tuple[str, ...]:
        text = f"{self.sop.title}: {self.overlay.title}" if self.overlay.title else self.sop.title
        return wrapped(text, self.frame.width, _TITLE, bold=True)

    def _planned(self, cut: Cut) -> tuple[Section, Plan, Sizes]:
        if cut not in self.known:
            self.row = cut[0]
            section = self.sections.section(*cut)
            placed = len(section.arrows) + sum(len(band.symbols) for band in section.bands)
            self.budget.spend(self.columns + _PLACED * placed)
            plan = plan_of(section, self.columns)
            self.known[cut] = (section, plan, sizes_of(section, plan, self.columns))
        return self.known[cut]

    def _least(self) -> list[float]:
        """Heights below which no row is, with what belongs to it."""
        found = [max(height, 10.0) + self.bands.get(at, 0.0) for at, height in enumerate(self.heights)]
        found[-1] += self._below(len(found) - 1)
        return found

    def _below(self, last: int) -> float:
        """What stands below a page's last row."""
        is_end = last == len(self.contents) - 1
        return self.foot.height if self.foot is not None and is_end else 0.0

    def _fits(self, cut: Cut) -> bool:
        return self._height(cut) <= self._room(cut)

    def _room(self, cut: Cut) -> float:
        return max(1.0, self.limit - self._below(cut[1]))

    def _height(self, cut: Cut) -> float:
        return stack_of(*self._planned(cut), self.heights, self.bands).height

    def _part(self, cut: Cut, letters: dict[int, str]) -> _Part:
        section, plan, sizes = self._planned(cut)
        self.row = cut[0]
        rows = 1 + cut[1] - cut[0]
        self.budget.spend(_DRAWN * (self.columns + _OTHERS) * (len(self.heads) + rows) + len(self.sop.title))
        if letters and not self.endless:
            section = self.sections.section(*cut, letters)
            plan = plan_of(section, self.columns)
            sizes = sizes_of(section, plan, self.columns)
        return _Part(section, plan, sizes, stack_of(section, plan, sizes, self.heights, self.bands))

    def _drawn(self, parts: list[_Part]) -> list[Page]:
        """The pages at one scale, that of the highest."""
        room = (self.paper.height - 2 * MARGIN) / self.scale
        needed = [
            self._above() + part.stack.height + self._below(part.section.last) + _FOOT * LINE + 1.0
            for part in parts
        ]
        scale = self.scale if self.endless else self.scale * min(1.0, room / max(needed))
        return [self._page(part, scale, height) for part, height in zip(parts, needed, strict=True)]

    def _page(self, part: _Part, scale: float, needed: float) -> Page:
        height = needed + 2 * MARGIN / scale if self.endless else self.paper.height / scale
        page = Page(self.paper.width / scale, height, scale, title=self.sop.title)
        x, y = MARGIN / scale, MARGIN / scale
        page.texts.append(Text(x + self.frame.width / 2, y, self._title(), _TITLE, True, "center"))
        self._legend(page, x, y + len(self._title()) * _TITLE * LINE + 1.0)
        y += self._title_height()
        for row in self.heads:
            page.rows.append(moved(row, x, y))
        y += sum(row.height for row in self.heads)
        for at, top, row_height in part.stack.rows:
            if at in self.bands:
                page.rows.append(moved(self.rows.phase(top - BAND, self.contents[at].phase), x, y))
            page.rows.append(moved(self._row(at, top, row_height), x, y))
        if self.foot is not None and self._below(part.section.last):
            page.rows.append(moved(self.foot, x, y + part.stack.height))
        page.shapes, page.lines = place(part.section, part.plan, part.sizes, self.frame, part.stack, x, y)
        self._tint(page)
        return page

    def _row(self, at: int, y: float, height: float) -> Row:
        if at < 0:
            return self.rows.step(y, height, ((),) * _OTHERS, None, {})
        heard = {column: self.spoken.get((at, column), ()) for column in range(self.columns)}
        return self.rows.step(y, height, self.lines[at], str(self.sop.steps[at].id), heard)

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


def _number(page: Page, at: int, count: int, sop: Definition, language: Language) -> None:
    """The page's foot: which SOP, which version, which page."""
    y = page.height - MARGIN / page.scale - _FOOT * LINE
    left, right = MARGIN / page.scale, page.width - MARGIN / page.scale
    number = sop.identity.number
    which = words.NUMBERED if isinstance(number, str) else words.VERSION
    said = which.within(language, number=number, version=sop.version)
    page.texts.append(Text(left, y, (said,), _FOOT, color="#555555"))
    page.texts.append(
        Text(right, y, (words.PAGE.within(language, page=at, pages=count),), _FOOT, align="right", color="#555555")
    )
