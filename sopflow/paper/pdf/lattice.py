"""Tables without symbols, such as the identity page: every line ends a cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Final, NamedTuple

from sopflow.graph import joined

from ..geometry import Box
from ..sheet import Row
from .grid import has_line_below, has_line_beside, merged
from .letters import Word
from .opening import check_table
from .rulings import Rulings
from .writing import text_of

_SHORTEST: Final = 10.0
_TOUCH: Final = 3.0
_SMALLEST: Final = (60.0, 10.0)
"""Points: width and height of a table."""


class Lattice(NamedTuple):
    """A table at its place."""

    box: Box
    rows: tuple[Row, ...]


def lattices(lines: Rulings, words: Iterable[Word]) -> list[Lattice]:
    """The tables that some lines make, from top to bottom, with the words in them."""
    found = [_lattice(part, words) for part in _connected(lines)]
    found.sort(key=lambda one: (one.box.top, one.box.left))
    outer = [
        one for one in found if not any(other is not one and one.box.is_within(other.box, 1) for other in found)
    ]
    return [one for one in outer if sum(len(row) for row in one.rows) > 1 and any(map(any, one.rows))]


def _connected(lines: Rulings) -> Iterator[Rulings]:
    """Lines that touch, as parts that may be tables."""
    across = [line for line in lines.across if line.length >= _SHORTEST]
    down = [line for line in lines.down if line.length >= _SHORTEST]
    touching = (
        (d, a)
        for a, line in enumerate(across)
        for d, other in enumerate(down, len(across))
        if line.covers(other.at, _TOUCH) and other.covers(line.at, _TOUCH)
    )
    for part in joined(len(across) + len(down), touching):
        horizontal = [across[at] for at in part if at < len(across)]
        vertical = [down[at - len(across)] for at in part if at >= len(across)]
        if len(horizontal) < 2 or len(vertical) < 2:
            continue
        width = max(line.at for line in vertical) - min(line.at for line in vertical)
        height = max(line.at for line in horizontal) - min(line.at for line in horizontal)
        if width >= _SMALLEST[0] and height >= _SMALLEST[1]:
            yield lines._replace(across=tuple(horizontal), down=tuple(vertical))


def _lattice(lines: Rulings, words: Iterable[Word]) -> Lattice:
    xs = merged(line.at for line in lines.down)
    ys = merged(line.at for line in lines.across)
    check_table(len(xs), len(ys), len(lines.across) + len(lines.down))
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    cells = starts_of(lines, ys, xs)
    widths: dict[tuple[int, int], float] = {}
    for (_, c), start in cells.items():
        widths[start] = max(widths.get(start, 0.0), xs[c + 1] - xs[start[1]])
    held: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        place = (place_of(ys, word.box.top, word.box.bottom), place_of(xs, word.box.left, word.box.right))
        if place in cells:
            held.setdefault(cells[place], []).append(word)
    texts = {start: text_of(some, widths[start]) for start, some in held.items()}
    columns = sorted({c for _, c in texts})
    rows = sorted({r for r, _ in texts})
    return Lattice(box, tuple(tuple(texts.get((r, c), "") for c in columns) for r in rows))


class Cell(NamedTuple):
    """A place between two lines across and two down."""

    row: int
    column: int


def starts_of(lines: Rulings, rows: Sequence[float], columns: Sequence[float]) -> dict[Cell, Cell]:
    """By place the first one of its cell: no line parts it from the place above, or from one beside it that begins there."""
    starts: dict[Cell, Cell] = {}
    for row, column in product(range(len(rows) - 1), range(len(columns) - 1)):
        at = Cell(row, column)
        beside = starts.get(Cell(row, column - 1), at)
        starts[at] = at
        if row and not has_line_below(lines, columns[column], columns[column + 1], rows[row]):
            starts[at] = starts[Cell(row - 1, column)]
        elif beside.row == row and not has_line_beside(lines, columns[column], rows[row], rows[row + 1]):
            starts[at] = beside
    return starts


def place_of(borders: Sequence[float], begin: float, end: float) -> int | None:
    """Between which borders the middle of something lies."""
    middle = (begin + end) / 2
    return next((at for at in range(len(borders) - 1) if borders[at] <= middle < borders[at + 1]), None)
