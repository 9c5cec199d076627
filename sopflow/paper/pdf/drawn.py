"""What is drawn on a part of a table: symbols in its rows, the arrows between them, and the words that belong to both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import dist
from typing import Final, NamedTuple

from ..drawing.model import TAIL, Arrow, Gap, Symbol
from ..drawing.ties import Shape, Stroke, Tie, tied
from ..geometry import Box, Point, length_of
from .grid import Region
from .labels import holders_of, labels_of
from .lattice import place_of
from .letters import Word
from .page import Page, Path, Picture
from .strokes import strokes_of
from .symbols import Found, is_edge, is_same, symbols_of, without_cells
from .tips import tip_of, tips_of
from .writing import lines_of

_AROUND: Final = 70.0
"""Points above and below the rows of a page where symbols may lead to other pages."""
_ON_LINE: Final = 1.6
_SHORTEST: Final = 8.0
_OVER: Final = 0.75
"""The share of a symbol that lies in its row where nothing is said about it."""
_PICTURE: Final = "isinya tidak terbaca: mungkin simbol, panah, atau keterangan panah"
_BELOW: Final = 0.5
_PARTLY: Final = 0.25
"""The share of a column from which a symbol over several others may mean it too."""
_PART: Final = "simbol meliputi sebagian dari kolom lain; mungkin pelaksananya juga"
_OVER_LINE: Final = "simbol terletak di atas garis baris"


class Drawn(NamedTuple):
    """A drawing on a page; rows are counted from the first of the page's."""

    symbols: tuple[Symbol, ...]
    arrows: tuple[Arrow, ...]
    words: frozenset[Word]
    """The words that symbols and arrows took."""
    unread: tuple[tuple[Gap, str], ...]
    """What is told, with the reason in Indonesian."""
    free: tuple[Gap, ...]
    """Where an arrow of `arrows` ends at no symbol."""
    boxes: tuple[Box, ...]
    """The places of symbols and pictures that are among the others."""
    ends: tuple[Point, ...]
    """The ends of lines that are among them, or are told."""


