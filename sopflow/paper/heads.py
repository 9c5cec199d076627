"""The heads of an official table: which column holds what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from sopflow.definition import duration

from .sheet import Row
from .wordings import folded, guessed, is_group, is_standard, meant, unit_of

_SEARCHED: Final = 30
_DEEPEST: Final = 3
_RIGHT: Final = ("inputs", "time", "output", "remarks")
_NUMBER: Final = re.compile(r"\(?\d{1,3}\s*[a-z]?[.)]?")

Said = tuple[tuple[str, str], ...]
"""What a person says of columns: a key of `Columns.at`, `position` or `other`, and the head."""


class Columns(NamedTuple):
    """Where each thing stands; `actors` are the columns of positions, by their heads."""

    width: int
    at: dict[str, int]
    actors: tuple[tuple[int, str], ...]
    head_row: int
    """The first row of the heads."""
    first_row: int
    """The first row below them."""
    heads: tuple[str, ...] = ()
    """The text over each column, of all rows of heads."""
    unit: str = ""
    """The unit of time that stands in the head and not in the cells."""
    alike: tuple[str, ...] = ()
    """Heads of positions that stand over several columns."""
    same: tuple[str, ...] = ()
    """The names of those columns."""
    groups: tuple[str, ...] = ()
    """Heads over several columns that are part of no column's name."""
    rows: tuple[Row, ...] = ()
    """The rows of heads."""
    by_place: int | None = None
    """The column of inputs where its head says nothing and only its place below Mutu Baku does."""

    def head(self, column: int) -> str | None:
        return next((key for key, at in self.at.items() if at == column), None)

    def head_over(self, column: int) -> str:
        """What is printed over a column."""
        return self.heads[column] if column < len(self.heads) else ""


def columns_of(rows: Sequence[Row], said: Said = ()) -> Columns | None:
    """The columns of a table that begins with heads, on one row, two or three, perhaps with their numbers below; `None`
    for one without, and for one that has no heads of which something is said."""
    for first in range(min(len(rows), _SEARCHED)):
        if not any(rows[first]):
            continue
        for depth in range(min(_DEEPEST, len(rows) - first), 0, -1):
            found = _Heads(rows, first, depth, said).columns()
            if found is not None:
                return found
    return None


def heads_in(rows: Sequence[Row]) -> tuple[str, ...]:
    """The heads that a table seems to have, to tell a person."""
    found = columns_of(rows)
    if found is not None:
        return tuple(dict.fromkeys(head for head in found.heads if head))
    first: Row = next((row for row in rows[:_SEARCHED] if sum(map(bool, row)) > 2), ())
    return tuple(dict.fromkeys(" ".join(cell.split()) for cell in first if cell))


