"""Tables in Markdown, with the lines around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sopflow import texts

from ..sheet import Sheet

if TYPE_CHECKING:
    from pathlib import Path

_RULE: Final = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_BAR: Final = re.compile(r"(?<!\\)\|")


def read(path: Path) -> Sheet:
    """The lines that begin with a bar are rows; `<br>` breaks a line in a cell."""
    parts: list[str | tuple[tuple[str, ...], ...]] = []
    rows: list[tuple[str, ...]] = []
    for line in [*texts.read(path).splitlines(), ""]:
        text = line.strip()
        if text.startswith("|"):
            if not _RULE.fullmatch(text):
                cells = _BAR.split(text.strip("|") if text.endswith("|") else text[1:])
                rows.append(tuple(_cell(cell) for cell in cells))
            continue
        if rows:
            parts.append(tuple(rows))
            rows = []
        if text:
            parts.append(_plain(re.sub(r"^#+\s*", "", text)))
    return Sheet(tuple(parts))


def _cell(text: str) -> str:
    return _plain(re.sub(r"\s*<br\s*/?>\s*", "\n", text.replace("\\|", "|").strip()))


def _plain(text: str) -> str:
    return text.replace("&lt;", "<").replace("&amp;", "&")
