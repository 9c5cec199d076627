"""Texts that a spreadsheet would take for formulas, and the apostrophe that keeps it from doing so; and the lines of tables of
plain text, which only this module writes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_SIGNS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "﹢", "﹣", "﹦", "﹫", "−")
_BEFORE: Final = " \t\r\n\v\f\x00\xa0\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\"'"
"""What may stand in front: programs drop white space, and quotes in a file without quoting rules."""


def is_formula(text: str) -> bool:
    """Whether a cell with this text would be one, an apostrophe in front of it left out."""
    return text.lstrip(_BEFORE).startswith(_SIGNS) or text[:1] in ("\t", "\r")


def neutral(text: str) -> str:
    """The text as it is written to a table of plain text. Where an office's spreadsheet separates cells by semicolons or
    tabs, what follows one in a text would be a cell too."""
    return "".join(f"'{part}" if _needs_one(part) else part for part in _SEPARATED.split(text))


def plain(text: str) -> str:
    """The text that `neutral` wrote."""
    parts = _SEPARATED.split(text)
    return "".join(part[1:] if part[:1] == "'" and _needs_one(part[1:]) else part for part in parts)


def _needs_one(part: str) -> bool:
    """The same with an apostrophe in front as without, so that one is taken away where one was put."""
    return is_formula(part) or is_formula(part.lstrip("'"))


def delimited(cells: Iterable[object], delimiter: str = ",") -> str:
    """A line of a table of plain text, without its end; a cell with a separator of any locale is in quotes."""
    return delimiter.join(map(_cell, cells))


def _cell(value: object) -> str:
    text = neutral(value) if isinstance(value, str) else str(value)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


_SEPARATED: Final = re.compile("(?<=[;\t])")
_QUOTED: Final = re.compile('[,;|\t"\r\n]')
