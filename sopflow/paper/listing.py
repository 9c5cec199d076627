"""Lists in a cell: numbered, lettered, with bullets, or a line for each item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MARKER: Final = re.compile(
    r"(?:\(?\d{1,2}[.),](?=[\sA-Z(]|\Z)|\(?[a-z][.)](?=[\s(]|[A-Z][a-z]|\Z)|[-–—•·●○▪■□➢➤►✓✔*\uf0b7\uf0a7\uf0d8](?=\s|\w))\s*"
)
"""What stands before an item: a number, a letter or a sign."""
_ENDS: Final = (";", ".", ":")
_SHORT: Final = 0.75
_NARROW: Final = 32
_NUMBER: Final = re.compile(r"(?<!\S)(\d{1,2})\.(?!\S)")
_OF_A_TEXT: Final = re.compile(r"(?:pasal|nomor|no\.?|ayat|angka|huruf|tahun|bab|lampiran)\s\Z", re.IGNORECASE)
_APART: Final = re.compile(r"(?<=;)\s")
_NOTHING: Final = ("", "-", "–", "—", ":")


def items_of(lines: Sequence[str], *, are_whole: bool = False) -> tuple[str, ...]:
    """The items of a list, without their markers; a line without one goes on with the item before, if any has one. Where
    none has, long lines may go on in the next, unless they `are_whole`."""
    flat = [text for line in lines if (text := " ".join(line.split())) not in _NOTHING]
    if any(MARKER.match(text) for text in flat):
        return tuple(_joined(flat, lambda at: MARKER.match(flat[at]) is not None))
    longest = 0 if are_whole else max(map(len, flat), default=0)
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


def is_tangled(lines: Sequence[str]) -> bool:
    """Whether numbers of a list stand within its lines, as where they are printed in the middle of what they number."""
    begun = sum(_NUMBER.match(line.strip()) is not None for line in lines)
    return begun > 0 and len(_numbers(" ".join(lines))) > begun


def untangled(lines: Sequence[str]) -> tuple[str, ...]:
    """The items of such a list, if semicolons part them and each holds the next number; none otherwise."""
    items = []
    for number, part in enumerate(_APART.split(" ".join(" ".join(lines).split())), start=1):
        found = next((one for one in _numbers(part, number) if int(one[1]) == number), None)
        if found is None:
            return ()
        items.append(" ".join(f"{part[: found.start()]} {part[found.end() :]}".split()))
    return tuple(items) if len(items) == len(_numbers(" ".join(lines))) else ()


def _numbers(text: str, first: int = 1) -> list[re.Match[str]]:
    """The numbers in a text that count on from the first."""
    found: list[re.Match[str]] = []
    for one in _NUMBER.finditer(text):
        is_of_text = _OF_A_TEXT.search(text[max(0, one.start() - 12) : one.start()]) is not None
        if int(one[1]) == first + len(found) and not is_of_text:
            found.append(one)
    return found
