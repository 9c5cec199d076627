"""States, each with a number, found as they are needed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from sopflow.budget import Budget

State = TypeVar("State", bound="Hashable")


class Numbered(Generic[State]):
    """The states that were met, in that order; each takes its `size` from what the budget lets be kept."""

    def __init__(self, budget: Budget, size: Callable[[State], int]) -> None:
        self.budget = budget
        self.states: list[State] = []
        self._size = size
        self._numbers: dict[State, int] = {}

    def __len__(self) -> int:
        return len(self.states)

    def __getitem__(self, number: int) -> State:
        return self.states[number]

    def number(self, state: State) -> int:
        """The number of a state, a new one for one that was not met before; `TooManyStates`."""
        found = self._numbers.get(state)
        if found is None:
            self.budget.keep(self._size(state))
            found = self._numbers[state] = len(self.states)
            self.states.append(state)
        return found
