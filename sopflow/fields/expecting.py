"""What a field expects, in the words of people: of a program, and (`written`) of somebody who writes a text.

An example that is offered, and each limit that is named, is taken where it is offered.
"""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final, Literal

from sopflow import dates
from sopflow.language import TwoWays, Words, joined

from . import amounts, limits
from .field import Field, FieldType, Value, exact, plain
from .samples import sample
from .values import Misfit, takes, value_of
from .words import said

Manner = Literal["given", "written"]
_TYPES: Final[dict[FieldType, Words]] = {
    "text": Words("sebuah teks satu baris", "a text of one line"),
    "long_text": Words("sebuah teks", "a text"),
    "number": Words("sebuah bilangan", "a number"),
    "whole": Words("sebuah bilangan bulat", "a whole number"),
    "money": Words("jumlah uang", "an amount of money"),
    "date": Words("sebuah tanggal", "a date"),
    "time": Words("sebuah jam", "a time of day"),
    "yes_no": Words("ya atau tidak", "yes or no"),
    "one_of": Words("salah satu dari {shown}", "one of {shown}"),
    "some_of": Words(
        "satu atau beberapa dari {shown}, masing-masing satu kali", "one or more of {shown}, each once"
    ),
    "list": Words("daftar isian {shown}, paling banyak {most}", "a list of records of {shown}, at most {most}"),
}
_GIVEN: Final[dict[FieldType, Words]] = {
    "money": Words("jumlah uang sebagai bilangan bulat", "an amount of money as a whole number"),
    "yes_no": Words("true atau false", "true or false"),
    "some_of": Words(
        "daftar satu atau beberapa dari {shown}, masing-masing satu kali",
        "a list of one or more of {shown}, each once",
    ),
}
_SUCH_AS: Final = Words("misalnya {shown}", "such as {shown}")
_FOR: Final = Words("{shown} untuk {said}", "{shown} for {said}")
_BETWEEN: Final = Words("dari {low} sampai {high}", "from {low} to {high}")
_LEAST: Final = Words("paling sedikit {low}", "at least {low}")
_MOST: Final = Words("paling banyak {high}", "at most {high}")
_EARLIEST: Final = Words("paling awal {low}", "{low} at the earliest")
_LATEST: Final = Words("paling akhir {high}", "{high} at the latest")
_LONGEST: Final = Words("paling banyak {most} karakter", "at most {most} character(s)")
_FORM: Final = Words("menurut pola {pattern}", "matching {pattern}")
_KEYED: Final = Words("{key} harus berbeda-beda", "each with a different {key}")
_ANOTHER: Final = Words("{key} yang belum ada di daftar ini", "another {key} than the list has already")
_DIGITS: Final = Words(f"paling banyak {limits.MOST_DIGITS} angka", f"{limits.MOST_DIGITS} digits at most")
_USUAL: Final[dict[FieldType, Any]] = {"number": 1.5, "money": 50_000_000, "date": "2026-08-17", "time": "07:30"}
_FEW: Final = 8
_LONG: Final = 200
"""Characters of an example of a list; one that needs more is not offered."""


def expected(field: Field, value: object = None, *, missing: bool = False) -> TwoWays:
    """What a value of a field has to be; where it is `missing`, without the limits that every field has."""
    given = joined([*_kind(field, "given"), *_more(field, missing, "given")], ", ")
    return TwoWays(given.id, given.en, in_writing(field, value, missing=missing))


def another(field: Field) -> Words:
    """What the key of a record has to be that another record of the list has already."""
    return _ANOTHER.filled(key=field.key)


def in_writing(field: Field, value: object = None, *, missing: bool = False) -> Words:
    """The same of a text that somebody writes: where one could be two numbers or days, those of them that the
    field takes."""
    readings = _readings(field, value)
    if readings:
        return amounts.one_of_readings(readings)
    days = dates.meant(value) if isinstance(value, str) and field.type == "date" else ()
    taken = [one for one in days if takes(field, one.isoformat())]
    if taken:
        return dates.offered(taken)
    return joined([*_kind(field, "written"), *_more(field, missing, "written")], ", ")


def _readings(field: Field, value: object) -> list[str]:
    if not isinstance(value, str) or field.type not in ("number", "whole", "money"):
        return []
    try:
        amounts.parse(value)
    except amounts.NotAnAmount as problem:
        return [one for one in problem.readings if not isinstance(value_of(field, amounts.parse(one)), Misfit)]
    return []


def hint(field: Field) -> Words:
    """What stands beneath the control of a field: what the control itself does not show; perhaps nothing."""
    if field.type == "whole":
        return joined([_TYPES["whole"], *_more(field, True, "written")], ", ")
    shown = _example(field, "written") if field.type in ("number", "money") else []
    return joined([*shown, *_more(field, True, "written")], ", ")


