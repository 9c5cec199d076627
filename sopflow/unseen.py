"""Characters that nobody sees, and those that turn the direction of a text: what looks the same must not be two things."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_SEEN_FORMATS: Final = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
"""Signs before or around a number, which Unicode counts among the formats although they are seen."""
_IGNORABLE: Final = (
    *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x2800, 0x3164, 0xFFA0),
    *range(0x180B, 0x1810),
    *range(0xFE00, 0xFE10),
    *range(0xFFF0, 0xFFF9),
)
"""What Unicode calls Default_Ignorable_Code_Point and does not count among the formats; and the empty Braille cell."""
_TAGS: Final = range(0xE0000, 0xE1000)
_TURNING: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


@lru_cache(maxsize=4096)
def is_unseen(sign: str) -> bool:
    """Whether a character shows nothing: controls, formats, fillers, halves and what is not a character. Spaces, tabs and
    line ends are none of them."""
    number, kind = ord(sign), unicodedata.category(sign)
    if kind == "Cf":
        return sign not in _SEEN_FORMATS
    if kind in ("Cc", "Cs", "Zl", "Zp"):
        return sign not in "\t\n"
    return (
        number in _IGNORABLE
        or number in _TAGS
        or number >= 0xF0000  # private planes
        or number & 0xFFFE == 0xFFFE
        or 0xFDD0 <= number <= 0xFDEF
    )


def is_turning(sign: str) -> bool:
    """Whether a character turns the direction of the text that follows."""
    return unicodedata.bidirectional(sign) in _TURNING


def unseen_in(text: str) -> str:
    """The characters of a text that nobody sees, each once."""
    if text.isascii() and text.isprintable():
        return ""
    return "".join(sign for sign in dict.fromkeys(text) if is_unseen(sign))


def seen_of(text: str) -> str:
    """What people see of a text, without blanks around it."""
    return "".join(sign for sign in text if not is_unseen(sign)).strip() if unseen_in(text) else text.strip()


def is_one_line(text: str) -> bool:
    """Whether people see all of a text, without tabs, line breaks and blanks around it."""
    return text == text.strip() and "\t" not in text and "\n" not in text and not unseen_in(text)


def straight(text: str) -> str:
    """A text for where it stands among others: what would turn the direction of those is replaced."""
    if text.isascii() or not any(map(is_turning, dict.fromkeys(text))):
        return text
    return "".join("\N{REPLACEMENT CHARACTER}" if is_turning(sign) else sign for sign in text)


def name_of(sign: str) -> str:
    """A character in words, for who does not see it."""
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".strip()
