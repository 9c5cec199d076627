"""Transactions that a caller has open itself: waiting for one of them would never end."""

from __future__ import annotations

import os
import sys
from collections.abc import Hashable
from contextlib import suppress
from threading import Lock, get_ident
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary, WeakSet

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_NAMES: Final[WeakKeyDictionary[Engine, str]] = WeakKeyDictionary()
_MEMORY: Final = (None, "", ":memory:")


class Holdings:
    """The open transactions of each caller (a thread, or a task of an event loop), as far as they can be known: those on
    an engine that a store uses, and those that a store was handed by `using`."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._open: dict[tuple[Hashable, str], WeakSet[Connection]] = {}

    def watch(self, engine: Engine) -> None:
        """Note the transactions that begin on an engine."""
        from sqlalchemy import event

        if not event.contains(engine, "begin", self.note):
            event.listen(engine, "begin", self.note)

    def note(self, connection: Connection) -> None:
        """Note a transaction of the present caller."""
        key = _caller(), database_of(connection.engine)
        with self._lock:
            if key not in self._open:
                self._open = {k: some for k, some in self._open.items() if len(some)}
            self._open.setdefault(key, WeakSet()).add(connection)

    def is_open(self, database: str) -> bool:
        """Whether the present caller has a transaction open on a database, by its name."""
        if not self._open:
            return False
        key = _caller(), database
        some = self._open.get(key)
        if some is None:
            return False
        connections = tuple(some)
        if any(map(_is_open, connections)):
            return True
        if all(connection.closed for connection in connections):  # none of them begins again
            with self._lock:
                self._open.pop(key, None)
        return False


def database_of(engine: Engine) -> str:
    """A name for a database, however its URL is written; another for each that lives in memory."""
    name = _NAMES.get(engine)
    if name is None:
        name = _NAMES[engine] = _name(engine)
    return name


def _name(engine: Engine) -> str:
    url = engine.url
    if url.get_backend_name() == "sqlite":
        return f"memory {id(engine.pool)}" if url.database in _MEMORY else name_of_file(str(url.database))
    return f"{url.host} {url.port} {url.database}"


def name_of_file(path: str) -> str:
    return f"sqlite {os.path.realpath(path)}"


def _caller() -> Hashable:
    asyncio = sys.modules.get("asyncio")  # where nobody imported it, there is no loop
    with suppress(RuntimeError):
        task = asyncio.current_task() if asyncio is not None else None
        if task is not None:
            return id(task)
    return get_ident()


def _is_open(connection: Connection) -> bool:
    if connection.closed or not connection.in_transaction():
        return False
    if connection.dialect.name != "sqlite":
        return True
    from sqlalchemy.exc import SQLAlchemyError

    try:
        driver: Any = connection.connection.driver_connection
    except SQLAlchemyError:
        return False
    return bool(driver.in_transaction)


HOLDINGS: Final = Holdings()
