"""The two languages that sopflow speaks, and texts that exist in both."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import Final, Literal
from unicodedata import combining, normalize

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
    they were typed on. It is that of Unicode 14, which Python 3.11 has, under each Python: what a later Unicode has added
    stays as it was typed, so that a file has one digest everywhere."""
    if text.isascii() or max(text) < "\u0300":
        return text
    return _composing().sub(lambda run: normalize("NFC", _MARKS.sub(_ordered, run[0])), text)


_MARKS: Final = re.compile(r"[^\w\s\0-\u02ff]{32,}")
"""Many characters that may be marks on a letter: no letter, digit or blank."""


def _ordered(marks: re.Match[str]) -> str:
    """Many marks, each class of Unicode after the other: to find this order takes `normalize` the square of their number."""
    apart = "".join(map({one: normalize("NFD", one) for one in dict.fromkeys(marks[0])}.__getitem__, marks[0]))
    stretches = groupby(apart, lambda one: combining(one) != 0)
    return "".join("".join(sorted(some, key=combining) if is_marks else some) for is_marks, some in stretches)


@cache
def _composing() -> re.Pattern[str]:
    ranges = re.sub(r"[0-9A-F]+", lambda number: f"\\U{number[0]:0>8}", _COMPOSING).replace(" ", "")
    return re.compile(f"[{ranges}]+")


_COMPOSING: Final = (
    "0-374 37E 385-38A 38C 38E-3A1 3A5-4F9 591-5C7 5D0-5EA 5F2 610-6ED 711-74A 7EB-7F3 7FD-82D 859-85B 898-95F"
    " 9A1-9A2 9AF 9BC-9BE 9C7 9CB-9CD 9D7 9DC-9DD 9DF 9FE A16-A1C A2B A32-A33 A36 A38 A3C A4D A59-A5B A5E ABC"
    " ACD B21-B22 B3C-B3E B47-B48 B4B-B4D B56-B57 B5C-B5D B92-B94 BBE BC6-BC7 BCA-BCD BD7 C3C C46-C48 C4D"
    " C55-C56 CBC-CC2 CC6-CC8 CCA-CCD CD5-CD6 D3B-D3E D46-D47 D4A-D4D D57 DCA DCF DD9-DDF E38-E3A E48-E4B"
    " EB8-EBA EC8-ECB F18-F43 F4C-F69 F71-F93 F9C-FB9 FC6 1025-108D 1100-11C2 135D-135F 1714-1715 1734 17D2-17DD"
    " 18A9 1939-193B 1A17-1A18 1A60-1A7C 1A7F 1AB0-1ACE 1B05-1B44 1B6B-1B73 1BAA-1BF3 1C37 1CD0-1CF9 1DC0-1F15"
    " 1F18-1F1D 1F20-1F45 1F48-1F4D 1F50-1F57 1F59 1F5B 1F5D 1F5F-1F7D 1F80-1FB4 1FB6-1FC4 1FC6-1FD3 1FD6-1FDB"
    " 1FDD-1FEF 1FF2-1FF4 1FF6-1FFE 2000-2003 20D0-20F0 2126-212B 2190-232A 2ADC-2ADD 2CEF-2CF1 2D7F 2DE0-2DFF"
    " 3008-302F 3046-3094 3099-30FE 349E-9F9C A66F-A6F1 A806-A82C A8C4 A8E0-A953 A9B3-A9C0 AAB0-AAC1 AAF6 ABED"
    " AC00-D7A3 F900-FA6D FA70-FAD9 FB1D-FB36 FB38-FB3C FB3E FB40-FB41 FB43-FB44 FB46-FB4E FE20-FE2F 101FD 102E0"
    " 10376-1037A 10A0D-10A0F 10A38-10A3A 10A3F 10AE5-10AE6 10D24-10D27 10EAB-10EAC 10F46-10F50 10F82-10F85"
    " 11046 11070 1107F-110BA 11100-11134 11173 111C0-111CA 11235-11236 112E9-112EA 1133B-1133E 11347"
    " 1134B-1134D 11357 11366-1136C 11370-11374 11442-11446 1145E 114B0-114C3 115AF 115B8-115C0 1163F"
    " 116B6-116B7 1172B 11839-1183A 11930-11935 11938 1193D-11943 119E0 11A34-11A47 11A99 11C3F 11D42-11D45"
    " 11D97 16AF0-16AF4 16B30-16B36 16FF0-16FF1 1BC9E 1D157-1D1C0 1D242-1D244 1E000-1E006 1E008-1E018"
    " 1E01B-1E021 1E023-1E024 1E026-1E02A 1E130-1E136 1E2AE 1E2EC-1E2EF 1E8D0-1E8D6 1E944-1E94A 20122-2A600"
    " 2F800-2FA1D"
)
"""What is not always its own composed form by Unicode 14, and what stands between and never changes: within such a stretch
every Unicode composes alike, as each keeps what the ones before it have said."""
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


def did_you_mean(word: str, known: Iterable[str], *, shown: int = 8, used: Iterable[str] = ()) -> Words:
    """Return a hint: the word that was meant, else the words that exist (of a set in alphabetical order); those that are
    `used` already exist too, and are not meant."""
    names = sorted(known) if isinstance(known, set | frozenset) else list(dict.fromkeys(known))
    near = nearest(word, names)
    if near is not None:
        return Suggestion(f'maksud Anda "{near}"?', f'did you mean "{near}"?', near)
    names += used
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
