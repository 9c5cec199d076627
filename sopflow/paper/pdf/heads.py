"""The head of a table, however many levels it has, as two rows: groups above, columns below."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .grid import has_line_below, has_line_beside
from .lattice import place_of
from .writing import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..sheet import Row
    from .page import Word
    from .rulings import Rulings


class _Cell(NamedTuple):
    level: int
    column: int


def head_rows(
    words: Iterable[Word], lines: Rulings, levels: Sequence[float], columns: Sequence[float]
) -> list[Row]:
    """One row where there is one level, else two. What stands on a level between is added to the columns below it."""
    if len(levels) < 2:
        return []
    starts: dict[_Cell, _Cell] = {}
    for level in range(len(levels) - 1):
        for column in range(len(columns) - 1):
            starts[_Cell(level, column)] = _start(lines, levels, columns, starts, level, column)
    held: dict[_Cell, list[Word]] = {}
    for word in words:
        place = (
            place_of(levels, word.box.top, word.box.bottom),
            place_of(columns, word.box.left, word.box.right),
        )
        if None not in place:
            held.setdefault(starts[_Cell(*place)], []).append(word)  # type: ignore[arg-type]
    width = {start: columns[at.column + 1] - columns[start.column] for at, start in starts.items()}
    texts = {start: " ".join(text_of(some, width[start]).split()) for start, some in held.items()}
    upper, lower = [""] * (len(columns) - 1), [""] * (len(columns) - 1)
    for column in range(len(columns) - 1):
        here = list(dict.fromkeys(starts[_Cell(level, column)] for level in range(len(levels) - 1)))
        here = [start for start in here if texts.get(start)]
        if here and here[0].level == 0:
            if here[0].column == column:
                upper[column] = texts[here[0]]
            here = here[1:]
        if here:
            leaf, *between = [texts[start] for start in reversed(here)]
            lower[column] = f"{leaf} ({', '.join(between)})" if between else leaf
    return [tuple(upper), tuple(lower)] if any(lower) else [tuple(upper)]


def _start(
    lines: Rulings,
    levels: Sequence[float],
    columns: Sequence[float],
    starts: dict[_Cell, _Cell],
    level: int,
    column: int,
) -> _Cell:
    """The first place of the cell that a place belongs to."""
    if level and not has_line_below(lines, columns[column], columns[column + 1], levels[level]):
        return starts[_Cell(level - 1, column)]
    if column and not has_line_beside(lines, columns[column], levels[level], levels[level + 1]):
        beside = starts[_Cell(level, column - 1)]
        return beside if beside.level == level else _Cell(level, column)
    return _Cell(level, column)
