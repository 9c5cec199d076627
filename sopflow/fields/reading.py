"""From what a program gives to a field's value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from sopflow.language import nfc

from . import limits, patterns
from .field import BORDERED, exact, plain
from .problem import Problem
from .withheld import Withheld
from .words import expected

if TYPE_CHECKING:
    from collections.abc import Callable

    from .field import Field, Value

MOST_TOLD: Final = 20
"""Problems of one list that are told at once."""
_CONTROL: Final = re.compile(f"[{limits.CONTROLS}]")
_CONTROL_BUT_LINES: Final = re.compile(f"[{limits.CONTROLS_BUT_LINES}]")
_SEEN: Final = re.compile(f"[^{limits.BLANKS}]")
_DATE: Final = re.compile(limits.DATE)
_TIME: Final = re.compile(limits.TIME)


class _Wrong(Exception):
    """The value does not fit."""


def read(field: Field, value: object) -> Value | Problem:
    """The value, or what is wrong; nothing at all is the default, or missing where the field must be filled."""
    if value is None:
        value = field.initial
    if value is None or (isinstance(value, list | tuple) and not value and field.type in ("some_of", "list")):
        return None if field.optional else Problem(field.id, value, expected(field, missing=True), "missing")
    if field.type == "list":
        records, problems = _records(field, value, 1)
        return problems[0] if problems else records
    try:
        found = _READS[field.type](field, value)
    except _Wrong:
        return Problem(field.id, value, expected(field))
    return found if _fits(field, found) else Problem(field.id, value, expected(field))


def wrong(field: Field, value: object) -> tuple[Problem, ...]:
    """Everything that is wrong with a value; of a list at most `MOST_TOLD`."""
    found = read(field, value)
    if not isinstance(found, Problem):
        return ()
    if field.type != "list" or found.field == field.id:
        return (found,)
    return tuple(_records(field, value, MOST_TOLD)[1])


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


def _records(field: Field, value: object, most: int) -> tuple[list[Any], list[Problem]]:
    """The records of a list, and what is wrong with them, as far as there are no more than so many problems."""
    if not isinstance(value, list | tuple) or len(value) > limits.MOST_RECORDS:
        return [], [Problem(field.id, value, expected(field))]
    records: list[dict[str, Value]] = []
    problems: list[Problem] = []
    keys: set[Any] = set()
    for at, given in enumerate(value, start=1):
        place = f"{field.id}[{at}]"
        if isinstance(given, Mapping):
            before = len(problems)
            record = _record(field, place, given, problems)
            if field.key is not None and (field.key in record or len(problems) == before):
                own = record.get(field.key)
                if own in keys:
                    problems.append(Problem(f"{place}.{field.key}", own, expected(field)))
                keys.add(own)
            records.append(record)
        else:
            problems.append(Problem(place, given, expected(field)))
        if len(problems) >= most:
            break
    return records, problems[:most]


def _record(field: Field, place: str, given: Mapping[Any, object], problems: list[Problem]) -> dict[str, Value]:
    """A record's values, as far as they are some."""
    known = {one.id: one for one in field.columns}
    for name in islice((name for name in given if name not in known), MOST_TOLD):
        problems.append(Problem(f"{place}.{str(name)[:60]}", given[name], expected(field), "unknown"))
    record: dict[str, Value] = {}
    for name, column in known.items():
        found = column.read(given.get(name))
        if isinstance(found, Problem):
            problems.append(found.within(place))
        elif found is not None:
            record[name] = found
    return record


_READS: Final[dict[str, Callable[[Field, object], Value]]] = {
    "text": _text, "long_text": _text, "number": _number, "whole": _whole, "money": _whole, "date": _date,
    "time": _time, "yes_no": _yes_no, "one_of": _one, "some_of": _some,
}  # fmt: skip


def hosted(field: Field, value: Value) -> Any:
    """A value as Python programs take it."""
    if value is None or isinstance(value, Withheld):
        return value
    if field.type == "number":
        return Decimal(exact(value))
    if field.type == "money":
        return Decimal(exact(value)).scaleb(-field.scale)
    if field.type == "date":
        return date.fromisoformat(str(value))
    if field.type == "time":
        return time.fromisoformat(str(value))
    if field.type == "list" and isinstance(value, list):
        columns = {one.id: one for one in field.columns}
        return tuple({name: hosted(columns[name], own) for name, own in record.items()} for record in value)
    return tuple(value) if isinstance(value, list) else value
