"""Lengths, texts and paragraphs as Word has them."""

from __future__ import annotations

from typing import Final

from sopflow.render.formats.marks import clean
from sopflow.render.text import LINE

FONT: Final = "Arial"
"""As wide as the typeface that the layout measures with, and in every office."""
_ROUNDED: Final = 1.01
"""A size of type that is so near to the next half point takes it."""


def emu(length: float) -> int:
    """Millimetres in the unit of drawings."""
    return round(length * 36_000)


def twips(length: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(length * 1440 / 25.4)


def half_points(size: float) -> int:
    """A size of type, in millimetres, as Word counts it: never larger than what the layout measured."""
    return max(2, int(size * _ROUNDED * 144 / 25.4))


def run(text: str, size: float, *, bold: bool = False, color: str = "#000000") -> str:
    """A text, whose lines stay lines."""
    sz = half_points(size)
    looks = "<w:b/><w:bCs/>" if bold else ""
    looks += f'<w:color w:val="{color[1:].upper()}"/>' if color != "#000000" else ""
    parts = (f'<w:t xml:space="preserve">{clean(line)}</w:t>' for line in text.split("\n"))
    return f'<w:r><w:rPr>{looks}<w:sz w:val="{sz}"/><w:szCs w:val="{sz}"/></w:rPr>{"<w:br/>".join(parts)}</w:r>'


def paragraph(
    runs: str,
    leading: float,
    *,
    align: str = "left",
    before: float = 0.0,
    after: float = 0.0,
    indent: float = 0.0,
    on_new_page: bool = False,
) -> str:
    """A paragraph whose lines are exactly as high as the layout has them, indented on the left."""
    pages = "<w:pageBreakBefore/>" if on_new_page else ""
    space = f'w:before="{twips(before)}" w:after="{twips(after)}" w:line="{max(1, twips(leading))}"'
    inner = f'<w:ind w:left="{twips(indent)}"/>' if indent else ""
    return f'<w:p><w:pPr>{pages}<w:spacing {space} w:lineRule="exact"/>{inner}<w:jc w:val="{align}"/></w:pPr>{runs}</w:p>'


def paragraphs(text: str, size: float, *, bold: bool = False, align: str = "left", color: str = "#000000") -> str:
    """A text of several lines, a paragraph for each."""
    return "".join(
        paragraph(run(line, size, bold=bold, color=color) if line else "", size * LINE, align=align)
        for line in text.split("\n")
    )
