"""What people write and YAML cannot read, or reads as something else: found line by line.

Works on the text alone and so gives the same findings whichever parser is underneath; where it finds an
error, the parser's own words are never shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from sopflow.diagnostics import Diagnostic

from .scanner import KEYS, Scanner

__all__ = ["KEYS", "find_slips"]


def find_slips(lines: Sequence[str]) -> tuple[Diagnostic, ...]:
    """The slips in a text, given as its lines."""
    scanner = Scanner(lines)
    scanner.run()
    return tuple(scanner.found)
