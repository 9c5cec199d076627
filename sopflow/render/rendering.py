"""A picture of an SOP in any format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from sopflow.definition.logo import Logo
from sopflow.definition.model import Definition
from sopflow.errors import SopflowError
from sopflow.frozen import NOTHING as NONE
from sopflow.language import Language, Words
from sopflow.paper.seal import sealed
from sopflow.paper.table import table_of

from .formats.html import html_of
from .formats.pdf import pdf_of
from .formats.png import png_of
from .formats.svg import svg_of
from .layout import picture_of
from .overlay import NOTHING, Overlay
from .page import PAPERS, Picture


class UnknownFormat(SopflowError):
    """A format, a paper or a page that does not exist."""

    code = "unknown-format"
    words = Words('tidak ada {what} "{name}"; yang ada: {known}', 'there is no {what} "{name}"; known: {known}')


_FORMAT: Final = Words("format", "format")
_CALLED: Final = {"mermaid": "mmd", "gv": "dot", "htm": "html"}
_PAPER: Final = Words("kertas", "paper")
_PAGE: Final = Words("halaman", "page")


def _mermaid(sop: Definition, language: Language) -> bytes:
    from .formats.diagram import mermaid_of

    return mermaid_of(sop, language)


def _dot(sop: Definition, language: Language) -> bytes:
    from .formats.diagram import dot_of

    return dot_of(sop, language)


DRAWN: Final[dict[str, Callable[[Picture], bytes]]] = {
    "html": html_of,
    "svg": svg_of,
    "pdf": pdf_of,
    "png": png_of,
}
"""Of the laid out pages."""
DOCUMENT: Final = "docx"
"""Of the laid out pages too; it carries the text of the definition."""
DERIVED: Final[dict[str, Callable[[Definition, Language], bytes]]] = {"mmd": _mermaid, "dot": _dot}
"""Of the flow alone."""
FORMATS: Final = (*DRAWN, DOCUMENT, *DERIVED)


def render(
    sop: Definition,
    format: str = "html",
    *,
    language: Language = "id",
    paper: str = "a4",
    overlay: Overlay = NOTHING,
    identity: bool = True,
    endless: bool = False,
    page: int | None = None,
    source: str | None = None,
    titles: Mapping[str, str] = NONE,
    logo: Logo | None = None,
) -> bytes:
    """Return an SOP as `html`, `svg`, `pdf`, `png`, `docx`, `mmd` (Mermaid) or `dot` (Graphviz).

    `paper` is `a4` or `f4`, both landscape; `endless` puts the table on one page of any height (a Word document
    always has pages), `page` (from 1) returns one page only; Mermaid and Graphviz ignore these and overlays. A Word
    document contains `source`, the text of the SOP's file, as hidden text, if it shows all of the SOP and nothing
    else. `titles` are those of the SOPs that it calls and
    hands over to, by id (`titles_of`): no id is ever drawn. `logo` is what `logo_near` found beside the SOP's file; a
    definition from memory has none. Raise `UnknownFormat`, `UnusableLogo` if the logo cannot be drawn, and
    `MissingPackage` for PDF, PNG and DOT if `sopflow[picture]` is not installed.
    """
    if format in DERIVED:
        return DERIVED[format](sop, language)
    if format not in FORMATS:
        raise UnknownFormat(what=_FORMAT, name=format, known=FORMATS)
    if paper not in PAPERS:
        raise UnknownFormat(what=_PAPER, name=paper, known=tuple(PAPERS))
    endless = endless and format != DOCUMENT
    picture = picture_of(
        sop, language, paper=PAPERS[paper], overlay=overlay, identity=identity, endless=endless, titles=titles, logo=logo,
    )  # fmt: skip
    if page is not None:
        if not 1 <= page <= len(picture.pages):
            raise UnknownFormat(what=_PAGE, name=page, known=tuple(range(1, len(picture.pages) + 1)))
        picture = replace(picture, pages=picture.pages[page - 1 : page])
    if format == DOCUMENT:
        from .formats.docx import docx_of

        is_whole = source is not None and page is None and overlay == NOTHING
        return docx_of(picture, sealed(source, table_of(sop).grid) if source is not None and is_whole else None)
    return DRAWN[format](picture)


def format_of(path: str | Path) -> str:
    """Return the format of a file's ending, also of what else it is called (`.mermaid`, `.gv`, `.htm`); raise `UnknownFormat`."""
    ending = Path(path).suffix.lower().removeprefix(".")
    ending = _CALLED.get(ending, ending)
    if ending not in FORMATS:
        raise UnknownFormat(what=_FORMAT, name=ending or str(path), known=FORMATS)
    return ending
