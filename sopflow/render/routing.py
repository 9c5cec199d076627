"""Which way each arrow takes, before anything has a size: from a side of its symbol, by lanes between the rows and
tracks between the columns, to a side of another.

Rows of symbols are bands, with a gap above each and below the last; columns have a corridor on each side. Every arrow
has a lane or a track of its own wherever another might run, so two of them can cross but never lie on one another, and
a symbol is only ever touched where an arrow begins or ends. Between two places an arrow may also drop straight down the
middle of a column in which no symbol stands.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from .chart import Arrow, Symbol
from .sections import Section

Side = Literal["top", "bottom", "left", "right"]


class Port(NamedTuple):
    """Where an arrow touches a symbol."""

    symbol: str
    side: Side


@dataclass(slots=True, eq=False)
class Run:
    """A stretch of a lane (in a gap) or of a track (in a corridor), with the places between which it runs."""

    at: int
    """The gap or the corridor."""
    low: int
    high: int
    index: int = 0
    """Which of the lanes from the top, or of the tracks from the left."""
    order: tuple[float, ...] = (0.0,)


@dataclass(slots=True, eq=False)
class Route:
    """The way of one arrow: `turns` are what it runs along in turn, upright and level; a port stands for the straight
    line through it."""

    arrow: Arrow
    leaves: Port
    enters: Port
    turns: list[Port | Run] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """The routes of a section, and how many lanes and tracks they take."""

    routes: list[Route]
    lanes: list[int]
    """By gap."""
    tracks: list[int]
    """By corridor."""


def plan_of(section: Section, columns: int) -> Plan:
    """Route the arrows of a section."""
    return _Planner(section, columns).plan()


class _Planner:
    def __init__(self, section: Section, columns: int) -> None:
        self.section = section
        self.columns = columns
        self.band_of = {s.id: at for at, band in enumerate(section.bands) for s in band.symbols}
        self.column_of = section.column_of
        self.occupied = [sorted(s.column for s in band.symbols) for band in section.bands]
        self.bands_of: list[list[int]] = [[] for _ in range(columns)]
        """The bands in which a column holds a symbol."""
        for at, band in enumerate(section.bands):
            for symbol in band.symbols:
                self.bands_of[symbol.column].append(at)
        ways = [arrow for arrow in section.arrows if not arrow.is_tie]
        self.entering = Counter(arrow.target.id for arrow in ways)
        self.leaving = Counter(a.source.id for a in ways if self.band_of[a.target.id] > self.band_of[a.source.id])
        self.lanes: list[list[Run]] = [[] for _ in range(len(section.bands) + 1)]
        self.tracks: list[list[Run]] = [[] for _ in range(columns + 1)]
        self.crowds = [_Stretches() for _ in range(columns + 1)]
        """Of the tracks, by corridor."""
        self.middles = [_Stretches() for _ in range(columns)]
        """Stretches of a column's middle that are taken, by bands."""
        self.labelled_below: set[str] = set()
        self.sides: dict[tuple[str, Side], int] = defaultdict(int)

    def plan(self) -> Plan:
        ordered = sorted(self.section.arrows, key=self._urgency)
        routes = {id(arrow): self._route(arrow) for arrow in ordered}
        for runs in self.lanes:
            _stack(runs)
        for runs in self.tracks:
            _stack(runs)
        return Plan(
            [routes[id(arrow)] for arrow in self.section.arrows],
            [max((r.index + 1 for r in runs), default=0) for runs in self.lanes],
            [max((r.index + 1 for r in runs), default=0) for runs in self.tracks],
        )

    def _urgency(self, arrow: Arrow) -> tuple[int, int]:
        """Short ways first: they get the straight lines."""
        below = self.band_of[arrow.target.id] - self.band_of[arrow.source.id]
        return (0, 0) if arrow.is_tie else (1, below) if below > 0 else (2, -below)

    def _route(self, arrow: Arrow) -> Route:
        start, end = self.band_of[arrow.source.id], self.band_of[arrow.target.id]
        if arrow.is_tie and self._side_by_side(arrow, start):
            return self._tie(arrow)
        leaves = Port(arrow.source.id, self._exit(arrow, start, end))
        enters = Port(arrow.target.id, self._entry(arrow, start, end, leaves.side))
        self.sides[leaves] += 1
        self.sides[enters] += 1
        route = Route(arrow, leaves, enters)
        if leaves.side == "bottom":
            self._from_below(route, start, end)
        else:
            self._from_the_side(route, start, end)
        return route

    def _side_by_side(self, arrow: Arrow, band: int) -> bool:
        low, high = sorted((arrow.source.column, arrow.target.column))
        columns = self.occupied[band]
        return low != high and bisect_right(columns, low) == bisect_left(columns, high)

    def _tie(self, arrow: Arrow) -> Route:
        right = arrow.source.column < arrow.target.column
        leaves = Port(arrow.source.id, "right" if right else "left")
        enters = Port(arrow.target.id, "left" if right else "right")
        self.sides[leaves] += 1
        self.sides[enters] += 1
        return Route(arrow, leaves, enters, [leaves])

    def _exit(self, arrow: Arrow, start: int, end: int) -> Side:
        """Forwards by the bottom, backwards by a side. Only one arrow with a label can leave by the bottom, since its
        label stands there."""
        source = arrow.source
        if end > start and arrow.source.kind != "pentagon" and arrow.label:
            if source.id not in self.labelled_below and not self.sides[source.id, "bottom"]:
                self.labelled_below.add(source.id)
                return "bottom"
        elif end > start and source.id not in self.labelled_below:
            return "bottom"
        return self._towards(source, arrow.target)

    def _towards(self, source: Symbol, target: Symbol) -> Side:
        if target.column != source.column:
            return "right" if target.column > source.column else "left"
        left, right = self.sides[source.id, "left"], self.sides[source.id, "right"]
        return "left" if left < right else "right"

    def _entry(self, arrow: Arrow, start: int, end: int, leaves: Side) -> Side:
        """Forwards by the top; backwards by the side on which the arrow runs, and else by the top."""
        if end > start:
            return "top"
        column = arrow.target.column
        if end < start and (self._is_alone(start) or self._beside(arrow.source.column, leaves) == column + 1):
            return leaves
        if end < start and self._beside(arrow.source.column, leaves) == column:
            return "left"
        if arrow.target.kind == "pentagon":
            return "left" if column > arrow.source.column else "right"
        return "top"

    def _is_alone(self, band: int) -> bool:
        """Whether a band holds one symbol, so that its level lines may run through the cells beside it."""
        return len(self.section.bands[band].symbols) == 1

    def _beside(self, column: int, side: Side) -> int:
        return column + 1 if side == "right" else column

    def _from_below(self, route: Route, start: int, end: int) -> None:
        source, target = route.arrow.source.column, route.arrow.target.column
        above = start + 1
        if above == end or self._is_free(target, above, end):
            if above != end:
                self.middles[target].add(above, end)
            if source == target and self._lone(route):
                route.turns = [route.leaves]
            else:
                lane = self._lane(above, _column(source), _column(target), route)
                route.turns = [route.leaves, lane, route.enters]
        elif self._is_free(source, above, end):
            self.middles[source].add(above, end)
            route.turns = [route.leaves, self._lane(end, _column(source), _column(target), route), route.enters]
        else:
            corridor = self._best_corridor(source, target, _gap(above), _gap(end))
            one = self._lane(above, _column(source), _corridor(corridor), route)
            track = self._track(corridor, _gap(above), _gap(end), route)
            other = self._lane(end, _corridor(corridor), _column(target), route)
            route.turns = [route.leaves, one, track, other, route.enters]

    def _from_the_side(self, route: Route, start: int, end: int) -> None:
        source, target = route.arrow.source.column, route.arrow.target.column
        corridor = self._beside(source, route.leaves.side)
        if end < start and route.enters.side == route.leaves.side and self._is_alone(start):
            corridor = self._beside(target, route.enters.side)
        if route.enters.side == "top":
            track = self._track(corridor, _band(start), _gap(end), route)
            lane = self._lane(end, _corridor(corridor), _column(target), route)
            route.turns = [route.leaves, track, lane, route.enters]
            return
        other = self._beside(target, route.enters.side)
        if other == corridor:
            route.turns = [route.leaves, self._track(corridor, _band(start), _band(end), route), route.enters]
            return
        gap = end + 1 if end < start else start
        one = self._track(corridor, _band(start), _gap(gap), route)
        lane = self._lane(gap, _corridor(corridor), _corridor(other), route)
        two = self._track(other, _gap(gap), _band(end), route)
        route.turns = [route.leaves, one, lane, two, route.enters]

    def _lone(self, route: Route) -> bool:
        """Whether nothing else leaves or enters by these sides, so that both ends are in the middle."""
        source = route.arrow.source.id
        alone = self.leaving[source] == 1 or source in self.labelled_below
        return alone and self.entering[route.arrow.target.id] == 1

    def _is_free(self, column: int, above: int, end: int) -> bool:
        """Whether the middle of a column is free from the gap above one band to that above another."""
        bands = self.bands_of[column]
        return bisect_left(bands, above) == bisect_left(bands, end) and not self.middles[column].across(above, end)

    def _best_corridor(self, source: int, target: int, low: int, high: int) -> int:
        def cost(corridor: int) -> tuple[float, int]:
            at = _corridor(corridor)
            way = abs(at - _column(source)) + abs(at - _column(target))
            return way + 0.5 * self.crowds[corridor].across(low, high), corridor

        return min({source, source + 1, target, target + 1}, key=cost)

    def _lane(self, gap: int, one: int, other: int, route: Route) -> Run:
        """Lanes that come from above lie above those that go on below."""
        comes = route.leaves.side == "bottom" and self.band_of[route.leaves.symbol] == gap - 1
        goes = route.enters.side == "top" and self.band_of[route.enters.symbol] == gap
        layer = 0 if comes and not goes else 2 if goes and not comes else 1
        rightwards = other > one
        inner = -abs(other - one) if layer == 0 else abs(other - one)
        run = Run(gap, min(one, other), max(one, other), order=(layer, rightwards, inner))
        self.lanes[gap].append(run)
        return run

    def _track(self, corridor: int, one: int, other: int, route: Route) -> Run:
        """Tracks of symbols on the left lie on the left."""
        sides = []
        for port in (route.leaves, route.enters):
            if port.side in ("left", "right"):
                column = self.column_of[port.symbol]
                if self._beside(column, port.side) == corridor:
                    sides.append(-1 if port.side == "right" else 1)
        side = sum(sides) / len(sides) if sides else 0
        length = abs(one - other)
        run = Run(corridor, min(one, other), max(one, other), order=(side, length if side < 0 else -length))
        self.tracks[corridor].append(run)
        self.crowds[corridor].add(run.low, run.high)
        return run


