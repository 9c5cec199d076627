"""What a mutant is: an SOP with one small change, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sopflow.definition.checks import CHECKS, Subject
from sopflow.definition.model import LATE, Definition, End, Step, Target
from sopflow.diagnostics import Severity
from sopflow.language import Words


class Mutant(NamedTuple):
    """A changed SOP."""

    key: str
    """What was changed, as a path into the file: a name by which `accept` of a scenario file knows it."""
    change: Words
    """What was changed."""
    missing: Words
    """The scenario that would notice it."""
    line: int
    sop: Definition


Operator = Callable[["Definition"], Iterator[Mutant]]


def mutants_by(
    operators: Sequence[Operator], sop: Definition, others: Mapping[str, Definition]
) -> Iterator[Mutant]:
    """The mutants of an SOP that are SOPs themselves; one that the checks refuse teaches nothing."""
    for operator in operators:
        for mutant in operator(sop):
            subject = Subject(mutant.sop, {**others, mutant.sop.id: mutant.sop})
            if mutant.sop != sop and not any(d.severity is Severity.ERROR for one in CHECKS for d in one(subject)):
                yield mutant


def mutant(sop: Definition, step: Step, key: str, change: Words, missing: Words, **changes: Any) -> Mutant:
    """The mutant with one row changed, at the row's line; `key` is the path below the row."""
    steps = tuple(replace(s, **changes) if s is step else s for s in sop.steps)
    return Mutant(f"{step.id}.{key}", change, missing, step.span.line, replace(sop, steps=steps))


def way_mutant(
    sop: Definition, step: Step, outcome: str, targets: tuple[Target, ...], key: str, change: Words, missing: Words
) -> Mutant:
    """The mutant in which a row leads to other targets by an outcome; `key` is the path below that."""
    key = f"{outcome}.{key}"
    if outcome == LATE and step.wait is not None:
        return mutant(sop, step, key, change, missing, wait=replace(step.wait, late=targets))
    if not step.is_decision:
        return mutant(sop, step, key, change, missing, next=targets)
    branches = tuple(replace(b, targets=targets) if b.name == outcome else b for b in step.branches)
    return mutant(sop, step, key, change, missing, branches=branches)


def words(id: str, en: str, **values: object) -> Words:
    """A text in both languages with its values filled in."""
    return Words(id, en).filled(**values)


def shown(target: Target) -> str:
    """A target in a message."""
    if isinstance(target, End):
        return f"end {target.name}" if target.name != "end" else "end"
    return str(target)
