"""Every row that is named exists, once; joins name rows that lead to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from sopflow.diagnostics import Diagnostic, error
from sopflow.language import Suggestion, Words, did_you_mean

from ..model import Ref
from .check import Subject, targets_of

UNKNOWN_STEP = error("SOP203", "unknown-step", id='langkah "{name}" tidak ada', en='there is no step "{name}"')
DUPLICATE_STEP = error(
    "SOP205",
    "duplicate-step",
    id='id "{name}" sudah dipakai langkah di baris {line}',
    en='the id "{name}" is already that of the step on line {line}',
    hint_id="beri langkah ini id lain",
    hint_en="give this step another id",
)
NOT_LEADING_HERE = error(
    "SOP206",
    "not-leading-here",
    id='"{name}" tidak menuju langkah ini, jadi tidak dapat ditunggu',
    en='"{name}" does not lead to this step, so it cannot be waited for',
)
NOTHING_LEADS_HERE = error(
    "SOP207",
    "join-without-arrivals",
    id="langkah ini menunggu beberapa baris (join), tetapi kurang dari dua baris menuju ke sini",
    en="this step waits for several rows (join), but fewer than two lead to it",
    hint_id="hapus join, atau arahkan baris lain ke sini",
    hint_en="remove join, or let other rows lead here",
)
SAME_TARGET_TWICE = error(
    "SOP216",
    "same-target-twice",
    id='"{name}" disebut dua kali dalam satu daftar tujuan',
    en='"{name}" stands twice in one list of targets',
)
_RENAME = Words(
    'id ini atau yang di baris {line} mungkin seharusnya "{meant}", yang dituju tetapi belum ada',
    'this id, or the one on line {line}, may be meant to be "{meant}": rows lead to it, but it does not exist',
)


def told_once(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings, where an id that two rows have is why another is unknown: told as one, with the id that was meant."""
    told = list(findings)
    doubles = [one for one in told if one.rule is DUPLICATE_STEP]
    unknown = {str(one.values["name"]) for one in told if one.rule is UNKNOWN_STEP}
    if len(doubles) != 1 or len(unknown) != 1:
        return told
    (meant,) = unknown
    hint = _RENAME.filled(line=doubles[0].values["line"], meant=meant)
    return [
        replace(one, own_hint=hint) if one is doubles[0] else one for one in told if one.rule is not UNKNOWN_STEP
    ]


_ENDS: Final = frozenset(("selesai", "akhir", "tamat", "berakhir", "usai", "finish", "finished", "done", "stop"))
"""What people write for the end."""


def _meant(name: str, subject: Subject, known: Iterable[str]) -> Words:
    """The row that was meant: by its number or its activity, the end, or one spelled alike."""
    if name.casefold() in _ENDS:
        return Suggestion('untuk mengakhiri tulis "end"', 'to end here write "end"', "end", is_certain=True)
    wanted = " ".join(name.casefold().split())
    for step in subject.sop.steps:
        if wanted in (step.number, step.activity.casefold()):
            return Suggestion(
                f'tulis id langkahnya, bukan nomor atau uraiannya: "{step.id}"',
                f'write the id of the step, not its number or activity: "{step.id}"',
                step.id,
                is_certain=True,
            )
    return did_you_mean(name, known)


def check(subject: Subject) -> Iterator[Diagnostic]:
    sop, known = subject.sop, subject.steps
    for step in sop.steps:
        if step.id and known[step.id] is not step:
            yield DUPLICATE_STEP.at(step.span, step=step.id, name=step.id, line=known[step.id].span.line)
        for target in targets_of(step):
            if isinstance(target, Ref) and target not in known:
                hint = _meant(target, subject, [*known, "end"])
                yield UNKNOWN_STEP.at(target.span, step=step.id, hint=hint, name=target[:60])
        for _, targets in step.ways:
            refs = [t for t in targets if isinstance(t, Ref)] if isinstance(targets, tuple) else []
            for at, ref in enumerate(refs):
                if ref in refs[:at]:
                    yield SAME_TARGET_TWICE.at(ref.span, step=step.id, name=ref)
        arrivals = subject.graph.before(step.id)
        if step.join == "started":
            if len(arrivals) < 2:
                yield NOTHING_LEADS_HERE.at(step.span, step=step.id)
        elif step.join is not None:
            for ref in step.join:
                if ref not in known:
                    yield UNKNOWN_STEP.at(ref.span, step=step.id, hint=_meant(ref, subject, known), name=ref[:60])
                elif ref not in arrivals:
                    yield NOT_LEADING_HERE.at(ref.span, step=step.id, hint=did_you_mean(ref, arrivals), name=ref)
    for actor in sop.actors.values():
        if actor.chosen_by is not None and actor.chosen_by not in known:
            hint = did_you_mean(actor.chosen_by, known)
            yield UNKNOWN_STEP.at(actor.chosen_by.span, hint=hint, name=actor.chosen_by[:60])
