"""Texts that a spreadsheet would take for formulas, and the apostrophe that keeps it from doing so."""

from __future__ import annotations

from typing import Final

_SIGNS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "﹢", "﹣", "﹦", "﹫", "−")
_BEFORE: Final = " \t\r\n\v\f\x00\xa0\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\"'"
"""What may stand in front: programs drop white space, and quotes in a file without quoting rules."""


def is_formula(text: str) -> bool:
    """Whether a cell with this text would be one, an apostrophe in front of it left out."""
    return text.lstrip(_BEFORE).startswith(_SIGNS) or text[:1] in ("\t", "\r")


def neutral(text: str) -> str:
    """The text as it is written to a table of plain text."""
    return f"'{text}" if is_formula(text) else text


def plain(text: str) -> str:
    """The text that `neutral` wrote."""
    return text[1:] if text[:1] == "'" and is_formula(text) else text
