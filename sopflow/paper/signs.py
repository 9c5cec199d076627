"""Characters that Excel workbooks write by their number (`_x202E_`), and texts that only look like one."""

from __future__ import annotations

import re
from typing import Final

_NUMBERED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_LOOKS: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def as_written(text: str) -> str:
    """A text as a cell holds it."""
    return _LOOKS.sub("_x005F_", text)


def as_read(text: str) -> str:
    """The text that a cell holds."""
    return _NUMBERED.sub(lambda found: chr(int(found[1], 16)), text)
