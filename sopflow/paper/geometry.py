"""Points, boxes, hulls and distances."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import dist
from typing import NamedTuple

Point = tuple[float, float]


class Box(NamedTuple):
    """A rectangle on a page, in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def distance(self, x: float, y: float) -> float:
        """From a point to the nearest edge or inner point."""
        return max(self.left - x, x - self.right, self.top - y, y - self.bottom, 0.0)

    def is_within(self, other: Box, slack: float) -> bool:
        """Whether it lies in another, or no more than so far beyond it."""
        is_across = self.left >= other.left - slack and self.right <= other.right + slack
        return is_across and self.top >= other.top - slack and self.bottom <= other.bottom + slack

    def at(self, x: float, y: float) -> Point:
        """The point at a share of its width and of its height."""
        return self.left + x * self.width, self.top + y * self.height

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def middle_x(self) -> float:
        return (self.left + self.right) / 2

    @property
    def middle_y(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def middle(self) -> Point:
        return self.middle_x, self.middle_y


def box_of(points: Iterable[Point]) -> Box:
    """The rectangle around points."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def box_around(boxes: Iterable[Box]) -> Box:
    """The rectangle around others."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def hull_of(points: Iterable[Point]) -> list[Point]:
    """The corners of what a rubber band around points would be, in order."""
    some = sorted(set(points))
    if len(some) < 3:
        return some

    def half(part: Iterable[Point]) -> list[Point]:
        chain: list[Point] = []
        for point in part:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        return chain[:-1]

    return half(some) + half(reversed(some))


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def area_of(polygon: Sequence[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in edges_of(polygon))) / 2


def centre_of(polygon: Sequence[Point]) -> Point:
    """The centre of an area."""
    twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in edges_of(polygon))
    if not twice:
        return polygon[0]
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in edges_of(polygon)) / (3 * twice)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in edges_of(polygon)) / (3 * twice)
    return x, y


def length_of(points: Sequence[Point]) -> float:
    return sum(dist(a, b) for a, b in pairwise(points))


def edges_of(polygon: Sequence[Point]) -> Iterable[tuple[Point, Point]]:
    return zip(polygon, [*polygon[1:], polygon[0]], strict=True)


def to_segment(point: Point, a: Point, b: Point) -> float:
    """From a point to the nearest point between two others."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    long = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / long)) if long else 0.0
    return dist(point, (a[0] + t * dx, a[1] + t * dy))


def crossing(a: Point, b: Point, c: Point, d: Point) -> Point | None:
    """Where the straight lines through two pairs of points cross; `None` where they do not."""
    by = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0])
    if not by:
        return None
    t = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / by
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def corners_of(hull: Sequence[Point], slack: float) -> list[Point]:
    """The corners of a hull without those that stand out by less than `slack`."""
    if len(hull) < 4:
        return list(hull)
    first = max(range(len(hull)), key=lambda at: dist(hull[at], hull[0]))
    second = max(range(len(hull)), key=lambda at: dist(hull[at], hull[first]))
    first, second = sorted((first, second))
    turned = [*hull[first:], *hull[:first], hull[first]]
    return [*thinned(turned[: second - first + 1], slack)[:-1], *thinned(turned[second - first :], slack)[:-1]]


def thinned(chain: Sequence[Point], slack: float) -> list[Point]:
    """A line without its corners that stand out by less than `slack` (Ramer 1972, Douglas and Peucker 1973)."""
    keep = {0, len(chain) - 1}
    work = [(0, len(chain) - 1)]
    while work:
        begin, end = work.pop()
        at = max(range(begin + 1, end), key=lambda k: to_segment(chain[k], chain[begin], chain[end]), default=None)
        if at is not None and to_segment(chain[at], chain[begin], chain[end]) > slack:
            keep.add(at)
            work += [(begin, at), (at, end)]
    return [chain[at] for at in sorted(keep)]
