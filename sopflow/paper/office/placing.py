"""Figures at their places become symbols in rows and columns of tables, and arrows between symbols."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import Final, NamedTuple

from ..drawing import Arrow, Drawing, Symbol
from ..drawing.model import HEADLESS
from ..drawing.near import Near
from ..drawing.ties import REACH, Label, Shape, Stroke, tied
from ..geometry import Box
from .figures import Figure, Key
from .labels import gap, labelled

_FAR: Final = 30.0
"""Points within which an end that touches nothing may still mean a symbol; more would be another row."""
_TOUCH: Final = 3.0
"""Points between lines that meet."""
_GUESSED: Final = "barisnya ditaksir dari letaknya, karena tinggi baris tidak tertulis"
_BELOW: Final = "letaknya di luar baris-baris tabel"
_LOOSE: Final = "ujung panah tidak menyentuh simbol; diambil yang terdekat"
_NOWHERE: Final = "ujung panah tidak pada simbol mana pun"
_BOTH_WAYS: Final = "kepala panah di kedua ujung"
_OTHER_TABLE: Final = "panah ke simbol di tabel lain"


class Ground(NamedTuple):
    """A table as it lies on an unrolled page: the edges of its columns and rows, in points."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    low: tuple[float, ...]
    """The edges of the rows, were each as low as it can be."""

    def row_at(self, y: float, *, low: bool = False) -> int:
        """The row at a height; -1 above the table, the number of rows below it."""
        edges = self.low if low else self.rows
        return bisect_right(edges, y) - 1 if y < edges[-1] else len(edges) - 1

    def columns_under(self, box: Box) -> tuple[int, ...]:
        """Those that a box covers by more than half, else the one of its middle."""
        edges = self.columns
        covered = tuple(
            at
            for at in range(len(edges) - 1)
            if min(box.right, edges[at + 1]) - max(box.left, edges[at]) > (edges[at + 1] - edges[at]) / 2 > 0
        )
        middle = bisect_right(edges, box.middle_x) - 1
        return covered or (min(max(middle, 0), len(edges) - 2),)

    def holds(self, box: Box) -> bool:
        """Whether the middle of a box is on the table."""
        x, y = box.middle
        return self.columns[0] - REACH <= x <= self.columns[-1] + REACH and self.rows[0] <= y <= self.rows[-1]


class Placed(NamedTuple):
    """A figure on the unrolled page."""

    figure: Figure
    lift: float = 0.0
    """How much higher it lies where all rows above are as low as they can be."""
    table: int | None = None
    """The table in a cell of which the file puts it."""
    line: int = 0
    """Where a text that stands outside of all tables belongs."""


class Leftover(NamedTuple):
    """A figure outside of all drawings."""

    placed: Placed
    table: int | None
    row: int
    column: int
    why: str


class Found(NamedTuple):
    """What figures came to: a drawing for each table, and what is part of none."""

    drawings: tuple[Drawing, ...]
    leftovers: tuple[Leftover, ...]


def placed_on(grounds: Sequence[Ground], figures: Sequence[Placed]) -> Found:
    """Every figure is in a drawing or among the leftovers."""
    return _Placing(grounds, figures).found()


class _Tie(NamedTuple):
    source: int | None
    target: int | None
    doubt: str
    figure: Figure


