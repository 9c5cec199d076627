"""SQLite by its own driver: transactions on connections of ours to one file."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sopflow.errors import Conflict, KeyReused, OwnTransaction, StoreBusy, StoreUnavailable
from sopflow.files import make_private
from sopflow.forks import Forked, Gate, mind_forks

from .columns import VERSION_TABLE
from .holding import HOLDINGS, name_of_file
from .line import Asked, Line
from .lost import FORKED, LEFT_ALONE, DatabaseFile
from .problems import problem_of
from .statements import Statements, on_sqlite
from .turns import Turn
from .waiting import Pauses, Result, Work

_KEPT: Final = 16
"""Connections that are kept for the next who needs one; what more threads opened at once is closed."""


_PAGES_OF_LOG: Final = 4_000
"""How long a log grows (16 MB) until it is brought into the file: what was written often goes there once."""


def settings(synchronous: str) -> tuple[str, ...]:
    """What each connection is told first."""
    pragmas = ("journal_mode=WAL", f"synchronous={synchronous}", f"wal_autocheckpoint={_PAGES_OF_LOG}")
    return tuple(f"PRAGMA {pragma}" for pragma in pragmas)


class _Connection(sqlite3.Connection):
    """One that notes which logs it has open."""

    info: dict[Any, Any]


class Native(Forked):
    """A transaction for each piece of work, on a connection that nobody else has meanwhile. `StoreError` where what went
    wrong does not pass within `patience` seconds.

    SQLite keeps its locks by process, so no connection may be there when a process is forked: a fork waits until those
    of threads are returned, and closes them. Where that is not possible (in the middle of a transaction) the child is
    refused the file.
    """

    def __init__(self, path: Path, where: str, synchronous: str, patience: float, turn: Turn) -> None:
        self.where = where
        self.url = f"sqlite:///{path}"
        self.own = self
        self.file = DatabaseFile(path)
        self.do = Statements(on_sqlite)
        self._path = path
        self._name = name_of_file(str(path))
        self._synchronous = synchronous
        self._patience = patience
        self.turn = turn
        self._line = Line(turn, self._transact)
        self._gate = Gate()
        self._is_refused = False
        self._free: list[_Connection] = []
        make_private(path)  # SQLite gives its -wal and -shm the same mode
        mind_forks(self)
        weakref.finalize(self, _close_all, self._free)

    def read(self, work: Work[Result]) -> Result:
        pauses = Pauses(self._patience)
        while True:
            try:
                with self._gate.through():
                    connection = self.lend()
                    try:
                        self.file.verify_soon(connection.info)
                        return work(connection)
                    finally:
                        self.take_back(connection)
            except sqlite3.Error as error:
                pauses.after(error, self.where)

    def write(self, work: Work[Result], landed: Work[bool], *, is_one: bool = False) -> Result | None:
        pauses = Pauses(self._patience)
        one = Asked(work)
        while True:
            is_held = HOLDINGS.is_open(self._name)
            try:
                with self._gate.through():
                    if is_held:
                        self._hurry(one)
                    else:
                        self._line.do(one)
                return one.result
            except sqlite3.Error as error:
                if is_held and isinstance(problem_of(error, self.where), StoreBusy):
                    raise OwnTransaction(store=self.where) from error
                pauses.after(error, self.where)
            except (Conflict, KeyReused):
                if one.is_uncertain and self.read(landed):
                    return None
                raise

    def _transact(self, some: list[Asked[Any]]) -> None:
        """Do all of it in one transaction, or where one of several fails, the first alone."""
        connection = self.lend()
        try:
            self._transact_on(connection, some)
        finally:
            self.take_back(connection)

    def _hurry(self, one: Asked[Any]) -> None:
        """Do it where the caller may hold what it would wait for."""
        connection = self.lend()
        try:
            with _hurried(connection, self._patience):
                self._transact_on(connection, [one])
        finally:
            self.take_back(connection)

    def _transact_on(self, connection: _Connection, some: list[Asked[Any]]) -> None:
        # a write waits for its turn at once and not in the middle
        connection.execute("BEGIN IMMEDIATE")
        try:
            for one in some:
                one.result = one.work(connection)
        except Exception:
            if len(some) == 1:
                raise
            connection.execute("ROLLBACK")
            self._transact_on(connection, some[:1])
            return
        self.file.verify_folder(connection.info)
        for one in some:
            one.is_uncertain = True
        self.commit(connection)
        for one in some:
            one.is_done = True

    def commit(self, connection: sqlite3.Connection) -> None:
        connection.execute("COMMIT")

    def version(self) -> str | None:
        """The version of the tables; `None` where there are none."""

        def look(connection: sqlite3.Connection) -> str | None:
            named = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
            if connection.execute(named, (VERSION_TABLE,)).fetchone() is None:
                return None
            found = self.do.version_of_schema(connection).fetchone()
            return str(found[0]) if found is not None else None

        return self.read(look)

    def close(self) -> None:
        """Close the connections that are not in use."""
        _close_all(self._free)

    def lend(self) -> _Connection:
        try:
            return self._free.pop()
        except IndexError:
            return self._opened()

    def take_back(self, connection: _Connection) -> None:
        """With nothing in it that was begun and not ended."""
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        finally:
            if connection.in_transaction or len(self._free) >= _KEPT:
                connection.close()
            else:
                self._free.append(connection)

    def _opened(self) -> _Connection:
        if self._is_refused:
            raise StoreUnavailable(store=self.where, why=FORKED)
        self.file.verify()
        # whoever closes it may be another thread than the one that had it
        connection = sqlite3.connect(
            self._path,
            timeout=self._patience,
            isolation_level=None,
            check_same_thread=False,
            factory=_Connection,
        )
        connection.info = {}
        try:
            for statement in settings(self._synchronous):
                connection.execute(statement)
        except BaseException:
            connection.close()
            raise
        return connection

    # -- forks

    def before_fork(self) -> None:
        is_empty = self._gate.close(self._patience)
        self._is_safe = is_empty
        self.close()

    def after_fork(self) -> None:
        self._gate.open()

    def renew(self) -> None:
        LEFT_ALONE.extend(self._free)
        self._free.clear()
        self._gate = Gate()
        self._is_refused |= not self._is_safe


@contextmanager
def _hurried(connection: sqlite3.Connection, patience: float) -> Iterator[None]:
    """Wait for nobody: what is waited for is most likely held by the caller."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")


def _close_all(connections: list[_Connection]) -> None:
    while connections:
        connections.pop().close()
