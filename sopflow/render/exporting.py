"""An SOP in every format in which offices exchange it: as a table for other programs, or as the Word document that is
signed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sopflow.files import write_whole
from sopflow.language import Words
from sopflow.paper.exporting import WRITERS, export_table
from sopflow.paper.sheets import UnreadableSheet

from .rendering import render

if TYPE_CHECKING:
    from sopflow.definition.model import Definition

EXPORTED: Final = (*WRITERS, ".docx")
_OTHER: Final = Words("bukan salah satu dari {known}", "is none of {known}")


def export(sop: Definition, text: str, path: str | Path, *, paper: str = "a4") -> None:
    """Write an SOP; `text` is its file, which goes along. The ending of `path` says the format: a table as CSV, TSV,
    Markdown or XLSX, or the official document as DOCX. `UnreadableSheet` for another, `MissingPackage`, `Spent`."""
    ending = Path(path).suffix.lower()
    if ending not in EXPORTED:
        raise UnreadableSheet(path=str(path), why=_OTHER.filled(known=EXPORTED))
    if ending in WRITERS:
        export_table(sop, text, path)
    else:
        write_whole(path, render(sop, "docx", paper=paper, source=text))
