"""From what an office file says of a field to what is filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from sopflow.conditions.measures import ORDERED, measured
from sopflow.definition import duration
from sopflow.fields import Field, Problem, Value, plain
from sopflow.fields.expecting import in_writing
from sopflow.fields.samples import sample
from sopflow.language import Words

from .draws import KINDS, Spread
from .values import Filling, OneOf

if TYPE_CHECKING:
    from sopflow.definition.nodes import Plain

_OF_TIMES: Final = ("uniform", "triangular")
_OFTEN: Final = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?")
_DAY: Final = 86_400
_USUAL: Final = 1_000_000
_MOST: Final = 10_000
"""Values of one field."""
_NUMBERS: Final = Words(
    "{own}, atau sebarannya, misalnya {{uniform: [{shown}]}}",
    "{own}, or a distribution, such as {{uniform: [{shown}]}}",
)
_WEIGHED: Final = Words(
    "{own}, atau seberapa sering tiap nilai, misalnya {{{shown}}}",
    "{own}, or how often each value comes, such as {{{shown}}}",
)
_KIND: Final = Words("salah satu sebaran ini: {known}", "one of these distributions: {known}")
_RISING: Final = Words("yang terkecil lebih dahulu", "the smallest first")
_POSITIVE: Final = Words("rata-rata lebih dari nol", "a mean over zero")
_EVER: Final = Words("bilangan dari 0, yang tidak semuanya 0", "numbers from 0 that are not all 0")
_SHARE: Final = Words("peluang dari 0 sampai 1", "a probability from 0 to 1")
_SHOWN: Final = {
    "number": "1, 5", "whole": "1, 5", "money": "1 juta, 50 juta", "date": "7 hari, 30 hari", "time": "08:00, 15:00",
}  # fmt: skip


class NotAFilling(ValueError):
    """What is said of a field cannot be filled in; `at` are the keys and positions to where it stands."""

    def __init__(self, said: Any, why: Words, *at: str | int) -> None:
        super().__init__(why.en)
        self.said, self.why, self.at = said, why, at


def what_works(field: Field) -> Words:
    """What may be said of a field."""
    own = in_writing(field)
    if field.type in ORDERED:
        return _NUMBERS.filled(own=own, shown=_SHOWN[field.type])
    if field.type == "one_of":
        return _WEIGHED.filled(own=own, shown=", ".join(f"{one}: 1" for one in list(field.choices)[:3]))
    if field.type == "yes_no":
        return _WEIGHED.filled(own=own, shown="ya: 0.8, tidak: 0.2")
    return own


def filling(field: Field, said: Plain) -> Filling:
    """What a file says of a field: a value, a distribution, or values and how often each comes. `NotAFilling`."""
    if isinstance(said, Mapping):
        (kind, inner), *others = said.items() if said else (("", None),)
        is_weighed = field.type in ("one_of", "yes_no", "text", "long_text") and not isinstance(inner, list | dict)
        if is_weighed:
            return Filling(field, _weighed(field, said, ()))
        if others or (kind != "one_of" and (field.type not in ORDERED or kind not in _kinds(field))):
            known = ", ".join((*_kinds(field), "one_of") if field.type in ORDERED else ("one_of",))
            raise NotAFilling(kind, _KIND.filled(known=known))
        if kind == "one_of":
            return _one_of(field, inner)
        return _spread(field, kind, inner)
    if field.type == "yes_no" and isinstance(said, str) and _OFTEN.fullmatch(said.strip()):
        often = _number(said)
        if often > 1:
            raise NotAFilling(said, _SHARE)
        return Filling(field, OneOf((True, False), (often, 1 - often)))
    days = _days(said) if field.type == "date" else None
    if days is not None:
        return Filling(field, Spread("fixed", (days,)), from_today=True)
    return Filling(field, OneOf((_value(field, said),), (1.0,)))


def _kinds(field: Field) -> tuple[str, ...]:
    return _OF_TIMES if field.type == "time" else tuple(kind for kind in KINDS if kind not in ("fixed", "one_of"))


def _one_of(field: Field, inner: Plain) -> Filling:
    if isinstance(inner, Mapping):
        return Filling(field, _weighed(field, inner, ("one_of",)))
    listed = inner if isinstance(inner, list) else [inner]
    if not 0 < len(listed) <= _MOST:
        raise NotAFilling(inner, what_works(field), "one_of")
    if field.type == "date" and all(_days(one) is not None for one in listed):
        return Filling(field, Spread("one_of", tuple(_days(one) or 0.0 for one in listed)), from_today=True)
    values = [_value(field, one, "one_of", at) for at, one in enumerate(listed)]
    return Filling(field, OneOf(tuple(values), (1.0,) * len(values)))


def _weighed(field: Field, said: Mapping[str, Plain], at: tuple[str | int, ...]) -> OneOf:
    """Each value with how often it comes."""
    values, weights = [], []
    for name, often in said.items():
        values.append(_value(field, name, *at, name))
        if not isinstance(often, str) or not _OFTEN.fullmatch(often.strip()):
            raise NotAFilling(often, _EVER, *at, name)
        weights.append(_number(often))
    if not any(weights) or len(values) > _MOST:
        raise NotAFilling(", ".join(said) or "{}", _EVER, *at)
    return OneOf(tuple(values), tuple(weights))


def _spread(field: Field, kind: str, inner: Plain) -> Filling:
    names = KINDS[kind].lengths
    listed: list[Any] = inner if isinstance(inner, list) else [inner]
    shown = ", ".join(names)
    if len(listed) != len(names):
        raise NotAFilling(inner, Words(*[f"[{shown}]" if len(names) > 1 else shown] * 2), kind)
    places = [(kind, at) if isinstance(inner, list) else (kind,) for at in range(len(listed))]
    is_dated = field.type == "date" and kind in _OF_TIMES and any(_days(one) is None for one in listed)
    if field.type == "date" and not is_dated:
        numbers = [_days(one) for one in listed]
    else:
        bare = Field(field.id, field.title, type=field.type, scale=field.scale)
        numbers = [
            float(measured(bare, _value(bare, one, *place))) for one, place in zip(listed, places, strict=True)
        ]
    for one, place, number in zip(listed, places, numbers, strict=True):
        if number is None:
            raise NotAFilling(one, what_works(field), *place)
    values = tuple(number for number in numbers if number is not None)
    if not KINDS[kind].is_possible(values):
        raise NotAFilling(inner, _RISING if kind in _OF_TIMES else _POSITIVE, kind)
    return Filling(field, Spread(kind, values), from_today=field.type == "date" and not is_dated)


def _value(field: Field, said: Plain, *at: str | int) -> Value:
    """One value; where it is none, what would be."""
    found = field.of_plain(said)
    if isinstance(found, Problem):
        raise NotAFilling(said, what_works(field) if not at else found.expected, *at)
    return found


def _days(said: Plain) -> float | None:
    """Days from the day of the act, before it with a minus: `14 hari`, `-3 hari`."""
    if not isinstance(said, str):
        return None
    text = said.strip()
    try:
        length = duration.parse(text.removeprefix("-"))
    except duration.NotADuration:
        return None
    if length.span is None or any(unit in ("jam", "menit", "detik") for unit, _ in length.parts):
        return None
    days = length.span.total_seconds() / _DAY
    return -days if text.startswith("-") else days


def _number(text: str) -> float:
    return float(text.strip().replace(",", "."))


def suggested(field: Field) -> Plain:
    """Something that could be said of a field, as a file has it."""
    if field.type == "one_of":
        return dict.fromkeys(list(field.choices), "1")
    if field.type == "yes_no":
        return "0.5"
    if field.type in ("number", "whole", "money"):
        ends = _ends(field)
        if ends is not None:
            return {"uniform": [field.to_plain(plain(one)) for one in ends]}
    if field.type == "date" and field.min is None and field.max is None:
        return {"uniform": ["7 hari", "30 hari"]}
    value = sample(field)
    return "…" if value is None else field.to_plain(value)


def _ends(field: Field) -> tuple[Any, Any] | None:
    """Between which numbers values may well be."""
    low: Any = field.min
    high: Any = field.max
    if low is None and high is None:
        return (_USUAL * 10**field.scale, 50 * _USUAL * 10**field.scale) if field.type == "money" else (1, 5)
    if low is not None and high is None:
        return (low, low * 10) if low > 0 else None
    return (low, high) if low is not None else None
