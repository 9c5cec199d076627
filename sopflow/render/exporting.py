"""An SOP in every format in which offices exchange it: as a table for other programs, or as the Word document that is
signed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from sopflow.definition.logo import Logo
from sopflow.definition.model import Definition
from sopflow.files import write_whole
from sopflow.frozen import NOTHING as NONE
from sopflow.language import Language, Words
from sopflow.paper.exporting import WRITERS, export_table
from sopflow.paper.limits import UnreadableSheet

from .rendering import DOCUMENT, render

EXPORTED: Final = (*WRITERS, f".{DOCUMENT}")
_OTHER: Final = Words(
    "bukan salah satu dari {known}; gambar tabelnya dibuat oleh sopflow render",
    "is none of {known}; sopflow render draws the table",
)


def export(
    sop: Definition,
    text: str,
    path: str | Path,
    *,
    paper: str = "a4",
    titles: Mapping[str, str] = NONE,
    logo: Logo | None = None,
    language: Language = "id",
    identity: bool = True,
) -> None:
    """Write an SOP; `text` is its file, which goes along. The ending of `path` says the format: a table as CSV, TSV,
    Markdown or XLSX, or the official document as DOCX. `UnreadableSheet` for another, `MissingPackage`, `Spent`."""
    if Path(path).suffix.lower() == f".{DOCUMENT}":
        made = render(
            sop, DOCUMENT, language=language, paper=paper, identity=identity, source=text, titles=titles, logo=logo
        )
        write_whole(path, made)
    elif Path(path).suffix.lower() in WRITERS:
        export_table(sop, text, path)
    else:
        raise UnreadableSheet(path=str(path), why=_OTHER.filled(known=EXPORTED))


def _drawn(
    language: Language, identity: bool, sop: Definition, text: str, path: Path, *, paper: str = "a4"
) -> None:
    """As `sopflow render` draws it with other options; only the document has such."""
    if path.suffix.lower() != f".{DOCUMENT}":
        raise UnreadableSheet(path=str(path), why=_OTHER.filled(known=(f".{DOCUMENT}",)))
    export(sop, text, path, language=language, identity=identity, paper=paper)


EXPORTS: Final = (
    export, partial(_drawn, "en", True), partial(_drawn, "id", True, paper="f4"), partial(_drawn, "en", True, paper="f4"),
    partial(_drawn, "id", False), partial(_drawn, "en", False),
)  # fmt: skip
"""For `import_table`: the ways in which tables are exported; an identity page breaks long names by the width of its paper.
Those without such a page come last: around their tables stands nothing that the others lack."""
