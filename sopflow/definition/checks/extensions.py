"""Whether the due time that can be extended exists, and those who may extend it are declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sopflow.diagnostics import Diagnostic, error, warning
from sopflow.language import Words, did_you_mean

from ..model import ANYONE, NOBODY, STARTER, Actor, Extension, Ref
from .actors import UNKNOWN_ACTOR
from .check import Subject
from .lateness import has_due

NOTHING_DUE = error(
    "SOP227",
    "nothing-to-extend",
    id="{why}",
    en="{why}",
    page=Words(
        "extension memperpanjang batas waktu: duration sebuah langkah, atau time_limit seluruh SOP. Tanpa itu tidak ada yang"
        " diperpanjang.",
        "extension extends a due time: the duration of a step, or the time_limit of the whole SOP. Without one there is"
        " nothing to extend.",
    ),
)
NOBODY_EXTENDS = warning(
    "SOP231",
    "nobody-extends",
    id="mungkin tidak seorang pun dapat memperpanjang: extension.by menyebut {by}, may.extend menyebut {may}, dan keduanya"
    " harus terpenuhi",
    en="perhaps nobody can extend it: extension.by names {by}, may.extend names {may}, and both must hold",
    hint_id="sebut pelaksana yang sama di keduanya, atau hapus may.extend",
    hint_en="name the same actor in both, or remove may.extend",
)
_NO_DURATION = Words(
    "langkah ini tidak punya batas waktu yang dapat diperpanjang",
    "this step has no due time that could be extended",
)
_NO_LIMIT = Words(
    "SOP ini tidak punya time_limit yang dapat diperpanjang", "this SOP has no time_limit that could be extended"
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    sop = subject.sop
    if sop.extension is not None:
        yield from _by(subject, sop.extension, None)
        if sop.time_limit is None:
            yield NOTHING_DUE.at(sop.extension.span, why=_NO_LIMIT)
    for step in sop.steps:
        if step.extension is None:
            continue
        yield from _by(subject, step.extension, step.id)
        if step.wait is not None or step.call is not None or step.terminator or not has_due(step):
            yield NOTHING_DUE.at(step.extension.span, step=step.id, why=_NO_DURATION)


def _by(subject: Subject, extension: Extension, step: str | None) -> Iterator[Diagnostic]:
    known = subject.sop.actors
    for ref in extension.by:
        if ref not in known:
            yield UNKNOWN_ACTOR.at(ref.span, step=step, hint=did_you_mean(ref, known), name=ref[:60])
    named = subject.sop.who_may("extend")
    if named and extension.by and not {ANYONE, STARTER} & set(named):
        able = () if NOBODY in named else named
        if not _people_of(known, extension.by) & _people_of(known, able):
            yield NOBODY_EXTENDS.at(extension.span, step=step, by=extension.by, may=named)


def _people_of(known: Mapping[str, Actor], actors: Iterable[Ref]) -> set[str]:
    """Those who can act as some actors: themselves, their substitutes, and those from whom they are chosen."""
    found: set[str] = set(actors)
    for actor in map(known.get, tuple(found)):
        if actor is not None:
            found |= {*actor.substitutes, *(actor.among or (known if actor.chosen_by is not None else ()))}
    return found
