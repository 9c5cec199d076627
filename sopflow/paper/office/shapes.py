"""Which of the forms that Word and Excel offer is which symbol, and which way its lines go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from ..drawing import Kind
from ..geometry import Point

SHAPES: Final = ("wsp", "sp", "cxnSp")
GROUPS: Final = ("wgp", "grpSp", "wpc")
OTHERS: Final = {
    "pic": "gambar", "chart": "grafik", "relIds": "diagram SmartArt", "oleObj": "objek", "contentPart": "coretan tinta",
    "graphicFrame": "grafik atau diagram",
}  # fmt: skip
_KINDS: Final[dict[Kind, tuple[str, ...]]] = {
    "terminal": ("flowChartTerminator", "flowChartAlternateProcess", "roundRect"),
    "activity": ("flowChartProcess", "rect"),
    "decision": ("flowChartDecision", "diamond"),
    "connector": ("flowChartOffpageConnector", "homePlate", "pentagon", "flowChartConnector"),
}
FORMS: Final[dict[str, Kind]] = {form: kind for kind, forms in _KINDS.items() for form in forms}
ALIKE: Final = (
    "flowChartPredefinedProcess", "flowChartInputOutput", "flowChartDocument", "flowChartMultidocument",
    "flowChartManualInput", "flowChartManualOperation", "flowChartPreparation", "flowChartInternalStorage",
    "flowChartMagneticDisk", "flowChartOnlineStorage", "flowChartPunchedCard", "flowChartDelay", "flowChartDisplay",
    "parallelogram", "trapezoid", "hexagon", "octagon", "plaque", "can", "cube", "bevel", "foldedCorner", "frame",
    "round1Rect", "round2SameRect", "round2DiagRect", "snip1Rect", "snip2SameRect", "snip2DiagRect", "snipRoundRect",
    "chevron", "triangle", "flowChartExtract", "flowChartMerge", "flowChartOfflineStorage",
)  # fmt: skip
"""Forms that stand for an activity though they are none of the five symbols."""
_WIDE: Final = 1.5
"""An ellipse wider than this is a capsule drawn with another tool; a rounder one is a circle."""

CONNECTORS: Final = {
    "line": 1, "lineInv": 1, "straightConnector1": 1, "bentConnector2": 2, "bentConnector3": 3, "bentConnector4": 4,
    "bentConnector5": 5, "curvedConnector2": 2, "curvedConnector3": 3, "curvedConnector4": 4, "curvedConnector5": 5,
}  # fmt: skip
"""With the number of their straight pieces."""


def corners(form: str, bends: Mapping[str, float]) -> tuple[Point, ...]:
    """The corners of a connector in a square of 1 by 1; `bends` are its adjustments, as parts of the square."""
    first, second, third = (bends.get(name, 0.5) for name in ("adj1", "adj2", "adj3"))
    if form == "bentConnector3" or form == "curvedConnector3":
        first = bends.get("adj1", bends.get("adj", 0.5))
    if form == "lineInv":
        return ((0, 1), (1, 0))
    return {
        1: ((0.0, 0.0), (1.0, 1.0)),
        2: ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0)),
        3: ((0.0, 0.0), (first, 0.0), (first, 1.0), (1.0, 1.0)),
        4: ((0.0, 0.0), (first, 0.0), (first, second), (1.0, second), (1.0, 1.0)),
        5: ((0.0, 0.0), (first, 0.0), (first, second), (third, second), (third, 1.0), (1.0, 1.0)),
    }[CONNECTORS[form]]


class Block(NamedTuple):
    """An arrow that has an area: its middle line in a square of 1 by 1, and whether both ends are heads."""

    points: tuple[Point, ...]
    has_two_heads: bool = False


_RIGHT: Final = ((0.0, 0.5), (1.0, 0.5))
_DOWN: Final = ((0.5, 0.0), (0.5, 1.0))
BLOCKS: Final = {
    "rightArrow": Block(_RIGHT),
    "leftArrow": Block(_RIGHT[::-1]),
    "downArrow": Block(_DOWN),
    "upArrow": Block(_DOWN[::-1]),
    "leftRightArrow": Block(_RIGHT, True),
    "upDownArrow": Block(_DOWN, True),
    "stripedRightArrow": Block(_RIGHT),
    "notchedRightArrow": Block(_RIGHT),
    "bentArrow": Block(((0.0, 1.0), (0.0, 0.25), (1.0, 0.25))),
    "bentUpArrow": Block(((0.0, 0.75), (0.75, 0.75), (0.75, 0.0))),
    "uturnArrow": Block(((0.0, 1.0), (0.0, 0.0), (0.75, 0.0), (0.75, 1.0))),
}


def kind_of(form: str, width: float, height: float) -> tuple[Kind | None, str]:
    """The symbol that a form is, and why that may be wrong; `None` for a form that is none."""
    if form == "ellipse":
        return ("terminal" if width > _WIDE * height else "connector"), ""
    if form in FORMS:
        return FORMS[form], ""
    if form in ALIKE:
        return "activity", f"bentuk {form} bukan salah satu dari lima simbol"
    return None, ""


def drawn_kind(points: tuple[Point, ...], curves: int, width: float, height: float) -> tuple[Kind, str]:
    """The symbol that a closed form of somebody's own is, by its corners in a square of 1 by 1."""
    ring = [point for at, point in enumerate(points) if at == 0 or not _near(point, points[at - 1])]
    if len(ring) > 1 and _near(ring[0], ring[-1]):
        ring.pop()
    if curves >= 2:
        return kind_of("ellipse" if len(ring) <= curves else "roundRect", width, height)[0] or "terminal", ""
    on_edges = sum(min(abs(x - 0.5), abs(y - 0.5)) < 0.1 for x, y in ring)
    if len(ring) == 4:
        return ("decision" if on_edges == 4 else "activity"), ""
    if len(ring) == 5:
        return "connector", ""
    return "activity", f"bentuk dengan {len(ring)} sudut bukan salah satu dari lima simbol"


def _near(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) < 0.02 and abs(one[1] - other[1]) < 0.02
