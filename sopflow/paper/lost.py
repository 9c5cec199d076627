"""Signs that an encoding without them turned into question marks: a spreadsheet that saves a table as plain text does so to
arrows, and says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from sopflow.language import Words

from .sheet import Sheet, Table

_WITHOUT: Final = ("ascii", "cp1252", "latin-1")
_ARROW: Final = re.compile(r"(?<=\s)\?(?=\s\d|\s(?:selesai|end)\b)", re.IGNORECASE)
LOST: Final = Words(
    'tanda seperti → hilang di berkas ini (menjadi "?") saat disimpan; yang hilang diambil dari definisi yang disertakan. '
    "Lain kali simpan sebagai CSV UTF-8",
    'signs such as → were lost in this file (they became "?") when it was saved; they were taken from the definition that it '
    "carries. Save it as CSV UTF-8 next time",
)


def has_lost_arrow(text: str) -> bool:
    """Whether a question mark stands where an arrow did: `Y ? 3`."""
    return _ARROW.search(f" {text}") is not None


def mended(sheet: Sheet, known: Iterable[str]) -> Sheet:
    """A document with the signs that it lost of texts that are known; the same where it lost none."""
    lossy = _without_signs(known)
    found = [part if isinstance(part, Table) else None for part in sheet.parts]
    tables = [(at, table) for at, table in enumerate(found) if table is not None]
    if not any(_flat(cell) in lossy for _, table in tables for row in table.rows for cell in row):
        return sheet
    parts = [lossy.get(_flat(part), part) if isinstance(part, str) else part for part in sheet.parts]
    for at, table in tables:
        rows = tuple(tuple(lossy.get(_flat(cell)) or _guessed(cell) for cell in row) for row in table.rows)
        parts[at] = table._replace(rows=rows)
    return sheet._replace(parts=tuple(parts))


def _without_signs(known: Iterable[str]) -> dict[str, str]:
    """Texts as they are where their signs were lost, and as they were; not those of which two look the same then."""
    found: dict[str, set[str]] = {}
    for text in known:
        for encoding in _WITHOUT:
            left = _flat(text.encode(encoding, "replace").decode(encoding))
            if left != _flat(text):
                found.setdefault(left, set()).add(text)
    return {left: texts.pop() for left, texts in found.items() if len(texts) == 1 and set(left) != {"?"}}


def _guessed(cell: str) -> str:
    """A cell that somebody changed, where arrows are lost."""
    return _ARROW.sub("→", cell).removeprefix("? ") if has_lost_arrow(cell) else cell


def _flat(text: str) -> str:
    return " ".join(text.split())
