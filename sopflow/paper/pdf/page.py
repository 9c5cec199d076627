"""What stands on a page: words, painted paths and pictures, in points from its upper left corner."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..drawing.ties import Stroke
from ..geometry import Box, Point, box_of
from .holes import taken_apart
from .letters import Word, words_of
from .opening import MAX_PATHS, MAX_POINTS

if TYPE_CHECKING:
    from .pictures import Looked
    from .raster import Seen


_WHITE: Final = 0.97
_CURVE: Final = 6
"""Straight pieces that stand for a curve."""


class Path(NamedTuple):
    """A line or an area, as it was painted."""

    points: tuple[Point, ...]
    is_filled: bool
    """With a colour that is seen; an area that is white and without a line is a mask."""
    is_stroked: bool
    is_white: bool = False
    """Painted, and not seen: it hides what lies below."""
    holes: float = 0.0
    """Of its area, what was taken out of it as symbols."""

    @property
    def box(self) -> Box:
        return box_of(self.points)


class Page(NamedTuple):
    """One page."""

    number: int
    """From 1."""
    width: float
    height: float
    words: tuple[Word, ...]
    paths: tuple[Path, ...]
    pictures: tuple[Picture, ...]
    tangled: str = ""
    """The first line of letters that lie over each other and cannot be told apart."""

    def is_mostly(self, box: Box) -> bool:
        """Whether a box takes most of its width, and not only a line of it."""
        return box.width > self.width / 2 and box.height > self.height / 5


class Picture(NamedTuple):
    """A picture on a page."""

    box: Box
    line: Stroke | None = None
    """The line of an arrow, where nothing else is seen on it."""
    has_area: bool = True
    """Whether a symbol may be on it."""
    seen: Seen | None = None
    """The symbols and arrows on it."""


def page_of(page: Any, looked_at: Callable[[int, Sequence[Box]], Mapping[Box, Looked]]) -> Page:
    """A page of pdfplumber's; `looked_at` says what is on pictures of a page."""
    objects = page.objects
    painted = [
        path
        for kind in ("rect", "line", "curve")
        for thing in objects.get(kind, ())
        if (path := _path(thing)) is not None
    ]
    boxes = [Box(o["x0"], o["top"], o["x1"], o["bottom"]) for o in objects.get("image", ())]
    looked = looked_at(page.page_number, boxes) if boxes else {}
    boxes += (path.box for path in painted if len(path.points) > MAX_POINTS)
    painted = [path for path in painted if len(path.points) <= MAX_POINTS]
    parts = [part for path in painted for part in taken_apart(path)]
    words, tangled = words_of(objects.get("char", ()))
    return Page(
        page.page_number,
        float(page.width),
        float(page.height),
        words,
        tuple(parts if len(parts) <= MAX_PATHS else painted),
        tuple(Picture(box, *looked.get(box, ())) for box in boxes),
        tangled,
    )


def _path(thing: Any) -> Path | None:
    points = tuple(_points(thing))
    if len(points) < 2:
        return None
    stroked, filled = bool(thing["stroke"]), bool(thing["fill"])
    if thing["object_type"] == "rect":
        points = (*points, points[0])
    white = filled and _is_white(thing["non_stroking_color"])
    seen = stroked and not _is_white(thing["stroking_color"])
    if not (seen or filled):
        return None
    return Path(points, filled and not white, seen, white)


def _points(thing: Any) -> Iterator[Point]:
    path = thing.get("path")
    if not path or thing["object_type"] == "rect":
        yield from ((float(x), float(y)) for x, y in thing["pts"])
        return
    at: Point = (0.0, 0.0)
    for sign, *points in path:
        if sign in ("c", "v", "y") and points:
            yield from _curve(at, *points) if len(points) == 3 else points
        else:
            yield from points
        at = points[-1] if points else at
    if path[-1][0] == "h":
        yield path[0][1]


def _curve(a: Point, b: Point, c: Point, d: Point) -> Iterator[Point]:
    for step in range(1, _CURVE + 1):
        t = step / _CURVE
        u = 1 - t
        yield tuple(  # type: ignore[misc]
            u**3 * a[k] + 3 * u * u * t * b[k] + 3 * u * t * t * c[k] + t**3 * d[k] for k in (0, 1)
        )


def _is_white(colour: Any) -> bool:
    if isinstance(colour, int | float):
        return colour >= _WHITE
    if isinstance(colour, tuple | list) and colour and all(isinstance(part, int | float) for part in colour):
        if len(colour) == 4:
            return all(part <= 1 - _WHITE for part in colour)
        return all(part >= _WHITE for part in colour)
    return False
