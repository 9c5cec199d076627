"""From routes and sizes to places: the rows of a section one below the other, its symbols in their columns, and every
arrow as points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from .frame import Frame
from .page import Line, Point, Shape, Text
from .routing import Plan, Port, Route, Run
from .sections import Section
from .sizing import ENTRY, EXIT, PITCH, SMALL, Sizes

_LANES_END: Final = 0.5
"""Between the last lane of a row and its rule."""


@dataclass(slots=True)
class Stack:
    """Heights: of the rows (with the strips of connectors) and of everything in them."""

    rows: list[tuple[int, float, float]]
    """Row, its upper rule, its height; a band lies between it and the row before."""
    middles: list[float]
    """Of the bands."""
    lanes: list[float]
    """The upper end of each gap's lanes."""

    @property
    def height(self) -> float:
        return self.rows[-1][1] + self.rows[-1][2]


def stack_of(
    section: Section, plan: Plan, sizes: Sizes, texts: Sequence[float], above: Mapping[int, float]
) -> Stack:
    """Stack the bands from 0 downwards; `texts` are the heights that the rows' texts need, `above` what is to be left
    free above a row."""
    rows: list[tuple[int, float, float]] = []
    middles = [0.0] * len(section.bands)
    lanes = [0.0] * (len(section.bands) + 1)
    y = 0.0
    for row, group in groupby(enumerate(section.bands), key=lambda one: one[1].row):
        bands = [at for at, _ in group]
        y += above.get(row, 0.0)
        top = y
        if bands[0] == 0:
            lanes[0] = top + _LANES_END
            y += _lanes_height(plan.lanes[0])
        needed = y - top + sum(_band_height(at, plan, sizes) for at in bands)
        height = max(needed, texts[row] if row >= 0 else 0.0)
        y += (height - needed) / 2
        for at in bands:
            up, down = sizes.extents[at]
            middles[at] = y + ENTRY + up
            y += ENTRY + up + down + EXIT
            if at == bands[-1]:
                y = top + height
                lanes[at + 1] = y - _LANES_END - PITCH * plan.lanes[at + 1]
            else:
                lanes[at + 1] = y
                y += _lanes_height(plan.lanes[at + 1])
        rows.append((row, top, height))
    return Stack(rows, middles, lanes)


def _band_height(at: int, plan: Plan, sizes: Sizes) -> float:
    up, down = sizes.extents[at]
    return ENTRY + up + down + EXIT + _lanes_height(plan.lanes[at + 1])


def _lanes_height(lanes: int) -> float:
    return lanes * PITCH + _LANES_END if lanes else 0.0


def place(
    section: Section, plan: Plan, sizes: Sizes, frame: Frame, stack: Stack, x: float, y: float
) -> tuple[list[Shape], list[Line]]:
    """Symbols and arrows, the table's upper left corner being at (`x`, `y`)."""
    return _Placer(section, plan, sizes, frame, stack, x, y).placed()


class _Placer:
    def __init__(
        self, section: Section, plan: Plan, sizes: Sizes, frame: Frame, stack: Stack, x: float, y: float
    ) -> None:
        self.plan = plan
        self.sizes = sizes
        self.frame = frame
        self.stack = stack
        self.origin = (x, y)
        self.shapes: dict[str, Shape] = {}
        for at, band in enumerate(section.bands):
            for symbol in band.symbols:
                box = sizes.boxes[symbol.id]
                middle = (x + frame.middles[symbol.column], y + stack.middles[at])
                self.shapes[symbol.id] = Shape(symbol, *middle, box.width, box.height, box.lines)

    def placed(self) -> tuple[list[Shape], list[Line]]:
        return list(self.shapes.values()), [self._line(at, route) for at, route in enumerate(self.plan.routes)]

    def _line(self, at: int, route: Route) -> Line:
        leaving, entering = self.sizes.leaving[at], self.sizes.entering[at]
        start, end = self._touch(route.leaves, leaving), self._touch(route.enters, entering)
        along: list[float] = []
        for turn in route.turns:
            if isinstance(turn, Run):
                along.append(self._run(turn, is_level=self._is_level(route, len(along))))
            else:
                point = start if turn is route.leaves else end
                along.append(point[1] if self._is_level(route, len(along)) else point[0])
        corners: list[Point] = []
        for position, (one, other) in enumerate(pairwise(along)):
            corners.append((other, one) if self._is_level(route, position) else (one, other))
        return Line(route.arrow, _straightened([start, *corners, end]), *self._label(at, route, start))

    def _is_level(self, route: Route, position: int) -> bool:
        return (route.leaves.side in ("left", "right")) == (position % 2 == 0)

    def _run(self, run: Run, *, is_level: bool) -> float:
        if is_level:
            return self.origin[1] + self.stack.lanes[run.at] + PITCH * (run.index + 0.5)
        return self.origin[0] + self.frame.track(run.at, run.index)

    def _touch(self, port: Port, offset: float) -> Point:
        shape = self.shapes[port.symbol]
        edge = self.sizes.boxes[port.symbol].edge(port.side, offset)
        if port.side in ("left", "right"):
            return (shape.x + (edge if port.side == "right" else -edge), shape.y + offset)
        return (shape.x + offset, shape.y + (edge if port.side == "bottom" else -edge))

    def _label(self, at: int, route: Route, start: Point) -> tuple[Text | None, float]:
        label = self.sizes.labels.get(at)
        if label is None:
            return None, 0.0
        shape = self.shapes[route.leaves.symbol]
        side = route.leaves.side
        aside = route.arrow.room / 2
        if side == "bottom":
            return Text(start[0] + 0.7 + aside, shape.y + shape.height / 2, label.lines, SMALL), label.width
        y = start[1] - 0.3 - label.height
        if side == "right":
            return Text(shape.x + shape.width / 2 + 0.5 + aside, y, label.lines, SMALL), label.width
        return Text(shape.x - shape.width / 2 - 0.5 - aside, y, label.lines, SMALL, align="right"), label.width


def _straightened(points: list[Point]) -> tuple[Point, ...]:
    """Without corners that turn nowhere."""
    found: list[Point] = []
    for point in points:
        if found and abs(found[-1][0] - point[0]) < 1e-9 and abs(found[-1][1] - point[1]) < 1e-9:
            continue
        if len(found) >= 2 and _in_line(found[-2], found[-1], point):
            found[-1] = point
        else:
            found.append(point)
    return tuple(found)


def _in_line(a: Point, b: Point, c: Point) -> bool:
    return (abs(a[0] - b[0]) < 1e-9 and abs(b[0] - c[0]) < 1e-9) or (
        abs(a[1] - b[1]) < 1e-9 and abs(b[1] - c[1]) < 1e-9
    )
