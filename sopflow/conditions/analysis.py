"""What is wrong with the conditions of a decision: gaps, overlaps, branches that are never taken, each with an example.

Exact: nothing is reported that cannot happen, and within the budget nothing is missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from sopflow.budget import Budget, Spent

from .formula import FALSE, MISSING, TODAY, TRUE, ZERO, All, Difference, Filled, Is, Not, names_of, tests_of
from .region import OTHER, Region
from .searching import Goal, find, holds_throughout
from .words import Given, given

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sopflow.fields import Field

    from .deciding import Hit, Rule
    from .formula import Formula, Test
    from .region import Example

MOST_GAPS: Final = 5
"""So many gaps of one decision are told."""
Kind = Literal["gap", "overlap", "never"]


class Fault(NamedTuple):
    """Something wrong: the branches that it is about, and a case in which it shows."""

    kind: Kind
    branches: tuple[str, ...]
    example: Given = ()
    around: Formula = All(())
    """All cases that are like the example."""
    rules: tuple[int, ...] = ()
    """The positions of its rules."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found; where it is not `is_whole`, the budget was spent or a text's pattern left open what it allows."""

    faults: tuple[Fault, ...]
    is_whole: bool


def analysed(rules: Sequence[Rule], hit: Hit, fields: Mapping[str, Field], budget: Budget) -> Analysis:
    """The faults of a decision."""
    return _Analysis(rules, hit, fields, budget).done()


def example_of(
    fields: Mapping[str, Field],
    goals: Sequence[Goal],
    values: Mapping[str, Any],
    today: date | None,
    budget: Budget,
) -> Given | None:
    """A case with these values, of fields that have any, that meets every goal; `None` where there is none."""
    region: Region | None = Region(fields, [test for goal in goals for test in tests_of(goal.formula)])
    region = region.where(values, today) if region is not None else None
    found = find(region, goals, budget) if region is not None else None
    if found is None or region is None:
        return None
    return given(found.example(), {*found.names, *(name for name, _ in found.domains)} - {TODAY}, fields)


