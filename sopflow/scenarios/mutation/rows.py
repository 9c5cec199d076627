"""A row that could be skipped no longer can."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.definition.model import Definition

from .mutant import Mutant, mutant, words


def mutants(sop: Definition) -> Iterator[Mutant]:
    for step in sop.steps:
        if step.optional:
            yield mutant(
                sop, step, "optional",
                words("{step} tidak boleh dilewati", "{step} cannot be skipped", step=step.id),
                words("skenario dengan skip: {step}", "a scenario with skip: {step}", step=step.id),
                optional=False,
            )  # fmt: skip
