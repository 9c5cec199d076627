"""Lists in a cell: numbered, lettered, with bullets, or a line for each item."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

MARKER: Final = re.compile(
    r"(?:\(?\d{1,2}[.),](?=[\sA-Z(]|\Z)|\(?[a-z][.)](?=[\s(]|[A-Z][a-z]|\Z)|[-–—•·●○▪■□➢➤►✓✔*\uf0b7\uf0a7\uf0d8](?=\s|\w))\s*"
)
"""What stands before an item: a number, a letter or a sign."""
_ENDS: Final = (";", ".", ":")
_SHORT: Final = 0.75
_NARROW: Final = 32
_NUMBER: Final = re.compile(r"(?<!\S)(\d{1,2})\.(?=[\sA-Z]|\Z)")
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
    """Whether numbers of a list stand within its lines, as where they are printed in the middle of what they number, or
    items beside each other."""
    begun = sum(_NUMBER.match(line.strip()) is not None for line in lines)
    text = " ".join(lines)
    counted = sorted(int(one[1]) for one in _numbers(text))
    are_all = counted == list(range(1, len(counted) + 1))
    return begun > 0 and max(len(_rising(text)), len(counted) if are_all else 0) > begun


def side_by_side(lines: Sequence[str]) -> tuple[str, ...]:
    """The items of a list that is printed in columns, in the order of their numbers; none where a line has no number at
    its beginning: it may go on with any of the items above it."""
    found: list[tuple[int, str]] = []
    for line in (text for line in lines if (text := " ".join(line.split()))):
        numbers = _numbers(line)
        if not numbers or numbers[0].start():
            return ()
        ends = [*(one.start() for one in numbers[1:]), len(line)]
        found += ((int(one[1]), line[one.end() : end].strip()) for one, end in zip(numbers, ends, strict=True))
    found.sort()
    is_counted = [number for number, _ in found] == list(range(1, len(found) + 1))
    return tuple(item for _, item in found) if is_counted and all(item for _, item in found) else ()


def untangled(lines: Sequence[str]) -> tuple[str, ...]:
    """The items of a list with its numbers in the middle, if semicolons part them and each holds the next number; none
    otherwise."""
    items = []
    for number, part in enumerate(_APART.split(" ".join(" ".join(lines).split())), start=1):
        found = next((one for one in _numbers(part) if int(one[1]) == number), None)
        if found is None:
            return ()
        items.append(" ".join(f"{part[: found.start()]} {part[found.end() :]}".split()))
    return tuple(items) if len(items) == len(_rising(" ".join(lines))) else ()


def _numbers(text: str) -> list[re.Match[str]]:
    """The numbers in a text that may be of a list."""
    return [
        one
        for one in _NUMBER.finditer(text)
        if _OF_A_TEXT.search(text[max(0, one.start() - 12) : one.start()]) is None
    ]


def _rising(text: str) -> list[re.Match[str]]:
    """Those that count from 1."""
    found: list[re.Match[str]] = []
    for one in _numbers(text):
        if int(one[1]) == 1 + len(found):
            found.append(one)
    return found
