"""Borders of conditions move: what is at most becomes below, what is above becomes at least."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from sopflow.conditions.saying import saying
from sopflow.definition.model import Definition, Step, When

from .mutant import Mutant, mutant, words

_MOVED: Final = {
    "at_most": "below", "below": "at_most", "above": "at_least", "at_least": "above", "before": "at_most", "after": "at_least",
}  # fmt: skip
_OF_TIMES: Final = {**_MOVED, "at_most": "before", "at_least": "after"}


def mutants(sop: Definition) -> Iterator[Mutant]:
    for step in sop.steps:
        if step.when is not None:
            for key, when in _moved(sop, step.when):
                yield _mutant(sop, step, f"when.{key}", step.when, when, when=when)
        for branch in step.branches:
            if branch.when is None:
                continue
            for key, when in _moved(sop, branch.when):
                others = tuple(replace(b, when=when) if b is branch else b for b in step.branches)
                yield _mutant(sop, step, f"branches.{branch.name}.when.{key}", branch.when, when, branches=others)
        for at, rule in enumerate(step.decides.rules if step.decides is not None else ()):
            for key, when in _moved(sop, rule.when):
                rules = tuple(replace(r, when=when) if r is rule else r for r in step.decides.rules)  # type: ignore[union-attr]
                decides = replace(step.decides, rules=rules)  # type: ignore[type-var]
                yield _mutant(sop, step, f"decides.{at + 1}.when.{key}", rule.when, when, decides=decides)


def _mutant(sop: Definition, step: Step, key: str, was: When, now: When, **changes: Any) -> Mutant:
    said = {"right": saying(was.said, sop.fields), "wrong": saying(now.said, sop.fields)}
    return mutant(
        sop, step, key,
        words("syarat pada {step} “{wrong}”, bukan “{right}”", "the condition at {step} is “{wrong}” instead of “{right}”", step=step.id, **said),
        words("skenario yang mengisi tepat nilai pada batas itu, sebelum {step}", "a scenario that fills in exactly the value at that border, before {step}", step=step.id),
        **changes,
    )  # fmt: skip


def _moved(sop: Definition, when: When) -> Iterator[tuple[str, When]]:
    """The condition with one border moved by one, and which."""
    some = when.said if isinstance(when.said, tuple) else (when.said,)
    for at, one in enumerate(some):
        for name, tests in one.items():
            moved = _OF_TIMES if sop.fields[name].type in ("date", "time") else _MOVED
            for word, changed in _tests(tests, moved):
                own = {**one, name: changed}
                said = (*some[:at], own, *some[at + 1 :])
                place = f"{at + 1}.{name}.{word}" if isinstance(when.said, tuple) else f"{name}.{word}"
                yield place, replace(when, said=said if isinstance(when.said, tuple) else own)


def _tests(tests: Any, moved: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    for word, operand in tests.items() if isinstance(tests, Mapping) else ():
        if word == "not":
            yield from ((f"not.{inner}", {**tests, "not": one}) for inner, one in _tests(operand, moved))
        elif word in moved and moved[word] not in tests:
            yield word, {moved[w] if w == word else w: own for w, own in tests.items()}
