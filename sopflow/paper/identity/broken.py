"""Labels that are broken over two lines where their column is narrow, so that the values beside them stand a line higher."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from .days import day_of, is_none
from .labels import DATES, labelled

_SHIFTED: Final = "labelnya terpotong menjadi dua baris; nilainya dipasangkan menurut urutan"


class Line(NamedTuple):
    """A line, with why what it says is not sure."""

    text: str
    doubt: str = ""


class _Row(NamedTuple):
    """A label, with what stands beside each line of it."""

    key: str
    label: str
    values: tuple[str, ...]


def with_whole_labels(lines: Sequence[str]) -> Iterator[Line]:
    """The lines with each label on one of them. Values stand in the order of their labels: where a broken label has two,
    and there are as many values as labels, each goes to its own."""
    at = 0
    while at < len(lines):
        rows: list[_Row] = []
        begin = at
        while at < len(lines) and (row := _broken(lines[at : at + 2]) or _whole(lines[at])):
            rows.append(row)
            at += max(1, len(row.values))
        if any(len(row.values) > 1 for row in rows):
            yield from _paired(rows)
        else:
            yield from map(Line, lines[begin:at])
        if at < len(lines):
            yield Line(lines[at])
        at += 1


def _whole(line: str) -> _Row | None:
    one = labelled(line)
    return None if one is None else _Row(one.key, one.label, (one.value,))


def _broken(lines: Sequence[str]) -> _Row | None:
    """The label that two lines have together and neither has alone."""
    if len(lines) < 2 or any(map(labelled, lines)):
        return None
    (above, _, first), (below, _, second) = (line.partition(":") for line in lines)
    one = labelled(f"{above} {below}")
    if one is None or one.value:
        return None
    return _Row(one.key, one.label, (first.strip(), second.strip()))


def _paired(rows: Sequence[_Row]) -> Iterator[Line]:
    own = [" ".join(filter(None, row.values)) for row in rows]
    values = [value for row in rows for value in row.values if value]
    is_shifted = any(all(row.values) for row in rows if len(row.values) > 1)
    pairs = zip(rows, values, strict=False)
    is_sure = len(values) == len(rows) and all(
        day_of(value) is not None or is_none(value) for row, value in pairs if row.key in DATES
    )
    for row, alone, value in zip(rows, own, values if is_shifted and is_sure else own, strict=True):
        yield Line(f"{row.label} : {value}", _SHIFTED if value != alone else "")
