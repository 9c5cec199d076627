"""Answers with the rows they lead to, in words: `Ya ke langkah 5, tidak ke langkah 6`, `Ya: 5; Tidak: 6`, `jika lengkap maka
ke no. 4, jika belum kembali ke no. 2`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from ..cells import is_no, is_yes

IF: Final = frozenset({"jika", "bila", "apabila", "kalau", "jikalau", "bilamana"})
TO: Final = frozenset({"ke", "kepada", "pada", "menuju"})
STEP: Final = frozenset(
    {"langkah", "no", "nomor", "baris", "kegiatan", "tahap", "poin", "nomer", "prosedur", "aktivitas"}
)
NUMBER: Final = re.compile(r"\d{1,3}[a-z]?")
YES: Final = "Ya"
NO: Final = "Tidak"
_TOKEN: Final = re.compile(r"\w+|[^\w\s]|\n")
_ONWARD: Final = frozenset(
    {"maka", "lanjut", "lanjutkan", "dilanjutkan", "langsung", "kembali", "dikembalikan", "proses", "selesai"}
)
_THEN: Final = _ONWARD | {":", ",", "=", "→", "-", ">"}
_BEFORE_NUMBERS: Final = STEP | TO | {".", "-"}
_STOPS: Final = frozenset({".", ";", "?", "\n"})
_BEGINS: Final = frozenset({*_STOPS, ",", "(", "/", "sedangkan", "dan", "namun", "tetapi"})
_SIGNS: Final = frozenset({":", "=", "→", "("})
_MOST_WORDS: Final = 5


class Way(NamedTuple):
    """An answer, and the printed number of the row that it leads to, or `end`."""

    label: str
    target: str


def ways_in(text: str) -> tuple[Way, ...]:
    """The answers of a text, if it says where more than one leads, or where a plain yes or no does."""
    words = _TOKEN.findall(text)
    found = tuple(_Scan(words).ways())
    is_plain = all(way.label in (YES, NO) for way in found)
    is_clear = len({way.label.casefold() for way in found}) == len(found)
    return found if is_clear and (is_plain or len(found) > 1) else ()


def question_in(text: str) -> tuple[str, str]:
    """What stands in a text before its first question, and the question; empty where there is none."""
    end = text.find("?")
    if end < 0:
        return text, ""
    begin = max((at + 1 for sign in (". ", "; ", "\n") if (at := text.rfind(sign, 0, end)) >= 0), default=0)
    return text[:begin].strip(), " ".join(text[begin : end + 1].split())


class _Scan:
    """A reading of words from left to right."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.folded = [word.casefold() for word in words]

    def ways(self) -> list[Way]:
        found = []
        label: list[str] = []
        is_bare = is_named = False
        for at, word in enumerate(self.folded):
            before = self.folded[at - 1] if at else "\n"
            if word in IF:
                label, is_bare, is_named = [], False, False
            elif (is_yes(word) or is_no(word)) and before in _BEGINS:
                label, is_bare, is_named = [self.words[at]], True, True
            elif not is_named and (label or before in IF) and self.is_of_label(word, label):
                label.append(self.words[at])
            else:
                is_named = bool(label)
                target = self.target(at, is_beside=is_bare and len(label) == 1 and before == label[0].casefold())
                if target and label:
                    found.append(Way(_said(label), target))
                if target or word in _STOPS or (is_bare and word not in _THEN and word not in TO):
                    label, is_named = [], False
        return found

    def is_of_label(self, word: str, label: list[str]) -> bool:
        """Whether a word goes on with what is the case."""
        return len(label) < _MOST_WORDS and word not in _THEN and word not in TO and word not in _STOPS

    def target(self, at: int, *, is_beside: bool) -> str:
        """The row to which words lead that begin here; a bare number does beside an answer."""
        word = self.folded[at]
        if word == "selesai":
            return "end" if self.is_last(at) else ""
        if word not in TO and word not in STEP and word not in _SIGNS and not is_beside:
            return ""
        is_step = word in STEP
        at += not is_beside or word in TO or word in STEP or word in _SIGNS
        while at < len(self.folded) and self.folded[at] in _BEFORE_NUMBERS:
            is_step = is_step or self.folded[at] in STEP
            at += 1
        if at == len(self.folded) or NUMBER.fullmatch(self.folded[at]) is None:
            return ""
        return self.folded[at] if is_step or self.is_last(at) else ""

    def is_last(self, at: int) -> bool:
        """Whether a place ends with a word."""
        after = self.folded[at + 1] if at + 1 < len(self.folded) else "\n"
        return after in _BEGINS or after in IF or after == ")"


def _said(label: list[str]) -> str:
    whole = " ".join(label)
    return YES if is_yes(whole) else NO if is_no(whole) else whole
