"""The table of a procedure, gathered from the pages that it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from ..drawing.model import Arrow, Drawing, Gap, Symbol
from ..geometry import Box, Point
from ..heads import are_numbers, columns_of
from ..sheet import Row, Table, Tall, Unread
from .drawn import Drawn, drawn
from .grid import Region, has_line_below, has_line_beside, merged
from .heads import Head, joined_rows
from .lattice import place_of
from .letters import Word
from .opening import check_table
from .page import Page
from .rulings import Rulings
from .writing import begins_item, lines_of, text_of, widest_line

_EDGE: Final = 2.0
"""Points from the edge of the paper."""
_CUT: Final = (
    "melewati tepi kertas: tulisan dan kolom di tepi itu bisa terpotong atau hilang; "
    "sempitkan tabelnya, lalu simpan kembali sebagai PDF"
)
_RIGHT: Final = ("inputs", "time", "output", "remarks")


class Piece(NamedTuple):
    """What of the table stands on one page, and the heights between which nothing else stands."""

    page: Page
    lines: Rulings
    region: Region
    above: float
    below: float


class _Read(NamedTuple):
    """What was read of a piece."""

    begin: int
    """Its first row that is one of the table's."""
    numbers: int
    """Rows that number the columns."""
    region: Region
    found: Drawn
    cells: list[list[_Cell]]


class _Cell(NamedTuple):
    """The words of a cell, and the last column that it goes to."""

    words: Sequence[Word]
    last: int


class Gathered:
    """A table that may go on."""

    def __init__(self, piece: Piece) -> None:
        self.columns: tuple[float, ...] = piece.region.columns
        self.unread: list[Unread] = []
        self.words: set[tuple[int, Word]] = set()
        self.boxes: dict[int, list[Box]] = {}
        """The symbols and pictures on each page that were read or told."""
        self.ends: dict[int, list[Point]] = {}
        """The ends of lines, likewise."""
        self._pieces = [piece]

    def take(self, piece: Piece) -> None:
        """Go on with a part of another page."""
        new = [x for x in piece.region.columns if all(abs(x - known) > 4 for known in self.columns)]
        self.columns = merged([*self.columns, *new])
        self._pieces.append(piece)

    def goes_on_in(self, piece: Piece) -> bool:
        """Whether a part with a head is this table's, which repeats its head on each page, and not another procedure's."""
        first = self._pieces[0]
        borders = piece.region.columns[0], piece.region.columns[-1]
        if abs(borders[0] - self.columns[0]) > 6 or abs(borders[1] - self.columns[-1]) > 6:
            return False
        if _head_words(piece.page, piece.region) != _head_words(first.page, first.region):
            return False
        is_first = _first_number(piece.page, piece.region) in ("1", "01")
        return not (is_first and piece.page.number != first.page.number)

    def table(self) -> Table:
        """The table, its head once, with the cells and the drawings of all pages."""
        first = self._pieces[0]
        self.columns = _numbered(first, self.columns)
        heads = (Head(one.page.words, one.lines, one.region.head) for one in self._pieces)
        rows: list[Row] = list(joined_rows(heads, self.columns))
        pages = [first.page.number] * len(rows)
        tall: list[Tall] = []
        actors = _actors(rows, len(self.columns) - 1)
        symbols: list[Symbol] = []
        arrows: list[Arrow] = []
        gaps: list[Gap] = []
        read = [self._read(at, piece, actors) for at, piece in enumerate(self._pieces)]
        texts = _texts([cells for part in read for cells in part.cells], self.columns)
        for at, (piece, (begin, numbers, region, found, held)) in enumerate(zip(self._pieces, read, strict=True)):
            base = len(rows) - begin
            cells, texts = list(map(tuple, texts[: len(held)])), texts[len(held) :]
            if at and cells and _is_rest(cells[0], rows):
                rows[-1] = _with_rest(rows[-1], cells.pop(0))
                base -= 1
            rows += cells
            pages += [piece.page.number] * len(cells)
            tall += _tall(piece, self.columns, actors, base, begin)
            arrows += [arrow.moved(len(symbols)) for arrow in found.arrows]
            symbols += (symbol._replace(row=symbol.row + base + numbers) for symbol in found.symbols)
            place = _Place(piece.page.number, rows, base + numbers)
            for gap, why in found.unread:
                self.unread.append(Unread(gap.what, place.of(gap.first, gap.last), why))
            for gap in (*(gap for gap, _ in found.unread), *found.free):
                gaps.append(gap._replace(first=gap.first + base + numbers, last=gap.last + base + numbers))
            if _runs_off(piece):
                self.unread.append(Unread("tabel", place.of(0, len(region.rows) - 2), _CUT))
            self.boxes.setdefault(piece.page.number, []).extend(found.boxes)
            self.ends.setdefault(piece.page.number, []).extend(found.ends)
            self.words |= {(piece.page.number, word) for word in found.words}
        rows = _lifted(rows, tall)
        symbols = [_in_row_with_text(symbol, rows, pages) for symbol in symbols]
        return Table(tuple(rows), Drawing(tuple(symbols), tuple(arrows), tuple(gaps)), tuple(tall), tuple(pages))

    def _read(self, at: int, piece: Piece, actors: range) -> _Read:
        lines = len(piece.lines.across) + len(piece.lines.down)
        check_table(len(self.columns), len(piece.region.rows), lines)
        numbers = 1 if _numbers(piece) else 0
        begin = numbers if at and piece.region.head else 0
        region = piece.region._replace(rows=piece.region.rows[numbers:])
        found = drawn(piece.page, region, self.columns, actors, piece.above, piece.below)
        rows = range(begin, len(piece.region.rows) - 1)
        return _Read(begin, numbers, region, found, [_cells(piece, self.columns, r, found.words) for r in rows])


