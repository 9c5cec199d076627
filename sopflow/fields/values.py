"""From what a program gives to a field's value, or to what does not fit; nothing here has words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any, Final, NamedTuple

from sopflow.language import nfc

from . import limits, patterns
from .field import BORDERED, Field, Value, exact, plain
from .problem import ProblemKind

MOST_TOLD: Final = 20
"""Misfits of one list that are told at once."""
_CONTROL: Final = re.compile(f"[{limits.CONTROLS}]")
_CONTROL_BUT_LINES: Final = re.compile(f"[{limits.CONTROLS_BUT_LINES}]")
_SEEN: Final = re.compile(f"[^{limits.BLANKS}]")
_DATE: Final = re.compile(limits.DATE)
_TIME: Final = re.compile(limits.TIME)


class Misfit(NamedTuple):
    """Something that is not a value, with the field that says what would be."""

    field: Field
    place: str
    value: object
    kind: ProblemKind = "wrong"


class _Wrong(Exception):
    """The value does not fit."""


def value_of(field: Field, value: object) -> Value | Misfit:
    """The value, or the first misfit; nothing at all is the default, or missing where the field must be filled."""
    if value is None:
        value = field.initial
    if value is None or (isinstance(value, list | tuple) and not value and field.type in ("some_of", "list")):
        return None if field.optional else Misfit(field, field.id, value, "missing")
    if field.type == "list":
        records, misfits = _records(field, value, 1)
        return misfits[0] if misfits else records
    try:
        found = _READS[field.type](field, value)
    except _Wrong:
        return Misfit(field, field.id, value)
    return found if _fits(field, found) else Misfit(field, field.id, value)


def misfits_of(field: Field, value: object) -> list[Misfit]:
    """Every misfit of a value; of a list at most `MOST_TOLD`."""
    found = value_of(field, value)
    if not isinstance(found, Misfit):
        return []
    if field.type != "list" or found.place == field.id:
        return [found]
    return _records(field, value, MOST_TOLD)[1]


def takes(field: Field, value: object) -> bool:
    """Whether a field has this value, or another that it stands for."""
    return not isinstance(value_of(field, value), Misfit)


def _fits(field: Field, value: Value) -> bool:
    if field.type not in BORDERED:
        return True
    own = exact(value)
    return (field.min is None or own >= field.min) and (field.max is None or own <= field.max)


def _text(field: Field, value: object) -> str:
    text = nfc(_string(value))
    control = _CONTROL
    if field.type == "long_text":
        text, control = text.replace("\r\n", "\n"), _CONTROL_BUT_LINES
    most = limits.LONGEST[field.type] if field.max_length is None else field.max_length
    if len(text) > most or control.search(text) or not _SEEN.search(text):
        raise _Wrong
    if field.pattern is not None and not patterns.compiled(field.pattern).fullmatch(text):
        raise _Wrong
    return text


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise _Wrong
    return str(value)


def _decimal(value: object) -> Decimal:
    """A number exactly; a float is the number that it is written as."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise _Wrong
    if isinstance(value, int):
        if abs(value) > limits.LARGEST_WHOLE:
            raise _Wrong
        return Decimal(value)
    number = Decimal(repr(value)) if isinstance(value, float) else value
    if (
        not number.is_finite()
        or number.adjusted() > limits.MOST_DIGITS + 1
        or number.adjusted() < -limits.MOST_DIGITS
    ):
        if not number.is_zero():
            raise _Wrong
        return Decimal(0)
    return number


def _number(field: Field, value: object) -> int | float:
    number = _decimal(value)
    digits = "".join(map(str, number.as_tuple().digits)).strip("0")
    if abs(number) > limits.LARGEST_NUMBER or len(digits) > limits.MOST_DIGITS:
        raise _Wrong
    return plain(number)  # type: ignore[no-any-return]


def _whole(field: Field, value: object) -> int:
    number = _decimal(value)
    if field.type == "money" and isinstance(value, Decimal):
        number = number.scaleb(field.scale)
    if number != number.to_integral_value() or abs(number) > limits.LARGEST_WHOLE:
        raise _Wrong
    return int(number)


def _date(field: Field, value: object) -> str:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    text = _string(value)
    if not _DATE.fullmatch(text):
        raise _Wrong
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise _Wrong from None


def _time(field: Field, value: object) -> str:
    if isinstance(value, time):
        if value.second or value.microsecond or value.tzinfo is not None:
            raise _Wrong
        return f"{value:%H:%M}"
    text = _string(value)
    if not _TIME.fullmatch(text):
        raise _Wrong
    return text


def _yes_no(field: Field, value: object) -> bool:
    if not isinstance(value, bool):
        raise _Wrong
    return value


def _one(field: Field, value: object) -> str:
    text = _string(value)
    if text not in field.choices:
        raise _Wrong
    return text


def _some(field: Field, value: object) -> list[str]:
    if not isinstance(value, list | tuple) or len(value) > len(field.choices):
        raise _Wrong
    chosen = {_one(field, one) for one in value}
    if len(chosen) < len(value):
        raise _Wrong
    return [one for one in field.choices if one in chosen]


def _records(field: Field, value: object, most: int) -> tuple[list[Any], list[Misfit]]:
    """The records of a list, and what is wrong with them, as far as there are no more than so many misfits."""
    if not isinstance(value, list | tuple) or len(value) > limits.MOST_RECORDS:
        return [], [Misfit(field, field.id, value)]
    records: list[dict[str, Value]] = []
    misfits: list[Misfit] = []
    keys: set[Any] = set()
    for at, given in enumerate(value, start=1):
        place = f"{field.id}[{at}]"
        if isinstance(given, Mapping):
            record = _record(field, place, given, misfits)
            if field.key is not None and field.key in record:
                own = record[field.key]
                if own in keys:
                    misfits.append(Misfit(field, f"{place}.{field.key}", own))
                keys.add(own)
            records.append(record)
        else:
            misfits.append(Misfit(field, place, given))
        if len(misfits) >= most:
            break
    return records, misfits[:most]


def _record(field: Field, place: str, given: Mapping[Any, object], misfits: list[Misfit]) -> dict[str, Value]:
    """A record's values, as far as they are some."""
    known = {one.id: one for one in field.columns}
    for name in islice((name for name in given if name not in known), MOST_TOLD):
        misfits.append(Misfit(field, f"{place}.{str(name)[:60]}", given[name], "unknown"))
    record: dict[str, Value] = {}
    for name, column in known.items():
        found = value_of(column, given.get(name))
        if isinstance(found, Misfit):
            misfits.append(found._replace(place=f"{place}.{found.place}"))
        elif found is not None:
            record[name] = found
    return record


_READS: Final[dict[str, Callable[[Field, object], Value]]] = {
    "text": _text, "long_text": _text, "number": _number, "whole": _whole, "money": _whole, "date": _date,
    "time": _time, "yes_no": _yes_no, "one_of": _one, "some_of": _some,
}  # fmt: skip
