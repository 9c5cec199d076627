"""Statements on connections of psycopg that a store keeps: each is prepared there, and sent by libpq.

psycopg makes a cursor for each use of a statement, reads its text for names and chooses for each value how it is written. That
takes the client as long as to send it and to take the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from .prepared import Prepared

if TYPE_CHECKING:
    from sqlalchemy import Connection, Dialect

_BOUND: Final = re.compile(r"(?<![:\w]):(\w+)")
_KNOWN: Final = "sopflow_statements"
_NUMBERS: Final = count(1)
_READS: Final[dict[int, Callable[[bytes], object]]] = {16: b"t".__eq__, 20: int, 21: int, 23: int}
"""By PostgreSQL's number of a type: truth and whole numbers; all else is text."""
_GONE: Final = "26000"
"""No statement has this name here: whoever stands between has sent us to another process of the server, or psycopg has cleared up."""


def keep(connection: Connection) -> None:
    """Let statements be prepared on a connection, as long as it is open; not where psycopg may not do so either."""
    driver: Any = connection.connection.dbapi_connection
    is_psycopg = connection.dialect.driver == "psycopg"
    if is_psycopg and driver.prepare_threshold is not None and driver.info.encoding == "utf-8":
        connection.info.setdefault(_KNOWN, {})


class Sent(Prepared):
    """A statement that is prepared where connections are kept, when it is used on one for the second time.

    Elsewhere, in a transaction, and with values that are neither texts nor whole numbers, psycopg runs it.
    """

    def __init__(self, statement: str, dialect: Dialect) -> None:
        super().__init__(statement, dialect)
        self._bound = tuple(dict.fromkeys(_BOUND.findall(statement)))
        numbers = {name: f"${at}" for at, name in enumerate(self._bound, 1)}
        self._command = _BOUND.sub(lambda found: numbers[found[1]], statement).encode()
        self._name = f"sopflow_{next(_NUMBERS)}".encode()

    def _run(self, opened: Any, values: dict[str, Any]) -> Any:
        known = opened.info.get(_KNOWN)
        if known is None or not opened.dbapi_connection.autocommit:
            return super()._run(opened, values)
        is_prepared = known.get(self._name)
        written: list[bytes | None] = []
        formats = []
        for name in self._bound:
            value = values[name]
            kind = type(value)
            if kind is str:
                written.append(value.encode())
                formats.append(1)  # with its length: what no column takes is refused, and not cut off before it
            elif kind is int or value is None:
                written.append(b"%d" % value if value is not None else None)
                formats.append(0)
            else:
                is_prepared = None
        if is_prepared is None:
            known.setdefault(self._name, False)
            return super()._run(opened, values)
        if not is_prepared:
            self._prepare(opened.dbapi_connection)
            known[self._name] = True
        return self._send(opened.dbapi_connection, written, formats)

    def _prepare(self, driver: Any) -> None:
        driver.pgconn.send_prepare(self._name, self._command)
        _answer(driver)

    def _send(self, driver: Any, written: list[bytes | None], formats: list[int]) -> _Rows:
        from psycopg.errors import InvalidSqlStatementName

        driver.pgconn.send_query_prepared(self._name, written, formats)
        try:
            return _Rows(_answer(driver))
        except InvalidSqlStatementName:
            self._prepare(driver)
        driver.pgconn.send_query_prepared(self._name, written, formats)
        return _Rows(_answer(driver))


def _answer(driver: Any) -> Any:
    """What the server says, for which psycopg waits: an interrupt (Ctrl-C) ends the statement there."""
    from psycopg.errors import error_from_result
    from psycopg.generators import execute
    from psycopg.pq import ExecStatus

    *_, result = driver.wait(execute(driver.pgconn))
    if result.status == ExecStatus.FATAL_ERROR:
        raise error_from_result(result)
    return result


class _Rows:
    """What the callers of a cursor ask it for."""

    __slots__ = ("_at", "_reads", "_result")

    def __init__(self, result: Any) -> None:
        self._result = result
        self._at = 0
        self._reads = [_READS.get(result.ftype(at), _text) for at in range(result.nfields)]

    @property
    def rowcount(self) -> int:
        return int(self._result.command_tuples or 0)

    def fetchone(self) -> tuple[Any, ...] | None:
        row = self._at
        if row >= self._result.ntuples:
            return None
        self._at += 1
        values = [self._result.get_value(row, at) for at in range(len(self._reads))]
        return tuple(
            [read(one) if one is not None else None for read, one in zip(self._reads, values, strict=True)]
        )

    def fetchall(self) -> list[tuple[Any, ...]]:
        return list(iter(self.fetchone, None))


def _text(value: bytes) -> str:
    return value.decode()
