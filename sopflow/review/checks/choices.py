"""A decision decides something."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.definition.arcs import place_of
from sopflow.definition.model import Unknown
from sopflow.diagnostics import Diagnostic, warning
from sopflow.language import Words

from ..subject import Subject

SAME = warning(
    "SOP307",
    "decides-nothing",
    id='semua cabang "{step}" menuju ke tempat yang sama: {place}',
    en='every branch of "{step}" leads to the same place: {place}',
    hint_id="arahkan salah satunya ke tempat lain, atau tulis langkah biasa dengan next",
    hint_en="let one of them lead elsewhere, or write an ordinary row with next",
    page=Words(
        "Belah ketupat yang semua panahnya menuju ke langkah yang sama bukan keputusan. Biasanya salah satu tujuannya "
        "salah tulis.",
        "A diamond is not a decision if all of its arrows lead to one row. Usually one of the targets is a mistake.",
    ),
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    for step in subject.sop.steps:
        places = [
            tuple(place_of(t) for t in b.targets) if not isinstance(b.targets, Unknown) else None
            for b in step.branches
        ]
        # answers that are written down differently differ even where they lead to the same row
        differ = any(branch.outputs is not None or branch.note_required for branch in step.branches)
        if len(places) > 1 and None not in places and len(set(places)) == 1 and not differ:
            yield SAME.at(step.place_of("branches"), step=step.id, place=", ".join(places[0] or ()))
