"""The head of a table, however many levels it has, as two rows: groups above, columns below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from ..geometry import Box
from ..sheet import Row
from .grid import has_line_beside
from .lattice import Cell, place_of, starts_of
from .letters import Word
from .rulings import Rulings
from .writing import text_of

_APART: Final = 0.55
"""Of the height of letters: the room between the words of two heads; a space is narrower."""
_NEAR: Final = 0.35
"""Of the narrower column: how far such a gap lies from where the line would be."""


class Head(NamedTuple):
    """The head of a table, as a page prints it."""

    words: Sequence[Word]
    lines: Rulings
    levels: Sequence[float]

    def has_lines(self, columns: Sequence[float], column: int) -> bool:
        """Whether the lowest cell of a column has a line on both sides."""
        return all(
            has_line_beside(self.lines, columns[at], self.levels[-2], self.levels[-1])
            for at in (column, column + 1)
        )


def joined_rows(heads: Iterable[Head], columns: Sequence[float]) -> list[Row]:
    """The head of a table that pages print again: the first, with the name of each column from where its lines are
    drawn, or from where it is not the same as beside it."""
    found = [(head, rows) for head in heads if (rows := head_rows(*head, columns))]
    if len(found) < 2:
        return found[0][1] if found else []
    first = found[0][1]
    found = [(head, rows) for head, rows in found if len(rows) == len(first)]
    names = list(first[-1])
    for column in range(len(names)):
        drawn = [rows[-1] for head, rows in found if head.has_lines(columns, column)]
        own = [rows[-1] for _, rows in found if _is_own(rows[-1], column)]
        names[column] = [*drawn, *own, first[-1]][0][column]
    return [*first[:-1], tuple(names)]


def _is_own(names: Row, column: int) -> bool:
    return all(names[column] != name for name in (*names[:column][-1:], *names[column + 1 :][:1]))


def head_rows(
    words: Iterable[Word], lines: Rulings, levels: Sequence[float], columns: Sequence[float]
) -> list[Row]:
    """One row where there is one level, else two. What stands on a level between is added to the columns below it."""
    if len(levels) < 2:
        return []
    starts = starts_of(lines, levels, columns)
    words = list(words)
    parted = _part_lowest(words, levels, columns, starts)
    held: dict[Cell, list[Word]] = {}
    for word in words:
        place = (place_of(levels, word.box.top, word.box.bottom), place_of(columns, word.box.left, word.box.right))
        if word in parted:
            held.setdefault(parted[word], []).append(word)
        elif None not in place:
            held.setdefault(starts[Cell(*place)], []).append(word)  # type: ignore[arg-type]
    width = {start: columns[at.column + 1] - columns[start.column] for at, start in starts.items()}
    texts = {start: " ".join(text_of(some, width[start]).split()) for start, some in held.items()}
    upper, lower = [""] * (len(columns) - 1), [""] * (len(columns) - 1)
    for column in range(len(columns) - 1):
        here = list(dict.fromkeys(starts[Cell(level, column)] for level in range(len(levels) - 1)))
        here = [start for start in here if texts.get(start)]
        if here and here[0].row == 0:
            if here[0].column == column:
                upper[column] = texts[here[0]]
            here = here[1:]
        if here:
            leaf, *between = [texts[start] for start in reversed(here)]
            lower[column] = f"{leaf} ({', '.join(between)})" if between else leaf
    return [tuple(upper), tuple(lower)] if any(lower) else [tuple(upper)]


def _part_lowest(
    words: Sequence[Word], levels: Sequence[float], columns: Sequence[float], starts: dict[Cell, Cell]
) -> dict[Word, Cell]:
    """Give each column its own lowest head where no line parts two, but their words stand apart: the words of those."""
    last = len(levels) - 2
    found: dict[Word, Cell] = {}
    for start in dict.fromkeys(starts[Cell(last, column)] for column in range(len(columns) - 1)):
        covered = [column for column in range(len(columns) - 1) if starts[Cell(last, column)] == start]
        area = Box(columns[covered[0]], levels[start.row], columns[covered[-1] + 1], levels[last + 1])
        own = [word for word in words if area.distance(*word.middle) == 0]
        cuts = {column: cut for column in covered[1:] if (cut := _cut(own, columns, column)) is not None}
        for at in [at for at, one in starts.items() if one == start and cuts]:
            starts[at] = Cell(start.row, max([start.column, *(column for column in cuts if column <= at.column)]))
        for word in own if cuts else ():
            column = max([start.column, *(column for column, cut in cuts.items() if word.box.left >= cut)])
            found[word] = Cell(start.row, column)
    return found


def _cut(words: Iterable[Word], columns: Sequence[float], column: int) -> float | None:
    """Where the words before and behind a line that is not drawn stand apart; `None` where they do not."""
    around = [
        word.box for word in words if word.box.right > columns[column - 1] and word.box.left < columns[column + 1]
    ]
    room = _NEAR * min(columns[column] - columns[column - 1], columns[column + 1] - columns[column])
    gaps = []
    for box in around:
        behind = min((other.left for other in around if other.left >= box.right), default=None)
        if behind is None or any(other.left < behind and other.right > box.right for other in around):
            continue
        middle = (box.right + behind) / 2
        if behind - box.right >= _APART * box.height and abs(middle - columns[column]) <= room:
            gaps.append((abs(middle - columns[column]), middle))
    return min(gaps)[1] if gaps else None
