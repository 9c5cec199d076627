"""PNG: the pages of the PDF as dots, one below the other."""

from __future__ import annotations

import io
from typing import Any, Final

from sopflow.errors.packages import needing
from sopflow.render.page import Picture

from .pdf import pdf_of

DOTS: Final = 150
"""In an inch."""
_BETWEEN: Final = 24
_LARGEST: Final = 120_000_000
"""Dots of a picture: beyond them it is drawn coarser."""


def png_of(picture: Picture) -> bytes:
    """The pages of a picture. `MissingPackage` without pypdfium2."""
    with needing("picture"):
        import pypdfium2
        from PIL import Image
    document: Any = pypdfium2.PdfDocument(pdf_of(picture))
    area = sum(page.width * page.height * page.scale**2 for page in picture.pages) * (DOTS / 25.4) ** 2
    scale = DOTS / 72 * min(1.0, (_LARGEST / area) ** 0.5)
    pages = [page.render(scale=scale).to_pil() for page in document]
    height = sum(page.height for page in pages) + _BETWEEN * (len(pages) - 1)
    whole = Image.new("RGB", (max(page.width for page in pages), height), "#c9ccd1")
    y = 0
    for page in pages:
        whole.paste(page, (0, y))
        y += page.height + _BETWEEN
    out = io.BytesIO()
    whole.convert("P", palette=Image.Palette.ADAPTIVE, colors=64).save(out, "PNG")
    document.close()
    return out.getvalue()
