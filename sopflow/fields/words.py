"""What the values of a field say, in the words of people."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from sopflow import dates
from sopflow.language import Language, Words

from . import amounts
from .field import Field, FieldType, Value, exact
from .withheld import Withheld

NAMES: Final[dict[FieldType, Words]] = {
    "text": Words("teks", "text"), "long_text": Words("teks panjang", "long text"), "number": Words("bilangan", "number"),
    "whole": Words("bilangan bulat", "whole number"), "money": Words("uang", "money"), "date": Words("tanggal", "date"),
    "time": Words("jam", "time"), "yes_no": Words("ya atau tidak", "yes or no"), "one_of": Words("satu pilihan", "one choice"),
    "some_of": Words("beberapa pilihan", "several choices"), "list": Words("daftar", "list"),
}  # fmt: skip
"""What each type is called."""
_YES: Final = Words("ya", "yes")
_NO: Final = Words("tidak", "no")
_WITHHELD: Final = Words("(tidak ditampilkan)", "(withheld)")


def said(field: Field, value: Value, language: Language = "id") -> str:
    """A value as people read it; nothing is a dash."""
    if value is None:
        return "-"
    if isinstance(value, Withheld):
        return _WITHHELD.within(language)
    if isinstance(value, bool):
        return (_YES if value else _NO).within(language)
    if field.type == "money":
        return money(int(exact(value)), field.scale, language)
    if field.type in ("number", "whole"):
        return amounts.written(Decimal(exact(value)), language)
    if field.type == "date":
        return dates.written(date.fromisoformat(str(value)), language)
    if field.type == "time":
        return str(value).replace(":", ".") if language == "id" else str(value)
    if field.type == "one_of":
        return field.choices.get(str(value), str(value))
    if field.type == "some_of" and isinstance(value, list):
        return ", ".join(field.choices.get(one, one) for one in value)
    if field.type == "list" and isinstance(value, list):
        return "; ".join(_record(field, record, language) for record in value)
    return str(value)


def _record(field: Field, record: dict[str, Value], language: Language) -> str:
    shown = (f"{one.title}: {said(one, record[one.id], language)}" for one in field.columns if one.id in record)
    return ", ".join(shown)


def money(amount: int, scale: int, language: Language = "id") -> str:
    """An amount in the smallest unit as people read it; rupiah by their sign."""
    if scale:
        return amounts.written(Decimal(amount).scaleb(-scale), language, scale=scale)
    text = amounts.written(amount, language)
    return f"-Rp{text[1:]}" if text.startswith("-") else f"Rp{text}"
