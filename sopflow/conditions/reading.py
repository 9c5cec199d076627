"""From what a file says under `when` to a formula."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple

from sopflow.fields import Field, FieldType, Value, exact
from sopflow.fields import Problem as Wrong
from sopflow.language import Words, did_you_mean, in_written_words

from .formula import TODAY, ZERO, All, Difference, Filled, Formula, Is, Not, Number, Some, Test
from .measures import ORDERED, measured

Place = tuple[str | int, ...]
"""The keys and the positions on the way to a part of a condition."""
MOST_TESTS: Final = 100
"""So many tests a condition has at most."""
_AMOUNTS: Final = ("above", "at_least", "below", "at_most")
_TIMES: Final = ("before", "after", "at_least", "at_most")
_HAS: Final = ("has", "has_all", "has_any")
WORDS: Final[Mapping[FieldType, tuple[str, ...]]] = {
    "text": ("not", "filled"),
    "long_text": ("filled",),
    "number": (*_AMOUNTS, "not", "filled"),
    "whole": (*_AMOUNTS, "not", "filled"),
    "money": (*_AMOUNTS, "not", "filled"),
    "date": (*_TIMES, "not", "filled"),
    "time": (*_TIMES, "not", "filled"),
    "yes_no": ("not", "filled"),
    "one_of": ("not", "filled"),
    "some_of": (*_HAS, "not", "filled"),
    "list": ("filled",),
}
"""The tests of each type of field, besides a value and, but of several choices, a list of values."""

_OPERANDS: Final = ("field", "today")
_DAYS: Final = re.compile(r"(-?)([0-9]{1,5}) (?:hari kalender|calendar days?)", re.IGNORECASE)


class Problem(NamedTuple):
    """What is wrong with a part of a condition."""

    place: Place
    said: Words


class _Wrong(Exception):
    def __init__(self, place: Place, said: Words) -> None:
        super().__init__(said.en)
        self.problem = Problem(place, said)


_SHAPE: Final = Words(
    ("tulis {isian: syarat}, misalnya {nilai: {above: 50 juta}}, atau daftarnya; cukup salah satu terpenuhi"),
    ("write {field: test}, such as {nilai: {above: 50 juta}}, or a list of them, of which one is enough"),
)
_SOME: Final = Words("tulis sedikitnya satu syarat", "write at least one test")
_MANY: Final = Words(f"tulis paling banyak {MOST_TESTS} syarat", f"write {MOST_TESTS} tests at most")
_UNKNOWN: Final = Words('isian "{name}" tidak ada; {hint}', 'there is no field "{name}"; {hint}')
_PERSONAL: Final = Words(
    'isian "{name}" adalah data pribadi (personal): nilainya tidak ada bagi syarat',
    'the field "{name}" is personal: no condition has its value',
)
_NOT_HERE: Final = Words(
    '"{word}" tidak berlaku untuk {title}; pakai {known}', '"{word}" does not apply to {title}; use {known}'
)
_ONLY_FILLED: Final = Words(
    "isian ini hanya menerima {filled: true} atau {filled: false}",
    "this field takes only {filled: true} or {filled: false}",
)
_FILLED: Final = Words("tulis true atau false", "write true or false")
_NOT_NOT: Final = Words(
    "not di dalam not: tulis syaratnya tanpa keduanya", "not inside not: write the test without either"
)
_ONE_OPERAND: Final = Words(
    "tulis satu saja: {field: isian lain} atau {today: 30 hari kalender}",
    "write only one: {field: other} or {today: 30 hari kalender}",
)
_OTHER_FIELD: Final = Words(
    "tulis isian lain yang sejenis, misalnya {known}", "write another field of the same type, such as {known}"
)
_NO_OTHER: Final = Words("tidak ada isian lain yang sejenis", "there is no other field of the same type")
_NO_ORDER: Final = Words(
    "dua isian hanya dapat dibandingkan bila keduanya bilangan, uang, tanggal, atau jam",
    "two fields can be compared only if both are numbers, money, dates or times",
)
_TODAY: Final = Words(
    "tulis jumlah hari kalender sejak hari ini, misalnya {today: 30 hari kalender} atau {today: -7 hari kalender}",
    "write calendar days from today, such as {today: 30 hari kalender} or {today: -7 hari kalender}",
)
_TODAY_OF_DATES: Final = Words("today hanya untuk tanggal", "today is for dates only")
_MISREAD: Final = Words(
    "{value} tidak dapat dipakai; tulis {expected}", "{value} cannot be used; write {expected}"
)
_A_FIELD: Final = Words(
    '"{name}" adalah isian; untuk membandingkan dengan isian itu tulis {{field: {name}}}',
    '"{name}" is a field; to compare with that field write {{field: {name}}}',
)
_CHOICES: Final = Words("tulis daftar pilihan, misalnya [{shown}]", "write a list of choices, such as [{shown}]")
_TYPES: Final = {
    "number": Words("bilangan", "a number"), "whole": Words("bilangan bulat", "a whole number"), "money": Words("uang", "money"),
    "date": Words("tanggal", "a date"), "time": Words("jam", "a time"), "yes_no": Words("ya/tidak", "yes or no"),
    "one_of": Words("satu pilihan", "one choice"), "some_of": Words("beberapa pilihan", "several choices"),
    "text": Words("teks", "a text"),
}  # fmt: skip


def read(said: object, fields: Mapping[str, Field]) -> Formula | Problem:
    """The formula that a condition says, or its first problem with the place of it."""
    try:
        return _Reader(fields).whole(said)
    except _Wrong as wrong:
        return wrong.problem


def canonical(said: object, fields: Mapping[str, Field]) -> object:
    """A condition with its values written in one way, so that `50 juta` and `50_000_000` are one; what cannot be read
    as it is."""
    reader = _Reader(fields)
    try:
        reader.whole(said)
    except _Wrong:
        return said
    return _rewritten(said, (), reader.written)


def _rewritten(said: object, place: Place, written: Mapping[Place, object]) -> object:
    if place in written:
        return written[place]
    if isinstance(said, Mapping):
        return {name: _rewritten(one, (*place, name), written) for name, one in said.items()}
    if isinstance(said, list | tuple):
        return [_rewritten(one, (*place, at), written) for at, one in enumerate(said)]
    return said


class _Reader:
    def __init__(self, fields: Mapping[str, Field]) -> None:
        self.fields = fields
        self.written: dict[Place, object] = {}
        """Values as they are written again, by their places."""
        self.tests = 0

    def whole(self, said: object) -> Formula:
        if isinstance(said, list | tuple):
            if not said:
                raise _Wrong((), _SOME)
            parts = tuple(self.together(one, (at,)) for at, one in enumerate(said))
            return parts[0] if len(parts) == 1 else Some(parts)
        return self.together(said, ())

    def together(self, said: object, place: Place) -> Formula:
        if not isinstance(said, Mapping):
            raise _Wrong(place, _SHAPE)
        if not said:
            raise _Wrong(place, _SOME)
        return _all([part for name, tests in said.items() for part in self.field(name, tests, (*place, name))])

    def field(self, name: object, said: object, place: Place) -> list[Formula]:
        field = self.named(name, place)
        return self.tested(field, said, place, within_not=False)

    def named(self, name: object, place: Place) -> Field:
        field = self.fields.get(name) if isinstance(name, str) else None
        if field is None:
            raise _Wrong(
                place, _UNKNOWN.filled(name=str(name)[:60], hint=did_you_mean(str(name)[:60], self.fields))
            )
        if field.personal:
            raise _Wrong(place, _PERSONAL.filled(name=field.id))
        return field

    def tested(self, field: Field, said: object, place: Place, *, within_not: bool) -> list[Formula]:
        self.count(place)
        if not field.has_type:
            return []
        if isinstance(said, Mapping) and not set(said) & {*_OPERANDS}:
            if not said:
                raise _Wrong(place, _SOME)
            return [self.word(field, word, own, (*place, word), within_not) for word, own in said.items()]
        if field.type in ("long_text", "list"):
            raise _Wrong(place, _ONLY_FILLED)
        if isinstance(said, list | tuple):
            if field.type == "some_of":
                return [self.exactly(field, said, place)]
            if not said:
                raise _Wrong(place, _SOME)
            return [_some([self.equal(field, one, (*place, at)) for at, one in enumerate(said)])]
        return [self.equal(field, said, place)]

    def count(self, place: Place) -> None:
        self.tests += 1
        if self.tests > MOST_TESTS:
            raise _Wrong(place, _MANY)

    def word(self, field: Field, word: object, said: object, place: Place, within_not: bool) -> Formula:
        known = WORDS[field.type]
        if word not in known:
            if known == ("filled",):
                raise _Wrong(place, _ONLY_FILLED)
            raise _Wrong(
                place, _NOT_HERE.filled(word=str(word)[:60], title=_TYPES[field.type], known=", ".join(known))
            )
        if word == "filled":
            if not isinstance(said, bool):
                raise _Wrong(place, _FILLED)
            return Filled(field.id) if said else Not(Filled(field.id))
        if word == "not":
            if within_not:
                raise _Wrong(place, _NOT_NOT)
            return Not(_all(self.tested(field, said, place, within_not=True)))
        self.count(place)
        if word in _HAS:
            return self.has(field, str(word), said, place)
        other, amount = self.operand(field, said, place)
        if word in ("at_most", "above", "after"):
            at_most = Difference(field.id, other, "at_most", amount)
            return at_most if word == "at_most" else Not(at_most)
        at_least = Difference(other, field.id, "at_most", -amount)
        return at_least if word == "at_least" else Not(at_least)

    def equal(self, field: Field, said: object, place: Place) -> Test:
        self.count(place)
        if field.type in ORDERED:
            other, amount = self.operand(field, said, place)
            return Difference(field.id, other, "equal", amount)
        if isinstance(said, Mapping):
            raise _Wrong(place, _NO_ORDER if "field" in said else _TODAY_OF_DATES)
        if field.type == "some_of":
            raise _Wrong(place, self.choices(field))
        value = self.value(field, said, place)
        assert isinstance(value, str | bool)
        return Is(field.id, value)

    def operand(self, field: Field, said: object, place: Place) -> tuple[str, Number]:
        """What a value is compared with: another field or today, and so much more."""
        if not isinstance(said, Mapping):
            return ZERO, measured(field, self.value(field, said, place))
        word = next(iter(said), None)
        if len(said) != 1 or word not in _OPERANDS:
            raise _Wrong(place, _ONE_OPERAND)
        own = (*place, word)
        if word == "today":
            if field.type != "date":
                raise _Wrong(own, _TODAY_OF_DATES)
            found = _DAYS.fullmatch(str(said[word]).strip())
            if found is None:
                raise _Wrong(own, _TODAY)
            days = int(found[1] + found[2])
            self.written[own] = f"{days} hari kalender"
            return TODAY, days
        other = self.named(said[word], own)
        alike = [one.id for one in self.fields.values() if _is_alike(one, field)]
        if other.id not in alike and other.has_type:
            raise _Wrong(own, _OTHER_FIELD.filled(known=", ".join(alike[:5])) if alike else _NO_OTHER)
        return other.id, 0

    def value(self, field: Field, said: object, place: Place) -> Value:
        """The field's value: as a file has it, or as a person writes it; its limits are the form's business."""
        found = value_of(field, said)
        if isinstance(found, Wrong):
            raise _Wrong(place, self.misread(field, said, found))
        if found is None:
            raise _Wrong(place, _SOME)
        self.written[place] = _plain(field, found)
        return found

    def misread(self, field: Field, said: object, found: Wrong) -> Words:
        """What is wrong with a value; of the id of a field that could stand there, how it is written."""
        other = self.fields.get(said) if isinstance(said, str) else None
        if other is not None and not other.personal and _is_alike(other, field):
            return _A_FIELD.filled(name=other.id)
        return _MISREAD.filled(value=found._replace(value=said).said, expected=in_written_words(found.expected))

    def has(self, field: Field, word: str, said: object, place: Place) -> Formula:
        if word == "has":
            if isinstance(said, list | tuple | Mapping):
                raise _Wrong(place, self.choices(field))
            return Is(field.id, self.choice(field, said, place), among=True)
        if not isinstance(said, list | tuple) or not said:
            raise _Wrong(place, self.choices(field))
        parts: list[Formula] = [
            Is(field.id, self.choice(field, one, (*place, at)), among=True) for at, one in enumerate(said)
        ]
        return _all(parts) if word == "has_all" else _some(parts)

    def exactly(self, field: Field, said: list[object] | tuple[object, ...], place: Place) -> Formula:
        chosen = {self.choice(field, one, (*place, at)) for at, one in enumerate(said)}
        if not chosen:
            raise _Wrong(place, _SOME)
        each = [(one, Is(field.id, one, among=True)) for one in field.choices]
        return _all([test if one in chosen else Not(test) for one, test in each])

    def choice(self, field: Field, said: object, place: Place) -> str:
        self.count(place)
        found = field.parse(said) if isinstance(said, str) else None
        if not isinstance(found, list) or len(found) != 1:
            raise _Wrong(place, self.choices(field))
        self.written[place] = str(found[0])
        return str(found[0])

    def choices(self, field: Field) -> Words:
        shown = ", ".join(list(field.choices)[:8])
        return _CHOICES.filled(shown=shown)


def value_of(field: Field, said: object) -> Value | Wrong:
    """The value of a field that a condition names, whatever its limits are."""
    own = _without_limits(field)
    return own.parse(said) if isinstance(said, str) else own.read(_exact(said))


def _all(parts: list[Formula]) -> Formula:
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _some(parts: list[Formula]) -> Formula:
    return parts[0] if len(parts) == 1 else Some(tuple(parts))


def _is_alike(one: Field, other: Field) -> bool:
    return one.id != other.id and one.type == other.type and one.scale == other.scale and one.type in ORDERED


def _plain(field: Field, value: Value) -> object:
    """A value as a file has it."""
    if field.type in ("number", "whole", "money"):
        whole, _, decimals = f"{Decimal(exact(value)).scaleb(-field.scale).normalize():f}".partition(".")
        # three decimals alone could be thousands
        return f"{whole}.{decimals:0<4}" if decimals else f"{int(whole):_}"
    return value


def _exact(said: object) -> object:
    """A number of a file; of money it is the amount, not its smallest units."""
    return Decimal(repr(said)) if isinstance(said, int | float) and not isinstance(said, bool) else said


def _without_limits(field: Field) -> Field:
    return replace(field, min=None, max=None, optional=False, default=None)
