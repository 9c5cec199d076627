"""A draft becomes what it is a draft of."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.diagnostics import Diagnostic, warning
from sopflow.language import Words

from ..paperwork import made_by
from ..subject import Subject

UNFINISHED = warning(
    "SOP315",
    "never-finalised",
    id='"{draft}" tidak pernah menjadi "{final}": tidak ada langkah sesudahnya yang menghasilkannya',
    en='"{draft}" never becomes "{final}": no later row makes that',
    hint_id="sebutkan dokumen jadinya di outputs langkah yang menandatangani atau menetapkannya",
    hint_en="name the finished document in the outputs of the row that signs or decides it",
    page=Words(
        "Draf (`draft_of`) yang dibuat, tetapi dokumen jadinya tidak dihasilkan langkah mana pun sesudahnya.",
        "A draft (`draft_of`) is made, and no later row makes the finished document.",
    ),
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    for name, document in subject.sop.documents.items():
        final = document.draft_of
        if final is None or final not in subject.sop.documents:
            continue
        makers = made_by(subject, name)
        finishing = made_by(subject, final)
        if makers and not any(row == m or subject.reach.leads(m, row) for m in makers for row in finishing):
            step = subject.steps[makers[0]]
            title = subject.title(final)
            yield UNFINISHED.at(subject.place(step, name), step=step.id, draft=document.title, final=title)
