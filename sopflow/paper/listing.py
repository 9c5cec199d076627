"""Lists in a cell: numbered, lettered, with bullets, or a line for each item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MARKER: Final = re.compile(
    r"(?:\(?\d{1,2}[.),](?=[\sA-Z(]|\Z)|\(?[a-z][.)](?=[\s(]|\Z)|[-–—•·●○▪■□➢➤►✓✔*\uf0b7\uf0a7\uf0d8](?=\s|\w))\s*"
)
"""What stands before an item: a number, a letter or a sign."""
_ENDS: Final = (";", ".", ":")
_SHORT: Final = 0.75
_NARROW: Final = 32
_NOTHING: Final = ("", "-", "–", "—", ":")


def items_of(lines: Sequence[str]) -> tuple[str, ...]:
    """The items of a list, without their markers; a line without one goes on with the item before, if any has one."""
    flat = [text for line in lines if (text := " ".join(line.split())) not in _NOTHING]
    if any(MARKER.match(text) for text in flat):
        return tuple(_joined(flat, lambda at: MARKER.match(flat[at]) is not None))
    longest = max(map(len, flat), default=0)
    return tuple(_joined(flat, lambda at: _begins(flat[at - 1], flat[at], longest)))


def _joined(lines: Sequence[str], begins: Callable[[int], bool]) -> Iterator[str]:
    item: list[str] = []
    for at, line in enumerate(lines):
        if item and begins(at):
            yield " ".join(item)
            item = []
        marker = MARKER.match(line) if not item else None
        bare = line[marker.end() :] if marker is not None else line
        item += [bare] if bare else []
    if item:
        yield " ".join(item)


def _begins(before: str, line: str, longest: int) -> bool:
    """Whether a line without a marker is an item of its own and not the rest of a long line before it."""
    if before.endswith(_ENDS):
        return True
    if line[:1].islower() or before.endswith((",", "/", "-", " dan", " atau")):
        return False
    return longest <= _NARROW or len(before) < longest * _SHORT
