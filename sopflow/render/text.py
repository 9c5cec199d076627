"""How wide a text is, and where it breaks: the same on every machine, since the typeface is shipped."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Final

LINE: Final = 1.2
"""From one line to the next, in sizes of the type."""
_UNKNOWN: Final = 1000
_NO_WORD: Final = 40
"""In sizes of the type, about 80 letters: nothing longer is a word."""
_HYPHEN: Final = re.compile(r"(?<=[^\W\d_][-\u2010])(?=[^\W\d_])")
_SIGNS: Final = frozenset("/\\._,;:@&=?#+%|-")
_MORE: Final = "…"
_TIED: Final = "\N{NO-BREAK SPACE}"
_AMOUNT: Final = re.compile(r"(?<!≥) (?=\d)")


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


def wrapped(text: str, width: float, size: float, *, bold: bool = False, amounts: bool = False) -> Lines:
    """The lines of a text no wider than `width`: broken between words, and a word that alone is too wide at its hyphens.

    What is wider still is not a word where the column has grown as it should (`widest_word`): it is broken
    after a sign, else anywhere; a single character never, however narrow it must be. Lines of the text stay lines.
    With `amounts` a number stays with its unit where both fit.
    """
    room, widths = width * 1000 / size, _widths()[bold]
    lines: list[str] = []
    said: list[str] = []
    for paragraph in text.split("\n"):
        line = " ".join(paragraph.split())
        words = _words(line, room, widths) if amounts else line.split(" ")
        lines += _paragraph(words, room, widths)
        said.append(" ".join(word.replace(" ", _TIED) for word in words))
    return Lines.of(lines, "\n".join(said))


def shortened(text: str, width: float, size: float, lines: int) -> Lines:
    """So many lines of a bold text at most: the last one ends with … where there are more."""
    whole = wrapped(text, width, size, bold=True)
    if len(whole) <= lines:
        return whole
    most = width - text_width(_MORE, size, bold=True)
    last = wrapped(whole[lines - 1], most, size, bold=True)[0]
    kept = (*whole[: lines - 1], f"{last}{_MORE}")
    return Lines.of(kept, " ".join(kept))


def _words(line: str, room: float, widths: dict[str, int]) -> list[str]:
    """The words of a line, where each amount that fits is one."""
    parts = _AMOUNT.split(line)
    return [word for part in parts for word in ([part] if _width(part, widths) <= room else part.split(" "))]


def _width(word: str, widths: dict[str, int]) -> int:
    return sum([widths.get(character, _UNKNOWN) for character in word])


def _paragraph(words: list[str], room: float, widths: dict[str, int]) -> list[str]:
    space = widths[" "]
    lines: list[str] = []
    line, used = "", 0.0
    for word in words:
        long = _width(word, widths)
        if line and used + space + long <= room:
            line, used = f"{line} {word}", used + space + long
            continue
        if line:
            lines.append(line)
        if long > room:
            *whole, word = _broken(word, room, widths)
            lines += whole
            long = _width(word, widths)
        line, used = word, long
    return [*lines, line]


def _broken(word: str, room: float, widths: dict[str, int]) -> list[str]:
    """A word as lines: at its hyphens, else after a sign, else anywhere."""
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _pieces(word):
        long = sum([widths.get(character, _UNKNOWN) for character in piece])
        if line and used + long > room:
            lines.append(line)
            line, used = "", 0.0
        if long > room:
            *whole, piece = _torn(piece, room, widths)
            lines += whole
            long = sum([widths.get(character, _UNKNOWN) for character in piece])
        line, used = line + piece, used + long
    return [*lines, line]


def _torn(piece: str, room: float, widths: dict[str, int]) -> list[str]:
    lines: list[str] = []
    first, sign, used = 0, 0, 0.0
    at = 0
    while at < len(piece):
        used += widths.get(piece[at], _UNKNOWN)
        if used > room and at > first:
            cut = sign if sign > first else at
            lines.append(piece[first:cut])
            first, at, used = cut, cut, 0.0
            continue
        at += 1
        if piece[at - 1] in _SIGNS:
            sign = at
    return [*lines, piece[first:]]


def _pieces(word: str) -> list[str]:
    """A word cut after its hyphens, those between letters."""
    return _HYPHEN.split(word) if "-" in word or "\u2010" in word else [word]


def widest(lines: tuple[str, ...], size: float, *, bold: bool = False) -> float:
    """The width of the widest line."""
    return max((text_width(line, size, bold=bold) for line in lines), default=0.0)


def widest_amount(text: str, size: float, *, bold: bool = False) -> float:
    """The width below which a number would be parted from its unit."""
    return widest(tuple(_AMOUNT.split(text)), size, bold=bold)


def widest_word(text: str, size: float, *, bold: bool = False) -> float:
    """The width below which a word would be broken elsewhere than at a hyphen; except where it is too long for a word."""
    pieces = (text_width(piece, size, bold=bold) for word in text.split() for piece in _pieces(word))
    return min(_NO_WORD * size, max(pieces, default=0.0))
