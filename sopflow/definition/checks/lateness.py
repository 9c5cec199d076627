"""What is to happen when a row is late can happen there."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.diagnostics import Diagnostic, error
from sopflow.language import Words, did_you_mean

from ..arcs import places_of, works_after
from ..duration import Duration
from ..model import Branch, FreeDuration, OnLate, Step, Unknown
from .actors import UNKNOWN_ACTOR
from .check import Subject, actors_of

NEVER_LATE = error(
    "SOP224",
    "never-late",
    id="langkah ini tidak pernah terlambat: {why}",
    en="this step is never late: {why}",
    hint_id="tulis duration, atau hapus on_late",
    hint_en="write a duration, or remove on_late",
)
NO_BRANCH = error(
    "SOP225",
    "no-such-branch",
    id='langkah ini tidak mempunyai cabang "{name}"',
    en='this step has no branch "{name}"',
)
NOT_BY_TIME = error(
    "SOP226",
    "not-by-time",
    id="{why}",
    en="{why}",
    page=Words(
        "on_late terjadi dengan sendirinya bila langkah terlambat: mengingatkan, menaikkan ke pelaksana lain, atau menempuh"
        " sebuah cabang. Yang memerlukan pilihan orang atau tanda tangan bersama tidak dapat terjadi dengan sendirinya.",
        "on_late happens by itself when a step is late: it reminds, lets another actor do it too, or takes a branch. What"
        " needs somebody's choice, or several signatures, cannot happen by itself.",
    ),
)
_NO_TIME = Words("batas waktunya tidak disebut", "it has no due time")
_NOBODYS = Words("tidak dikerjakan orang", "nobody performs it")
_REMOVE = Words("hapus on_late", "remove on_late")
_TARGET = Words(
    'cabang "{name}" tidak dapat ditempuh dengan sendirinya: tujuannya tidak disebutkan',
    'the branch "{name}" cannot be taken by itself: the paper does not say where it leads',
)
_CHOOSES = Words(
    'cabang "{name}" tidak dapat ditempuh dengan sendirinya: langkah ini memilih pelaksana',
    'the branch "{name}" cannot be taken by itself: this step chooses an actor',
)
_JOINT = Words(
    "langkah yang ditandatangani bersama tidak dapat dinaikkan ke pelaksana lain",
    "a step that is signed together cannot be escalated to another actor",
)
_LAST = Words(
    "sesudah take tidak ada lagi yang dapat terjadi: langkahnya sudah berakhir",
    "after take nothing more can happen: the step has ended",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    for step in subject.sop.steps:
        if not step.on_late:
            continue
        span = step.on_late[0].span
        if step.wait is not None or step.call is not None or step.terminator:
            yield NEVER_LATE.at(span, step=step.id, why=_NOBODYS, hint=_REMOVE)
        elif not has_due(step):
            yield NEVER_LATE.at(span, step=step.id, why=_NO_TIME)
        for at, act in enumerate(step.on_late):
            yield from _act(subject, step, act)
            if act.act == "take" and at + 1 < len(step.on_late):
                yield NOT_BY_TIME.at(step.on_late[at + 1].span, step=step.id, why=_LAST)


def _act(subject: Subject, step: Step, act: OnLate) -> Iterator[Diagnostic]:
    if act.actor is not None:
        known = subject.sop.actors
        if act.actor not in known:
            yield UNKNOWN_ACTOR.at(
                act.actor.span, step=step.id, hint=did_you_mean(act.actor, known), name=act.actor[:60]
            )
        if step.sign_off != "any" and len(actors_of(step)) > 1:
            yield NOT_BY_TIME.at(act.span, step=step.id, why=_JOINT)
    if act.branch is not None:
        branch = next((b for b in step.branches if b.name == act.branch), None)
        if branch is None:
            names = [b.name for b in step.branches]
            yield NO_BRANCH.at(
                act.branch.span, step=step.id, hint=did_you_mean(act.branch, names), name=act.branch[:60]
            )
        else:
            yield from _taken(subject, step, branch, act)


def _taken(subject: Subject, step: Step, branch: Branch, act: OnLate) -> Iterator[Diagnostic]:
    if isinstance(branch.targets, Unknown):
        yield NOT_BY_TIME.at(act.span, step=step.id, why=_TARGET.filled(name=branch.name))
    elif any(
        actor.chosen_by == step.id and works_after(subject.sop, subject.graph, str(a), places_of(branch.targets))
        for a, actor in subject.sop.actors.items()
    ):
        yield NOT_BY_TIME.at(act.span, step=step.id, why=_CHOOSES.filled(name=branch.name))


def has_due(step: Step) -> bool:
    """Whether a row has a due time."""
    if isinstance(step.duration, FreeDuration):
        return step.duration.at_most is not None
    return isinstance(step.duration, Duration)
