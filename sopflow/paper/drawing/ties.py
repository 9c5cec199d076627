"""Which strokes lead from which shapes to which.

Ends that lie on a shape belong to it; free ends are joined with each other and with the strokes that they end on; what is
free then belongs to the next shape near by or ahead. Every stroke network with one head is an arrow from each of its other
ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import dist, hypot
from typing import Final, NamedTuple

from sopflow.graph import joined, nearest

from ..geometry import Box, to_segment
from .model import HEADLESS, Kind
from .near import Near

REACH: Final = 6.0
"""Points between the end of a stroke and the shape that it belongs to."""
_TOUCH: Final = 2.5
"""Points between things that meet."""
_AHEAD: Final = 24.0
"""Points from the end of a stroke to a shape that it points to without reaching it."""
_FAR: Final = 12.0
"""Points beyond which that is said."""
_LABEL: Final = 22.0
"""Points between a label and its arrow out of a diamond."""
_CLOSE: Final = 9.0
"""Points between a label and another arrow."""
_BEYOND: Final = 4.0
"""Points that a label counts as farther away from a line that does not run past it."""
TWO_HEADS: Final = "garis dengan kepala panah di kedua ujung"
MANY: Final = "beberapa garis bertemu; arah masing-masing tidak jelas"
SHORT: Final = "ujung garis tidak menyentuh simbol"
FROM_NOWHERE: Final = "pangkal panah tidak ada di simbol mana pun"
TO_NOWHERE: Final = "ujung panah tidak ada di simbol mana pun"


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
    labels: tuple[int, ...] = ()
    """The numbers of the labels that make up `label`."""
    strokes: tuple[int, ...] = ()
    """The numbers of the strokes on the way, beginning at the source."""


class _End(NamedTuple):
    stroke: int
    is_last: bool


class _Reached(NamedTuple):
    """The shape that an end belongs to."""

    shape: int
    is_far: bool


def tied(shapes: Sequence[Shape], strokes: Sequence[Stroke], labels: Sequence[Label]) -> tuple[Tie, ...]:
    """The arrows of one page, with their labels."""
    network = _Network(shapes, strokes)
    ties = [tie for part in network.parts() for tie in network.ties(part)]
    return tuple(_labelled(ties, shapes, strokes, labels))


class _Network:
    """Strokes, and what their ends belong to."""

    def __init__(self, shapes: Sequence[Shape], strokes: Sequence[Stroke]) -> None:
        self.shapes = shapes
        self.strokes = strokes
        self.reached: dict[_End, _Reached] = {}
        self.joined: dict[_End, int] = {}
        """Ends that meet another stroke."""
        ends = [_End(at, last) for at in range(len(strokes)) for last in (False, True)]
        self.ends = ends
        self.near_shapes, self.near_strokes, self.near_ends = Near(), Near(), Near()
        for at, shape in enumerate(shapes):
            self.near_shapes.put(at, *shape.box, REACH)
        for at, stroke in enumerate(strokes):
            self.near_strokes.put_line(at, stroke.points, _TOUCH)
        for at, end in enumerate(ends):
            self.near_ends.put(at, *self.point(end), *self.point(end), _TOUCH)
        for end in ends:
            self._reach(end, REACH if self.has_head(end) else _TOUCH)
        for end in ends:
            self._join_ends(end)
        for end in ends:
            self._join_middle(end)
        for end in ends:
            self._reach(end, REACH)
        for end in ends:
            self._look_ahead(end)
        self.beside: dict[int, set[int]] = {at: set() for at in range(len(strokes))}
        for end, other in self.joined.items():
            self.beside[end.stroke].add(other)
            self.beside[other].add(end.stroke)

    def point(self, end: _End) -> tuple[float, float]:
        return self.strokes[end.stroke].points[-1 if end.is_last else 0]

    def has_head(self, end: _End) -> bool:
        stroke = self.strokes[end.stroke]
        return stroke.has_head if end.is_last else stroke.has_tail_head

    def ahead(self, end: _End, by: float) -> tuple[float, float]:
        """The point so far beyond an end."""
        points = self.strokes[end.stroke].points
        tip, before = (points[-1], points[-2]) if end.is_last else (points[0], points[1])
        long = dist(tip, before) or 1.0
        return tip[0] + (tip[0] - before[0]) / long * by, tip[1] + (tip[1] - before[1]) / long * by

    def is_free(self, end: _End) -> bool:
        return end not in self.reached and end not in self.joined

    def _reach(self, end: _End, room: float) -> None:
        if not self.is_free(end):
            return
        point, further = self.point(end), self.ahead(end, 2.0)
        near = min(
            (
                (gap, gap_to(shape, *further), at)
                for at in self.near_shapes.around(*point)
                for shape in (self.shapes[at],)
                if (gap := gap_to(shape, *point)) <= room
            ),
            default=None,
        )
        if near is not None:
            self.reached[end] = _Reached(near[2], False)

    def _join_ends(self, end: _End) -> None:
        if not self.is_free(end) or self.has_head(end):
            return
        for other in map(self.ends.__getitem__, self.near_ends.around(*self.point(end))):
            if (
                other.stroke != end.stroke
                and other not in self.reached
                and not self.has_head(other)
                and dist(self.point(end), self.point(other)) <= _TOUCH
            ):
                self.joined[end] = other.stroke
                return

    def _join_middle(self, end: _End) -> None:
        if not self.is_free(end):
            return
        point = self.point(end)
        near = min(
            (
                (away, at)
                for at in self.near_strokes.around(*point)
                if at != end.stroke and (away := way_to(self.strokes[at], point)) <= _TOUCH
            ),
            default=None,
        )
        if near is not None:
            self.joined[end] = near[1]

    def _look_ahead(self, end: _End) -> None:
        if not self.is_free(end):
            return
        for step in range(1, int(_AHEAD / 2) + 1):
            point = self.ahead(end, 2.0 * step)
            for at in self.near_shapes.around(*point):
                if gap_to(self.shapes[at], *point) <= 1.0:
                    self.reached[end] = _Reached(at, 2 * step > _FAR)
                    return

    def parts(self) -> list[list[int]]:
        """Strokes that hang together."""
        return joined(len(self.strokes), ((end.stroke, other) for end, other in self.joined.items()))

    def ties(self, part: Sequence[int]) -> Iterator[Tie]:
        """The arrows of strokes that hang together."""
        ends = [
            end
            for at in part
            for end in (_End(at, False), _End(at, True))
            if end not in self.joined or self.has_head(end)
        ]
        heads = [end for end in ends if self.has_head(end) and end not in self.joined]
        tails = [end for end in ends if not self.has_head(end)]
        if not heads and len(tails) == 2:
            tails.sort(key=lambda end: (self.point(end)[1], self.point(end)[0]))
            yield from self._tie(tails[0], tails[1], part, HEADLESS)
        elif len(heads) == 2 and not tails:
            yield from self._tie(heads[0], heads[1], part, TWO_HEADS)
        elif not tails or not heads:
            for end in [*heads, *tails]:
                reached = self.reached.get(end)
                shape = reached.shape if reached else None
                if end in heads:
                    yield Tie(None, shape, doubt=FROM_NOWHERE, strokes=tuple(part))
                elif shape is not None:
                    yield Tie(shape, None, doubt=TO_NOWHERE, strokes=tuple(part))
        else:
            doubt = MANY if len(heads) > 1 and len(tails) > 1 else ""
            for tail in tails:
                for head in heads:
                    yield from self._tie(tail, head, part, doubt)

    def _tie(self, tail: _End, head: _End, part: Sequence[int], doubt: str) -> Iterator[Tie]:
        source, target = self.reached.get(tail), self.reached.get(head)
        if source is None and target is None:
            if self.has_head(head):
                yield Tie(None, None, doubt=FROM_NOWHERE, strokes=tuple(part))
            return
        if source is not None and target is not None and source.shape == target.shape:
            if not self.has_head(head):
                return
            if sum(len(self.strokes[at].points) for at in part) < 3:
                source = None  # a head whose line is missing
        if not doubt:
            if source is None:
                doubt = FROM_NOWHERE
            elif target is None:
                doubt = TO_NOWHERE
            elif source.is_far or target.is_far:
                doubt = SHORT
        ends = (source.shape if source else None, target.shape if target else None)
        yield Tie(*ends, doubt=doubt, strokes=self._way(tail.stroke, head.stroke))

    def _way(self, begin: int, end: int) -> tuple[int, ...]:
        """The strokes from one to another."""
        if begin == end:
            return (begin,)
        way = nearest(begin, lambda at: ((other, other) for other in self.beside[at]), lambda _, at: at == end)
        return (begin, *(way or ()))


def gap_to(shape: Shape, x: float, y: float) -> float:
    """From a point to a shape; of a diamond, to its slanted sides."""
    if shape.kind != "decision":
        return shape.box.distance(x, y)
    box = shape.box
    half = (box.width / 2 or 1.0, box.height / 2 or 1.0)
    dx, dy = abs(x - box.middle_x), abs(y - box.middle_y)
    over = dx / half[0] + dy / half[1] - 1
    slanted = over / hypot(1 / half[0], 1 / half[1])
    return max(0.0, slanted, shape.box.distance(x, y))


def way_to(stroke: Stroke, point: tuple[float, float]) -> float:
    """From a point to the nearest of a stroke."""
    return min(to_segment(point, a, b) for a, b in pairwise(stroke.points))


def _labelled(
    ties: Sequence[Tie], shapes: Sequence[Shape], strokes: Sequence[Stroke], labels: Sequence[Label]
) -> list[Tie]:
    """The arrows with the labels that stand next to them, the nearest first; an arrow out of a diamond comes before
    others, and a stroke that only this arrow goes along before one that it shares."""
    shared: dict[int, int] = {}
    for tie in ties:
        for at in tie.strokes:
            shared[at] = shared.get(at, 0) + 1
    near = sorted(
        (counted + (0 if _is_decision(tie, shapes) else _CLOSE), number, at)
        for number, label in enumerate(labels)
        for at, tie in enumerate(ties)
        for away, counted in (
            _away(label, [strokes[k] for k in [k for k in tie.strokes if shared[k] == 1] or tie.strokes]),
        )
        if away <= _LABEL
    )
    found = list(ties)
    used: set[int] = set()
    for _, number, at in near:
        tie = found[at]
        if number not in used and not tie.labels:
            used.add(number)
            found[at] = tie._replace(label=labels[number].text, labels=(number,))
    return found


def _is_decision(tie: Tie, shapes: Sequence[Shape]) -> bool:
    return tie.source is not None and shapes[tie.source].kind == "decision"


def _away(label: Label, strokes: Iterable[Stroke]) -> tuple[float, float]:
    """From a label to the nearest of some strokes, as it is and as it counts."""
    ways = [
        (away, away + (0.0 if _runs_past(label.box, a, b) else _BEYOND))
        for stroke in strokes
        for a, b in pairwise(stroke.points)
        for away in (_box_to_piece(label.box, a, b),)
    ]
    return min(ways, key=lambda way: way[1], default=(float("inf"), float("inf")))


def _runs_past(box: Box, a: tuple[float, float], b: tuple[float, float]) -> bool:
    """Whether a straight piece goes some way along a side of a box."""
    return (
        min(box.right, max(a[0], b[0])) - max(box.left, min(a[0], b[0])) > _TOUCH
        or min(box.bottom, max(a[1], b[1])) - max(box.top, min(a[1], b[1])) > _TOUCH
    )


def _box_to_piece(box: Box, a: tuple[float, float], b: tuple[float, float]) -> float:
    steps = max(1, int(dist(a, b) / 3))
    return min(
        box.distance(a[0] + (b[0] - a[0]) * step / steps, a[1] + (b[1] - a[1]) * step / steps)
        for step in range(steps + 1)
    )