class _Heads:
    """Some rows, tried as the heads of what stands below."""

    def __init__(self, rows: Sequence[Row], first: int, depth: int, said: Said) -> None:
        self.rows = rows
        self.first = first
        self.depth = depth
        self.said = said
        taken = rows[first : first + depth]
        self.width = max(map(len, taken))
        self.grid = [[" ".join(cell.split()) for cell in row] + [""] * (self.width - len(row)) for row in taken]
        self.folded = [[folded(cell) for cell in row] for row in self.grid]
        self.own = [self._own(column) for column in range(self.width)]
        self.names = [folded(name) for name in self.own]

    def columns(self) -> Columns | None:
        if any(_is_value(cell) for row in self.grid for cell in row):
            return None
        said = self._said()
        if said is None:
            return None
        at, positions, others = said
        known = set(at.values()) | positions | others
        for column, name in enumerate(self.names):
            key = meant(name)
            if key is not None and column not in known and not (key == "actor" and self._is_over(column)):
                at.setdefault(key, column)
        standard = self._standard()
        if "activity" not in at:
            known = set(at.values()) | positions | others
            self._guess(at, (c for c in range(standard or self.width) if c not in known), ("activity",))
        if "activity" not in at:
            return None
        self._number(at)
        begin = max(at["activity"], at.get("number", 0))
        known = set(at.values()) | positions | others
        free = [c for c in range(max(begin + 1, standard or 0), self.width) if c not in known]
        self._guess(at, free, _RIGHT)
        by_place = self._first_of_standard(at, free)
        if len(at) < 3 or not {"time", "output", "inputs"} & set(at) or not self._is_deep(at):
            return None
        ends = [column for key, column in at.items() if key in _RIGHT and column > begin]
        end = min([*ends, *([standard] if standard is not None and standard > begin else [])], default=self.width)
        between = {c for c in range(begin + 1, end) if self.names[c] and not self._is_over(c)}
        columns = sorted(positions if "actor" in at else (between - set(at.values()) - others) | positions)
        if not columns and "actor" not in at:
            return None
        if columns:
            at = {key: column for key, column in at.items() if key != "actor" or column not in columns}
        return self._made(at, columns, end)._replace(by_place=by_place)

    def _made(self, at: dict[str, int], columns: list[int], end: int) -> Columns:
        below = self.first + self.depth
        filled = next((at for at in range(below, len(self.rows)) if any(self.rows[at])), None)
        if filled is not None and are_numbers(self.rows[filled]):
            below = filled + 1
        names, alike = self._told_apart(columns)
        folds = set(map(folded, alike))
        same = tuple(name for column, name in zip(columns, names, strict=True) if self.names[column] in folds)
        heads = tuple(self._whole(column) for column in range(self.width))
        unit = unit_of(heads[at["time"]]) if "time" in at else ""
        named = dict(zip(columns, names, strict=True))
        for column in range(columns[0] + 1, end) if columns else ():
            if not self._whole(column) and column not in at.values() and column - 1 in named:
                named[column] = named[column - 1]  # the head beside it stands over both
        actors = tuple(sorted(named.items()))
        taken = tuple(tuple(row) for row in self.grid)
        groups = self._groups(names)
        return Columns(self.width, at, actors, self.first, below, heads, unit, alike, same, groups, taken)

    # -- names

    def _own(self, column: int) -> str:
        """The lowest head over a column, with those that it is a part of."""
        parts = [(at, self.grid[at][column]) for at in range(self.depth) if self.grid[at][column]]
        if not parts:
            return ""
        at, text = parts[-1]
        if len(parts) > 1 and (text.startswith("(") or unit_of(text) == folded(text)):
            return f"{parts[-2][1]} {text}"
        if is_group(self.folded[at][column]) and self._group_has(column):
            return ""  # a group whose first column has no head of its own
        return text

    def _whole(self, column: int) -> str:
        parts = [row[column] for row in self.grid if row[column]]
        return self.own[column] or " ".join(dict.fromkeys(parts))

    def _is_over(self, column: int) -> bool:
        """Whether a head is only that of a group."""
        return is_standard(self.names[column]) or (is_group(self.names[column]) and self._group_has(column))

    def _group_has(self, column: int) -> bool:
        """Whether something stands below a group's head, in its column or beside it."""
        at = next((at for at in range(self.depth) if self.grid[at][column]), self.depth)
        return any(
            self.grid[below][c]
            for below in range(at + 1, self.depth)
            for c in range(column, self._last_of(at, column) + 1)
        )

    def _last_of(self, at: int, column: int) -> int:
        """The last column that a head stands over: up to the next one of its row."""
        end = column + 1
        while end < self.width and not self.grid[at][end]:
            end += 1
        return end - 1

    def _told_apart(self, columns: list[int]) -> tuple[list[str], tuple[str, ...]]:
        """The names of positions, where two are alike with what stands above them, or with a number."""
        own = [self.own[c] for c in columns]
        alike = {folded(name) for name in own if sum(folded(o) == folded(name) for o in own) > 1}
        names: list[str] = []
        for column, name in zip(columns, own, strict=True):
            over = self._over(column) if folded(name) in alike else ""
            made = f"{name} ({over})" if over else name
            count = 2
            while folded(made) in {folded(n) for n in names}:
                made, count = f"{name} ({count})", count + 1
            names.append(made)
        still = tuple(dict.fromkeys(name for name in own if f"{name} (2)" in names))
        return names, still

    def _over(self, column: int) -> str:
        """The head above a column's own, unless it is one that stands over all positions."""
        for at in range(self.depth - 2, -1, -1):
            start = column
            while start >= 0 and not self.grid[at][start]:
                start -= 1
            text = self.grid[at][start] if start >= 0 else ""
            if text and text != self.own[column] and not is_group(folded(text)) and not meant(folded(text)):
                return text
        return ""

    def _groups(self, names: list[str]) -> tuple[str, ...]:
        """Texts of heads that stand in no column's name."""
        shown = {folded(part) for part in (*self.own, *names)}
        texts = (
            t for row in self.grid for t in row if t and not is_group(folded(t)) and not is_standard(folded(t))
        )
        return tuple(dict.fromkeys(t for t in texts if not any(folded(t) in name for name in shown)))

    # -- places

    def _said(self) -> tuple[dict[str, int], set[int], set[int]] | None:
        at: dict[str, int] = {}
        positions: set[int] = set()
        others: set[int] = set()
        for key, head in self.said:
            wanted = folded(head)
            taken = {*at.values(), *positions, *others}
            free = (c for c in range(self.width) if c not in taken)
            column = next((c for c in free if wanted in (self.names[c], folded(self._whole(c)))), None)
            if column is None:
                return None
            if key == "position":
                positions.add(column)
            elif key == "other":
                others.add(column)
            else:
                at[key] = column
        return at, positions, others

    def _standard(self) -> int | None:
        """The column in which inputs, time and output begin."""
        return next((c for row in self.folded for c, cell in enumerate(row) if is_standard(cell)), None)

    def _guess(self, at: dict[str, int], columns: Sequence[int] | Iterator[int], keys: tuple[str, ...]) -> None:
        standard = self._standard()
        for column in columns:
            key = guessed(self.names[column], among_positions=standard is None or column < standard)
            if key in keys:
                at.setdefault(key, column)

    def _first_of_standard(self, at: dict[str, int], free: Sequence[int]) -> int | None:
        """Take the first column below Mutu Baku for the inputs where the others are time and output, as on the form."""
        standard = self._standard()
        if standard is None or "inputs" in at or not {"time", "output"} <= set(at):
            return None
        row = next(row for row, cells in enumerate(self.folded) if is_standard(cells[standard]))
        below = range(standard, self._last_of(row, standard) + 1)
        unknown = [column for column in below if self.names[column] and column not in at.values()]
        if unknown != [standard] or standard not in free or not {at["time"], at["output"]} <= set(below):
            return None
        at["inputs"] = standard
        return standard

    def _number(self, at: dict[str, int]) -> None:
        """A column without a head, beside the activities, that holds numbers."""
        column = at["activity"] - 1
        if "number" in at or column < 0 or self.names[column]:
            return
        cells = [row[column] for row in self.rows[self.first + self.depth :] if column < len(row) and row[column]]
        if cells and sum(_NUMBER.fullmatch(cell.strip()) is not None for cell in cells) * 2 > len(cells):
            at["number"] = column

    def _is_deep(self, at: dict[str, int]) -> bool:
        """Whether each row below the first is one of heads: beside what is merged down, below a group or nothing."""
        merged = [at["activity"], *([at["number"]] if "number" in at else [])]
        if any(sum(map(bool, (row[c] for row in self.grid))) > 1 for c in merged):
            return False
        for below in range(1, self.depth):
            is_plain = any(map(meant, self.folded[below]))
            for c, cell in enumerate(self.grid[below]):
                above = next((self.grid[r][c] for r in range(below - 1, -1, -1) if self.grid[r][c]), "")
                is_part = cell.startswith("(") or unit_of(cell) == folded(cell)
                if not cell or not above or is_group(folded(above)) or is_standard(folded(above)) or is_part:
                    continue
                if meant(folded(above)) or (self._last_of(below - 1, c) == c and not is_plain):
                    return False
            if not any(self.grid[below]):
                return False
        return True


def _is_value(cell: str) -> bool:
    """Whether a cell is a number or a time, as no head is."""
    return cell.isdigit() or (cell[:1].isdigit() and duration.parsed(cell) is not None)


def are_numbers(row: Iterable[str]) -> bool:
    """Whether a row numbers the columns: 1, 2, 3, … or (1), (2), …, perhaps without some, or with slips."""
    numbers = [cell.strip("(). ") for cell in row if cell.strip()]
    if len(numbers) < 3 or not all(n.isdecimal() and n.isascii() and len(n) < 4 for n in numbers):
        return False
    found = [int(n) for n in numbers]
    is_rising = all(before < after for before, after in pairwise(found))
    return found[0] == 1 and (is_rising or len(found) > 3)