class _Analysis:
    def __init__(self, rules: Sequence[Rule], hit: Hit, fields: Mapping[str, Field], budget: Budget) -> None:
        self.rules, self.hit, self.fields, self.budget = rules, hit, fields, budget
        self.formulas = [rule.when for rule in rules if rule.when is not None]
        tests = [test for formula in self.formulas for test in tests_of(formula)]
        self.tests = list(dict.fromkeys(tests))
        self.all = Region(fields, self.tests)
        self.names = [*self.all.names[1:], *dict.fromkeys(name for name, _ in self.all.domains)]
        self.faults: list[Fault] = []
        self.is_whole = not any(isinstance(test, Is) and fields[test.field].pattern for test in self.tests)

    def done(self) -> Analysis:
        for look in (self.gaps, self.nevers, self.overlaps):
            try:
                look()
            except Spent:
                self.is_whole = False
        return Analysis(tuple(self.faults), self.is_whole)

    def gaps(self) -> None:
        goals = [Goal(formula, FALSE) for formula in self.formulas]
        otherwise = next((rule for rule in self.rules if rule.when is None), None)
        if otherwise is not None:
            if find(self.all, goals, self.budget) is None:
                self.faults.append(Fault("never", (otherwise.takes,), rules=(self.rules.index(otherwise),)))
            return
        elsewhere: list[Goal] = []
        while len(elsewhere) < MOST_GAPS and (part := find(self.all, [*goals, *elsewhere], self.budget)):
            example, around = self.smallest(part, goals)
            self.faults.append(Fault("gap", (), example, around))
            elsewhere.append(Goal(around, FALSE | MISSING))

    def nevers(self) -> None:
        for at, formula in enumerate(self.formulas):
            earlier = self.formulas[:at] if self.hit == "first" else []
            goals = [Goal(formula, TRUE), *(Goal(one, FALSE) for one in earlier)]
            if find(self.all, goals, self.budget) is None:
                self.faults.append(Fault("never", (self.takes(at),), rules=(at,)))

    def overlaps(self) -> None:
        if self.hit == "first":
            return
        told = set()
        for one, other in combinations(range(len(self.formulas)), 2):
            pair = (self.takes(one), self.takes(other))
            goals = [Goal(self.formulas[one], TRUE), Goal(self.formulas[other], TRUE)]
            if pair[0] == pair[1] or frozenset(pair) in told:
                continue
            if part := find(self.all, goals, self.budget):
                told.add(frozenset(pair))
                self.faults.append(Fault("overlap", pair, *self.smallest(part, goals), (one, other)))

    def takes(self, at: int) -> str:
        return [rule.takes for rule in self.rules if rule.when is not None][at]

    def smallest(self, part: Region, goals: Sequence[Goal]) -> tuple[Given, Formula]:
        """An example from which nothing can be left out, and all that is like it."""
        example = part.example()
        names = list(self.names)
        for name in self.names:
            rest = [one for one in names if one != name]
            if self.is_enough(self.all.only(example, rest), goals):
                names = rest
        around = self.around(example, names, goals)
        least = (self.narrowed(around) or part).example()
        return given(least, names, self.fields), All(tuple(around))

    def is_enough(self, region: Region | None, goals: Sequence[Goal]) -> bool:
        return region is not None and holds_throughout(region, goals, self.budget)

    def around(self, example: Example, names: Sequence[str], goals: Sequence[Goal]) -> list[Formula]:
        """What can be said of the example's values without leaving the fault, in as few tests as it takes."""
        point = self.all.only(example, names)
        assert point is not None
        near = [one for test in self.tests if {*names_of(test)} <= {ZERO, *names} for one in _beside(test, point)]
        if not self.is_enough(self.narrowed(near), goals):
            near = [one for name in names for one in self.exactly(name, example)]
        kept = list(dict.fromkeys(near))
        for one in list(kept):
            rest = [other for other in kept if other != one]
            if self.is_enough(self.narrowed(rest), goals):
                kept = rest
        return kept

    def exactly(self, name: str, example: Example) -> list[Formula]:
        """The example's own value under a name."""
        own: list[Formula] = []
        if name in example.numbers:
            amount = example.numbers[name]
            own = [Difference(name, ZERO, "at_most", amount), Difference(ZERO, name, "at_most", -amount)]
        for (field, kind), value in example.chosen.items():
            if field == name and kind == "filled":
                if value is False:
                    return [Not(Filled(name))]
                own.append(Filled(name))
            elif field == name and kind:
                choice = Is(name, kind.removeprefix("="), among=True)
                own.append(choice if value else Not(choice))
            elif field == name and value == OTHER:
                own += [Not(Is(name, one)) for one in self.all.domains[name, ""] if one != OTHER]
            elif field == name:
                own.append(Is(name, value))
        return own

    def narrowed(self, literals: Sequence[Formula]) -> Region | None:
        """All cases in which these hold."""
        here: Region | None = self.all
        for one in literals:
            test, holds = (one.inner, False) if isinstance(one, Not) else (one, True)
            if here is not None:
                here = next(iter(here.holding(test, holds)), None)  # type: ignore[arg-type]
        return here


def _beside(test: Test, point: Region) -> list[Formula]:
    """What a test is at a point, in tests each of which leaves one part."""
    verdict = point.look(test)
    if verdict == MISSING:
        return []
    if not isinstance(test, Difference) or test.relation == "at_most":
        return [test if verdict == TRUE else Not(test)]
    at_most = Difference(test.left, test.right, "at_most", test.amount)
    at_least = Difference(test.right, test.left, "at_most", -test.amount)
    if verdict == TRUE:
        return [at_most, at_least]
    return [Not(at_least) if point.look(at_most) == TRUE else Not(at_most)]
