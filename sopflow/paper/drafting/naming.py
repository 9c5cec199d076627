"""Ids and names that a draft gives."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container
from typing import Final

from sopflow.definition.model import LATE
from sopflow.language import nfc

_STOP: Final = frozenset(
    {"dan", "atau", "untuk", "yang", "dari", "di", "ke", "dengan", "pada", "oleh", "serta", "kepada", "the"}
)
_VERB: Final = re.compile(r"(?:me|mem|men|meng|meny|di|ber|pe|peng|pen)\w{3,}")
RESERVED: Final = frozenset({"end", "unknown", "true", "false", "null", "started"})
"""What no row may be called: each is a word of the format."""
_MOST_WORDS: Final = 3
_LONGEST_LABEL: Final = 60


def slug(text: str, without: str, *, most: int) -> str:
    """An id of the first words of a text."""
    plain = unicodedata.normalize("NFKD", nfc(text)).encode("ascii", "ignore").decode().casefold()
    words = [word for word in re.findall(r"[a-z0-9]+", plain) if word not in _STOP]
    name = "_".join(words[:most])[:48].strip("_")
    if name and not name[0].isalpha():
        name = f"n_{name}"
    return "" if name == without else name


def unique_label(taken: Container[str], label: str) -> str:
    """A label as the name of an answer that none has yet."""
    name, stem = label[:_LONGEST_LABEL].rstrip(), label[: _LONGEST_LABEL - 4]
    if name not in taken and name != LATE:
        return name
    last, free = 1, 2  # of very many the same, each is not counted through again
    while f"{stem} {free}" in taken:
        last, free = free, free * 2
    while free - last > 1:
        middle = (last + free) // 2
        last, free = (middle, free) if f"{stem} {middle}" in taken else (last, middle)
    return f"{stem} {free}"


class Ids:
    """Ids of one kind, each given once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._numbers: Counter[str] = Counter()

    def new(self, wanted: str) -> str:
        """An id, with a number behind it where it is taken."""
        name, count = wanted, max(2, self._numbers[wanted])
        while name in self._taken or name in RESERVED:
            name, count = f"{wanted}_{count}", count + 1
            self._numbers[wanted] = count
        self._taken.add(name)
        return name

    def of_activity(self, activity: str, number: str) -> str:
        """The id of a row: the verb of its activity and what follows."""
        words = re.findall(r"\w+", unicodedata.normalize("NFKD", nfc(activity.casefold())))
        verb = next((at for at, word in enumerate(words[:9]) if _VERB.fullmatch(word)), 0)
        wanted = slug(" ".join(words[verb:]), "unknown", most=_MOST_WORDS)
        return self.new(wanted or f"langkah_{slug(number, 'unknown', most=1) or len(self._taken) + 1}")
