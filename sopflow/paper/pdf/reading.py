"""From pages to a document: tables that go on over pages, the lines between them, and what is drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final, NamedTuple

from ..geometry import Box
from ..sheet import Section, Sheet, Table, Unread
from .grid import Region, going_on, headed
from .lattice import lattices
from .leftover import leftover, pictured
from .letters import Word
from .opening import NO_TEXT, PICTURE, Refused
from .page import Page
from .rulings import Rulings, rulings_of
from .tables import Gathered, Piece
from .writing import lines_of

_TANGLED: Final = (
    "tulisan bertumpuk yang tidak dapat dipisahkan; samakan teks di halaman ini dengan berkas aslinya"
)


class Line(NamedTuple):
    """A line of words outside of tables."""

    page: int
    words: tuple[Word, ...]

    def without(self, taken: Collection[tuple[int, Word]]) -> str:
        """Its text, without what belongs to a drawing."""
        return " ".join(word.text for word in self.words if (self.page, word) not in taken)


class _Part(NamedTuple):
    """Something between tables of procedures, or such a table where it begins."""

    top: float
    part: Line | Table | Gathered
    box: Box | None = None
    """Of a table that is read cell for cell."""


class _Seen(NamedTuple):
    """A page, with the places of its tables."""

    page: Page
    regions: list[Region]
    tables: list[Box]


class Reading:
    """A document, page for page."""

    def __init__(self) -> None:
        self._parts: list[Line | Table | Gathered] = []
        self._open: Gathered | None = None
        self._pages: list[_Seen] = []
        self._has_text = False
        self._pictured = 0
        """The first page with a picture as large as a table."""

    def page(self, page: Page) -> None:
        """Take up the next page."""
        self._has_text |= bool(page.words)
        is_pictured = any(page.is_mostly(one.box) for one in page.pictures)
        self._pictured = self._pictured or (page.number if is_pictured else 0)
        lines = rulings_of(page.paths)
        found: list[_Part] = []
        regions: list[Region] = []
        heads = headed(page, lines)
        if self._open is not None:
            above = heads[0].top if heads else page.height
            more = going_on(page, lines, self._open.columns, above)
            if more is not None:
                self._open.take(Piece(page, lines, more, 0.0, above))
                regions.append(more)
        for region, below in zip(
            heads, [*(head.top for head in heads[1:]), page.height][: len(heads)], strict=True
        ):
            regions.append(region)
            piece = Piece(page, lines, region, region.top, below)
            if self._open is None or not self._open.goes_on_in(piece):
                self._open = Gathered(piece)
                found.append(_Part(region.top, self._open))
            else:
                self._open.take(piece)
        rest = list(_rest(page, lines, regions))
        found += rest
        self._pages.append(_Seen(page, regions, [part.box for part in rest if part.box is not None]))
        found.sort(key=lambda one: one.top)
        self._parts += [one.part for one in found]

    def sheet(self) -> Sheet:
        """Everything that was read; `Refused` where the table is a picture."""
        if not self._has_text:
            raise Refused(NO_TEXT)
        if self._pictured and self._open is None:
            raise Refused(PICTURE.filled(page=self._pictured))
        tables = {id(part): part.table() for part in self._parts if isinstance(part, Gathered)}
        gathered = [part for part in self._parts if isinstance(part, Gathered)]
        taken = {word for part in gathered for word in part.words}
        unread = [one for part in gathered for one in part.unread]
        pictures: dict[int, int] = {}
        for page, regions, boxes in self._pages:
            read = [box for part in gathered for box in part.boxes.get(page.number, ())]
            ends = [end for part in gathered for end in part.ends.get(page.number, ())]
            unread += leftover(page, regions, boxes, read, ends)
            if page.tangled:
                unread.append(Unread(page.tangled, f"halaman {page.number}", _TANGLED))
            pictures[page.number] = sum(one.box not in read for one in page.pictures)
        unread += pictured(pictures)
        parts: list[str | Table | Section] = []
        for part in self._parts:
            if isinstance(part, Line):
                if text := part.without(taken):
                    parts.append(text)
            else:
                parts.append(tables[id(part)] if isinstance(part, Gathered) else part)
        return Sheet(tuple(parts), tuple(unread))


def _rest(page: Page, lines: Rulings, regions: Iterable[Region]) -> Iterator[_Part]:
    """Tables and lines of a page outside of the tables of procedures."""
    regions = sorted(regions, key=lambda region: region.top)
    words = [word for word in page.words if not any(_is_in(word, region) for region in regions)]
    taken: set[Word] = set()
    bands = [0.0, *(y for region in regions for y in (region.top, region.bottom)), page.height]
    for top, bottom in zip(bands[::2], bands[1::2], strict=True):
        for lattice in lattices(lines.within(top, bottom), words):
            inside = {word for word in words if lattice.box.distance(*word.middle) == 0}
            taken |= inside
            yield _Part(
                lattice.box.top, Table(lattice.rows, pages=(page.number,) * len(lattice.rows)), lattice.box
            )
    for line in lines_of(word for word in words if word not in taken):
        yield _Part(min(word.box.top for word in line), Line(page.number, tuple(line)))


def _is_in(word: Word, region: Region) -> bool:
    x, y = word.middle
    return region.columns[0] <= x <= region.columns[-1] and region.top <= y <= region.bottom
