"""From a definition to a file in a format in which offices exchange tables."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Final

from sopflow.budget import TableTooLarge
from sopflow.definition.model import Definition
from sopflow.errors.packages import needing
from sopflow.files import write_whole
from sopflow.language import Words

from .formulas import delimited, neutral
from .markup import escaped
from .seal import sealed
from .sheets import UnreadableSheet
from .signs import as_written
from .table import OfficialTable, table_of

_CHUNK: Final = 30_000
_OTHERS: Final = 6
"""Columns besides those of the actors."""
_OTHER: Final = Words("bukan salah satu dari {known}", "is none of {known}")


def export_table(sop: Definition, text: str, path: str | Path) -> None:
    """Write the official table of an SOP; `text` is its file, which goes along. The ending of `path` says the format:
    CSV, TSV, Markdown, XLSX. `UnreadableSheet` for another, `MissingPackage`, `TableTooLarge`."""
    target = Path(path)
    ending = target.suffix.lower()
    writer = WRITERS.get(ending)
    if writer is None:
        raise UnreadableSheet(path=str(target), why=_OTHER.filled(known=tuple(WRITERS)))
    TableTooLarge.refuse(len(sop.steps), len(sop.actors) + _OTHERS)
    table = table_of(sop)
    write_whole(target, writer(table, sealed(text, table.grid)))


def _delimited(table: OfficialTable, seal: str, delimiter: str) -> bytes:
    out = io.StringIO()
    for line in (table.title, *table.above):
        text = neutral(" ".join(line.split()))
        out.write(text + "\n" if delimiter == "\t" else '"' + text.replace('"', '""') + '"\n')
    for row in table.grid:
        if delimiter == "\t":
            cells = ["; ".join(" ".join(part.split()) for part in cell.split("\n")) for cell in row]
            out.write("\t".join(map(neutral, cells)) + "\n")
        else:
            out.write(delimited(row) + "\n")
    out.write(f"# {seal}\n")
    return out.getvalue().encode("utf-8-sig" if delimiter == "," else "utf-8")


def _markdown(table: OfficialTable, seal: str) -> bytes:
    def row(cells: tuple[str, ...]) -> str:
        return "| " + " | ".join("<br>".join(map(escaped, cell.split("\n"))) for cell in cells) + " |"

    lines = [f"# {escaped(table.title)}", "", *(escaped(line) for line in table.above), "", row(table.heads[0])]
    lines += ["|" + " --- |" * len(table.heads[0]), *(row(cells) for cells in (table.heads[1], *table.rows))]
    return "\n".join([*lines, "", f"<!-- {seal} -->", ""]).encode()


def _xlsx(table: OfficialTable, seal: str) -> bytes:
    with needing("paper"):
        from openpyxl import Workbook
        from openpyxl.styles import Alignment
    book = Workbook()
    sheet = book.active
    wrapping = Alignment(wrap_text=True, vertical="top")
    lines = [(table.title,), *((line,) for line in table.above), *table.grid]
    for at, cells in enumerate(lines, start=1):
        for column, text in enumerate(cells, start=1):
            if not text:
                continue
            cell = sheet.cell(at, column)
            cell.value, cell.data_type = as_written(text), "s"  # never a formula
            cell.alignment = wrapping
    first = 2 + len(table.above)
    _merge_heads(table, lambda a, b, c, d: sheet.merge_cells(None, first + a, b + 1, first + c, d + 1))
    hidden = book.create_sheet("sopflow")
    hidden.sheet_state = "hidden"
    for at in range(0, len(seal), _CHUNK):
        hidden.append([seal[at : at + _CHUNK]])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _merge_heads(table: OfficialTable, merge: Callable[[int, int, int, int], object]) -> None:
    """The heads as they are printed: groups over their columns, the others over both rows."""
    width = len(table.heads[0])
    actors = width - 6
    if actors > 1:
        merge(0, 2, 0, 1 + actors)
    merge(0, width - 4, 0, width - 2)
    for column in (0, 1, width - 1):
        merge(0, column, 1, column)


WRITERS: Final[dict[str, Callable[[OfficialTable, str], bytes]]] = {
    ".csv": lambda table, seal: _delimited(table, seal, ","),
    ".tsv": lambda table, seal: _delimited(table, seal, "\t"),
    ".md": _markdown,
    ".xlsx": _xlsx,
}
