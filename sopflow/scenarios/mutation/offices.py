"""Another office's hours, another limit for the whole; an actor or a document from outside or from within; a document at hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sopflow.definition.model import Definition
from sopflow.definition.refs import known_in

from .durations import doubled
from .mutant import Mutant, words


def mutants(sop: Definition) -> Iterator[Mutant]:
    if sop.calendar is not None:
        yield Mutant(
            "calendar",
            words("waktu dihitung tanpa kalender {name}", "times are counted without the calendar {name}", name=sop.calendar),
            words("skenario yang mengharapkan due sebagai tanggal dan jam", "a scenario that expects due as a date and time"),
            sop.span.line,
            replace(sop, calendar=None),
        )  # fmt: skip
    if sop.time_limit is not None:
        longer = doubled(sop.time_limit)
        yield Mutant(
            "time_limit",
            words("seluruh proses boleh {longer}, bukan {right}", "the whole instance may take {longer} instead of {right}", longer=longer, right=sop.time_limit),
            words("skenario yang mengharapkan due: {all: ...}", "a scenario that expects due: {all: ...}"),
            sop.span.line,
            replace(sop, time_limit=longer),
        )  # fmt: skip
    works = [step for step in sop.steps if step.wait is None and step.call is None]
    busy = {str(actor) for step in works for actor in known_in(step.actors)}
    busy |= {
        str(one) for a in sop.actors.values() if a.id in busy and a.chosen_by is not None for one in a.among or ()
    }
    standing_in = {
        str(s) for a in sop.actors.values() for s in (*a.substitutes, *(() if a.chosen_by is None else (a.id,)))
    }
    for actor in sop.actors.values():
        if actor.id not in busy:
            continue
        if actor.calendar is not None:
            yield Mutant(
                f"{actor.id}.calendar",
                words("waktu {actor} dihitung tanpa kalender {name}", "the times of {actor} are counted without the calendar {name}", actor=actor.id, name=actor.calendar),
                words("skenario yang mengharapkan due sebagai tanggal dan jam pada langkah {actor}", "a scenario that expects due as a date and time at a step of {actor}", actor=actor.id),
                actor.span.line,
                replace(sop, actors={**sop.actors, actor.id: replace(actor, calendar=None)}),
            )  # fmt: skip
        if actor.id in standing_in:  # whom another rule lets in all the same
            continue
        yield Mutant(
            f"{actor.id}.external",
            words("{actor} menjadi pelaksana internal", "{actor} is internal", actor=actor.id) if actor.external else words("{actor} menjadi pihak luar", "{actor} is external", actor=actor.id),
            words("skenario dengan people, tempat {actor} mencoba suspend ketika langkahnya terbuka", "a scenario with people in which {actor} tries to suspend while a step of theirs is open", actor=actor.id),
            actor.span.line,
            replace(sop, actors={**sop.actors, actor.id: replace(actor, external=not actor.external)}),
        )  # fmt: skip
    for document in sop.documents.values():
        yield Mutant(
            f"{document.id}.at_hand",
            words("{document} belum ada sejak awal", "{document} is not at hand from the start", document=document.id) if document.at_hand else words("{document} sudah ada sejak awal", "{document} is at hand from the start", document=document.id),
            words("skenario yang mengharapkan missing, atau documents dengan versinya", "a scenario that expects missing, or documents with their versions"),
            document.span.line,
            replace(sop, documents={**sop.documents, document.id: replace(document, at_hand=not document.at_hand)}),
        )  # fmt: skip
