"""A number names one row: people type it in place of the id."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.diagnostics import Diagnostic, warning
from sopflow.language import Words

from ..subject import Subject

_ABOUT = Words(
    "Di terminal sebuah langkah boleh disebut dengan id, nomor, atau kegiatannya. Nomor yang dimiliki dua langkah tidak "
    "menunjuk satu langkah pun: perintah itu ditolak dengan daftar id-nya. Nomor yang sama dengan id langkah lain berarti "
    "langkah lain itu.",
    "In the terminal a step may be named by its id, its number or its activity. A number that two rows have names none: the "
    "command is refused with a list of their ids. A number that is the id of another row means that other row.",
)
SAME = warning(
    "SOP335",
    "same-number",
    id='nomor "{number}" sudah menjadi nomor langkah "{other}"',
    en='the number "{number}" is that of the step "{other}" already',
    hint_id="beri nomor yang lain; bila kertasnya memang demikian, terima dengan alasan (accept)",
    hint_en="give it another number; where the paper has it so, accept it with a reason",
    page=_ABOUT,
)
ID = warning(
    "SOP336",
    "number-is-an-id",
    id='nomor "{number}" adalah id langkah lain',
    en='the number "{number}" is the id of another step',
    hint_id="ganti id langkah itu, atau nomornya",
    hint_en="change the id of that step, or the number",
    page=_ABOUT,
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    seen: dict[str, str] = {}
    for step in subject.sop.steps:
        number = (step.number or "").strip().removesuffix(".")
        if not number:
            continue
        first = seen.setdefault(number.casefold(), step.id)
        if first != step.id:
            yield SAME.at(step.place_of("no"), step=step.id, number=number, other=first)
        if number in subject.steps and number != step.id:
            yield ID.at(step.place_of("no"), step=step.id, number=number)
