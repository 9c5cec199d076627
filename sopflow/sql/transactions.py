"""Transactions: our own, tried again where what went wrong passes; and the host's, which we join."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from sqlalchemy.exc import DBAPIError

from sopflow.errors import Conflict, KeyReused, OwnTransaction, StoreBusy

from .holding import HOLDINGS
from .problems import passes, problem_of
from .sharing import Connections

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection, Engine

Result = TypeVar("Result")
Work = Callable[["Connection"], Result]
_FIRST_PAUSE: Final = 0.005
_LONGEST_PAUSE: Final = 0.5
_SHORT_WAIT: Final = 1
"""Seconds for which PostgreSQL is waited for where the caller has a transaction open itself, perhaps on other rows."""


class Transactions(Protocol):
    """Runs work on a connection."""

    def read(self, work: Work[Result]) -> Result: ...

    def write(self, work: Work[Result], landed: Work[bool]) -> Result | None:
        """Run work whole or not at all. `landed` says whether work whose acknowledgement was lost is there;
        then it is not done again, and `None` comes back."""
        ...


class OwnTransactions:
    """A transaction for each piece of work. `StoreError` where what went wrong does not pass within `patience`
    seconds."""

    def __init__(
        self,
        engine: Engine,
        patience: float,
        sleep: Callable[[float], None] = time.sleep,
        turn: AbstractContextManager[None] | None = None,
    ) -> None:
        self._engine = engine
        self._turn = turn if turn is not None else nullcontext()
        self._connections = Connections(engine, patience)
        self._sleep = sleep
        # PostgreSQL needs no transaction for a single statement; SQLite has none unless we begin one
        self._reader = engine if _is_sqlite(engine) else engine.execution_options(isolation_level="AUTOCOMMIT")
        self._patience = patience
        HOLDINGS.watch(engine)
        self.where = engine.url.render_as_string(hide_password=True)

    def guarded(self, work: Callable[[], Result]) -> Result:
        """Run work that sees to its own connections."""
        pauses = _Pauses(self._patience, self._sleep)
        while True:
            try:
                with self._connections.gate:
                    return work()
            except DBAPIError as error:
                pauses.after(error, self.where)

    def read(self, work: Work[Result]) -> Result:
        def on_a_connection() -> Result:
            with self._reader.connect() as connection:
                return work(connection)

        return self.guarded(on_a_connection)

    def write(self, work: Work[Result], landed: Work[bool]) -> Result | None:
        pauses = _Pauses(self._patience, self._sleep)
        is_uncertain = False
        while True:
            is_held = HOLDINGS.is_open(self._engine)
            try:
                self._connections.verify()
                with (
                    self._connections.gate,
                    nullcontext() if is_held else self._turn,
                    self._engine.begin() as connection,
                    _hurried(connection) if is_held else nullcontext(),
                ):
                    begin(connection)
                    return work(connection)
            except DBAPIError as error:
                if is_held and isinstance(problem_of(error, self.where), StoreBusy):
                    raise OwnTransaction(store=self.where) from error
                pauses.after(error, self.where)
                is_uncertain |= error.connection_invalidated
            except (Conflict, KeyReused):
                if is_uncertain and self.read(landed):
                    return None
                raise


class HostsTransaction:
    """The host's own transaction: ours are savepoints in it, and nothing is tried again."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        HOLDINGS.note(connection)
        self.where = connection.engine.url.render_as_string(hide_password=True)

    def read(self, work: Work[Result]) -> Result:
        try:
            return work(self._connection)
        except DBAPIError as error:
            raise problem_of(error, self.where) or error from error

    def write(self, work: Work[Result], landed: Work[bool]) -> Result | None:
        try:
            begin(self._connection)
            with self._connection.begin_nested():
                return work(self._connection)
        except DBAPIError as error:
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


def begin(connection: Connection) -> None:
    """On SQLite, begin in truth: its driver waits for the first write, and does not know savepoints."""
    if _is_sqlite(connection.engine) and not connection.connection.driver_connection.in_transaction:  # type: ignore[union-attr]
        connection.exec_driver_sql("BEGIN IMMEDIATE")


class _Pauses:
    """Longer and longer waits, as long as patience lasts."""

    def __init__(self, patience: float, sleep: Callable[[float], None]) -> None:
        self._sleep = sleep
        self._until = time.monotonic() + patience
        self._pause = _FIRST_PAUSE

    def after(self, error: DBAPIError, where: str) -> None:
        """Wait after an error; raise what it means where waiting does not help, or no longer."""
        problem = problem_of(error, where)
        if problem is None:
            raise error
        if not passes(error, problem) or time.monotonic() > self._until:
            raise problem from error
        self._sleep(self._pause * random.uniform(0.5, 1.5))
        self._pause = min(self._pause * 2, _LONGEST_PAUSE)


def _is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"
