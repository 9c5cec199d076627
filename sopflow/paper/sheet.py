"""What a file holds, whatever its format: tables of texts with what is drawn on them, and the lines around them."""

from __future__ import annotations

from typing import Final, NamedTuple

from .drawing import NOTHING_DRAWN, Drawing

Row = tuple[str, ...]
REPEATED: Final = "berulang di setiap halaman, bukan bagian tabel"
"""Why heads and feet of pages do not belong to a procedure."""
DELETED: Final = "dihapus dengan lacak perubahan"
"""Why text that Word records as deleted is not read."""


class Tall(NamedTuple):
    """A cell that is merged down: it stands in several rows, and its text in the first."""

    row: int
    column: int
    rows: int


class Table(NamedTuple):
    """A table, as rows of cells that keep their line breaks."""

    rows: tuple[Row, ...]
    drawing: Drawing = NOTHING_DRAWN
    tall: tuple[Tall, ...] = ()
    pages: tuple[int, ...] = ()
    """The page of each row, from 1; empty where the format has no pages."""


class Section(NamedTuple):
    """Where a sheet of a workbook begins, or whatever separates one procedure from the next."""

    title: str


class Unread(NamedTuple):
    """What stands in the file and was not understood."""

    text: str
    place: str
    """In Indonesian: the page and what is near."""
    why: str
    """In Indonesian."""


class Sheet(NamedTuple):
    """A document as tables and the lines between them, all in their order."""

    parts: tuple[str | Table | Section, ...]
    unread: tuple[Unread, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines outside of tables."""
        return tuple(part for part in self.parts if isinstance(part, str))

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(part for part in self.parts if isinstance(part, Table))
