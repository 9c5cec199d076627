"""What a reader saw of the tables and drawings of a PDF document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .drawing import row

if TYPE_CHECKING:
    from sopflow.paper.sheet import Sheet, Table

Place = tuple[str, int, int]
"""A kind of symbol, the row from 1 (the head is row 0), and the column."""


def symbols(table: Table) -> list[Place]:
    return sorted((one.kind, one.row, one.columns[0]) for one in table.drawing.symbols)


def arrows(table: Table) -> list[tuple[Place | None, Place | None, str]]:
    found = table.drawing.symbols

    def place(at: int | None) -> Place | None:
        return None if at is None else (found[at].kind, found[at].row, found[at].columns[0])

    return [(place(one.source), place(one.target), one.label) for one in table.drawing.arrows]


def doubts(table: Table) -> list[str]:
    return [one.doubt for one in table.drawing.arrows]


TWO = [row("1", "Menyusun konsep"), row("2", "Memaraf konsep")]


def said(sheet: Sheet) -> set[str]:
    """Every word that a document gave."""
    texts = [*sheet.lines, *(one.text for one in sheet.unread)]
    for table in sheet.tables:
        texts += [cell for cells in table.rows for cell in cells]
        texts += [one.text for one in table.drawing.symbols] + [one.label for one in table.drawing.arrows]
    return {word for text in texts for word in text.split()}
