"""The heads of an official table: which column holds what, whatever it is called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .sheet import Row

_HEADS: Final[dict[str, tuple[str, ...]]] = {
    "number": ("no", "nomor", "no urut"),
    "activity": (
        "kegiatan", "uraian kegiatan", "uraian", "aktivitas", "uraian prosedur", "langkah", "langkah kegiatan",
        "prosedur", "tahapan", "uraian aktivitas", "activity",
    ),
    "actor": ("pelaksana", "pelaku", "aktor", "penanggung jawab", "pelaksana kegiatan", "petugas pelaksana"),
    "inputs": (
        "kelengkapan", "persyaratan", "persyaratan kelengkapan", "persyaratan perlengkapan", "input",
        "persyaratan dan kelengkapan", "dokumen", "syarat",
    ),
    "time": ("waktu", "durasi", "jangka waktu", "lama", "waktu penyelesaian"),
    "output": ("output", "keluaran", "hasil", "luaran"),
    "remarks": ("keterangan", "ket", "catatan"),
}  # fmt: skip
_GROUPS: Final = ("mutu baku", "pelaksana", "pelaku", "baku mutu")
_KNOWN: Final = {name: key for key, names in _HEADS.items() for name in names}
_SEARCHED: Final = 30


class Columns(NamedTuple):
    """Where each thing stands; `actors` are the columns of positions, by their heads."""

    width: int
    at: dict[str, int]
    actors: tuple[tuple[int, str], ...]
    head_row: int
    """The first row of the heads."""
    first_row: int
    """The first row below them."""

    def head(self, column: int) -> str | None:
        return next((key for key, at in self.at.items() if at == column), None)


def folded(text: str) -> str:
    """A head without signs and spaces that differ."""
    return " ".join(re.sub(r"[^\w\s]", " ", text.casefold()).split())


def columns_of(rows: Sequence[Row]) -> Columns | None:
    """The columns of a table that begins with heads, on one row or two, perhaps with their numbers below; `None` for
    one without."""
    for first in range(min(len(rows), _SEARCHED)):
        upper = [folded(cell) for cell in rows[first]]
        lower = [folded(cell) for cell in rows[first + 1]] if first + 1 < len(rows) else []
        for below in (1, 0):
            found = _columns(rows, first, upper, lower if below else [])
            if found is not None:
                return found
    return None


def _columns(rows: Sequence[Row], first: int, upper: list[str], lower: list[str]) -> Columns | None:
    width = max(len(upper), len(lower))
    upper, lower = (cells + [""] * (width - len(cells)) for cells in (upper, lower))
    at: dict[str, int] = {}
    names: dict[int, str] = {}
    for column in range(width):
        name = lower[column] or upper[column]
        key = _KNOWN.get(name)
        if key is None and lower[column] and upper[column] in _KNOWN and upper[column] not in _GROUPS:
            return None  # the row below is not a row of heads
        if key is not None and not (lower[column] == "" and upper[column] in _GROUPS and any(lower)):
            at.setdefault(key, column)
        elif name and name not in _GROUPS:
            source = rows[first + 1] if lower[column] else rows[first]
            names[column] = " ".join(source[column].split())
    if "activity" not in at or len(at) < 3 or not ({"time", "output", "inputs"} & set(at)):
        return None
    begin = max(at["activity"], at.get("number", 0))
    ends = [
        column for key, column in at.items() if key in ("inputs", "time", "output", "remarks") and column > begin
    ]
    actors = tuple((c, name) for c, name in names.items() if begin < c < min(ends, default=width))
    if not actors and "actor" not in at:
        return None
    below = first + (2 if any(lower) else 1)
    if below < len(rows) and _are_numbers(rows[below]):
        below += 1
    return Columns(width, at, actors, first, below)


def _are_numbers(row: Row) -> bool:
    """Whether a row numbers the columns: 1, 2, 3, …"""
    numbers = [cell.strip("(). ") for cell in row if cell.strip()]
    return (
        len(numbers) > 2
        and all(n.isdigit() for n in numbers)
        and [int(n) for n in numbers] == [*range(1, len(numbers) + 1)]
    )
