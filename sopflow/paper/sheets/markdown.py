"""Tables in Markdown, with the lines around them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from sopflow import texts

from ..markup import unescaped
from ..sheet import Sheet
from .gathering import Gathering

_RULE: Final = re.compile(r":?-{2,}:?")
_BREAK: Final = re.compile(r"<br\s*/?>")
_BAR: Final = re.compile(r"(?<!\\)\|")


def read(path: Path) -> Sheet:
    """The lines that begin with a bar are rows; `<br>` breaks a line in a cell."""
    found = Gathering()
    for line in texts.read(path).splitlines():
        text = line.strip()
        if not text.startswith("|"):
            found.close()
            if text:
                found.line(unescaped(re.sub(r"^#+\s*", "", text)))
            continue
        cells = _BAR.split(text.strip("|") if text.endswith("|") and not text.endswith("\\|") else text[1:])
        if not all(_RULE.fullmatch(cell.strip()) for cell in cells):
            found.row("\n".join(unescaped(part.strip()) for part in _BREAK.split(cell)) for cell in cells)
    return found.sheet()
