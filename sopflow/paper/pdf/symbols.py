"""Which painted paths are symbols, and of what kind: by their hull and its corners, however they were painted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import dist
from typing import TYPE_CHECKING, Final, NamedTuple

from ..geometry import Box, Point, area_of, centre_of, corners_of, edges_of, hull_of, length_of, to_segment

if TYPE_CHECKING:
    from ..drawing.model import Kind
    from .page import Path
    from .tips import Tip

_SMALLEST: Final = 6.0
"""Points: the height and width of a symbol."""
_THINNEST: Final = 2.5
_CORNER: Final = 0.08
"""Of the smaller side: how far a corner stands out."""
_ROUND: Final = 0.75
"""Of a side: how much of it a box with round corners leaves straight, more or less; a capsule less."""
_DIAMOND: Final = 0.7
_BOX: Final = 0.86
"""Of the area of the rectangle around it."""
_ALONG: Final = 2.0
"""Points between a hull and what is painted of it."""
_BELOW: Final = 1.0
"""Points between the end of a line and its head."""
_OPEN: Final = 0.3
"""Points between the ends of a line that goes round."""
_SAME: Final = 0.7
"""The share of two shapes that both cover where they are one, painted twice."""
_AROUND: Final = 3.0
"""Points between the edges of two things that are painted as one."""
_MIDDLE: Final = 0.28
_CIRCLE: Final = 30.0
"""Points: the largest circle that leads to another page."""
_SKEWED: Final = "bentuknya miring: bukan kotak dan bukan belah ketupat"
_UNLIKE: Final = "bentuknya bukan salah satu dari lima simbol"


class Found(NamedTuple):
    """A symbol on a page."""

    kind: Kind
    box: Box
    doubt: str = ""


def symbols_of(paths: Iterable[Path], tips: Sequence[Tip] = ()) -> list[Found]:
    """The symbols among some paths, each once; a line that goes round and ends below one of `tips` is an arrow."""
    found: list[Found] = []
    paths = list(paths)
    painted = [(path, path.box) for path in paths if path.is_filled or path.is_stroked]
    for path in paths:
        symbol = _outlined(path, painted) if path.is_white and not path.is_stroked else symbol_of(path)
        if symbol is None or _leads(path, tips):
            continue
        again = next((at for at, other in enumerate(found) if _share(other.box, symbol.box) > _SAME), None)
        if again is None:
            found.append(symbol)
        elif found[again].doubt and not symbol.doubt:
            found[again] = symbol
    return found


def _leads(path: Path, tips: Sequence[Tip]) -> bool:
    """Whether a stroked line runs into the head of an arrow, from its base; that of another arrow comes from outside."""
    ends = ((path.points[0], path.points[1]), (path.points[-1], path.points[-2]))
    return path.is_stroked and any(
        to_segment(end, tip.base, tip.tip) <= _BELOW and to_segment(tip.base, end, before) <= _BELOW
        for end, before in ends
        for tip in tips
    )


def is_closed(path: Path, hull: Sequence[Point]) -> bool:
    """Whether the whole hull is painted: an arrow with a bend leaves a side of it open."""
    if path.is_stroked and dist(path.points[0], path.points[-1]) > _OPEN:
        return False
    return _is_painted(hull, [path])


def _is_painted(hull: Sequence[Point], paths: Iterable[Path]) -> bool:
    """Whether some paths go all along a hull."""
    painted = [
        piece for path in paths for piece in (pairwise(path.points) if path.is_stroked else edges_of(path.points))
    ]
    for a, b in edges_of(hull):
        steps = max(1, int(dist(a, b) / 4))
        for step in range(steps + 1):
            point = (a[0] + (b[0] - a[0]) * step / steps, a[1] + (b[1] - a[1]) * step / steps)
            if all(to_segment(point, c, d) > _ALONG for c, d in painted):
                return False
    return True


def symbol_of(path: Path) -> Found | None:
    """The symbol that is painted as one line, or as an area; `None` where it is none."""
    symbol, hull = _shape_of(path)
    return symbol if symbol is not None and is_closed(path, hull) else None


def _outlined(ground: Path, painted: Iterable[tuple[Path, Box]]) -> Found | None:
    """The symbol that is a white ground, with the pieces of a line around it."""
    symbol, hull = _shape_of(ground)
    if symbol is None:
        return None
    around = [path for path, box in painted if box.is_within(symbol.box, _AROUND)]
    return symbol if len(around) > 1 and _is_painted(hull, around) else None


def _shape_of(path: Path) -> tuple[Found | None, Sequence[Point]]:
    """What a path has the shape of, and its hull."""
    box = path.box
    if min(box.width, box.height) < _SMALLEST:
        return None, ()
    hull = hull_of(path.points)
    area = area_of(hull)
    if 2 * area < _THINNEST * length_of([*hull, hull[0]]):
        return None, ()
    kind = kind_of(hull, area, box)
    return (Found(kind[0], box, kind[1]) if kind is not None else None), hull


def kind_of(hull: Sequence[Point], area: float, box: Box) -> tuple[Kind, str] | None:
    """What a hull is a symbol of, with a doubt; `None` for a triangle."""
    width, height = box.width, box.height
    small = min(width, height)
    share = area / (width * height)
    corners = corners_of(hull, _CORNER * small)
    if len(corners) < 4:
        return None
    if len(corners) == 4:
        if share >= _BOX:
            return "activity", ""
        if share <= _DIAMOND and all(_is_at_middle(corner, box) for corner in corners):
            return "decision", ""
        return ("decision" if share <= _DIAMOND else "activity"), _SKEWED
    if len(corners) == 5 and len(corners_of(hull, 0.03 * small)) == 5:
        return "connector", ""
    centre = centre_of(hull)
    if abs(centre[0] - box.middle_x) > 0.04 * width or abs(centre[1] - box.middle_y) > 0.04 * height:
        return "activity", _UNLIKE
    if share <= _DIAMOND:
        return "decision", _UNLIKE
    if min(_straight(hull, 0), _straight(hull, 1)) > _ROUND:
        return "activity", ""
    if max(width, height) <= min(_CIRCLE, 1.2 * small):
        return "connector", ""
    return "terminal", "" if len(hull) > 6 else _UNLIKE


def _straight(hull: Sequence[Point], axis: int) -> float:
    """How much of the first side across an axis is painted straight, as a share."""
    first, last = min(p[axis] for p in hull), max(p[axis] for p in hull)
    limit = first + 0.03 * (last - first)
    crossed: list[float] = []
    for a, b in edges_of(hull):
        if a[axis] <= limit:
            crossed.append(a[1 - axis])
        if (a[axis] <= limit) != (b[axis] <= limit):
            t = (limit - a[axis]) / (b[axis] - a[axis])
            crossed.append(a[1 - axis] + t * (b[1 - axis] - a[1 - axis]))
    others = [p[1 - axis] for p in hull]
    return (max(crossed) - min(crossed)) / (max(others) - min(others))


def _is_at_middle(corner: Point, box: Box) -> bool:
    """Whether a corner lies in the middle of a side."""
    x = abs((corner[0] - box.left) / box.width - 0.5)
    y = abs((corner[1] - box.top) / box.height - 0.5)
    return min(x, y) < _MIDDLE and max(x, y) > _MIDDLE


def _share(one: Box, other: Box) -> float:
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    if width <= 0 or height <= 0:
        return 0.0
    both = width * height
    return both / (one.area + other.area - both)


def is_same(one: Box, other: Box) -> bool:
    """Whether two things are painted around one place, such as a symbol and its ground."""
    return all(abs(a - b) <= _AROUND for a, b in zip(one, other, strict=True))


def is_edge(points: Iterable[Point], own: Box, box: Box) -> bool:
    """Whether a path within `own` runs along the edge of a box and nowhere else."""
    return own.is_within(box, _AROUND) and all(
        min(abs(x - box.left), abs(x - box.right), abs(y - box.top), abs(y - box.bottom)) <= _ALONG
        for x, y in points
    )


def without_cells(found: Iterable[Found], columns: Sequence[float], rows: Sequence[float]) -> Iterator[Found]:
    """The symbols that are not cells of a table."""
    for symbol in found:
        sides = (_is_on(columns, symbol.box.left), _is_on(columns, symbol.box.right))
        ends = (_is_on(rows, symbol.box.top), _is_on(rows, symbol.box.bottom))
        if symbol.kind == "activity" and all(sides) and any(ends):
            continue
        yield symbol


def _is_on(lines: Iterable[float], place: float) -> bool:
    return any(abs(line - place) <= 2.5 for line in lines)
