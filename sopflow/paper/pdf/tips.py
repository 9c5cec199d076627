"""The heads of arrows: small triangles, filled or not, and angles of two short strokes."""

from __future__ import annotations

from collections.abc import Iterable
from math import dist
from typing import TYPE_CHECKING, Final, NamedTuple

from ..geometry import Point, area_of, corners_of, hull_of

if TYPE_CHECKING:
    from .page import Path

_LARGEST: Final = 16.0
_SMALLEST: Final = 1.5
_CORNER: Final = 0.16
_FULL: Final = 0.68
"""Of the area of the rectangle around it: a triangle has half."""


class Tip(NamedTuple):
    """A head: where it points to, and the middle of its other side."""

    tip: Point
    base: Point


def tip_of(path: Path) -> Tip | None:
    """The head that a path is; `None` where it is none."""
    box = path.box
    width, height = box.width, box.height
    if max(width, height) > _LARGEST or min(width, height) < _SMALLEST:
        return None
    if path.is_stroked and not path.is_filled and len(path.points) == 3 and path.points[0] != path.points[-1]:
        a, tip, b = path.points
        return _tip(tip, a, b) if _are_like(dist(a, tip), dist(b, tip)) else None
    if not (path.is_filled or path.is_stroked):
        return None
    hull = hull_of(path.points)
    corners = corners_of(hull, _CORNER * max(width, height))
    if len(corners) != 3 or not 2 <= area_of(hull) <= _FULL * width * height:
        return None
    sides = [
        (abs(dist(tip, a) - dist(tip, b)), tip, a, b)
        for tip, a, b in ((corners[k], corners[k - 1], corners[k - 2]) for k in range(3))
    ]
    _, tip, a, b = min(sides)
    return _tip(tip, a, b)


def _tip(tip: Point, a: Point, b: Point) -> Tip:
    return Tip(tip, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2))


def _are_like(one: float, other: float) -> bool:
    return min(one, other) > 0.6 * max(one, other) > 0


def tips_of(paths: Iterable[Path]) -> list[Tip]:
    """All heads, each once."""
    found: list[Tip] = []
    for path in paths:
        tip = tip_of(path)
        if tip is not None and all(dist(tip.tip, other.tip) > 1.5 for other in found):
            found.append(tip)
    return found
