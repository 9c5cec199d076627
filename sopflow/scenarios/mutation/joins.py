"""A join is gone, or waits for one row fewer; a split starts one row fewer."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.definition.model import Definition, Step, Unknown

from .mutant import Mutant, mutant, shown, way_mutant, words


def mutants(sop: Definition) -> Iterator[Mutant]:
    for step in sop.steps:
        if step.join is not None:
            yield mutant(
                sop, step, "join",
                words("{step} tidak menunggu gabungan", "{step} does not wait for its join", step=step.id),
                words("skenario yang mengharapkan {step} belum terbuka sebelum semua datang", "a scenario that expects {step} not to be open before all have arrived", step=step.id),
                join=None,
            )  # fmt: skip
        if isinstance(step.join, tuple) and len(step.join) > 1:
            yield mutant(
                sop, step, f"join.{step.join[-1]}",
                words("{step} tidak menunggu {row}", "{step} does not wait for {row}", step=step.id, row=step.join[-1]),
                words("skenario tempat {row} selesai paling akhir sebelum {step}", "a scenario in which {row} is the last before {step}", step=step.id, row=step.join[-1]),
                join=step.join[:-1],
            )  # fmt: skip
        yield from _splits(sop, step)


def _splits(sop: Definition, step: Step) -> Iterator[Mutant]:
    for outcome, targets in step.ways:
        if isinstance(targets, Unknown) or len(targets) < 2:
            continue
        gone, left = targets[-1], targets[:-1]
        change = words("{step} tidak memulai {row}", "{step} does not start {row}", step=step.id, row=shown(gone))
        missing = words(
            "skenario yang mengharapkan {row} terbuka sesudah {step}", "a scenario that expects {row} to be open after {step}",
            step=step.id, row=shown(gone),
        )  # fmt: skip
        if step.is_decision or targets is step.next:
            yield way_mutant(sop, step, outcome, left, shown(gone), change, missing)
