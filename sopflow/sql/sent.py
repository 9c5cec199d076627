"""Statements on connections of psycopg that a store keeps: each is prepared there, and sent by libpq.

psycopg makes a cursor for each use of a statement, reads its text for names and chooses for each value how it is written. That
takes the client as long as to send it and to take the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from psycopg.errors import DuplicatePreparedStatement, InvalidSqlStatementName, error_from_result
from psycopg.generators import execute
from psycopg.pq import ExecStatus

from .lending import KNOWN
from .prepared import Prepared

if TYPE_CHECKING:
    from sqlalchemy import Dialect

_BOUND: Final = re.compile(r"(?<![:\w]):(\w+)")
_WRITES: Final[dict[type, Callable[[Any], bytes | None]]] = {
    str: str.encode, int: b"%d".__mod__, type(None): lambda _: None
}  # fmt: skip
_FORMATS: Final[dict[type, int]] = {str: 1, int: 0, type(None): 0}
"""A text has its length with it: what no column takes is refused, and not cut off."""
_READS: Final[dict[int, Callable[[bytes], object]]] = {16: b"t".__eq__, 20: int, 21: int, 23: int}
"""By PostgreSQL's number of a type: truth and whole numbers; all else is text."""


class Sent(Prepared):
    """A statement that is prepared where connections are kept, when it is used on one for the second time.

    Elsewhere, in a transaction, and with values that are neither texts nor whole numbers, psycopg runs it.
    """

    def __init__(self, statement: str, dialect: Dialect) -> None:
        super().__init__(statement, dialect)
        bound = dict.fromkeys(_BOUND.findall(statement))
        numbers = {name: f"${at}" for at, name in enumerate(bound, 1)}
        self._command = _BOUND.sub(lambda found: numbers[found[1]], statement).encode()
        # by its text: where a pooler shares a server process among clients, one name is one statement
        self._name = f"sopflow_{sha256(self._command).hexdigest()[:32]}".encode()
        self._bound = _in_order(list(bound))

    def _run(self, opened: Any, values: dict[str, Any]) -> Any:
        known = opened.info.get(KNOWN)
        driver = opened.dbapi_connection
        if known is None or not driver.autocommit:
            return super()._run(opened, values)
        given = self._bound(values)
        kinds = list(map(type, given))
        formats: list[Any] = list(map(_FORMATS.get, kinds))
        is_prepared = known.get(self._name)
        if is_prepared is None or None in formats:
            known.setdefault(self._name, False)
            return super()._run(opened, values)
        if not is_prepared:
            self._prepare(driver)
        written = [_WRITES[kind](one) for kind, one in zip(kinds, given, strict=True)]
        known[self._name] = True
        try:
            return _Rows(_answer(driver, driver.pgconn.send_query_prepared, self._name, written, formats))
        except InvalidSqlStatementName:  # somebody cleared up, or a pooler has gone on to another server process
            known[self._name] = False
        return _Rows(_answer(driver, driver.pgconn.send_query_params, self._command, written, None, formats))

    def _prepare(self, driver: Any) -> None:
        with suppress(DuplicatePreparedStatement):
            _answer(driver, driver.pgconn.send_prepare, self._name, self._command)


def _in_order(names: Sequence[str]) -> Callable[[dict[str, Any]], Sequence[Any]]:
    """Takes the values of these names, of which there may be one or none."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: [values[name] for name in names]


def _answer(driver: Any, send: Callable[..., None], *given: object) -> Any:
    """What the server says to what is sent. psycopg waits for both, and an interrupt (Ctrl-C) meanwhile ends the statement
    at the server."""
    *_, result = driver.wait(_exchange(driver.pgconn, send, *given))
    if result.status == ExecStatus.FATAL_ERROR:
        raise error_from_result(result)
    return result


def _exchange(connection: Any, send: Callable[..., None], *given: object) -> Generator[Any, Any, Any]:
    send(*given)
    return (yield from execute(connection))


class _Rows:
    """What the callers of a cursor ask it for."""

    __slots__ = ("_each", "_result")

    def __init__(self, result: Any) -> None:
        self._result = result
        self._each = _each(result)

    @property
    def rowcount(self) -> int:
        return int(self._result.command_tuples or 0)

    def fetchone(self) -> tuple[Any, ...] | None:
        return next(self._each, None)

    def fetchall(self) -> list[tuple[Any, ...]]:
        return list(self._each)


def _each(result: Any) -> Iterator[tuple[Any, ...]]:
    reads = [_READS.get(result.ftype(at), bytes.decode) for at in range(result.nfields)]
    for row in range(result.ntuples):
        values = [result.get_value(row, at) for at in range(len(reads))]
        yield tuple([read(one) if one is not None else None for read, one in zip(reads, values, strict=True)])
