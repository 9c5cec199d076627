"""From a file to the text of a draft."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sopflow.budget import Spent
from sopflow.language import Words

from .draft import Draft
from .drafting import draft_of
from .exporting import export_table
from .merging import Difference, Merged, Reading, merged, reading_of
from .rows import paper_of
from .seal import opened, without_seals
from .sheet import Sheet, Table
from .sheets import UnreadableSheet, read
from .table import table_of
from .writing import written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

    from sopflow.definition.model import Definition

_NO_TABLE = Words(
    "tidak ada tabel dengan kolom Kegiatan dan Waktu, Output, atau Kelengkapan",
    "there is no table with the columns Kegiatan and Waktu, Output or Kelengkapan",
)


class Imported(NamedTuple):
    """A draft, and the file that it makes."""

    draft: Draft
    text: str
    is_original: bool = False
    """Whether it is the very definition that the table was made from."""
    warning: Words | None = None
    """Why a definition that the file carries was not taken."""
    differences: tuple[Difference, ...] | None = None
    """What somebody changed in the table since it was exported; the file is the carried definition with that. `None` where
    it is not."""

    @property
    def open_readings(self) -> list[dict[str, str]]:
        """What somebody must decide: the row, the cell, what the table says, and why it is open (in Indonesian)."""
        if self.is_original:
            return []
        if self.differences is not None:
            return [_left(one) for one in self.differences if one.open is not None]
        return [
            {
                "row": f"{step.number} {step.id}".strip() if step is not None else "",
                "cell": note.cell,
                "text": note.text,
                "why": note.why,
            }
            for step, note in self.draft.open_notes
        ]


def _left(one: Difference) -> dict[str, str]:
    why = one.open.id if one.open is not None else ""
    return {"row": f"{one.row} {one.step}".strip(), "cell": one.kind, "text": one.said, "why": why}


Export = Callable[["Definition", str, Path], None]
"""Writes the table of a definition, whose file is the text, in the format that the ending of a name says."""


def import_table(
    path: str | PathLike[str], *, comment: str = "", exports: Sequence[Export] = (export_table,)
) -> Imported:
    """The draft of the procedure in a file (TSV, CSV, Markdown, XLSX, DOCX). Nothing of the file's text is dropped: what
    has no place stands in `source`. Of a table that was exported, it is the definition itself, with what somebody changed
    in the table since; `exports` are the ways in which that may have been. `UnreadableSheet` where there is no such table,
    or more than one SOP's table can hold."""
    sheet = read(path)
    carried = opened(sheet)
    reading = _reading(sheet, Path(path).stem)
    if reading is None:
        raise UnreadableSheet(path=str(path), why=_NO_TABLE)
    if carried.text is not None:
        return Imported(reading.draft, carried.text, True)
    warning = carried.warning
    if carried.base is not None:
        pristine = _Pristine(Path(path).suffix.lower(), exports, reading)
        text, sop, _ = carried.base
        if any(map(carried.base.is_of, pristine.sheets(sop, text))):
            made = merged(text, sop, reading, pristine.reading)
            if isinstance(made, Merged):
                told = made.differences or None
                return Imported(reading.draft, made.text, told is None, differences=told)
            warning = made
    return Imported(reading.draft, written(reading.draft, comment=comment), warning=warning)


def _reading(sheet: Sheet, name: str) -> Reading | None:
    """What a document says; `None` where it holds no table."""
    paper = paper_of(without_seals(sheet))
    return reading_of(paper, draft_of(paper, name)) if paper is not None and paper.rows else None


class _Pristine:
    """Tables of definitions as they are where nobody changed them. An older export may draw one otherwise than one of
    today: each is read in every way, and the one that is most like the file counts."""

    def __init__(self, suffix: str, exports: Sequence[Export], now: Reading) -> None:
        self.suffix, self.exports, self.now = suffix, exports, now
        self.known: dict[str, list[Sheet]] = {}

    def sheets(self, sop: Definition, text: str) -> list[Sheet]:
        if text not in self.known:
            table = table_of(sop)
            plain = Sheet((table.title, *table.above, Table(table.grid)))
            self.known = {text: [*self.exported(sop, text), plain]}
        return self.known[text]

    def exported(self, sop: Definition, text: str) -> Iterator[Sheet]:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"tabel{self.suffix}"
            for export in self.exports:
                try:
                    export(sop, text, file)
                    yield read(file)
                except (UnreadableSheet, Spent):
                    continue  # not a format of this export, or more than it writes

    def reading(self, sop: Definition, text: str) -> Reading | None:
        found = [one for sheet in self.sheets(sop, text) if (one := _reading(sheet, sop.id)) is not None]
        return max(found, key=lambda one: len({*one.said} & {*self.now.said}), default=None)
