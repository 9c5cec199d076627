"""Answers lead where the other one should; a branch no longer needs its note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from sopflow.definition.model import Definition

from .mutant import Mutant, mutant, words


def mutants(sop: Definition) -> Iterator[Mutant]:
    for step in sop.steps:
        for one, other in pairwise(step.branches):
            swapped = {one.name: other.targets, other.name: one.targets}
            yield mutant(
                sop, step, f"branches.{one.name}+{other.name}",
                words('jawaban "{a}" dan "{b}" pada {step} tertukar', 'the outcomes "{a}" and "{b}" of {step} are swapped', a=one.name, b=other.name, step=step.id),
                words('skenario yang menjawab "{a}" atau "{b}" pada {step} dan mengharapkan jalurnya', 'a scenario that answers "{a}" or "{b}" at {step} and expects its path', a=one.name, b=other.name, step=step.id),
                branches=tuple(replace(b, targets=swapped.get(b.name, b.targets)) for b in step.branches),
            )  # fmt: skip
        for branch in step.branches:
            if branch.note_required:
                yield mutant(
                    sop, step, f"branches.{branch.name}.note",
                    words('jawaban "{a}" pada {step} tidak wajib bercatatan', 'the outcome "{a}" of {step} needs no note', a=branch.name, step=step.id),
                    words('skenario "{step}={a}" tanpa catatan dengan refused: note-required', 'a scenario with "{step}={a}" without a note, and refused: note-required', a=branch.name, step=step.id),
                    branches=tuple(replace(b, note_required=False) if b is branch else b for b in step.branches),
                )  # fmt: skip
