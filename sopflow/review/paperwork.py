"""Which rows make, need and name which documents."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.definition.model import Definition, Step
from sopflow.definition.refs import known_in

from .subject import Subject


def needed_of(subject: Subject, step: Step) -> Iterator[str]:
    """What a row needs in every case and some row must have made: no equipment, nothing from outside."""
    for document in subject.flow.rows[str(step.id)].needed:
        known = subject.sop.documents[document]
        if not known.external and not known.at_hand and known.kind != "equipment":
            yield document


def made_by(subject: Subject, document: str) -> tuple[str, ...]:
    """The rows that make a document, by any answer, or in which it arrives."""
    return subject.makers.get(document, ())


def waits_for(subject: Subject, row: str) -> str | None:
    """The document that a row waits for."""
    wait = subject.steps[row].wait
    return None if wait is None or wait.until is None else str(wait.until)


def used_in(sop: Definition) -> frozenset[str]:
    """The documents that a row names as an input, in some cases too, or waits for."""
    named = {str(item.document) for step in sop.steps for item in known_in(step.inputs)}
    return frozenset(
        named | {str(step.wait.until) for step in sop.steps if step.wait is not None and step.wait.until}
    )


def family_of(subject: Subject, document: str) -> frozenset[str]:
    """A document with its drafts, and with what it is a draft of."""
    documents = subject.sop.documents
    final = documents[document].draft_of or document
    return frozenset({final, *(str(d.id) for d in documents.values() if d.draft_of == final)})
