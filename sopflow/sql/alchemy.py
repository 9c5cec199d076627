"""SQLAlchemy, for what it serves: PostgreSQL, a host's engine or transaction, asyncio, and lists of many shapes."""

from __future__ import annotations

import time
from collections.abc import Sequence
from copy import copy
from os import PathLike
from typing import Any, Final

from sqlalchemy import URL, Connection, Dialect, Engine
from sqlalchemy.exc import SQLAlchemyError

from sopflow.engine.intake import refused
from sopflow.engine.store import Query, WorkQuery
from sopflow.errors import NotTransactional
from sopflow.flow.audience import Seer
from sopflow.language import Words

from . import finding, searching, sighted
from .addresses import address_of
from .asynchronous import InTheLoop, LoopLock, pause, require_awaited, require_lasting
from .columns import HEAD
from .connecting import engine_for, require_there
from .lost import DatabaseFile
from .prepared import Prepared
from .private import wanted
from .schema import prepare, require_head
from .sighting import recorded_for
from .statements import Statements
from .transactions import HostsTransaction, OwnTransactions
from .turns import ThreadLock, Turn
from .waiting import Transactions

_TRANSACTION: Final = Words(
    "Connection atau Session SQLAlchemy yang terbuka (AsyncEngine: AsyncConnection atau AsyncSession)",
    "an open Connection or Session of SQLAlchemy (AsyncEngine: AsyncConnection or AsyncSession)",
)


class Alchemy:
    """An engine, the transactions on it, and the statements for its dialect."""

    def __init__(
        self, target: str | PathLike[str] | URL | Engine, synchronous: str, patience: float, *, asyncio: bool = False,
        create: bool | None = None, turn: Turn | None = None, file: DatabaseFile | None = None,
    ) -> None:  # fmt: skip
        if create is False:
            require_there(target)
        self.engine = engine_for(target, synchronous=synchronous, timeout=patience, asyncio=asyncio, file=file)
        if asyncio:
            require_lasting(self.engine)
        self.is_ours = self.engine is not target
        self.awaited = InTheLoop() if asyncio else None
        dialect = self.engine.dialect
        self.is_sqlite = dialect.name == "sqlite"
        self.where = address_of(self.engine.url)
        if turn is None and self.is_sqlite:  # on PostgreSQL many write at once
            turn = Turn(LoopLock if asyncio else ThreadLock, patience, self.where)
        self.own = OwnTransactions(
            self.engine, patience, pause if asyncio else time.sleep, turn, is_ours=self.is_ours
        )
        self.transactions: Transactions = self.own
        kind = _kind_for(dialect)
        self.do = Statements(lambda text: kind(text, dialect), is_postgresql=not self.is_sqlite)

    def joined(self, transaction: Any) -> Alchemy:
        """The same in a transaction of a host's."""
        require_awaited(self.engine)
        connection = _connection_of(transaction)
        if connection.get_execution_options().get("isolation_level") == "AUTOCOMMIT":
            raise NotTransactional(store="AUTOCOMMIT")
        twin = copy(self)
        twin.transactions = HostsTransaction(connection)
        return twin

    def tables(self, *, create: bool | None, migrate: bool) -> bool:
        """Have tables; whether they are still to be brought up to date."""
        version = self.own.guarded(lambda: prepare(self.engine, create=create))
        if not migrate:
            require_head(self.engine, version)
        return version != HEAD

    # -- lists: the rows of a page, and one more

    def instances(self, query: Query, after: str | None, limit: int) -> Sequence[Any]:
        if query.seer is not None:
            seer = query.seer
            return self.transactions.read(lambda c: sighted.instances(c, query, seer, after, limit))

        return self.transactions.read(lambda c: finding.page(c, query, after, limit))

    def count(self, query: Query) -> int:
        if query.seer is not None:
            seer = query.seer
            return self.transactions.read(lambda c: sighted.count(c, query, seer))
        return self.transactions.read(lambda c: finding.count(c, query))

    def wholes(self, instances: Sequence[str]) -> Sequence[Any]:
        """Of some instances the id, the snapshot and the fields, all as they are at one instant."""
        wanted = searching.wholes(instances)
        return self.transactions.read(lambda c: c.execute(wanted).fetchall())

    def private(self, instances: Sequence[str]) -> Sequence[Any]:
        """The personal values of some instances."""
        asked = wanted(instances)
        return self.transactions.read(lambda c: c.execute(asked).fetchall())

    def beginning(self, text: str, limit: int, *, called: bool = False) -> list[str]:
        wanted = finding.beginning(text, limit, called=called, is_sqlite=self.is_sqlite)
        return list(self.transactions.read(lambda c: c.execute(wanted).scalars().all()))

    def work(self, query: WorkQuery, after: str | None, limit: int) -> Sequence[Any]:
        if query.seer is not None:
            seer = query.seer
            return self.transactions.read(lambda c: sighted.work(c, query, seer, after, limit))
        wanted = searching.work(query, after, limit)
        return self.transactions.read(lambda c: c.execute(wanted).fetchall())

    def recorded_for(
        self, seer: Seer, after: int, limit: int, end: int
    ) -> tuple[list[tuple[int, str]], int, bool]:
        return self.transactions.read(lambda c: recorded_for(c, seer, after, limit, end))


def _kind_for(dialect: Dialect) -> type[Prepared]:
    """How statements are run."""
    if dialect.driver != "psycopg" or dialect.is_async:
        return Prepared
    from .sent import Sent

    return Sent


def _connection_of(transaction: Any) -> Connection:
    """The connection of a host's transaction; `BadArgument` for what is none."""
    found = transaction
    if hasattr(transaction, "get_bind") and not isinstance(transaction, type):  # a session, or a scoped one
        try:
            found = transaction.connection()
        except SQLAlchemyError:
            refused("transaction", transaction, _TRANSACTION)
    if not isinstance(found, Connection) or found.closed:
        refused("transaction", transaction, _TRANSACTION)
    return found
