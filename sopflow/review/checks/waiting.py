"""Of ways that run at the same time, none always waits for another."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.diagnostics import Diagnostic, info
from sopflow.language import Words

from ..adding import between
from ..subject import Subject

ALWAYS = info(
    "SOP344",
    "always-waits",
    id='jalan lewat "{quick}" selalu menunggu jalan lewat "{slow}" di "{join}"',
    en='the way by "{quick}" always waits for the way by "{slow}" at "{join}"',
    hint_id="waktunya tidak menentukan; mungkin dapat dimulai belakangan, atau dikerjakan lebih teliti",
    hint_en="its time decides nothing; it may begin later, or be done with more care",
    page=Words(
        "Dua jalan berjalan bersamaan sampai sebuah gabungan. Yang satu, menurut waktu bakunya, selalu selesai lebih dahulu, "
        "sehingga mempercepatnya tidak mempercepat apa pun.",
        "Two ways run at the same time up to a join. By its standard times one of them is always done first, so that making "
        "it faster makes nothing faster.",
    ),
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    joins = [name for name in subject.topological if subject.flow.rows[name].join is not None]
    for name in subject.topological:
        for way in subject.flow.rows[name].ways.values():
            arms = [target for target in way.targets if target in subject.steps]
            below = [
                join for join in joins if len(arms) > 1 and all(subject.reach.leads(arm, join) for arm in arms)
            ]
            if below:  # the first at which they can meet
                yield from _compared(subject, arms, below[0])


def _compared(subject: Subject, arms: list[str], join: str) -> Iterator[Diagnostic]:
    times = {arm: between(subject, arm, join) for arm in arms}
    known = {arm: time for arm, time in times.items() if time is not None}
    if len(known) < 2:
        return
    slow = max(known, key=lambda arm: known[arm][0])
    step = subject.steps[join]
    for quick, (_, most) in known.items():
        if quick != slow and most < known[slow][0]:
            title = subject.flow.title
            yield ALWAYS.at(step.span, step=step.id, quick=title(quick), slow=title(slow), join=title(join))
