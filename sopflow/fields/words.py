"""What a field expects and what its values say, in the words of people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from sopflow import dates
from sopflow.language import Words

from . import amounts, limits
from .field import exact
from .withheld import Withheld

if TYPE_CHECKING:
    from sopflow.language import Language

    from .field import Field, FieldType, Value

TYPES: Final[dict[FieldType, Words]] = {
    "text": Words("sebuah teks satu baris", "a text of one line"),
    "long_text": Words("sebuah teks", "a text"),
    "number": Words("sebuah bilangan, misalnya 1,5", "a number, such as 1.5"),
    "whole": Words("sebuah bilangan bulat", "a whole number"),
    "money": Words("jumlah uang, misalnya {shown}", "an amount of money, such as {shown}"),
    "date": Words("sebuah tanggal, misalnya 2026-08-17", "a date, such as 2026-08-17"),
    "time": Words("sebuah jam, misalnya 07:30", "a time of day, such as 07:30"),
    "yes_no": Words("ya atau tidak", "yes or no"),
    "one_of": Words("salah satu dari {shown}", "one of {shown}"),
    "some_of": Words(
        "satu atau beberapa dari {shown}, masing-masing satu kali", "one or more of {shown}, each once"
    ),
    "list": Words("daftar isian {shown}, paling banyak {most}", "a list of records of {shown}, at most {most}"),
}
NAMES: Final[dict[FieldType, Words]] = {
    "text": Words("teks", "text"), "long_text": Words("teks panjang", "long text"), "number": Words("bilangan", "number"),
    "whole": Words("bilangan bulat", "whole number"), "money": Words("uang", "money"), "date": Words("tanggal", "date"),
    "time": Words("jam", "time"), "yes_no": Words("ya atau tidak", "yes or no"), "one_of": Words("satu pilihan", "one choice"),
    "some_of": Words("beberapa pilihan", "several choices"), "list": Words("daftar", "list"),
}  # fmt: skip
"""What each type is called."""
_HINTS: Final[dict[FieldType, Words]] = {
    "number": Words("misalnya 1,5", "such as 1.5"), "whole": Words("bilangan bulat", "a whole number"),
}  # fmt: skip
_SUCH_AS: Final = Words("misalnya {shown}", "such as {shown}")
_BETWEEN: Final = Words("dari {low} sampai {high}", "from {low} to {high}")
_LEAST: Final = Words("paling sedikit {low}", "at least {low}")
_MOST: Final = Words("paling banyak {high}", "at most {high}")
_EARLIEST: Final = Words("paling awal {low}", "{low} at the earliest")
_LATEST: Final = Words("paling akhir {high}", "{high} at the latest")
_LONGEST: Final = Words("paling banyak {most} huruf", "at most {most} character(s)")
_FORM: Final = Words("menurut pola {pattern}", "matching {pattern}")
_KEYED: Final = Words("{key} harus berbeda-beda", "each with a different {key}")
_DIGITS: Final = Words(f"paling banyak {limits.MOST_DIGITS} angka", f"{limits.MOST_DIGITS} digits at most")
_YES: Final = Words("ya", "yes")
_NO: Final = Words("tidak", "no")
_WITHHELD: Final = Words("(tidak ditampilkan)", "(withheld)")
_EXAMPLE: Final = 50_000_000
_FEW: Final = 8


def expected(field: Field, *, missing: bool = False) -> Words:
    """What a value of a field has to be; where it is `missing`, without the limits that every field has."""
    own = TYPES[field.type]
    if field.type == "money":
        own = own.filled(shown=_each(field, _EXAMPLE))
    elif field.choices:
        ids = list(field.choices)
        own = own.filled(shown=", ".join(ids[:_FEW]) + (", …" if len(ids) > _FEW else ""))
    elif field.type == "list":
        own = own.filled(shown=", ".join(one.id for one in field.columns), most=limits.MOST_RECORDS)
    return _together([own, *_more(field, missing)])


def hint(field: Field) -> Words:
    """What stands beneath the control of a field: what the control itself does not show; perhaps nothing."""
    if field.type == "money":
        return _together([_SUCH_AS.filled(shown=_each(field, _EXAMPLE)), *_more(field, True)])
    return _together([*([_HINTS[field.type]] if field.type in _HINTS else []), *_more(field, True)])


def limits_of(field: Field) -> Words:
    """The limits of a field's values that the SOP says; perhaps nothing."""
    titles = {one.id: one.title for one in field.columns}
    return _together(_more(replace(field, key=titles.get(field.key or "", field.key)), True))


def _together(said: list[Words]) -> Words:
    return Words(", ".join(one.id for one in said), ", ".join(one.en for one in said))


def _more(field: Field, without_general: bool) -> list[Words]:
    found = []
    if field.min is not None or field.max is not None:
        found.append(_borders(field))
    elif field.type == "number" and not without_general:
        found.append(_DIGITS)
    if field.type in limits.LONGEST and not (without_general and field.max_length is None):
        found.append(_LONGEST.filled(most=field.max_length or limits.LONGEST[field.type]))
    if field.pattern is not None:
        found.append(Words(*(text.format(pattern=field.pattern) for text in (_FORM.id, _FORM.en))))
    if field.key is not None:
        found.append(_KEYED.filled(key=field.key))
    return found


def _borders(field: Field) -> Words:
    is_time = field.type in ("date", "time")
    if field.min is not None and field.max is not None:
        return _BETWEEN.filled(low=_each(field, field.min), high=_each(field, field.max))
    if field.min is not None:
        return (_EARLIEST if is_time else _LEAST).filled(low=_each(field, field.min))
    return (_LATEST if is_time else _MOST).filled(high=_each(field, field.max))


def _each(field: Field, value: object) -> Words:
    return Words(said(field, value, "id"), said(field, value, "en"))  # type: ignore[arg-type]


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
