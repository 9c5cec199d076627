"""Every loop has a way out."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.diagnostics import Diagnostic, warning
from sopflow.language import Words

from ..subject import Subject

NO_WAY_OUT = warning(
    "SOP308",
    "loop-without-a-way-out",
    id="putaran ini tidak punya jalan keluar: {rows}; masuk lewat: {way}",
    en="this loop has no way out: {rows}; the way in: {way}",
    hint_id="beri salah satunya cabang yang menuju ke luar putaran",
    hint_en="give one of them a branch that leads out of it",
    page=Words(
        "Langkah-langkah ini saling menuju, dan tidak satu pun menuju ke akhir: sekali masuk, proses berputar selamanya.",
        "These rows lead to each other, and none of them to an end: once inside, an instance loops forever.",
    ),
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    for rows in subject.no_way_out:
        step = subject.steps[rows[0]]
        yield NO_WAY_OUT.at(
            step.span, step=step.id, rows=" → ".join((*rows, rows[0])), way=subject.ways.way_into(rows)
        )
