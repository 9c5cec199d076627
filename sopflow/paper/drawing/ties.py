"""Which strokes lead from which shapes to which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model import Kind

REACH: Final = 6.0
"""Points between the end of a stroke and the shape that it belongs to."""


class Box(NamedTuple):
    """A rectangle on a page, in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def distance(self, x: float, y: float) -> float:
        """From a point to the nearest edge or inner point."""
        return max(self.left - x, x - self.right, self.top - y, y - self.bottom, 0.0)


class Shape(NamedTuple):
    """A symbol at its place."""

    kind: Kind
    box: Box
    text: str = ""


class Stroke(NamedTuple):
    """A line of straight pieces, with the ends that have an arrow's head."""

    points: tuple[tuple[float, float], ...]
    has_head: bool = True
    """At its last point."""
    has_tail_head: bool = False
    """At its first point."""


class Label(NamedTuple):
    """A text that stands free on the drawing."""

    text: str
    box: Box


class Tie(NamedTuple):
    """A stroke between two shapes, as their numbers; `None` for an end at no shape."""

    source: int | None
    target: int | None
    label: str = ""
    doubt: str = ""


def tied(shapes: Sequence[Shape], strokes: Sequence[Stroke], labels: Sequence[Label]) -> tuple[Tie, ...]:
    """The arrows of one page."""
    ties = []
    for stroke in strokes:
        ends = [stroke.points[0], stroke.points[-1]]
        if stroke.has_tail_head and not stroke.has_head:
            ends.reverse()
        source, target = (_nearest(shapes, *end) for end in ends)
        ties.append(Tie(source, target))
    return tuple(ties)


def _nearest(shapes: Sequence[Shape], x: float, y: float) -> int | None:
    found = min(range(len(shapes)), key=lambda at: shapes[at].box.distance(x, y), default=None)
    return found if found is not None and shapes[found].box.distance(x, y) <= REACH else None
