"""Times as offices write them, in the words of the format: `1 (satu) hari`, `1/2 jam`, `5’`, `± 10 mnt`, `1 x 24 jam`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from sopflow.definition import duration

_ONES: Final = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_ALONE: Final = {"sepuluh": 10, "sebelas": 11, "seratus": 100, **{word: at for at, word in enumerate(_ONES)}}
_UNITS: Final = r"(?:detik|menit|jam|hari|minggu|bulan|tahun)"
_LONGEST: Final = 200
_SPELLED: Final = re.compile(r"(\d{1,4})\s*\(\s*([a-z]{3,12}(?:\s[a-z]{3,12}){0,3}|\d{1,4})\s*\)", re.IGNORECASE)
_NUMBER_WORDS: Final = re.compile(rf"([a-z]{{3,12}}(?:\s[a-z]{{3,12}}){{0,3}})\s({_UNITS}\b.*)", re.IGNORECASE)
_ONE: Final = re.compile(r"\bse(detik|menit|jam|hari|minggu|bulan|tahun)\b", re.IGNORECASE)
_HALF: Final = re.compile(r"\b(?:setengah|separuh)\b", re.IGNORECASE)
_FRACTIONS: Final = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4)}
_FRACTION: Final = re.compile(r"(?<![\d/,.])(?:(\d{1,3})\s+)?(\d)\s?/\s?([2458])(?![\d/])")
_PRIME: Final = re.compile(r"(\d)\s?(?:[’'′‘`´](?!['’′‘]))")
_UNTIL: Final = re.compile(
    r"(?<=[\w)])\s*(?:\bs\.?\s?/?\s?d\b\.?|~|\bhingga\b|\bsampai\b(?: dengan\b)?)\s*(?=\d)", re.IGNORECASE
)
_AND: Final = re.compile(rf"({_UNITS}),?\s(?:dan\s|lebih\s)?(?=\d)", re.IGNORECASE)
_COMMA: Final = re.compile(rf"({_UNITS}),\s*(?=\d)", re.IGNORECASE)
_SHORT: Final = (
    (re.compile(r"(\d)\s?hk\b", re.IGNORECASE), r"\1 hari kerja"),
    (re.compile(r"\bhr\.?\s?krj\b\.?|\bhr\.?\skerja\b", re.IGNORECASE), "hari kerja"),
    (re.compile(r"\bmnt\.|\bmenit\.|\bminit\b|\bmenint\b|\bmnit\b", re.IGNORECASE), "menit"),
)
_SPACED: Final = re.compile(r"(\d)\s?([-–—])\s?(\d)")
_BARE: Final = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?(?:\s?-\s?\d{1,4}(?:[.,]\d{1,2})?)?")
_ABOUT: Final = re.compile(
    r"(?:±|\+\s?/?\s?-|\+|~|≈|kurang lebih|lebih kurang|sekitar|kira-kira|rata-rata|estimasi|<|kurang dari|selama|"
    r"maks(?:imal|imum)?\.?|paling lama)\s*",
    re.IGNORECASE,
)
_AROUND: Final = re.compile(r"(\d{1,2})\s?[x×]\s?24\s?jam", re.IGNORECASE)
_EFFECTIVE: Final = re.compile(r"\bhari (?:efektif|operasional)\b", re.IGNORECASE)
_REMARK: Final = re.compile(r"\([^()]{1,120}\)\Z")


class Time(NamedTuple):
    """What a cell says of the time."""

    text: str
    """In the format's words where it is a duration, else as it is printed."""
    is_duration: bool
    limit: str = ""
    """The time within which it is to be done, where the cell says more, or says it less plainly."""


def read_time(cell: str, unit: str = "") -> Time:
    """What a cell says; `unit` is that of bare numbers."""
    flat = " ".join(cell.split())
    if _is_duration(flat) or len(flat) > _LONGEST:
        return Time(flat, _is_duration(flat))
    plain = _plain(flat, unit)
    if _is_duration(plain):
        return Time(plain, True)
    limit = _limit(plain, unit)
    return Time(flat, False, limit if _is_duration(limit) else "")


def _is_duration(text: str) -> bool:
    return duration.parsed(text) is not None


def _plain(text: str, unit: str) -> str:
    """The same time, in the format's words."""
    plain = text.strip(" .;,")
    for pattern, said in _SHORT:
        plain = pattern.sub(said, plain)
    plain = duration.GROUPED.sub(lambda found: found[0].replace(".", ""), plain)
    plain = _SPELLED.sub(_checked, plain)
    plain = _ONE.sub(r"1 \1", plain)
    plain = _HALF.sub("1/2", plain)
    for sign, (top, bottom) in _FRACTIONS.items():
        plain = plain.replace(sign, f" {top}/{bottom}").strip()
    plain = _FRACTION.sub(_decimal, plain)
    plain = _PRIME.sub(r"\1 menit", plain)
    plain = _UNTIL.sub(" - ", plain)
    plain = _COMMA.sub(r"\1 ", plain)
    plain = _AND.sub(r"\1 ", plain)
    plain = _SPACED.sub(r"\1-\3", plain)
    words = _NUMBER_WORDS.fullmatch(plain)
    number = _number(words[1]) if words is not None else None
    if words is not None and number is not None:
        plain = f"{number} {words[2]}"
    return f"{plain} {unit}" if unit and _BARE.fullmatch(plain) else plain


def _limit(plain: str, unit: str) -> str:
    """What a text that says more comes to."""
    bare = _REMARK.sub("", plain).strip()
    bare = _ABOUT.sub("", bare, count=1) if _ABOUT.match(bare) else bare
    around = _AROUND.fullmatch(bare)
    if around is not None:
        return f"{around[1]} hari kalender"
    return _plain(_EFFECTIVE.sub("hari", bare), unit)


def _checked(found: re.Match[str]) -> str:
    """A number without its words in brackets, if they say the same."""
    said = int(found[2]) if found[2].isdigit() else _number(found[2])
    return found[1] if said == int(found[1]) else found[0]


def _decimal(found: re.Match[str]) -> str:
    value = int(found[1] or 0) + int(found[2]) / int(found[3])
    return f"{value:g}".replace(".", ",")


def _number(text: str) -> int | None:
    """A number in words, below a thousand."""
    total = 0
    words = text.casefold().split()
    at = 0
    while at < len(words):
        value = _ALONE.get(words[at])
        if value is None:
            return None
        following = words[at + 1] if at + 1 < len(words) else ""
        scaled: Callable[[int], int] | None = {
            "belas": lambda one: one + 10, "puluh": lambda one: one * 10, "ratus": lambda one: one * 100,
        }.get(following)  # fmt: skip
        if scaled is not None and value < 10:
            total, at = total + scaled(value), at + 2
        else:
            total, at = total + value, at + 1
    return total or None
