"""The lines of arrows, with their heads, from what was painted of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import dist
from typing import Final, Protocol

from ..drawing.ties import Stroke
from ..geometry import Point, area_of, length_of, to_segment
from .page import Path
from .ribbons import Ribbon, ribbons_of
from .tips import Tip

_THICKEST: Final = 6.0
_SHORTEST: Final = 3.0
_HEAD: Final = 4.0
"""Points between the end of a line and its head."""
_DASH: Final = 16.0
_GAP: Final = 8.0
"""Points between dashes."""
_BEND: Final = 6.5
"""Points between dashes around a corner."""
_SAME: Final = 1.5


class IsGrid(Protocol):
    """Whether a straight piece is a line of the table; `leads` where it is of a line that runs into a head."""

    def __call__(self, a: Point, b: Point, *, is_stroked: bool, leads: bool) -> bool: ...


def strokes_of(paths: Iterable[Path], tips: Sequence[Tip], is_grid: IsGrid) -> list[Stroke]:
    """The lines among some paths, each once, with the heads at their ends."""
    lines = [line for path in paths for line in _lines(path, tips, is_grid)]
    return _with_heads(_undashed(_once(lines)), tips)


def _lines(path: Path, tips: Sequence[Tip], is_grid: IsGrid) -> Iterator[Ribbon]:
    if path.is_stroked and not _is_thin(path, _SAME):
        for chain in _without(path.points, tips, is_grid):
            if length_of(chain) >= _SHORTEST:
                yield Ribbon(tuple(chain))
    elif path.is_stroked or (path.is_filled and _is_thin(path, _THICKEST)):
        for ribbon in ribbons_of(path.points):
            if length_of(ribbon.points) >= _SHORTEST and not (
                len(ribbon.points) == 2
                and is_grid(*ribbon.points, is_stroked=path.is_stroked, leads=_leads(ribbon.points, tips))
            ):
                yield ribbon


def _is_thin(path: Path, thickest: float) -> bool:
    """Whether a path goes round next to nothing: an area that is a line, or a line there and back."""
    if path.is_stroked and (len(path.points) < 4 or path.points[0] != path.points[-1]):
        return False
    return 2 * (area_of(path.points) - path.holes) <= thickest * length_of(path.points)


def _leads(points: Sequence[Point], tips: Iterable[Tip]) -> bool:
    """Whether a line runs straight into a head, which no line of a table does."""
    ends = ((points[-2], points[-1]), (points[1], points[0]))
    return any(
        _to_head(end, tip) <= _HEAD
        and all(_beside(point, before, end) <= _SAME for point in tip)
        and _along(tip.base, tip.tip, before, end) > 0
        for tip in tips
        for before, end in ends
    )


def _beside(point: Point, a: Point, b: Point) -> float:
    """How far a point lies beside the straight line through two others."""
    return abs((b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])) / (dist(a, b) or 1.0)


def _along(a: Point, b: Point, c: Point, d: Point) -> float:
    return (b[0] - a[0]) * (d[0] - c[0]) + (b[1] - a[1]) * (d[1] - c[1])


def _without(points: Sequence[Point], tips: Sequence[Tip], is_grid: IsGrid) -> Iterator[list[Point]]:
    """A line without its pieces that belong to the table."""
    chain: list[Point] = []
    leads = _leads(points, tips)
    for a, b in pairwise(points):
        if is_grid(a, b, is_stroked=True, leads=leads):
            if len(chain) > 1:
                yield chain
            chain = []
            continue
        if not chain:
            chain = [a]
        chain.append(b)
    if len(chain) > 1:
        yield chain


def _once(lines: Iterable[Ribbon]) -> list[Ribbon]:
    found: list[Ribbon] = []
    for line in lines:
        if not any(_is_same(line, other) for other in found):
            found.append(line)
    return found


def _is_same(one: Ribbon, other: Ribbon) -> bool:
    ends = (one.points[0], one.points[-1])
    others = (other.points[0], other.points[-1])
    return (
        any(dist(ends[0], pair[0]) <= _SAME and dist(ends[1], pair[1]) <= _SAME for pair in (others, others[::-1]))
        and abs(length_of(one.points) - length_of(other.points)) <= 2 * _SAME
    )


def _undashed(lines: Sequence[Ribbon]) -> list[Ribbon]:
    """The lines, with dashes as one: on one straight line, and around corners."""
    dashes = [line for line in lines if not line.has_head and length_of(line.points) <= _DASH]
    found = [line for line in lines if line.has_head or length_of(line.points) > _DASH]
    chains: list[list[Point]] = []
    for flat in (0, 1):
        row = [line for line in dashes if abs(line.points[0][1 - flat] - line.points[-1][1 - flat]) <= 1]
        dashes = [line for line in dashes if line not in row]
        for chain in _rows(row, flat):
            if len(chain) == 1:
                dashes.append(chain[0])
            else:
                points = sorted((p for line in chain for p in line.points), key=lambda p: p[flat])
                chains.append([points[0], points[-1]])
    return found + dashes + _around_corners(chains)


def _rows(dashes: Iterable[Ribbon], flat: int) -> Iterator[list[Ribbon]]:
    """Dashes that lie behind each other."""
    rows: list[list[Ribbon]] = []
    for dash in sorted(dashes, key=lambda line: min(p[flat] for p in line.points)):
        row = next((row for row in rows if _goes_on(row[-1], dash, flat)), None)
        if row is None:
            rows.append([dash])
        else:
            row.append(dash)
    yield from rows


def _goes_on(before: Ribbon, line: Ribbon, flat: int) -> bool:
    gap = min(p[flat] for p in line.points) - max(p[flat] for p in before.points)
    return abs(before.points[0][1 - flat] - line.points[0][1 - flat]) <= 1 and -1 <= gap <= _GAP


def _around_corners(chains: list[list[Point]]) -> list[Ribbon]:
    """Dashed lines, put together where they have a corner."""
    left, found = list(chains), []
    while left:
        chain = left.pop(0)
        while True:
            near = min(
                (
                    (gap, at, side, at_end)
                    for at, other in enumerate(left)
                    for side in (0, -1)
                    for at_end in (True, False)
                    if (gap := dist(chain[-1 if at_end else 0], other[side])) <= _BEND
                ),
                default=None,
            )
            if near is None:
                break
            _, at, side, at_end = near
            other = left.pop(at)
            more = other if side == 0 else other[::-1]
            chain = [*chain, *more] if at_end else [*more[::-1], *chain]
        found.append(Ribbon(tuple(chain)))
    return found


def _with_heads(lines: Iterable[Ribbon], tips: Iterable[Tip]) -> list[Stroke]:
    strokes = [Stroke(line.points, line.has_head, line.has_tail_head) for line in lines]
    for tip in tips:
        near = min(
            (
                (_to_head(points[-1 if last else 0], tip), at, last)
                for at, points in enumerate(stroke.points for stroke in strokes)
                for last in (True, False)
            ),
            default=None,
        )
        if near is None or near[0] > _HEAD:
            strokes.append(Stroke((tip.base, tip.tip)))
            continue
        _, at, last = near
        stroke = strokes[at]
        if last:
            strokes[at] = stroke._replace(points=(*(stroke.points[:-1] or stroke.points), tip.tip), has_head=True)
        else:
            points = (tip.tip, *(stroke.points[1:] or stroke.points))
            strokes[at] = stroke._replace(points=points, has_tail_head=True)
    return [
        stroke if stroke.has_head or not stroke.has_tail_head else Stroke(stroke.points[::-1])
        for stroke in strokes
    ]


def _to_head(point: Point, tip: Tip) -> float:
    return to_segment(point, tip.base, tip.tip)
