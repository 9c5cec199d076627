"""Rows of several actors: any of them, or all in any order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from sopflow.definition.model import Ref
from sopflow.language import Words

from .trial import Ground, RuleTrial, Trial

_BY: Final = Words("{row} oleh {actor}", "{row} by {actor}")
_BACKWARDS: Final = Words("{row} ditandatangani dari belakang", "{row} signed in reverse order")


def rules(ground: Ground) -> Iterator[RuleTrial]:
    for row in ground.work:
        if len(row.actors) < 2:
            continue
        if row.step.sign_off == "any":
            for actor in row.actors[1:]:
                yield RuleTrial(_BY.filled(row=row.id, actor=actor), partial(_signed, row=row.id, actors=(actor,)))
        elif row.step.sign_off == "all":
            turned = tuple(reversed(row.actors))
            yield RuleTrial(_BACKWARDS.filled(row=row.id), partial(_signed, row=row.id, actors=turned))


def _signed(trial: Trial, row: str, actors: tuple[str, ...]) -> None:
    trial.reach(row)
    for actor in actors:
        trial.do(replace(trial.step(row), by=Ref(actor)))
        trial.expect_open()
