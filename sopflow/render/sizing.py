"""How large the symbols of a section are, where on their sides the arrows touch them, and what room that takes.

All lengths are in millimetres. Symbols grow with what they hold and with how many arrows touch them, so that two
arrows on one side are never closer than can be told apart.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import sqrt
from typing import Final, cast

from .chart import Symbol
from .routing import Plan, Port, Run, Side
from .sections import Section
from .text import LINE, widest, widest_word, wrapped

SMALL: Final = 2.2
"""The type in symbols and on arrows."""
PITCH: Final = 1.5
"""Between two lanes, tracks, or arrows on one side of a symbol."""
ENTRY: Final = 2.6
"""Above a symbol: room for an arrow's head."""
EXIT: Final = 1.0
"""Below a symbol."""
ZONE: Final = 1.4
"""Beside a symbol, at least."""
_ROUNDS: Final = 8
"""Of moving ports apart: a port can be a neighbour in several gaps."""
_LABEL_WIDTH: Final = 17.0
_TEXT_WIDTH: Final = 21.0
_SLACK: Final = 0.02
"""So that a word is not broken by a rounding."""
_LEAST: Final = {
    "box": (10.0, 5.4), "capsule": (11.0, 5.0), "diamond": (11.0, 7.4), "pentagon": (5.6, 5.4),
    "task": (18.2, 12.8), "event": (6.6, 6.6), "gateway": (9.1, 9.1), "papers": (0.0, 0.0),
}  # fmt: skip
_PADS: Final = {"task": (5.0, 8.0)}
"""Around the text of a symbol: a task has signs in its corner and at its lower border."""
_PAD: Final = (2.0, 1.6)


@dataclass(slots=True)
class Label:
    """A text on an arrow."""

    lines: tuple[str, ...]
    width: float
    height: float


@dataclass(slots=True)
class Box:
    """A symbol's size and its lines of text."""

    symbol: Symbol
    width: float
    height: float
    lines: tuple[str, ...]

    def edge(self, side: Side, offset: float) -> float:
        """How far the outline is from the middle of the symbol, on a side, `offset` away from that side's middle."""
        along, across = (self.width, self.height) if side in ("top", "bottom") else (self.height, self.width)
        half, depth = along / 2, across / 2
        kind = self.symbol.kind
        if kind in ("diamond", "gateway"):
            return depth * (1 - min(1.0, abs(offset) / half))
        if kind in ("capsule", "event"):
            return _capsule_edge(side in ("left", "right"), abs(offset), half, depth)
        if kind == "pentagon" and side == "bottom":
            return depth - self.height * POINT * min(1.0, abs(offset) / half)
        if kind == "pentagon" and side in ("left", "right"):
            above = half - self.height * POINT
            return depth if offset <= above else depth * max(0.0, (half - offset) / (half - above))
        return depth


POINT: Final = 0.35
"""The part of a pentagon's height that its point takes."""


def _capsule_edge(is_end: bool, offset: float, half: float, depth: float) -> float:
    if is_end:
        radius = half
        return depth - radius + sqrt(max(0.0, radius * radius - offset * offset))
    radius = depth
    beyond = offset - (half - radius)
    return radius if beyond <= 0 else sqrt(max(0.0, radius * radius - beyond * beyond))


@dataclass(slots=True)
class Sizes:
    """What a section needs; offsets are from the middle of a symbol's side, to the right or downwards."""

    boxes: dict[str, Box]
    leaving: dict[int, float]
    """By the position of the route."""
    entering: dict[int, float]
    labels: dict[int, Label]
    captions: dict[str, Label]
    """By the id of the symbol."""
    widths: list[float]
    """Of the symbols, by column."""
    zones: list[tuple[float, float]]
    """Left and right of the symbols, by column."""
    extents: list[tuple[float, float]]
    """Above and below the middle, by band."""


End = tuple[int, bool]
"""One end of a route: its position, and whether it is where the arrow leaves."""


def sizes_of(section: Section, plan: Plan, columns: int) -> Sizes:
    """Sizes and offsets for a section; a pure function of its texts and routes."""
    return _Sizer(section, plan, columns).sizes()