def _runs_off(piece: Piece) -> bool:
    """Whether a table, or the text of its last column, goes on beyond the edge of the paper."""
    page, region = piece.page, piece.region
    if (
        region.columns[0] <= _EDGE
        or region.columns[-1] >= page.width - _EDGE
        or region.bottom >= page.height - _EDGE
    ):
        return True
    return any(
        word.box.right > page.width
        and word.box.left >= region.columns[0]
        and region.top <= word.middle[1] <= region.bottom
        for word in page.words
    )


class _Place(NamedTuple):
    """Rows of a page, by their printed numbers where they have some."""

    page: int
    rows: Sequence[Row]
    base: int
    """The table's row that is the first of the page's."""

    def of(self, first: int, last: int) -> str:
        here = range(self.base + first, self.base + last + 1)
        printed = [
            text for at in here if at < len(self.rows) and (text := self.rows[at][0].strip("(). ")).isdigit()
        ]
        names = printed or [f"ke-{at + 1}" for at in (first, last)]
        until = f" sampai {names[-1]}" if names[-1] != names[0] else ""
        return f"halaman {self.page}, baris {names[0]}{until}"


def _in_row_with_text(symbol: Symbol, rows: Sequence[Row], pages: Sequence[int]) -> Symbol:
    """A symbol that leads to another page, in the row that it leads from or to: it may stand in a strip of its own."""
    if symbol.kind != "connector" or any(rows[symbol.row]):
        return symbol
    page = [at for at, number in enumerate(pages) if number == symbol.page and any(rows[at])]
    return symbol._replace(row=min(page, key=lambda at: abs(at - symbol.row), default=symbol.row))


def _actors(head: Sequence[Row], width: int) -> range:
    """The columns in which symbols stand."""
    columns = columns_of(head)
    if columns is None:
        return range(2, width)
    begin = max(columns.at["activity"], columns.at.get("number", 0)) + 1
    ends = [at for key, at in columns.at.items() if key in _RIGHT and at > begin]
    return range(begin, max(begin + 1, min(ends, default=width)))


def _head_words(page: Page, region: Region) -> list[str]:
    return sorted(
        word.text.casefold()
        for word in page.words
        if region.head and region.head[0] <= word.box.middle_y <= region.head[-1]
    )


def _first_number(page: Page, region: Region) -> str:
    """The number of the first row of a part."""
    for r in range(len(region.rows) - 1):
        words = _in_row(page.words, region, r)
        if not words or are_numbers([word.text for word in words]):
            continue
        number = [word.text for word in words if place_of(region.columns, word.box.left, word.box.right) == 0]
        return "".join(number).strip("(). ")
    return ""


def _in_row(words: Iterable[Word], region: Region, row: int) -> list[Word]:
    top, bottom = region.rows[row], region.rows[row + 1]
    return [
        word
        for word in words
        if top <= word.box.middle_y < bottom and region.columns[0] <= word.box.middle_x <= region.columns[-1]
    ]


