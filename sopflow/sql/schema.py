"""The schema of a database: made, brought up to date, or refused."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, Final

from sqlalchemy import Connection, Engine, inspect, text

from sopflow.errors import NewerDatabase, NoSuchDatabase, NotOurDatabase, OlderDatabase
from sopflow.language import Words

from .addresses import address_of
from .columns import HEAD, VERSION_TABLE
from .encodings import require_utf8
from .tables import EPOCH, METADATA, PREFIX
from .transactions import begin

_LOCK: Final = 0x736F70  # "sop": one process at a time changes the schema of a PostgreSQL database
_OTHERS: Final = Words(
    "bukan basis data sopflow; pakai yang kosong, atau SQLStore(..., create=True) untuk menambahkan tabel sopflow di sana",
    "and is not a sopflow database; use an empty one, or SQLStore(..., create=True) to add sopflow's tables to it",
)
_HALF: Final = Words(
    "tetapi tidak berisi versi skemanya (sopflow_schema); pulihkan basis datanya dari cadangan, atau pakai yang kosong",
    "but not the version of their schema (sopflow_schema); restore the database from a backup, or use an empty one",
)


def prepare(engine: Engine, *, create: bool | None) -> str:
    """Have tables: their version.

    A database without them gets them, at `HEAD`, if `create`, or if it is empty and `create` is `None`; one of an older
    version is left as it is. `NoSuchDatabase` for one without any, if not `create`; `NotOurDatabase` where it has other tables, or some of ours; `NewerDatabase`;
    `WrongEncoding` for a PostgreSQL database, or a connection to one, that is not in UTF8.
    """
    require_utf8(engine)
    with engine.connect() as connection:
        version = version_of(connection)
    if version is None:
        with engine.begin() as connection:
            lock(connection)
            version = version_of(connection)
            if version is None:
                _require_place(connection, create)
                METADATA.create_all(connection)
                connection.execute(EPOCH.insert().values(value=secrets.token_hex(4)))
                stamp(connection, HEAD)
                version = HEAD
    if version != HEAD and (version > HEAD or version not in versions()):
        raise NewerDatabase(store=where(engine), version=version, known=HEAD)
    return version


def require_head(engine: Engine, version: str) -> None:
    """`OlderDatabase` for another version than `HEAD`."""
    if version != HEAD:
        raise OlderDatabase(store=where(engine), version=version, known=HEAD)


def _require_place(connection: Connection, create: bool | None) -> None:
    tables = inspect(connection).get_table_names()
    half = [name for name in tables if name.startswith(PREFIX)]
    if create is False and not tables:
        raise NoSuchDatabase(store=where(connection.engine))
    if half or create is False or (tables and create is None):
        cure = _HALF if half else _OTHERS
        raise NotOurDatabase(store=where(connection.engine), tables=tuple(half or tables)[:6], cure=cure)


def versions() -> tuple[str, ...]:
    """All versions of the schema, the first first."""
    return tuple(module.revision for module in _modules())


def after(version: str | None) -> list[ModuleType]:
    """The versions that come after one, in order."""
    return [module for module in _modules() if version is None or module.revision > version]


def upgrade(connection: Connection, to: str) -> None:
    """Bring a database to a version at once, within the connection's transaction: for one that is empty or small."""
    for module in after(version_of(connection)):
        if module.revision > to:
            return
        with operations(connection):
            module.upgrade()
            position: int | None = 0
            while position is not None and hasattr(module, "fill"):
                position = module.fill(connection, position, 500)
            if hasattr(module, "finish"):
                module.finish()
        stamp(connection, module.revision)


@contextmanager
def operations(connection: Connection) -> Iterator[None]:
    """Have `alembic.op` change the tables of a connection."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    with Operations.context(MigrationContext.configure(connection)):
        yield


def stamp(connection: Connection, version: str) -> None:
    """Say that a database has a version, in the table in which Alembic says it."""
    connection.execute(
        text(f"CREATE TABLE IF NOT EXISTS {VERSION_TABLE} (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    )
    connection.execute(text(f"DELETE FROM {VERSION_TABLE}"))
    connection.execute(text(f"INSERT INTO {VERSION_TABLE} VALUES (:version)"), {"version": version})


def lock(connection: Connection) -> None:
    """Be the only one who changes the schema, until the transaction ends."""
    begin(connection)
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def version_of(connection: Connection) -> str | None:
    """The version of the tables; `None` where there are none."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found: Any = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
    return str(found) if found is not None else None


def where(engine: Engine) -> str:
    return address_of(engine.url)


def _modules() -> tuple[ModuleType, ...]:
    from .migrations import VERSIONS  # with Alembic, which only whoever makes or changes tables needs

    return VERSIONS
