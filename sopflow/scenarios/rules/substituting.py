"""Substitutes: everywhere for an actor, or on one row. (Who may do a row is said at every row besides.)"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from sopflow.definition.model import Ref
from sopflow.language import Words

from .trial import Ground, RuleTrial, Trial

_STANDS_IN: Final = Words("{substitute} menggantikan {actor}", "{substitute} substitutes for {actor}")
_BY_SUBSTITUTE: Final = Words("{row} oleh pengganti {substitute}", "{row} by the substitute {substitute}")


def rules(ground: Ground) -> Iterator[RuleTrial]:
    for actor in ground.sop.actors.values():
        row = next((r for r in ground.work if r.actors[0] == actor.id and r.step.same_as is None), None)
        for substitute in actor.substitutes if row is not None else ():
            if row is not None and substitute not in row.actors:
                yield RuleTrial(
                    _STANDS_IN.filled(substitute=substitute, actor=actor.id),
                    partial(_done, row=row.id, by=substitute),
                )
    for row in ground.work:
        for substitute in row.step.substitutes if row.step.same_as is None else ():
            yield RuleTrial(
                _BY_SUBSTITUTE.filled(row=row.id, substitute=substitute), partial(_done, row=row.id, by=substitute)
            )


def _done(trial: Trial, row: str, by: str) -> None:
    trial.reach(row)
    trial.do(trial.step(row, by=Ref(by)))
