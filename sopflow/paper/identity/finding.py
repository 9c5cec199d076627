"""What stands beside and below the labels of an identity page, in lines and in tables of any number of columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from ..listing import MARKER
from ..sheet import Row
from .broken import with_whole_labels
from .labels import BESIDE, Labelled, labelled, labelled_alone

_MOST_LINES_BESIDE = 8
_BOX: Final = re.compile(r"([A-Z][^\W\d_]{2,20}(?: [^\W\d_]{2,20}){0,3}) ?:(?: (.*))?\Z")
"""A label that offices add to the page, such as one of what the procedure is for."""


class Found(NamedTuple):
    """A label and the lines of its value."""

    key: str
    """Empty where a definition has no place for it."""
    label: str
    lines: tuple[str, ...]
    are_whole: bool = False
    """Whether all stand in one cell of a table, where a line ends on purpose."""
    doubt: str = ""
    """Why the value may be another's."""


class Left(NamedTuple):
    """A cell, or a line, that belongs to no label."""

    text: str
    is_beside: bool = False
    """Whether it stands left of the labels, where the agency is printed."""


Part = str | tuple["Row", ...]


def found_in(parts: Sequence[Part]) -> tuple[list[Found], list[Left]]:
    """The labels with their values, and everything else, in its order."""
    found: list[Found] = []
    left: list[Left] = []
    lines: list[str] = []
    for part in parts:
        if isinstance(part, str):
            lines += part.split("\n")
            continue
        _lines(lines, found, left)
        lines = []
        _Grid(part).read(found, left)
    _lines(lines, found, left)
    return found, left


def _lines(lines: Sequence[str], found: list[Found], left: list[Left]) -> None:
    """Lines outside of tables: a label, and what follows it on the line or below."""
    lines, doubts = zip(*with_whole_labels(lines), strict=True) if lines else ((), ())
    at = 0
    while at < len(lines):
        one, doubt = labelled_alone(lines[at]), doubts[at]
        at += 1
        if one is None:
            left.append(Left(lines[at - 1]))
            continue
        values = [one.value] if one.value else []
        while at < len(lines) and _goes_on(one, values, lines[at]):
            values.append(lines[at])
            at += 1
        found.append(Found(one.key, one.label, tuple(values), doubt=doubt))


def _goes_on(one: Labelled, values: list[str], line: str) -> bool:
    if labelled_alone(line) is not None or _is_of_actors(line):
        return False
    if one.key == "approved_by":
        return len(values) < _MOST_LINES_BESIDE
    if one.key in BESIDE:
        return not values
    return not values or MARKER.match(line.strip()) is not None or line.strip()[:1].islower()


def _is_of_actors(line: str) -> bool:
    return line.partition(":")[0].strip().casefold() in ("pelaksana", "aktor")


class _Grid:
    """A table of labels and values."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.width = max(map(len, rows), default=0)
        self.cells = [[cell.strip() for cell in row] + [""] * (self.width - len(row)) for row in rows]
        places = (
            (r, c, _segments(cell)) for r, row in enumerate(self.cells) for c, cell in enumerate(row) if cell
        )
        self.segments = {(r, c): some for r, c, some in places if any(one is not None for one, _ in some)}
        self.segments |= {
            place: [box] for place in self._lonely() if (box := _box(self.cells[place[0]][place[1]]))
        }
        self.used: set[tuple[int, int]] = set()

    def _lonely(self) -> Iterator[tuple[int, int]]:
        """The cells that stand alone in their row and not below a label."""
        for r, row in enumerate(self.cells):
            filled = [c for c, cell in enumerate(row) if cell]
            places = [(r, c) for c in filled] + [(r - 1, c) for c in filled]
            if self.width > 1 and r and len(filled) == 1 and self.segments.keys().isdisjoint(places):
                yield r, filled[0]

    def read(self, found: list[Found], left: list[Left]) -> None:
        beside = [place for place, some in self.segments.items() if _is_beside(some)]
        first, last = min((c for _, c in beside), default=0), max((r for r, _ in beside), default=-1)
        for r, row in enumerate(self.cells):
            for c, cell in enumerate(row):
                if (r, c) in self.segments:
                    self._label(r, c, found, left)
                elif cell.strip(" :") and (r, c) not in self.used:
                    left.append(Left(cell, is_beside=c < first and r <= last))

    def _label(self, r: int, c: int, found: list[Found], left: list[Left]) -> None:
        segments = self.segments[r, c]
        for at, (one, lines) in enumerate(segments):
            if one is None:
                left.append(Left("\n".join(lines)))
            elif lines or at + 1 < len(segments):
                found.append(Found(one.key, one.label, tuple(lines), are_whole=True, doubt=one.doubt))
            else:
                taken = len(self.used)
                value = tuple(self._value(r, c, one))
                found.append(Found(one.key, one.label, value, are_whole=len(self.used) == taken + 1))

    def _value(self, r: int, c: int, one: Labelled) -> Iterator[str]:
        """The lines of the cells beside a label, else of those below it."""
        end = next((n for n in range(c + 1, self.width) if (r, n) in self.segments), self.width)
        beside = [n for n in range(c + 1, end) if self.cells[r][n].strip(" :") and (r, n) not in self.used]
        is_one = one.key in BESIDE
        if beside and not (not is_one and self._lists_below(r, c, beside[0])):
            yield from self._take(r, beside)
            for below in range(r + 1, len(self.cells)):
                ends = is_one and one.key not in ("approved_by", "title")
                if ends or self.cells[below][c] or self._has_label(below, 0 if is_one else c, end):
                    break
                yield from self._take(below, range(c + 1, end))
            return
        for below in range(r + 1, min(len(self.cells), r + 2) if is_one else len(self.cells)):
            if self._has_label(below, c, end):
                break
            yield from self._take(below, range(c, end))

    def _lists_below(self, r: int, c: int, beside: int) -> bool:
        """Whether a list stands below a cell and none beside it."""
        below = self.cells[r + 1][c] if r + 1 < len(self.cells) else ""
        is_value = (r + 1, c) not in self.segments and MARKER.match(below) is not None
        return is_value and MARKER.match(self.cells[r][beside]) is None

    def _take(self, r: int, columns: Sequence[int]) -> Iterator[str]:
        for c in columns:
            text = self.cells[r][c].lstrip(": ") if self.cells[r][c].strip(" :") else ""
            if text and (r, c) not in self.used:
                self.used.add((r, c))
                yield from text.split("\n")

    def _has_label(self, r: int, first: int, end: int) -> bool:
        return any((r, c) in self.segments for c in range(first, self.width if first == 0 else end))


def _box(cell: str) -> tuple[Labelled | None, list[str]] | None:
    """The words before a colon with which a cell begins as a label does, and the lines after them."""
    first, *lines = cell.split("\n")
    named = _BOX.match(" ".join(first.split()))
    return (Labelled("", named[1], named[2]), [named[2], *lines] if named[2] else lines) if named else None


def _is_beside(segments: list[tuple[Labelled | None, list[str]]]) -> bool:
    return any(one is not None and one.key in BESIDE for one, _ in segments)


def _segments(cell: str) -> list[tuple[Labelled | None, list[str]]]:
    """The labels in a cell with the lines that follow each."""
    found: list[tuple[Labelled | None, list[str]]] = []
    for line, doubt in with_whole_labels(cell.split("\n")):
        one = labelled(line)
        if one is not None:
            found.append((one._replace(doubt=doubt), [one.value] if one.value else []))
        elif line.strip(" :"):
            if not found:
                found.append((None, []))
            found[-1][1].append(line)
    return found
