"""Everything that the paper leaves open, said where it stands."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from sopflow.language import Words

from ..diagnostics import Diagnostic, info
from ..model import Unknown
from .check import Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

OPEN = info("SOP220", "open", id="belum diketahui: {what}", en="not known: {what}")
OPEN_BRANCH = info(
    "SOP221",
    "open-branch",
    id='tidak disebutkan ke mana "{name}" menuju',
    en='the paper does not say where "{name}" leads',
    hint_id="pelaksana harus menyebut tujuannya, beserta alasan",
    hint_en="whoever takes it must name a target, and why",
)
_CELLS = {
    "actors": Words("pelaksana", "actor"),
    "inputs": Words("kelengkapan", "inputs"),
    "outputs": Words("output", "outputs"),
    "duration": Words("waktu", "duration"),
}


def check(subject: Subject) -> Iterator[Diagnostic]:
    sop = subject.sop
    for field in fields(sop.identity):
        if isinstance(getattr(sop.identity, field.name), Unknown):
            yield OPEN.at(sop.span, what=f"identity.{field.name}")
    for step in sop.steps:
        for cell, words in _CELLS.items():
            value = getattr(step, cell)
            if isinstance(value, Unknown) or (
                isinstance(value, tuple) and any(isinstance(i, Unknown) for i in value)
            ):
                yield OPEN.at(step.span, step=step.id, what=words)
        for branch in step.branches:
            if isinstance(branch.targets, Unknown):
                yield OPEN_BRANCH.at(branch.span, step=step.id, name=branch.name)
        if isinstance(step.next, Unknown):
            yield OPEN_BRANCH.at(step.span, step=step.id, name="next")
