"""Conditions by trying every case: written from the guide, apart from the library, and slow."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

YES, NO, NOTHING = "yes", "no", "nothing"
"""A test holds, does not, or has no value to look at."""


def _and(found: list[str]) -> str:
    return NO if NO in found else NOTHING if NOTHING in found else YES


def _or(found: list[str]) -> str:
    return YES if YES in found else NOTHING if NOTHING in found else NO


def _not(one: str) -> str:
    return {YES: NO, NO: YES, NOTHING: NOTHING}[one]


def _said(truth: bool) -> str:
    return YES if truth else NO


def _own(value: Any) -> Any:
    """Dates and times compare as their texts, numbers as they are."""
    return Fraction(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _operand(said: Any, case: dict[str, Any], today: date) -> Any:
    if isinstance(said, dict) and "field" in said:
        return case[said["field"]]
    if isinstance(said, dict):
        return (today + timedelta(days=int(said["today"].split()[0]))).isoformat()
    return said


def _compared(word: str, value: Any, said: Any, case: dict[str, Any], today: date) -> str:
    other = _operand(said, case, today)
    if value is None or other is None:
        return NOTHING
    one, two = _own(value), _own(other)
    return _said(
        {
            "equal": one == two,
            "above": word == "above" and one > two,
            "after": word == "after" and one > two,
            "at_least": word == "at_least" and one >= two,
            "below": word == "below" and one < two,
            "before": word == "before" and one < two,
            "at_most": word == "at_most" and one <= two,
        }[word]
    )


def _has(word: str, value: Any, said: Any) -> str:
    if value is None:
        return NOTHING
    if word == "has":
        return _said(said in value)
    return _said(set(said) <= set(value) if word == "has_all" else bool(set(said) & set(value)))


def _field(name: str, said: Any, case: dict[str, Any], today: date) -> str:
    value = case[name]
    if isinstance(said, list) and isinstance(value, list):
        return _said(sorted(said) == sorted(value))
    if isinstance(said, list):
        return _or([_compared("equal", value, one, case, today) for one in said])
    if not isinstance(said, dict) or "field" in said or "today" in said:
        return _compared("equal", value, said, case, today)
    found = []
    for word, own in said.items():
        if word == "filled":
            found.append(_said((value is not None) == own))
        elif word == "not":
            found.append(_not(_field(name, own, case, today)))
        elif word.startswith("has"):
            found.append(_has(word, value, own))
        else:
            found.append(_compared(word, value, own, case, today))
    return _and(found)


def verdict(said: Any, case: dict[str, Any], today: date) -> str:
    """What a condition is in a case."""
    some = said if isinstance(said, list) else [said]
    return _or([_and([_field(name, own, case, today) for name, own in one.items()]) for one in some])


def cases(axes: dict[str, list[Any]]) -> Any:
    """Every case of a small world."""
    for values in itertools.product(*axes.values()):
        yield dict(zip(axes, values, strict=True))
