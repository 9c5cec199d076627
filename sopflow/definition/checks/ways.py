"""There is a way to an end, and no circle of rows that pass by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, error
from ..model import End, Ref, Unknown
from .check import Subject, targets_of

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_WAY_OUT = error(
    "SOP209",
    "no-way-to-an-end",
    id="dari langkah pertama tidak ada jalan ke satu akhir pun",
    en="no way leads from the first step to an end",
    hint_id="arahkan salah satu langkah ke end",
    hint_en="let one of the steps lead to end",
)
PASSES_FOR_EVER = error(
    "SOP215",
    "passes-for-ever",
    id='"{names}" lewat dengan sendirinya dan kembali ke awal: tidak akan berhenti',
    en='"{names}" pass by themselves and lead back to the first: that never stops',
    hint_id="salah satunya harus dikerjakan seseorang, atau menunggu",
    hint_en="one of them must be somebody's work, or wait",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    if subject.sop.steps and not _reaches_an_end(subject):
        yield NO_WAY_OUT.at(subject.sop.steps[0].span)
    yield from _circles(subject)


def _reaches_an_end(subject: Subject) -> bool:
    seen: set[str] = set()
    todo = [subject.sop.steps[0].id]
    while todo:
        step = subject.steps.get(todo.pop())
        if step is None:
            return True  # a target that does not exist is reported elsewhere
        if step.id in seen:
            continue
        seen.add(step.id)
        if any(isinstance(targets, Unknown) for _, targets in step.ways):
            return True
        for target in targets_of(step):
            if isinstance(target, End):
                return True
            todo.append(str(target))
    return False


def _circles(subject: Subject) -> Iterator[Diagnostic]:
    passing = {
        step.id: [str(t) for t in targets_of(step) if isinstance(t, Ref)]
        for step in subject.sop.steps
        if step.terminator or (step.wait and step.wait.lasts is not None and step.wait.lasts.is_zero)
    }
    done: set[str] = set()
    for start in passing:
        path: dict[str, None] = {}
        todo: list[tuple[str, int]] = [(start, 0)]
        while todo:
            at, depth = todo.pop()
            while len(path) > depth:
                done.add(path.popitem()[0])
            if at in path:
                names = [*path]
                circle = names[names.index(at) :]
                yield PASSES_FOR_EVER.at(subject.steps[at].span, step=at, names='", "'.join(circle))
                return
            if at in passing and at not in done:
                path[at] = None
                todo += [(target, depth + 1) for target in passing[at]]
        done.update(path)
