"""Rows that can be skipped: with a reason, and what follows is open then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sopflow.definition.model import Ref
from sopflow.language import Words

from ..acting import NOTE
from ..model import Act
from .trial import Ground, RuleTrial, Trial, about

_IS_SKIPPED: Final = Words("{row} dilewati", "{row} is skipped")


def rules(ground: Ground) -> Iterator[RuleTrial]:
    for row in ground.work:
        if row.step.optional and row.when is None:
            yield about(_IS_SKIPPED, _skipped, row=row.id)


def _skipped(trial: Trial, row: str) -> None:
    trial.reach(row)
    usual = trial.step(row)
    outcome = usual.outcome if trial.ground.flow.rows[row].sole is None else None
    skip = Act("skip", Ref(row), outcome, usual.by)
    trial.must_refuse("note-required", skip)
    trial.do(Act("skip", Ref(row), outcome, usual.by, note=NOTE, choose=usual.choose))
    trial.expect_open()