def drawn(
    page: Page, region: Region, columns: Sequence[float], actors: range, above: float, below: float
) -> Drawn:
    """The drawing on one page's part of a table, whose symbols stand in the columns `actors`; `above` and `below` are
    the heights between which nothing but this table stands."""
    left, right = columns[actors.start], columns[actors.stop]
    area = Box(
        columns[0],
        max(above, region.rows[0] - (0.0 if region.head else _AROUND)),
        columns[-1],
        min(below, region.bottom + _AROUND),
    )
    paths = [path for path in page.paths if _meets(path.box, area)]
    lines = (columns, region.rows)
    tips = [tip for tip in tips_of(paths) if area.distance(*tip.tip) == 0]
    pictures = [one for one in page.pictures if _is_among(one.box, region, left, right)]
    read = [one.seen for one in pictures if one.seen is not None]
    symbols = [
        symbol
        for symbol in (
            *without_cells(symbols_of(paths, tips), *lines),
            *(one for seen in read for one in seen.symbols),
        )
        if left - 4 <= symbol.box.middle_x <= right + 4
        and (symbol.kind == "connector" or region.rows[0] <= symbol.box.middle_y <= region.bottom)
    ]
    rest = [path for path in paths if not _is_symbol(path, symbols)]
    covered = [one.box for one in symbols if any(path.is_white and is_same(path.box, one.box) for path in paths)]
    hidden = [tip.tip for tip in tips if any(_lies_in(box, tip.tip, tip.base) for box in covered)]
    strokes = strokes_of((path for path in rest if tip_of(path) is None), tips, _Grid(columns, region.rows, paths))
    strokes = [_with_seen_heads(stroke, hidden) for stroke in strokes]
    strokes += [one.line for one in pictures if one.line is not None]
    strokes += [line for seen in read for line in seen.lines]
    held = holders_of(
        [word for word in page.words if _meets(word.box, area)],
        [Shape(symbol.kind, symbol.box) for symbol in symbols],
    )
    inside = {word for some in held for word in some}
    free = labels_of(
        word
        for word in page.words
        if word not in inside
        and left <= word.middle[0] <= right
        and region.rows[0] <= word.middle[1] <= region.bottom
    )
    shapes = [Shape(symbol.kind, symbol.box, _text(some)) for symbol, some in zip(symbols, held, strict=True)]
    ties = tied(shapes, strokes, [one.label for one in free])
    used = {at for tie in ties if tie.source is not None or tie.target is not None for at in tie.strokes}
    cells = _Cells(columns, region.rows, actors)
    loose = [
        at
        for at, points in enumerate(stroke.points for stroke in strokes)
        if at not in used
        and (length_of(points) >= _SHORTEST or strokes[at].has_head)
        and left <= points[0][0] <= right
        and region.rows[0] <= points[0][1] <= region.bottom
    ]
    return Drawn(
        tuple(_symbol(page, region, columns, actors, *pair) for pair in zip(symbols, shapes, strict=True)),
        tuple(
            Arrow(tie.source, tie.target, tie.label, page.number, tie.doubt)
            for tie in ties
            if tie.source is not None or tie.target is not None
        ),
        frozenset(inside | {word for tie in ties for at in tie.labels for word in free[at].words}),
        (
            *((cells.of_picture(one), _PICTURE) for one in pictures if one.line is None and one.seen is None),
            *((cells.of_box(box), _PICTURE) for seen in read for box in seen.others),
            *((cells.gap("garis", strokes[at].points), "ujungnya tidak menyentuh simbol") for at in loose),
        ),
        tuple(
            cells.gap(TAIL if tie.source is None else "panah", [end])
            for tie in ties
            if (tie.source is None) != (tie.target is None) and tie.strokes
            for end in (_free_end(tie, strokes),)
            if left <= end[0] <= right and region.rows[0] <= end[1] <= region.bottom
        ),
        (*(one.box for one in symbols), *(one.box for one in pictures)),
        tuple(
            point for at in (*sorted(used), *loose) for point in (strokes[at].points[0], strokes[at].points[-1])
        ),
    )


def _meets(box: Box, area: Box) -> bool:
    return box.left <= area.right and area.left <= box.right and box.top <= area.bottom and area.top <= box.bottom


def _with_seen_heads(stroke: Stroke, hidden: Sequence[Point]) -> Stroke:
    """A line with two heads without the one that may lie below the ground of a symbol."""
    if stroke.has_head and stroke.has_tail_head:
        if any(dist(tip, stroke.points[0]) < _BELOW for tip in hidden):
            return stroke._replace(has_tail_head=False)
        if any(dist(tip, stroke.points[-1]) < _BELOW for tip in hidden):
            return stroke._replace(points=stroke.points[::-1], has_tail_head=False)
    return stroke


def _lies_in(box: Box, *points: Point) -> bool:
    return all(box.left < x < box.right and box.top < y < box.bottom for x, y in points)


def _is_symbol(path: Path, symbols: Iterable[Found]) -> bool:
    """Whether a path is of a symbol: painted around it or along its edge."""
    box = path.box
    return any(
        is_same(box, symbol.box) or (symbol.kind == "activity" and is_edge(path.points, box, symbol.box))
        for symbol in symbols
    )


