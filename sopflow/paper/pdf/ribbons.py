"""The centre lines of arrows that are painted as areas: thin rectangles, and polygons with bends, notches and heads."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from math import dist
from typing import Final, NamedTuple

from ..geometry import Point, edges_of

_THICKEST: Final = 6.0
_SHORTEST: Final = 1.5
_PARALLEL: Final = -0.985
_JOIN: Final = 4.0
_HEAD: Final = 16.0
"""Points: the longest head of an arrow."""
_SIDE: Final = 8.0
"""Points: the longest side of a head that is an angle."""
_BACK: Final = 1.5
"""Points that such a side reaches back, and aside."""
_EVEN: Final = 1.2


class Ribbon(NamedTuple):
    """A centre line, and the tips that its polygon has at its ends."""

    points: tuple[Point, ...]
    has_head: bool = False
    has_tail_head: bool = False


_Piece = tuple["Point", "Point"]


class _Edge(NamedTuple):
    a: Point
    b: Point
    length: float
    along: Point

    @classmethod
    def between(cls, a: Point, b: Point) -> _Edge:
        long = dist(a, b) or 1.0
        return cls(a, b, long, ((b[0] - a[0]) / long, (b[1] - a[1]) / long))

    def place(self, point: Point) -> tuple[float, float]:
        """How far along the edge a point lies, and how far to its side."""
        x, y = point[0] - self.a[0], point[1] - self.a[1]
        return x * self.along[0] + y * self.along[1], x * self.along[1] - y * self.along[0]


def ribbons_of(points: Sequence[Point]) -> list[Ribbon]:
    """The centre lines of a polygon, from its edges that run side by side in opposite directions."""
    corners = list(points[:-1] if points[0] == points[-1] else points)
    edges = [_Edge.between(a, b) for a, b in edges_of(corners) if dist(a, b) > _SHORTEST]
    pieces = list(_pieces(sorted(edges, key=lambda edge: -edge.length)))
    heads, pieces = _angles(pieces, corners)
    return [_with_tips(chain, corners, heads) for chain in _chains(pieces, heads)]


def _pieces(edges: list[_Edge]) -> Iterator[_Piece]:
    used: set[_Edge] = set()
    for edge in edges:
        if edge in used:
            continue
        beside: list[tuple[float, float, float]] = []
        for other in edges:
            if other is edge or other in used:
                continue
            if edge.along[0] * other.along[0] + edge.along[1] * other.along[1] > _PARALLEL:
                continue
            (end, off), (begin, off_too) = edge.place(other.a), edge.place(other.b)
            side = (off + off_too) / 2
            if abs(side) > _THICKEST or min(end, edge.length) - max(begin, 0.0) <= 0.5 * other.length:
                continue
            if edge.length < 1.5 * abs(side):
                continue
            beside.append((max(begin, -abs(side)), min(end, edge.length + abs(side)), side))
            used.add(other)
        if not beside:
            continue
        used.add(edge)
        begin = (min(one[0] for one in beside) + 0.0) / 2
        end = (max(one[1] for one in beside) + edge.length) / 2
        side = sum(one[2] for one in beside) / len(beside) / 2
        yield _at(edge, begin, side), _at(edge, end, side)


def _at(edge: _Edge, along: float, side: float) -> Point:
    return (
        edge.a[0] + edge.along[0] * along + edge.along[1] * side,
        edge.a[1] + edge.along[1] * along - edge.along[0] * side,
    )


def _angles(pieces: list[_Piece], corners: Sequence[Point]) -> tuple[dict[Point, Point], list[_Piece]]:
    """The tips of heads that are angles, by the ends of the pieces that they are at; and the pieces without their
    sides."""
    heads: dict[Point, Point] = {}
    sides: set[_Piece] = set()
    short = [piece for piece in pieces if dist(*piece) <= _SIDE]
    for piece in pieces:
        for before, end in (piece, piece[::-1]):
            edge = _Edge.between(before, end)
            back = [
                (off, side)
                for side in short
                if side != piece
                for near, far in (side, side[::-1])
                for (along, off) in (edge.place(far),)
                if dist(near, end) <= _JOIN and edge.length - _SIDE <= along < edge.length - _BACK
            ]
            if len(back) != 2 or abs(back[0][0] + back[1][0]) > _EVEN or abs(back[0][0] - back[1][0]) < 2 * _BACK:
                continue
            heads[end] = max(
                (corner for corner in corners if dist(corner, end) <= _JOIN and abs(edge.place(corner)[1]) <= 1),
                key=lambda corner: edge.place(corner)[0],
                default=end,
            )
            sides.update(side for _, side in back)
    return heads, [piece for piece in pieces if piece not in sides]


def _chains(pieces: list[_Piece], heads: Container[Point]) -> Iterator[list[Point]]:
    """Pieces of one polygon, put together where their ends meet."""
    left = list(pieces)
    while left:
        chain = list(left.pop(0))
        while left:
            near = min(
                (
                    (dist(end, piece[side]), at, side, at_end)
                    for at, piece in enumerate(left)
                    for side in (0, 1)
                    for at_end, end in ((True, chain[-1]), (False, chain[0]))
                    if end not in heads and piece[side] not in heads
                ),
                default=(_JOIN + 1, 0, 0, False),
            )
            if near[0] > _JOIN:
                break
            _, at, side, at_end = near
            piece = left.pop(at)
            chain = [*chain, piece[1 - side]] if at_end else [piece[1 - side], *chain]
        yield chain


def _with_tips(chain: list[Point], corners: Sequence[Point], heads: Mapping[Point, Point]) -> Ribbon:
    chain = list(chain)
    tips = []
    for _ in range(2):
        tip = heads.get(chain[-1]) or _tip(chain[-2], chain[-1], corners)
        tips.append(tip is not None)
        if tip is not None:
            chain[-1] = tip
        chain.reverse()
    return Ribbon(tuple(chain), *tips)


def _tip(before: Point, end: Point, corners: Sequence[Point]) -> Point | None:
    """The tip of a head that a polygon has beyond the end of its centre line."""
    if before == end:
        return None
    edge = _Edge.between(before, end)
    long = edge.length
    places = [(*edge.place(corner), corner) for corner in corners]
    ahead = [one for one in places if -1 < one[0] - long <= _HEAD]
    tip = max(ahead, key=lambda one: one[0], default=None)
    if tip is None or abs(tip[1]) > 1.0 or tip[0] - long < 2:
        return None
    wings = [one[1] for one in ahead if one[0] < tip[0] - 1.5]
    is_even = bool(wings) and abs(min(wings) + max(wings)) < 1.0
    return tip[2] if is_even and max(wings) > 1.5 else None
