"""A due time that can be put off is there, and those who may are declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.language import Words, did_you_mean

from ..diagnostics import Diagnostic, error
from .actors import UNKNOWN_ACTOR
from .check import Subject
from .lateness import has_due

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Extension

NOTHING_DUE = error("SOP227", "nothing-to-extend", id="{why}", en="{why}")
_NO_DURATION = Words(
    "langkah ini tidak punya batas waktu yang dapat diperpanjang",
    "this step has no due time that could be extended",
)
_NO_LIMIT = Words(
    "SOP ini tidak punya time_limit yang dapat diperpanjang", "this SOP has no time_limit that could be extended"
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    sop = subject.sop
    if sop.extension is not None:
        yield from _by(subject, sop.extension, None)
        if sop.time_limit is None:
            yield NOTHING_DUE.at(sop.extension.span, why=_NO_LIMIT)
    for step in sop.steps:
        if step.extension is None:
            continue
        yield from _by(subject, step.extension, step.id)
        if step.wait is not None or step.call is not None or step.terminator or not has_due(step):
            yield NOTHING_DUE.at(step.extension.span, step=step.id, why=_NO_DURATION)


def _by(subject: Subject, extension: Extension, step: str | None) -> Iterator[Diagnostic]:
    known = subject.sop.actors
    for ref in extension.by:
        if ref not in known:
            yield UNKNOWN_ACTOR.at(ref.span, step=step, hint=did_you_mean(ref, known), name=ref[:60])
