"""What a process that was forked must not share with its parent, or find in another thread's hands."""

from __future__ import annotations

import os
from threading import Lock, RLock, local
from time import monotonic
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakSet

if TYPE_CHECKING:
    from contextlib import AbstractContextManager


class Forked:
    """Something that minds forks, from `mind_forks` on, while it lives."""

    def before_fork(self) -> None:
        """In the parent, which waits."""

    def after_fork(self) -> None:
        """In the parent again."""

    def renew(self) -> None:
        """In the child, before anything else runs there."""


_minding: WeakSet[Forked] = WeakSet()
_locks: WeakSet[Any] = WeakSet()
_waiting: Final[list[Forked]] = []
_held: Final[list[Any]] = []


def mind_forks(one: Forked) -> None:
    _minding.add(one)


def lock() -> Lock:
    """A lock that is free in a forked child, and what it guards whole: a fork waits for it.

    For locks that are held for moments, and under which nothing else is locked or called.
    """
    made = Lock()
    _locks.add(made)
    return made


class Gate:
    """What a fork waits for: whoever is inside ends first, and nobody enters meanwhile.

    Each thread goes through a lock of its own, which a fork takes from all of them. They are entered and left without a
    line of Python, in which an interrupt (Ctrl-C) would leave them taken.
    """

    def __init__(self) -> None:
        self._own = local()
        self._all: WeakSet[Any] = WeakSet()
        self._making = RLock()
        self._taken: list[Any] = []

    def through(self) -> AbstractContextManager[object]:
        """Around what a fork waits for."""
        own: AbstractContextManager[object] | None = getattr(self._own, "lock", None)
        if own is None:
            with self._making:
                own = RLock()
                self._all.add(own)
                self._own.lock = own
        return own

    def close(self, timeout: float) -> bool:
        """Whether everybody was out in time; never while this thread itself is inside."""
        until = monotonic() + timeout
        self._making.acquire()
        own, others = getattr(self._own, "lock", None), list(self._all)
        is_empty = own is None or not own._is_owned()
        for one in others:
            if not is_empty or not one.acquire(timeout=max(0.0, until - monotonic())):
                return False
            self._taken.append(one)
        return is_empty

    def open(self) -> None:
        while self._taken:
            self._taken.pop().release()
        self._making.release()


def _before() -> None:
    _waiting[:] = list(_minding)
    for one in _waiting:
        one.before_fork()
    _held[:] = list(_locks)
    for held in _held:
        held.acquire()


def _release() -> None:
    for held in _held:
        held.release()
    _held.clear()


def _in_parent() -> None:
    _release()
    for one in _waiting:
        one.after_fork()
    _waiting.clear()


def _in_child() -> None:
    _release()
    for one in _waiting:
        one.renew()
    _waiting.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_before, after_in_parent=_in_parent, after_in_child=_in_child)
