"""Rows that must be done by the same person, or by another, can be; those who may do something are there."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.diagnostics import Diagnostic, error
from sopflow.language import Words, did_you_mean

from ..model import STARTER, WHO, Ref, Step
from .actors import UNKNOWN_ACTOR
from .check import Subject
from .steps import UNKNOWN_STEP

NO_PERSON = error(
    "SOP228",
    "no-person-to-compare",
    id="{why}",
    en="{why}",
    page=Words(
        "separate_from dan same_as membandingkan orang yang mengerjakan dua langkah: keduanya harus dikerjakan orang, dan"
        " langkahnya berlainan.",
        "separate_from and same_as compare the persons who did two steps: people must perform both, and they must be two.",
    ),
)
_ITSELF = Words(
    "sebuah langkah tidak dapat dibandingkan dengan dirinya sendiri", "a step cannot be compared with itself"
)
_NOBODYS = Words('"{name}" tidak dikerjakan orang', 'nobody performs "{name}"')
_OWN = Words("langkah ini tidak dikerjakan orang", "nobody performs this step")
_BOTH = Words(
    '"{name}" disebut dalam same_as dan dalam separate_from; hapus salah satunya',
    '"{name}" is in both same_as and separate_from; remove one of them',
)

BAD_MAY = error(
    "SOP229",
    "bad-may",
    id="{why}",
    en="{why}",
    page=Words(
        "may menyebut siapa yang boleh memberi perintah: id pelaksana, starter (yang memulai), atau sendirian: anyone (siapa"
        " saja) atau nobody (tidak seorang pun).",
        "may names who may give a command: ids of actors, starter (whoever started it), or alone: anyone or nobody.",
    ),
)
_TWICE = Words(
    "may_start adalah nama lama dari may: {start: ...}; tulis salah satu saja",
    "may_start is the old name of may: {start: ...}; write only one of them",
)
_ALONE = Words('"{name}" tidak dapat ditulis bersama yang lain', '"{name}" cannot stand beside others')
_NO_STARTER = Words(
    "yang memulai belum ada sebelum proses dimulai; tulis anyone, atau pelaksananya",
    "there is no starter before the start; write anyone, or the actors",
)
_TAKEN = Words(
    '"{name}" di sini berarti {name} dari format, dan ada pelaksana dengan id yang sama; ganti id pelaksana itu',
    '"{name}" is a word of the format here, and an actor has it as its id; rename that actor',
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    yield from _may(subject)
    for step in subject.sop.steps:
        refs = [*step.separate_from, *([step.same_as] if step.same_as is not None else [])]
        for ref in refs:
            yield from _reference(subject, step, ref)
        if step.same_as is not None and step.same_as in step.separate_from:
            yield NO_PERSON.at(step.same_as.span, step=step.id, why=_BOTH.filled(name=step.same_as))
        if refs and _is_nobodys(step):
            yield NO_PERSON.at(refs[0].span, step=step.id, why=_OWN)


def _may(subject: Subject) -> Iterator[Diagnostic]:
    sop, known = subject.sop, subject.sop.actors
    written = dict(sop.may)
    if "start" in written:
        yield BAD_MAY.at(written["start"][0].span if written["start"] else sop.span, why=_TWICE)
    for command, who in (("start", sop.may_start), *sop.may):
        for ref in who:
            if ref not in WHO:
                if ref not in known:
                    names = (*known, *WHO)
                    yield UNKNOWN_ACTOR.at(ref.span, hint=did_you_mean(ref, names), name=ref[:60])
            elif ref in known:
                yield BAD_MAY.at(ref.span, why=_TAKEN.filled(name=ref))
            elif ref == STARTER and command == "start":
                yield BAD_MAY.at(ref.span, why=_NO_STARTER)
            elif ref != STARTER and len(who) > 1:
                yield BAD_MAY.at(ref.span, why=_ALONE.filled(name=ref))


def _reference(subject: Subject, step: Step, ref: Ref) -> Iterator[Diagnostic]:
    other = subject.steps.get(ref)
    if other is None:
        yield UNKNOWN_STEP.at(ref.span, step=step.id, hint=did_you_mean(ref, subject.steps), name=ref[:60])
    elif other.id == step.id:
        yield NO_PERSON.at(ref.span, step=step.id, why=_ITSELF)
    elif _is_nobodys(other):
        yield NO_PERSON.at(ref.span, step=step.id, why=_NOBODYS.filled(name=ref))


def _is_nobodys(step: Step) -> bool:
    return step.wait is not None or step.call is not None or step.terminator
