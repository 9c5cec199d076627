"""Every row can be reached, and from every row an end."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.diagnostics import Diagnostic, warning
from sopflow.language import Words

from ..subject import Subject

UNREACHABLE = warning(
    "SOP301",
    "unreachable",
    id='tidak ada jalan dari langkah pertama ke "{step}"',
    en='no way leads from the first step to "{step}"',
    hint_id="arahkan sebuah next atau cabang ke sini, atau hapus langkahnya",
    hint_en="let a next or a branch lead here, or remove the row",
    page=Words(
        "Langkah yang tidak dituju oleh satu panah pun tidak akan pernah dikerjakan. Sering kali cabang yang menuju ke "
        "sana salah tulis, atau langkah itu tersisa dari versi lama.",
        "A row to which no arrow leads is never done. Often the branch that should lead there has the wrong target, or the "
        "row is left over from an older version.",
    ),
)
NO_END = warning(
    "SOP302",
    "no-end-from-here",
    id='dari "{step}" tidak ada jalan ke akhir; sampai di sana lewat: {way}',
    en='from "{step}" no way leads to an end; it is reached by: {way}',
    hint_id="arahkan langkah ini, atau yang sesudahnya, ke end",
    hint_en="let this row, or one after it, lead to end",
    page=Words(
        "Proses yang sampai di langkah ini tidak akan pernah selesai: semua panah sesudahnya hanya menuju ke langkah lain "
        "yang juga tidak berakhir.",
        "An instance that comes to this row never ends: every arrow after it leads only to rows that do not end either.",
    ),
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    reached = subject.reached
    for name, step in subject.steps.items():
        if name not in reached:
            yield UNREACHABLE.at(step.span, step=step.id)
    circles = {row for rows in subject.no_way_out for row in rows}
    for name in subject.endless:
        if name in reached and name not in circles:
            way = subject.ways.way_into([name])
            yield NO_END.at(subject.steps[name].span, step=subject.steps[name].id, way=way)
