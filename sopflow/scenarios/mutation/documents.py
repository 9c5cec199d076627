"""A row does not put out a document; does not ask for one that nothing makes; does without what it must have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sopflow.definition.model import Definition, Step
from sopflow.definition.refs import known_in
from sopflow.language import Words

from .mutant import Mutant, mutant, words


def mutants(sop: Definition) -> Iterator[Mutant]:
    made = _made(sop)
    for step in sop.steps:
        outputs, inputs = known_in(step.outputs), known_in(step.inputs)
        takes_own = not step.branches or any(b.outputs is None for b in step.branches)
        for document in dict.fromkeys(outputs if takes_own else ()):
            waited = step.wait is not None and step.wait.until == document  # it comes in hand by arriving
            if not waited:
                left = tuple(o for o in outputs if o != document)
                yield mutant(sop, step, f"outputs.{document}", *_gone(sop, step, str(document)), outputs=left)
        for branch in step.branches:
            made_there = known_in(branch.outputs)
            for document in made_there:
                fewer = tuple(o for o in made_there if o != document)
                branches = tuple(replace(b, outputs=fewer) if b is branch else b for b in step.branches)
                key = f"branches.{branch.name}.outputs.{document}"
                yield mutant(sop, step, key, *_gone(sop, step, str(document)), branches=branches)
        for item in inputs:
            if item.when is None and _is_seen(sop, str(item.document), made):
                yield mutant(
                    sop, step, f"inputs.{item.document}",
                    words("{step} tidak memerlukan {document}", "{step} does not need {document}", step=step.id, document=item.document),
                    words("skenario yang mengharapkan missing: [{document}] pada {step}", "a scenario that expects missing: [{document}] at {step}", step=step.id, document=item.document),
                    inputs=tuple(i for i in inputs if i is not item),
                )  # fmt: skip
        yield from _files(sop, step)
        if step.missing_inputs == "refuse" and inputs:
            yield mutant(
                sop, step, "missing_inputs",
                words("{step} boleh dikerjakan tanpa kelengkapannya", "{step} can be done without its inputs", step=step.id),
                words("skenario dengan {step}, refused: missing-inputs", "a scenario with {step}, refused: missing-inputs", step=step.id),
                missing_inputs="note",
            )  # fmt: skip


def _files(sop: Definition, step: Step) -> Iterator[Mutant]:
    """A document may come without its file: said once, where the first row asks for it."""
    asked = [str(d) for d in step.documents if sop.documents[d].file is not None]
    before = {str(d) for other in sop.steps[: sop.steps.index(step)] for d in other.documents}
    for document in dict.fromkeys(asked) if step.call is None else ():
        if document not in before:
            yield Mutant(
                f"{document}.file",
                words("{document} boleh tanpa berkas", "{document} may come without its file", document=document),
                words("skenario dengan {step} tanpa berkas {document}, refused: files-required", "a scenario with {step} without the file of {document}, refused: files-required", step=step.id, document=document),
                sop.documents[document].span.line,
                replace(sop, documents={**sop.documents, document: replace(sop.documents[document], file=None)}),
            )  # fmt: skip


def _gone(sop: Definition, step: Step, document: str) -> tuple[Words, Words]:
    gone = words(
        "{step} tidak menghasilkan {document}", "{step} does not make {document}", step=step.id, document=document
    )
    if sop.documents[document].file is not None:  # whoever brings it makes it available too
        return gone, words(
            "skenario dengan {step} yang tidak menyebut {document} dalam documents, refused: files-required",
            "a scenario with {step} that does not name {document} under documents, refused: files-required",
            step=step.id,
            document=document,
        )
    return (
        gone,
        words("skenario yang mengharapkan {document} tersedia (documents) sesudah {step}", "a scenario that expects {document} to be available (documents) after {step}", step=step.id, document=document),
    )  # fmt: skip


def _made(sop: Definition) -> set[str]:
    outputs = [o for s in sop.steps for o in (s.outputs, *(b.outputs for b in s.branches))]
    return {str(document) for listed in outputs for document in known_in(listed)}


def _is_seen(sop: Definition, document: str, made: set[str]) -> bool:
    """Whether its absence shows: it is followed, nothing makes it, and it is asked for by one row alone."""
    known = sop.documents[document]
    followed = not known.at_hand and not known.optional and known.kind != "equipment"
    asked = sum(one.document == document for step in sop.steps for one in known_in(step.inputs))
    return followed and document not in made and asked == 1
