"""What a row receives comes from whom it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sopflow.diagnostics import Diagnostic, warning
from sopflow.language import Words

from ..subject import Subject

FROM_ANOTHER = warning(
    "SOP330",
    "comes-from-another",
    id="menurut uraiannya ini datang dari {said}, sedangkan panahnya dari {drawn}",
    en="according to its text this comes from {said}, but the arrow comes from {drawn}",
    hint_id="tambahkan langkah penyerahan yang hilang, atau perbaiki uraian atau panahnya",
    hint_en="add the row in which it is handed over, or correct the text or the arrow",
    page=Words(
        'Uraian "menerima draft dari Kasi" mengandaikan langkah sebelumnya dikerjakan Kasi. Di sini panah datang dari '
        "pelaksana lain: sebuah penyerahan tidak digambar.",
        'A text like "receives the draft from the Kasi" assumes that the Kasi did the row before. Here the arrow comes from '
        "another actor: a handover is not drawn.",
    ),
)
_RECEIVES: Final = re.compile(r"\b(?:menerima|mendapat(?:kan)?)\b")
_LOOKED_AT: Final = 300
"""Characters in front of a name."""
_NEXT_ACT: Final = re.compile(r"\b(?:dan|untuk|kemudian|selanjutnya|lalu)\s+(?:me|di|ber)\w+")


def check(subject: Subject) -> Iterator[Diagnostic]:
    for step in subject.sop.steps:
        name = str(step.id)
        arrivals = subject.before[name]
        if not arrivals or step.join is not None:
            continue
        drawn = [actor for row in arrivals for actor in subject.flow.rows[row].actors]
        for mention in subject.names.mentions(step.activity):
            head = step.activity[max(0, mention.start - _LOOKED_AT) : mention.start]
            received = _received(head.casefold()) if mention.before == "dari" else None
            if received is None or _NEXT_ACT.search(received):
                continue
            if mention.actor not in drawn and all(actor in subject.sop.actors for actor in drawn):
                said = subject.sop.actors[mention.actor].title
                titles = ", ".join(dict.fromkeys(subject.sop.actors[actor].title for actor in drawn))
                yield FROM_ANOTHER.at(step.place_of("activity"), step=step.id, said=said, drawn=titles)
            break


def _received(head: str) -> str | None:
    """What is received, of a text like `menerima draft dari `; `None` where it is none."""
    sentence = re.split(r"[.;]", head)[-1].rstrip()
    receives = _RECEIVES.search(sentence) if head[-1:].isspace() and sentence.endswith("dari") else None
    return None if receives is None else sentence[receives.end() : -len("dari")]
