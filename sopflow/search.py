"""Tests of fields, for `Engine.find` and `Engine.count`: `fields={"nilai": at_least(10**9)}`.

A value stands for `equal` of it, and a list for `one_of` its values. Values are those of the field: a number, an amount of
money in its smallest unit (or a `Decimal`), a date, the id of a choice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

TestKind = Literal[
    "equal", "one_of", "at_least", "at_most", "above", "below", "between", "before", "after", "has", "filled", "all_of"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldTest:
    """What a value of a field must be. Whoever needs one calls a function of this module."""

    kind: TestKind
    operands: tuple[Any, ...]


def equal(value: object) -> FieldTest:
    """Exactly this value."""
    return FieldTest("equal", (value,))


def one_of(values: Iterable[object]) -> FieldTest:
    """Any of these values."""
    return FieldTest("one_of", tuple(values))


def at_least(value: object) -> FieldTest:
    """This number, amount, date or time, or a later one."""
    return FieldTest("at_least", (value,))


def at_most(value: object) -> FieldTest:
    """This number, amount, date or time, or an earlier one."""
    return FieldTest("at_most", (value,))


def above(value: object) -> FieldTest:
    """More than this number or amount."""
    return FieldTest("above", (value,))


def below(value: object) -> FieldTest:
    """Less than this number or amount."""
    return FieldTest("below", (value,))


def between(low: object, high: object) -> FieldTest:
    """From one value to another, with both."""
    return FieldTest("between", (low, high))


def before(value: object) -> FieldTest:
    """An earlier date or time."""
    return FieldTest("before", (value,))


def after(value: object) -> FieldTest:
    """A later date or time."""
    return FieldTest("after", (value,))


def has(choice: str) -> FieldTest:
    """Of several choices, this one among them."""
    return FieldTest("has", (choice,))


def filled(is_filled: bool = True) -> FieldTest:
    """That there is a value, or with `False` that there is none."""
    return FieldTest("filled", (is_filled,))


def all_of(*tests: FieldTest) -> FieldTest:
    """Several tests of one field, all of which hold."""
    return FieldTest("all_of", tests)
