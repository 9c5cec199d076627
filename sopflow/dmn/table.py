"""The rules of a row as a decision table of DMN.

DMN says of a missing value that a test of it does not hold. Here it neither holds nor fails: a later rule, and `otherwise`, must
wait for it. So the table says apart where values are missing: in rules without an output, or by asking that they are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.bpmn.expressions import feel_literal, feel_text
from sopflow.conditions.formula import TODAY, ZERO, All, Difference, Filled, Is, fields_of, reads_today
from sopflow.conditions.measures import value_of
from sopflow.definition.conditions import decision_of

from .cases import MOST, TooMany, cases_of, joined

if TYPE_CHECKING:
    from sopflow.conditions.formula import Formula, Number, Test
    from sopflow.definition.model import Step
    from sopflow.fields import Field, FieldType

    from .cases import Case

TYPES: Final[Mapping[FieldType, str]] = {
    "number": "number", "whole": "number", "money": "number", "date": "date", "time": "time", "yes_no": "boolean",
    "one_of": "string", "text": "string", "long_text": "string", "some_of": "Any", "list": "Any",
}  # fmt: skip
"""What FEEL calls the types of fields."""
_KEYWORDS: Final = frozenset({
    "and", "or", "not", "in", "if", "then", "else", "for", "return", "some", "every", "satisfies", "between", "instance", "of",
    "function", "null", "true", "false", "date", "time", "duration", "external", "today", "get", "value", "list", "contains",
})  # fmt: skip
THERE: Final = "not(null)"
ANYTHING: Final = "-"


class Rule(NamedTuple):
    """A row of a table: its cells by column, and the branch; `None` where a value is missing."""

    cells: Mapping[str, str]
    takes: str | None


class Table(NamedTuple):
    step: str
    hit: str
    columns: Mapping[str, str]
    """Types by expressions."""
    rules: tuple[Rule, ...]
    fields: tuple[str, ...]
    """The fields that it reads; `TODAY` among them where that counts."""
    branches: tuple[str, ...]


def names_in(fields: Mapping[str, Field]) -> dict[str, str]:
    """What each field is called in FEEL, which has words of its own and takes a hyphen for a minus."""
    found = {TODAY: "today"}
    for id in fields:
        name = id.replace("-", "_")
        while name in _KEYWORDS or name in found.values():
            name += "_"
        found[id] = name
    return found


def table_of(step: Step, fields: Mapping[str, Field]) -> Table:
    """The table of a row that data decide. `TooMany`."""
    decision = decision_of(step, fields)
    rules = [(rule.takes, rule.when) for rule in decision.rules if rule.when is not None]
    whens = [when for _, when in rules]
    otherwise = next((rule.takes for rule in decision.rules if rule.when is None), None)
    found: list[tuple[Case, str | None]] = []
    for takes, when in rules:
        found += [(case, takes) for case in cases_of(when, "holds", fields)]
        if decision.hit == "first":
            cases = cases_of(when, "may hold", fields)
            found += [
                (case, None)
                for case in cases
                if any(not holds and isinstance(test, Filled) for test, holds in case)
            ]
    if otherwise is not None and decision.hit == "first":
        found.append((frozenset(), otherwise))
    elif otherwise is not None:
        found += [(case, otherwise) for case in joined([cases_of(one, "fails", fields) for one in whens], fields)]
    if len(found) > MOST:
        raise TooMany
    saying = _Saying(fields)
    made = tuple(Rule(saying.cells(case), takes) for case, takes in found)
    if not made:  # no rule can ever hold
        made = (Rule({}, None),)
        saying.columns |= {saying.names[name]: TYPES[fields[name].type] for name in fields_of(All(tuple(whens)))}
    read = tuple(_read(whens))
    names = [saying.names[name] for name in read]
    columns = sorted(saying.columns, key=lambda one: names.index(one) if one in names else len(names))
    return Table(
        str(step.id), "FIRST" if decision.hit == "first" else "ANY", {one: saying.columns[one] for one in columns}, made, read,
        tuple(str(branch.name) for branch in step.branches),
    )  # fmt: skip


def _read(whens: Sequence[Formula]) -> Iterator[str]:
    yield from fields_of(All(tuple(whens)))
    if reads_today(All(tuple(whens))):
        yield TODAY


class _Saying:
    def __init__(self, fields: Mapping[str, Field]) -> None:
        self.fields = fields
        self.names = names_in(fields)
        self.columns: dict[str, str] = {}

    def cells(self, case: Case) -> dict[str, str]:
        """One case, by column."""
        parts = sorted(case, key=repr)
        found: dict[str, str] = {}
        for name in dict.fromkeys(name for test, _ in parts for name in _names(test)):
            own = [(test, holds) for test, holds in parts if name in _names(test)]
            said = self._value(self.fields[name], own)
            found[self._column(self.names[name], TYPES[self.fields[name].type])] = said
        for test, holds in parts:
            expression = self._expression(test)
            if expression is not None:
                found[self._column(expression, "boolean")] = "true" if holds else "false"
        return found

    def _column(self, expression: str, type_: str) -> str:
        self.columns.setdefault(expression, type_)
        return expression

    def _value(self, field: Field, own: Sequence[tuple[object, bool]]) -> str:
        """What a case says of one value alone: never true of a missing one, unless that is what it says."""
        if any(isinstance(test, Filled) and not holds for test, holds in own):
            return "null"
        chosen = [(test, holds) for test, holds in own if isinstance(test, Is) and not test.among]
        if chosen:
            return self._choice(field, [(test.value, holds) for test, holds in chosen])
        measured = [(test, holds) for test, holds in own if isinstance(test, Difference) and ZERO in test[:2]]
        return self._interval(field, measured) if measured else THERE

    def _choice(self, field: Field, own: Sequence[tuple[str | bool, bool]]) -> str:
        is_it = [value for value, holds in own if holds]
        if is_it:
            return feel_literal(is_it[0])
        none_of = [value for value, _ in own]
        if field.type == "text":
            return f"not({', '.join(map(feel_literal, none_of))}, null)"
        every = [True, False] if field.type == "yes_no" else list(field.choices)
        return ", ".join(feel_literal(one) for one in every if one not in none_of)

    def _interval(self, field: Field, own: Sequence[tuple[Difference, bool]]) -> str:
        low: tuple[Number, bool] | None = None
        high: tuple[Number, bool] | None = None
        for test, holds in own:
            if test.relation == "equal":
                return self._literal(field, test.amount)
            if (test.right == ZERO) == holds:  # at most, or less than
                border = (test.amount, True) if holds else (-test.amount, False)
                high = border if high is None or border < high else high
            else:
                amount, has = (-test.amount, True) if holds else (test.amount, False)
                if low is None or (amount, not has) > (low[0], not low[1]):
                    low = (amount, has)
        if low is not None and high is not None:
            ends = f"{self._literal(field, low[0])}..{self._literal(field, high[0])}"
            return f"{'[' if low[1] else '('}{ends}{']' if high[1] else ')'}"
        if low is not None:
            return f"{'>=' if low[1] else '>'} {self._literal(field, low[0])}"
        assert high is not None
        return f"{'<=' if high[1] else '<'} {self._literal(field, high[0])}"

    def _literal(self, field: Field, number: Number) -> str:
        value = value_of(field, number)
        if field.type == "date":
            return f"date({feel_text(str(value))})"
        if field.type == "time":
            return f"time({feel_text(f'{value}:00')})"
        assert isinstance(value, int | float)
        return feel_literal(value)

    def _expression(self, test: object) -> str | None:
        """What no cell of one value says: a column of its own."""
        if isinstance(test, Is) and test.among:
            return f"list contains({self.names[test.field]}, {feel_literal(test.value)})"
        if not isinstance(test, Difference) or ZERO in test[:2]:
            return None
        left, right, amount = self.names[test.left], self.names[test.right], test.amount
        if TODAY in test[:2] and amount:
            # today - x <= n is today - n <= x: days are added to today on either side
            days = int(amount) if test.right == TODAY else -int(amount)
            sign, length = ("+", days) if days > 0 else ("-", -days)
            moved = f'today {sign} duration("P{length}D")'
            left, right = (moved, right) if test.left == TODAY else (left, moved)
        return f"{left} {'<=' if test.relation == 'at_most' else '='} {right}"


def _names(test: Test) -> tuple[str, ...]:
    return (test.field,) if isinstance(test, Filled) else test.fields
