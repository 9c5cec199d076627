"""Where quotes close on a line."""

from __future__ import annotations

from typing import Final

_LONGEST: Final = 2000
CURLY_PAIR: Final = frozenset("“”„")
CURLY: Final = CURLY_PAIR | frozenset("‘’")
"""The quotation marks of a word processor; the single ones are apostrophes too."""


def closing(line: str, start: int, sign: str | None = None) -> int | None:
    """Where the quote opened at `start` closes on this line (`sign` given: already open before it)."""
    sign = sign or line[start]
    at = start + 1
    while at < len(line):
        if line[at] == "\\" and sign == '"':
            at += 2
        elif line[at] == sign:
            if sign == "'" and line[at + 1 : at + 2] == "'":
                at += 2
                continue
            return at
        else:
            at += 1
    return None


def without_curly(text: str) -> str:
    """A text without the curly quotation marks of a word processor that were to hold it."""
    inner = text[1:-1]
    if text[:1] in CURLY and text[-1:] in CURLY and not CURLY_PAIR & {*inner}:
        return inner
    return text.strip("“”„") if sum(sign in CURLY_PAIR for sign in text) == 1 else text


def in_quotes(text: str) -> str:
    """A text as it could have been written, for a hint."""
    text = without_curly(text.strip())
    if len(text) > _LONGEST:
        return '"…"'  # a text cut short would be copied as it stands
    return '"' + text.replace("\\", "\\\\").replace('"', "'") + '"'
