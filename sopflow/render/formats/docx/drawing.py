"""The symbols, arrows and labels of a page as shapes, each anchored in the cell in which it stands or begins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final, NamedTuple

from sopflow.render.overlay import FILLS, STROKES
from sopflow.render.page import Cell, Line, Page, Point, Shape
from sopflow.render.sizing import SMALL
from sopflow.render.text import LINE

from .emblem import emblem_marks
from .marks import emu, paragraph, run

_URI: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_FORMS: Final = {
    "capsule": "flowChartTerminator", "box": "flowChartProcess", "diamond": "flowChartDecision",
    "pentagon": "flowChartOffpageConnector",
}  # fmt: skip
_INNER: Final = {"capsule": 1 - 2 * 3163 / 21600, "pentagon": 0.8}
"""The part of a form's height in which Word puts its text."""
_NAMES: Final = {"capsule": "Terminator", "box": "Proses", "diamond": "Keputusan", "pentagon": "Penghubung"}
_BENT: Final = 5
"""The most pieces that a connector of Word's has."""
_FAR: Final = 4.0
"""A connector says where it bends as a part of its width: how many times that at most, so that it is exact."""
_LABEL: Final = 0.4
"""Beside a label."""


class _Box(NamedTuple):
    left: float
    top: float
    width: float
    height: float


class Drawing:
    """Turns what is drawn on the pages of one document into shapes; their numbers are unique in it."""

    def __init__(self) -> None:
        self.last = 0

    def on(self, page: Page) -> dict[int, str]:
        """What each cell of a page holds, by the identity of the cell."""
        drawn: dict[int, list[str]] = defaultdict(list)
        cells = {shape.symbol.id: _cell_of(page, shape) for shape in page.shapes}
        numbers: dict[str, tuple[int, Shape]] = {}
        for shape in page.shapes:
            numbers[shape.symbol.id] = (self._next(), shape)
        for line in page.lines:
            cell = cells[line.arrow.source.id]
            drawn[id(cell)].append(self._arrow(line, cell, page.scale, numbers))
            if line.label is not None:
                drawn[id(cell)].append(self._label(line, cell, page.scale))
        for shape in page.shapes:
            cell = cells[shape.symbol.id]
            drawn[id(cell)].append(self._shape(shape, numbers[shape.symbol.id][0], cell, page.scale))
        if page.emblem is not None:
            drawn[id(page.emblem.cell)].append(emblem_marks(page.emblem, self._next(), page.scale))
        return {key: "".join(marks) for key, marks in drawn.items()}

    def _next(self) -> int:
        self.last += 1
        return self.last

    def _shape(self, shape: Shape, number: int, cell: Cell, scale: float) -> str:
        kind = shape.symbol.kind
        box = _Box(shape.x - shape.width / 2, shape.y - shape.height / 2, shape.width, shape.height)
        dashes = shape.symbol.is_open or shape.symbol.is_optional
        stroke = _stroke(STROKES[shape.tone], 0.55 if shape.tone else 0.3, scale, dashes=dashes)
        looks = _preset(_FORMS[kind]) + _filled(FILLS[shape.tone]) + stroke
        leading = SMALL * LINE
        if shape.lines:
            leading = min(leading, shape.height * _INNER.get(kind, 1.0) / len(shape.lines))
        inner = f"<wps:cNvSpPr/>{_properties(box, scale, looks)}{_text(shape.lines, leading, scale, 'center')}"
        return _anchored(number, f"{_NAMES[kind]} {number}", box, cell, scale, inner)

    def _arrow(self, line: Line, cell: Cell, scale: float, numbers: dict[str, tuple[int, Shape]]) -> str:
        number = self._next()
        ends = "".join(
            f'<a:{end} id="{numbers[symbol][0]}" idx="{_site(numbers[symbol][1], point)}"/>'
            for end, symbol, point in (
                ("stCxn", line.arrow.source.id, line.points[0]),
                ("endCxn", line.arrow.target.id, line.points[-1]),
            )
        )
        box, form, turned = _form(line.points, scale)
        width, arrow = 0.6 if line.tone else 0.3, line.arrow
        stroke = _stroke(STROKES[line.tone], width, scale, dashes=arrow.is_dashed, has_head=arrow.has_head)
        looks = f"{form}<a:noFill/>{stroke}"
        inner = f"<wps:cNvCnPr>{ends}</wps:cNvCnPr>{_properties(box, scale, looks, turned)}<wps:bodyPr/>"
        return _anchored(number, f"Panah {number}", box, cell, scale, inner)

    def _label(self, line: Line, cell: Cell, scale: float) -> str:
        label = line.label
        assert label is not None
        number = self._next()
        left = label.x if label.align == "left" else label.x - line.label_width
        height = len(label.lines) * SMALL * LINE
        box = _Box(left - _LABEL, label.y, line.label_width + 2 * _LABEL, height + 0.2)
        looks = f"{_preset('rect')}<a:noFill/><a:ln><a:noFill/></a:ln>"
        text = _text(label.lines, SMALL * LINE, scale, label.align, inset=_LABEL / 2)
        inner = f'<wps:cNvSpPr txBox="1"/>{_properties(box, scale, looks)}{text}'
        return _anchored(number, f"Label {number}", box, cell, scale, inner)


