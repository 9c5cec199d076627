"""Indexes that are made while others read and write."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op


def made_anew(name: str, table: str, columns: list[str], **options: Any) -> None:
    """Make an index; in place of one of that name, which may be an older one, or half of one that was interrupted.

    On PostgreSQL, outside of a transaction, nobody is held up by it.
    """
    connection = op.get_bind()
    if connection.dialect.name == "postgresql" and connection.get_isolation_level() == "AUTOCOMMIT":
        connection.execute(sa.text(f'DROP INDEX CONCURRENTLY IF EXISTS "{name}"'))
        op.create_index(name, table, columns, postgresql_concurrently=True, **options)
        return
    connection.execute(sa.text(f'DROP INDEX IF EXISTS "{name}"'))
    op.create_index(name, table, columns, **options)
