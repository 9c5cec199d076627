"""Who writes next, among those in one process."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import Any, Protocol

from sopflow.errors import StoreBusy
from sopflow.forks import Forked, mind_forks
from sopflow.language import Words

_WRITING = Words("bagian lain program ini sedang menulis", "others in this process are writing")


class Lock(Protocol):
    """What `threading.Lock` has of it."""

    def acquire(self, *, timeout: float) -> bool: ...

    def release(self) -> None: ...


class ThreadLock:
    """A lock of a thread. What an interrupt (Ctrl-C) kept a thread from giving back, its next turn takes over and gives back."""

    def __init__(self) -> None:
        self._lock: Any = RLock()

    def acquire(self, *, timeout: float) -> bool:
        try:
            return bool(self._lock.acquire(timeout=timeout))
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        while self._lock._is_owned():
            self._lock.release()


class Turn(Forked):
    """SQLite lets one write at a time, and whoever waits looks again after a pause: among many some are passed over again
    and again. So the writers of one process wait for each other here, and only one of them for other processes.

    `StoreBusy` for whose turn does not come within `patience` seconds.
    """

    def __init__(self, lock: Callable[[], Lock], patience: float, where: str) -> None:
        self._new = lock
        self._lock = lock()
        self._patience = patience
        self._where = where
        mind_forks(self)

    def __enter__(self) -> None:
        if not self._lock.acquire(timeout=self._patience):
            raise StoreBusy(store=self._where, why=_WRITING)

    def renew(self) -> None:
        """In a forked child, whose parent's turn this may be."""
        self._lock = self._new()

    def __exit__(self, *_: object) -> None:
        self._lock.release()
