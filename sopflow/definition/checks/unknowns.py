"""Everything that the paper leaves open, said where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from sopflow.diagnostics import Diagnostic, info
from sopflow.language import Words

from ..model import SourceNote, Unknown
from .check import Subject

OPEN = info("SOP220", "open", id="belum diketahui: {what}", en="not known: {what}")
OPEN_BRANCH = info(
    "SOP221",
    "open-branch",
    id='tidak disebutkan ke mana "{name}" menuju',
    en='the paper does not say where "{name}" leads',
    hint_id="pelaksana harus menyebut tujuannya, beserta alasan",
    hint_en="whoever takes it must name a target, and why",
)
_READING = Words("cara membaca baris ini", "how this is to be read")
_ABOUT = Words("cara membaca ini ({about})", "how this is to be read ({about})")
_CELLS = {
    "actors": Words("pelaksana", "actor"),
    "inputs": Words("kelengkapan", "inputs"),
    "outputs": Words("output", "outputs"),
    "duration": Words("waktu", "duration"),
}


def _readings(notes: tuple[SourceNote, ...], step: str | None) -> Iterator[Diagnostic]:
    for note in notes:
        if note.reading == "open":
            about = note.why or note.text or note.cell
            yield OPEN.at(note.span, step=step, what=_READING if about is None else _ABOUT.filled(about=about))


def check(subject: Subject) -> Iterator[Diagnostic]:
    sop = subject.sop
    for field in fields(sop.identity):
        if isinstance(getattr(sop.identity, field.name), Unknown):
            place = sop.identity_at.get(field.name, sop.span)
            yield OPEN.at(place, what=f"identity.{field.name}")
    yield from _readings(sop.source, None)
    for step in sop.steps:
        yield from _readings(step.source, step.id)
        for cell, words in _CELLS.items():
            value = getattr(step, cell)
            if isinstance(value, Unknown) or (
                isinstance(value, tuple) and any(isinstance(i, Unknown) for i in value)
            ):
                place = step.place_of("actor" if cell == "actors" else cell)
                yield OPEN.at(place, step=step.id, what=words)
        for branch in step.branches:
            if isinstance(branch.targets, Unknown):
                yield OPEN_BRANCH.at(branch.span, step=step.id, name=branch.name)
        if isinstance(step.next, Unknown):
            yield OPEN_BRANCH.at(step.place_of("next"), step=step.id, name="next")
