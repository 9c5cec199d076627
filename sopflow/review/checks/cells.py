"""The cells of a row are filled in."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.diagnostics import Diagnostic, info, warning
from sopflow.language import Words

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
NO_ANSWERS = warning(
    "SOP333",
    "question-without-branches",
    id='"{step}" punya pertanyaan, tetapi tidak punya cabang',
    en='"{step}" has a question, but no branches',
    hint_id="tulis branches dengan tujuan tiap jawaban, misalnya branches: {{Ya: {next}, Tidak: {step}}}, atau hapus question",
    hint_en="write branches with where each answer leads, such as branches: {{Ya: {next}, Tidak: {step}}}, or remove question",
    page=Words(
        "Sebuah pertanyaan hanya bermakna bila jawabannya menentukan langkah berikutnya.",
        "A question only means something if its answer decides what comes next.",
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
        if step.question is not None and not step.is_decision:
            following = step.next[0] if isinstance(step.next, tuple) and step.next else "end"
            yield NO_ANSWERS.at(
                step.place_of("question"), step=step.id, next=following if isinstance(following, str) else "end"
            )
        if step.is_decision and step.question is None and step.call is None:
            yield NO_QUESTION.at(step.span, step=step.id)
