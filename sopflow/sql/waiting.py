"""What transactions have in common: how they are asked for, and how long a database is waited for."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any, Final, Protocol, TypeVar

from .problems import passes, problem_of

Result = TypeVar("Result")
Work = Callable[[Any], Result]
"""Runs on a connection: SQLAlchemy's, or SQLite's own."""
_FIRST_PAUSE: Final = 0.005
_LONGEST_PAUSE: Final = 0.5


class Transactions(Protocol):
    """Runs work on a connection."""

    def read(self, work: Work[Result]) -> Result: ...

    def write(self, work: Work[Result], landed: Work[bool], *, is_one: bool = False) -> Result | None:
        """Run work whole or not at all; that of one statement is so by itself (`is_one`). `landed` says whether work whose acknowledgement was lost is there;
        then it is not done again, and `None` comes back."""
        ...


class Pauses:
    """Longer and longer waits, as long as patience lasts."""

    def __init__(self, patience: float, sleep: Callable[[float], None] = time.sleep) -> None:
        self._sleep = sleep
        self._until = time.monotonic() + patience
        self._pause = _FIRST_PAUSE

    def after(self, error: Exception, where: str) -> None:
        """Wait after an error; raise what it means where waiting does not help, or no longer."""
        problem = problem_of(error, where)
        if problem is None:
            raise error
        if not passes(error, problem) or time.monotonic() > self._until:
            raise problem from error
        self._sleep(self._pause * random.uniform(0.5, 1.5))
        self._pause = min(self._pause * 2, _LONGEST_PAUSE)