def limits_of(field: Field) -> Words:
    """The limits of a field's values that the SOP says; perhaps nothing."""
    titles = {one.id: one.title for one in field.columns}
    return joined(_more(replace(field, key=titles.get(field.key or "", field.key)), True, "written"), ", ")


def _kind(field: Field, manner: Manner) -> list[Words]:
    """Its type, and an example where the type has some."""
    own = _GIVEN.get(field.type, _TYPES[field.type]) if manner == "given" else _TYPES[field.type]
    if field.choices:
        ids = list(field.choices)
        own = own.filled(shown=", ".join(ids[:_FEW]) + (", …" if len(ids) > _FEW else ""))
    elif field.type == "list":
        own = own.filled(shown=", ".join(one.id for one in field.columns), most=limits.MOST_RECORDS)
    return [own, *_example(field, manner)]


def _example(field: Field, manner: Manner) -> list[Words]:
    """`such as` something that the field takes, where that is found at once."""
    if field.type == "list":
        text = next((one for one in _lists(field, manner) if len(one) <= _LONG), None)
        return [] if text is None else [_SUCH_AS.filled(shown=text)]
    if manner == "given" and field.type == "some_of":
        return [_SUCH_AS.filled(shown=json.dumps(list(field.choices)[:1]))]
    if field.type not in _USUAL:
        return []
    value = _likely(field, _USUAL[field.type])
    if value is None:
        return []
    if manner == "written":
        is_day = field.type in ("date", "time")
        return [_SUCH_AS.filled(shown=value if is_day else _each(field, value, manner))]
    shown: Any = json.dumps(value)
    if field.type == "money":
        shown = _FOR.filled(shown=shown, said=_said(field, value))
    return [_SUCH_AS.filled(shown=shown)]


def _likely(field: Field, usual: Value) -> Value:
    """A usual value where the field takes it, else its largest, else any; `None` where none is found at once."""
    tried = (usual, plain(field.max)) if field.max is not None else (usual,)
    return next((one for one in tried if takes(field, one)), None) or sample(field)


def _lists(field: Field, manner: Manner) -> list[str]:
    """Lists of one record as JSON: with every column, and with those that must be filled."""
    cells = {one.id: _cell(one, manner) for one in field.columns}
    needed = {one.id for one in field.columns if not one.optional} or {field.columns[0].id}
    if any(cells[name] is None for name in needed):
        return []
    whole = {name: value for name, value in cells.items() if value is not None}
    least = {name: value for name, value in whole.items() if name in needed or name == field.key}
    return [json.dumps([record], ensure_ascii=False) for record in (whole, least)]


def _cell(column: Field, manner: Manner) -> Any:
    """Something that a column takes; `None` where nothing is found at once."""
    value = _likely(column, _USUAL.get(column.type, "…"))
    if manner == "given" or not isinstance(value, int | float) or isinstance(value, bool):
        return value
    if column.type == "money":
        return column.to_plain(value)
    return value if _is_one_number(str(value), value) else column.to_plain(value)


def _more(field: Field, without_general: bool, manner: Manner) -> list[Words]:
    found = []
    if field.min is not None or field.max is not None:
        found.append(_borders(field, manner))
    elif field.type == "number" and not without_general:
        found.append(_DIGITS)
    if field.type in limits.LONGEST and not (without_general and field.max_length is None):
        found.append(_LONGEST.filled(most=field.max_length or limits.LONGEST[field.type]))
    if field.pattern is not None:
        found.append(_FORM.filled(pattern=field.pattern))
    if field.key is not None:
        found.append(_KEYED.filled(key=field.key))
    return found


def _borders(field: Field, manner: Manner) -> Words:
    is_time = field.type in ("date", "time")
    low, high = (None if one is None else _each(field, plain(one), manner) for one in (field.min, field.max))
    if low is not None and high is not None:
        return _BETWEEN.filled(low=low, high=high)
    if low is not None:
        return (_EARLIEST if is_time else _LEAST).filled(low=low)
    return (_LATEST if is_time else _MOST).filled(high=high)


def _each(field: Field, value: Value, manner: Manner) -> Words:
    """A value as a program gives it; else as people write it where that is one number alone, or as a file has it."""
    if manner == "given":
        return Words(*[str(value)] * 2)
    own = _said(field, value)
    if field.type in ("number", "whole", "money"):
        number = Decimal(exact(value)).scaleb(-field.scale if field.type == "money" else 0)
        plainly = str(field.to_plain(value))
        return Words(
            own.id if _is_one_number(own.id, number) else plainly,
            own.en if _is_one_number(own.en, number) else amounts.in_english(plainly),
        )
    return own


def _said(field: Field, value: Value) -> Words:
    return Words(said(field, value, "id"), said(field, value, "en"))


def _is_one_number(text: str, number: Decimal | float) -> bool:
    """Whether a text means this number and no other."""
    try:
        return bool(amounts.parse(text) == exact(number))
    except amounts.NotAnAmount:
        return False
