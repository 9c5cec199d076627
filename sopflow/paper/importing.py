"""From a file to the text of a draft."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sopflow.budget import TableTooLarge
from sopflow.language import Words

from .draft import Draft
from .exporting import WRITERS, export_table
from .merging import Difference, Reading, merged, reading_of
from .seal import opened
from .sheet import Sheet, Table
from .sheets import UnreadableSheet, read
from .table import table_of
from .writing import written

if TYPE_CHECKING:
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


def import_table(path: str | PathLike[str], *, comment: str = "") -> Imported:
    """The draft of the procedure in a file (TSV, CSV, Markdown, XLSX, DOCX). Nothing of the file's text is dropped: what
    has no place stands in `source`. Of a table that `export_table` wrote, it is the definition itself, with what somebody
    changed in the table since. `UnreadableSheet` where there is no such table, or more than one SOP's table can hold."""
    sheet = read(path)
    name, suffix = Path(path).stem, Path(path).suffix.lower()
    carried = opened(sheet)
    reading = reading_of(sheet, name)
    if reading is None:
        raise UnreadableSheet(path=str(path), why=_NO_TABLE)
    if carried.text is not None:
        return Imported(reading.draft, carried.text, True)
    if carried.base is None or suffix not in WRITERS:
        return Imported(reading.draft, written(reading.draft, comment=comment), warning=carried.warning)
    text, sop = carried.base
    made = merged(text, sop, reading, partial(_exported, reading, suffix))
    if isinstance(made, Words):
        return Imported(reading.draft, written(reading.draft, comment=comment), warning=made)
    if not made.differences:
        return Imported(reading.draft, text, True)
    return Imported(reading.draft, made.text, differences=made.differences)


def _exported(now: Reading, suffix: str, sop: Definition, text: str) -> Reading | None:
    """What the table of a definition says where nobody changed it; `None` where it is too large. An older export may draw it
    otherwise than one of today: it is read both ways, and the one that is more like the file counts."""
    table = table_of(sop)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"tabel{suffix}"
        try:
            export_table(sop, text, file)
            sheets = [read(file), Sheet((table.title, *table.above, Table(table.grid)))]
        except (TableTooLarge, UnreadableSheet):
            return None
    readings = [reading for sheet in sheets if (reading := reading_of(sheet, sop.id)) is not None]
    return max(readings, key=lambda one: len({*one.said} & {*now.said}), default=None)
