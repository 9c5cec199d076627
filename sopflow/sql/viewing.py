"""A whole database at one instant: read in one transaction, in bounded memory, while others go on writing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import Connection, Engine, func, select

from sopflow.engine.private import PrivateValue

from .addresses import address_of
from .asynchronous import require_awaited
from .dumping import written
from .private import wanted
from .problems import problem_of
from .records import event_of
from .tables import ACTIVATION, DEFINITION, EVENT, INSTANCE, PRIVATE
from .transactions import FAILURES

if TYPE_CHECKING:
    from sopflow.flow.event import Event

    from .store import SQLStore

_PAGE: Final = 200
_BATCH: Final = 1000


class InstanceRow(NamedTuple):
    """The row of an instance."""

    id: str
    number: int
    revision: int
    row: Mapping[str, Any]
    """All its columns."""


class EventRow(NamedTuple):
    """The row of an event."""

    revision: int
    body: str
    hash: str
    seal: str | None
    position: int


@contextmanager
def viewing(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the database as it is now until it is closed."""
    require_awaited(engine)
    is_sqlite = engine.dialect.name == "sqlite"
    view = engine if is_sqlite else engine.execution_options(isolation_level="REPEATABLE READ")
    try:
        with view.connect() as connection:
            if is_sqlite:
                connection.exec_driver_sql("BEGIN")
            yield connection
            connection.rollback()
    except FAILURES as error:
        raise problem_of(error, address_of(engine.url)) or error from error


def counts(connection: Connection) -> tuple[int, int]:
    """How many instances and events there are."""
    instances = connection.execute(select(func.count()).select_from(INSTANCE)).scalar_one()
    return instances, connection.execute(select(func.count()).select_from(EVENT)).scalar_one()


def instances(connection: Connection, only: str | None = None) -> Iterator[tuple[InstanceRow, Iterator[EventRow]]]:
    """Every row of an instance, about in the order of their start, with its events in theirs; to be read one after the
    other. Their numbers may be anything: whoever forges them does not choose what is read."""
    table = EVENT.c
    rows = select(INSTANCE).order_by(INSTANCE.c.number)
    if only is not None:
        rows = rows.where(INSTANCE.c.id == only)
    for page in connection.execute(rows.execution_options(yield_per=_PAGE)).mappings().partitions():
        there: dict[Any, list[InstanceRow]] = {}
        for row in page:
            there.setdefault(row["id"], []).append(
                InstanceRow(row["id"], row["number"], row["revision"], dict(row))
            )
        wanted = (
            select(table.instance, *(table[name] for name in EventRow._fields))
            .where(table.instance.in_([name for name in there if isinstance(name, str)]))
            .order_by(table.instance, table.revision)
            .execution_options(yield_per=_BATCH)
        )
        for name, events in groupby(connection.execute(wanted), key=itemgetter(0)):
            first, *others = there.pop(name)
            links = (EventRow(*event[1:]) for event in events)
            some: Iterable[EventRow] = list(links) if others else links
            for kept in (first, *others):
                yield kept, iter(some)
        for rest in there.values():
            yield from ((kept, iter(())) for kept in rest)


def definitions(connection: Connection) -> Iterator[tuple[str, str, str, str]]:
    """Every definition: its digest, body, SOP and version, in the order in which they came."""
    table = DEFINITION.c
    wanted = select(table.digest, table.body, table.sop, table.version).order_by(table.number)
    yield from map(tuple, connection.execute(wanted))


def activations(connection: Connection) -> Iterator[dict[str, str | int]]:
    """Which version of each SOP became current, in order."""
    names = ("sop", "version", "digest", "activated_at", "person")
    wanted = select(*(ACTIVATION.c[name] for name in names)).order_by(ACTIVATION.c.number)
    for row in connection.execute(wanted):
        yield dict(zip(names, row, strict=True))


def dump(store: SQLStore, *, personal: bool = False) -> Iterator[str]:
    """Return the definitions and the instances of a store as they are now, a line for each and for each event. The
    last line has their number, so that a truncated dump is noticed. Values of personal fields are included only if
    `personal`; else the last line says how many are `withheld`."""
    with viewing(store.engine) as connection:
        whole = (
            (kept.id, ((one.revision, one.body, one.hash) for one in links))
            for kept, links in instances(connection)
        )
        bodies = ((known, body) for known, body, _, _ in definitions(connection))

        def private(name: str) -> Iterator[PrivateValue]:
            return (PrivateValue(*row) for row in connection.execute(wanted([name])))

        def withheld() -> int:
            return 0 if personal else connection.execute(select(func.count()).select_from(PRIVATE)).scalar_one()

        own = private if personal else None
        yield from written(bodies, activations(connection), whole, counts(connection), own, withheld)


def histories(store: SQLStore) -> Iterator[tuple[str, Iterator[Event]]]:
    """Every instance as it is now with its events in their order; to be read one after the other."""
    with viewing(store.engine) as connection:
        for kept, links in instances(connection):
            yield kept.id, (event_of(one.body) for one in links)
