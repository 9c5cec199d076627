"""The lines of arrows, with their heads, from what was painted of them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ..drawing.ties import Stroke
from .geometry import area_of, distance, length_of, to_segment
from .ribbons import Ribbon, ribbons_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from .geometry import Point
    from .page import Path
    from .tips import Tip

_THICKEST: Final = 6.0
_SHORTEST: Final = 3.0
_HEAD: Final = 4.0
"""Points between the end of a line and its head."""
_DASH: Final = 16.0
_GAP: Final = 8.0
_SAME: Final = 1.5

IsGrid = "Callable[[Point, Point], bool]"


def strokes_of(
    paths: Iterable[Path], tips: Sequence[Tip], is_grid: Callable[[Point, Point], bool]
) -> list[Stroke]:
    """The lines among some paths, each once, with the heads at their ends."""
    lines = [line for path in paths for line in _lines(path, is_grid)]
    return _with_heads(_undashed(_once(lines)), tips)


def _lines(path: Path, is_grid: Callable[[Point, Point], bool]) -> Iterator[Ribbon]:
    if path.is_stroked:
        for chain in _without(path.points, is_grid):
            if length_of(chain) >= _SHORTEST:
                yield Ribbon(tuple(chain))
    elif path.is_filled and 2 * area_of(path.points) <= _THICKEST * length_of(path.points):
        for ribbon in ribbons_of(path.points):
            if length_of(ribbon.points) >= _SHORTEST and not (
                len(ribbon.points) == 2 and is_grid(ribbon.points[0], ribbon.points[1])
            ):
                yield ribbon


def _without(points: Sequence[Point], is_grid: Callable[[Point, Point], bool]) -> Iterator[list[Point]]:
    """A line without its pieces that belong to the table."""
    chain: list[Point] = []
    for a, b in pairwise(points):
        if is_grid(a, b):
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
        any(
            distance(ends[0], pair[0]) <= _SAME and distance(ends[1], pair[1]) <= _SAME
            for pair in (others, others[::-1])
        )
        and abs(length_of(one.points) - length_of(other.points)) <= 2 * _SAME
    )


def _undashed(lines: Sequence[Ribbon]) -> list[Ribbon]:
    """The lines, with dashes on one straight line as one."""
    found = [line for line in lines if len(line.points) > 2 or length_of(line.points) > _DASH]
    dashes = [line for line in lines if not (len(line.points) > 2 or length_of(line.points) > _DASH)]
    for flat in (0, 1):
        along = 1 - flat
        row = sorted(
            (line for line in dashes if abs(line.points[0][along] - line.points[-1][along]) <= 1),
            key=lambda line: (round(line.points[0][along] / 2), min(p[flat] for p in line.points)),
        )
        dashes = [line for line in dashes if line not in row]
        chain: list[Ribbon] = []
        for line in row:
            if chain and not _goes_on(chain[-1], line, flat):
                found += _as_one(chain, flat)
                chain = []
            chain.append(line)
        found += _as_one(chain, flat)
    return found + dashes


def _goes_on(before: Ribbon, line: Ribbon, flat: int) -> bool:
    gap = min(p[flat] for p in line.points) - max(p[flat] for p in before.points)
    return abs(before.points[0][1 - flat] - line.points[0][1 - flat]) <= 1 and -1 <= gap <= _GAP


def _as_one(chain: Sequence[Ribbon], flat: int) -> list[Ribbon]:
    if len(chain) < 3:
        return list(chain)
    points = sorted((p for line in chain for p in line.points), key=lambda p: p[flat])
    return [Ribbon((points[0], points[-1]))]


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
            strokes[at] = stroke._replace(points=(*_before(stroke.points, tip), tip.tip), has_head=True)
        else:
            points = (tip.tip, *reversed(_before(stroke.points[::-1], tip)))
            strokes[at] = stroke._replace(points=points, has_tail_head=True)
    return [
        stroke if stroke.has_head or not stroke.has_tail_head else Stroke(stroke.points[::-1])
        for stroke in strokes
    ]


def _before(points: tuple[Point, ...], tip: Tip) -> tuple[Point, ...]:
    """The points of a line before its head, which may lie below the head."""
    return points[:-1] if len(points) > 1 else points


def _to_head(point: Point, tip: Tip) -> float:
    return to_segment(point, tip.base, tip.tip)
