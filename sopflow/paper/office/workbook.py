"""The sheets of a workbook: what each cell shows, what is merged and hidden, and how wide and high everything is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree import ElementTree

from ..limits import MAX_CELLS, TooMuch
from ..signs import as_read
from .package import Package, child, local, members, number
from .shown import format_of, shown

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


_REFERENCE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,9})")
_PIXEL: Final = 0.75
_HIGH: Final = 15.0
_WIDE: Final = 8.43
UNCOUNTED: Final = "rumus yang belum dihitung; buka di Excel lalu simpan lagi"


class Cell(NamedTuple):
    """What a cell shows, and the formula that shows nothing as yet."""

    column: int
    text: str
    formula: str = ""


class Line(NamedTuple):
    """A row of a sheet, from 1."""

    number: int
    cells: tuple[Cell, ...]
    is_hidden: bool


class Area(NamedTuple):
    """Merged cells: columns from 0, rows from 1, the last ones included."""

    left: int
    top: int
    right: int
    bottom: int


class Page(NamedTuple):
    """A sheet's name in the book, and its part."""

    title: str
    part: str
    is_visible: bool
    state: str


class Workbook:
    """Reads the parts that all sheets share."""

    def __init__(self, package: Package) -> None:
        self.package = package
        root = package.xml(package.main)
        if root is None:
            raise ValueError("no workbook")
        related = package.related(package.main)
        properties = child(root, "workbookPr")
        self.from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self.pages = []
        for one in members(root, "sheets"):
            key = next((value for name, value in one.attrib.items() if name.endswith("}id")), "")
            state = one.get("state", "visible")
            if key in related and related[key].kind == "worksheet":
                self.pages.append(Page(one.get("name", ""), related[key].target, state == "visible", state))
        strings = next(package.parts(package.main, "sharedStrings"), None)
        self.strings = [_string(one) for one in members(strings) if local(one) == "si"]
        self.forms = list(_forms(next(package.parts(package.main, "styles"), None)))

    def cell(self, element: Element, column: int) -> Cell:
        kind = element.get("t", "n")
        value, formula = child(element, "v"), child(element, "f")
        raw = value.text or "" if value is not None else ""
        if kind == "inlineStr":
            inline = child(element, "is")
            return Cell(column, as_read(_string(inline)).strip() if inline is not None else "")
        if not raw and formula is not None:
            return Cell(column, "", f"={formula.text or '…'}")
        if kind == "s":
            at = int(number(raw, -1))
            return Cell(column, as_read(self.strings[at]).strip() if 0 <= at < len(self.strings) else "")
        if kind == "b":
            return Cell(column, {"1": "TRUE", "0": "FALSE"}.get(raw, raw))
        if kind == "n" and raw:
            style = int(number(element.get("s")))
            form = self.forms[style] if 0 <= style < len(self.forms) else ""
            return Cell(column, shown(raw, form, from_1904=self.from_1904))
        return Cell(column, as_read(raw).strip())


class Sheet:
    """One sheet, row by row; what is around the rows is known when all were read."""

    def __init__(self, book: Workbook, page: Page) -> None:
        self.book = book
        self.page = page
        self.areas: list[Area] = []
        self.around: list[str] = []
        """What is printed above and below each page."""
        self.hidden: set[int] = set()
        """Columns, from 0."""
        self._widths: dict[int, float] = {}
        self._usual_width, self._usual_height = _wide(_WIDE), _HIGH
        self._rows: list[int] = []
        self._extra: list[float] = [0.0]
        """How much more than usual all custom rows up to each are."""

    def lines(self) -> Iterator[Line]:
        """The rows that the file has; each is forgotten when the next is read."""
        holder: Element | None = None
        last = 0
        with self.book.package.stream(self.page.part) as part:
            for event, element in ElementTree.iterparse(part, ("start", "end")):
                kind = local(element)
                if event == "start":
                    holder = element if kind == "sheetData" else holder
                elif kind == "row" and holder is not None:
                    line = self._line(element, last)
                    last = line.number
                    yield line
                    holder.clear()
                elif kind == "sheetData":
                    holder = None
                elif holder is None:
                    self._know(kind, element)

    def _line(self, row: Element, last: int) -> Line:
        at = int(number(row.get("r"), last + 1))
        is_hidden = row.get("hidden") in ("1", "true")
        high = number(row.get("ht"), self._usual_height) if not is_hidden else 0.0
        if high != self._usual_height and at > last:
            self._rows.append(at)
            self._extra.append(self._extra[-1] + high - self._usual_height)
        cells = []
        column = -1
        for one in row:
            if local(one) == "c":
                place = place_of(one.get("r", ""))
                column = place[0] if place is not None else column + 1
                cells.append(self.book.cell(one, column))
        return Line(at, tuple(cells), is_hidden)

    def _know(self, kind: str, element: Element) -> None:
        if kind == "sheetFormatPr":
            self._usual_height = number(element.get("defaultRowHeight"), _HIGH)
            wide = element.get("defaultColWidth")
            self._usual_width = _wide(number(wide, _WIDE)) if wide else self._usual_width
        elif kind == "col":
            first, last = (int(number(element.get(name))) for name in ("min", "max"))
            is_hidden = element.get("hidden") in ("1", "true")
            for column in range(max(first, 1), min(last, 1_000) + 1):
                self._widths[column - 1] = 0.0 if is_hidden else _wide(number(element.get("width"), _WIDE))
                if is_hidden:
                    self.hidden.add(column - 1)
        elif kind == "mergeCell":
            one, _, other = element.get("ref", "").partition(":")
            first_cell, last_cell = place_of(one), place_of(other)
            if first_cell is not None and last_cell is not None:
                self.areas.append(Area(first_cell[0], first_cell[1], last_cell[0], last_cell[1]))
                if len(self.areas) > MAX_CELLS // 10:
                    raise TooMuch("cells", MAX_CELLS)
        elif kind.endswith(("Header", "Footer")) and element.text:
            self.around.append(element.text)

    def left_of(self, column: int) -> float:
        """The left edge of a column, in points."""
        known = [at for at in self._widths if at < column]
        return sum(self._widths[at] for at in known) + (column - len(known)) * self._usual_width

    def top_of(self, row: int) -> float:
        """The upper edge of a row, from 1."""
        return (row - 1) * self._usual_height + self._extra[bisect_left(self._rows, row)]

    def row_at(self, y: float) -> int:
        """The row at a height."""
        low, high = 1, 1_048_576
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.top_of(middle) <= y else (low, middle - 1)
        return low


def place_of(reference: str) -> tuple[int, int] | None:
    """The column from 0 and the row from 1 of a reference such as `C5`."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return column - 1, int(found[2])


def name_of(column: int, row: int) -> str:
    """The reference of a cell."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def _wide(characters: float) -> float:
    return (min(characters, 255.0) * 7 + 5) * _PIXEL


def _string(element: Element) -> str:
    """A text with its formatted pieces, without how it is pronounced."""
    parts = []
    for one in element:
        if local(one) == "t":
            parts.append(one.text or "")
        elif local(one) == "r":
            parts += [t.text or "" for t in one if local(t) == "t"]
    return "".join(parts)


def _forms(styles: Element | None) -> Iterator[str]:
    own: dict[int, str] = {}
    for one in members(styles, "numFmts"):
        own[int(number(one.get("numFmtId")))] = one.get("formatCode", "")
    for one in members(styles, "cellXfs"):
        yield format_of(int(number(one.get("numFmtId"))), own)
