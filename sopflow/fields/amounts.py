"""The one grammar of amounts: `50 juta`, `1,5 miliar`, `50_000_000`, `Rp50.000.000`.

What could be two numbers (`1.500`) is refused with both readings, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from sopflow.language import Language, Words, number

LONGEST: Final = 40
"""No amount is written with more characters."""
_SCALES: Final = {
    "ribu": 3, "rb": 3, "juta": 6, "jt": 6, "miliar": 9, "milyar": 9, "triliun": 12, "trilyun": 12,
    "thousand": 3, "million": 6, "billion": 9, "trillion": 12,
}  # fmt: skip
_WHOLE: Final = re.compile(r"(-?)(Rp\.?\s?)?(-?)([0-9][0-9_.,]*)(?:\s?([A-Za-z]+))?", re.IGNORECASE)
_PLAIN: Final = re.compile(r"([0-9]+)(?:([.,])([0-9]+))?")
_UNDERLINED: Final = re.compile(r"([0-9]{1,3}(?:_[0-9]{3})+)(?:[.,]([0-9]+))?")
_DOTTED: Final = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+)(?:,([0-9]+))?")
_COMMAED: Final = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?")
_EITHER: Final = re.compile(r"([1-9][0-9]{0,2})[.,]([0-9]{3})")
_SEPARATORS: Final = str.maketrans("", "", "_.,")

SHOWN: Final = Words(
    "50 juta, 1,5 miliar, 50_000_000 atau Rp50.000.000", "50 million, 1.5 billion, 50_000_000 or Rp50,000,000"
)


class NotAnAmount(ValueError):
    """A text that is not an amount; `readings` are the two that it could be (of thousands, and with decimals), where it could
    be two."""

    def __init__(self, text: str, readings: tuple[str, ...] = ()) -> None:
        super().__init__(text)
        self.readings = readings

    @property
    def expected(self) -> Words:
        """What would be an amount."""
        if self.readings:
            return one_of_readings(self.readings)
        return Words(f"sebuah bilangan, misalnya {SHOWN.id}", f"a number, such as {SHOWN.en}")


def one_of_readings(readings: Sequence[str]) -> Words:
    """What to write instead of a text that could be two numbers: the readings that are offered, one or both."""
    if len(readings) == 1:
        return Words(readings[0], in_english(readings[0]))
    one, other = readings
    return Words(
        f"{one} atau {other}, karena dapat berarti keduanya",
        f"{one} or {in_english(other)}, as it could mean either",
    )


def parse(text: str) -> Decimal:
    """The number that a text means; raises `NotAnAmount`."""
    own = text.strip()
    found = _WHOLE.fullmatch(own.removesuffix(",-")) if len(own) <= LONGEST else None
    if found is None or (found[1] and found[3]) or (own.endswith(",-") and not found[2]):
        raise NotAnAmount(text)
    _, is_money, _, digits, scale = found.groups()
    power = _SCALES.get(scale.lower()) if scale else 0
    if power is None:
        raise NotAnAmount(text)
    either = _EITHER.fullmatch(digits)
    if either is not None and not (is_money and "." in digits):
        sign, scaled = found[1] or found[3], f" {scale}" if scale else ""
        whole, decimals = f"{either[1]}_{either[2]}", f"{either[1]},{_decimals(either[2])}"
        raise NotAnAmount(text, (f"{sign}{whole}{scaled}", f"{sign}{decimals}{scaled}"))
    amount = _number(digits, bool(is_money))
    if amount is None:
        raise NotAnAmount(text)
    amount = amount.scaleb(power)
    return -amount if found[1] or found[3] else amount


def _decimals(digits: str) -> str:
    """Decimals that are not read as a group of three."""
    own = digits.rstrip("0") or "0"
    return own if len(own) < 3 else f"{own}0"


def _number(digits: str, is_money: bool) -> Decimal | None:
    """Grouped or plain; after `Rp` one point before three digits groups, as nobody writes thousandths of a rupiah."""
    forms = (_DOTTED, _UNDERLINED, _PLAIN, _COMMAED) if is_money else (_PLAIN, _UNDERLINED, _DOTTED, _COMMAED)
    for form in forms:
        found = form.fullmatch(digits)
        if found is not None and not (form is not _PLAIN and found[1].startswith("0")):
            whole = found[1].translate(_SEPARATORS)
            return Decimal(f"{whole}.{found[form.groups] or 0}")
    return None


def plainly(amount: Decimal) -> str:
    """An amount as a file has it, which is never two numbers: `1_500_000`, `1,5`."""
    whole, _, decimals = f"{abs(amount):f}".partition(".")
    decimals = decimals.rstrip("0")
    grouped = f"{int(whole):_}"
    if len(decimals) == 3 and "_" not in grouped and grouped != "0":
        decimals += "0"
    return f"{'-' if amount < 0 else ''}{grouped}{',' if decimals else ''}{decimals}"


def in_english(text: str) -> str:
    """An amount as a file has it with a decimal point, which a file takes too: `1_500.5`."""
    return text.replace(",", ".")


def written(amount: Decimal | int, language: Language = "id", *, scale: int | None = None) -> str:
    """An amount as people write it: `1.500.000,5`, in English `1,500,000.5`; with `scale` decimals where it says so."""
    text = f"{Decimal(amount):f}" if scale is None else f"{Decimal(amount):.{scale}f}"
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, decimals = text.partition(".")
    decimals = decimals.rstrip("0") if scale is None else decimals
    grouped = number(int(whole), language, ",")
    point = "," if language == "id" else "."
    return f"{sign}{grouped}{point}{decimals}" if decimals else f"{sign}{grouped}"
