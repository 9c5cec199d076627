"""The cells of a row are filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.definition.diagnostics import Diagnostic, info
from sopflow.language import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..subject import Subject

NO_TIME = info(
    "SOP325",
    "no-duration",
    id='"{step}" tidak punya waktu',
    en='"{step}" has no duration',
    hint_id="tulis duration, atau duration: unknown bila kertasnya tidak menyebutkan",
    hint_en="write duration, or duration: unknown where the paper does not say",
    page=Words(
        "Tanpa waktu baku, langkah ini tidak pernah terlambat dan tidak dapat dinilai.",
        "Without a standard time this row is never late, and cannot be judged.",
    ),
)
NO_QUESTION = info(
    "SOP326",
    "no-question",
    id='keputusan "{step}" tidak punya pertanyaan',
    en='the decision "{step}" has no question',
    hint_id="tulis question: apa yang diputuskan, misalnya Berkas lengkap?",
    hint_en="write question: what is decided, such as Berkas lengkap?",
    page=Words(
        'Pertanyaan di dalam belah ketupat membuat jawabannya jelas: "Berkas lengkap?" Ya atau Tidak.',
        'The question inside the diamond makes its answers clear: "Berkas lengkap?" yes or no.',
    ),
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    for step in subject.sop.steps:
        is_work = not step.terminator and step.wait is None and step.call is None
        outside = all(
            subject.sop.actors[a].external
            for a in subject.flow.rows[str(step.id)].actors
            if a in subject.sop.actors
        )
        if is_work and step.duration is None and not outside:
            yield NO_TIME.at(step.span, step=step.id)
        if step.is_decision and step.question is None and step.call is None:
            yield NO_QUESTION.at(step.span, step=step.id)
