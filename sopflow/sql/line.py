"""Writes that wait for their turn, and are done together once it comes: one transaction, and one wait for the disk."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, Final, Generic

from msgspec import Struct

from sopflow.errors import StoreBusy
from sopflow.forks import Forked, mind_forks

from .turns import Turn
from .waiting import Result, Work

_MOST: Final = 32
"""How many are done in one transaction: whoever asked first also waits for the others."""


class Asked(Struct, Generic[Result], eq=False):
    """Work that somebody wants done, and what has become of it."""

    work: Work[Result]
    result: Result | None = None
    is_done: bool = False
    is_uncertain: bool = False
    """Whether it may be there all the same: its transaction was being ended when something went wrong."""


class Line(Forked):
    """Those who wait for the same turn. Whose turn it is has done what all of them ask for; they find it so when they come
    to theirs.

    `transact` does some in one transaction and marks them as done. Where that fails, each has its own done alone: what one
    is refused concerns nobody else.
    """

    def __init__(self, turn: Turn, transact: Callable[[list[Asked[Any]]], None]) -> None:
        self._turn = turn
        self._transact = transact
        self._waiting: deque[Asked[Any]] = deque()
        mind_forks(self)

    def renew(self) -> None:
        """In a forked child, where nobody waits."""
        self._waiting.clear()

    def do(self, one: Asked[Any]) -> None:
        """Have it done; what its work raises, and `StoreBusy` where its turn does not come."""
        self._waiting.append(one)
        while not one.is_done:
            try:
                with self._turn:
                    if not one.is_done:
                        self._transact(self._with_others(one))
            except StoreBusy:
                if self._withdraws(one):
                    raise  # else another has just begun with it
            except BaseException:
                self._withdraws(one)
                raise

    def _with_others(self, one: Asked[Any]) -> list[Asked[Any]]:
        """Alone, if others have tried it already."""
        some = [one]
        if self._withdraws(one):
            try:
                while self._waiting and len(some) < _MOST:
                    some.append(self._waiting.popleft())
            except IndexError:
                pass  # whoever waits no longer has withdrawn it meanwhile
        return some

    def _withdraws(self, one: Asked[Any]) -> bool:
        """Take it out of the line; whether it still stood there."""
        try:
            self._waiting.remove(one)
        except ValueError:
            return False
        return True
