"""The conditions of a definition, over its fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from sopflow.conditions import Formula, Hit, Problem, Rule, canonical, read
from sopflow.fields import Field

from .model import Step, When


class Decision(NamedTuple):
    """How the data of a case takes a branch."""

    rules: tuple[Rule, ...]
    hit: Hit


def conditions_of(step: Step) -> Iterator[When]:
    """The conditions of a row, in the order in which it says them."""
    if step.when is not None:
        yield step.when
    yield from (branch.when for branch in step.branches if branch.when is not None)
    if step.decides is not None:
        yield from (rule.when for rule in step.decides.rules)


def formula_of(when: When, fields: Mapping[str, Field]) -> Formula:
    """What a condition means; those that mean nothing are refused when a definition is loaded."""
    found = read(when.said, fields)
    if isinstance(found, Problem):
        raise ValueError(found.said.en)
    return found


def decision_of(step: Step, fields: Mapping[str, Field]) -> Decision:
    """The rules of a row that data decides; `otherwise` comes last."""
    if step.decides is not None:
        hit = step.decides.hit
        rules = [Rule(str(rule.take), formula_of(rule.when, fields)) for rule in step.decides.rules]
    else:
        hit = "unique"
        rules = [
            Rule(str(one.name), formula_of(one.when, fields)) for one in step.branches if one.when is not None
        ]
    rules += [Rule(str(one.name), None) for one in step.branches if one.otherwise]
    return Decision(tuple(rules), hit)


def settled(step: Step, fields: Mapping[str, Field]) -> Step:
    """The row with the values of its conditions written in one way."""

    def one(when: When) -> When:
        return replace(when, said=canonical(when.said, fields))

    if next(conditions_of(step), None) is None:
        return step
    branches = tuple(replace(b, when=one(b.when)) if b.when is not None else b for b in step.branches)
    decides = step.decides
    if decides is not None:
        rules = tuple(replace(rule, when=one(rule.when)) for rule in decides.rules)
        decides = replace(decides, rules=rules)
    when = one(step.when) if step.when is not None else None
    return replace(step, when=when, branches=branches, decides=decides)
