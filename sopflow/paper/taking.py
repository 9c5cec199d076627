"""From rows of a table to rows of a procedure: what goes on, what repeats, and what stands in several rows."""

from __future__ import annotations

import re
from typing import Final

from .draft import Note
from .heads import Columns, are_numbers
from .printed import Paper, PaperRow
from .sections import is_total, phase_of, title_in
from .sheet import Row, Table, Tall
from .times import read_time
from .wordings import folded

_RIGHT: Final = ("inputs", "time", "output", "remarks")
_REPEATED: Final = ("activity", "actor", *_RIGHT)
_SAME: Final = re.compile(
    r"s\.?\s?d\.?\s?a\.?|idem\.?|ditto\.?|sama dengan di ?atas\.?|[\"'”“〃]{1,2}|-\s*[\"”〃]\s*-", re.IGNORECASE
)
AS_ABOVE: Final = "sama dengan baris di atasnya"
_CELLS: Final = {"inputs": "inputs", "time": "duration", "output": "outputs", "remarks": "remarks"}
_SHARED: Final = {
    "time": "waktu ini tercetak sekali untuk beberapa baris",
    "actor": "tanda ini tercetak sekali untuk beberapa baris",
    "activity": "uraian ini tercetak sekali untuk beberapa baris",
}


class Taking:
    """Rows of one table, taken into a procedure."""

    def __init__(self, paper: Paper, table: Table, columns: Columns, number: int) -> None:
        self.paper = paper
        self.table = table
        self.columns = columns
        self.number = number
        self.tall: dict[tuple[int, int], Tall] = {
            (tall.row + below, tall.column): tall for tall in table.tall for below in range(1, tall.rows)
        }
        self.titles: list[str] = []
        self.phase = ""
        self.drawn = frozenset(symbol.row for symbol in table.drawing.symbols)
        self.heads = frozenset(tuple(map(folded, row)) for row in columns.rows)

    def rows(self, first: int, end: int) -> None:
        """Take the rows from one to another."""
        for at in range(first, end):
            if any(self.table.rows[at]):
                self.row(at)
        self.paper.notes += [
            Note("", title, "certain", "judul bagian di bawah baris terakhir") for title in self.titles
        ]

    def row(self, at: int) -> None:
        row = self.table.rows[at]
        if are_numbers(row) or self.is_head(row):
            return
        made = row_of(row, self.columns, self.place(at))
        made.lines = [(self.number, at)]
        made.page = self.page(at)
        activity = made.cells.get("activity", "")
        rows = self.paper.rows
        title = "" if at in self.drawn else title_in(row, made.number, activity, self.number_below(at))
        if rows and is_total(row, made.number):
            self.paper.totals.append(row)
        elif title:
            self.titles.append(title)
            self.phase = phase_of(title)
        elif rows and not self.is_new(at, made):
            _go_on(rows[-1], made)
        else:
            self.share(at, made)
            self.repeat(made)
            self.time(made)
            made.phase = self.phase
            made.notes += [Note("", title, "certain", "judul bagian di atas baris ini") for title in self.titles]
            self.titles = []
            rows.append(made)

    def is_head(self, row: Row) -> bool:
        """Whether the heads stand here again, after a page."""
        return sum(map(bool, row)) > 1 and tuple(map(folded, row)) in self.heads

    def is_new(self, at: int, made: PaperRow) -> bool:
        """Whether a row of the file begins a row of the procedure."""
        if made.number:
            return True
        if not made.cells.get("activity"):
            return False
        return bool(made.cells.get("time") or made.cells.get("output") or made.marks) or at in self.drawn

    def share(self, at: int, made: PaperRow) -> None:
        """Give a row what stands in cells that are merged down over it."""
        heads = dict(self.columns.actors)
        for column in range(self.columns.width):
            tall = self.tall.get((at, column))
            text = _at(self.table.rows[tall.row], column) if tall is not None else ""
            key = "actor" if column in heads else self.columns.head(column)
            if not text or tall is None or _at(self.table.rows[at], column):
                continue
            above = f"{made.place}: sel digabung dengan baris di atas"
            if column in heads:
                made.marks.append((heads[column], text))
            elif key in ("activity", "actor", "inputs", "output"):
                made.cells[key] = text
            if key in _SHARED:
                made.notes.append(Note(_CELLS.get(key, key), text, why=f"{above}; {_SHARED[key]}"))
            elif key in _CELLS:
                made.notes.append(Note(_CELLS[key], text, "certain", above))
        self.first_of(at, made)

    def first_of(self, at: int, made: PaperRow) -> None:
        """Say of which cells of a row others have a part."""
        below = {column for row, column in self.tall if row == at + 1}
        for column in sorted(below):
            tall = self.tall[at + 1, column]
            key = "actor" if column in dict(self.columns.actors) else self.columns.head(column)
            is_shared = tall.row == at and any(
                self.is_new(row, row_of(self.table.rows[row], self.columns, ""))
                for row in range(at + 1, min(at + tall.rows, len(self.table.rows)))
            )
            text = _at(self.table.rows[at], column)
            if text and is_shared and key in _SHARED:
                cell = _CELLS.get(key, key)
                made.notes.append(Note(cell, text, why=f"{made.place}: {_SHARED[key]} ({tall.rows} baris tabel)"))

    def repeat(self, made: PaperRow) -> None:
        """Put what stands above in place of a sign that repeats it."""
        for key in _REPEATED:
            text = made.cells.get(key, "")
            if not text or not _SAME.fullmatch(text):
                continue
            above = self.paper.rows[-1].cells.get(key, "") if self.paper.rows else ""
            cell = _CELLS.get(key, key)
            if above:
                made.cells[key] = above
                made.notes.append(Note(cell, text, "probable", f"{made.place}: {AS_ABOVE}"))
            else:
                made.notes.append(Note(cell, text, why=f"{made.place}: tidak ada baris di atas yang diulang"))

    def time(self, made: PaperRow) -> None:
        """Say a time in the format's words, and keep the paper's."""
        printed = " ".join(made.cells.get("time", "").split())
        said = read_time(printed, self.columns.unit)
        if said.text != printed:
            made.cells["time"] = said.text
            is_told = printed.strip(" .;,").casefold() not in (said.text.casefold(), said.text.split(" ")[0])
            made.notes += [Note("duration", printed, "certain")] if is_told else []
        elif said.limit:
            made.limit = said.limit
            why = f"{made.place}: batas waktunya dibaca {said.limit}"
            made.notes.append(Note("duration", printed, "probable", why))

    def number_below(self, at: int) -> str:
        """The number of the next row that has one."""
        column = self.columns.at.get("number")
        rows = self.table.rows[at + 1 : at + 3]
        return next((text for row in rows if column is not None and (text := _at(row, column))), "")

    def page(self, at: int) -> int:
        return self.table.pages[at] if at < len(self.table.pages) else 0

    def place(self, at: int) -> str:
        page = self.page(at)
        return (f"halaman {page}, " if page else "") + f"tabel {self.number + 1}, baris {at + 1}"


