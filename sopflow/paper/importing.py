"""From a file to the text of a draft."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sopflow.definition.names import NO_GLOSSARY
from sopflow.language import Words

from .draft import Draft
from .drafting import draft_of
from .rows import paper_of
from .seal import is_seal, opened
from .sheet import Sheet
from .sheets import UnreadableSheet, read
from .writing import written

if TYPE_CHECKING:
    from os import PathLike

    from sopflow.definition.names import Glossary

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


def import_table(path: str | PathLike[str], *, comment: str = "", glossary: Glossary = NO_GLOSSARY) -> Imported:
    """The draft of the procedure in a file (TSV, CSV, Markdown, XLSX, DOCX). Nothing of the file's text is dropped: what
    has no place stands in `source`. Of a table that `export_table` wrote, it is the definition itself, if its table is the
    one that the file shows. `glossary` says what else positions are called in
    texts. `UnreadableSheet` where there is no such table, or more than one SOP's table can hold."""
    sheet = read(path)
    carried = opened(sheet)
    plain = Sheet(
        tuple(part for part in sheet.parts if not (isinstance(part, str) and is_seal(part))), sheet.unread
    )
    paper = paper_of(plain)
    if paper is None or not paper.rows:
        raise UnreadableSheet(path=str(path), why=_NO_TABLE)
    draft = draft_of(paper, Path(path).stem, glossary)
    if carried.text is not None:
        return Imported(draft, carried.text, True)
    return Imported(draft, written(draft, comment=comment), warning=carried.warning)
