"""Tables in PDF documents, with what is drawn on them."""

from __future__ import annotations

from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from sopflow.errors import MissingPackage

from ..limits import UnreadableSheet
from ..pdf import apart, opening
from ..pdf.page import page_of
from ..pdf.pictures import Pictures
from ..pdf.reading import Reading
from ..sheet import Sheet
from .gathering import within_limits


def read(path: Path) -> Sheet:
    """The tables of all pages, each procedure's as one, and the lines between them; a table that is a picture is refused
    with its page. Where this program is Python, another reads the file, within bounds of memory and time."""
    if find_spec("pdfplumber") is None:
        raise MissingPackage(extra="paper", package="pdfplumber")
    return apart.read_apart(path) if apart.can_start() else read_here(path)


def read_here(path: Path) -> Sheet:
    """The same, in this process."""
    import pdfplumber

    data = path.read_bytes()
    try:
        opening.look_over(data)
        try:
            document = pdfplumber.open(BytesIO(data))
        except Exception:  # whatever pdfminer makes of a broken file
            raise opening.Refused(opening.BROKEN) from None
        with document:
            return within_limits(_read(document, data))
    except opening.Refused as refused:
        raise UnreadableSheet(path=str(path), why=refused.words) from None


def _read(document: Any, data: bytes) -> Sheet:
    from pdfminer.pdfpage import PDFPage

    if document.doc.encryption is not None:
        raise opening.Refused(opening.LOCKED)
    opening.check_pages(
        sum(1 for _ in zip(PDFPage.create_pages(document.doc), range(opening.MAX_PAGES + 1), strict=False))
    )
    drawing = opening.Drawing()
    reading = Reading()
    with Pictures(data) as pictures:
        for number, page in enumerate(document.pages, start=1):
            drawing.page(number, page.page_obj)
            opening.check_page(number, page.objects)
            reading.page(page_of(page, pictures.looked_at))
            page.close()
        sheet = reading.sheet()
        return sheet._replace(unread=(*sheet.unread, *pictures.unread))
