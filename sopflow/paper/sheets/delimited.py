"""Tables as text: cells parted by tabs, semicolons or commas."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from sopflow import texts

from ..sheet import Sheet

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path) -> Sheet:
    """A file of lines and tables: a line with the delimiter belongs to a table, an empty one ends none."""
    text = texts.read(path)
    delimiter = _delimiter(text, path.suffix.lower())
    parts: list[str | tuple[tuple[str, ...], ...]] = []
    rows: list[tuple[str, ...]] = []

    def close() -> None:
        if rows:
            parts.append(tuple(rows))
            rows.clear()

    for cells in csv.reader(
        io.StringIO(text), delimiter=delimiter, quotechar='"' if delimiter != "\t" else "\x00"
    ):
        if len(cells) > 1 and not (cells[0].startswith("#") and delimiter == ","):
            rows.append(tuple(_plain(cell) for cell in cells))
        else:
            line = "".join(cells).strip()
            if line:
                close()
                parts.append(line)
    close()
    return Sheet(tuple(parts))


def _plain(cell: str) -> str:
    """A cell without the sign that keeps a spreadsheet from taking it for a formula."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def _delimiter(text: str, suffix: str) -> str:
    if suffix == ".tsv" or "\t" in text:
        return "\t"
    return ";" if text.count(";") > text.count(",") else ","
