"""Pages of instances that a version fills in while others read and write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

_INSTANCE = sa.table("sopflow_instance", sa.column("number"))


def held(connection: sa.Connection, after: int, limit: int) -> list[int]:
    """Lock a page of instances until the transaction ends; return their numbers.

    Several statements then read them as of one moment, and what is written about them is never older than what a
    command wrote. On SQLite the transaction locks the whole database.
    """
    of = _INSTANCE.c.number
    page = sa.select(of).where(of > after).order_by(of).limit(limit)
    return list(connection.execute(page.with_for_update()).scalars())


def made_equal(
    connection: sa.Connection,
    table: sa.TableClause,
    key: Sequence[str],
    numbers: Sequence[int],
    wanted: Iterable[dict[str, Any]],
) -> None:
    """Make a table have exactly these rows of some instances. Rows that are correct stay untouched: on PostgreSQL a command
    whose statement waits for this transaction would not see rows that replaced them."""
    names = [column.name for column in table.c]
    rows = {tuple(row[name] for name in names) for row in wanted}
    found = connection.execute(sa.select(table).where(table.c.number.in_(numbers)))
    there = {tuple(row) for row in found}
    if gone := [{f"of_{name}": row[names.index(name)] for name in key} for row in there - rows]:
        own = (table.c[name] == sa.bindparam(f"of_{name}") for name in key)
        connection.execute(table.delete().where(*own), gone)
    if new := [dict(zip(names, row, strict=True)) for row in rows - there]:
        connection.execute(table.insert(), new)
