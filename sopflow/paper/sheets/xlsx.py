"""Excel workbooks: what the cells show, and what is drawn over them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from ..limits import MAX_COLUMNS, TooMuch
from ..office.drawingml import EMU, DrawingML, pair
from ..office.figures import Counted, Figure, Frame, Pose
from ..office.package import Package, child, local, number
from ..office.placing import Ground, Placed, placed_on
from ..office.settling import Read, settle
from ..office.vml import VML
from ..office.workbook import UNCOUNTED, Workbook, name_of
from ..office.workbook import Sheet as Page
from ..sheet import Section, Sheet, Tall
from .gathering import Gathering

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element


_SEAL_ROWS: Final = 500
_PIXEL: Final = 0.75
_HIDDEN_ROW: Final = "baris yang disembunyikan"
_HIDDEN_COLUMN: Final = "kolom yang disembunyikan"
_COVERED: Final = "teks di sel yang tertutup sel gabungan"
_LAST_COLUMN: Final = 16_384
_LAST_ROW: Final = 1_048_576
_EMPTY_ROW: Final = "letaknya di baris kosong"
_CODES: Final = re.compile(r"&(?:[LCRPNDTFAZGBIUSXYE]|\"[^\"]{0,60}\"|\d{1,3}|K[0-9A-F]{6})")


def read(path: Path) -> Sheet:
    """Every sheet of a workbook: a row with one text is a line, one with several belongs to a table."""
    with closing(Package(path)) as package:
        return _Book(package).sheet()


class _Book:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.book = Workbook(package)
        self.found = Gathering()
        self.counted = Counted()
        self.drawing = DrawingML(self.counted, lambda box: "")

    def sheet(self) -> Sheet:
        for number_of, page in enumerate(self.book.pages):
            if page.title == "sopflow" and page.state == "hidden":
                self.seal(Page(self.book, page))
            elif page.is_visible:
                self.found.section(Section(page.title))
                _Leaf(self, Page(self.book, page), number_of).read()
            else:
                self.found.unread(
                    page.title, f"lembar {page.title}", "lembar yang disembunyikan; isinya tidak dibaca"
                )
        return self.found.sheet()

    def seal(self, page: Page) -> None:
        parts = []
        for line in page.lines():
            if line.number > _SEAL_ROWS:
                break
            parts += [cell.text for cell in line.cells if cell.column == 0]
        self.found.seal("".join(parts))


class _Leaf:
    """A visible sheet."""

    def __init__(self, book: _Book, page: Page, scope: int) -> None:
        self.found = book.found
        self.drawing = book.drawing
        self.counted = book.counted
        self.package = book.package
        self.page = page
        self.title = page.page.title
        self.scope = scope
        self.kept: list[tuple[int, dict[int, str]]] = []
        """The rows of the table, by their numbers in the sheet."""

    def read(self) -> None:
        self.rows()
        self.covered()
        numbers = [number_of for number_of, _ in self.kept]
        placed = self.placed(numbers)
        table = self.table()
        if table:
            ground = self.ground(numbers, len(table[0]))
            for row in table:
                self.found.row(row)
            part = self.found.close()
            placed = [one._replace(line=part + (one.figure.box.top > ground.rows[0])) for one in placed]
            settle(self.found, placed_on([ground], placed), [Read(part, table, self.tall(numbers))], self.place_in)
        else:
            placed = [one._replace(line=self.found.place) for one in placed]
            settle(self.found, placed_on([], placed), [], self.place_in)
        self.around()

    def rows(self) -> None:
        last = 0
        hidden: dict[int, list[str]] = {}
        for line in self.page.lines():
            self.found.looked_at(max(len(line.cells), line.number - last - 1))
            last = line.number
            for cell in line.cells:
                if cell.formula:
                    self.found.unread(cell.formula, self.place(cell.column, line.number), UNCOUNTED)
            cells = {cell.column: cell.text for cell in line.cells if cell.text}
            if line.is_hidden and cells:
                self.found.unread(
                    " | ".join(cells.values()), f"lembar {self.title}, baris {line.number}", _HIDDEN_ROW
                )
                continue
            for column in self.page.hidden & cells.keys():
                hidden.setdefault(column, []).append(cells.pop(column))
            if len(cells) == 1 and not self.kept:
                self.found.line(next(iter(cells.values())))
            elif cells:
                if max(cells) >= MAX_COLUMNS:
                    raise TooMuch("columns", MAX_COLUMNS)
                self.kept.append((line.number, cells))
                self.found.counted(cells.values())
        for column, texts in sorted(hidden.items()):
            place = f"lembar {self.title}, kolom {name_of(column, 0)[:-1]}"
            self.found.unread(" | ".join(texts), place, _HIDDEN_COLUMN)

    def table(self) -> list[tuple[str, ...]]:
        width = max((column for _, cells in self.kept for column in cells), default=-1) + 1
        return [tuple(cells.get(column, "") for column in range(width)) for _, cells in self.kept]

    def ground(self, numbers: list[int], width: int) -> Ground:
        """The table in points; empty rows belong to the one above."""
        last = max(
            [numbers[-1], *(area.bottom for area in self.page.areas if area.top <= numbers[-1] <= area.bottom)]
        )
        edges = tuple(self.page.top_of(row) for row in (*numbers, last + 1))
        return Ground(tuple(self.page.left_of(column) for column in range(width + 1)), edges, edges)

    def tall(self, numbers: list[int]) -> tuple[Tall, ...]:
        found = []
        for area in self.page.areas:
            first, end = bisect_left(numbers, area.top), bisect_right(numbers, area.bottom)
            if end - first > 1 and area.left < MAX_COLUMNS:
                found.append(Tall(first, area.left, end - first))
        return tuple(sorted(found))

    def covered(self) -> None:
        """Texts that a merged cell hides."""
        numbers = [number_of for number_of, _ in self.kept]
        for area in self.page.areas:
            first, end = bisect_left(numbers, area.top), bisect_right(numbers, area.bottom)
            self.found.looked_at(end - first)
            for number_of, cells in self.kept[first:end]:
                for column in [at for at in cells if area.left <= at <= area.right]:
                    if (column, number_of) != (area.left, area.top):
                        self.found.unread(cells.pop(column), self.place(column, number_of), _COVERED)
        self.kept = [(number_of, cells) for number_of, cells in self.kept if cells]

    # -- what is drawn

    def placed(self, numbers: list[int]) -> list[Placed]:
        figures = [
            figure for root in self.package.parts(self.page.page.part, "drawing") for figure in self.drawn(root)
        ]
        for root in self.package.parts(self.page.page.part, "vmlDrawing"):
            figures += self.old(root)
        known = set(numbers)
        reached = self.reached(known)
        placed = []
        for figure in figures:
            row = self.page.row_at(figure.box.middle_y)
            if figure.form == "symbol" and numbers and row not in known and not reached(row):
                figure = figure._replace(doubt="; ".join(filter(None, (figure.doubt, _EMPTY_ROW))))
            placed.append(Placed(figure))
        return placed

    def reached(self, known: set[int]) -> Callable[[int], bool]:
        """Whether a merged cell that begins in a row of the table reaches over an empty one."""
        spans = sorted((area.top, area.bottom) for area in self.page.areas if area.top in known)
        tops, bottoms = [top for top, _ in spans], list(accumulate((bottom for _, bottom in spans), max))

        def reaches(row: int) -> bool:
            at = bisect_right(tops, row) - 1
            return at >= 0 and bottoms[at] >= row

        return reaches

    def drawn(self, root: Element) -> Iterator[Figure]:
        for anchor in root:
            pose = self.pose(anchor)
            for one in anchor:
                form = child(one, "grpSpPr" if local(one) == "grpSp" else "spPr", "xfrm")
                turn = number(form.get("rot")) / 60_000 % 180 if form is not None else 0.0
                yield from self.drawing.figures(one, _upright(pose) if 45 <= turn < 135 else pose, self.scope)

    def pose(self, anchor: Element) -> Pose:
        begin, end = (self.point(child(anchor, name)) for name in ("from", "to"))
        size, at = child(anchor, "ext"), child(anchor, "pos")
        if at is not None:
            begin = pair(at, "x", "y")
        if size is not None:
            return Pose(*begin, *pair(size, "cx", "cy"))
        return Pose(*begin, end[0] - begin[0], end[1] - begin[1])

    def point(self, place: Element | None) -> tuple[float, float]:
        if place is None:
            return 0.0, 0.0
        said = {local(one): number(one.text) for one in place}
        column, across, row, down = (said.get(name, 0.0) for name in ("col", "colOff", "row", "rowOff"))
        return self.point_in(column, across / EMU, row, down / EMU)

    def point_in(self, column: float, across: float, row: float, down: float) -> tuple[float, float]:
        """A point in a cell, or beyond it."""
        left = self.page.left_of(min(max(int(column), 0), _LAST_COLUMN))
        return left + across, self.page.top_of(min(max(int(row), 0), _LAST_ROW) + 1) + down

    def old(self, root: Element) -> Iterator[Figure]:
        """Shapes in VML; boxes of comments are none."""
        reading = VML(self.counted, lambda box: "", [root])
        for one in root:
            data = child(one, "ClientData")
            anchor = child(data, "Anchor")
            if data is None or anchor is None or data.get("ObjectType") == "Note":
                continue
            parts = [number(part) for part in (anchor.text or "").split(",")]
            if len(parts) == 8:
                (left, top), (right, bottom) = (
                    self.point_in(column, across * _PIXEL, row, down * _PIXEL)
                    for column, across, row, down in (parts[:4], parts[4:])
                )
                yield from reading.shape(one, Pose(left, top, right - left, bottom - top), Frame(), self.scope, 0)

    # -- what is told

    def around(self) -> None:
        for text in self.page.around:
            if bare := _CODES.sub(" ", text).strip():
                self.found.unread(bare, f"lembar {self.title}", "kepala atau kaki halaman")
        for root in self.package.parts(self.page.page.part, "comments"):
            for one in root.iter():
                if local(one) == "comment":
                    text = "".join(t.text or "" for t in one.iter() if local(t) == "t").strip()
                    self.found.unread(text, f"lembar {self.title}, sel {one.get('ref', '')}", "komentar")

    def place(self, column: int, row: int) -> str:
        return f"lembar {self.title}, sel {name_of(column, row)}"

    def place_in(self, table: int | None, row: int, column: int) -> str:
        return f"lembar {self.title}" if table is None else self.place(column, self.kept[row][0])


def _upright(pose: Pose) -> Pose:
    """Of what is turned by about a quarter, Excel anchors the rectangle that it covers when turned."""
    shift = (pose.width - pose.height) / 2
    return Pose(pose.left + shift, pose.top - shift, pose.height, pose.width)
