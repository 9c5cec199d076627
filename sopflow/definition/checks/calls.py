"""A called SOP exists, and its ends are what the row's branches are named after."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.diagnostics import Diagnostic, error
from sopflow.language import did_you_mean

from ..model import Definition, End
from .check import Subject, targets_of

UNKNOWN_SOP = error(
    "SOP204", "unknown-sop", id='tidak ada SOP dengan id "{name}" di sini', en='there is no SOP "{name}" here'
)
NO_SUCH_END = error(
    "SOP217",
    "ends-and-branches",
    id='SOP "{name}" berakhir sebagai {ends}; cabang baris ini: {branches}',
    en='the SOP "{name}" ends as {ends}; the branches of this row are {branches}',
    hint_id="setiap akhir SOP itu memerlukan cabang dengan nama yang sama, dan sebaliknya",
    hint_en="each of its ends needs a branch of the same name, and the other way round",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    if subject.others is None:
        return
    for step in subject.sop.steps:
        if step.call is None:
            continue
        called = subject.others.get(step.call)
        if called is None:
            hint = did_you_mean(step.call, subject.others)
            yield UNKNOWN_SOP.at(step.call.span, step=step.id, hint=hint, name=step.call)
        elif step.branches and step.for_each is None and {b.name for b in step.branches} != ends_of(called):
            ends, branches = ends_of(called), tuple(b.name for b in step.branches)
            yield NO_SUCH_END.at(step.call.span, step=step.id, name=step.call, ends=ends, branches=branches)


def ends_of(sop: Definition) -> set[str]:
    """The names of an SOP's ends; `end` for the one without a name."""
    return {t.name for step in sop.steps for t in targets_of(step) if isinstance(t, End)}
