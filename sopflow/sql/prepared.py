"""Statements on a connection of SQLAlchemy: each driver marks in its own way what is bound."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Dialect, text
from sqlalchemy.exc import DBAPIError


class Prepared:
    """A statement for one dialect. Its values are texts and whole numbers, which need no conversion.

    It runs on the driver's own cursor, which it returns: what SQLAlchemy makes of results nobody looks at. What the driver raises comes out as SQLAlchemy's `DBAPIError` all the same.
    """

    def __init__(self, statement: str, dialect: Dialect) -> None:
        compiled: Any = text(statement).compile(dialect=dialect)
        self._sql = str(compiled)
        self._order: list[str] | None = compiled.positiontup
        self._dialect: Any = dialect
        self._errors: type[Exception] = dialect.loaded_dbapi.Error

    def __call__(self, connection: Connection, **values: object) -> Any:
        """Run it; each bound name is a keyword."""
        opened: Any = connection.connection
        try:
            return self._run(opened, values)
        except self._errors as error:
            is_lost = _is_stale(error) or self._dialect.is_disconnect(error, opened.dbapi_connection, None)
            if is_lost:
                connection.invalidate(error)
            raise DBAPIError.instance(
                self._sql, None, error, self._errors, connection_invalidated=is_lost, dialect=self._dialect
            ) from error

    def _run(self, opened: Any, values: dict[str, Any]) -> Any:
        cursor = opened.cursor()
        cursor.execute(self._sql, values if self._order is None else [values[name] for name in self._order])
        return cursor


def _is_stale(error: Any) -> bool:
    """Whether PostgreSQL had prepared it for columns that have another type now, and refuses it on this connection from then on."""
    return getattr(getattr(error, "diag", None), "source_function", None) == "RevalidateCachedQuery"
