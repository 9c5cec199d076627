"""A document is made in one place."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.diagnostics import Diagnostic, warning
from sopflow.language import Words

from ..paperwork import made_by
from ..subject import Subject

AT_ONCE = warning(
    "SOP314",
    "made-twice-at-once",
    id='"{title}" dihasilkan oleh "{one}" dan "{other}", yang berjalan bersamaan',
    en='"{title}" is made by "{one}" and "{other}", which run at the same time',
    hint_id="beri masing-masing nama, misalnya Berita acara A dan Berita acara B",
    hint_en="give each its name, such as Minutes A and Minutes B",
    page=Words(
        "Dua langkah yang berjalan bersamaan menghasilkan dokumen yang sama; yang belakangan menimpa yang pertama.",
        "Two rows that run at the same time make one document; whichever comes last replaces the other.",
    ),
)
AGAIN = warning(
    "SOP318",
    "made-again",
    id='"{title}" sudah dihasilkan "{maker}" dan bukan kelengkapan langkah ini, tetapi disebut lagi sebagai outputnya',
    en='"{title}" was made by "{maker}" and is not an input of this row, yet stands among its outputs again',
    hint_id="mungkin yang dimaksud dokumen lain; bila memang diperbarui, sebutkan juga sebagai kelengkapan",
    hint_en="perhaps another document is meant; if it is renewed, name it among the inputs too",
    page=Words(
        "Langkah yang menghasilkan kembali dokumen langkah lain, tanpa menerimanya lebih dahulu, biasanya salah salin: "
        "kolom outputnya seharusnya menyebut apa yang dikerjakan di langkah ini.",
        "A row that makes again what another row made, without taking it in, is usually a slip in copying: its output should "
        "say what is done in this row.",
    ),
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    for name, document in subject.sop.documents.items():
        makers = made_by(subject, name)
        if document.kind == "equipment" or len(makers) < 2:
            continue
        for at, maker in enumerate(makers):
            for other in (other for other in makers[:at] if other in subject.ways.together.get(maker, ())):
                step, both = subject.steps[maker], (subject.flow.title(other), subject.flow.title(maker))
                place = subject.place(step, name)
                yield AT_ONCE.at(place, step=step.id, title=document.title, one=both[0], other=both[1])
        for maker in makers[1:]:
            step = subject.steps[maker]
            needs = subject.flow.rows[maker].needed
            above = [m for m in makers if m != maker and subject.reach.leads(m, maker)]
            is_return = any(subject.reach.leads(maker, m) for m in above)
            if above and name not in needs and not is_return and document.kind == "document":
                maker_title = subject.flow.title(above[0])
                yield AGAIN.at(subject.place(step, name), step=step.id, title=document.title, maker=maker_title)
