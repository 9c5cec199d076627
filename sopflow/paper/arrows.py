"""Arrows that are written out: `Y → 4, N → 2`, `setuju -> selesai (terbit)`."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_ARROW: Final = re.compile(r"→|->|=>|➔|⇒")
_SYMBOL: Final = re.compile(r"^(?:[□◇○▭◊]|mulai|selesai)\s*", re.IGNORECASE)
_NUMBERS: Final = re.compile(r"(\d{1,3}[a-z]?)((?:\s*(?:,|&|dan|serta)\s*\d{1,3}[a-z]?)*)\.?")
_END: Final = re.compile(r"(?:selesai|end|berakhir)(?:\s*[(:]\s*([^)]*?)\)?)?\.?", re.IGNORECASE)
_LINE: Final = re.compile(r"#*+\s*+(?:baris|langkah|no\.?)?+\s*+(\d{1,3}[a-z]?)\s*+[:.)]\s*+(.+)", re.IGNORECASE)


class Arrow(NamedTuple):
    """One arrow: its label, and where it leads."""

    label: str
    numbers: tuple[str, ...] = ()
    """Printed numbers of rows."""
    end: str | None = None
    """The name of an end; empty for the end itself."""
    text: str = ""
    """Where it leads in the paper's words, where that is neither."""


def arrows_of(text: str) -> tuple[Arrow, ...]:
    """The arrows in a text; none where it draws none."""
    found = []
    for part in re.split(r"[;\n]|,(?=[^,;]*(?:→|->|=>|➔|⇒))", text):
        label, *targets = _ARROW.split(part.strip(), maxsplit=1)
        if targets:
            found.append(_arrow(_SYMBOL.sub("", " ".join(label.split())), targets[0].strip()))
    return tuple(found)


def line_of(text: str) -> tuple[str, tuple[Arrow, ...]] | None:
    """A line below the table that draws a row's arrows: `4: lengkap -> 5; belum -> 1`."""
    match = _LINE.fullmatch(text.strip())
    if match is None:
        return None
    arrows = arrows_of(match[2])
    return (match[1], arrows) if arrows else None


def _arrow(label: str, target: str) -> Arrow:
    end = _END.fullmatch(target)
    if end is not None:
        return Arrow(label, end=(end[1] or "").strip())
    bare = _without_remark(target)
    numbers = _NUMBERS.fullmatch(bare)
    if numbers is not None and "?" not in target:
        return Arrow(label, tuple(re.findall(r"\d{1,3}[a-z]?", bare)), text=target if bare != target else "")
    return Arrow(label, text=target)


def _without_remark(text: str) -> str:
    """A text without what stands in brackets at its end."""
    whole = text.rstrip()
    start = whole.find("(", whole.rfind(")", 0, -1) + 1) if whole.endswith(")") else -1
    return whole[:start].rstrip() if start >= 0 else text
