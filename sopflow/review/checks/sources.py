"""Every document that a row needs has been made by then."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.definition.build import is_id
from sopflow.definition.model import LATE, Step
from sopflow.diagnostics import Diagnostic, info, warning
from sopflow.flow.markings import Move
from sopflow.language import Words

from ..exploring import spoken
from ..paperwork import made_by, needed_of, waits_for
from ..subject import Subject

NOTHING_MAKES = warning(
    "SOP311",
    "nothing-makes-it",
    id='tidak ada langkah yang menghasilkan "{title}"',
    en='no row makes "{title}"',
    hint_id="tulis di outputs sebuah langkah, atau external / at_hand bila memang dari luar",
    hint_en="name it in the outputs of a row, or say external / at_hand where it comes from outside",
    page=Words(
        "Kelengkapan yang tidak dihasilkan langkah mana pun harus datang dari luar (`external: true`) atau sudah ada sejak "
        "awal (`at_hand: true`). Sering kali judulnya hanya ditulis berbeda di dua tempat.",
        "An input that no row makes must come from outside (`external: true`) or be there from the start (`at_hand: true`). "
        "Often its title is only written differently in two places.",
    ),
)
FROM_OUTSIDE = info(
    "SOP332",
    "undeclared-and-not-made",
    id='"{title}" tidak dihasilkan langkah mana pun dan tidak dideklarasikan: dari luar?',
    en='no row makes "{title}", and it is not declared: does it come from outside?',
    hint_id="bila dari luar, deklarasikan di documents dengan external: true",
    hint_en="if it comes from outside, declare it under documents with external: true",
    page=Words(
        "Kelengkapan yang langsung ditulis judulnya dianggap dibawa dari luar bila tidak ada yang menghasilkannya. Bila "
        "seharusnya dihasilkan sebuah langkah, judulnya di sana mungkin ditulis lain.",
        "An input that is written by its title is taken to come from outside where nothing makes it. If some row should make "
        "it, its title may be written differently there.",
    ),
)
NOT_YET = warning(
    "SOP312",
    "not-made-yet",
    id='"{title}" belum dihasilkan saat dibutuhkan; {where}. Jalannya: {way}',
    en='"{title}" has not been made when it is needed; {where}. The way: {way}',
    hint_id="hasilkan lebih dahulu, atau minta hanya dalam hal itu: {{document: …, when: …}}",
    hint_en="make it first, or ask for it only in some cases: {{document: …, when: …}}",
    page=Words(
        "Di jalan yang disebut, langkah ini sampai sebelum dokumen itu dibuat. Mungkin yang membuatnya baru sesudahnya, "
        "ada di cabang lain, atau langkah sebelumnya lupa menyebut outputnya.",
        "On the way that is named this row comes before the document is made. Perhaps what makes it comes only later, is on "
        "another branch, or the row before does not name its output.",
    ),
)
_LATER = Words("baru dihasilkan oleh {rows}", "it is made only by {rows}")
_GIVEN_UP = Words(
    "langkah {row} menunggunya, lalu tetap lanjut bila waktunya habis",
    "step {row} waits for it, and goes on without it when the time is over",
)
_SAY_WHERE = Words(
    'di wait langkah "{row}" tulis ke mana bila waktunya habis, misalnya late: end',
    'in the wait of step "{row}" write where to go when the time is over, such as late: end',
)
_SOME = Words("hanya sebagian jalan lewat {rows}", "only some ways lead by {rows}")


def check(subject: Subject) -> Iterator[Diagnostic]:
    for step in subject.sop.steps:
        for document in needed_of(subject, step):
            makers = made_by(subject, document)
            if not makers:
                rule = NOTHING_MAKES if is_id(document) else FROM_OUTSIDE
                yield rule.at(subject.place(step, document), step=step.id, title=subject.title(document))
            elif (str(step.id), document) in subject.missing:
                yield from _in_time(subject, step, document, makers)


def _in_time(subject: Subject, step: Step, document: str, makers: tuple[str, ...]) -> Iterator[Diagnostic]:
    ways = subject.ways

    def makes(move: Move) -> bool:
        return document in subject.makes(move)

    found = ways.way_without(makes, lambda at: str(step.id) in ways.states[at].open)
    if found is None:
        return
    row = next((move.row for move in found if move.row and waits_for(subject, move.row) == document), None)
    early = [name for name in makers if name != step.id and subject.reach.leads(name, str(step.id))]
    named = ", ".join(subject.number(name) for name in early or makers if name != step.id)
    if row is None:
        where, is_unsaid = (_SOME if early else _LATER).filled(rows=named), False
    else:
        where, is_unsaid = _GIVEN_UP.filled(row=subject.number(row)), LATE not in subject.flow.rows[row].ways
    yield NOT_YET.at(
        subject.place(step, document), step=step.id, title=subject.title(document), where=where,
        way=f"{spoken(found)} → [{step.id}]", hint=_SAY_WHERE.filled(row=row) if is_unsaid else None,
    )  # fmt: skip
