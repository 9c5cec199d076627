"""Tables in Excel workbooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.errors import MissingPackage

from ..sheet import Sheet

if TYPE_CHECKING:
    from pathlib import Path

_MAX_ROWS, _MAX_COLUMNS = 5000, 60


def read(path: Path) -> Sheet:
    """Every sheet of a workbook: a row with one text is a line, one with several belongs to a table."""
    try:
        from openpyxl import load_workbook
    except ModuleNotFoundError:
        raise MissingPackage(extra="paper", package="openpyxl") from None
    book = load_workbook(path, data_only=True)
    parts: list[str | tuple[tuple[str, ...], ...]] = []
    for sheet in book.worksheets:
        if sheet.title == "sopflow" and sheet.sheet_state == "hidden":
            parts.append(
                "".join(str(value) for (value, *_) in sheet.iter_rows(max_row=500, values_only=True) if value)
            )
        if sheet.sheet_state != "visible":
            continue
        rows: list[tuple[str, ...]] = []
        for values in sheet.iter_rows(
            max_row=_MAX_ROWS, max_col=min(sheet.max_column, _MAX_COLUMNS), values_only=True
        ):
            cells = tuple("" if value is None else str(value).strip() for value in values)
            filled = [cell for cell in cells if cell]
            if len(filled) > 1:
                rows.append(cells)
            elif filled and not rows:
                parts.append(filled[0])
            elif filled:
                rows.append(cells)
        if rows:
            width = max((at for row in rows for at, cell in enumerate(row) if cell), default=-1) + 1
            parts.append(tuple(row[:width] for row in rows))
    return Sheet(tuple(parts))
