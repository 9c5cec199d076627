"""Where everything stands: laid out as the official table is, with lanes for its columns, rows from top to bottom, and no
arrow on another. In the pixels of BPMN's tools."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from math import hypot
from typing import Final, NamedTuple

from sopflow.budget import DRAWING, Budget, Spent, Undrawn
from sopflow.definition.arcs import FlowArc
from sopflow.render.chart import Arrow, Chart, Column, Kind, Symbol
from sopflow.render.frame import Frame, Others, Room
from sopflow.render.page import Line, Point, Shape
from sopflow.render.placing import place, stack_of
from sopflow.render.routing import plan_of
from sopflow.render.sections import Sections
from sopflow.render.sizing import SMALL, sizes_of
from sopflow.render.text import LINE

from .model import GATEWAYS, TASKS, Node, Process
from .objects import ICON, Pile, piles_of, placed
from .weaving import DECIDES

_SCALE: Final = 5.5
"""Pixels for a millimetre: the type on arrows is then as high as BPMN's tools write."""
_ORIGIN: Final = 100.0
_HEAD: Final = 30.0
"""The head of a pool, and of its lanes."""
_EVENT: Final = 36.0
_ROOM: Final = 8.0
"""Along the border of a task for an event on it; millimetres."""
_CLEAR: Final = 3
"""Pixels between an event on a border and the line of a data object."""
_ABOVE: Final = 4.0
_PLACED: Final = 20
"""Steps of work for an element or a flow."""


