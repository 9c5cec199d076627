"""Conditions over the data of a case in the languages of engines.

Ours have three answers: a test of a missing value neither holds nor fails. Theirs have two, and each language reads a missing
value otherwise. So what is written asks first whether the values are there, and says of each condition apart when it holds
and when it fails.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from sopflow.budget import Budget
from sopflow.conditions import Rule, analysed, reads_today
from sopflow.conditions.formula import ZERO, All, Difference, Filled, Formula, Is, Not, Some, Test
from sopflow.conditions.measures import value_of
from sopflow.definition.conditions import decision_of

if TYPE_CHECKING:
    from sopflow.definition.model import Step
    from sopflow.fields import Field

FIELDS: Final = "fields"
"""The variable in which the fields of a case stand, by their ids, with their values as JSON."""
MOST: Final = 20_000
"""So long a condition may become."""
_LOOKING: Final = 20_000
"""Steps of work to see whether two branches can hold at once."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """How a language says a test."""

    value: Callable[[str], str]
    """The value of a field."""
    absent: str
    """What a missing value is."""
    equal: str
    unequal: str
    both: str
    either: str
    literal: Callable[[str | float | bool], str]
    measure: Callable[[str, str], str]
    """From the type of a field and what its value is to what has an order."""
    contains: Callable[[str, str], str]


def conditions_in(tongue: Tongue, step: Step, fields: Mapping[str, Field]) -> dict[str, str] | None:
    """By branch, when the data take it; of no two it holds at once, and where nothing can be told, of none. `None` for rules
    that the language cannot say: of the day of the act, or longer than a condition may be."""
    decision = decision_of(step, fields)
    rules = [(rule.takes, rule.when) for rule in decision.rules if rule.when is not None]
    if any(reads_today(when) for _, when in rules):
        return None
    saying = _Saying(tongue, fields)
    found: dict[str, list[str]] = {}
    for at, (name, when) in enumerate(rules):
        parts = [saying.said(when, True)]
        if decision.hit == "first":
            parts += [saying.said(before, False) for _, before in rules[:at]]
        found.setdefault(name, []).append(saying.all(parts))
        if sum(map(len, found[name])) > MOST:
            return None
    said = {name: saying.some(parts) for name, parts in found.items()}
    if decision.hit == "unique" and not _never_two(decision.rules, fields):
        said = {
            name: saying.all([own, *(saying.fails(other) for one, other in said.items() if one != name)])
            for name, own in said.items()
        }
    for rule in decision.rules:
        if rule.when is None:
            said[rule.takes] = saying.all([saying.said(when, False) for _, when in rules])
    return said if all(len(one) <= MOST for one in said.values()) else None


def _never_two(rules: Sequence[Rule], fields: Mapping[str, Field]) -> bool:
    """Whether no case takes two branches, so that no condition need rule the others out."""
    analysis = analysed(rules, "unique", fields, Budget(_LOOKING))
    return analysis.is_whole and all(fault.kind != "overlap" for fault in analysis.faults)


class _Saying:
    def __init__(self, tongue: Tongue, fields: Mapping[str, Field]) -> None:
        self.tongue = tongue
        self.fields = fields

    def all(self, parts: Sequence[str]) -> str:
        return self._joined(parts, self.tongue.both)

    def some(self, parts: Sequence[str]) -> str:
        return self._joined(parts, self.tongue.either)

    def fails(self, said: str) -> str:
        return f"({said}) {self.tongue.equal} {self.tongue.literal(False)}"

    def _joined(self, parts: Sequence[str], word: str) -> str:
        found = list(dict.fromkeys(parts))
        return found[0] if len(found) == 1 else f" {word} ".join(f"({one})" for one in found)

    def said(self, formula: Formula, holds: bool) -> str:
        """That a formula holds, or that it fails; neither is true where a value is missing on which that depends."""
        if isinstance(formula, Not):
            return self.said(formula.inner, not holds)
        if isinstance(formula, All | Some):
            parts = [self.said(part, holds) for part in formula.parts]
            return self.all(parts) if isinstance(formula, All) == holds else self.some(parts)
        return self._test(formula, holds)

    def _test(self, test: Test, holds: bool) -> str:
        tongue = self.tongue
        if isinstance(test, Filled):
            return f"{tongue.value(test.field)} {tongue.unequal if holds else tongue.equal} {tongue.absent}"
        there = [f"{tongue.value(name)} {tongue.unequal} {tongue.absent}" for name in test.fields]
        return self.all([*there, self._compared(test, holds)])

    def _compared(self, test: Difference | Is, holds: bool) -> str:
        tongue = self.tongue
        if isinstance(test, Is):
            own = tongue.value(test.field)
            if test.among:
                found = tongue.contains(own, tongue.literal(str(test.value)))
                return found if holds else self.fails(found)
            return f"{own} {tongue.equal if holds else tongue.unequal} {tongue.literal(test.value)}"
        left, right = self._measure(test, test.left), self._measure(test, test.right)
        if test.left == ZERO:
            left, right, flipped = right, left, True
        else:
            flipped = False
        if test.relation == "equal":
            return f"{left} {tongue.equal if holds else tongue.unequal} {right}"
        word = (">=" if holds else "<") if flipped else ("<=" if holds else ">")
        return f"{left} {word} {right}"

    def _measure(self, test: Difference, name: str) -> str:
        """A side of a comparison: a field, or the value with which the other side is compared."""
        field = self.fields[next(one for one in test.fields)]
        if name != ZERO:
            return self.tongue.measure(field.type, self.tongue.value(name))
        number = test.amount if test.right == ZERO else -test.amount
        value = value_of(field, number)
        assert isinstance(value, str | int | float)
        return self.tongue.measure(field.type, self.tongue.literal(value))


def _as_it_is(type_: str, said: str) -> str:
    return said


def _feel_measure(type_: str, said: str) -> str:
    return f"date({said})" if type_ == "date" else f'time({said} + ":00")' if type_ == "time" else said


def feel_text(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def feel_literal(value: str | float | bool) -> str:
    return feel_text(value) if isinstance(value, str) else _number(value)


def _number(value: float | bool) -> str:
    """As JSON says it, but never with an exponent, which FEEL has not."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{Decimal(repr(value)):f}"


PYTHON: Final = Tongue(
    lambda name: f"{FIELDS}.get({name!r})", "None", "==", "!=", "and", "or", repr, _as_it_is,
    lambda own, one: f"{one} in {own}",
)  # fmt: skip
JAVASCRIPT: Final = Tongue(
    lambda name: f"this.environment.output.{FIELDS}[{json.dumps(name)}]", "null", "==", "!=", "&&", "||", json.dumps,
    _as_it_is, lambda own, one: f"{own}.includes({one})",
)  # fmt: skip
FEEL: Final = Tongue(
    lambda name: f"get value({FIELDS}, {feel_text(name)})", "null", "=", "!=", "and", "or", feel_literal, _feel_measure,
    lambda own, one: f"list contains({own}, {one})",
)  # fmt: skip
