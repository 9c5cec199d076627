"""HTML that stands alone: the table is a table, over which each page's drawing lies; it prints to the same pages as the
PDF, and needs neither a network nor a script to be read."""

from __future__ import annotations

from base64 import b64encode
from importlib.resources import files
from typing import Final

from sopflow.render.page import Cell, Page, Picture, Row
from sopflow.render.text import LINE

from .marks import FAMILY, clean, number
from .svg import cell_text, page_marks

_FAMILY: Final = FAMILY.replace("Sopflow Sans", "'Sopflow Sans'")
STYLE: Final = """
.sop-page{position:relative;overflow:hidden;background:#fff;color:#000;break-after:page;break-inside:avoid}
.sop-sheet{position:absolute;left:0;top:0;font-family:FAMILY;font-kerning:none;font-variant-ligatures:none}
.sop-sheet svg{position:absolute;left:0;top:0;width:100%;height:100%}
.sop-sheet table{position:absolute;left:0;top:0;border-collapse:collapse}
.sop-sheet caption,.sop-heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.sop-sheet th,.sop-sheet td{padding:0;font-weight:400;text-align:left}
.sop-cell{position:absolute;white-space:pre;line-height:1.2}
.sop-center{text-align:center}.sop-bold{font-weight:700}.sop-open{color:#8a1c00}
""".replace("FAMILY", _FAMILY)
"""For pages within another page."""
REPORT: Final = """
.sop-report{max-width:297mm;margin:0 auto 8mm;background:#fff;padding:6mm;box-sizing:border-box;font:11pt FAMILY;overflow-x:auto}
"""
"""For what is told before and after pages, of the class `sop-report`."""
_SCOPES: Final = {"column": "col", "row": "row", "group": "colgroup", "band": "rowgroup"}
_ALONE: Final = """
body{margin:0;background:#e7e9ec}
main{display:block;padding:8mm}
.sop-page{margin:0 auto 8mm;box-shadow:0 0.5mm 2mm rgb(0 0 0/.3)}
@media print{body{background:none}main{padding:0}.sop-page{margin:0;box-shadow:none}.sop-page:last-child{break-after:auto}}
"""


def html_of(picture: Picture) -> bytes:
    """The whole document."""
    paper = picture.paper
    heights = {round(page.height * page.scale, 2) for page in picture.pages}
    size = (paper.width, max(heights) if len(heights) == 1 else paper.height)
    return document(picture.title, picture.language, pages_html(picture), size=size)


def document(
    title: str, language: str, body: str, *, style: str = "", size: tuple[float, float] | None = None
) -> bytes:
    """A document around pages, with the typeface in it; `size` is that of its sheets, in millimetres. It forbids itself
    scripts and anything from outside."""
    sheets = f"@page{{size:{number(size[0])}mm {number(size[1])}mm;margin:0}}" if size is not None else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{clean(title)}</title>\n<style>{_faces()}{sheets}{STYLE}{_ALONE}{style.replace('FAMILY', _FAMILY)}</style>\n"
        f"</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    ).encode()


def pages_html(picture: Picture) -> str:
    """The pages alone, for a page that has `STYLE`."""
    return "\n".join(_page(page, at, picture) for at, page in enumerate(picture.pages, start=1))


def _faces() -> str:
    found = ""
    for face, weight in (("Regular", 400), ("Bold", 700)):
        data = b64encode(files("sopflow.render").joinpath(f"fonts/SopflowSans-{face}.woff2").read_bytes()).decode()
        found += f"@font-face{{font-family:'Sopflow Sans';font-weight:{weight};src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    return found


def _page(page: Page, at: int, picture: Picture) -> str:
    width, height = page.width * page.scale, page.height * page.scale
    head = [row for row in page.rows if row.is_head] if page.kind == "table" else []
    body = [
        row for row in page.rows if row not in head and (row.step is not None or row.kind or page.kind != "table")
    ]
    thead = f"<thead>{''.join(_row(row, page.scale) for row in head)}</thead>" if head else ""
    rows = "".join(_row(row, page.scale) for row in body)
    return (
        f'<section class="sop-page sop-{page.kind}" style="width:{number(width)}mm;height:{number(height)}mm" aria-label="{clean(page.title)}, {at}/{len(picture.pages)}">'
        f'<div class="sop-sheet" style="width:{number(width)}mm;height:{number(height)}mm">'
        f'<svg viewBox="0 0 {number(page.width)} {number(page.height)}" aria-hidden="true">{page_marks(page, cells=False)}</svg>'
        f"<table><caption>{clean(page.title)}</caption>{thead}<tbody>{rows}</tbody></table>"
        "</div></section>"
    )


def _row(row: Row, scale: float) -> str:
    step = f' data-step="{clean(row.step)}"' if row.step is not None else ""
    return f"<tr{step}>{''.join(_cell(cell, scale) for cell in row.cells)}</tr>"


def _cell(cell: Cell, scale: float) -> str:
    """Scaled here and not by a transformation: what is transformed may be torn apart where it is printed."""

    def length(value: float) -> str:
        return number(value * scale)

    tag = "th" if cell.head else "td"
    scope = f' scope="{_SCOPES[cell.head]}"' if cell.head else ""
    columns, rows = cell.span
    spans = (f' colspan="{columns}"' if columns > 1 else "") + (f' rowspan="{rows}"' if rows > 1 else "")
    inner = "".join(f'<span class="sop-heard">{clean(line)}. </span>' for line in cell.spoken)
    if any(cell.lines):
        text = cell_text(cell)
        width = cell.width - (0 if cell.align == "center" else 1.1)
        left = cell.x if cell.align == "center" else text.x
        classes = (
            "sop-cell" + (" sop-center" if cell.align == "center" else "") + (" sop-bold" if cell.bold else "")
        )
        classes += " sop-open" if cell.is_open else ""
        lines = "<br>".join(map(clean, cell.lines))
        inner += (
            f'<div class="{classes}" style="left:{length(left)}mm;top:{length(text.y)}mm;width:{length(width)}mm;'
            f'height:{length(len(cell.lines) * cell.size * LINE)}mm;font-size:{length(cell.size)}mm">{lines}</div>'
        )
    return f"<{tag}{scope}{spans}>{inner}</{tag}>"