def _cell_of(page: Page, shape: Shape) -> Cell:
    """The cell of the drawing in which a symbol stands."""
    return next(
        cell
        for row in page.rows
        if row.y <= shape.y <= row.y + row.height
        for cell in row.cells
        if cell.is_chart and cell.x <= shape.x <= cell.x + cell.width
    )


def _anchored(number: int, name: str, box: _Box, cell: Cell, scale: float, inner: str) -> str:
    left, top = emu((box.left - cell.x) * scale), emu((box.top - cell.y) * scale)
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        f'<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{number}" behindDoc="0" locked="0"'
        ' layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{left}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{emu(box.width * scale)}" cy="{emu(box.height * scale)}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:wrapNone/><wp:docPr id="{number}" name="{name}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_URI}"><wps:wsp>{inner}</wps:wsp></a:graphicData></a:graphic></wp:anchor>'
        "</w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def _properties(box: _Box, scale: float, looks: str, turned: str = "") -> str:
    size = f'<a:off x="0" y="0"/><a:ext cx="{emu(box.width * scale)}" cy="{emu(box.height * scale)}"/>'
    return f"<wps:spPr><a:xfrm{turned}>{size}</a:xfrm>{looks}</wps:spPr>"


def _preset(form: str, bends: Sequence[float] = ()) -> str:
    values = "".join(
        f'<a:gd name="adj{at}" fmla="val {round(bend * 100_000)}"/>' for at, bend in enumerate(bends, start=1)
    )
    return f'<a:prstGeom prst="{form}"><a:avLst>{values}</a:avLst></a:prstGeom>'


def _filled(color: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{color[1:].upper()}"/></a:solidFill>'


def _stroke(color: str, width: float, scale: float, *, dashes: bool, has_head: bool = False) -> str:
    more = '<a:prstDash val="dash"/>' if dashes else ""
    more += '<a:miter lim="800000"/>'
    more += '<a:tailEnd type="triangle" w="med" len="med"/>' if has_head else ""
    return f'<a:ln w="{emu(width * scale)}">{_filled(color)}{more}</a:ln>'


def _text(lines: Sequence[str], leading: float, scale: float, align: str, *, inset: float = 0.0) -> str:
    side = emu(inset * scale)
    frame = f'<wps:bodyPr rot="0" vert="horz" wrap="square" lIns="{side}" tIns="0" rIns="{side}" bIns="0" anchor="ctr"/>'
    if not lines:
        return frame
    text = paragraph(run("\n".join(lines), SMALL * scale), leading * scale, align=align)
    return f"<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>{frame}"


def _site(shape: Shape, point: Point) -> int:
    """The place on a symbol to which Word ties a connector: above, left, below or right."""
    across, down = (point[0] - shape.x) / shape.width, (point[1] - shape.y) / shape.height
    if abs(across) > abs(down):
        return 1 if across < 0 else 3
    return 0 if down < 0 else 2


def _form(points: Sequence[Point], scale: float) -> tuple[_Box, str, str]:
    """The form of an arrow, its box, and how it is mirrored: a connector of Word's where one can bend like it.

    Word's connectors begin level. One that begins upright would have to be turned by a quarter, and programs differ in
    what its place then means; so it is drawn point by point.
    """
    (ax, ay), (bx, by) = points[0], points[-1]
    width, height = bx - ax, by - ay
    box = _Box(min(ax, bx), min(ay, by), abs(width), abs(height))
    mirrored = (' flipH="1"' if width < 0 else "") + (' flipV="1"' if height < 0 else "")
    pieces = len(points) - 1
    if pieces == 1:
        return box, _preset("straightConnector1"), mirrored
    begins_level = points[0][1] == points[1][1]
    if begins_level and pieces <= _BENT and width and height:
        bends = [
            (x - ax) / width if at % 2 else (y - ay) / height for at, (x, y) in enumerate(points[1:-2], start=1)
        ]
        if all(abs(bend) <= _FAR for bend in bends):
            return box, _preset(f"bentConnector{pieces}", bends), mirrored
    left, top = min(x for x, _ in points), min(y for _, y in points)
    box = _Box(left, top, max(x for x, _ in points) - left, max(y for _, y in points) - top)
    return box, _path(points, box, scale), ""


def _path(points: Sequence[Point], box: _Box, scale: float) -> str:
    steps = "".join(
        f'<a:{"lnTo" if at else "moveTo"}><a:pt x="{emu((x - box.left) * scale)}" y="{emu((y - box.top) * scale)}"/>'
        f"</a:{'lnTo' if at else 'moveTo'}>"
        for at, (x, y) in enumerate(points)
    )
    return (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{emu(box.width * scale)}" h="{emu(box.height * scale)}" fill="none">{steps}</a:path>'
        "</a:pathLst></a:custGeom>"
    )
