"""Whether a case fits at all: the net made deterministic as events come by, one look-up an event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from sopflow.budget import Budget, TooManyStates
from sopflow.graph import Numbered, reached

if TYPE_CHECKING:
    from .net import Net, Reading

_MAX_KEPT: Final = 200_000
_MAX_SIZE: Final = 1_000_000
"""States in all sets that are kept from one case to the next."""


class Acceptor:
    """Sets of the net's states, each with a number; the empty set is `None`."""

    def __init__(self, net: Net, meant: Sequence[Reading], *, must_end: bool) -> None:
        self._net = net
        self._meant = meant
        self._must_end = must_end
        self._begin()

    def _begin(self) -> None:
        self._sets: Numbered[frozenset[int]] = Numbered(Budget(), len)
        self._accepting: list[bool] = []
        self._steps: dict[tuple[int, int], int | None] = {}

    def accepts(self, labels: Sequence[int]) -> bool:
        """Whether a case can be read without any deviation; not where the SOP is too large to tell."""
        if self._sets.budget.kept > _MAX_SIZE:
            self._begin()
        try:
            return self._reads(labels)
        except TooManyStates:
            return False

    def _reads(self, labels: Sequence[int]) -> bool:
        if not self._accepting:
            self._number(frozenset([self._net.start]))
        at = 0
        steps = self._steps
        for label in labels:
            key = (at, label)
            after = steps[key] if key in steps else self._step(key)
            if after is None:
                return False
            at = after
        return self._accepting[at]

    def _step(self, key: tuple[int, int]) -> int | None:
        at, label = key
        states = self._sets[at]
        if len(self._steps) > _MAX_KEPT:
            self._steps.clear()
        meant = self._meant[label]
        net = self._net
        after: set[int] = set()
        for state in states:
            for edge in net.edges(state):
                if not meant.names(edge) or not net.may_do(edge.row, meant.actors):
                    continue
                if edge.signs is not None and not edge.signs <= (meant.actors or edge.signs):
                    after.add(net.after_signing(state, edge, meant.actors))
                else:
                    after.add(edge.to)
        found = self._number(frozenset(after)) if after else None
        self._steps[key] = found
        return found

    def _number(self, states: frozenset[int]) -> int:
        # with what can happen unseen
        whole = frozenset(reached(states, lambda at: [e.to for e in self._net.edges(at) if e.unseen == 0]))
        number = self._sets.number(whole)
        if number == len(self._accepting):
            self._accepting.append(not self._must_end or any(map(self._net.is_over, whole)))
        return number
