"""Whether there is a case in which formulas are what is wanted of them: parts of all cases, until it is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sopflow.budget import Budget

from .formula import ANY, Formula, Test, Verdicts, tests_of, verdicts
from .region import Region


class Goal(NamedTuple):
    """A formula, and which verdicts are wanted of it."""

    formula: Formula
    wanted: Verdicts


def find(region: Region, goals: Sequence[Goal], budget: Budget) -> Region | None:
    """A part in every case of which all goals are met; `None` where there is none. Raises `Spent`."""
    parts = [region]
    while parts:
        part = parts.pop()
        test = _open(part, goals, budget)
        if test is _MET:
            return part
        if test is not None:
            parts.extend(reversed(part.parts(test)))  # type: ignore[arg-type]
    return None


class _Met:
    """All goals are met."""


_MET = _Met()


def _open(part: Region, goals: Sequence[Goal], budget: Budget) -> Test | _Met | None:
    """A test to divide by; `None` where a goal cannot be met."""
    undecided: Formula | None = None
    for formula, wanted in goals:
        budget.spend()
        found = verdicts(formula, part.look)
        if not found & wanted:
            return None
        if undecided is None and found & ~wanted:
            undecided = formula
    return _MET if undecided is None else next(t for t in tests_of(undecided) if not _is_known(part.look(t)))


def _is_known(found: Verdicts) -> bool:
    return found & (found - 1) == 0


def holds_throughout(region: Region, goals: Sequence[Goal], budget: Budget) -> bool:
    """Whether every case meets every goal."""
    return all(find(region, [Goal(formula, ANY & ~wanted)], budget) is None for formula, wanted in goals)
