"""Durations as an office writes them: `45 menit`, `1-2 hari`, `maks. 3 hari`, `2 bulan 6 hari 3 jam`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Final, Literal

from sopflow.language import Language, Words

Unit = Literal["tahun", "bulan", "minggu", "hari", "hari kalender", "jam", "menit", "detik"]

UNITS: Final[tuple[Unit, ...]] = ("tahun", "bulan", "minggu", "hari", "hari kalender", "jam", "menit", "detik")
_NAMES: Final[dict[str, Unit]] = {
    **dict.fromkeys(("tahun", "thn", "th", "year", "years"), "tahun"),
    **dict.fromkeys(("bulan", "bln", "month", "months"), "bulan"),
    **dict.fromkeys(("minggu", "mgg", "week", "weeks"), "minggu"),
    **dict.fromkeys(("hari", "hr", "day", "days", "working day", "working days"), "hari"),
    **dict.fromkeys(("hari kerja", "business day", "business days", "workday", "workdays"), "hari"),
    **dict.fromkeys(("hari kalender", "calendar day", "calendar days"), "hari kalender"),
    **dict.fromkeys(("jam", "hour", "hours", "hr.", "hrs", "h"), "jam"),
    **dict.fromkeys(("menit", "mnt", "minute", "minutes", "min", "mins"), "menit"),
    **dict.fromkeys(("detik", "dtk", "second", "seconds", "sec", "secs"), "detik"),
}
_SECONDS: Final[dict[Unit, int]] = {
    "minggu": 604800,
    "hari": 86400,
    "hari kalender": 86400,
    "jam": 3600,
    "menit": 60,
    "detik": 1,
}
_ENGLISH: Final[dict[Unit, str]] = {
    "tahun": "year", "bulan": "month", "minggu": "week", "hari": "day", "hari kalender": "calendar day", "jam": "hour",
    "menit": "minute", "detik": "second",
}  # fmt: skip
_WORDS = sorted(_NAMES, key=len, reverse=True)
GROUPED: Final = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?![0-9.,])")
"""A number in groups of thousands, as offices write it: `1.000`."""
_NUMBER = r"[0-9]{1,9}(?:[.,][0-9]{1,6})?"
_PART = re.compile(rf"\s*({_NUMBER})\s*({'|'.join(re.escape(w) for w in _WORDS)})(?![a-z])\s*", re.I)
_RANGE = re.compile(r"-|s/d|s\.d\.|sampai(?: dengan)?|to|hingga", re.I)
_AT_MOST = re.compile(
    r"^(?:maks(?:imal|imum)?\.?|paling lama|paling lambat|max(?:imum)?\.?|at most|up to|<=|≤)\s*", re.I
)
_ISO = re.compile(
    rf"P(?!\Z)(?:({_NUMBER})Y)?(?:({_NUMBER})M)?(?:({_NUMBER})W)?(?:({_NUMBER})D)?"
    rf"(?:T(?!\Z)(?:({_NUMBER})H)?(?:({_NUMBER})M)?(?:({_NUMBER})S)?)?"
)
_ISO_UNITS: Final[tuple[Unit, ...]] = ("tahun", "bulan", "minggu", "hari", "jam", "menit", "detik")
_PLAIN = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | {"\u00a0": " ", "\u202f": " "})
_LONGEST = 200

Parts = tuple[tuple[Unit, Decimal], ...]


class NotADuration(ValueError):
    """A text that is not a duration."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time, kept per unit: `2 bulan 6 hari` stays two months and six days.

    `hari` counts working days and `jam`/`menit`/`detik` working time on the calendar in force;
    `hari kalender` counts every day. A due time is the upper bound of a range (`at_least` is the lower).
    """

    parts: Parts
    """Amounts per unit, each unit once, the largest first; none is negative."""
    at_least: Parts | None = None
    """The lower bound of a range."""
    at_most: bool = False
    """Written as a maximum (`maks. 3 hari`)."""
    span: timedelta | None = field(init=False, compare=False, repr=False)
    """The exact length around the clock (a day is 24 hours); `None` where months or years are in it."""

    def __post_init__(self) -> None:
        seconds: Decimal | None = Decimal(0)
        for unit, amount in self.parts:
            weight = _SECONDS.get(unit)
            seconds = None if seconds is None or weight is None else seconds + amount * weight
        object.__setattr__(self, "span", None if seconds is None else _timedelta(seconds))

    def __str__(self) -> str:
        """In Indonesian; parses back to an equal value."""
        text = written(self.parts)
        if self.at_least is not None:
            low = written(self.at_least)
            one_unit = len(self.parts) == len(self.at_least) == 1 and self.parts[0][0] == self.at_least[0][0]
            text = f"{_amount(self.at_least[0][1])}-{text}" if one_unit else f"{low} - {text}"
        return f"maks. {text}" if self.at_most else text

    @property
    def words(self) -> Words:
        """For people, in both languages."""
        english = written(self.parts, "en")
        if self.at_least is not None:
            english = f"{written(self.at_least, 'en')} to {english}"
        return Words(str(self), f"at most {english}" if self.at_most else english)

    @property
    def counts_work(self) -> bool:
        """Whether it contains working days or working time, and not only calendar days."""
        return any(unit in ("hari", "jam", "menit", "detik") for unit, _ in self.parts)

    @property
    def is_zero(self) -> bool:
        return not any(amount for _, amount in self.parts)


def parse(text: str) -> Duration:
    """Read a duration in Indonesian, English or ISO 8601.

    Raises `NotADuration` for anything else; a number without a unit is one too, and one in which a point may part thousands.
    """
    return _read(text, GROUPED)


def parsed(text: str) -> Duration | None:
    """The same, where a text may be something else: then `None`."""
    try:
        return parse(text)
    except NotADuration:
        return None


def recorded(text: str) -> Duration:
    """Read a duration of a record: older ones hold `1.000 menit` for one minute, which `parse` refuses."""
    return _read(text, None)


def _read(text: str, refused: re.Pattern[str] | None) -> Duration:
    plain = text.translate(_PLAIN).strip()
    if not plain or len(plain) > _LONGEST:
        raise NotADuration(text)
    iso = _ISO.fullmatch(plain)
    if iso:
        amounts = ((u, Decimal(n.replace(",", "."))) for u, n in zip(_ISO_UNITS, iso.groups(), strict=True) if n)
        return _checked(Duration(_sorted(dict(amounts), text)), text)
    if refused is not None and refused.search(plain):
        raise NotADuration(text)
    rest = _AT_MOST.sub("", plain)
    at_most = rest != plain
    halves = [half.strip() for half in _RANGE.split(rest)]
    if len(halves) == 1:
        return _checked(Duration(_parts(rest, text), None, at_most), text)
    if len(halves) != 2:
        raise NotADuration(text)
    low, high = halves
    parts = _parts(high, text)
    if re.fullmatch(_NUMBER, low):
        if len(parts) != 1:
            raise NotADuration(text)
        least: Parts = ((parts[0][0], _number(low)),)
    else:
        least = _parts(low, text)
    return _checked(Duration(parts, least, at_most), text)


def _parts(text: str, whole: str) -> Parts:
    found: dict[Unit, Decimal] = {}
    at = 0
    while at < len(text):
        match = _PART.match(text, at)
        if match is None:
            raise NotADuration(whole)
        unit = _NAMES[match[2].lower()]
        if unit in found:
            raise NotADuration(whole)
        found[unit] = _number(match[1])
        at = match.end()
    return _sorted(found, whole)


def _sorted(found: dict[Unit, Decimal], whole: str) -> Parts:
    if not found:
        raise NotADuration(whole)
    return tuple((unit, found[unit]) for unit in UNITS if unit in found)


def _checked(duration: Duration, text: str) -> Duration:
    ends = duration.parts + (duration.at_least or ())
    too_long = any(n * _SECONDS.get(u, 31_622_400) > 100 * 31_622_400 for u, n in ends)
    split = any(u in ("tahun", "bulan") and n != n.to_integral_value() for u, n in ends)
    if too_long or split:
        raise NotADuration(text)
    return duration


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ".")).normalize() + 0


def _timedelta(seconds: Decimal) -> timedelta:
    return timedelta(microseconds=int((seconds * 1_000_000).to_integral_value()))


def _amount(amount: Decimal) -> str:
    return f"{amount.normalize():f}".replace(".", ",")


def written(parts: Parts, language: Language = "id") -> str:
    """`2 bulan 6 hari`, or `2 months 6 days`."""
    return " ".join(f"{_amount(amount)} {_unit(unit, amount, language)}" for unit, amount in parts)


def _unit(unit: Unit, amount: Decimal, language: Language) -> str:
    if language == "id":
        return unit
    return _ENGLISH[unit] if amount == 1 else f"{_ENGLISH[unit]}s"
