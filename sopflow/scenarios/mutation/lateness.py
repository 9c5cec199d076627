"""Nothing happens when a row is late, or later, or to somebody else; a due time cannot be extended, or by more, or more often."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sopflow.definition.duration import parse
from sopflow.definition.model import Definition, Extension, OnLate, Ref, Step

from .durations import doubled
from .mutant import Mutant, mutant, words

if TYPE_CHECKING:
    from sopflow.language import Words


def mutants(sop: Definition) -> Iterator[Mutant]:
    for step in sop.steps:
        for at, act in enumerate(step.on_late):
            yield from _late(sop, step, at, act)
        if step.extension is not None:
            for key, change, missing, extension in _extensions(sop, str(step.id), step.extension):
                yield mutant(sop, step, key, change, missing, extension=extension)
    if sop.extension is not None:
        for key, change, missing, extension in _extensions(sop, "all", sop.extension):
            yield Mutant(key, change, missing, sop.extension.span.line, replace(sop, extension=extension))


def _late(sop: Definition, step: Step, at: int, act: OnLate) -> Iterator[Mutant]:
    missing = words(
        "skenario yang menunggu {step} terlambat, sampai tepat sebelum dan sesudah waktunya",
        "a scenario that waits until {step} is late, just before and just after its time",
        step=step.id,
    )

    def changed(key: str, change: Words, *others: OnLate) -> Mutant:
        acts = (*step.on_late[:at], *others, *step.on_late[at + 1 :])
        return mutant(sop, step, f"on_late.{at + 1}{key}", change, missing, on_late=acts)

    gone = words("{step} terlambat tanpa {act}", "{step} is late without {act}", step=step.id, act=act.act)
    yield changed("", gone)
    later = doubled(act.after) if act.after is not None and not act.after.is_zero else parse("1 hari")
    text = words("{act} pada {step} baru sesudah {after}", "{act} at {step} only after {after}", act=act.act, step=step.id, after=later)  # fmt: skip
    yield changed(".after", text, replace(act, after=later))
    if act.actor is not None:
        other = next((str(a) for a in sop.actors if a != act.actor and a not in _names(step)), None)
        if other is not None:
            text = words("{step} dinaikkan ke {other}", "{step} is escalated to {other}", step=step.id, other=other)  # fmt: skip
            yield changed(".escalate", text, replace(act, actor=Ref(other)))
    if act.branch is not None:
        taken = next((b.name for b in step.branches if b.name != act.branch), None)
        if taken is not None:
            text = words('{step} berakhir sendiri dengan "{other}"', '{step} ends by itself with "{other}"', step=step.id, other=taken)  # fmt: skip
            yield changed(".take", text, replace(act, branch=Ref(taken)))


def _names(step: Step) -> tuple[str, ...]:
    return tuple(map(str, step.actors)) if isinstance(step.actors, tuple) else ()


def _extensions(sop: Definition, what: str, extension: Extension) -> Iterator[tuple[str, Words, Words, Any]]:
    missing = words(
        "skenario dengan extend: {what}: oleh yang boleh, oleh yang lain, terlalu lama, terlalu sering",
        "a scenario with extend: {what}: by who may, by somebody else, too long, too often",
        what=what,
    )
    yield (
        "extension",
        words("{what} tidak dapat diperpanjang", "{what} cannot be extended", what=what),
        missing,
        None,
    )
    other = next((str(a) for a in sop.actors if a not in extension.by), None)
    if other is not None:
        text = words("{what} diperpanjang oleh {other}", "{what} is extended by {other}", what=what, other=other)
        yield "extension.by", text, missing, replace(extension, by=(Ref(other),))
    if extension.at_most is not None:
        longer = doubled(extension.at_most)
        text = words("{what} diperpanjang sampai {longer}", "{what} is extended by up to {longer}", what=what, longer=longer)  # fmt: skip
        yield "extension.at_most", text, missing, replace(extension, at_most=longer)
    more = extension.times + 1
    text = words("{what} diperpanjang {times} kali", "{what} is extended {times} time(s)", what=what, times=more)
    yield "extension.times", text, missing, replace(extension, times=more)
