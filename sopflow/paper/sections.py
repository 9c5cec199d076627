"""Rows of a table other than steps: titles over the rows below, totals, and a block of signatures at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .sheet import Row
from .wordings import folded

NUMBER: Final = re.compile(r"\(?\d{1,3}\s*[a-z]?[.)]?|\(?\d{1,3}(?:\.[0-9a-z]{1,2}){1,2}[.)]?", re.IGNORECASE)
_LETTER: Final = re.compile(r"(?:[A-Z]|[IVX]{1,5})[.)]?")
_LETTERED: Final = re.compile(r"(?:[A-Z]|[IVX]{1,5})[.)]\s+\S")
_PHASE: Final = re.compile(
    r"(?:(?:[a-z]|[ivx]{1,5}) )?(?:(?:kegiatan|tahap|tahapan|langkah) )?(awal|utama|inti|akhir)"
)
_PHASES: Final = {"awal": "awal", "utama": "utama", "inti": "utama", "akhir": "akhir"}
_TITLE: Final = re.compile(r"(?:tahap|tahapan|fase|bagian)\s", re.IGNORECASE)
_TOTAL: Final = re.compile(r"\s*(?:jumlah|total)\b", re.IGNORECASE)
_SIGNED: Final = re.compile(
    r"\s*(?:ditetapkan\b|disahkan\b|mengetahui\b|menyetujui\b|disetujui\b|nip\b|an\.\s|a\.n\.|[A-Z][A-Za-z .]{2,40}, +\d{1,2} +[A-Za-z]+ +\d{4})",
    re.IGNORECASE,
)
_NOTE: Final = re.compile(r"\s*(?:catatan|keterangan|ket|nb|note)\.?\s*:", re.IGNORECASE)
_MOST_IN_TOTAL: Final = 3
_MOST_IN_TITLE: Final = 8


def phase_of(title: str) -> str:
    """The phase of the format that a title names; empty for another."""
    found = _PHASE.fullmatch(folded(title))
    return _PHASES[found[1]] if found is not None else ""


def title_in(row: Row, number: str, activity: str, following: str) -> str:
    """The title that a row is, over the rows below; empty for a row of the procedure. `following` is the next row's number."""
    filled = [cell.strip() for cell in row if cell.strip()]
    if len(filled) == 1 and filled[0] == number:
        return number if not NUMBER.fullmatch(number) and any(map(str.isalpha, number)) else ""
    if len(filled) == 1 and filled[0] == activity:
        flat = " ".join(activity.split())
        is_short = len(flat.split()) <= _MOST_IN_TITLE
        is_title = _LETTERED.match(flat) or _TITLE.match(flat) or phase_of(flat) or flat.isupper()
        return flat if is_short and is_title else ""
    if len(filled) == 2 and filled == [number, activity]:
        bare = number.strip("().").strip()
        below = following.strip("().").replace(" ", "").replace(".", "").casefold()
        is_over = (
            bare.isdigit() and below in (f"{bare}1", f"{bare}a") and following.strip("(). ").isdigit() is False
        )
        if is_over or _LETTER.fullmatch(number):
            return " ".join(f"{number} {activity}".split())
    return ""


def is_total(row: Row, number: str) -> bool:
    """Whether a row adds up the others."""
    filled = [cell for cell in row if cell.strip()]
    return (
        bool(filled)
        and len(filled) <= _MOST_IN_TOTAL
        and not NUMBER.fullmatch(number)
        and _TOTAL.match(filled[0]) is not None
    )


def end_of(rows: Sequence[Row], first: int, number: int | None) -> int:
    """The first row of what stands below the steps, such as signatures and notes; the number of rows where there is nothing."""
    end = len(rows)
    for at in range(len(rows) - 1, first - 1, -1):
        row = rows[at]
        said = row[number].strip() if number is not None and number < len(row) else ""
        if NUMBER.fullmatch(said) or is_total(row, said) or sum(map(bool, row)) > _MOST_IN_TOTAL:
            break
        if any(_SIGNED.match(cell) for cell in row) or _is_note(row, rows[at - 1] if at > first else row):
            end = at
    return end


def _is_note(row: Row, above: Row) -> bool:
    """Whether a text below the steps goes on with none of them: it says so, or an empty row parts it from them."""
    filled = [cell for cell in row if cell.strip()]
    return len(filled) == 1 and (_NOTE.match(filled[0]) is not None or not any(map(str.strip, above)))
