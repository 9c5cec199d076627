"""Ends that close everything: with other rows still open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sopflow.language import Words

from .trial import Ground, RuleTrial, Trial, about

_CLOSES: Final = Words("{row}={outcome} menutup semuanya", "{row}={outcome} closes everything")


def rules(ground: Ground) -> Iterator[RuleTrial]:
    for row in ground.flow.rows.values():
        for way in row.ways.values():
            ends = [ground.flow.ends[target] for target in way.targets if target in ground.flow.ends]
            if any(end.closes_all for end in ends) and _others_are_open(ground, row.id):
                yield about(_CLOSES, _closed, row=row.id, outcome=way.outcome)


def _others_are_open(ground: Ground, row: str) -> bool:
    return ground.explorer.path(lambda move: row in move.after.open and len(move.after.open) > 1) is not None


def _closed(trial: Trial, row: str, outcome: str) -> None:
    way = trial.ground.to(lambda move: row in move.after.open and len(move.after.open) > 1)
    trial.go((*way, trial.ground.explorer.markings.fire(way[-1].after, row, outcome)))
