"""SVG: the pages one below the other, or a single one."""

from __future__ import annotations

from base64 import b64encode
from typing import Final

from sopflow.render.overlay import FILLS, STROKES
from sopflow.render.page import Cell, Emblem, Page, Picture, Text
from sopflow.render.text import LINE

from .marks import FAMILY, clean, drawing_marks, number, text_marks

_BETWEEN: Final = 6.0
_PAD: Final = 1.1


def svg_of(picture: Picture) -> bytes:
    """The pages of a picture, each drawn as on paper."""
    width = max(page.width * page.scale for page in picture.pages)
    heights = [page.height * page.scale for page in picture.pages]
    total = sum(heights) + _BETWEEN * (len(heights) - 1)
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(width)}mm" height="{number(total)}mm" '
        f'viewBox="0 0 {number(width)} {number(total)}" role="img" lang="{picture.language}" font-family="{FAMILY}" '
        'style="font-kerning:none;font-variant-ligatures:none">'
    )
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        root,
        f"<title>{clean(picture.title)}</title>",
        f'<rect width="{number(width)}" height="{number(total)}" fill="#ffffff"/>',
    ]
    y = 0.0
    for page, height in zip(picture.pages, heights, strict=True):
        parts.append(f'<g transform="translate(0 {number(y)}) scale({page.scale:.6f})">{page_marks(page)}</g>')
        y += height + _BETWEEN
    return "".join([*parts, "</svg>\n"]).encode()


def page_marks(page: Page, *, cells: bool = True) -> str:
    """Everything on a page, with or without the texts in its cells."""
    found: list[str] = []
    for row in page.rows:
        for cell in row.cells:
            found.append(
                f'<rect x="{number(cell.x)}" y="{number(cell.y)}" width="{number(cell.width)}" height="{number(cell.height)}" '
                f'fill="{cell.fill or "none"}" stroke="#8a8a8a" stroke-width="0.15"/>'
            )
            found += text_marks(cell_text(cell)) if cells else ()
    if page.emblem is not None:
        found.append(emblem_marks(page.emblem))
    for text in page.texts:
        found += text_marks(text)
    for x, y, tone in page.swatches:
        found.append(
            f'<rect x="{number(x)}" y="{number(y + 0.3)}" width="2.2" height="2.2" fill="{FILLS[tone]}" stroke="{STROKES[tone]}" stroke-width="0.3"/>'
        )
    found.append(drawing_marks(page))
    return "".join(found)


def emblem_marks(emblem: Emblem) -> str:
    """The logo, with its picture in the text: nothing is fetched from anywhere."""
    data = b64encode(emblem.logo.data).decode()
    return (
        f'<image x="{number(emblem.x)}" y="{number(emblem.y)}" width="{number(emblem.width)}" height="{number(emblem.height)}" '
        f'href="data:image/{emblem.logo.size.kind};base64,{data}"/>'
    )


def cell_text(cell: Cell) -> Text:
    """The text of a cell at its place."""
    height = len(cell.lines) * cell.size * LINE
    y = cell.y + ((cell.height - height) / 2 if cell.middle else _PAD)
    x = cell.x + (cell.width / 2 if cell.align == "center" else _PAD)
    return Text(x, y, cell.lines, cell.size, cell.bold, cell.align, "#8a1c00" if cell.is_open else "#000000")
