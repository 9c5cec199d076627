"""From a file to the text of a draft."""

from __future__ import annotations

import hashlib
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sopflow.budget import TableTooLarge
from sopflow.language import Words

from .choosing import chosen, procedures_in, titles_of
from .completing import drafted
from .deciding import decisions_of
from .draft import Draft, Note
from .exporting import WRITERS, export_table
from .merging import Difference, Reading, merged, reading_of
from .seal import opened, without_seals
from .sheet import Sheet, Table
from .sheets import UnreadableSheet, read
from .table import table_of
from .writing import written

if TYPE_CHECKING:
    from os import PathLike

    from sopflow.definition.model import Definition

    from .heads import Said


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
    procedures: tuple[str, ...] = ()
    """The titles of all procedures that the file holds, of which this is one."""

    @property
    def open_readings(self) -> list[dict[str, object]]:
        """What somebody must decide: the page, the row, the cell, what the table says, and why it is open (in Indonesian)."""
        if self.is_original:
            return []
        if self.differences is not None:
            return [_left(one) for one in self.differences if one.open is not None]
        return [one.record() for one in decisions_of(self.draft)]


def _left(one: Difference) -> dict[str, object]:
    why = one.open.id if one.open is not None else ""
    return {"page": 0, "row": f"{one.row} {one.step}".strip(), "cell": one.kind, "text": one.said, "why": why}


def import_table(
    path: str | PathLike[str], *, comment: str = "", columns: Said = (), sop: int = 1, name: str = ""
) -> Imported:
    """The draft of a procedure in a file; `sop` is its number where there are several. Nothing of the file's text is
    dropped: what has no place stands in `source`. Of a table that `export_table` wrote, it is the definition itself, with
    what somebody changed in the table since. `columns` says which head a column has (`choosing.said_of`), `name` what the
    file is called where it was put somewhere else. `UnreadableSheet` where there is no such table, or more than the limits
    allow, `NoSuchHead`, `NoSuchProcedure`."""
    sheet = read(path)
    stem, suffix = Path(path).stem, Path(path).suffix.lower()
    carried = opened(sheet)
    papers = procedures_in(without_seals(sheet), str(path), columns)
    titles = titles_of(papers)
    draft = drafted(chosen(papers, sop, str(path)), stem)
    if carried.text is not None:
        return Imported(draft, carried.text, True, procedures=titles)
    warning = carried.warning
    reading = reading_of(sheet, stem) if carried.base is not None and suffix in WRITERS else None
    if carried.base is not None and reading is not None:
        text, definition = carried.base
        made = merged(text, definition, reading, partial(_exported, reading, suffix))
        if not isinstance(made, Words):
            if not made.differences:
                return Imported(draft, text, True, procedures=titles)
            return Imported(draft, made.text, differences=made.differences, procedures=titles)
        warning = made
    draft.sources.insert(0, _origin(Path(path), name))
    return Imported(draft, written(draft, comment=comment), warning=warning, procedures=titles)


def _origin(path: Path, name: str) -> Note:
    """Which file a draft comes from."""
    return Note("file", name or path.name, "certain", f"sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}")


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
