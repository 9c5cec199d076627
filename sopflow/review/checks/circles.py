"""Inclusive joins do not wait on each other."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.diagnostics import Diagnostic, warning
from sopflow.language import Words

from ..subject import Subject

CIRCLE = warning(
    "SOP310",
    "joins-in-a-circle",
    id='"{step}" dan "{other}" (join: started) saling menunggu; yang di atas didahulukan',
    en='"{step}" and "{other}" (join: started) wait on each other; the upper one goes first',
    hint_id="pakai join: [...] dengan baris yang ditunggu, paling tidak pada salah satunya",
    hint_en="in at least one of them write join: [...] with the rows that it waits for",
    page=Words(
        "`join: started` menunggu semua yang masih dapat sampai. Bila dua gabungan seperti itu berada dalam satu putaran, "
        "masing-masing menunggu yang lain; aturannya lalu mendahulukan yang di atas.",
        "`join: started` waits for whatever can still arrive. Where two such joins stand in one loop, each waits for the "
        "other; by rule the upper one then goes first.",
    ),
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    joins = [row.id for row in subject.flow.inclusive]
    for at, name in enumerate(joins):
        for other in joins[at + 1 :]:
            if subject.reach.leads(name, other) and subject.reach.leads(other, name):
                step = subject.steps[other]
                yield CIRCLE.at(step.place_of("join"), step=step.id, other=name)
