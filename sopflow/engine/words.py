"""The words of a subject, by which it is found."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_WORD: Final = re.compile(r"\w+")
_MOST: Final = 60
"""Words of one subject; a longer one is found by its first."""
_LONGEST: Final = 40
ANY_ENDING: Final = "*"


def words_of(subject: str | None) -> frozenset[str]:
    """The words of a subject, folded; signs between words do not count."""
    return frozenset(_WORD.findall(_folded(subject or ""))[:_MOST]) if subject else frozenset()


def terms_of(query: str) -> tuple[str, ...]:
    """The words that are looked for, each once; one that may go on ends with `*`."""
    found = re.findall(r"\w+\*?", _folded(query))
    return tuple(dict.fromkeys(found))


def matches(terms: tuple[str, ...], words: frozenset[str]) -> bool:
    """Whether every term is one of the words, or the beginning of one."""
    return bool(terms) and all(
        any(word.startswith(term[:-1]) for word in words) if term.endswith(ANY_ENDING) else term in words
        for term in terms
    )


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(rf"(\w{{{_LONGEST}}})\w+", r"\1", folded)
