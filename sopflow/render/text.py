"""How wide a text is, and where it breaks: the same on every machine, since the typeface is shipped."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

LINE: Final = 1.2
"""From one line to the next, in sizes of the type."""
_UNKNOWN: Final = 1000


@lru_cache(maxsize=1)
def _widths() -> tuple[dict[str, int], dict[str, int]]:
    found = json.loads(files(__package__).joinpath("fonts/widths.json").read_text("utf-8"))
    return found["regular"], found["bold"]


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """In the unit of `size`; a character that the typeface lacks counts as wide as its size."""
    widths = _widths()[bold]
    return sum(widths.get(character, _UNKNOWN) for character in text) * size / 1000


class Lines(tuple[str, ...]):
    """The lines of a text, which know it: what they were broken from."""

    text: str

    @classmethod
    def of(cls, lines: Iterable[str], text: str) -> Lines:
        made = cls(lines)
        made.text = text
        return made


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> Lines:
    """The lines of a text no wider than `width`: broken between words, and a word only where it alone is too wide.

    Lines of the text stay lines. A single character is never broken, however narrow it must be.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _paragraph(" ".join(paragraph.split()), width * 1000 / size, _widths()[bold])
    return Lines.of(lines, text)


def _paragraph(text: str, room: float, widths: dict[str, int]) -> list[str]:
    space = widths[" "]
    lines: list[str] = []
    line, used = "", 0.0
    for word in text.split(" "):
        long = sum([widths.get(character, _UNKNOWN) for character in word])
        if line and used + space + long <= room:
            line, used = f"{line} {word}", used + space + long
            continue
        if line:
            lines.append(line)
        if long > room:
            *whole, word = _broken(word, room, widths)
            lines += whole
            long = sum([widths.get(character, _UNKNOWN) for character in word])
        line, used = word, long
    return [*lines, line]


def _broken(word: str, room: float, widths: dict[str, int]) -> list[str]:
    pieces: list[str] = []
    piece, used = "", 0.0
    for character in word:
        width = widths.get(character, _UNKNOWN)
        if piece and used + width > room:
            pieces.append(piece)
            piece, used = "", 0.0
        piece, used = piece + character, used + width
    return [*pieces, piece]


def widest(lines: tuple[str, ...], size: float, *, bold: bool = False) -> float:
    """The width of the widest line."""
    return max((text_width(line, size, bold=bold) for line in lines), default=0.0)


def widest_word(text: str, size: float, *, bold: bool = False) -> float:
    """The width below which a word would be broken."""
    return max((text_width(word, size, bold=bold) for word in text.split()), default=0.0)