class _Stretches:
    """Counts how many stretches lie across another."""

    __slots__ = ("highs", "lows")

    def __init__(self) -> None:
        self.lows: list[int] = []
        self.highs: list[int] = []

    def add(self, low: int, high: int) -> None:
        insort(self.lows, low)
        insort(self.highs, high)

    def across(self, low: int, high: int) -> int:
        return bisect_right(self.lows, high) - bisect_left(self.highs, low)


def _stack(runs: list[Run]) -> None:
    """Give each run the first index after those that it would lie on and that come before it in order."""
    places = {place: at for at, place in enumerate(sorted({end for run in runs for end in (run.low, run.high)}))}
    taken = _Skyline(len(places))
    for run in sorted(runs, key=lambda r: (*r.order, r.low, r.high)):
        run.index = taken.put(places[run.low], places[run.high])


class _Skyline:
    """Stretches laid on one another: a tree over the places, with the highest index in each of its parts."""

    def __init__(self, places: int) -> None:
        self.size = 1 << max(0, places - 1).bit_length()
        self.highest = [-1] * (2 * self.size)
        self.whole = [-1] * (2 * self.size)
        """The highest index that holds for a part from end to end."""

    def put(self, low: int, high: int) -> int:
        """Lay a stretch on what lies there; which index that gives it."""
        parts = self._parts(low, high)
        index = 1 + max(self.highest[part] for part in parts)
        for end in (low + self.size, high + self.size):
            while end:
                index = max(index, self.whole[end] + 1)
                end //= 2
        for part in parts:
            self.whole[part] = self.highest[part] = index
        for end in (low + self.size, high + self.size):
            while end := end // 2:
                self.highest[end] = max(self.highest[end], self.highest[2 * end], self.highest[2 * end + 1])
        return index

    def _parts(self, low: int, high: int) -> list[int]:
        """The fewest parts that together are the places from `low` to `high`."""
        found = []
        low, high = low + self.size, high + self.size + 1
        while low < high:
            if low % 2:
                found.append(low)
                low += 1
            if high % 2:
                high -= 1
                found.append(high)
            low, high = low // 2, high // 2
        return found


def _column(column: int) -> int:
    return 2 * column + 1


def _corridor(corridor: int) -> int:
    return 2 * corridor


def _band(band: int) -> int:
    return 2 * band + 1


def _gap(gap: int) -> int:
    return 2 * gap
