"""Conditions mean something, and stand where data decides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sopflow.conditions import Problem, read
from sopflow.diagnostics import Diagnostic, error
from sopflow.language import Words, did_you_mean

from ..conditions import conditions_of
from ..model import Step
from .check import Subject

BAD_CONDITION = error(
    "SOP245",
    "bad-condition",
    id="{why}",
    en="{why}",
    page=Words(
        "when menyebut isian dengan idnya, dan syarat yang cocok dengan jenisnya: above, at_least, below, at_most untuk bilangan"
        " dan uang; before, after, at_least, at_most untuk tanggal dan jam; has, has_all, has_any untuk some_of.",
        "when names fields by their ids, with tests that fit their type: above, at_least, below, at_most for numbers and money;"
        " before, after, at_least, at_most for dates and times; has, has_all, has_any for some_of.",
    ),
)
HALF_DECIDED = error(
    "SOP246",
    "half-decided",
    id="{why}",
    en="{why}",
    page=Words(
        "Bila isian yang memutuskan, setiap cabang punya when, atau satu di antaranya otherwise: true; atau decides berisi"
        " aturan untuk semuanya. Orang tidak lagi memilih di langkah itu.",
        "Where fields decide, every branch has a when, or one of them otherwise: true; or decides has rules for all of them."
        " Nobody chooses in that row any more.",
    ),
)
_UNSAID: Final = Words(
    'cabang "{name}" tidak punya syarat; tulis when, atau otherwise: true',
    'branch "{name}" has no condition; write when, or otherwise: true',
)
_BOTH: Final = Words(
    'cabang "{name}": tulis when atau otherwise, jangan keduanya',
    'branch "{name}": write when or otherwise, not both',
)
_TWO: Final = Words("otherwise hanya boleh pada satu cabang", "only one branch can have otherwise")
_NO_WHEN: Final = Words("otherwise memerlukan when pada cabang lain", "otherwise needs a when at another branch")
_TABLE: Final = Words(
    "tulis when pada cabang atau decides, jangan keduanya", "write when at the branches or decides, not both"
)
_NO_BRANCHES: Final = Words("decides memerlukan branches", "decides needs branches")
_NO_BRANCH: Final = Words('tidak ada cabang "{name}"', 'there is no branch "{name}"')
_NO_RULE: Final = Words('tidak ada aturan yang menempuh cabang "{name}"', 'no rule takes the branch "{name}"')
_CALLED: Final = Words(
    "baris dengan call menempuh cabang menurut akhir SOP yang dipanggil; when tidak berlaku di sini",
    "a row with call takes the branch of the end of the called SOP; when does not apply here",
)
_NOT_OPTIONAL: Final = Words("when pada langkah memerlukan optional: true", "when at a row needs optional: true")
_OPTIONAL_DECISION: Final = Words(
    "when pada langkah yang bercabang: tulis pada cabangnya, bukan pada langkahnya",
    "when at a row with branches: write it at the branches, not at the row",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    for step in subject.sop.steps:
        for when in conditions_of(step):
            found = read(when.said, subject.sop.fields)
            if isinstance(found, Problem):
                yield BAD_CONDITION.at(when.place_of(found.place), step=step.id, why=found.said)
        yield from _row(step)
        if step.is_decided:
            yield from _branches(step)


def _row(step: Step) -> Iterator[Diagnostic]:
    if step.when is not None and not step.optional:
        yield HALF_DECIDED.at(step.place_of("when"), step=step.id, why=_NOT_OPTIONAL)
    elif step.when is not None and step.branches:
        yield HALF_DECIDED.at(step.place_of("when"), step=step.id, why=_OPTIONAL_DECISION)
    if step.decides is not None and not step.branches:
        yield HALF_DECIDED.at(step.place_of("decides"), step=step.id, why=_NO_BRANCHES)


def _branches(step: Step) -> Iterator[Diagnostic]:
    if step.call is not None:
        yield HALF_DECIDED.at(step.place_of("call"), step=step.id, why=_CALLED)
    others = [branch for branch in step.branches if branch.otherwise]
    for branch in others[1:]:
        yield HALF_DECIDED.at(branch.span, step=step.id, why=_TWO)
    if step.decides is not None:
        yield from _table(step)
        return
    if others and not any(branch.when is not None for branch in step.branches):
        yield HALF_DECIDED.at(others[0].span, step=step.id, why=_NO_WHEN)
        return
    for branch in step.branches:
        if branch.when is None and not branch.otherwise:
            yield HALF_DECIDED.at(branch.span, step=step.id, why=_UNSAID.filled(name=branch.name))
        elif branch.when is not None and branch.otherwise:
            yield HALF_DECIDED.at(branch.span, step=step.id, why=_BOTH.filled(name=branch.name))


def _table(step: Step) -> Iterator[Diagnostic]:
    assert step.decides is not None
    names = [str(branch.name) for branch in step.branches]
    taken = [rule.take for rule in step.decides.rules]
    for branch in step.branches:
        if branch.when is not None:
            yield HALF_DECIDED.at(branch.span, step=step.id, why=_TABLE)
        elif not branch.otherwise and branch.name not in taken and step.branches:
            yield HALF_DECIDED.at(branch.span, step=step.id, why=_NO_RULE.filled(name=branch.name))
    for name in taken:
        if name not in names:
            hint = did_you_mean(name, names)
            yield HALF_DECIDED.at(name.span, step=step.id, hint=hint, why=_NO_BRANCH.filled(name=name[:60]))
