"""What a database's connections must know of the process and of the file that they belong to."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from weakref import WeakKeyDictionary

from sqlalchemy import URL, Engine, event

from sopflow.errors import StoreUnavailable
from sopflow.forks import Forked, Gate, mind_forks

from .lost import FORKED, LEFT_ALONE, DatabaseFile, file_named

_watched: WeakKeyDictionary[Engine, DatabaseFile] = WeakKeyDictionary()


def file_of(engine: Engine) -> Path | None:
    """The file of an SQLite database; `None` for one in memory, or on a server."""
    return file_at(engine.url)


def file_at(url: URL) -> Path | None:
    """The same, by its URL."""
    return file_named(url.database) if url.get_backend_name() == "sqlite" else None


def watch(engine: Engine, known: DatabaseFile | None = None) -> None:
    """Verify an SQLite database's file before each commit, and now and then before reading; `known` is what others
    verify too."""
    path = file_of(engine)
    if path is None or engine in _watched:
        return
    file = _watched[engine] = known or DatabaseFile(path)

    event.listen(engine, "do_connect", lambda *_: file.verify())
    event.listen(engine, "checkout", lambda _, record, __: file.verify_soon(record.info))
    event.listen(engine, "commit", lambda connection: file.verify_folder(connection.connection.info))


class Connections(Forked):
    """The connections of one process: a forked child has its own.

    SQLite keeps its locks by process, so no connection to a file may be there when a process is forked: a fork waits
    until those of threads are returned, and closes them. Where that is not possible (in the middle of a transaction, or
    with asyncio) the child is refused that file. PostgreSQL's are left to the parent as they are.
    """

    def __init__(self, engine: Engine, patience: float) -> None:
        self._engine = engine
        self._patience = patience
        self._file = file_of(engine)
        self._is_safe = True
        self._gate: Gate | None = None
        self._renew_gate()
        mind_forks(self)

    @property
    def gate(self) -> AbstractContextManager[object]:
        """Around the use of a connection to a file."""
        return self._gate.through() if self._gate is not None else nullcontext()

    def verify(self) -> None:
        """`StoreLost` where the file is not there any more."""
        file = _watched.get(self._engine)
        if file is not None:
            file.verify()

    def before_fork(self) -> None:
        if self._gate is not None:
            self._is_safe = self._gate.close(self._patience)
            self._engine.dispose()

    def after_fork(self) -> None:
        if self._gate is not None:
            self._gate.open()

    def renew(self) -> None:
        is_sqlite = self._engine.dialect.name == "sqlite"
        if is_sqlite and self._file is None:
            return  # in memory: the child has a copy
        LEFT_ALONE.append(self._engine.pool)
        self._engine.dispose(close=False)
        self._renew_gate()
        if is_sqlite and (not self._is_safe or self._engine.dialect.is_async):
            event.listen(self._engine, "do_connect", self._refuse)

    def _renew_gate(self) -> None:
        if self._file is not None and not self._engine.dialect.is_async:
            self._gate = Gate()

    def _refuse(self, *_: object) -> None:
        raise StoreUnavailable(store=str(self._file), why=FORKED)
