"""From a file to the text of a draft."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from os import PathLike
from pathlib import Path
from typing import NamedTuple

from sopflow.budget import Spent
from sopflow.definition.model import Definition
from sopflow.definition.names import NO_GLOSSARY, Glossary
from sopflow.language import Words

from .choosing import chosen, procedures_in, titles_of, unplaced
from .completing import drafted
from .deciding import Decision, decisions_of
from .draft import Draft, Note
from .exporting import export_table
from .heads import Said
from .lost import LOST, mended
from .merging import Difference, Merged, Reading, merged, reading_of
from .rows import paper_of
from .seal import opened, without_seals
from .sheet import Sheet, Table
from .sheets import UnreadableSheet, read
from .table import table_of
from .visible import visible
from .writing import written


class Imported(NamedTuple):
    """A draft, and the file that it makes."""

    draft: Draft
    text: str
    is_original: bool = False
    """Whether it is the very definition that the table was made from."""
    warning: Words | None = None
    """Why a definition that the file carries was not taken, or what was lost beside it."""
    differences: tuple[Difference, ...] | None = None
    """What somebody changed in the table since it was exported; the file is the carried definition with that. `None` where
    it is not."""
    procedures: tuple[str, ...] = ()
    """The titles of all procedures that the file holds, of which this is one."""
    unplaced: tuple[tuple[str, str], ...] = ()
    """Heads of columns that have no place in the draft, and what each may be, as `--column` calls it."""
    carried: str | None = None
    """The definition that the file carried, if this one is made of it."""

    @property
    def open_readings(self) -> list[dict[str, object]]:
        """What somebody must decide: the page, the row, the cell, what the table says, and why it is open (in Indonesian)."""
        if self.is_original:
            return []
        if self.differences is not None:
            left = (
                Decision(0, 0, one.row, one.step, one.cell or one.kind, one.said, one.open.id)
                for one in self.differences
                if one.open is not None
            )
            return [one.record() for one in left]
        return [one.record() for one in decisions_of(self.draft)]


Export = Callable[["Definition", str, Path], None]
"""Writes the table of a definition, whose file is the text, in the format that the ending of a name says."""


def import_table(
    path: str | PathLike[str],
    *,
    comment: str = "",
    columns: Said = (),
    sop: int = 1,
    name: str = "",
    exports: Sequence[Export] = (export_table,),
    glossary: Glossary = NO_GLOSSARY,
) -> Imported:
    """The draft of a procedure in a file; `sop` is its number where there are several. Nothing of the file's text is
    dropped: what has no place stands in `source`. Of a table that was exported, it is the definition itself, with what
    somebody changed in the table since; `exports` are the ways in which that may have been. `columns` says which head a
    column has (`choosing.said_of`), `name` what the file is called where it was put somewhere else, `glossary` what else
    positions are called in texts. `UnreadableSheet` where there is no such table, or more than the limits allow, `NoSuchHead`, `NoSuchProcedure`."""
    sheet = visible(read(path))
    stem = Path(path).stem
    carried = opened(sheet)
    lost = None
    if carried.base is not None:
        restored = mended(sheet, carried.base.texts)
        if restored is not sheet:
            sheet, carried, lost = restored, opened(restored), LOST
    papers = procedures_in(without_seals(sheet), str(path), columns)
    titles = titles_of(papers)
    paper = chosen(papers, sop, str(path))
    draft = drafted(paper, stem, glossary)
    if carried.text is not None:
        return Imported(draft, carried.text, True, lost, procedures=titles, carried=carried.text)
    warning = carried.warning
    if carried.base is not None:
        reading = reading_of(paper, draft)
        pristine = _Pristine(Path(path).suffix.lower(), exports, reading, glossary)
        text, definition, _ = carried.base
        if any(map(carried.base.is_of, pristine.sheets(definition, text))):
            made = merged(text, definition, reading, pristine.reading, glossary)
            if isinstance(made, Merged):
                told = made.differences or None
                return Imported(draft, made.text, told is None, lost, told, titles, carried=text)
            warning = made
    draft.sources.insert(0, _origin(Path(path), name))
    text = written(draft, comment=comment)
    return Imported(draft, text, warning=warning, procedures=titles, unplaced=unplaced(paper))


def _origin(path: Path, name: str) -> Note:
    """Which file a draft comes from."""
    return Note("file", name or path.name, "certain", f"sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}")


class _Pristine:
    """Tables of definitions as they are where nobody changed them. An older export may draw one otherwise than one of today,
    and a document has other words with other options: of all ways, the one that is most like the file counts."""

    def __init__(self, suffix: str, exports: Sequence[Export], now: Reading, glossary: Glossary) -> None:
        self.suffix, self.exports, self.now, self.glossary = suffix, exports, now, glossary

    def sheets(self, sop: Definition, text: str) -> Iterator[Sheet]:
        """The plain table first."""
        table = table_of(sop)
        yield Sheet((table.title, *table.above, Table(table.grid)))
        yield from self.exported(sop, text)

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
        """None is looked for further where one has the same around its rows as the file."""
        found: list[Reading] = []
        plain = next(self.sheets(sop, text))
        for sheet in chain(self.exported(sop, text), (plain,)):
            paper = paper_of(without_seals(sheet))
            if paper is None:
                continue
            one = reading_of(paper, drafted(paper, sop.id, self.glossary))
            found.append(one)
            if one.columns == self.now.columns and one.around == self.now.around:
                break
        return max(found, key=self.likeness, default=None)

    def likeness(self, one: Reading) -> tuple[bool, int, int]:
        """Whether both have an identity page or none; how many rows are as they are now, and how much around them."""
        is_alike = bool(one.fields) == bool(self.now.fields)
        return is_alike, len({*one.said} & {*self.now.said}), -len(one.around ^ self.now.around)
