"""Tables as text: cells separated by tabs, semicolons or commas."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Final

from ..formulas import plain
from ..sheet import Sheet
from . import encodings
from .gathering import Gathering

_SAID: Final = re.compile(r'"?sep=(.)"?[;,\t]*\r?(?:\n|\Z)', re.IGNORECASE)
"""A first line by which a file tells Excel what separates its cells."""
_ONE_AT_A_TIME: Final = Lock()
"""The limit of `csv` is one for a whole program."""
_LOOKED_AT: Final = 500
"""Rows by which the delimiter is known."""
_GUESSED: Final = (
    "pengodean tidak tertulis di berkas dan ditebak; periksa huruf yang tidak biasa, atau simpan sebagai CSV UTF-8"
)


def read(path: Path) -> Sheet:
    """A file of lines and tables: a line with the delimiter belongs to a table, an empty one ends none."""
    text, guessed, is_of_excel = encodings.read(path)
    said = _SAID.match(text)
    delimiter = said[1] if said is not None else _delimiter(text, path.suffix.lower())
    found = Gathering()
    if guessed:
        found.unread(guessed, "seluruh berkas", _GUESSED)
    has_quotes = delimiter != "\t" or is_of_excel
    for cells in _rows(text[said.end() :] if said is not None else text, delimiter, has_quotes=has_quotes):
        is_remark = bool(cells) and cells[0].startswith("#") and (delimiter == "," or not any(cells[1:]))
        if len(cells) > 1 and not is_remark:
            found.row(plain(cell.replace("\r\n", "\n").strip()) for cell in cells)
        else:
            line = "".join(cells).strip()
            if line:
                found.line(plain(line))
    return found.sheet()


def _rows(text: str, delimiter: str, *, has_quotes: bool, most: int | None = None) -> list[list[str]]:
    lines = io.StringIO(text, newline=None)  # whatever ends the lines
    with _ONE_AT_A_TIME:
        before = csv.field_size_limit(len(text) + 1)  # the limits are those of `Gathering`
        try:
            reader = csv.reader(lines, delimiter=delimiter, quotechar='"' if has_quotes else "\x00")
            return list(islice(reader, most))
        finally:
            csv.field_size_limit(before)


def _delimiter(text: str, suffix: str) -> str:
    if suffix == ".tsv" or (suffix != ".csv" and "\t" in text):
        return "\t"
    return max((",", ";", "\t"), key=lambda delimiter: _rows_alike(text, delimiter))


def _rows_alike(text: str, delimiter: str) -> tuple[int, int]:
    """How many rows of several cells have the same number of them, and that number; a comma in a text makes others."""
    try:
        rows = _rows(text, delimiter, has_quotes=True, most=_LOOKED_AT)
    except csv.Error:
        return 0, 0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    count, width = max(((count, width) for width, count in widths.items()), default=(0, 0))
    return count, width
