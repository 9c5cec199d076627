"""Connections to PostgreSQL on which each statement is a transaction of its own."""

from __future__ import annotations

import weakref
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from sopflow.forks import Forked, mind_forks

from .lost import LEFT_ALONE

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection, Engine

KNOWN: Final = "sopflow_statements"
"""Where a connection has the names of the statements that were used on it, and whether they are prepared."""
_KEPT: Final = 5
"""Connections that are kept for the next who needs one: a third of what the pool hands out, so that it has some for others."""


class Lending(Forked):
    """Those of an engine of ours, which stay checked out.

    A pool sets for each use that there are no transactions, and afterwards that there are: with a statement that is
    one journey to the server, that takes a quarter of the client's time.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._free: list[Connection] = []
        mind_forks(self)
        weakref.finalize(self, _close_all, self._free)

    def connect(self) -> AbstractContextManager[Connection]:
        """A connection that nobody else has meanwhile."""
        return _Lent(self)

    def close(self) -> None:
        """Give back what nobody uses."""
        _close_all(self._free)

    def lend(self) -> Connection:
        try:
            return self._free.pop()
        except IndexError:
            connection = self._engine.connect()
            _let_prepare(connection)
            return connection

    def take_back(self, connection: Connection, *, is_whole: bool) -> None:
        if (
            connection.invalidated
        ):  # the others are most likely lost too; the pool looks before it hands one out again
            self.close()
        if not is_whole or connection.invalidated or len(self._free) >= _KEPT:
            connection.close()
            return
        if connection.in_transaction():  # by name alone, from what SQLAlchemy has compiled
            connection.rollback()
        self._free.append(connection)

    def renew(self) -> None:
        """In a forked child, which leaves its parent's connections as they are."""
        LEFT_ALONE.extend(self._free)
        self._free.clear()


class _Lent:
    """A connection for a piece of work; what went wrong on one is not used again."""

    __slots__ = ("_connection", "_owner")

    def __init__(self, owner: Lending) -> None:
        self._owner = owner

    def __enter__(self) -> Connection:
        self._connection = self._owner.lend()
        return self._connection

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._owner.take_back(self._connection, is_whole=kind is None)


def _let_prepare(connection: Connection) -> None:
    """Let statements be prepared on a connection, as long as it is open; not where psycopg may not do so either."""
    driver: Any = connection.connection.dbapi_connection
    is_psycopg = connection.dialect.driver == "psycopg"
    if is_psycopg and driver.prepare_threshold is not None and driver.info.encoding == "utf-8":
        connection.info.setdefault(KNOWN, {})


def _close_all(connections: list[Connection]) -> None:
    with suppress(IndexError):  # another thread may take the last
        while True:
            connections.pop().close()
