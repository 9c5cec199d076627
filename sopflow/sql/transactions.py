"""Transactions of SQLAlchemy: our own, tried again where what went wrong passes; and the host's, which we join."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, PendingRollbackError, ResourceClosedError
from sqlalchemy.exc import TimeoutError as PoolIsEmpty

from sopflow.errors import Conflict, KeyReused, OwnTransaction, StoreBusy

from .addresses import address_of
from .asynchronous import require_awaited
from .encodings import require_utf8_on
from .holding import HOLDINGS, database_of
from .lending import Lending
from .problems import problem_of
from .sharing import Connections
from .waiting import Pauses, Result, Work

_SHORT_WAIT: Final = 1
"""Seconds for which PostgreSQL is waited for where the caller has a transaction open itself, perhaps on other rows."""
FAILURES: Final = (DBAPIError, PoolIsEmpty, PendingRollbackError, ResourceClosedError, OSError)
"""What comes of a database in the end: from its driver, from the pool, and of asyncpg from the system below it."""


class OwnTransactions:
    """A transaction for each piece of work. `StoreError` where what went wrong does not pass within `patience`
    seconds."""

    def __init__(
        self,
        engine: Engine,
        patience: float,
        sleep: Callable[[float], None] = time.sleep,
        turn: AbstractContextManager[None] | None = None,
        *,
        is_ours: bool = False,
    ) -> None:
        self._engine = engine
        self._turn = turn if turn is not None else nullcontext()
        self._connections = Connections(engine, patience)
        self._sleep = sleep
        # PostgreSQL needs no transaction for a single statement; SQLite has none unless we begin one
        self._reader: Engine | Lending = engine
        self._is_server = not _is_sqlite(engine)
        if self._is_server:
            is_lent = is_ours and not engine.dialect.is_async
            self._reader = Lending(engine) if is_lent else engine.execution_options(isolation_level="AUTOCOMMIT")
        self._patience = patience
        self._name = database_of(engine)
        HOLDINGS.watch(engine)
        self.where = address_of(engine.url)

    def close(self) -> None:
        """Close the connections that are not in use."""
        require_awaited(self._engine)
        if isinstance(self._reader, Lending):
            self._reader.close()
        self._engine.dispose()

    def _failed(self, error: Exception) -> None:
        """Let the pool have what is kept, as the server may allow no further connection. Where one was lost, the idle ones
        are closed: they are most likely lost too."""
        if isinstance(self._reader, Lending):
            self._reader.close()
            if _is_lost(error):
                self._engine.dispose()

    def guarded(self, work: Callable[[], Result]) -> Result:
        """Run work that sees to its own connections."""
        pauses = Pauses(self._patience, self._sleep)
        while True:
            try:
                require_awaited(self._engine)
                with self._connections.gate:
                    return work()
            except FAILURES as error:
                self._failed(error)
                pauses.after(error, self.where)

    def read(self, work: Work[Result]) -> Result:
        def on_a_connection() -> Result:
            with self._reader.connect() as connection:
                return work(connection)

        return self.guarded(on_a_connection)

    def write(self, work: Work[Result], landed: Work[bool], *, is_one: bool = False) -> Result | None:
        pauses = Pauses(self._patience, self._sleep)
        is_uncertain = False
        while True:
            is_held = HOLDINGS.is_open(self._name)
            try:
                require_awaited(self._engine)
                if is_one and self._is_server and not is_held:
                    with self._reader.connect() as connection:
                        return work(connection)
                self._connections.verify()
                with (
                    self._connections.gate,
                    nullcontext() if is_held else self._turn,
                    self._engine.begin() as connection,
                    _hurried(connection) if is_held else nullcontext(),
                ):
                    begin(connection)
                    return work(connection)
            except FAILURES as error:
                if is_held and isinstance(problem_of(error, self.where), StoreBusy):
                    raise OwnTransaction(store=self.where) from error
                self._failed(error)
                pauses.after(error, self.where)
                is_uncertain |= _is_lost(error)
            except (Conflict, KeyReused):
                if is_uncertain and self.read(landed):
                    return None
                raise


class HostsTransaction:
    """The host's own transaction: ours are savepoints in it, and nothing is tried again."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        HOLDINGS.note(connection)
        self.where = address_of(connection.engine.url)

    def read(self, work: Work[Result]) -> Result:
        require_awaited(self._connection.engine)
        try:
            require_utf8_on(self._connection)
            return work(self._connection)
        except FAILURES as error:
            raise problem_of(error, self.where) or error from error

    def write(self, work: Work[Result], landed: Work[bool], *, is_one: bool = False) -> Result | None:
        require_awaited(self._connection.engine)
        try:
            require_utf8_on(self._connection)
            begin(self._connection)
            with self._connection.begin_nested():
                return work(self._connection)
        except FAILURES as error:
            raise problem_of(error, self.where) or error from error


@contextmanager
def _hurried(connection: Connection) -> Iterator[None]:
    """Wait for nobody: what is waited for is most likely held by the caller."""
    if not _is_sqlite(connection.engine):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_SHORT_WAIT}s'")
        yield
        return
    patience = connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
    connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        if not connection.invalidated:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {patience}")


def _is_lost(error: Exception) -> bool:
    """Whether a connection was lost with it, and nobody knows what the server did."""
    return isinstance(error, OSError) or getattr(error, "connection_invalidated", False)


def begin(connection: Connection) -> None:
    """On SQLite, begin in truth: its driver waits for the first write, and does not know savepoints."""
    if _is_sqlite(connection.engine) and not connection.connection.driver_connection.in_transaction:  # type: ignore[union-attr]
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"
