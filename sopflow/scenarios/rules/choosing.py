"""Actors who are chosen on the way: each who may be, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from sopflow.definition.model import Ref
from sopflow.language import Words

from ..model import Act
from ..walking import choices_for, starter_of
from .trial import Ground, NoWay, RuleTrial, Trial, about

_IS: Final = Words("{actor} adalah {who}", "{actor} is {who}")
_IS_NOT: Final = Words("{actor} bukan {others}", "{actor} is none of {others}")
_OUTSIDE: Final = Words("{who} sebagai {actor}, dari luar", "{who} as {actor}, from outside")
_INSIDE: Final = Words("{who} sebagai {actor}, dari dalam", "{who} as {actor}, from inside")


def rules(ground: Ground) -> Iterator[RuleTrial]:
    for actor in ground.sop.actors.values():
        if actor.chosen_by is None:
            continue
        own: dict[str, Any] = {"actor": str(actor.id), "by": str(actor.chosen_by)}
        possible = choices_for(ground.sop, own["actor"])
        others = [
            str(a) for a, other in ground.sop.actors.items() if other.chosen_by is None and a not in possible
        ]
        for who in possible[1:] if actor.among else possible[1:2]:
            yield about(_IS, _chosen, who=who, **own)
        busy = {a for row in ground.work for a in row.actors}
        for who in possible if actor.among and not ground.sop.who_may("suspend") else ():
            if who not in busy:
                name = _OUTSIDE if ground.sop.actors[who].external else _INSIDE
                yield about(name, _from_where, {ground.starter: (starter_of(ground.sop),)}, who=who, **own)
        if others:
            name = _IS_NOT.filled(actor=actor.id, others=", ".join(others))
            yield RuleTrial(name, partial(_not, others=others, **own))


def _chosen(trial: Trial, actor: str, by: str, who: str) -> None:
    """It is chosen so, and the first row of the actor is then the chosen one's."""
    for row in _to_its_rows(trial, actor, by, who):
        trial.expect_who(row)


def _from_where(trial: Trial, actor: str, by: str, who: str) -> None:
    """Who is chosen and from outside suspends nothing, and who is not does."""
    _to_its_rows(trial, actor, by, who)
    act = Act("suspend", by=Ref(who))
    if trial.ground.sop.actors[who].external:
        trial.must_refuse("not-authorized", act)
    else:
        trial.do(act)


def _to_its_rows(trial: Trial, actor: str, by: str, who: str) -> list[str]:
    """The rows of the chosen one that are open then."""
    ground = trial.ground
    trial.choose = {actor: who}
    outcomes = [w.outcome for w in ground.flow.rows[by].ways.values() if actor in w.choices]
    chosen = ground.to(lambda move: move.row == by and move.outcome in outcomes)
    rows = [row.id for row in ground.work if actor in row.actors]
    way = ground.to(lambda move: any(row in move.after.open for row in rows), chosen)
    trial.go(way)
    return [r.step for r in trial.run.active if r.step in rows]


def _not(trial: Trial, actor: str, by: str, others: Sequence[str]) -> None:
    trial.reach(by)
    row = trial.ground.flow.rows[by]
    outcome = next((w.outcome for w in row.ways.values() if actor in w.choices), None)
    if outcome is None:
        raise NoWay
    usual = trial.step(by, outcome)
    for who in others:
        trial.must_refuse("choice-required", replace(usual, choose={**usual.choose, actor: who}))
