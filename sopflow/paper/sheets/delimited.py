"""Tables as text: cells separated by tabs, semicolons or commas."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from sopflow import texts

from ..formulas import plain
from .gathering import Gathering

if TYPE_CHECKING:
    from pathlib import Path

    from ..sheet import Sheet


def read(path: Path) -> Sheet:
    """A file of lines and tables: a line with the delimiter belongs to a table, an empty one ends none."""
    text = texts.read(path)
    delimiter = _delimiter(text, path.suffix.lower())
    found = Gathering()
    for cells in csv.reader(
        io.StringIO(text), delimiter=delimiter, quotechar='"' if delimiter != "\t" else "\x00"
    ):
        if len(cells) > 1 and not (cells[0].startswith("#") and delimiter == ","):
            found.row(plain(cell.strip()) for cell in cells)
        else:
            line = "".join(cells).strip()
            if line:
                found.line(plain(line))
    return found.sheet()


def _delimiter(text: str, suffix: str) -> str:
    if suffix == ".tsv" or "\t" in text:
        return "\t"
    return ";" if text.count(";") > text.count(",") else ","
