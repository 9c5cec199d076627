"""The procedures of a document: tables with heads, those that go on after a page, and what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .draft import Note
from .heads import Columns, Said, columns_of
from .identity import begins_identity, identity_of
from .printed import Paper, PaperRow
from .sections import NUMBER, end_of
from .sheet import Row, Section, Sheet, Table
from .taking import Taking
from .wordings import CALLED, folded, meant

if TYPE_CHECKING:
    Part = str | tuple[Row, ...]


def paper_of(sheet: Sheet) -> Paper | None:
    """The first procedure of a document; `None` where there is no table of one."""
    return next(iter(papers_of(sheet)), None)


def papers_of(sheet: Sheet, said: Said = ()) -> tuple[Paper, ...]:
    """The procedures of a document, in its order. A table whose numbers begin again is the next one's, as is one that
    stands in another sheet of a workbook, or below another identity page."""
    return _Splitting(sheet, said).papers()


class _Splitting:
    def __init__(self, sheet: Sheet, said: Said) -> None:
        self.sheet = sheet
        self.said = said
        self.found: list[Paper] = []
        self.around: list[list[Part]] = [[]]
        """What stands before the first procedure, and after each."""
        self.section = ""
        self.is_elsewhere = False

    def papers(self) -> tuple[Paper, ...]:
        number = -1
        for part in self.sheet.parts:
            if isinstance(part, Section):
                self.section, self.is_elsewhere = part.title, bool(self.found)
            elif isinstance(part, str):
                self.around[-1].append(part)
            else:
                number += 1
                self.table(part, number)
        self.finish()
        return tuple(self.found)

    def table(self, table: Table, number: int) -> None:
        rows = table.rows
        columns = columns_of(rows, self.said)
        if columns is None:
            if not self.found or not self.goes_on(rows):
                self.around[-1].append(rows)
                return
            first, columns = 0, self.found[-1].columns
        else:
            first = columns.first_row
            if self.found and self.is_other(columns):
                self.around[-1].append(rows)
                return
            above = rows[: columns.head_row]
            is_next = not self.found or self.is_next(rows, columns, above)
            if any(map(any, above)):
                self.around[-1].append(above)
            if is_next:
                self.begin(columns)
        end = end_of(rows, first, columns.at.get("number"))
        Taking(self.found[-1], table, columns, number).rows(first, end)
        if end < len(rows):
            self.around[-1].append(rows[end:])

    def begin(self, columns: Columns) -> None:
        notes = _notes(columns)
        self.found.append(Paper(columns, [], [], [], [], self.sheet, notes=notes, section=self.section))
        self.around.append([])
        self.is_elsewhere = False

    def goes_on(self, rows: Sequence[Row]) -> bool:
        """Whether a table without heads has rows of the one before."""
        columns = self.found[-1].columns
        at = columns.at.get("number")
        widest = max(map(len, rows), default=0)
        numbered = at is not None and any(at < len(row) and NUMBER.fullmatch(row[at].strip()) for row in rows)
        if begins_identity(tuple(rows)) or (self.is_elsewhere and not numbered):
            return False
        return widest == columns.width or (numbered and widest > columns.at["activity"] + 2)

    def is_other(self, columns: Columns) -> bool:
        """Whether a table is of something else: heads that the first did not have."""
        known = self.found[-1].columns
        is_known = set(columns.at) <= {*known.at, "remarks", "number", "inputs", "time", "output"}
        return not is_known and not self.is_elsewhere and not self.begins_again()

    def begins_again(self) -> bool:
        """Whether an identity page stands after the last procedure."""
        return any(begins_identity(part) for part in self.around[-1])

    def is_next(self, rows: Sequence[Row], columns: Columns, above: tuple[Row, ...]) -> bool:
        """Whether a table with heads begins another procedure."""
        if self.is_elsewhere or begins_identity(above) or self.begins_again():
            return True
        at = columns.at.get("number")
        below = [row[at].strip("(). ") for row in rows[columns.first_row :] if at is not None and at < len(row)]
        number = next((text for text in below if text), "")
        return number == "1" and len(self.found[-1].rows) > 0

    def finish(self) -> None:
        """Give each procedure what stands around it."""
        if not self.found:
            return
        fronts = [self.around[0]]
        for between in self.around[1:-1]:
            cut = _cut(between)
            fronts.append(between[cut:])
            del between[cut:]
        for paper, front, after in zip(self.found, fronts, self.around[1:], strict=True):
            paper.identity, paper.before, paper.after = identity_of(front, after)
            paper.before[0] = paper.before[0] or paper.section
            _number(paper.rows)


def _cut(between: Sequence[Part]) -> int:
    """Where what belongs to the next procedure begins: with its identity page, else with the last line."""
    first = next((at for at, part in enumerate(between) if begins_identity(part)), None)
    if first is None:
        lines = [at for at, part in enumerate(between) if isinstance(part, str)]
        return lines[-1] if lines and lines[-1] == len(between) - 1 else len(between)
    return first


def _number(rows: Sequence[PaperRow]) -> None:
    """Number rows by their position where none is printed, and say which number is printed twice."""
    if not any(row.number for row in rows):
        for at, row in enumerate(rows, start=1):
            row.number = str(at)
    seen: dict[str, int] = {}
    for at, row in enumerate(rows, start=1):
        if row.number and row.number in seen:
            why = f"{row.place}: nomor ini juga tercetak di baris ke-{seen[row.number]}"
            row.notes.append(Note("no", row.number, why=why))
        seen.setdefault(row.number, at)


def _notes(columns: Columns) -> list[Note]:
    notes = [Note("", text, "certain", "kepala di atas beberapa kolom") for text in columns.groups]
    others = set(range(columns.width)) - {*columns.at.values(), *(at for at, _ in columns.actors)}
    notes += [
        Note("", columns.heads[at], "certain", "kepala kolom yang tidak punya tempat di draf")
        for at in sorted(others)
        if columns.head_over(at)
    ]
    notes += [
        Note("", head, "certain", f"kepala kolom, dibaca sebagai {CALLED[key]}")
        for key, at in columns.at.items()
        if meant(folded(head := columns.heads[at])) != key
        and head
        and not (key == "time" and columns.unit)
        and at != columns.by_place
    ]
    if columns.by_place is not None:
        why = "kolom pertama di bawah Mutu Baku, dibaca sebagai kelengkapan"
        notes.append(Note("inputs", columns.heads[columns.by_place], "probable", why))
    if columns.unit:
        head = columns.heads[columns.at["time"]]
        notes.append(Note("duration", head, "certain", f"satuan waktu dari kepala kolom: {columns.unit}"))
    notes += [
        Note("actor", head, why="dua kolom pelaksana berkepala sama: mana yang dimaksud?")
        for head in columns.alike
    ]
    return notes


__all__ = ["Paper", "PaperRow", "paper_of", "papers_of"]
