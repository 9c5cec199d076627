"""Where Word puts a drawing: at an offset from the cell, the paragraph or the page that its anchor stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from .drawingml import EMU, pair
from .figures import Pose
from .package import child, local, number

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


TALLEST: Final = 100.0
"""Points; a symbol that is higher stands in several rows."""


class Spot(NamedTuple):
    """A paragraph on the unrolled page, in points."""

    left: float
    width: float
    top: float
    low: float
    """Its top, were all rows above as low as they can be."""
    page_top: float = 0.0
    page_low: float = 0.0
    """Where the paper above it begins."""
    margin_left: float = 0.0
    """From the edge of the paper to the text, which begins at 0."""
    margin_top: float = 0.0
    text_width: float = 0.0
    paper_width: float = 0.0
    is_cell: bool = False
    cell_top: float = 0.0
    cell_low: float = 0.0


class Position(NamedTuple):
    """Where something is put, and how much higher that is in rows that are as low as they can be."""

    x: float
    y: float
    lift: float


def positioned(
    spot: Spot,
    size: tuple[float, float],
    across: tuple[str, str, float],
    down: tuple[str, str, float],
    *,
    in_cell: bool,
) -> Position:
    """By what a drawing says: relative to what, aligned how (empty for an offset), and by how much."""
    base, align, offset = across
    if base in ("page", "leftMargin", "insideMargin") and not in_cell:
        left, width = -spot.margin_left, spot.paper_width
    elif base == "margin" and not in_cell:
        left, width = 0.0, spot.text_width
    else:
        left, width = spot.left, spot.width
    x = left + {"center": (width - size[0]) / 2, "right": width - size[0], "": offset}.get(align, 0.0)
    base, align, offset = down
    y, low = spot.top, spot.low
    if base in ("page", "margin", "topMargin", "bottomMargin"):
        if in_cell:
            y, low = spot.cell_top, spot.cell_low
        else:
            above = 0.0 if base == "margin" else spot.margin_top
            y, low = spot.page_top - above, spot.page_low - above
    y, low = y + (offset if not align else 0.0), low + (offset if not align else 0.0)
    return Position(x, y, y - low)


def of_drawing(drawing: Element, spot: Spot, *, always_in_cell: bool) -> tuple[Pose, float, Element | None]:
    """Where `wp:anchor` or `wp:inline` puts its drawing, how much that may be too low, and the element with its number."""
    size = pair(child(drawing, "extent"), "cx", "cy")
    if local(drawing) == "inline":
        found = Position(spot.left, spot.top, spot.top - spot.low)
    else:
        in_cell = spot.is_cell and (always_in_cell or drawing.get("layoutInCell", "1") not in ("0", "false"))
        found = positioned(spot, size, _axis(drawing, "positionH"), _axis(drawing, "positionV"), in_cell=in_cell)
    return Pose(found.x, found.y, *size), found.lift, child(drawing, "docPr")


def hanging(drawing: Element) -> tuple[float, float] | None:
    """How far below its paragraph one symbol begins and ends; `None` for what may reach over other rows."""
    _, height = pair(child(drawing, "extent"), "cx", "cy")
    form = child(drawing, "graphic", "graphicData", "wsp")
    if form is None or child(form, "cNvCnPr") is not None or height > TALLEST:
        return None
    base, align, offset = _axis(drawing, "positionV")
    return None if align or (base == "page" and local(drawing) != "inline") else (offset, offset + height)


def _axis(drawing: Element, name: str) -> tuple[str, str, float]:
    axis = child(drawing, name)
    if axis is None:
        return "", "", 0.0
    offset, align = child(axis, "posOffset"), child(axis, "align")
    return (
        axis.get("relativeFrom", ""),
        (align.text or "").strip() if align is not None else "",
        number(offset.text) / EMU if offset is not None else 0.0,
    )
