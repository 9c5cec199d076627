"""Ways through the ink of a picture."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from math import dist
from typing import Any, Final

from ..geometry import Point, thinned

Spot = tuple[int, int]
"""A place on a picture, in dots from its upper left corner."""
_STRAIGHT: Final = 3.0
"""Dots between a line and its straight pieces."""


def light_of(picture: Any) -> Any:
    """How light each dot of a picture (of Pillow) is, on white paper."""
    from PIL import Image

    seen = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("L")


def around(ink: set[Spot], end: Spot, reach: float) -> int:
    """How much ink is near an end."""
    return sum(dist(spot, end) <= reach for spot in ink)


def near(spot: Spot) -> Iterator[Spot]:
    x, y = spot
    return ((x + dx, y + dy) for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1)))


def way_through(part: set[Spot]) -> list[Spot]:
    """The way through the ink between the two places that are farthest apart."""
    first = _farthest(part, next(iter(sorted(part))))[0]
    last, came_from = _farthest(part, first)
    way = [last]
    while way[-1] != first:
        way.append(came_from[way[-1]])
    return way


def _farthest(part: set[Spot], begin: Spot) -> tuple[Spot, dict[Spot, Spot]]:
    came_from = {begin: begin}
    ahead = deque([begin])
    spot = begin
    while ahead:
        spot = ahead.popleft()
        for other in near(spot):
            if other in part and other not in came_from:
                came_from[other] = spot
                ahead.append(other)
    return spot, came_from


def straightened(path: Sequence[Spot]) -> tuple[Point, ...]:
    """The corners of a way."""
    points = thinned(path, _STRAIGHT)
    return tuple(points) if len(points) > 1 else (points[0], points[0])
