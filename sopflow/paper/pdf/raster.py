"""Symbols and arrows on a picture of a drawing: what its lines enclose is a symbol, and what leads from one to another an
arrow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from math import dist
from typing import Any, Final, NamedTuple

from sopflow.graph import joined

from ..drawing.ties import Stroke
from ..geometry import Box, Point, area_of, corners_of, crossing, hull_of, length_of, to_segment
from .ink import Spot, around, light_of, straightened, way_through
from .symbols import Found, kind_of

_DARK: Final = 170
_MOST_RUNS: Final = 12_000
"""Pieces of lines of dots; a photo or a code has more."""
_MOST_INK: Final = 150_000
_DENSEST: Final = 0.3
"""The share of a picture that is dark: lines on paper cover little, a code half of it."""
_CONVEX: Final = 0.97
"""The share of its hull that a symbol fills, but for a slanted edge: what lies between arrows has notches."""
_JAGGED: Final = 0.6
"""Dots that an edge of dots lies below its hull."""
_SMALLEST: Final = 8
"""Dots: the height and width of a symbol."""
_LEAST: Final = 6.0
"""Points: likewise; what a letter encloses is smaller."""
_THICKEST: Final = 8
"""Dots: the line around a symbol."""
_SLANTED: Final = 1.3
"""Dots that a slanted line of dots stands out."""
_FILLED: Final = 3.0
"""Dots between the tip of a symbol and what is left free in it."""
_BESIDE: Final = 3
"""Dots between the ink of a line and its middle."""
_HEAD: Final = 0.45
"""Of a small symbol's side: how far a head reaches from its tip."""
_ENDS: Final = 2.2
"""How much longer a line is than the part of it that counts as an end."""
_MORE: Final = 1.25
"""How much more ink there is around a head than around a bare end."""
_STRAY: Final = 0.08
"""The share of an arrow's ink beside its line and its head from which it is more than one arrow."""


class Seen(NamedTuple):
    """What is on a picture, in shares of its width and height."""

    symbols: tuple[Found, ...]
    lines: tuple[Stroke, ...]
    others: tuple[Box, ...]
    """What was not understood."""

    def on(self, page: Box) -> Seen:
        """The same where the picture lies on a page."""

        def placed(box: Box) -> Box:
            return Box(*page.at(box.left, box.top), *page.at(box.right, box.bottom))

        return Seen(
            tuple(one._replace(box=placed(one.box)) for one in self.symbols),
            tuple(line._replace(points=tuple(page.at(*point) for point in line.points)) for line in self.lines),
            tuple(map(placed, self.others)),
        )


class _Run(NamedTuple):
    """Dots beside each other: from the first to the one after the last."""

    y: int
    first: int
    end: int


def seen_on(picture: Any, *, size: tuple[float, float]) -> Seen | None:
    """What is drawn on a picture (of Pillow) that is `size` points large; `None` where no symbol is."""
    light = light_of(picture)
    width, height = light.size
    ink = list(_runs(light.tobytes(), width))
    dots = sum(run.end - run.first for run in ink)
    if not ink or len(ink) > _MOST_RUNS or dots > min(_MOST_INK, _DENSEST * width * height):
        return None
    scale = (size[0] / width, size[1] / height)
    dark = {(x, run.y) for run in ink for x in range(run.first, run.end)}
    holes = (_symbol(hole, dark, scale) for hole in _holes(ink, width, height))
    symbols = sorted(_apart(one for one in holes if one is not None), key=lambda one: (one.box.top, one.box.left))
    if not symbols:
        return None
    reach = _HEAD * min(min(one.box.width, one.box.height) for one in symbols)
    lines: list[Stroke] = []
    others: list[Box] = []
    for part in _parts(_outside(ink, [one.box for one in symbols]), 1):
        own = {(x, run.y) for run in part for x in range(run.first, run.end)}
        xs, ys = [x for x, _ in own], [y for _, y in own]
        box = Box(min(xs), min(ys), max(xs) + 1, max(ys) + 1)
        if max(box.width, box.height) <= _THICKEST:
            continue
        line = _line(own, reach)
        if line is None:
            others.append(_shared(box, width, height))
        else:
            lines.append(
                line._replace(points=tuple(((x + 0.5) / width, (y + 0.5) / height) for x, y in line.points))
            )
    if len(others) > len(symbols) + len(lines):
        return None
    found = tuple(one._replace(box=_shared(one.box, width, height)) for one in symbols)
    return Seen(found, tuple(lines), tuple(others))


