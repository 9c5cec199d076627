"""What a database's connections must know of the process and of the file that they belong to."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import event

from sopflow.errors import StoreLost, StoreUnavailable
from sopflow.forks import Forked, Gate, mind_forks
from sopflow.language import Words

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy import URL, Engine

_watched: WeakKeyDictionary[Engine, DatabaseFile] = WeakKeyDictionary()
_FORKED: Final = Words(
    "proses ini bercabang (fork) dari proses yang sedang memakai berkas SQLite ini; bukalah sesudah bercabang, atau pakai spawn",
    "this process was forked from one that was using this SQLite file; open it after forking, or use spawn",
)
_FRESH: Final = 0.1
"""Seconds for which a file that was there is taken to be there when something is read."""
_left_alone: Final[list[Any]] = []
"""Pools of parents. They are kept: a connection that is dropped here would be closed under the parent."""


class DatabaseFile:
    """The file of an SQLite database: one that was deleted or replaced is noticed before anything is acknowledged."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._logs = tuple(path.with_name(path.name + suffix) for suffix in ("-wal", "-shm"))
        self._is: tuple[int, int] | None = None
        self._is_lost = False
        self._verified = -_FRESH

    def verify_soon(self, info: dict[Any, Any]) -> None:
        """Before reading: not each time, since that would cost as much as the rest of a look."""
        if self._is_lost or monotonic() - self._verified > _FRESH:
            self.verify(info)

    def verify(self, info: dict[Any, Any] | None = None) -> None:
        """`StoreLost` where the path no longer leads to the file that was opened first, or did not once: another one may
        have its number now."""
        try:
            status = self._path.stat()
            there = (status.st_dev, status.st_ino)
        except FileNotFoundError:
            there = None
        except OSError as problem:
            raise StoreUnavailable(store=str(self._path), why=problem.strerror) from problem
        if self._is is None:
            self._is = there
        self._is_lost |= there != self._is or (info is not None and self._has_other_logs(info))
        if self._is_lost:
            raise StoreLost(store=str(self._path))
        self._verified = monotonic()

    def _has_other_logs(self, info: dict[Any, Any]) -> bool:
        """Whether `-wal` or `-shm` is not what a connection, whose `info` this is, has open: as long as it has, nobody who
        works with the database takes them away."""
        for log in self._logs:
            try:
                status = log.stat()
                there = (status.st_dev, status.st_ino)
            except OSError:
                there = None
            if there is not None:
                info.setdefault(log, there)
            if info.get(log, there) != there:
                return True
        return False


def file_of(engine: Engine) -> Path | None:
    """The file of an SQLite database; `None` for one in memory, or on a server."""
    return file_at(engine.url)


def file_at(url: URL) -> Path | None:
    """The same, by its URL."""
    name = url.database
    if url.get_backend_name() != "sqlite" or not name or name == ":memory:" or name.startswith("file:"):
        return None
    return Path(name).absolute()


def watch(engine: Engine) -> None:
    """Verify an SQLite database's file before each commit, and now and then before reading."""
    path = file_of(engine)
    if path is None or engine in _watched:
        return
    file = _watched[engine] = DatabaseFile(path)

    event.listen(engine, "do_connect", lambda *_: file.verify())
    event.listen(engine, "checkout", lambda _, record, __: file.verify_soon(record.info))
    event.listen(engine, "commit", lambda connection: file.verify(connection.connection.info))


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
        self.gate: AbstractContextManager[None] = nullcontext()
        self._renew_gate()
        mind_forks(self)

    def verify(self) -> None:
        """`StoreLost` where the file is not there any more."""
        file = _watched.get(self._engine)
        if file is not None:
            file.verify()

    def before_fork(self) -> None:
        if isinstance(self.gate, Gate):
            self._is_safe = self.gate.close(self._patience)
            self._engine.dispose()

    def after_fork(self) -> None:
        if isinstance(self.gate, Gate):
            self.gate.open()

    def renew(self) -> None:
        is_sqlite = self._engine.dialect.name == "sqlite"
        if is_sqlite and self._file is None:
            return  # in memory: the child has a copy
        _left_alone.append(self._engine.pool)
        self._engine.dispose(close=False)
        self._renew_gate()
        if is_sqlite and (not self._is_safe or self._engine.dialect.is_async):
            event.listen(self._engine, "do_connect", self._refuse)

    def _renew_gate(self) -> None:
        if self._file is not None and not self._engine.dialect.is_async:
            self.gate = Gate()

    def _refuse(self, *_: object) -> None:
        raise StoreUnavailable(store=str(self._file), why=_FORKED)
