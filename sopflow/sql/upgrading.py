"""A database of an older version is brought up to date, page by page, while others read and write.

Tables and columns are added in one short transaction, rows filled in in pages, indexes made where nobody waits for them.
Where it stands, and who is at it, is kept in a table: another process waits as long as it goes on, and takes over where
it stopped.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from sqlalchemy import Connection, Engine, inspect, text

from . import schema
from .columns import HEAD

if TYPE_CHECKING:
    from types import ModuleType

    from .store import SQLStore
    from .transactions import OwnTransactions

_LOG: Final = logging.getLogger("sopflow.sql")
_TABLE: Final = "sopflow_upgrade"
_PAGE: Final = 500
_LEASE: Final = 30.0
"""Seconds after which whoever is silent is taken to have stopped."""
_PAUSE: Final = 0.2
Result = TypeVar("Result")


class Progress(NamedTuple):
    """How far an upgrade has come."""

    version: str
    """The version of the schema that is being made."""
    done: int
    """Instances that are filled in."""
    total: int
    seconds_left: float | None
    """How long the rest will take at this pace; `None` before anything is known of it."""
    is_here: bool
    """Whether this process does the upgrade; if not, it waits for another."""


def upgrade(store: SQLStore, tell: Callable[[Progress], object] | None = None) -> None:
    """Bring the database of a store up to date, or wait until another process has done so.

    `tell` is called after every page of 500 instances, and while another is at it, five times a second; the log
    `sopflow.sql` says when it begins and ends. Interrupted, it goes on where it stopped.
    """
    _LOG.info("%s: the schema is brought from an older version to %s", store.where, HEAD)
    Upgrade(store.engine, store.alchemy.own, tell or (lambda _: None)).run()
    _LOG.info("%s: the schema is at %s", store.where, HEAD)


def fill_again(store: SQLStore) -> int:
    """Fill in again what processes of an older sopflow may have written since an upgrade; return the number of
    instances checked."""
    return Upgrade(store.engine, store.alchemy.own, lambda _: None).again()


class _Standing(NamedTuple):
    version: str
    stage: str
    """`fill` or `finish`."""
    position: int
    done: int
    total: int
    holder: str
    until: float


class Upgrade:
    """The way of one process through the versions that a database lacks."""

    def __init__(
        self, engine: Engine, transactions: OwnTransactions, tell: Callable[[Progress], object],
        now: Callable[[], float] = time.time, sleep: Callable[[float], None] = time.sleep,
    ) -> None:  # fmt: skip
        self._engine = engine
        self._transactions = transactions
        self._tell = tell
        self._now = now
        self._sleep = sleep
        self._holder = uuid.uuid4().hex
        self._began: tuple[float, int] | None = None

    def run(self) -> None:
        """Until the database is at `HEAD`, by this process or another."""
        while (standing := self._write(self._leased)) is not None:
            if standing.holder != self._holder:
                self._report(standing)
                self._sleep(_PAUSE)
            elif standing.stage == "finish":
                self._finish(standing)
            else:
                self._write(partial(self._filled, was=standing))
                if hasattr(_module(standing.version), "fill"):
                    self._report(standing)

    def again(self) -> int:
        """Fill in once more what processes of an older version may have written since; how many instances were looked at."""
        count = 0
        for module in schema.after(None):
            position: int | None = 0
            while position is not None and hasattr(module, "fill"):
                before, position = position, self._write(partial(_fill, module, position))
                count = max(count, position or before)
                self._tell(Progress(module.revision, count, count, None, True))
        return count

    # -- inside

    def _leased(self, connection: Connection) -> _Standing | None:
        """Where it stands, now in our hands if they are nobody else's; `None` where nothing is left to do."""
        schema.lock(connection)
        version = schema.version_of(connection)
        standing = _standing(connection)
        if standing is None:
            missing = schema.after(version)
            if not missing:
                return None
            self._expand(connection, missing[0])
            return _standing(connection)
        if standing.holder == self._holder or standing.until < self._now():
            self._put(connection, standing)
            return standing._replace(holder=self._holder)
        return standing

    def _expand(self, connection: Connection, module: ModuleType) -> None:
        """Tables and columns, at once; and where the filling begins."""
        if connection.dialect.name == "postgresql":
            # a lock that is waited for holds up all that come after it
            connection.execute(text("SET LOCAL lock_timeout = '2s'"))
        with schema.operations(connection):
            module.upgrade()
        connection.execute(
            text(
                f"CREATE TABLE {_TABLE} (version TEXT, stage TEXT, position BIGINT, done BIGINT, total BIGINT,"
                " holder TEXT, until DOUBLE PRECISION)"
            )
        )
        total = connection.execute(text("SELECT count(*) FROM sopflow_instance")).scalar_one()
        connection.execute(text(f"INSERT INTO {_TABLE} (version) VALUES ('')"))
        self._put(connection, _Standing(module.revision, "fill", 0, 0, total, "", 0))

    def _put(self, connection: Connection, standing: _Standing) -> None:
        ours = standing._replace(holder=self._holder, until=self._now() + _LEASE)
        names = ", ".join(f"{name} = :{name}" for name in ours._fields)
        connection.execute(text(f"UPDATE {_TABLE} SET {names}"), ours._asdict())

    def _filled(self, connection: Connection, was: _Standing) -> None:
        """One page more, unless another has taken over."""
        schema.lock(connection)
        standing = _standing(connection)
        if standing is None or (standing.holder, standing.position) != (self._holder, was.position):
            return
        module = _module(standing.version)
        position = _fill(module, standing.position, connection) if hasattr(module, "fill") else None
        if position is None:
            self._put(connection, standing._replace(stage="finish"))
        else:
            self._put(connection, standing._replace(position=position, done=standing.done + _PAGE))

    def _finish(self, standing: _Standing) -> None:
        module = _module(standing.version)
        if hasattr(module, "finish"):
            if self._engine.dialect.name == "postgresql":
                self._transactions.guarded(partial(self._finished_apart, module))
            else:
                self._write(lambda connection: self._indexed(connection, module))
        self._write(lambda connection: self._stamped(connection, standing))

    def _finished_apart(self, module: ModuleType) -> None:
        apart = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        with apart.connect() as connection, schema.operations(connection):
            module.finish()

    def _indexed(self, connection: Connection, module: ModuleType) -> None:
        schema.lock(connection)
        with schema.operations(connection):
            module.finish()

    def _stamped(self, connection: Connection, was: _Standing) -> None:
        schema.lock(connection)
        standing = _standing(connection)
        if standing is None or standing.holder != self._holder:
            return
        schema.stamp(connection, was.version)
        connection.execute(text(f"DROP TABLE {_TABLE}"))

    def _report(self, standing: _Standing) -> None:
        now, done = self._now(), min(standing.done, standing.total)
        if self._began is None or self._began[1] > done:
            self._began = (now, done)
        begun, first = self._began
        left = (now - begun) * (standing.total - done) / (done - first) if done > first else None
        self._tell(Progress(standing.version, done, standing.total, left, standing.holder == self._holder))

    def _write(self, work: Callable[[Connection], Result]) -> Result | None:
        return self._transactions.write(work, lambda _: False)


def _standing(connection: Connection) -> _Standing | None:
    if not inspect(connection).has_table(_TABLE):
        return None
    row = connection.execute(text(f"SELECT {', '.join(_Standing._fields)} FROM {_TABLE}")).fetchone()
    return _Standing(*row) if row is not None else None


def _fill(module: ModuleType, after: int, connection: Connection) -> int | None:
    """A page of a version; the last number in it."""
    found: int | None = module.fill(connection, after, _PAGE)
    return found


def _module(version: str) -> ModuleType:
    return next(module for module in schema.after(None) if module.revision == version)
