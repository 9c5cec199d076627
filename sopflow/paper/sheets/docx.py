"""Word documents: their lines and tables, and what is drawn on them."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Final

from ..office.anchors import Spot, of_drawing
from ..office.drawingml import DrawingML
from ..office.figures import Counted
from ..office.package import Package, W, child, local, number, value_in
from ..office.placing import Placed, placed_on
from ..office.settling import Read, settle
from ..office.vml import VML
from ..office.words import Said, Words, blocks
from ..office.wordtable import TWIP, Laid, Tables, paragraph_height
from ..sheet import REPEATED, Sheet
from .gathering import Gathering

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element


_AROUND: Final = {"header": "kepala halaman", "footer": "kaki halaman"}
_SIZE: Final = 10.0
"""Of letters in points, where the file says nothing."""
_PAPER: Final = (595.0, 72.0, 72.0, 451.0)
_HIDDEN_CELL: Final = "teks di sel yang tertutup sel gabungan"
_TODAY: Final = 15
"""The form of Word's files since 2013."""


def read(path: Path) -> Sheet:
    """Paragraphs and tables in the order of the document, with the symbols and arrows in and over the tables."""
    with closing(Package(path)) as package:
        return _Document(package).sheet()


class _Document:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.found = Gathering()
        self.counted = Counted()
        self.words = Words(package, self.counted)
        self.drawing = DrawingML(self.counted, self.words.in_box)
        self.vml = VML(self.counted, self.words.in_box, package.parts(package.main, "settings"))
        self.placed: list[Placed] = []
        self.tables: list[tuple[int, Laid]] = []
        self.scope = 0
        styles = next(package.parts(package.main, "styles"), None)
        size = number(value_in(styles, "docDefaults/rPrDefault/rPr/sz"), _SIZE * 2) / 2
        self.lays = Tables(self.words, min(max(size, 1.0), 100.0))
        self.always_in_cell = any(map(_is_of_today, package.parts(package.main, "settings")))

    def sheet(self) -> Sheet:
        root = self.package.xml(self.package.main)
        body = child(root, "body")
        if body is None:
            raise ValueError("no document")
        self.words.is_rendered = next(body.iter(f"{W}lastRenderedPageBreak"), None) is not None
        papers = [_paper(one) for one in body.iter(f"{W}sectPr")] or [_PAPER]
        spot = _spot(papers[0], Spot(0.0, 0.0, 0.0, 0.0))
        for block in blocks(body, self.counted):
            kind = local(block)
            if kind == "p":
                spot = self.paragraph(block, spot)
                if block.find(f"{W}pPr/{W}sectPr") is not None and len(papers) > 1:
                    papers.pop(0)
                    spot = _spot(papers[0], spot)
            elif kind == "tbl":
                spot = self.table(block, spot)
        self.finish()
        self.around()
        return self.found.sheet()

    def paragraph(self, block: Element, spot: Spot) -> Spot:
        said = self.words.said(block)
        if said.breaks or block.find(f"{W}pPr/{W}pageBreakBefore") is not None:
            spot = spot._replace(page_top=spot.top, page_low=spot.low)
        if text := said.text.strip():
            self.found.line(text)
        else:
            self.found.close()
            self.found.looked_at(0)
        self.hung(said, spot, None, f"setelah baris {text[:40]!r}" if text else "di luar tabel")
        height = paragraph_height(block, said.text, spot.width, self.lays.size)
        return spot._replace(top=spot.top + height.usual, low=spot.low + height.least)

    def table(self, block: Element, spot: Spot) -> Spot:
        self.found.close()
        laid = self.lays.laid(block, spot, self.found.row)
        if not laid.rows:
            return spot
        number_of = len(self.tables)
        self.tables.append((self.found.close(), laid))
        for row, column, text in laid.hidden:
            self.found.unread(text, _place(number_of, row, column), _HIDDEN_CELL)
        for row, piece in laid.pieces:
            self.hung(piece.said, piece.spot, number_of, _place(number_of, row, piece.column))
            if piece.said.breaks:
                spot = spot._replace(page_top=piece.spot.cell_top, page_low=piece.spot.cell_low)
        return spot._replace(top=laid.ground.rows[-1], low=laid.ground.low[-1])

    def hung(self, said: Said, spot: Spot, table: int | None, place: str) -> None:
        """What hangs on a paragraph."""
        for aside in said.asides:
            self.found.unread(aside.text, place, aside.why)
        for drawn in said.drawn:
            self.scope += 1
            if local(drawn) == "drawing":
                for one in drawn:
                    pose, lift, name = of_drawing(one, spot, always_in_cell=self.always_in_cell)
                    graphic = child(one, "graphic")
                    if graphic is not None:
                        for figure in self.drawing.figures(graphic, pose, self.scope, name):
                            self.placed.append(Placed(figure, lift, table, self.found.place))
            else:
                for figure, lift in self.vml.figures(drawn, spot, self.scope, always_in_cell=self.always_in_cell):
                    self.placed.append(Placed(figure, lift, table, self.found.place))

    def finish(self) -> None:
        """Put the figures into the tables, once all tables are known."""
        found = placed_on([laid.ground for _, laid in self.tables], self.placed)
        tables = [Read(part, laid.rows, laid.tall) for part, laid in self.tables]
        settle(self.found, found, tables, _place)

    def around(self) -> None:
        """What stands above and below each page."""
        told = set()
        for kind, place in _AROUND.items():
            for part in self.package.parts(self.package.main, kind):
                text = self.words.plain(part)
                if text and (place, text) not in told:
                    told.add((place, text))
                    self.found.unread(text, place, REPEATED)


def _place(table: int | None, row: int, column: int) -> str:
    return "di luar tabel" if table is None else f"tabel {table + 1}, baris {row + 1}, kolom {column + 1}"


def _is_of_today(settings: Element) -> bool:
    return any(
        number(one.get(f"{W}val")) >= _TODAY
        for one in settings.iter(f"{W}compatSetting")
        if one.get(f"{W}name") == "compatibilityMode"
    )


def _paper(section: Element) -> tuple[float, float, float, float]:
    """Width, the margins to the left and above, and the width of the text."""
    size, margin = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    width = number(size.get(f"{W}w"), 11_900) / TWIP if size is not None else _PAPER[0]
    if margin is None:
        return width, _PAPER[1], _PAPER[2], width - 2 * _PAPER[1]
    left, top, right = (number(margin.get(f"{W}{side}"), 1_440) / TWIP for side in ("left", "top", "right"))
    return width, left, abs(top), max(50.0, width - left - right)


def _spot(paper: tuple[float, float, float, float], before: Spot) -> Spot:
    """The next paragraph, where paper of another size begins."""
    width, left, top, text = paper
    return Spot(
        0.0, text, before.top, before.low, before.top, before.low, margin_left=left, margin_top=top, text_width=text,
        paper_width=width,
    )  # fmt: skip
