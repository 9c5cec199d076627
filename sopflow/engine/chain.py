"""The hash chain of a history: every link covers the one before it and the exact bytes of its own record."""

from __future__ import annotations

import hashlib
from typing import Final

ROOT: Final = "0" * 64
"""What stands before the first record."""


def link(previous: str, record: bytes) -> str:
    """The hash of a record that follows `previous`: SHA-256, in hexadecimal."""
    return hashlib.sha256(previous.encode() + b"\n" + record).hexdigest()
