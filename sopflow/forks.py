"""What a process that was forked must not share with its parent, or find in another thread's hands."""

from __future__ import annotations

import os
from threading import Condition, Lock, local
from typing import Any, Final
from weakref import WeakSet


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
    """What a fork waits for: whoever is inside ends first, and nobody enters meanwhile."""

    def __init__(self) -> None:
        self._changed = Condition(Lock())
        self._inside = 0
        self._is_closed = False
        self._own = local()

    def __enter__(self) -> None:
        depth = self._own.depth = getattr(self._own, "depth", 0) + 1
        if depth == 1:
            with self._changed:
                while self._is_closed:
                    self._changed.wait()
                self._inside += 1

    def __exit__(self, *_: object) -> None:
        self._own.depth -= 1
        if self._own.depth == 0:
            with self._changed:
                self._inside -= 1
                if self._is_closed:
                    self._changed.notify_all()

    def close(self, timeout: float) -> bool:
        """Whether everybody was out in time; never while this thread itself is inside."""
        with self._changed:
            self._is_closed = True
            is_inside = getattr(self._own, "depth", 0) > 0
            return not is_inside and self._changed.wait_for(lambda: not self._inside, timeout)

    def open(self) -> None:
        with self._changed:
            self._is_closed = False
            self._changed.notify_all()


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
