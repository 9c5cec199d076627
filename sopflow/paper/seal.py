"""The definition that an exported table came from, carried along in the file: as long as nobody changed the table, that
is what comes back, with all that a table has no column for. A table that was changed is read as any other."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MARK: Final = "sopflow:"
_MAX: Final = 2_000_000


def sealed(definition: str, grid: Iterable[Sequence[str]]) -> str:
    """A line that carries the text of a definition, and what the table beside it said."""
    packed = base64.b64encode(zlib.compress(definition.encode(), 9)).decode()
    return f"{MARK}{_said(grid)}:{packed}"


def opened(lines: Iterable[str], grid: Iterable[Sequence[str]]) -> str | None:
    """The text that such a line carries, if the table still says what it said then."""
    for line in lines:
        mark, _, rest = line.partition(MARK)
        said, sign, packed = rest.strip().partition(":")
        if mark.strip("#<!- ") or not sign or said != _said(grid):
            continue
        try:
            unpacking = zlib.decompressobj()
            text = unpacking.decompress(base64.b64decode(packed.split(" ")[0], validate=True), _MAX)
            return text.decode() if unpacking.eof else None
        except (binascii.Error, zlib.error, UnicodeDecodeError):
            return None
    return None


def is_seal(line: str) -> bool:
    """Whether a line is one that carries a definition."""
    return line.strip("#<!- ").startswith(MARK)


def _said(grid: Iterable[Sequence[str]]) -> str:
    """What a table says, whatever its format does to spaces and empty cells at the end."""
    rows = [["; ".join(" ".join(line.split()) for line in cell.split("\n")) for cell in row] for row in grid]
    plain = [_without_tail(row) for row in rows if any(row)]
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()[:32]


def _without_tail(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row = row[:-1]
    return row