class _Sizer:
    def __init__(self, section: Section, plan: Plan, columns: int) -> None:
        self.section = section
        self.routes = plan.routes
        self.band_of = {s.id: at for at, band in enumerate(section.bands) for s in band.symbols}
        self.column_of = section.column_of
        self.labels = {at: _label(r.arrow.label) for at, r in enumerate(plan.routes) if r.arrow.label}
        self.touching: dict[Port, list[End]] = defaultdict(list)
        for at, route in enumerate(plan.routes):
            self.touching[route.leaves].append((at, True))
            self.touching[route.enters].append((at, False))
        self.captions = {s.id: _label(s.caption) for band in section.bands for s in band.symbols if s.caption}
        self.offsets: dict[End, float] = {}
        self.boxes: dict[str, Box] = {}
        self.zones = [[ZONE, ZONE] for _ in range(columns)]
        self.widths = [0.0] * columns

    def sizes(self) -> Sizes:
        extents = []
        reaches = [[self._measure(symbol) for symbol in band.symbols] for band in self.section.bands]
        self._straighten()
        self._part()
        for band, found in zip(self.section.bands, reaches, strict=True):
            half = max(self.boxes[symbol.id].height for symbol in band.symbols) / 2
            extents.append((max(half, *(up for up, _ in found)), max(half, *(down for _, down in found))))
        return Sizes(
            self.boxes,
            {at: value for (at, leaves), value in self.offsets.items() if leaves},
            {at: value for (at, leaves), value in self.offsets.items() if not leaves},
            self.labels, self.captions, self.widths, [(left, right) for left, right in self.zones], extents,
        )  # fmt: skip

    def _measure(self, symbol: Symbol) -> tuple[float, float]:
        """Size one symbol and set its ports; how far it and its labels reach above and below its middle."""
        top, bottom = self.touching[Port(symbol.id, "top")], self.touching[Port(symbol.id, "bottom")]
        box = _box(symbol, max(len(top), len(bottom)))
        zones = self.zones[symbol.column]
        up = down = stretch = 0.0
        for at, side in ((0, "left"), (1, "right")):
            ends = self.touching[Port(symbol.id, cast("Side", side))]
            high, low = self._beside(ends)
            up, down = max(up, -high), max(down, low)
            stretch = max([stretch, *(abs(self.offsets[end]) for end in ends)])
            labelled = [r for r, leaves in ends if leaves and r in self.labels]
            room = max((self.labels[r].width + self.routes[r].arrow.room / 2 for r in labelled), default=0.0)
            zones[at] = max(zones[at], room + 1.4 if room else ZONE)
        box.height = max(box.height, 2 * stretch + 1.6)
        self._across(top, symbol.column)
        self._across(bottom, symbol.column)
        under = [self.labels[r] for r, leaves in bottom if leaves and r in self.labels]
        zones[1] = max(zones[1], max((label.width for label in under), default=0.0) + 1.2 - box.width / 2)
        self.boxes[symbol.id] = box
        self.widths[symbol.column] = max(self.widths[symbol.column], box.width)
        below = max((label.height for label in under), default=0.0)
        caption = self.captions.get(symbol.id)
        if caption is not None:
            zones[1] = max(zones[1], caption.width + 1.2 - box.width / 2)
            below = max(below, caption.height)
        return max(up, box.height / 2), max(down, box.height / 2 + below)

    def _room(self, end: End) -> float:
        """Above an arrow at a side: its label."""
        at, leaves = end
        if not leaves:
            return PITCH
        label = self.labels[at].height + 1.0 if at in self.labels else PITCH
        return max(label, self.routes[at].arrow.room)

    def _rises(self, end: End) -> bool:
        at, leaves = end
        route = self.routes[at]
        return leaves and self.band_of[route.enters.symbol] <= self.band_of[route.leaves.symbol]

    def _beside(self, ends: list[End]) -> tuple[float, float]:
        """Offsets at a left or right side, from top to bottom; how far up and down they reach with their labels. A line
        that ties two symbols runs through the middle, the others keep away from it."""
        ties = [end for end in ends if self._is_straight(end)]
        others = [end for end in ends if not self._is_straight(end)]
        ups = [end for end in others if self._rises(end)]
        downs = [end for end in others if not self._rises(end)]
        if ties:
            at = -PITCH
            for end in reversed(ups):
                self.offsets[end] = at
                at -= self._room(end)
            highest = at if ups else 0.0
            at = 0.0
            for end in ties:
                self.offsets[end] = at
            for end in downs:
                at += self._room(end)
                self.offsets[end] = at
            return highest, at + 0.6
        stack = [*ups, *downs]
        if not stack:
            return 0.0, 0.0
        at = -sum(map(self._room, stack[1:])) / 2
        highest = at - self._room(stack[0])
        for position, end in enumerate(stack):
            at += self._room(end) if position else 0.0
            self.offsets[end] = at
        return highest, at + 0.6

    def _across(self, ends: list[End], column: int) -> None:
        """Offsets at a top or bottom side, in the order in which the arrows come from the left and from the right."""

        def far(end: End) -> float:
            at, leaves = end
            turns = self.routes[at].turns
            run = next((t for t in (turns if leaves else reversed(turns)) if isinstance(t, Run)), None)
            own = 2 * column + 1
            return own if run is None else run.low if run.high == own else run.high

        ordered = sorted(ends, key=lambda end: (far(end), end))
        gaps = [self._gap(one, other) for one, other in pairwise(ordered)]
        self.offsets.update(zip(ordered, accumulate(gaps, initial=-sum(gaps) / 2), strict=False))

    def _gap(self, one: End, other: End) -> float:
        """Between two arrows at a top or bottom side."""
        rooms = [self.routes[at].arrow.room for at, leaves in (one, other) if leaves]
        return max([PITCH, *(PITCH / 2 + room / 2 for room in rooms), sum(rooms) / 2])

    def _is_straight(self, end: End) -> bool:
        return len(self.routes[end[0]].turns) == 1

    def _straighten(self) -> None:
        """Where an arrow stays in its column, and is alone at one of its ends, that end moves into line with the other."""
        for at, route in enumerate(self.routes):
            if len(route.turns) != 3 or route.leaves.side != "bottom":
                continue
            if self.column_of[route.leaves.symbol] == self.column_of[route.enters.symbol]:
                if len(self.touching[route.enters]) == 1:
                    self.offsets[at, False] = self.offsets[at, True]
                elif len(self.touching[route.leaves]) == 1:
                    self.offsets[at, True] = self.offsets[at, False]

    def _part(self) -> None:
        """Move ports whose lines would lie on one another: uprights of different arrows in one column and gap, and
        levels of neighbours that face each other."""
        groups: dict[tuple[str, int, int], list[End]] = defaultdict(list)
        for at, route in enumerate(self.routes):
            for port, leaves in ((route.leaves, True), (route.enters, False)):
                column = self.column_of[port.symbol]
                if port.side in ("left", "right"):
                    corridor = column + (port.side == "right")
                    groups["level", corridor, self.band_of[port.symbol]].append((at, leaves))
                else:
                    for gap in self._gaps((at, leaves)):
                        groups["upright", gap, column].append((at, leaves))
        for _ in range(_ROUNDS):
            moved = [self._apart(group) for group in groups.values()]
            if not any(moved):
                break
        for (at, leaves), offset in self.offsets.items():
            port = self.routes[at].leaves if leaves else self.routes[at].enters
            box = self.boxes[port.symbol]
            if port.side in ("left", "right"):
                box.height = max(box.height, 2 * abs(offset) + 1.0)
            else:
                box.width = max(box.width, 2 * abs(offset) + 1.0)
                self.widths[box.symbol.column] = max(self.widths[box.symbol.column], box.width)

    def _gaps(self, end: End) -> range:
        """The gaps through which the upright at a port runs."""
        route = self.routes[end[0]]
        runs = [turn for turn in route.turns if isinstance(turn, Run)]
        first, last = self.band_of[route.leaves.symbol] + 1, self.band_of[route.enters.symbol]
        if not runs:
            return range(first, last + 1)
        return range(first, runs[0].at + 1) if end[1] else range(runs[-1].at, last + 1)

    def _firmness(self, end: End) -> tuple[bool, bool, bool, int]:
        """What stays where it is comes first: straight lines, then those with a label."""
        at, leaves = end
        return not self._is_straight(end), not (leaves and at in self.labels), not leaves, at

    def _apart(self, group: list[End]) -> bool:
        moved = False
        taken: list[tuple[float, int]] = []
        for end in sorted(group, key=self._firmness):
            if not self._is_straight(end):
                while self._is_near(end, taken):
                    self.offsets[end] += 0.5
                    moved = True
            insort(taken, (self.offsets[end], end[0]))
        return moved

    def _is_near(self, end: End, taken: list[tuple[float, int]]) -> bool:
        """Whether another arrow is where this one would be."""
        offset = self.offsets[end]
        for at in range(bisect_left(taken, (offset - 0.5,)), len(taken)):
            other, route = taken[at]
            if other > offset + 0.5:
                return False
            if abs(offset - other) < 0.45 and end[0] != route:
                return True
        return False


def _label(text: str) -> Label:
    lines = _lines(text, _LABEL_WIDTH)
    return Label(lines, widest(lines, SMALL), len(lines) * SMALL * LINE)


def _lines(text: str, width: float) -> tuple[str, ...]:
    """Lines no wider than `width`, or than the widest word."""
    lines = wrapped(text, width, SMALL)
    if " ".join(lines) == " ".join(text.split()):
        return lines
    return wrapped(text, max(width, widest_word(text, SMALL) + _SLACK), SMALL)


def _box(symbol: Symbol, ports: int) -> Box:
    width, height = map(max, _LEAST[symbol.kind], symbol.room)
    lines = _lines(symbol.text, _TEXT_WIDTH) if symbol.text else ()
    aside, above = _PADS.get(symbol.kind, _PAD)
    tall = len(lines) * SMALL * LINE + above
    round_ends = max(height, tall) * 0.5 if symbol.kind == "capsule" else 0.0
    width = max(width, widest(lines, SMALL) + aside + round_ends, PITCH * (ports + 1))
    return Box(symbol, width, max(height, tall), lines)
