"""The schema of a database: made, brought up to date, or refused."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Column, MetaData, PrimaryKeyConstraint, String, Table, inspect, text

from sopflow.errors import NewerDatabase, NotOurDatabase

from .transactions import begin

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

VERSION_TABLE: Final = "sopflow_schema"
HEAD: Final = "0004"
"""The version that this sopflow works with: the last file in `migrations/versions`."""
_VERSIONS: Final = Table(
    VERSION_TABLE, MetaData(), Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name=f"{VERSION_TABLE}_pkc"),
)  # fmt: skip
_LOCK: Final = 0x736F70  # "sop": one process at a time changes the schema of a PostgreSQL database


def prepare(engine: Engine, *, create: bool | None, migrate: bool) -> None:
    """Have the tables at `HEAD`.

    A database without them gets them if `create`, or if it is empty and `create` is `None`. `NotOurDatabase` where
    it has other tables, or is older and `migrate` is false; `NewerDatabase` where a newer sopflow made it.
    """
    with engine.connect() as connection:
        if _version(connection) == HEAD:
            return
    with engine.begin() as connection:
        begin(connection)
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        version = _version(connection)
        where = engine.url.render_as_string(hide_password=True)
        if version is None:
            tables = inspect(connection).get_table_names()
            half = [name for name in tables if name.startswith("sopflow_")]
            if half or create is False or (tables and create is None):
                raise NotOurDatabase(store=where, tables=tuple(half or tables)[:6])
        elif version > HEAD or version not in versions():
            raise NewerDatabase(store=where, version=version, known=HEAD)
        elif version == HEAD:
            return
        elif not migrate:
            raise NotOurDatabase(store=where, tables=(f"{VERSION_TABLE} {version} < {HEAD}",))
        upgrade(connection, HEAD)


def versions() -> tuple[str, ...]:
    """All versions of the schema, the first first."""
    return tuple(revision for revision, _ in _migrations())


def upgrade(connection: Connection, to: str) -> None:
    """Bring a database, within the connection's transaction, from its version to another."""
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    context = MigrationContext.configure(connection)
    _VERSIONS.create(connection, checkfirst=True)
    now = _version(connection) or ""
    for revision, migration in _migrations():
        if now < revision <= to:
            with Operations.context(context):
                migration.upgrade()
            connection.execute(_VERSIONS.delete())
            connection.execute(_VERSIONS.insert().values(version_num=revision))


def _migrations() -> list[tuple[str, Any]]:
    """The modules in `migrations/versions` by what they lead to: found by import, which works from a zip file too."""
    from .migrations import versions as package

    modules = [
        import_module(f"{package.__name__}.{found.name}") for found in pkgutil.iter_modules(package.__path__)
    ]
    return sorted((module.revision, module) for module in modules)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
