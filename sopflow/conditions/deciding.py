"""Which branch the data of a case takes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from sopflow.fields import Field, Value

from .formula import (
    ANY,
    FALSE,
    MISSING,
    TODAY,
    TRUE,
    Filled,
    Formula,
    Is,
    Look,
    Test,
    Verdicts,
    fields_of,
    names_of,
    verdicts,
)
from .measures import measured

Hit = Literal["unique", "first"]


class Rule(NamedTuple):
    """A branch and when it is taken; without `when`, where no other is."""

    takes: str
    when: Formula | None


class Taken(NamedTuple):
    """The branch that the data takes."""

    branch: str


class Wanting(NamedTuple):
    """No branch can be told before these fields have values."""

    fields: tuple[str, ...]


class Undecided(NamedTuple):
    """No branch, or several."""

    branches: tuple[str, ...]


def looking(fields: Mapping[str, Field], values: Mapping[str, Value], today: date) -> Look:
    """What a test is in a case."""
    numbers: dict[str, int] = {"": 0, "@today": today.toordinal()}

    def number(name: str) -> object:
        return numbers[name] if name in numbers else measured(fields[name], values[name])

    def look(test: Test) -> Verdicts:
        if isinstance(test, Filled):
            return TRUE if values.get(test.field) is not None else FALSE
        if any(values.get(name) is None for name in test.fields):
            return MISSING
        if isinstance(test, Is):
            own = values[test.field]
            return TRUE if (test.value in own if isinstance(own, list | tuple) else own == test.value) else FALSE
        distance = number(test.left) - number(test.right)  # type: ignore[operator]
        holds = distance <= test.amount if test.relation == "at_most" else distance == test.amount
        return TRUE if holds else FALSE

    return look


def looking_before(fields: Mapping[str, Field], values: Mapping[str, Value], own: Collection[str]) -> Look:
    """What a test can still be in a case whose `own` fields are to be filled in yet, on whatever day."""
    now = looking(fields, values, date.min)

    def look(test: Test) -> Verdicts:
        if isinstance(test, Filled):
            return TRUE | FALSE if test.field in own else now(test)
        if any(values.get(name) is None for name in test.fields if name not in own):
            return MISSING
        return ANY if TODAY in names_of(test) or not set(own).isdisjoint(test.fields) else now(test)

    return look


def decide(rules: Sequence[Rule], hit: Hit, look: Look) -> Taken | Wanting | Undecided:
    """The branch that is taken, or why none is.

    A rule that fails only for want of data keeps every later one, and `otherwise`, from being taken for it.
    """
    found = [(rule, verdicts(rule.when, look)) for rule in rules if rule.when is not None]
    otherwise = next((rule for rule in rules if rule.when is None), None)
    if hit == "first":
        rule, verdict = next(((rule, one) for rule, one in found if one != FALSE), (otherwise, TRUE))
        if rule is not None and verdict == TRUE:
            return Taken(rule.takes)
        return Undecided(()) if rule is None else Wanting(_wanting(rule.when, look))
    taken = tuple(dict.fromkeys(rule.takes for rule, verdict in found if verdict == TRUE))
    if len(taken) == 1:
        return Taken(taken[0])
    if taken:
        return Undecided(taken)
    wanting = [name for rule, verdict in found if verdict == MISSING for name in _wanting(rule.when, look)]
    if wanting:
        return Wanting(tuple(dict.fromkeys(wanting)))
    return Taken(otherwise.takes) if otherwise is not None else Undecided(())


def lacking(rules: Sequence[Rule], hit: Hit, look: Look) -> tuple[str, ...]:
    """The fields without which no branch can be told, whatever those tests are that can still be one or another."""
    found: list[str] = []
    for rule in rules:
        verdict = verdicts(rule.when, look) if rule.when is not None else FALSE
        if verdict & TRUE:
            return ()
        if verdict == MISSING:
            found += _wanting(rule.when, look)
            if hit == "first":
                break
    return tuple(dict.fromkeys(found))


def _wanting(formula: Formula | None, look: Look) -> tuple[str, ...]:
    if formula is None:
        return ()
    return tuple(name for name in fields_of(formula) if look(Filled(name)) == FALSE)
