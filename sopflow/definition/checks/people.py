"""Rows that must be done by the same person, or by another, can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.language import Words, did_you_mean

from ..diagnostics import Diagnostic, error
from .check import Subject
from .steps import UNKNOWN_STEP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Ref, Step

NO_PERSON = error("SOP228", "no-person-to-compare", id="{why}", en="{why}")
_ITSELF = Words(
    "sebuah langkah tidak dapat dibandingkan dengan dirinya sendiri", "a step cannot be compared with itself"
)
_NOBODYS = Words('"{name}" tidak dikerjakan orang', 'nobody performs "{name}"')
_OWN = Words("langkah ini tidak dikerjakan orang", "nobody performs this step")
_BOTH = Words(
    '"{name}" harus orang yang sama, dan harus orang lain', '"{name}" must be the same person, and must not be'
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    for step in subject.sop.steps:
        refs = [*step.separate_from, *([step.same_as] if step.same_as is not None else [])]
        for ref in refs:
            yield from _reference(subject, step, ref)
        if step.same_as is not None and step.same_as in step.separate_from:
            yield NO_PERSON.at(step.same_as.span, step=step.id, why=_BOTH.filled(name=step.same_as))
        if refs and _is_nobodys(step):
            yield NO_PERSON.at(refs[0].span, step=step.id, why=_OWN)


def _reference(subject: Subject, step: Step, ref: Ref) -> Iterator[Diagnostic]:
    other = subject.steps.get(ref)
    if other is None:
        yield UNKNOWN_STEP.at(ref.span, step=step.id, hint=did_you_mean(ref, subject.steps), name=ref[:60])
    elif other.id == step.id:
        yield NO_PERSON.at(ref.span, step=step.id, why=_ITSELF)
    elif _is_nobodys(other):
        yield NO_PERSON.at(ref.span, step=step.id, why=_NOBODYS.filled(name=ref))


def _is_nobodys(step: Step) -> bool:
    return step.wait is not None or step.call is not None or step.terminator
