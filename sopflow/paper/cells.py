"""What single cells say: times, symbols, and who acts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from sopflow.definition import duration

from .times import read_time
from .wordings import is_position

_TAG: Final = re.compile(r"\[([^\[\]]*)\]")
JOINED: Final = re.compile(r"\n|&|/|;|\+|,|\b(?:dan|atau|serta|bersama(?: dengan)?)\b", re.IGNORECASE)
_APART: Final = re.compile(r"\s[&/+]\s|[\n;]")
_LONGEST: Final = 200
"""Characters of a name by whose beginning it can be meant."""
_EMPTY: Final = ("", "-", "–", "—")
_UNKNOWN: Final = ("?", "??", "(?)")
_YES: Final = ("y", "ya", "yes")
_NO: Final = ("n", "t", "tidak", "tdk", "no")


def time_of(cell: str) -> tuple[str | None, bool]:
    """A duration as it is written, and whether it is one; `None` for an empty cell."""
    text = " ".join(cell.split())
    if text in _EMPTY:
        return ("-" if text else None), True
    if text in _UNKNOWN:
        return "unknown", True
    said = read_time(text)
    return said.text, said.is_duration


def same_time(text: str | None) -> str:
    """A time, so that what lasts the same reads the same."""
    known, _ = time_of(text or "")
    if known is None or known == "-":
        return ""
    lasts = duration.parsed(known)
    return str(lasts) if lasts is not None else known


def tags_of(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without its tags in square brackets (`[mulai]`, `[belah ketupat]`), and the tags."""
    return _TAG.sub(" ", text).strip(), tuple(" ".join(tag.casefold().split()) for tag in _TAG.findall(text))


def is_yes(text: str) -> bool:
    return text.strip(" .():").casefold() in _YES


def is_no(text: str) -> bool:
    return text.strip(" .():").casefold() in _NO


def is_word(text: str, *words: str) -> bool:
    """Whether a cell is one of some words and nothing more."""
    return text.strip(" .():").casefold() in words


class Known:
    """Names that texts may mean, and for each beginning of some, how many begin with it."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._exact: dict[str, str] = {}
        self._longer: dict[str, tuple[str, int]] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """One name more."""
        folded = name.casefold()
        self._exact.setdefault(folded, name)
        at = folded.find(" ")
        while 0 <= at <= _LONGEST:
            first, count = self._longer.get(folded[:at], (name, 0))
            self._longer[folded[:at]] = (first, count + 1)
            at = folded.find(" ", at + 1)

    def resolve(self, part: str) -> str | None:
        """The name that a text is, or the only one that begins with it."""
        folded = part.casefold().strip()
        longer, count = self._longer.get(folded, ("", 0))
        return self._exact.get(folded) or (longer if count == 1 else None)


class Named(NamedTuple):
    """Who a cell names."""

    titles: tuple[str, ...]
    reading: str = "certain"
    """How sure it is that it is so many."""


def named_in(text: str, names: Known) -> Named:
    """The actors that a cell names: several where each is one that stands alone elsewhere, or where a sign or another line
    says so; that is `open` where only some are known, and where none is though each sounds like a position."""
    whole = " ".join(text.split())
    known = names.resolve(whole)
    parts = [one for part in JOINED.split(text) if (one := " ".join(part.split()).strip(" ,"))]
    if known is not None or len(parts) < 2:
        return Named((known or whole,))
    resolved = [names.resolve(part) for part in parts]
    several = tuple(found or part for found, part in zip(resolved, parts, strict=True))
    if all(resolved) or _APART.search(text):
        return Named(several, "probable")
    if any(resolved) or all(map(is_position, map(str.casefold, parts))):
        return Named(several, "open")
    return Named((whole,), "probable")
