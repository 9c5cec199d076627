"""The schema of a database: made, brought up to date, or refused."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, cast

from sqlalchemy import inspect, text

from sopflow.errors import NewerDatabase, NotOurDatabase

from .transactions import begin

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

VERSION_TABLE: Final = "sopflow_schema"
HEAD: Final = "0005"
"""The version that this sopflow works with: the last file in `migrations/versions`."""
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
    return tuple(sorted(script.revision for script in _scripts().walk_revisions()))


def upgrade(connection: Connection, to: str) -> None:
    """Bring a database, within the connection's transaction, from its version to another."""
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext

    scripts = _scripts()
    environment = EnvironmentContext(
        Config(), scripts, fn=lambda revision, _: cast("Any", scripts._upgrade_revs(to, cast("Any", revision)))
    )
    with environment:
        environment.configure(connection=connection, version_table=VERSION_TABLE)
        environment.run_migrations()


def _scripts() -> Any:
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(files("sopflow.sql") / "migrations"))


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