class _Placing:
    def __init__(self, grounds: Sequence[Ground], figures: Sequence[Placed]) -> None:
        self.grounds = grounds
        self.figures = figures
        self.leftovers: list[Leftover] = []
        self.tops = [ground.rows[0] for ground in grounds]
        self.homes: dict[int, list[Placed]] = defaultdict(list)
        self.symbols: dict[int, list[tuple[Symbol, Figure]]] = defaultdict(list)
        self.by_key: dict[Key, list[tuple[int, int]]] = defaultdict(list)
        self.by_number: dict[str, list[tuple[int, int]]] = defaultdict(list)

    def found(self) -> Found:
        for one in self.figures:
            if one.figure.form == "symbol":
                self.symbol(one)
            elif one.figure.form == "other":
                self.left(one, one.figure.what or "bukan simbol")
        for table, symbols in self.symbols.items():
            symbols.sort(key=lambda one: (one[0].row, one[1].box.left))
            for at, (_, figure) in enumerate(symbols):
                if figure.key is not None:
                    self.by_key[figure.key].append((table, at))
                    self.by_number[figure.key.number].append((table, at))
        for one in self.figures:
            if one.figure.form in ("line", "label"):
                home = self.home(one)
                if home is None:
                    self.left(one, "di luar tabel")
                else:
                    self.homes[home].append(one)
        drawings = [self.drawing(table) for table in range(len(self.grounds))]
        return Found(tuple(drawings), tuple(self.leftovers))

    def table_of(self, one: Placed) -> int | None:
        if one.table is not None:
            return one.table
        box = one.figure.box
        at = bisect_right(self.tops, box.middle_y) - 1
        return at if at >= 0 and self.grounds[at].holds(box) else None

    def symbol(self, one: Placed) -> None:
        table, figure = self.table_of(one), one.figure
        if table is None:
            self.left(one, "simbol di luar tabel")
            return
        ground = self.grounds[table]
        y = figure.box.middle_y
        row = ground.row_at(y)
        doubts = [figure.doubt]
        if row != ground.row_at(y - one.lift, low=True):
            doubts.append(_GUESSED)
        if not 0 <= row < len(ground.rows) - 1:
            doubts.append(_BELOW)
            row = min(max(row, 0), len(ground.rows) - 2)
        made = Symbol(
            figure.kind, row, ground.columns_under(figure.box), figure.text, doubt="; ".join(filter(None, doubts))
        )
        self.symbols[table].append((made, figure))

    def left(self, one: Placed, why: str) -> None:
        table, box = self.table_of(one), one.figure.box
        if table is None:
            self.leftovers.append(Leftover(one, None, -1, -1, why))
            return
        ground = self.grounds[table]
        row = min(max(ground.row_at(box.middle_y), 0), len(ground.rows) - 2)
        self.leftovers.append(Leftover(one, table, row, ground.columns_under(box)[0], why))

    # -- arrows

    def drawing(self, table: int) -> Drawing:
        symbols = self.symbols[table]
        shapes = [Shape(symbol.kind, figure.box, symbol.text) for symbol, figure in symbols]
        near = Near()
        for at, shape in enumerate(shapes):
            near.put(at, *shape.box, _FAR)
        ties: list[_Tie] = []
        loose: list[Placed] = []
        labels: list[Placed] = []
        for one in self.homes[table]:
            if one.figure.form == "label":
                labels.append(one)
            elif (tie := self.tie(one.figure, table, shapes, near)) is not None:
                ties.append(tie)
            else:
                loose.append(one)
        arrows, free = _arrows(ties, shapes, labels)
        joined, unused = self.joined(shapes, near, loose, free, ties)
        for one in unused:
            self.left(one, "teks di gambar yang bukan milik sebuah panah")
        return Drawing(tuple(symbol for symbol, _ in symbols), (*arrows, *joined))

    def home(self, one: Placed) -> int | None:
        """The table to which a line or a text belongs: that of the symbol from which the file says it comes."""
        named = (self.meant(key) for key in (one.figure.start, one.figure.end))
        return next((found[0] for found in named if found is not None), self.table_of(one))

    def meant(self, key: Key | None) -> tuple[int, int] | None:
        """The symbol that a connector names. Numbers repeat in a file where shapes were copied: then its group decides."""
        if key is None:
            return None
        near, all_of = self.by_key[key], self.by_number[key.number]
        return near[0] if len(near) == 1 else all_of[0] if len(all_of) == 1 else None

    def tie(self, figure: Figure, table: int, shapes: Sequence[Shape], around: Near) -> _Tie | None:
        """A line whose ends are named or touch symbols; `None` where one end is free."""
        doubts = [figure.doubt]
        ends: list[int | None] = []
        bare = [_touched(shapes, around, point) for point in (figure.points[0], figure.points[-1])]
        for key, near in zip((figure.start, figure.end), bare, strict=True):
            meant = self.meant(key)
            if meant is not None and meant[0] != table:
                doubts.append(_OTHER_TABLE)
                ends.append(None)
            elif meant is None and near is None:
                return None
            else:
                ends.append(meant[1] if meant is not None else near)
        return _tie(figure, ends, doubts)

    def joined(
        self,
        shapes: Sequence[Shape],
        near: Near,
        loose: Sequence[Placed],
        free: Sequence[Placed],
        whole: Sequence[_Tie],
    ) -> tuple[list[Arrow], list[Placed]]:
        """Lines with free ends may be the pieces of one arrow; what stays free leads to the symbol that is nearest."""
        if not loose:
            return [], list(free)
        strokes = [Stroke(one.figure.points, one.figure.has_head, one.figure.has_tail_head) for one in loose]
        labels = [Label(one.figure.text, one.figure.box) for one in free]
        found = tied(shapes, strokes, labels)
        if len(found) < len(loose):
            used = [tie.label for tie in found]
            unused = [one for one in free if not any(one.figure.text in text for text in used)]
            return [Arrow(*tie[:3], doubt=tie.doubt or _doubt_of(tie.source, tie.target)) for tie in found], unused
        lines = Near()
        for at, tie in enumerate(whole):
            lines.put_line(at, tie.figure.points, _TOUCH)
        ties = [self.guessed(one.figure, shapes, near, whole, lines) for one in loose]
        return _arrows(ties, shapes, free)

    def guessed(
        self, figure: Figure, shapes: Sequence[Shape], around: Near, whole: Sequence[_Tie], lines: Near
    ) -> _Tie:
        """A line with a free end: it runs into another arrow, or to the symbol that is not far."""
        ends: list[int | None] = []
        doubts = [figure.doubt]
        for key, (x, y) in zip((figure.start, figure.end), (figure.points[0], figure.points[-1]), strict=True):
            meant = self.meant(key)
            if meant is not None:
                ends.append(meant[1])
                continue
            beside = (whole[at] for at in lines.around(x, y))
            joint = next((tie for tie in beside if gap(Box(x, y, x, y), tie.figure.points) <= _TOUCH), None)
            if joint is not None and _touched(shapes, around, (x, y)) is None:
                is_target = (len(ends) == 1) != (figure.has_tail_head and not figure.has_head)
                ends.append(joint.target if is_target else joint.source)
                if is_target and not figure.has_tail_head:
                    figure = figure._replace(has_head=True)
                continue
            others = [at for at in around.around(x, y) if at not in ends]
            near = min(others, key=lambda at: shapes[at].box.distance(x, y), default=None)
            distance = shapes[near].box.distance(x, y) if near is not None else _FAR + 1
            ends.append(near if distance <= _FAR else None)
            if distance > REACH:
                doubts.append(_LOOSE if distance <= _FAR else _NOWHERE)
        return _tie(figure, ends, list(dict.fromkeys(doubts)))