def row_of(row: Row, columns: Columns, place: str) -> PaperRow:
    """What stands in the columns of a row; of one that is too short the columns of actors are taken to be lost."""
    cells = [cell.strip() for cell in row]
    right = [at for key, at in columns.at.items() if key in _RIGHT]
    first_right = min(right)
    is_cut = len(cells) < columns.width and bool(columns.actors)
    shift = columns.width - len(cells) if is_cut else 0
    left = max(columns.at["activity"], columns.at.get("number", 0)) + 1
    places = {key: at - shift if at >= first_right else at for key, at in columns.at.items()}
    found = {key: _at(cells, at) for key, at in places.items() if key != "number"}
    number = _at(cells, places["number"]) if "number" in places else ""
    made = PaperRow(number, found, place=place, is_cut=is_cut, heads=columns.actors)
    taken = set(places.values())
    if columns.actors:
        heads = dict(columns.actors)
        ours = range(left, max(left, first_right - shift)) if is_cut else sorted(heads)
        for at in ours:
            if _at(cells, at) and at not in taken:
                made.marks.append(("" if is_cut else heads[at], cells[at]))
        taken |= set(ours)
    for at, cell in enumerate(cells):
        if cell and at not in taken:
            column = at + shift if at >= left else at
            if column < columns.width and columns.head_over(column):
                made.notes.append(Note("", cell, "certain", f'{place}: kolom "{columns.head_over(column)}"'))
            else:
                made.rest.append(cell)
    return made


def _go_on(row: PaperRow, more: PaperRow) -> None:
    """A row that goes on in the next line of the file."""
    for key, text in more.cells.items():
        if text:
            row.cells[key] = f"{row.cells.get(key, '')}\n{text}".strip()
    row.marks += more.marks
    row.rest += more.rest
    row.lines += more.lines
    row.notes += more.notes


def _at(cells: list[str] | Row, at: int) -> str:
    return cells[at].strip() if 0 <= at < len(cells) else ""
