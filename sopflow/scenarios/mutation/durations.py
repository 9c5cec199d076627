"""A row may take twice as long; a wait lasts twice as long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sopflow.definition.duration import Duration
from sopflow.definition.model import Definition, FreeDuration

from .mutant import Mutant, mutant, words


def mutants(sop: Definition) -> Iterator[Mutant]:
    for step in sop.steps:
        time = step.duration
        limit = time.at_most if isinstance(time, FreeDuration) else time
        if step.wait is not None and step.wait.lasts is not None:
            longer = doubled(step.wait.lasts)
            yield mutant(
                sop, step, "wait",
                words("{step} menunggu {wrong}, bukan {right}", "{step} waits {wrong} instead of {right}", step=step.id, wrong=longer, right=step.wait.lasts),
                words("skenario yang menunggu sampai {step} berakhir dan mengharapkan elapsed", "a scenario that waits until {step} ends, and expects elapsed", step=step.id),
                wait=replace(step.wait, lasts=longer),
            )  # fmt: skip
        elif isinstance(limit, Duration) and not limit.is_zero and step.call is None and not step.terminator:
            longer = doubled(limit)
            yield mutant(
                sop, step, "duration",
                words("batas waktu {step} {wrong}, bukan {right}", "the due time of {step} is {wrong} instead of {right}", step=step.id, wrong=longer, right=limit),
                words("skenario yang mengharapkan due, late atau elapsed pada {step}", "a scenario that expects due, late or elapsed at {step}", step=step.id),
                duration=replace(time, at_most=longer) if isinstance(time, FreeDuration) else longer,
            )  # fmt: skip


def doubled(duration: Duration) -> Duration:
    return replace(duration, parts=tuple((unit, amount * 2) for unit, amount in duration.parts))