def _runs(light: bytes, width: int) -> Iterator[_Run]:
    dark = light.translate(bytes(at < _DARK for at in range(256)))
    for y in range(len(dark) // width):
        row = dark[y * width : (y + 1) * width]
        for found in re.finditer(b"\x01+", row):
            yield _Run(y, found.start(), found.end())


def _parts(runs: Sequence[_Run], room: int) -> Iterator[list[_Run]]:
    """Runs that hang together: those of neighbouring lines that touch; with `room` 1 at a corner too."""
    for part in joined(len(runs), _touching(runs, room)):
        yield [runs[at] for at in part]


def _touching(runs: Sequence[_Run], room: int) -> Iterator[tuple[int, int]]:
    lines: dict[int, list[int]] = {}
    for at, run in enumerate(runs):
        lines.setdefault(run.y, []).append(at)
    for y, line in lines.items():
        above = lines.get(y - 1, [])
        first = 0
        for at in line:
            run = runs[at]
            while first < len(above) and runs[above[first]].end + room <= run.first:
                first += 1
            for other in above[first:]:
                if runs[other].first >= run.end + room:
                    break
                yield at, other


def _holes(ink: Sequence[_Run], width: int, height: int) -> Iterator[list[_Run]]:
    """What ink encloses."""
    lines: dict[int, list[_Run]] = {}
    for run in ink:
        lines.setdefault(run.y, []).append(run)
    free: list[_Run] = []
    for y in range(-1, height + 1):
        at = -1
        for run in lines.get(y, ()):
            free += [_Run(y, at, run.first)] if run.first > at else []
            at = run.end
        free += [_Run(y, at, width + 1)] if at < width + 1 else []
    for part in _parts(free, 0):
        if all(-1 < run.y < height and run.first > -1 and run.end < width + 1 for run in part):
            yield part


def _symbol(hole: Sequence[_Run], ink: set[Spot], scale: tuple[float, float]) -> Found | None:
    """The symbol that a hole is the inside of, with the line around it, in dots; `None` for another hole."""
    first, last = min(run.first for run in hole), max(run.end for run in hole)
    top, bottom = hole[0].y, hole[-1].y + 1
    wide, high = last - first, bottom - top
    if min(wide, high) < _SMALLEST or min(wide * scale[0], high * scale[1]) < _LEAST:
        return None
    points = [(float(x), float(y)) for run in hole for x in (run.first, run.end) for y in (run.y, run.y + 1)]
    hull = hull_of(points)
    edge = length_of([*hull, hull[0]])
    if sum(run.end - run.first for run in hole) < _CONVEX * area_of(hull) - _JAGGED * edge:
        return None
    plain = [(x * scale[0], y * scale[1]) for x, y in _pointed(corners_of(hull, _SLANTED))]
    box = Box(first * scale[0], top * scale[1], last * scale[0], bottom * scale[1])
    kind = kind_of(plain, area_of(plain), box)
    if kind is None:
        return None
    thick = _thickness(hole, ink)
    around = Box(first - thick, top - thick, last + thick, bottom + thick)
    return Found(kind[0], around, kind[1])


def _pointed(corners: list[Point]) -> list[Point]:
    """The corners of a connector, also where the lines beside its tip fill it; others as they are."""
    for at in range(len(corners) if len(corners) == 6 else 0):
        b, c, d, *rest, a = [*corners[at:], *corners[:at]]
        tip = crossing(a, b, c, d)
        if tip is not None and 0 < to_segment(tip, b, c) <= _FILLED and _are_square(rest, corners):
            return [tip, d, *rest, a]
    return corners


def _are_square(some: Iterable[Point], corners: Iterable[Point]) -> bool:
    """Whether some of the corners are corners of the rectangle around all."""
    xs, ys = zip(*corners, strict=True)
    return all(
        min(x - min(xs), max(xs) - x) <= _FILLED and min(y - min(ys), max(ys) - y) <= _FILLED for x, y in some
    )


def _apart(symbols: Iterable[Found]) -> Iterator[Found]:
    """The symbols that lie in no other: what arrows enclose reaches into those at their ends."""
    known: list[Found] = []
    for one in sorted(symbols, key=lambda one: one.box.area):
        if all(_is_beside(one.box, other.box) for other in known):
            known.append(one)
            yield one


def _is_beside(one: Box, other: Box) -> bool:
    return one.right <= other.left or other.right <= one.left or one.bottom <= other.top or other.bottom <= one.top


def _thickness(hole: Sequence[_Run], ink: set[Spot]) -> int:
    """How wide the line around a hole is, beside the middles of its sides, where arrows come to it."""
    top, bottom = hole[0].y, hole[-1].y
    left, right = min(run.first for run in hole), max(run.end for run in hole)
    found = 1
    for share in (0.25, 0.75):
        across = [run for run in hole if run.y == round(top + share * (bottom - top))]
        x = round(left + share * (right - left))
        down = [run.y for run in hole if run.first <= x < run.end]
        starts = [((across[0].first, across[0].y), (-1, 0)), ((across[-1].end - 1, across[0].y), (1, 0))]
        starts += [((x, down[0]), (0, -1)), ((x, down[-1]), (0, 1))] if down else []
        found = max([found, *(_wide(ink, *start) for start in starts)])
    return found


def _wide(ink: set[Spot], begin: Spot, ahead: Spot) -> int:
    """How many dots of ink lie beside each other from a dot on, as far as a line around a symbol is wide."""
    for wide in range(_THICKEST):
        if (begin[0] + ahead[0] * (wide + 1), begin[1] + ahead[1] * (wide + 1)) not in ink:
            return wide
    return 1


def _outside(ink: Iterable[_Run], boxes: Sequence[Box]) -> list[_Run]:
    """The ink beside symbols."""
    found: list[_Run] = []
    for run in ink:
        pieces = [run]
        for box in boxes:
            if box.top - 1 <= run.y < box.bottom + 1:
                left, right = int(box.left) - 1, int(box.right) + 1
                pieces = [
                    _Run(run.y, begin, end)
                    for piece in pieces
                    for begin, end in ((piece.first, min(piece.end, left)), (max(piece.first, right), piece.end))
                    if begin < end
                ]
        found += pieces
    return sorted(found)


def _line(dots: set[Spot], reach: float) -> Stroke | None:
    """The arrow that some ink is: a line without a branch, with a head at one end; `None` for anything else."""
    way = way_through(dots)
    near_end = min(reach, len(way) / _ENDS)
    here, there = (around(dots, end, near_end) for end in (way[0], way[-1]))
    if here > there:
        way, here, there = way[::-1], there, here
    has_head = there > _MORE * here
    if has_head:
        way = _to_tip(dots, way, near_end)
    near = {
        (x + dx, y + dy)
        for x, y in way
        for dx in range(-_BESIDE, _BESIDE + 1)
        for dy in range(-_BESIDE, _BESIDE + 1)
    }
    tip = way[-1]
    beside = sum(spot not in near and not (has_head and dist(spot, tip) <= 1.5 * reach) for spot in dots)
    if beside > _STRAY * len(dots) or len(way) < 3:
        return None
    return Stroke(straightened(way), has_head)


def _to_tip(dots: set[Spot], way: Sequence[Spot], reach: float) -> list[Spot]:
    """A way that ends at the tip of its head, and not where one of its wings does."""
    body = list(way[: max(2, len(way) - round(reach))])
    before = body[max(0, len(body) - 1 - round(reach))]
    end = body[-1]
    long = dist(end, before) or 1.0
    ahead = ((end[0] - before[0]) / long, (end[1] - before[1]) / long)
    on_line = [
        (along, spot)
        for spot in dots
        for dx, dy in ((spot[0] - end[0], spot[1] - end[1]),)
        for along in (dx * ahead[0] + dy * ahead[1],)
        if 0 <= along <= 2 * reach and abs(dx * ahead[1] - dy * ahead[0]) <= _BESIDE
    ]
    return [*body, max(on_line, default=(0.0, end))[1]]


def _shared(box: Box, width: int, height: int) -> Box:
    return Box(box.left / width, box.top / height, box.right / width, box.bottom / height)