def _arrows(
    ties: Sequence[_Tie], shapes: Sequence[Shape], labels: Sequence[Placed]
) -> tuple[list[Arrow], list[Placed]]:
    """Lines as arrows with the texts that stand at them, and the texts that stand at none."""
    texts, rest = labelled(
        [(tie.figure, tie.source is not None and shapes[tie.source].kind == "decision") for tie in ties],
        [one.figure for one in labels],
    )
    arrows = [
        Arrow(tie.source, tie.target, said.text, doubt="; ".join(filter(None, (tie.doubt, said.doubt))))
        for tie, said in zip(ties, texts, strict=True)
    ]
    return arrows, [labels[at] for at in rest]


def _touched(shapes: Sequence[Shape], around: Near, point: tuple[float, float]) -> int | None:
    """The symbol at a point."""
    near = min(around.around(*point), key=lambda at: shapes[at].box.distance(*point), default=None)
    return near if near is not None and shapes[near].box.distance(*point) <= REACH else None


def _doubt_of(source: int | None, target: int | None) -> str:
    return _NOWHERE if source is None or target is None else ""


def _tie(figure: Figure, ends: list[int | None], doubts: list[str]) -> _Tie:
    if figure.has_head == figure.has_tail_head:
        doubts.append(_BOTH_WAYS if figure.has_head else HEADLESS)
    elif figure.has_tail_head:
        ends = ends[::-1]
    return _Tie(ends[0], ends[1], "; ".join(filter(None, doubts)), figure)
