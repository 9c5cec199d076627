"""What can happen in an SOP, with the ways to it in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sopflow.budget import CHECKING, Budget
from sopflow.flow.flow import Flow
from sopflow.flow.markings import Move
from sopflow.flow.statespace import StateSpace

_SHOWN: Final = 14


class Exploration(StateSpace):
    """Every marking of one flow, within the work that a check may take."""

    def __init__(self, flow: Flow, budget: Budget | None = None) -> None:
        super().__init__(flow, budget if budget is not None else Budget(CHECKING))

    def way_to(self, at: int) -> str:
        """A shortest way to a marking, in the ids of rows and the answers given."""
        return spoken(self.moves_to(at))

    def way_into(self, rows: Iterable[str]) -> str:
        """A shortest way to the opening of one of some rows."""
        wanted = set(rows)
        return next(
            (self.way_to(at) for at, state in enumerate(self.states) if not wanted.isdisjoint(state.open)), "-"
        )


def spoken(moves: Sequence[Move]) -> str:
    """A way in words: rows with the answers given; a long one with its middle left out."""
    texts = [move.row if move.outcome == "done" else f"{move.row}={move.outcome}" for move in moves]
    if len(texts) > _SHOWN:
        texts = [*texts[: _SHOWN // 2], "…", *texts[-_SHOWN // 2 :]]
    return " → ".join(texts) or "-"
