"""The definition that an exported table came from, carried along in the file: as long as the table says what that
definition says, it is what comes back, with all that a table has no column for.

Whoever can change the file can change what it carries. So the definition is taken only where its own table is the one
that people see; where it is not, that is told, and the table is read as any other.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.definition.loading import check_bytes
from sopflow.language import Words

from .rows import paper_of
from .sheet import Sheet, Table
from .table import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


MARK: Final = "sopflow:"
_MAX: Final = 2_000_000
_SHOWN: Final = 60

CHANGED: Final = Words(
    "tabel ini diubah setelah diekspor; draf dibuat dari tabelnya, bukan dari definisi yang disertakan",
    "this table was changed after it was exported; the draft comes from the table, not from the definition that it carries",
)
OTHER: Final = Words(
    "definisi yang disertakan dalam berkas ini berbeda dari tabelnya ({where}: tabel {read}, definisi {carried}); definisi itu tidak dipakai, draf dibuat dari tabelnya",
    "the definition that this file carries is not the one that its table shows ({where}: table {read}, definition {carried}); it was not used, the draft comes from the table",
)
BROKEN: Final = Words(
    "definisi yang disertakan dalam berkas ini rusak; draf dibuat dari tabelnya",
    "the definition that this file carries is damaged; the draft comes from the table",
)
_CELL: Final = Words("baris {row}, kolom {column}", "row {row}, column {column}")
_LINE: Final = Words("baris di atas tabel", "a line above the table")


class Opened(NamedTuple):
    """What a file carried."""

    text: str | None = None
    """The definition's file, where it is what the table shows."""
    warning: Words | None = None
    """Why it is not taken."""


def sealed(definition: str, grid: Iterable[Sequence[str]]) -> str:
    """A line that carries the text of a definition, and what the table beside it said."""
    packed = base64.b64encode(zlib.compress(definition.encode(), 9)).decode()
    return f"{MARK}{_digest(grid)}:{packed}"


def opened(sheet: Sheet) -> Opened:
    """The definition that a document carries, if its table is the one that the document shows."""
    grid = [row for table in sheet.tables for row in table.rows]
    seals = [line.strip("#<!- ")[len(MARK) :] for line in sheet.lines if is_seal(line)]
    if not seals:
        return Opened()
    said = _digest(grid)
    for seal in seals:
        digest, _, packed = seal.partition(":")
        if digest != said:
            continue
        text = _unpacked(packed)
        return Opened(warning=BROKEN) if text is None else _compared(text, sheet, grid)
    return _drawn(seals[0], sheet) or Opened(warning=CHANGED)


def _drawn(seal: str, sheet: Sheet) -> Opened | None:
    """The definition of a document that draws the flow on several pages, if its rows say what that definition says. Remarks
    may hold more: what the symbols cannot say is written there."""
    digest, _, packed = seal.partition(":")
    text = _unpacked(packed)
    sop = check_bytes(text.encode(), "").definition if text is not None else None
    if text is None or sop is None or _digest(table_of(sop).grid) != digest:
        return None
    if sop.title.split() not in (line.split() for line in sheet.lines):
        return None
    own, read = (paper_of(one) for one in (Sheet((Table(table_of(sop).grid),)), sheet))
    if own is None or read is None or len(own.rows) != len(read.rows):
        return None
    for one, other in zip(own.rows, read.rows, strict=True):
        for key in ("activity", "inputs", "time", "output", "remarks"):
            wanted, found = (" ".join(row.cells.get(key, "").split()) for row in (one, other))
            if wanted != found and (key != "remarks" or not found.startswith(wanted)):
                return None
    return Opened(text)


def is_seal(line: str) -> bool:
    """Whether a line is one that carries a definition."""
    return line.strip("#<!- ").startswith(MARK)


def _unpacked(packed: str) -> str | None:
    try:
        unpacking = zlib.decompressobj()
        data = unpacking.decompress(base64.b64decode(packed.split(" ")[0], validate=True), _MAX)
        return data.decode() if unpacking.eof else None
    except (binascii.Error, zlib.error, UnicodeDecodeError):
        return None


def _compared(text: str, sheet: Sheet, grid: Sequence[Sequence[str]]) -> Opened:
    sop = check_bytes(text.encode(), "").definition
    if sop is None:
        return Opened(warning=BROKEN)
    table = table_of(sop)
    nothing: list[str] = []
    rows = zip_longest(_plain(table.grid), _plain(grid), fillvalue=nothing)
    for row, (own, read) in enumerate(rows, start=1):
        for column, (one, other) in enumerate(zip_longest(own, read, fillvalue=""), start=1):
            if one != other:
                return _other(_CELL.filled(row=row, column=column), other, one)
    lines = [" ".join(line.split()) for line in sheet.lines if not is_seal(line)]
    wanted = [" ".join(line.split()) for line in (table.title, *table.above)]
    for own_line, read_line in zip_longest(wanted, lines[: len(wanted)], fillvalue=""):
        if own_line != read_line:
            return _other(_LINE, read_line, own_line)
    return Opened(text)


def _other(where: Words, read: str, carried: str) -> Opened:
    return Opened(warning=OTHER.filled(where=where, read=_quoted(read), carried=_quoted(carried)))


def _quoted(text: str) -> str:
    return f'"{text[:_SHOWN]}{"…" if len(text) > _SHOWN else ""}"'.replace("{", "(").replace("}", ")")


def _digest(grid: Iterable[Sequence[str]]) -> str:
    """What a table says, in short."""
    plain = [row for row in _plain(grid) if row]
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()[:32]


def _plain(grid: Iterable[Sequence[str]]) -> list[list[str]]:
    """A table, whatever its format does to spaces and empty cells at the end."""
    rows = [["; ".join(" ".join(line.split()) for line in cell.split("\n")) for cell in row] for row in grid]
    return [_without_tail(row) for row in rows if any(row)]


def _without_tail(row: list[str]) -> list[str]:
    end = len(row)
    while end and not row[end - 1]:
        end -= 1
    return row[:end]
