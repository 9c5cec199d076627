"""Rows of several actors: any of them, or all in any order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from sopflow.definition.model import Ref

from .trial import Ground, RuleTrial, Trial


def rules(ground: Ground) -> Iterator[RuleTrial]:
    for row in ground.work:
        if len(row.actors) < 2:
            continue
        if row.step.sign_off == "any":
            for actor in row.actors[1:]:
                yield RuleTrial(f"{row.id} oleh {actor}", partial(_signed, row=row.id, actors=(actor,)))
        elif row.step.sign_off == "all":
            turned = tuple(reversed(row.actors))
            yield RuleTrial(f"{row.id} ditandatangani dari belakang", partial(_signed, row=row.id, actors=turned))


def _signed(trial: Trial, row: str, actors: tuple[str, ...]) -> None:
    trial.reach(row)
    for actor in actors:
        trial.do(replace(trial.step(row), by=Ref(actor)))
        trial.expect_open()
