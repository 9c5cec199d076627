"""The pages of a picture one after the other, as the body of a Word document."""

from __future__ import annotations

from typing import Final, cast

from sopflow.language import Language
from sopflow.render import words
from sopflow.render.formats.marks import clean
from sopflow.render.overlay import STROKES
from sopflow.render.page import MARGIN, Page, Picture
from sopflow.render.text import LINE

from .drawing import Drawing
from .marks import paragraph, run, twips
from .package import packed, relation_of
from .table import Grid

_GREY: Final = "#555555"
"""What the foot of a page is written in."""
_FOOT: Final = 4.0
"""From the lower edge of the paper to the foot."""


def docx_of(picture: Picture, seal: str | None = None) -> bytes:
    """The pages of a picture as a Word document, with a seal that nobody sees. The same picture gives the same bytes."""
    drawing = Drawing()
    body = []
    for at, page in enumerate(picture.pages):
        body += [_above(page, on_new_page=at > 0), Grid(page).marks(drawing.on(page)), _below(page)]
    hidden = (
        f'<w:r><w:rPr><w:vanish/><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr><w:t>{clean(seal or "")}</w:t></w:r>'
    )
    body.append(paragraph(hidden if seal is not None else "", 0.3))
    body.append(_section(picture))
    logo = next((page.emblem.logo for page in picture.pages if page.emblem is not None), None)
    return packed("".join(body), _footer(picture), clean(picture.title), picture.language, logo)


def _above(page: Page, *, on_new_page: bool) -> str:
    """Everything above the table of a page, as high as the layout has it."""
    scale = page.scale
    rules = page.rows[0].y
    titles = [text for text in page.texts if text.y < rules and text.bold]
    found, used = [], 0.0
    for title in titles:
        size = title.size * scale
        marks = run(" ".join(title.lines), size, bold=True)
        found.append((marks, size * LINE, "center"))
        used += len(title.lines) * size * LINE
    legend = [text for text in page.texts if text.y < rules and not text.bold]
    if legend:
        size = legend[0].size * scale
        parts = [
            run("■ ", size, color=STROKES[tone]) + run(f"{' '.join(text.lines)}     ", size)
            for (_, _, tone), text in zip(page.swatches, legend, strict=True)
        ]
        found.append(("".join(parts), size * LINE, "left"))
        used += size * LINE
    left = max(0.0, rules * scale - MARGIN - used)
    if not found:
        return paragraph("", 0.3, on_new_page=on_new_page)
    rooms = [*[0.0] * (len(found) - 1), left]
    return "".join(
        paragraph(marks, leading, align=align, after=room, on_new_page=on_new_page and not at)
        for at, ((marks, leading, align), room) in enumerate(zip(found, rooms, strict=True))
    )


def _below(page: Page) -> str:
    """Everything between the table of a page and its foot, with the room that the layout leaves above each."""
    scale = page.scale
    end = page.rows[-1].y + page.rows[-1].height
    found = []
    for text in page.texts:
        if text.y < end or text.color == _GREY:
            continue
        from_middle = (2 * text.x - page.width) * scale
        marks = run("\n".join(text.lines), text.size * scale, bold=text.bold)
        leading = text.size * LINE * scale
        found.append(paragraph(marks, leading, align="center", before=(text.y - end) * scale, indent=from_middle))
        end = text.y + len(text.lines) * text.size * LINE
    return "".join(found)


def _section(picture: Picture) -> str:
    paper = picture.paper
    edges = dict.fromkeys(("top", "right", "bottom", "left"), MARGIN)
    edges |= {"header": _FOOT, "footer": _FOOT, "gutter": 0.0}
    margins = " ".join(f'w:{name}="{twips(length)}"' for name, length in edges.items())
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{relation_of("footer1")}"/>'
        f'<w:pgSz w:w="{twips(paper.width)}" w:h="{twips(paper.height)}" w:orient="landscape"/><w:pgMar {margins}/></w:sectPr>'
    )


def _footer(picture: Picture) -> str:
    """What stands at the foot of every page; the numbers of pages are counted by Word."""
    page = picture.pages[0]
    foot = [text for text in page.texts if text.color == _GREY]
    size = foot[-1].size
    left = next((" ".join(text.lines) for text in foot if text.align == "left"), "")
    counted = words.PAGE.within(cast("Language", picture.language), page="\0PAGE\0", pages="\0NUMPAGES\0")
    fields = [
        f'<w:fldSimple w:instr=" {text} ">{run("1", size, color=_GREY)}</w:fldSimple>'
        if at % 2
        else run(text, size, color=_GREY)
        for at, text in enumerate(counted.split("\0"))
    ]
    runs = run(left, size, color=_GREY) + "<w:r><w:tab/></w:r>" + "".join(fields)
    at = twips(picture.paper.width - 2 * MARGIN)
    return (
        f'<w:p><w:pPr><w:tabs><w:tab w:val="right" w:pos="{at}"/></w:tabs>'
        f'<w:spacing w:before="0" w:after="0" w:line="{twips(size * LINE)}" w:lineRule="exact"/></w:pPr>{runs}</w:p>'
    )
