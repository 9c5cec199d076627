"""Taking up what a file holds, within limits: a file beyond them is refused, never cut."""

from __future__ import annotations

from collections.abc import Iterable

from ..limits import MAX_CELLS, MAX_CHARACTERS, MAX_COLUMNS, MAX_ROWS, TooMuch
from ..sheet import Row, Section, Sheet, Table, Unread


class Gathering:
    """The parts of a file in their order; raises `TooMuch` as soon as there are too many."""

    def __init__(self) -> None:
        self._parts: list[str | Table | Section] = []
        self._rows: list[Row] = []
        self._count = 0
        self._cells = 0
        self._characters = 0
        self._ahead = self._ahead_characters = 0
        self._unread: list[Unread] = []
        self._late: list[tuple[int, str]] = []

    @property
    def place(self) -> int:
        """How many parts there are."""
        return len(self._parts)

    def line(self, text: str) -> None:
        """A line outside of tables; it ends the table before it."""
        self.close()
        self._took(text, [text])
        self._parts.append(text)

    def line_at(self, place: int, text: str) -> None:
        """A line that was found later than the parts after it."""
        self._took(text, [text])
        self._late.append((place, text))

    def section(self, section: Section) -> None:
        """Where the next procedure begins."""
        self.close()
        self._parts.append(section)

    def unread(self, text: str, place: str, why: str) -> None:
        """What was seen and not understood."""
        self._took(text, [text])
        self._unread.append(Unread(text, place, why))

    def seal(self, text: str) -> None:
        """A line that people do not see."""
        self._parts.append(text)

    def row(self, cells: Iterable[str]) -> None:
        """A row of the table that is open."""
        row = tuple(cells)
        self.looked_at(len(row))
        if len(row) > MAX_COLUMNS and len(row := _without_tail(row)) > MAX_COLUMNS:
            raise TooMuch("columns", MAX_COLUMNS)
        self._took("".join(row), row)
        self._rows.append(row)

    def counted(self, texts: Iterable[str]) -> None:
        """Refuse texts already that will come with a row later."""
        self._ahead += 1
        self._ahead_characters += sum(map(len, texts))
        _require_few(self._ahead, self._ahead_characters)

    def looked_at(self, cells: int) -> None:
        """So many cells were read, whether or not anything stands in them."""
        self._cells += cells + 1
        if self._cells > MAX_CELLS:
            raise TooMuch("cells", MAX_CELLS)

    def _took(self, text: str, row: Iterable[str]) -> None:
        self._characters += len(text)
        self._count += any(row)
        _require_few(self._count, self._characters)

    def close(self) -> int:
        """End the table that is open; its place among the parts, or that of the next part."""
        if self._rows:
            self._parts.append(Table(tuple(self._rows)))
            self._rows = []
            return len(self._parts) - 1
        return len(self._parts)

    def replace(self, place: int, table: Table) -> None:
        """More is known of a table that was taken up."""
        self._parts[place] = table

    def sheet(self) -> Sheet:
        """Everything that was taken up."""
        self.close()
        for place, text in sorted(self._late, key=lambda late: late[0], reverse=True):
            self._parts.insert(place, text)
        return Sheet(tuple(self._parts), tuple(self._unread))


def within_limits(sheet: Sheet) -> Sheet:
    """A whole document, if it is not too much for one; `TooMuch`."""
    found = Gathering()
    for part in sheet.parts:
        if isinstance(part, str):
            found.line(part)
        elif isinstance(part, Table):
            for row in part.rows:
                found.row(row)
    return sheet


def _require_few(rows: int, characters: int) -> None:
    if rows > MAX_ROWS:
        raise TooMuch("rows", MAX_ROWS)
    if characters > MAX_CHARACTERS:
        raise TooMuch("characters", MAX_CHARACTERS)


def _without_tail(row: Row) -> Row:
    width = max((at for at, cell in enumerate(row) if cell), default=-1) + 1
    return row[:width]