def _numbers(piece: Piece) -> list[Word]:
    """The words of a first row that numbers the columns."""
    words = sorted(_in_row(piece.page.words, piece.region, 0), key=lambda word: word.box.left)
    return words if are_numbers([word.text for word in words]) else []


def _numbered(piece: Piece, columns: tuple[float, ...]) -> tuple[float, ...]:
    """The columns, and those that no line parts but the row that numbers them."""
    by_column: dict[int, list[Word]] = {}
    for word in _numbers(piece):
        place = place_of(columns, word.box.left, word.box.right)
        if place is not None:
            by_column.setdefault(place, []).append(word)
    between = [(a.box.right + b.box.left) / 2 for words in by_column.values() for a, b in pairwise(words)]
    return merged([*columns, *between])


def _cells(piece: Piece, columns: Sequence[float], row: int, taken: frozenset[Word]) -> list[_Cell]:
    """The cells of a row. Words that go on over a border that has no line there are of one cell."""
    top, bottom = piece.region.rows[row], piece.region.rows[row + 1]
    words = [word for word in _in_row(piece.page.words, piece.region, row) if word not in taken]
    held: list[list[Word]] = [[] for _ in columns[1:]]
    for word in words:
        place = place_of(columns, word.box.left, word.box.right)
        if place is not None:
            held[place].append(word)
    spans = list(range(len(held)))
    for line in lines_of(words):
        for a, b in pairwise(line):
            left, right = (place_of(columns, word.box.left, word.box.right) for word in (a, b))
            if (
                left is not None
                and right == left + 1
                and b.box.left - a.box.right < 0.5 * a.box.height
                and not has_line_beside(piece.lines, columns[right], top, bottom)
            ):
                spans[right] = spans[left]
    for at, start in enumerate(spans):
        if start != at:
            held[start] += held[at]
            held[at] = []
    last = {start: at for at, start in enumerate(spans)}
    return [_Cell(some, last[start]) for some, start in zip(held, spans, strict=True)]


def _texts(rows: Iterable[Sequence[_Cell]], columns: Sequence[float]) -> list[list[str]]:
    """The texts of rows of cells. How far the lines of a column go says which were ended before they were full."""
    rows = list(rows)
    widest: dict[tuple[int, int], float] = {}
    for cells in rows:
        for at, cell in enumerate(cells):
            key = (at, cell.last)
            widest[key] = max(widest.get(key, 0.0), widest_line(cell.words))
    return [
        [
            text_of(cell.words, columns[cell.last + 1] - columns[at], widest[at, cell.last])
            for at, cell in enumerate(cells)
        ]
        for cells in rows
    ]


def _tall(piece: Piece, columns: Sequence[float], actors: range, first: int, begin: int) -> Iterable[Tall]:
    """The cells that no line ends where their row ends; where symbols stand, lines may be hidden by them."""
    inner = range(max(1, begin + 1), len(piece.region.rows) - 1)
    for column in range(len(columns) - 1):
        if column in actors:
            continue
        open_at: int | None = None
        for r in [*inner, None]:
            is_open = r is not None and not has_line_below(
                piece.lines, columns[column], columns[column + 1], piece.region.rows[r]
            )
            if is_open and open_at is None and r is not None:
                open_at = r - 1
            elif not is_open and open_at is not None:
                end = (r if r is not None else len(piece.region.rows) - 1) - open_at
                yield Tall(first + open_at, column, end)
                open_at = None


def _is_rest(cells: Row, rows: Sequence[Row]) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before: it has no number where rows have
    numbers, and begins nothing."""
    begins = cells[1][:1]
    return bool(rows) and bool(rows[-1][0]) and not cells[0] and (not begins or begins.islower())


def _with_rest(row: Row, rest: Row) -> Row:
    return tuple(
        f"{cell}{chr(10) if begins_item(more) else ' '}{more}".strip()
        for cell, more in zip(row, rest, strict=True)
    )


def _lifted(rows: list[Row], tall: Iterable[Tall]) -> list[Row]:
    """The rows, with the text of a tall cell in its first."""
    cells = [list(row) for row in rows]
    for cell in tall:
        span = range(cell.row, cell.row + cell.rows)
        text = "\n".join(cells[at][cell.column] for at in span if cells[at][cell.column])
        for at in span:
            cells[at][cell.column] = ""
        cells[cell.row][cell.column] = text
    return [tuple(row) for row in cells]
