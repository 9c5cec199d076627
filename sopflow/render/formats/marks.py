"""The symbols and arrows of a page as SVG, for every format that draws with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from sopflow.render.overlay import FILLS, STROKES
from sopflow.render.page import Line, Page, Shape, Text
from sopflow.render.sizing import POINT, SMALL
from sopflow.render.text import LINE
from sopflow.unseen import straight

FAMILY: Final = "Sopflow Sans, Liberation Sans, Arial, Helvetica, sans-serif"
BASELINE: Final = 0.905
"""From the top of a line to what it stands on, in sizes of the type."""
_HEAD: Final = (1.7, 0.65)
"""An arrow's head: its length, and half its width."""


def clean(text: str) -> str:
    """A text that cannot become markup, turns the direction of no other, and holds nothing that XML may not."""
    kept = (c if c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff" else " " for c in text)
    return escape(straight("".join(kept)))


def number(value: float) -> str:
    """A length as short as it can be said to a thousandth of a millimetre."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def standing(text: Text) -> Iterator[tuple[str, float]]:
    """The lines of a text, each with the height on which it stands."""
    for at, line in enumerate(text.lines):
        yield line, text.y + (at * LINE + BASELINE + (LINE - 1.15) / 2) * text.size


def held(shape: Shape) -> Iterator[tuple[str, float]]:
    """The lines in a symbol, each with the height on which it stands."""
    drop = POINT * shape.height / 3 if shape.symbol.kind == "pentagon" else 0.0
    first = shape.y - drop - len(shape.lines) * SMALL * LINE / 2
    for at, line in enumerate(shape.lines):
        yield line, first + (at * LINE + BASELINE + 0.025) * SMALL


def text_marks(text: Text) -> Iterable[str]:
    anchor = {"left": "start", "center": "middle", "right": "end"}[text.align]
    weight = ' font-weight="700"' if text.bold else ""
    color = f' fill="{text.color}"' if text.color != "#000000" else ""
    for line, y in standing(text):
        yield (
            f'<text x="{number(text.x)}" y="{number(y)}" font-size="{number(text.size)}" text-anchor="{anchor}"'
            f"{weight}{color}>{clean(line)}</text>"
        )


def shape_marks(shape: Shape) -> str:
    """A symbol with what it holds, as one group."""
    x, y, w, h = shape.x, shape.y, shape.width, shape.height
    left, top = x - w / 2, y - h / 2
    fill, stroke = FILLS[shape.tone], STROKES[shape.tone]
    dashes = ' stroke-dasharray="1.2 0.8"' if shape.symbol.is_open or shape.symbol.is_optional else ""
    style = f'fill="{fill}" stroke="{stroke}" stroke-width="{"0.55" if shape.tone else "0.3"}"{dashes}'
    kind = shape.symbol.kind
    if kind in ("box", "capsule"):
        round_ends = f' rx="{number(h / 2)}"' if kind == "capsule" else ""
        outline = f'<rect x="{number(left)}" y="{number(top)}" width="{number(w)}" height="{number(h)}"{round_ends} {style}/>'
    else:
        points = outline_points(shape)
        outline = f'<polygon points="{" ".join(f"{number(a)},{number(b)}" for a, b in points)}" {style}/>'
    texts = "".join(
        f'<text x="{number(x)}" y="{number(height)}" font-size="{number(SMALL)}" text-anchor="middle">{clean(line)}</text>'
        for line, height in held(shape)
    )
    step = f' data-step="{clean(shape.symbol.step)}"' if shape.symbol.step is not None else ""
    return f'<g class="symbol {kind}"{step}>{outline}{texts}</g>'


def outline_points(shape: Shape) -> list[tuple[float, float]]:
    """The corners of a diamond or a pentagon."""
    x, y, w, h = shape.x, shape.y, shape.width, shape.height
    if shape.symbol.kind == "diamond":
        return [(x, y - h / 2), (x + w / 2, y), (x, y + h / 2), (x - w / 2, y)]
    shoulder = y + h / 2 - POINT * h
    return [
        (x - w / 2, y - h / 2),
        (x + w / 2, y - h / 2),
        (x + w / 2, shoulder),
        (x, y + h / 2),
        (x - w / 2, shoulder),
    ]


def head_points(line: Line) -> list[tuple[float, float]]:
    """The corners of an arrow's head."""
    (ax, ay), (bx, by) = line.points[-2:]
    length, half = _HEAD
    if abs(ax - bx) < abs(ay - by):
        back = by - length if by > ay else by + length
        return [(bx, by), (bx - half, back), (bx + half, back)]
    back = bx - length if bx > ax else bx + length
    return [(bx, by), (back, by - half), (back, by + half)]


def line_marks(line: Line) -> str:
    """An arrow with its label, as one group."""
    stroke = STROKES[line.tone]
    dashes = ' stroke-dasharray="1 0.8"' if line.arrow.is_dashed else ""
    points = " ".join(f"{number(x)},{number(y)}" for x, y in line.points)
    found = f'<polyline points="{points}" fill="none" stroke="{stroke}" stroke-width="{"0.6" if line.tone else "0.3"}"{dashes}/>'
    if line.arrow.has_head:
        head = " ".join(f"{number(x)},{number(y)}" for x, y in head_points(line))
        found += f'<polygon points="{head}" fill="{stroke}"/>'
    if line.label is not None:
        found += "".join(text_marks(line.label))
    data, arc = "", line.arrow.arc
    if arc:
        data = f' data-step="{clean(arc.row)}" data-outcome="{clean(arc.outcome)}" data-place="{clean(arc.place)}"'
    return f'<g class="arrow"{data}>{found}</g>'


def drawing_marks(page: Page) -> str:
    """All symbols and arrows of a page; lines first, so that a symbol is never struck through."""
    return "".join([*map(line_marks, page.lines), *map(shape_marks, page.shapes)])
