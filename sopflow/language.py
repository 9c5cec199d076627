"""The two languages that sopflow speaks, and texts that exist in both."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal
from unicodedata import normalize

Language = Literal["id", "en"]
_COUNTED: Final = re.compile(r"(?=\{(\w+)\})(\{\w+\}(?: \w+){1,4})\(s\)")
"""A number in an English text, and up to four words after it of which the last is counted."""


_POINTS: Final = str.maketrans(",.", ".,")


def number(value: float | Decimal, language: Language, form: str = "") -> str:
    """A number as its readers write it: `1.435,5` in Indonesian, `1,435.5` in English; `form` as in a format string."""
    text = format(value, form)
    return text.translate(_POINTS) if language == "id" else text


class _Indonesian:
    """A number that an Indonesian text formats."""

    __slots__ = ("value",)

    def __init__(self, value: float | Decimal) -> None:
        self.value = value

    def __format__(self, form: str) -> str:
        return number(self.value, "id", form)


def _is_one(count: object) -> bool:
    return count in (1, "1")


@dataclass(frozen=True, slots=True)
class Words:
    """A text in Indonesian and in English; `{name}` in it stands for a value, and `{count} step(s)` for `1 step`, `2 steps`."""

    id: str
    en: str

    def within(self, language: Language, **values: object) -> str:
        """The text in `language`, with each value in the same language."""
        text = self.id if language == "id" else self.en
        if "(s)" in text:
            text = _COUNTED.sub(lambda found: found[2] + ("" if _is_one(values.get(found[1])) else "s"), text)
        return text.format(**{k: _shown(v, language) for k, v in values.items()}) if values else text

    def filled(self, **values: object) -> Words:
        """The text with its values, still in both languages."""
        return Words(self.within("id", **values), self.within("en", **values))


def joined(parts: Iterable[Words], by: str | Words) -> Words:
    """Texts one after the other, with `by` between two of them."""
    listed = list(parts)
    between = by if isinstance(by, Words) else Words(by, by)
    return Words(between.id.join(one.id for one in listed), between.en.join(one.en for one in listed))


@dataclass(frozen=True, slots=True)
class Suggestion(Words):
    """A hint at the one word that was meant."""

    word: str = ""
    is_certain: bool = False
    """Whether nothing else can have been meant, however unlike it is."""


@dataclass(frozen=True, slots=True)
class TwoWays(Words):
    """A text for whoever writes a program, and in other words for whoever writes a text: what is expected of each."""

    written: Words


def in_written_words(words: Words) -> Words:
    """The words for whoever writes a text, where there are some."""
    return words.written if isinstance(words, TwoWays) else words


NONE: Final = Words("tidak ada", "none")
"""Said where a list has nothing in it."""


def in_words(value: object, language: Language) -> object:
    """A value as it is shown: bilingual texts in `language`, lists as `"a", "b"`."""
    if isinstance(value, Words):
        return value.within(language)
    if isinstance(value, tuple | list | set | frozenset):
        items = sorted(value) if isinstance(value, set | frozenset) else value
        return ", ".join(f'"{in_words(item, language)}"' for item in items) or NONE.within(language)
    return value


def _shown(value: object, language: Language) -> object:
    said = in_words(value, language)
    is_number = isinstance(said, int | float | Decimal) and not isinstance(said, bool)
    return _Indonesian(said) if is_number and language == "id" else said  # type: ignore[arg-type]


def nfc(text: str) -> str:
    """Return a text in Unicode's composed form (NFC), so that texts that look the same are the same, whatever system
    they were typed on."""
    return text if text.isascii() else normalize("NFC", text)


_MANY, _COMPARED = 100, 60
"""Among more than so many words only so many are compared, so that a hint stays cheap."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that somebody most likely meant, if one is near enough."""
    folded = word[:80].casefold()
    by_fold: dict[str, str] = {}
    for candidate in known:
        by_fold.setdefault(candidate.casefold(), candidate)
    if folded not in by_fold and len(by_fold) > _MANY:
        alike = [c for c in by_fold if c[:1] == folded[:1] and abs(len(c) - len(folded)) <= 2][:_COMPARED]
        by_fold = {c: by_fold[c] for c in alike}
    found = [folded] if folded in by_fold else _first_words(folded, by_fold)
    found = found or _alike(folded, by_fold) or _beginning_with(folded, by_fold)
    return by_fold[found[0]] if found else None


def _alike(folded: str, known: Iterable[str]) -> list[str]:
    from difflib import get_close_matches  # imported for whoever has made a slip

    return get_close_matches(folded, [*known], n=1, cutoff=0.66)


def _first_words(folded: str, known: Iterable[str]) -> list[str]:
    """The one name whose first words these are: `claimed` of `claimed-by-other`, and not `not-claimed`."""
    longer = [name for name in known if name.startswith((f"{folded}-", f"{folded}_", f"{folded} "))]
    return longer if len(longer) == 1 and len(folded) >= 4 else []


def _beginning_with(folded: str, known: Iterable[str]) -> list[str]:
    """The one word that was not written to its end."""
    longer = [word for word in known if len(folded) >= 4 and word.startswith(folded)]
    return longer if len(longer) == 1 else []


def did_you_mean(word: str, known: Iterable[str], *, shown: int = 8) -> Words:
    """Return a hint: the word that was meant, else the words that exist (of a set in alphabetical order)."""
    names = sorted(known) if isinstance(known, set | frozenset) else list(dict.fromkeys(known))
    near = nearest(word, names)
    if near is not None:
        return Suggestion(f'maksud Anda "{near}"?', f'did you mean "{near}"?', near)
    if not names:
        return Words("belum ada satu pun", "there are none yet")
    listed = ", ".join(names[:shown]) + (", …" if len(names) > shown else "")
    return Words(f"yang ada: {listed}", f"known: {listed}")


def default_language() -> Language:
    """Return the reader's language according to the locale: Indonesian or English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "id" if value.lower().startswith(("id", "in_")) else "en"
    return "en"
