"""Taking up what a file holds, within limits: a file beyond them is refused, never cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sopflow.errors import SopflowError
from sopflow.language import Words

from ..sheet import Sheet, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..sheet import Row, Section

MAX_ROWS: Final = 2_000
"""Rows with text, of all tables together; and lines outside of them."""
MAX_COLUMNS: Final = 100
MAX_CELLS: Final = 1_000_000
"""Cells that are looked at, empty ones too."""
MAX_CHARACTERS: Final = 1_000_000
"""Characters in all cells and lines."""
_MANY: Final[dict[str, Words]] = {
    "rows": Words("lebih dari {limit:,} baris", "over {limit:,} rows"),
    "columns": Words("lebih dari {limit:,} kolom", "over {limit:,} columns"),
    "cells": Words("lebih dari {limit:,} sel", "over {limit:,} cells"),
    "characters": Words("lebih dari {limit:,} karakter", "over {limit:,} characters"),
}
_HINT: Final = Words(
    "{many}; satu berkas memuat satu SOP: hapus lembar dan baris yang lain",
    "{many}; one file holds one SOP: remove other sheets and rows",
)


class UnreadableSheet(SopflowError):
    """A file that holds no table that can be read."""

    code = "unreadable-sheet"
    words = Words("{path}: {why}", "{path}: {why}")


class TooMuch(Exception):
    """More than one SOP's table can hold; `words` says of what."""

    def __init__(self, what: str, limit: int) -> None:
        self.words = _HINT.filled(many=_MANY[what].filled(limit=limit))
        super().__init__(self.words.en)


class Gathering:
    """The parts of a file in their order; raises `TooMuch` as soon as there are too many."""

    def __init__(self) -> None:
        self._parts: list[str | Table | Section] = []
        self._rows: list[Row] = []
        self._count = 0
        self._cells = 0
        self._characters = 0
        self._ahead = self._ahead_characters = 0

    @property
    def has_rows(self) -> bool:
        """Whether a table has begun."""
        return bool(self._rows)

    def line(self, text: str) -> None:
        """A line outside of tables; it ends the table before it."""
        self.close()
        self._took(text, [text])
        self._parts.append(text)

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
        if self._ahead > MAX_ROWS:
            raise TooMuch("rows", MAX_ROWS)
        if self._ahead_characters > MAX_CHARACTERS:
            raise TooMuch("characters", MAX_CHARACTERS)

    def looked_at(self, cells: int) -> None:
        """So many cells were read, whether or not anything stands in them."""
        self._cells += cells + 1
        if self._cells > MAX_CELLS:
            raise TooMuch("cells", MAX_CELLS)

    def _took(self, text: str, row: Iterable[str]) -> None:
        self._characters += len(text)
        self._count += any(row)
        if self._count > MAX_ROWS:
            raise TooMuch("rows", MAX_ROWS)
        if self._characters > MAX_CHARACTERS:
            raise TooMuch("characters", MAX_CHARACTERS)

    def close(self) -> None:
        """End the table that is open."""
        if self._rows:
            self._parts.append(Table(tuple(self._rows)))
            self._rows = []

    def sheet(self) -> Sheet:
        """Everything that was taken up."""
        self.close()
        return Sheet(tuple(self._parts))


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


def _without_tail(row: Row) -> Row:
    width = max((at for at, cell in enumerate(row) if cell), default=-1) + 1
    return row[:width]
