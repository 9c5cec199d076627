"""How much of a document is read: more is refused, never cut."""

from __future__ import annotations

from typing import Final

from sopflow.errors import SopflowError
from sopflow.language import Words

MAX_ROWS: Final = 2_000
"""Rows with text, of all tables together; and lines outside of them."""
MAX_COLUMNS: Final = 100
MAX_CELLS: Final = 1_000_000
"""Cells that are looked at, empty ones too."""
MAX_CHARACTERS: Final = 1_000_000
"""Characters in all cells and lines."""
_MANY: Final[dict[str, Words]] = {
    "rows": Words("lebih dari {limit:,} baris", "over {limit:,} rows"),
    "columns": Words("lebih dari {limit:,} kolom", "over {limit:,} columns"),
    "cells": Words("lebih dari {limit:,} sel", "over {limit:,} cells"),
    "shapes": Words("lebih dari {limit:,} bentuk dan garis", "over {limit:,} shapes and lines"),
    "levels": Words(
        "lebih dari {limit:,} tingkat grup, tabel, atau kontrol di dalam yang lain",
        "over {limit:,} levels of groups, tables or controls in each other",
    ),
    "tags": Words("lebih dari {limit:,} tanda XML", "over {limit:,} XML tags"),
    "numbers": Words(
        "nomor Word yang lebih dari {limit:,} tingkat atau karakter",
        "a Word number of over {limit:,} levels or characters",
    ),
    "characters": Words("lebih dari {limit:,} karakter", "over {limit:,} characters"),
}
_HINT: Final = Words(
    "{many}; satu berkas memuat satu SOP: hapus lembar dan baris yang lain",
    "{many}; one file holds one SOP: remove other sheets and rows",
)


class UnreadableSheet(SopflowError):
    """A file that holds no table that can be read."""

    code = "unreadable-sheet"
    words = Words("{path}: {why}", "{path}: {why}")
    about = Words(
        "Berkas ini tidak memuat tabel SOP yang dapat dibaca, atau melampaui batas ukuran; tidak ada yang ditulis.",
        "The file holds no table of an SOP that can be read, or is larger than the limits; nothing was written.",
    )


class TooMuch(Exception):
    """More than one SOP's table can hold; `words` says of what."""

    def __init__(self, what: str, limit: int) -> None:
        self.words = _HINT.filled(many=_MANY[what].filled(limit=limit))
        super().__init__(self.words.en)
