"""When an end is reached, nothing is left behind."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.diagnostics import Diagnostic, warning
from sopflow.language import Words

from ..subject import Subject
from .joins import missing

LEFT = warning(
    "SOP305",
    "left-behind",
    id='satu jalan sudah berakhir, sedangkan "{step}" masih menunggu {awaited}: {way}',
    en='one way has ended while "{step}" still waits for {awaited}: {way}',
    hint_id="tulis {{end: …, closes: all}} bila akhir itu mengakhiri semuanya",
    hint_en="write {{end: …, closes: all}} where that end ends everything",
    page=Words(
        "Setelah `next: [a, b]` dua jalan berjalan bersamaan. Di sini yang satu sampai ke akhir, sedangkan yang lain "
        "menunggu di gabungan yang tidak akan pernah lengkap; proses tidak selesai.",
        "After `next: [a, b]` two ways run at the same time. Here one comes to an end while the other waits at a join that "
        "will never be complete; the instance does not end.",
    ),
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    ways = subject.ways
    told = set()
    for at, state in enumerate(ways.states):
        if state.open or state.over or ways.leaves[at] or not subject.has_ended(at):
            continue
        for name in dict.fromkeys(join for (_, join), _ in state.waiting):
            if name not in told:
                told.add(name)
                step = subject.steps[name]
                yield LEFT.at(step.span, step=step.id, awaited=missing(subject, state, name), way=ways.way_to(at))