class _Grid:
    """Which straight pieces are lines of the table: those on one of them and painted like most of them, and those from
    one line to another."""

    def __init__(self, columns: Sequence[float], rows: Sequence[float], paths: Iterable[Path]) -> None:
        self.columns, self.rows = columns, rows
        stroked = filled = 0.0
        for path in paths:
            for a, b in pairwise(path.points):
                if self._lies_on(a, b):
                    stroked += dist(a, b) if path.is_stroked else 0.0
                    filled += dist(a, b) / 2 if path.is_filled and not path.is_stroked else 0.0
        self.is_stroked = stroked > filled

    def _lies_on(self, a: Point, b: Point) -> bool:
        if abs(a[1] - b[1]) <= _ON_LINE:
            return _is_near(self.rows, (a[1] + b[1]) / 2)
        return abs(a[0] - b[0]) <= _ON_LINE and _is_near(self.columns, (a[0] + b[0]) / 2)

    def __call__(self, a: Point, b: Point, *, is_stroked: bool, leads: bool) -> bool:
        if not leads and is_stroked == self.is_stroked and self._lies_on(a, b):
            return True
        if abs(a[1] - b[1]) <= _ON_LINE:
            return all(_is_near(self.columns, x) for x in (a[0], b[0]))
        return abs(a[0] - b[0]) <= _ON_LINE and all(_is_near(self.rows, y) for y in (a[1], b[1]))


def _is_near(lines: Iterable[float], place: float) -> bool:
    return any(abs(line - place) <= _ON_LINE for line in lines)


def _text(words: Iterable[Word]) -> str:
    return " ".join(word.text for line in lines_of(words) for word in line)


def _symbol(
    page: Page, region: Region, columns: Sequence[float], actors: range, found: Found, shape: Shape
) -> Symbol:
    box = found.box
    row = place_of(region.rows, box.top, box.bottom)
    doubt = found.doubt
    if row is None:
        row = 0 if box.top < region.rows[0] else len(region.rows) - 2
    elif found.kind != "connector":
        within = min(box.bottom, region.rows[row + 1]) - max(box.top, region.rows[row])
        if within < _OVER * box.height:
            doubt = doubt or _OVER_LINE
    shares = {
        at: (min(box.right, columns[at + 1]) - max(box.left, columns[at])) / (columns[at + 1] - columns[at])
        for at in actors
    }
    covered = tuple(at for at, share in shares.items() if share > 0.5)
    if len(covered) > 1 and any(share > _PARTLY for at, share in shares.items() if at not in covered):
        doubt = doubt or _PART
    if not covered:
        at = place_of(columns, box.left, box.right)
        covered = (min(max(actors.start if at is None else at, actors.start), actors.stop - 1),)
    return Symbol(found.kind, row, covered, shape.text, page.number, doubt)


def _is_among(box: Box, region: Region, left: float, right: float) -> bool:
    """Whether the middle of something lies where symbols and arrows are."""
    return left <= box.middle_x <= right and region.rows[0] <= box.middle_y <= region.bottom


class _Cells(NamedTuple):
    """The cells of one page in which symbols stand."""

    columns: Sequence[float]
    rows: Sequence[float]
    actors: range

    def gap(self, what: str, points: Iterable[Point]) -> Gap:
        """The cells from the first to the last that some points lie in."""
        points = list(points)
        rows = [at for _, y in points if (at := place_of(self.rows, y, y)) is not None] or [0]
        places = [at for x, _ in points if (at := place_of(self.columns, x, x)) is not None and at in self.actors]
        columns = tuple(range(min(places), max(places) + 1)) if places else ()
        return Gap(min(rows), max(rows), columns, what)

    def of_box(self, box: Box) -> Gap:
        return self.gap("gambar", [(box.left, box.top), (box.right, box.bottom)])

    def of_picture(self, picture: Picture) -> Gap:
        """The cells of a picture; a word on it hides no symbol."""
        found = self.of_box(picture.box)
        return found if picture.has_area else found._replace(columns=())


def _free_end(tie: Tie, strokes: Sequence[Stroke]) -> Point:
    """Where an arrow that touches one symbol ends otherwise."""
    if tie.source is None:
        first = strokes[tie.strokes[0]]
        return first.points[-1 if first.has_tail_head else 0]
    last = strokes[tie.strokes[-1]]
    return last.points[-1 if last.has_head or not last.has_tail_head else 0]
