"""The rows of an official table, from one sheet or several, with what each cell of them says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from .heads import Columns, columns_of
from .sheet import Section

if TYPE_CHECKING:
    from .sheet import Row, Sheet

_NUMBER: Final = re.compile(r"\(?\d{1,3}\s*[a-z]?[.)]?")
_TOTAL: Final = re.compile(r"\b(?:jumlah|total)\b", re.IGNORECASE)


@dataclass
class PaperRow:
    """A row as it is printed."""

    number: str
    cells: dict[str, str]
    """By column: `activity`, `actor`, `inputs`, `time`, `output`, `remarks`."""
    marks: list[tuple[str, str]] = field(default_factory=list)
    """What stands in the columns of actors: the column's head (empty where it was lost) and the mark."""
    place: str = ""
    is_cut: bool = False
    """Whether columns of it were lost."""
    rest: list[str] = field(default_factory=list)
    """Cells that belong to no column."""
    lines: list[tuple[int, int]] = field(default_factory=list)
    """The rows of the file that it is made of: which of the sheet's tables, and which row of it, both from 0."""
    heads: tuple[tuple[int, str], ...] = ()
    """The columns of actors of its own table, with their heads."""
    page: int = 0
    """From 1; 0 where the format has no pages."""


@dataclass
class Paper:
    """A procedure as it is printed."""

    columns: Columns
    rows: list[PaperRow]
    before: list[str]
    after: list[str]
    totals: list[Row]
    sheet: Sheet
    """What it was read from."""


def paper_of(sheet: Sheet) -> Paper | None:
    """The procedure of a document: its first table with heads, with those that go on after a page; `None` where there is
    no such table."""
    paper: Paper | None = None
    before: list[str] = []
    number = 0
    for part in sheet.parts:
        if isinstance(part, str):
            (before if paper is None else paper.after).append(part)
            continue
        if isinstance(part, Section):
            continue
        rows = part.rows
        number += 1
        columns = columns_of(rows)
        if paper is None:
            if columns is None:
                before += [" | ".join(cell for cell in row if cell) for row in rows if any(row)]
                continue
            before += [" | ".join(c for c in row if c) for row in rows[: columns.head_row] if any(row)]
            paper = Paper(columns, [], before, [], [], sheet)
        if columns is not None and columns.at != paper.columns.at:
            columns = None if _is_other(columns, paper.columns) else columns
            if columns is None:
                paper.after += [" | ".join(cell for cell in row if cell) for row in rows if any(row)]
                continue
        for at, row in enumerate(rows):
            if columns is None or at >= columns.first_row:
                made = _row(row, columns or paper.columns, f"tabel {number}, baris {at + 1}")
                made.lines = [(number - 1, at)]
                made.page = part.pages[at] if at < len(part.pages) else 0
                _take(paper, row, made)
    return paper


def _is_other(columns: Columns, known: Columns) -> bool:
    """Whether a table is of something else: heads that the first did not have."""
    return not set(columns.at) <= set(known.at) | {"remarks", "number"}


def _take(paper: Paper, row: Row, made: PaperRow) -> None:
    if not any(row):
        return
    said = " ".join(row)
    if not _NUMBER.fullmatch(made.number) and _TOTAL.search(said) and paper.rows:
        paper.totals.append(row)
    elif (paper.rows and not made.number and not made.cells.get("activity")) or (
        paper.rows and not made.number and not (made.cells.get("time") or made.cells.get("output") or made.marks)
    ):
        _go_on(paper.rows[-1], made)
    else:
        paper.rows.append(made)


def _go_on(row: PaperRow, more: PaperRow) -> None:
    """A row that goes on in the next line of the file."""
    for key, text in more.cells.items():
        if text:
            row.cells[key] = f"{row.cells.get(key, '')}\n{text}".strip()
    row.marks += more.marks
    row.rest += more.rest
    row.lines += more.lines


def _row(row: Row, columns: Columns, place: str) -> PaperRow:
    cells = list(row)
    right = [at for key, at in columns.at.items() if key in ("inputs", "time", "output", "remarks")]
    first_right = min(right)
    is_cut = len(cells) < columns.width and bool(columns.actors)
    shift = columns.width - len(cells) if is_cut else 0
    left = max(columns.at["activity"], columns.at.get("number", 0)) + 1
    found = {
        key: _at(cells, at - shift if at >= first_right else at)
        for key, at in columns.at.items()
        if key != "number"
    }
    number = _at(cells, columns.at["number"]) if "number" in columns.at else ""
    made = PaperRow(number.strip(), found, place=place, is_cut=is_cut, heads=columns.actors)
    if columns.actors:
        heads = dict(columns.actors)
        last = first_right - shift
        for at in range(left, max(left, last)):
            mark = _at(cells, at)
            if mark:
                made.marks.append(("" if is_cut else heads.get(at, ""), mark))
    known = {*columns.at.values(), *(at for at, _ in columns.actors)}
    made.rest = [
        cell for at, cell in enumerate(cells) if cell and not is_cut and at not in known and at >= columns.width
    ]
    return made


def _at(cells: list[str], at: int) -> str:
    return cells[at].strip() if 0 <= at < len(cells) else ""
