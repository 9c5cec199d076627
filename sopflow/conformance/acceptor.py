"""Whether a case fits at all: the net made deterministic as events come by, one look-up an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .net import TooLarge

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        self._sets: list[frozenset[int]] = []
        self._numbers: dict[frozenset[int], int] = {}
        self._accepting: list[bool] = []
        self._steps: dict[tuple[int, int], int | None] = {}
        self._size = 0

    def accepts(self, labels: Sequence[int]) -> bool:
        """Whether a case can be read without any deviation; not where the SOP is too large to tell."""
        if self._size > _MAX_SIZE:
            self._size = 0
            for kept in (self._sets, self._numbers, self._accepting, self._steps):
                kept.clear()
        try:
            return self._reads(labels)
        except TooLarge:
            return False

    def _reads(self, labels: Sequence[int]) -> bool:
        if not self._sets:
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
                named = edge.row in meant.rows and meant.outcome in (None, edge.outcome)
                if not named or not net.may_do(edge.row, meant.actors):
                    continue
                if edge.signs is not None and not edge.signs <= (meant.actors or edge.signs):
                    after.add(net.after_signing(state, edge, meant.actors))
                else:
                    after.add(edge.to)
        found = self._number(frozenset(after)) if after else None
        self._steps[key] = found
        return found

    def _number(self, states: frozenset[int]) -> int:
        whole = self._closed(states)
        number = self._numbers.get(whole)
        if number is None:
            number = self._numbers[whole] = len(self._sets)
            self._sets.append(whole)
            self._size += len(whole)
            self._accepting.append(not self._must_end or any(map(self._net.is_over, whole)))
        return number

    def _closed(self, states: frozenset[int]) -> frozenset[int]:
        """With what can happen unseen."""
        found, todo = set(states), list(states)
        while todo:
            for edge in self._net.edges(todo.pop()):
                if edge.unseen == 0 and edge.to not in found:
                    found.add(edge.to)
                    todo.append(edge.to)
        return frozenset(found)
