"""Where what was drawn goes: into the tables, and what is part of no drawing into the text or the list of the unread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..drawing import Gap
from ..sheet import Row, Table, Tall

if TYPE_CHECKING:
    from ..sheets.gathering import Gathering
    from .placing import Found, Leftover


class Read(NamedTuple):
    """A table that was taken up, and its place among the parts."""

    part: int
    rows: Sequence[Row]
    tall: tuple[Tall, ...]


def settle(
    gathering: Gathering, found: Found, tables: Sequence[Read], place: Callable[[int | None, int, int], str]
) -> None:
    """A text box outside of all tables is a line, and one in a table on which nothing is drawn is text of its cell."""
    beside: dict[int, list[Leftover]] = {}
    gaps: dict[int, list[Gap]] = {}
    for left in found.leftovers:
        figure = left.placed.figure
        if left.table is None and figure.text and figure.form in ("label", "symbol"):
            gathering.line_at(left.placed.line, figure.text)
        elif left.table is not None and figure.form == "label" and not found.drawings[left.table].symbols:
            beside.setdefault(left.table, []).append(left)
        else:
            gathering.unread(figure.text, place(left.table, left.row, left.column), left.why)
            if left.table is not None and figure.form == "other":
                gap = Gap(left.row, left.row, (left.column,), "bentuk")
                gaps.setdefault(left.table, []).append(gap)
    for at, table in enumerate(tables):
        rows = list(table.rows)
        for left in beside.get(at, ()):
            cells = list(rows[left.row])
            cells += [""] * (left.column + 1 - len(cells))
            cells[left.column] = f"{cells[left.column]}\n{left.placed.figure.text}".strip()
            rows[left.row] = tuple(cells)
        made = Table(tuple(rows), found.drawings[at]._replace(gaps=tuple(gaps.get(at, ()))), table.tall)
        gathering.replace(table.part, made)
