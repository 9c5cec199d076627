"""Tables in Word documents, merged cells included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sopflow.errors import MissingPackage

from .gathering import MAX_COLUMNS, Gathering, TooMuch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..sheet import Sheet

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RUN: Final = f"{_W}r"
_SIGNS: Final = {
    f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-",
}  # fmt: skip


def read(path: Path) -> Sheet:
    """Paragraphs and tables in the order of the document; of merged cells the first has the text."""
    try:
        from docx import Document
    except ModuleNotFoundError:
        raise MissingPackage(extra="paper", package="python-docx") from None
    found = Gathering()
    # from the XML: python-docx looks at all blocks before each, and for a merged cell through the rows above
    for block in Document(str(path)).element.body:
        if block.tag == f"{_W}tbl":
            found.close()
            for row in block.tr_lst:
                found.row(_cells(row))
        elif block.tag == f"{_W}p":
            if text := _text(block).strip():
                found.line(text)
            else:
                found.looked_at(0)
    return found.sheet()


def _cells(row: Any) -> Iterator[str]:
    for cell in row.tc_lst:
        width = cell.grid_span
        if width > MAX_COLUMNS:
            raise TooMuch("columns", MAX_COLUMNS)
        yield "" if cell.vMerge == "continue" else "\n".join(map(_text, cell.p_lst)).strip()
        yield from [""] * (width - 1)


def _text(paragraph: Any) -> str:
    """A paragraph's text, its links included."""
    runs = (run for part in paragraph for run in (part if part.tag == f"{_W}hyperlink" else (part,)))
    return "".join(
        _SIGNS.get(sign.tag, sign.text or "") for run in runs if run.tag == _RUN for sign in run if _is_text(sign)
    )


def _is_text(sign: Any) -> bool:
    return sign.tag == f"{_W}t" or (sign.tag in _SIGNS and sign.get(f"{_W}type", "textWrapping") == "textWrapping")
