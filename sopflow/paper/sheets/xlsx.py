"""Tables in Excel workbooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sopflow.errors import MissingPackage

from .gathering import Gathering
from .signs import as_read

if TYPE_CHECKING:
    from pathlib import Path

    from ..sheet import Sheet

_SEAL_ROWS = 500


def read(path: Path) -> Sheet:
    """Every sheet of a workbook: a row with one text is a line, one with several belongs to a table."""
    try:
        from openpyxl import load_workbook
    except ModuleNotFoundError:
        raise MissingPackage(extra="paper", package="openpyxl") from None
    book = load_workbook(path, data_only=True, read_only=True)
    found = Gathering()
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what the file says of its size is not relied upon
            if sheet.title == "sopflow" and sheet.sheet_state == "hidden":
                rows = sheet.iter_rows(max_row=_SEAL_ROWS, max_col=1, values_only=True)
                found.seal("".join(str(value) for value, *_ in filter(None, rows) if value))
            if sheet.sheet_state == "visible":
                _read(sheet, found)
    finally:
        book.close()
    return found.sheet()


def _read(sheet: Any, found: Gathering) -> None:
    rows: list[tuple[str, ...]] = []
    for values in sheet.iter_rows(values_only=True):
        found.looked_at(len(values))
        cells = tuple("" if value is None else as_read(str(value)).strip() for value in values)
        filled = [cell for cell in cells if cell]
        if len(filled) == 1 and not rows:
            found.line(filled[0])
        elif filled:
            rows.append(cells)
            found.counted(filled)
    width = max((at for row in rows for at, cell in enumerate(row) if cell), default=-1) + 1
    for row in rows:
        found.row((*row[:width], *[""] * (width - len(row))))
    found.close()
