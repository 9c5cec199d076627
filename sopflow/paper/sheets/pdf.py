"""Tables in PDF documents, with what is drawn on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.errors import MissingPackage

from ..pdf.page import page_of
from ..pdf.pictures import Pictures
from ..pdf.reading import Reading

if TYPE_CHECKING:
    from pathlib import Path

    from ..sheet import Sheet


def read(path: Path) -> Sheet:
    """The tables of all pages, each procedure's as one, and the lines between them."""
    try:
        import pdfplumber
    except ModuleNotFoundError:
        raise MissingPackage(extra="paper", package="pdfplumber") from None
    reading = Reading()
    with Pictures(path) as pictures, pdfplumber.open(path) as document:
        for page in document.pages:
            reading.page(page_of(page, pictures.strokes))
            page.close()
    return reading.sheet()
