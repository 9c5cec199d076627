"""The store in a database: SQLite in one file, PostgreSQL for many processes and machines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sopflow.engine.intake import refused
from sopflow.engine.private import PrivateValue
from sopflow.engine.store import Change, Looked, OpenItem, Page, Query, Recorded, WorkQuery
from sopflow.errors import Conflict, NoSuchDatabase, UnknownInstance, UnreadableRecord
from sopflow.errors.packages import needing
from sopflow.frozen import NOTHING
from sopflow.language import Words

from .columns import HEAD, micros
from .definitions import Definitions
from .gaps import Gaps
from .lost import file_meant
from .native import Native
from .records import column, event_of, snapshot_of, whole_of
from .seals import SealKeys
from .snapshots import Snapshots
from .subscribers import Subscribers
from .turns import ThreadLock, Turn
from .writing import PlaceGone, Sighted, Writing

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import URL, Engine
    from sqlalchemy.ext.asyncio import AsyncEngine

    from sopflow.flow.audience import Seer
    from sopflow.flow.event import Event
    from sopflow.flow.instance import Instance

    from .alchemy import Alchemy
    from .audited import Audited, Noted
    from .upgrading import Progress
    from .waiting import Transactions

_SYNCHRONOUS: Final = ("OFF", "NORMAL", "FULL", "EXTRA")
_ONE_OF_SYNCHRONOUS: Final = Words(
    f"salah satu dari {', '.join(_SYNCHRONOUS)}", f"one of {', '.join(_SYNCHRONOUS)}"
)
_NO_HASH: Final = Words("sidik {instance} bukan teks", "the hash of {instance} is not text")
_DAY: Final = 86_400
_SECONDS: Final = Words("detik: 0 sampai 86400", "seconds: 0 to 86400")
PATIENCE: Final = 10.0
"""Seconds for which what passes by itself (a busy or restarting database) is waited for."""


class SQLStore(Definitions, Subscribers):
    """A store in a database, for any number of threads, processes and machines.

    `target` is a path (SQLite), a URL (`sqlite:///…`, `postgresql://…`), or an `Engine` or `AsyncEngine` of SQLAlchemy (the
    latter as with `asyncio`). sopflow's tables are created in an empty database; in a database with other tables only
    if `create` is true; and nowhere, not even a new file, if it is false. An older database is upgraded page by page
    while others use it, and `on_upgrade` is called with the progress; with `migrate=False` it is
    refused. `synchronous` is the setting of SQLite: with `FULL` an acknowledged command survives a power cut.
    With `asyncio` it is for an `AsyncEngine`, on psycopg or the driver that the URL names (`postgresql+asyncpg://…`),
    for SQLite on aiosqlite; only the tables are created or upgraded at once, on connections of their own.
    With `seal_key` each event is sealed with a key that the database does not hold, and `audit` verifies the seals;
    `SealKeys` holds several, for rotation.

    Raises `StoreError`s: `StoreUnavailable`, `StoreBusy`, `StoreFull`, `StoreReadOnly`, `StoreDamaged`,
    `NoSuchDatabase`, `NotOurDatabase`, `OlderDatabase`, `NewerDatabase`; `OwnTransaction` if the caller itself has a
    transaction open there.
    """

    def __init__(
        self,
        target: str | PathLike[str] | URL | Engine | AsyncEngine,
        *,
        create: bool | None = None,
        migrate: bool = True,
        synchronous: str = "FULL",
        patience: float = PATIENCE,
        asyncio: bool = False,
        on_upgrade: Callable[[Progress], object] | None = None,
        seal_key: SealKeys | bytes | None = None,
    ) -> None:
        if not isinstance(target, str | PathLike):
            with needing("sql"):
                from .connecting import engine_given
            target, asyncio = engine_given(target, asyncio)
        if synchronous not in _SYNCHRONOUS:
            refused("synchronous", synchronous, _ONE_OF_SYNCHRONOUS)
        if isinstance(patience, bool) or not isinstance(patience, int | float) or not 0 <= patience <= _DAY:
            refused("patience", patience, _SECONDS)
        self.seals = SealKeys.of(seal_key) if seal_key is not None else None
        file = file_meant(target) if not asyncio else None
        self._native = _native(file, synchronous, patience, create) if file is not None else None
        self._given = target, synchronous, patience, asyncio, create
        at: Native | Alchemy = self._native or self.alchemy
        self.where = at.where
        """The database as a message names it."""
        self._own = at.own
        self._transactions: Transactions = at.own
        self._do = at.do
        self._has_one_writer = self._native is not None or self.alchemy.is_sqlite
        self._gaps = Gaps()
        self._heads: dict[str, tuple[int, str]] | None = {}
        self._snapshots = Snapshots()
        self._sighted: Sighted | None = Sighted()
        self.awaited = self.alchemy.awaited if asyncio else None
        """How an `AsyncEngine` awaits this store, where it works on asyncio."""
        self._be_ready(create, migrate, on_upgrade)

    def _be_ready(self, create: bool | None, migrate: bool, tell: Callable[[Progress], object] | None) -> None:
        """Have the tables of this version."""
        target, synchronous, patience, asyncio, _ = self._given
        made = partial(
            _Prepared, create=create, migrate=migrate, synchronous=synchronous, patience=patience, on_upgrade=tell
        )
        if asyncio and self.engine is target:
            from .asynchronous import apart

            apart(self.engine, made)
        elif asyncio:
            from .connecting import blocking

            made(blocking(self.engine)).close()
        else:
            self._prepare(create, migrate, tell)

    def _prepare(self, create: bool | None, migrate: bool, tell: Callable[[Progress], object] | None) -> None:
        target = self._given[0]
        try:
            is_ready = self._native is not None and self._native.version() == HEAD
            if not is_ready and self.alchemy.tables(create=create, migrate=migrate):
                from .upgrading import upgrade

                upgrade(self, tell)
        except BaseException:
            if self._native is not None or self.engine is not target:
                self.close()
            raise

    @property
    def engine(self) -> Engine:
        """The engine of SQLAlchemy on this database: the one that was given, or ours. Of one that works on asyncio it is the
        `sync_engine`; to join an `AsyncSession` make an engine with `create_async_engine`, and give it to the store."""
        return self.alchemy.engine

    @property
    def alchemy(self) -> Alchemy:
        """SQLAlchemy on this database, imported when first needed."""
        made: Alchemy | None = self.__dict__.get("_alchemy")
        if made is None:
            with needing("sql"):
                from .alchemy import Alchemy
            target, synchronous, patience, asyncio, create = self._given
            if self._native is None:
                made = Alchemy(target, synchronous, patience, asyncio=asyncio, create=create)
            else:
                own = self._native
                made = Alchemy(own.url, synchronous, patience, turn=own.turn, file=own.file)
            made = self.__dict__.setdefault("_alchemy", made)
        return made

    def within(self, transaction: Any) -> SQLStore:
        """Return this store in a transaction of the host: a `Connection`, or a `Session`.

        All changes belong to that transaction; a refusal leaves the rest of it unchanged. Nothing is retried: the
        host handles a busy or lost database.
        """
        joined = self.alchemy.joined(transaction)
        twin = copy(self)
        twin.__dict__["_alchemy"] = joined
        twin._transactions, twin._do = joined.transactions, joined.do
        twin._heads = twin._sighted = None
        return twin

    def close(self) -> None:
        """Close the connections that are not in use. `NotAwaited` for a store that works on asyncio: there
        `await engine.close()` of its `AsyncEngine` does it."""
        if self._native is not None:
            self._native.close()
        if "_alchemy" in self.__dict__:
            self.alchemy.own.close()

    # -- one instance

    def load(self, instance: str) -> Instance:
        row = self._transactions.read(lambda c: self._do.load(c, instance=column(instance)).fetchone())
        if row is None:
            raise UnknownInstance(instance=instance)
        snapshot, revision, head = row
        self._note_heads({instance: (revision, _hash(head, instance))})
        found = self._snapshots.of(instance, snapshot, is_settled=self._is_own)
        return found if found is not None else self._whole(instance)

    def _whole(self, instance: str) -> Instance:
        """An instance with its fields, both as they are at one instant."""
        row = self._transactions.read(lambda c: self._do.load_whole(c, instance=column(instance)).fetchone())
        if row is None:
            raise UnknownInstance(instance=instance)
        snapshot, revision, head, fields = row
        self._note_heads({instance: (revision, _hash(head, instance))})
        found = self._snapshots.of(instance, snapshot, fields, is_settled=self._is_own)
        if found is None:
            raise UnreadableRecord(why=f"{instance}: no fields")
        return found

    @property
    def _is_own(self) -> bool:
        """Whether what is read and written here is not in a host's transaction, which may still be rolled back."""
        return self._heads is not None

    def _each_whole(self, states: Sequence[Instance]) -> list[Instance]:
        """Instances of a list, those that have fields with them."""
        wanted = [state.id for state in states if state.rare.fields_at]
        if not wanted:
            return list(states)
        there = {name: whole_of(snapshot, fields) for name, snapshot, fields in self.alchemy.wholes(wanted)}
        return [there.get(state.id, state) for state in states]

    def recent(self, instance: str) -> Instance | None:
        """Return the last snapshot that this store read or wrote, if it is cached; another process may have changed
        the instance since. An append compares it with the database as always."""
        revision, _ = self._heads.get(instance, (0, "")) if self._heads is not None else (0, "")
        found = self._snapshots.last(instance)
        return found if found is not None and found.revision == revision else None

    def _note_heads(self, heads: dict[str, tuple[int, str]]) -> None:
        if self._heads is not None:
            if len(self._heads) > 10_000:
                self._heads.clear()
            self._heads.update(heads)

    def append(self, changes: Sequence[Change], seen: Mapping[str, int] = NOTHING) -> None:
        sighted = self._sighted
        writing = Writing(
            self._do, changes, self._heads or {}, seals=self.seals, shown=self._snapshots.shown, sighted=sighted,
            seen=seen,
        )  # fmt: skip
        try:
            if not (writing.is_one_statement and self._has_run_at_once(writing)):
                self._transactions.write(writing.run, writing.has_landed)
        except Conflict:
            if sighted is None:
                raise
            may_lack = not sighted.definitions.isdisjoint(writing.begun)
            sighted.clear()  # what is kept is not what was last seen
            if not may_lack:
                raise
            self.append(changes, seen)  # a definition that was stored may have been taken away
            return
        for row in writing.rows:
            if sighted is not None:
                sighted.note(row)
            weight = len(row.case) if row.case is not None else None
            after = row.change.after
            self._snapshots.note(after.id, row.snapshot, after, row.shown, weight, is_settled=self._is_own)
        self._note_heads(writing.new_heads)

    def _has_run_at_once(self, writing: Writing) -> bool:
        try:
            self._transactions.write(writing.run_at_once, writing.has_landed, is_one=True)
        except PlaceGone:
            return False
        return True

    def append_exactly(self, records: Sequence[tuple[Change, str]]) -> None:
        """Keep all changes or none, each with the text that its event had elsewhere, so that hashes stay."""
        writing = Writing(
            self._do, [change for change, _ in records], {}, [text for _, text in records], self.seals
        )
        self._transactions.write(writing.run, writing.has_landed)

    def history(self, instance: str) -> Iterator[Event]:
        return map(event_of, self.texts(instance))

    def texts(self, instance: str) -> Iterator[str]:
        """The events of an instance as they are kept, in order; `UnknownInstance`."""
        rows = self._transactions.read(lambda c: self._do.history(c, instance=column(instance)).fetchall())
        if not rows:
            raise UnknownInstance(instance=instance)
        return (body for (body,) in rows)

    def head(self, instance: str) -> str:
        """The hash of an instance's last event, which covers all before it."""
        row = self._transactions.read(lambda c: self._do.load(c, instance=column(instance)).fetchone())
        if row is None:
            raise UnknownInstance(instance=instance)
        return str(row[2])

    def dump(self, *, personal: bool = False) -> Iterator[str]:
        """As `sopflow.sql.dump`."""
        from . import dump

        return dump(self, personal=personal)

    def histories(self) -> Iterator[tuple[str, Iterator[Event]]]:
        """As `sopflow.sql.viewing.histories`."""
        from .viewing import histories

        return histories(self)

    def audit(
        self,
        instance: str | None = None,
        *,
        decide: bool = False,
        progress: Callable[[str, int], object] | None = None,
    ) -> Iterator[Audited]:
        """As `sopflow.sql.audit`."""
        from . import audit

        return audit(self, instance, decide=decide, progress=progress)

    def compare(self, noted: Iterable[Noted]) -> Iterator[Audited]:
        """As `sopflow.sql.compare`."""
        from . import compare

        return compare(self, noted)

    def beginning(self, text: str, limit: int) -> list[str]:
        """Return the ids that begin with a text and have no slash after it, in alphabetical order."""
        return self.alchemy.beginning(column(text), limit)

    def beginning_called(self, text: str, limit: int) -> list[str]:
        """Return the ids of called instances that begin with a text after their caller's id and its slash."""
        return self.alchemy.beginning(column(text), limit, called=True)

    def private(self, instances: Sequence[str]) -> list[PrivateValue]:
        """The personal values of instances."""
        if len(instances) > 1:
            return [PrivateValue(*row) for row in self.alchemy.private(instances)]
        rows = self._transactions.read(
            lambda c: [row for name in instances for row in self._do.private(c, instance=column(name)).fetchall()]
        )
        return [PrivateValue(*row) for row in rows]

    def keyed(self, scope: str, key: str) -> Event | None:
        row = self._transactions.read(lambda c: self._do.keyed(c, scope=column(scope), key=column(key)).fetchone())
        return event_of(row[0]) if row is not None else None

    # -- lists

    def find(self, query: Query, after: str | None, limit: int) -> Page[Instance]:
        rows = self.alchemy.instances(query, after, limit)
        states = self._each_whole([snapshot_of(row[-1]) for row in rows[:limit]])
        return Page(tuple(states), _next(rows, limit))

    def count(self, query: Query) -> int:
        return self.alchemy.count(query)

    def open_items(self, query: WorkQuery, after: str | None, limit: int) -> Page[OpenItem]:
        rows = self.alchemy.work(query, after, limit)
        states = self._each_whole([snapshot_of(row[5]) for row in rows[:limit]])
        items = (OpenItem(state, row[2], row[3], row[4]) for state, row in zip(states, rows, strict=False))
        return Page(tuple(items), _next(rows, limit))

    def recorded_for(self, seer: Seer, after: int, limit: int) -> Looked:
        events, position, is_end = self.alchemy.recorded_for(seer, after, limit, self.end())
        return Looked(tuple(Recorded(at, event_of(body)) for at, body in events), position, is_end)

    def claim(self, now: datetime, until: datetime, limit: int) -> list[str]:
        def work(connection: Any) -> list[tuple[int, str]]:
            claimed = self._do.claim(connection, now=micros(now), until=micros(until), limit=limit)
            return sorted(claimed.fetchall())

        return [instance for _, instance in self._transactions.write(work, lambda _: False) or ()]


def _native(file: str, synchronous: str, patience: float, create: bool | None) -> Native:
    where, path = f"sqlite:///{file}", Path(file).absolute()
    if create is False and not path.exists():  # opening it would make it
        raise NoSuchDatabase(store=str(path))
    return Native(path, where, synchronous, patience, Turn(ThreadLock, patience, where))


def _hash(head: object, instance: str) -> str:
    """What an instance holds as the hash of its last event, where SQLite holds whatever somebody wrote."""
    if not isinstance(head, str):
        raise UnreadableRecord(why=_NO_HASH.filled(instance=instance))
    return head


def _next(rows: Sequence[Any], limit: int) -> str | None:
    """The cursor after a page: the place of its last row in the order, which is all but the snapshot."""
    return " ".join(map(str, rows[limit - 1][:-1])) if len(rows) > limit else None


class _Prepared(SQLStore):
    """One that has the tables prepared with the driver that it was given, also where that is awaited."""

    def _be_ready(self, create: bool | None, migrate: bool, tell: Callable[[Progress], object] | None) -> None:
        self._prepare(create, migrate, tell)
