"""The flow is small enough to be decided."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.diagnostics import Diagnostic, info
from sopflow.language import Words

from ..subject import Subject

TOO_LARGE = info(
    "SOP300",
    "too-large-to-decide",
    id="alurnya terlalu banyak kemungkinannya ({count:,} keadaan dilihat); masalah yang tidak ditemukan mungkin saja ada",
    en="the flow has too many possibilities ({count:,} states were looked at); problems that were not found may still exist",
    hint_id="bagian yang berjalan bersamaan dapat dijadikan SOP sendiri (call)",
    hint_en="parts that run at the same time may become SOPs of their own (call)",
    page=Words(
        "Pemeriksaan alur menelusuri setiap keadaan yang dapat dicapai. Bila banyak langkah berjalan bersamaan, atau "
        "sebuah putaran terus menambah pekerjaan, keadaannya tidak terhitung; pemeriksaan lalu berhenti dan mengatakannya.",
        "The checks of the flow go through every state that can be reached. Where many rows run at the same time, or a "
        "loop keeps adding work, there are too many states; the checks then stop and report it.",
    ),
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    if not subject.ways.is_whole:
        yield TOO_LARGE.at(subject.sop.span, count=len(subject.ways.states))
