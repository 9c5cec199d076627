"""Substitutes: everywhere for an actor, or on one row. (Who may do a row is said at every row besides.)"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sopflow.definition.model import Ref

from .trial import Ground, RuleTrial, Trial


def rules(ground: Ground) -> Iterator[RuleTrial]:
    for actor in ground.sop.actors.values():
        row = next((r for r in ground.work if r.actors[0] == actor.id and r.step.same_as is None), None)
        for substitute in actor.substitutes if row is not None else ():
            if row is not None and substitute not in row.actors:
                yield RuleTrial(f"{substitute} menggantikan {actor.id}", partial(_done, row=row.id, by=substitute))
    for row in ground.work:
        for substitute in row.step.substitutes if row.step.same_as is None else ():
            yield RuleTrial(f"{row.id} oleh pengganti {substitute}", partial(_done, row=row.id, by=substitute))


def _done(trial: Trial, row: str, by: str) -> None:
    trial.reach(row)
    trial.do(trial.step(row, by=Ref(by)))
