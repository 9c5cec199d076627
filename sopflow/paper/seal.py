"""The definition that an exported table came from, carried along in the file: as long as the table says what that
definition says, it is what comes back, with all that a table has no column for. Where somebody changed the table since, it
is the base to which the changes are applied (`merging`).

Whoever can change the file can change what it carries. So the definition is taken only where its own table is the one
that people see, or was the one that was sealed; where it is not, that is told, and the table is read as any other.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from sopflow.definition.loading import check_bytes
from sopflow.definition.model import Definition
from sopflow.language import Words

from .sheet import Sheet, Unread
from .table import table_of

MARK: Final = "sopflow:"
LOGO_NAME: Final = "Logo identity.logo"
"""What the logo of a document is called in it."""
_AROUND: Final = '#<!- "'
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


class Base(NamedTuple):
    """A definition that a file carries, whose table is not the one in the file."""

    text: str
    sop: Definition
    digest: str
    """Of the table that was sealed."""

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in and above its table."""
        table = table_of(self.sop)
        return (table.title, *table.above, *(cell for row in table.grid for cell in row))

    def is_of(self, sheet: Sheet) -> bool:
        """Whether that was the table of this document."""
        return _digest(row for table in sheet.tables for row in table.rows) == self.digest


class Opened(NamedTuple):
    """What a file carried."""

    text: str | None = None
    """The definition's file, where it is what the table shows."""
    warning: Words | None = None
    """Why it is not taken."""
    base: Base | None = None
    """The definition whose table this may be, changed since it was sealed."""


def sealed(definition: str, grid: Iterable[Sequence[str]]) -> str:
    """A line that carries the text of a definition, and what the table beside it said."""
    return f"{MARK}{_digest(grid)}:{packed(definition)}"


def opened(sheet: Sheet) -> Opened:
    """The definition that a document carries, if its table is the one that the document shows."""
    grid = [row for table in sheet.tables for row in table.rows]
    seals = [line.strip(_AROUND)[len(MARK) :] for line in sheet.lines if is_seal(line)]
    if not seals:
        return Opened()
    if len({*seals}) > 1:  # nobody sees which of them was meant
        return Opened(warning=CHANGED)
    digest, _, carried = seals[0].partition(":")
    text = unpacked(carried.partition(" ")[0])
    if digest == _digest(grid):
        return Opened(warning=BROKEN) if text is None else _compared(text, sheet, grid, digest)
    sop = check_bytes(text.encode(), "").definition if text is not None else None
    base = Base(text, sop, digest) if text is not None and sop is not None else None
    return Opened(warning=CHANGED, base=base)


def is_seal(line: str) -> bool:
    """Whether a line is one that carries a definition."""
    return line.strip(_AROUND).startswith(MARK)


def without_seals(sheet: Sheet) -> Sheet:
    """What people see of a document."""
    parts = tuple(part for part in sheet.parts if not (isinstance(part, str) and is_seal(part)))
    if len(parts) == len(sheet.parts):
        return sheet
    return sheet._replace(parts=parts, unread=tuple(one for one in sheet.unread if not _is_logo(one)))


def _is_logo(unread: Unread) -> bool:
    """Whether this is the picture that the sealed definition names."""
    return unread.text == LOGO_NAME


def packed(text: str) -> str:
    """A text in letters and digits, so that no program that saves the file changes it."""
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def unpacked(carried: str) -> str | None:
    """The text again; `None` where it is damaged, or larger than a definition is."""
    try:
        unpacking = zlib.decompressobj()
        data = unpacking.decompress(base64.b64decode("".join(carried.split()), validate=True), _MAX)
        return data.decode() if unpacking.eof else None
    except (ValueError, zlib.error):  # of which `binascii.Error` and `UnicodeDecodeError` are some
        return None


def _compared(text: str, sheet: Sheet, grid: Sequence[Sequence[str]], digest: str) -> Opened:
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
    if lines[len(wanted) :] or not all(map(_is_logo, sheet.unread)):  # somebody wrote more than the table
        return Opened(base=Base(text, sop, digest))
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
    return [row[: max(at for at, cell in enumerate(row, start=1) if cell)] for row in rows if any(row)]
