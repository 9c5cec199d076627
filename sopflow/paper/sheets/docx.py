"""Tables in Word documents, merged cells included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sopflow.errors import MissingPackage

from ..sheet import Sheet

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path) -> Sheet:
    """Paragraphs and tables in the order of the document; of merged cells the first has the text."""
    try:
        from docx import Document
        from docx.table import Table
    except ModuleNotFoundError:
        raise MissingPackage(extra="paper", package="python-docx") from None
    parts: list[str | tuple[tuple[str, ...], ...]] = []
    for block in Document(str(path)).iter_inner_content():
        if isinstance(block, Table):
            parts.append(_rows(block))
        elif block.text.strip():
            parts.append(block.text.strip())
    return Sheet(tuple(parts))


def _rows(table: Any) -> tuple[tuple[str, ...], ...]:
    seen: set[Any] = set()
    rows = []
    for row in table.rows:
        cells = []
        for cell in row.cells:
            is_new = cell._tc not in seen
            seen.add(cell._tc)
            cells.append(cell.text.strip() if is_new else "")
        rows.append(tuple(cells))
    return tuple(rows)
