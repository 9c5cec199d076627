"""Rows that belong to nothing: read through once, whatever their number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, func, literal, or_, select

from sopflow.engine.words import words_of
from sopflow.errors import UnreadableRecord
from sopflow.language import Words

from .deriving import leased
from .records import column, event_of
from .tables import DEFINITION, EVENT, INSTANCE, KEY, SUBSCRIBER, WORD, WORK_ITEM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection, Select

Loose = tuple[str, int, Words]
"""The instance that it names, an event of it, and what is wrong."""

_BATCH: Final = 1000
_STRAY: Final = Words("ada kejadian tanpa prosesnya", "there are events without their instance")
_ITEMS: Final = Words("ada daftar kerja tanpa prosesnya", "there are work items without their instance")
_WORD: Final = Words(
    'kata pencarian "{word}" bukan dari perihal prosesnya', 'the search word "{word}" is not of its subject'
)
_KEY: Final = Words(
    'kunci idempotensi "{key}" ({scope}) bukan dari kejadiannya',
    'the idempotency key "{key}" ({scope}) is not that of its event',
)
_CURSOR: Final = Words(
    'pelanggan "{name}" sudah melewati kejadian terakhir', 'the subscriber "{name}" is beyond the last event'
)
_LEASED: Final = Words('pelanggan "{name}": {what}', 'subscriber "{name}": {what}')
_NUMBER: Final = Words(
    "nomor urut proses ini atau kejadian pertamanya diubah",
    "the number of this instance or the position of its first event was changed",
)
_GAPS: Final = Words(
    "nomor urut {table} tidak bersambung: ada baris yang hilang atau dipindahkan",
    "the numbers of {table} have gaps: rows are missing or were moved",
)


def loose(
    connection: Connection,
    instance: str | None,
    now: datetime,
    progress: Callable[[str, int], object] | None = None,
) -> Iterator[Loose]:
    """What belongs to no instance, or says of one (or of all) what it must not."""
    yield from _keys(connection, instance, progress)
    yield from _words(connection, instance, progress)
    if instance is not None:
        return
    for table, problem in ((EVENT, _STRAY), (WORK_ITEM, _ITEMS)):
        there = select(INSTANCE.c.id).where(INSTANCE.c.id == table.c.instance).exists()
        revision = func.min(EVENT.c.revision) if table is EVENT else literal(0)
        wanted = select(table.c.instance, revision).where(~there).group_by(table.c.instance)
        for name, first in connection.execute(wanted):
            yield str(name), first, problem
    yield from _subscribers(connection, now)
    if connection.dialect.name == "sqlite":
        # its numbers are given one after the other, and nothing is ever removed; PostgreSQL's have gaps
        yield from _order(connection)
        for column_ in (EVENT.c.position, INSTANCE.c.number, DEFINITION.c.number):
            count, first, last = connection.execute(
                select(func.count(), func.min(column_), func.max(column_))
            ).one()
            if count and (first, last) != (1, count):
                yield "", 0, _GAPS.filled(table=column_.table.name)


def _keys(connection: Connection, instance: str | None, progress: Any) -> Iterator[Loose]:
    same = and_(EVENT.c.instance == KEY.c.instance, EVENT.c.revision == KEY.c.revision)
    wanted = select(*KEY.c, EVENT.c.body).select_from(KEY).outerjoin(EVENT, same)
    if instance is not None:
        wanted = wanted.where(or_(KEY.c.instance == instance, KEY.c.scope == instance))
    for scope, key, name, revision, body in _read(connection, wanted, KEY.name, progress):
        try:
            event = event_of(body) if body is not None else None
        except (UnreadableRecord, TypeError):
            continue  # told with its instance
        said = event.asked.key if event is not None and event.asked is not None else None
        sop = event.effects.sop[0] if event is not None and event.effects.sop is not None else None
        meant = f"start {sop}" if revision == 1 else str(name)
        if said is None or (column(said), column(meant)) != (key, scope):
            yield str(name), revision, _KEY.filled(key=key, scope=scope)


def _words(connection: Connection, instance: str | None, progress: Any) -> Iterator[Loose]:
    table = INSTANCE.c
    wanted = select(*WORD.c, table.id, table.subject, table.started_at).select_from(WORD)
    wanted = wanted.outerjoin(INSTANCE, table.number == WORD.c.number)
    if instance is not None:
        wanted = wanted.where(table.id == instance)
    for word, at, _, name, subject, started_at in _read(connection, wanted, WORD.name, progress):
        is_text = subject is None or isinstance(subject, str)
        if at != started_at or not is_text or word not in words_of(subject):
            yield str(name or ""), 0, _WORD.filled(word=word)


def _subscribers(connection: Connection, now: datetime) -> Iterator[Loose]:
    last = connection.execute(select(func.max(EVENT.c.position))).scalar() or 0
    for name, position, _, until in connection.execute(select(*(SUBSCRIBER.c[n] for n in ("name", "position", "holder", "leased_until")))):  # fmt: skip
        if not isinstance(position, int) or not 0 <= position <= last:
            yield "", 0, _CURSOR.filled(name=name)
        problem = leased(until, now, "leased_until")
        if problem is not None:
            yield "", 0, _LEASED.filled(name=name, what=problem)


def _order(connection: Connection) -> Iterator[Loose]:
    """Instances that are not numbered in the order of their first events."""
    first = and_(EVENT.c.instance == INSTANCE.c.id, EVENT.c.revision == 1)
    wanted = select(INSTANCE.c.id, EVENT.c.position).join(EVENT, first).order_by(INSTANCE.c.number)
    before = 0
    for name, position in connection.execute(wanted.execution_options(yield_per=_BATCH)):
        if position < before:
            yield str(name), 1, _NUMBER
        before = position


def _read(connection: Connection, wanted: Select[Any], what: str, progress: Any) -> Iterator[Any]:
    for count, row in enumerate(connection.execute(wanted.execution_options(yield_per=_BATCH)), start=1):
        if progress is not None and count % _BATCH == 0:
            progress(what, count)
        yield row
