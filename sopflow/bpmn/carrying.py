"""The text of a definition as a file in BPMN carries it: packed, so that no tool that saves the file changes it."""

from __future__ import annotations

import base64
import zlib
from typing import Final

_MAX: Final = 2_000_000


def packed(text: str) -> str:
    """A text in letters and digits."""
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def unpacked(carried: str) -> str | None:
    """The text again; `None` where it is damaged, or larger than a definition is."""
    try:
        unpacking = zlib.decompressobj()
        data = unpacking.decompress(base64.b64decode("".join(carried.split()), validate=True), _MAX)
        return data.decode() if unpacking.eof else None
    except (ValueError, zlib.error):  # of which `binascii.Error` and `UnicodeDecodeError` are some
        return None
