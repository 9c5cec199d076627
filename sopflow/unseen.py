"""Characters that nobody sees, and those that turn the direction of a text: what looks the same must not be two things."""

from __future__ import annotations

import re
from typing import Final

_UNSEEN: Final = re.compile(
    r"[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800"
    r"\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    r"\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
    + "".join(rf"\U000{plane:x}fffe\U000{plane:x}ffff" for plane in range(1, 15))
    + "]"
)
"""Controls, separators of lines and paragraphs, halves, fillers, the empty Braille cell, what is private or no character, and
formats except for the signs that are seen around a number. They are written here because each Python knows other formats, and
what one accepts another must accept too."""
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def is_unseen(sign: str) -> bool:
    """Whether a character shows nothing: controls, formats, fillers, halves and what is not a character. Spaces, tabs and
    line ends are none of them."""
    return _UNSEEN.match(sign) is not None


def is_turning(sign: str) -> bool:
    """Whether a character turns the direction of the text that follows."""
    return sign in _TURNING


def unseen_in(text: str) -> str:
    """The characters of a text that nobody sees, each once."""
    if text.isascii() and text.isprintable():
        return ""
    return "".join(dict.fromkeys(_UNSEEN.findall(text)))


def seen_of(text: str) -> str:
    """What people see of a text, without blanks around it."""
    return _UNSEEN.sub("", text).strip()


def is_one_line(text: str) -> bool:
    """Whether people see all of a text, without tabs, line breaks and blanks around it."""
    return text == text.strip() and is_plain(text)


def is_plain(text: str) -> bool:
    """Whether people see all of a text, without tabs and line breaks."""
    return "\t" not in text and "\n" not in text and not unseen_in(text)


def straight(text: str) -> str:
    """A text for where it stands among others: what would turn the direction of those is replaced."""
    if text.isascii() or not any(map(is_turning, dict.fromkeys(text))):
        return text
    return "".join("\N{REPLACEMENT CHARACTER}" if is_turning(sign) else sign for sign in text)


def name_of(sign: str) -> str:
    """A character in words, for who does not see it."""
    from unicodedata import name  # imported for whoever has to be told

    return f"U+{ord(sign):04X} {name(sign, '')}".strip()
