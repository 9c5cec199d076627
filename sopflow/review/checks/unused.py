"""What a row makes is of use to somebody."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.definition.model import Unknown
from sopflow.diagnostics import Diagnostic, info
from sopflow.language import Words

from ..paperwork import made_by, used_in
from ..subject import Subject

UNUSED = info(
    "SOP313",
    "nobody-uses-it",
    id='"{title}" dihasilkan, tetapi tidak dipakai langkah mana pun sesudahnya',
    en='"{title}" is made, and no later row uses it',
    hint_id="sebutkan sebagai kelengkapan langkah yang memakainya, atau hapus bila memang tidak perlu",
    hint_en="name it as an input of the row that uses it, or remove it if it is not needed",
    page=Words(
        "Output yang tidak dipakai siapa pun, selain hasil akhir, biasanya berarti langkah berikutnya tidak menyebutnya sebagai kelengkapan, atau pekerjaan itu tidak perlu.",
        "An output that nobody uses, other than the result, usually means that a later row does not name it among its inputs, or that the work is not needed.",
    ),
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    if any(isinstance(step.inputs, Unknown) for step in subject.sop.steps):
        return  # what the paper does not say may be just this
    last = {
        name
        for name, row in subject.flow.rows.items()
        if any(place not in subject.steps for way in row.ways.values() for place in way.targets)
    }
    documents = subject.sop.documents
    used = used_in(subject.sop)
    # who uses a draft uses what it becomes
    final = used | {documents[name].draft_of for name in used if name in documents}
    for name, document in documents.items():
        makers = made_by(subject, name)
        if document.kind != "document" or not makers or set(makers) & last:
            continue
        if (document.draft_of or name) not in final:
            step = subject.steps[makers[0]]
            yield UNUSED.at(subject.place(step, name), step=step.id, title=document.title)