class Box(NamedTuple):
    """A rectangle; `x` and `y` are its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(slots=True)
class Drawing:
    """All places, by the ids of elements and flows."""

    pool: Box
    lanes: dict[str, Box] = field(default_factory=dict)
    shapes: dict[str, Box] = field(default_factory=dict)
    labels: dict[str, Box] = field(default_factory=dict)
    edges: dict[str, tuple[Point, ...]] = field(default_factory=dict)


def drawing_of(process: Process) -> Drawing:
    """Lay a process out. `Undrawn` where that is more work than a picture may take."""
    nodes = {node.id: node for node in process.nodes}
    piles = {pile.id: pile for pile in piles_of(process.papers)}
    chart = _chart(process, nodes, piles.values())
    columns = len(chart.columns)
    rows = 1 + max(node.row for node in process.nodes)
    try:
        Budget(DRAWING).spend(
            columns * rows + _PLACED * (len(chart.symbols) + len(chart.arrows) + len(process.papers))
        )
    except Spent:
        raise Undrawn(limit=DRAWING, row=1, rows=rows) from None
    section = Sections(chart).section(0, rows - 1)
    plan = plan_of(section, columns)
    sizes = sizes_of(section, plan, columns)
    room = Room.of(columns)
    room.grow(plan, sizes)
    frame = Frame(chart.columns, room, _NO_TEXTS, 0.0)
    stack = stack_of(section, plan, sizes, [0.0] * rows, {})
    shapes, lines = place(section, plan, sizes, frame, stack, 0.0, 0.0)
    left, right = frame.borders[0] * _SCALE, frame.borders[-1] * _SCALE
    made = _Placed(left, nodes)
    stacked = {shape.symbol.id: shape for shape in shapes if shape.symbol.kind == "papers"}
    height = (stack.height + 2 * _ABOVE) * _SCALE + _HEAD
    for shape in shapes:
        if shape.symbol.kind != "papers":
            made.shape(shape)
        caption = sizes.captions.get(shape.symbol.id)
        if caption is not None:
            y = shape.y + shape.height / 2 + 0.3
            made.label(shape.symbol.id, shape.x + 0.7, y, caption.width, caption.height)
    flows = [line for line in lines if line.arrow.arc is not None]
    for line in flows:
        made.line(line)
    for line in (line for line in lines if line.arrow.arc is None):
        own, end = (
            (line.arrow.source, line.points[-1])
            if line.arrow.source.kind == "papers"
            else (line.arrow.target, line.points[0])
        )
        pile = piles[own.id]
        made.papers(pile, stacked[own.id], made.beside_events(pile.sheets[0].paper.node, end))
    drawing = Drawing(
        Box(_ORIGIN, _ORIGIN, right - left, height + _HEAD), {}, made.shapes, made.labels, made.edges
    )
    borders = frame.borders[_before(piles.values()) :]
    for lane, one, other in zip(process.lanes, borders, borders[1:], strict=False):
        x = _ORIGIN + one * _SCALE - left
        drawing.lanes[lane.id] = Box(x, _ORIGIN + _HEAD, (other - one) * _SCALE, height)
    return drawing


_NO_TEXTS: Final = Others((0.0,) * 6, (0.0,) * 5 + (1.0,))
"""The columns of texts, which a diagram has not."""


_PAPERS: Final = Column(None, "")


def _before(piles: Collection[Pile]) -> int:
    """How many columns stand before the lanes."""
    return int(any(not pile.is_made for pile in piles))


def _chart(process: Process, nodes: dict[str, Node], piles: Collection[Pile]) -> Chart:
    """The process as symbols one below the other in each row, and arrows between them. An event on the border of a task is
    where its arrow leaves the task. What rows need and make ties to them, in columns of its own."""
    before = _before(piles)
    after = [_PAPERS] * any(pile.is_made for pile in piles)
    columns = [*[_PAPERS] * before, *(Column(lane.actor, lane.name) for lane in process.lanes), *after]
    chart = Chart(tuple(columns))
    bands: dict[int, int] = {}
    symbols: dict[str, Symbol] = {}
    asked = {
        flow.source: nodes[flow.target].name for flow in process.flows if nodes[flow.target].id.endswith(DECIDES)
    }
    for node in process.nodes:
        if node.attached_to is not None:
            continue
        band = bands[node.row] = bands.get(node.row, -1) + 1
        kind: Kind = "gateway" if node.kind in GATEWAYS else "task" if node.kind in TASKS else "event"
        text = node.name if kind == "task" else ""
        caption = node.name if kind == "event" else ""
        symbols[node.id] = Symbol(
            node.id, kind, node.row, band, before + node.lane, text, step=node.id, caption=caption
        )
    chart.symbols += symbols.values()
    width = {
        is_made: max((p.width for p in piles if p.is_made == is_made), default=0.0) for is_made in (False, True)
    }
    for pile in piles:
        beside = symbols[pile.sheets[0].paper.node]
        own = replace(
            beside, id=pile.id, kind="papers", column=len(columns) - 1 if pile.is_made else 0, text="", caption="",
            room=(width[pile.is_made], pile.height),
        )  # fmt: skip
        chart.symbols.append(own)
        chart.arrows.append(Arrow(beside, own) if pile.is_made else Arrow(own, beside))
    for flow in process.flows:
        source = nodes[flow.source]
        host = source.attached_to
        label = source.name if host is not None else flow.name or asked.get(flow.source, "")
        chart.arrows.append(
            Arrow(
                symbols[host or flow.source], symbols[flow.target], FlowArc(flow.source, flow.id, flow.target), label,
                room=_ROOM if host is not None else 0.0,
            )
        )  # fmt: skip
    return chart


class _Placed:
    def __init__(self, left: float, nodes: dict[str, Node]) -> None:
        self.left = left
        self.nodes = nodes
        self.shapes: dict[str, Box] = {}
        self.labels: dict[str, Box] = {}
        self.edges: dict[str, tuple[Point, ...]] = {}

    def _at(self, point: Point) -> Point:
        return (_ORIGIN + point[0] * _SCALE - self.left, _ORIGIN + 2 * _HEAD + (point[1] + _ABOVE) * _SCALE)

    def shape(self, shape: Shape) -> None:
        x, y = self._at((shape.x - shape.width / 2, shape.y - shape.height / 2))
        self.shapes[shape.symbol.id] = Box(x, y, shape.width * _SCALE, shape.height * _SCALE)

    def label(self, id: str, x: float, y: float, width: float, height: float) -> None:
        x, y = self._at((x, y))
        self.labels[id] = Box(x, y, (width + 1.0) * _SCALE, height * _SCALE)

    def beside_events(self, host: str, end: Point) -> Point:
        """Where a line ends at an element: not in an event on its border."""
        x, y = self._at(end)
        events = [
            box
            for id, box in self.shapes.items()
            if id in self.nodes and self.nodes[id].attached_to == host and box.x <= x <= box.x + box.width
        ]
        own = self.shapes[host]
        places = (y, *(own.y + at for at in range(_CLEAR, int(own.height), 2)))
        free = [
            one
            for one in places
            if all(abs(one - box.y - box.height / 2) > box.height / 2 + _CLEAR for box in events)
        ]
        return (end[0], end[1] + (min(free, key=lambda one: abs(one - y), default=y) - y) / _SCALE)

    def papers(self, pile: Pile, shape: Shape, end: Point) -> None:
        for sheet, corner, label, line in placed(pile, shape, end):
            self.shapes[sheet.paper.id] = Box(*self._at(corner), ICON[0] * _SCALE, ICON[1] * _SCALE)
            self.label(sheet.paper.id, label[0] - 0.5, label[1], sheet.width, sheet.height)
            self.edges[sheet.paper.id] = tuple(self._at(point) for point in line)

    def line(self, line: Line) -> None:
        arc = line.arrow.arc
        assert arc is not None
        points = [self._at(point) for point in line.points]
        source = self.nodes[arc.row]
        named = arc.outcome
        if source.attached_to is not None:
            x, y = points[0]
            self.shapes[source.id] = Box(x - _EVENT / 2, y - _EVENT / 2, _EVENT, _EVENT)
            points[0] = _from_edge(points[0], points[1])
            named = source.id
        elif not line.arrow.label:
            named = ""
        elif self.nodes[arc.place].id.endswith(DECIDES):
            named = arc.place
        self.edges[arc.outcome] = tuple(points)
        text = line.label
        if named and text is not None:
            left = text.x - line.label_width if text.align == "right" else text.x
            self.label(named, left, text.y, line.label_width, len(text.lines) * SMALL * LINE)


def _from_edge(middle: Point, towards: Point) -> Point:
    """Where a line leaves an event."""
    dx, dy = towards[0] - middle[0], towards[1] - middle[1]
    length = hypot(dx, dy)
    if length <= _EVENT / 2:
        return middle
    part = _EVENT / 2 / length
    return (middle[0] + dx * part, middle[1] + dy * part)
