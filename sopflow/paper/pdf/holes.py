"""Symbols that are painted in one with their arrows: one area, whose line goes to each of its holes and back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..geometry import Point, area_of
from .symbols import is_same, symbol_of

if TYPE_CHECKING:
    from .page import Path


def taken_apart(path: Path) -> Iterator[Path]:
    """An area without the holes that are symbols, and the lines around these."""
    if not path.is_filled or path.is_stroked:
        yield path
        return
    rest, holes = _parts(path)
    if not holes or (len(holes) == 1 and is_same(path.box, holes[0].box)):
        yield path
        return
    yield path._replace(points=rest, holes=sum(area_of(hole.points) for hole in holes))
    yield from holes


def _parts(path: Path) -> tuple[tuple[Point, ...], list[Path]]:
    way: list[Point] = []
    places: dict[Point, int] = {}
    holes: list[Path] = []
    for point in path.points:
        begin = places.get(point, -1)
        hole = path._replace(points=(*way[begin:], point), is_filled=False, is_stroked=True)
        if begin > 0 and (len(hole.points) < 4 or _is_symbol(hole)):
            if len(hole.points) > 3:
                holes.append(hole)
            for left in way[begin + 1 :]:
                places.pop(left, None)
            del way[begin + 1 :]
        else:
            places[point] = len(way)
            way.append(point)
    return tuple(way), holes


def _is_symbol(path: Path) -> bool:
    found = symbol_of(path)
    return found is not None and not found.doubt
