"""The columns of the table: everybody in them acts, in the order in which they come."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sopflow.definition.model import Unknown
from sopflow.definition.refs import known_in
from sopflow.diagnostics import Diagnostic, info, warning
from sopflow.language import Words

from ..subject import Subject

NEVER_ACTS = warning(
    "SOP322",
    "never-acts",
    id='"{title}" dideklarasikan sebagai pelaksana, tetapi tidak mengerjakan apa pun',
    en='"{title}" is declared as an actor, but does nothing',
    hint_id="hapus dari actors, atau beri ia sebuah langkah",
    hint_en="remove it from actors, or give it a row",
    page=Words(
        "Kolom pelaksana tanpa satu simbol pun membingungkan pembaca: apakah simbolnya hilang, atau jabatan itu memang tidak "
        "terlibat?",
        "A column without a symbol leaves readers wondering: was the symbol lost, or is the position not involved?",
    ),
)
ORDER = info(
    "SOP324",
    "columns-out-of-order",
    id='"{title}" bekerja lebih dahulu daripada "{other}", tetapi kolomnya di sebelah kanan',
    en='"{title}" acts before "{other}", but its column is to the right of it',
    hint_id="urutkan actors menurut siapa yang lebih dahulu bekerja: panah lalu tidak bersilangan",
    hint_en="order actors by who acts first: then arrows do not cross",
    page=Words(
        "Kolom pelaksana disusun menurut urutan munculnya, supaya alur turun dari kiri ke kanan.",
        "Columns stand in the order in which their actors first act, so that the flow runs down from left to right.",
    ),
)
ONE = warning(
    "SOP327",
    "one-actor",
    id="SOP ini hanya punya {count} pelaksana",
    en="this SOP has only {count} actor(s)",
    hint_id="prosedur satu orang adalah instruksi kerja; sebutkan dari siapa datangnya dan kepada siapa perginya",
    hint_en="a procedure of one person is a work instruction; name who it comes from and who it goes to",
    page=Words(
        "SOP Administrasi Pemerintahan mengatur pekerjaan yang melibatkan sedikitnya dua pelaksana.",
        "An SOP of government administration is for work in which at least two actors take part.",
    ),
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    sop = subject.sop
    first: dict[str, int] = {}
    named: set[str] = {str(who) for _, several in (("start", sop.may_start), *sop.may) for who in several}
    for at, step in enumerate(sop.steps):
        for actor in known_in(step.actors):
            first.setdefault(str(actor), at)
        named |= {str(a) for a in (*step.substitutes, *(step.extension.by if step.extension else ()))}
        named |= {str(late.actor) for late in step.on_late if late.actor is not None}
    for known in sop.actors.values():
        named |= {str(a) for a in (*known.substitutes, *known.among)}
    named |= {str(a) for a in (sop.extension.by if sop.extension is not None else ())}
    has_open = any(isinstance(step.actors, Unknown) for step in sop.steps)
    for name, known in sop.actors.items():
        if name not in first and name not in named and not has_open and not known.external:
            yield NEVER_ACTS.at(known.span, title=known.title)
    columns = [actor for actor in sop.actors if actor in first]
    for left, right in pairwise(columns):
        if first[right] < first[left]:
            yield ORDER.at(sop.actors[right].span, title=sop.actors[right].title, other=sop.actors[left].title)
    if len(first) < 2 and not has_open and sop.steps:
        yield ONE.at(sop.span, count=len(first))
