"""Rows that belong to nothing: read through once, whatever their number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, PrimaryKeyConstraint, Select, UniqueConstraint, and_, func, literal, or_, select

from sopflow.engine.words import words_of
from sopflow.errors import UnreadableRecord
from sopflow.language import Words

from .audiences import name_of_rows
from .deriving import leased
from .records import column, event_of
from .tables import (
    CASE,
    DEFINITION,
    EVENT,
    FIELD,
    INSTANCE,
    KEY,
    METADATA,
    PERSON,
    POSITION,
    PRIVATE,
    READER,
    SUBSCRIBER,
    WORD,
    WORK_ITEM,
)  # fmt: skip

Loose = tuple[str, int, Words]
"""The instance that it names, an event of it, and what is wrong."""

_BATCH: Final = 1000
_TWICE: Final = Words("proses ini ada dua kali", "there are two rows for this instance")
_BELOW: Final = Words(
    "ada nomor urut {table} yang tidak pernah diberikan", "{table} has numbers that were never assigned"
)
_DOUBLED: Final = Words(
    "{table}: ada dua baris dengan {columns} yang sama", "{table}: there are two rows with the same {columns}"
)
_UNREADABLE: Final = Words("tidak terbaca: {why}", "cannot be read: {why}")
_STRAY: Final = Words("ada kejadian tanpa prosesnya", "there are events without their instance")
_CASES: Final = Words("isian dari proses yang tidak ada", "fields of an instance that does not exist")
_PRIVATES: Final = Words(
    "nilai pribadi dari proses yang tidak ada", "personal values of an instance that does not exist"
)
_ITEMS: Final = Words("ada daftar kerja tanpa prosesnya", "there are work items without their instance")
_PERSON: Final = Words(
    '"{person}" tercatat dalam proses yang tidak ada', '"{person}" is recorded in an instance that does not exist'
)
_AUDIENCE: Final = Words(
    "jabatan yang boleh melihat proses ditambah atau diubah: {positions}",
    "positions that may see instances were added or changed: {positions}",
)
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
    parts = [
        _keys(connection, instance, progress),
        _words(connection, instance, progress),
        _of_no_instance(connection, instance),
    ]
    if instance is None:
        parts += [
            _doubled(connection),
            _subscribers(connection, now),
            _persons(connection),
            _fields(connection),
            _audiences(connection),
        ]
        if connection.dialect.name == "sqlite":
            # its numbers are given one after the other, and nothing is ever removed; PostgreSQL's have gaps
            parts += [_order(connection), _gaps(connection)]
    for part in parts:
        try:
            yield from part
        except (TypeError, ValueError, AttributeError) as problem:  # a column holds what is not of its type
            yield "", 0, _UNREADABLE.filled(why=problem)


def _gaps(connection: Connection) -> Iterator[Loose]:
    for column_ in (EVENT.c.position, INSTANCE.c.number, DEFINITION.c.number):
        count, first, last = connection.execute(
            select(func.count(), func.min(column_), func.max(column_)).select_from(column_.table)
        ).one()
        if count and (first, last) != (1, count):
            yield "", 0, _GAPS.filled(table=column_.table.name)


def _of_no_instance(connection: Connection, instance: str | None) -> Iterator[Loose]:
    """Rows of instances that are not there, and instances that are there twice."""
    for table, problem in ((EVENT, _STRAY), (WORK_ITEM, _ITEMS), (CASE, _CASES), (PRIVATE, _PRIVATES)):
        there = select(INSTANCE.c.id).where(INSTANCE.c.id == table.c.instance).exists()
        revision = func.min(EVENT.c.revision) if table is EVENT else literal(0)
        wanted = select(table.c.instance, revision).where(~there).group_by(table.c.instance)
        if instance is not None:
            wanted = wanted.where(table.c.instance == instance)
        for name, first in connection.execute(wanted):
            yield str(name), first if isinstance(first, int) else 0, problem
    twice = select(INSTANCE.c.id).group_by(INSTANCE.c.id).having(func.count() > 1)
    if instance is not None:
        twice = twice.where(INSTANCE.c.id == instance)
    for name in connection.execute(twice).scalars():
        yield str(name), 0, _TWICE


def _doubled(connection: Connection) -> Iterator[Loose]:
    """Rows that the tables' own constraints forbid, which whoever may change tables can drop."""
    for table in METADATA.sorted_tables:
        uniques = [c for c in table.constraints if isinstance(c, UniqueConstraint | PrimaryKeyConstraint)]
        for columns in sorted(tuple(c.name for c in unique.columns) for unique in uniques):
            key = [table.c[name] for name in columns]
            twice = select(literal(1)).select_from(table).group_by(*key).having(func.count() > 1).limit(1)
            if (table, columns) == (INSTANCE, ("id",)):
                continue  # these are told by their names
            if connection.execute(twice).first() is not None:
                yield "", 0, _DOUBLED.filled(table=table.name, columns=", ".join(columns))
        number = table.autoincrement_column
        if number is not None:
            below = select(literal(1)).where(or_(number < 1, number.is_(None))).limit(1)
            if connection.execute(below).first() is not None:
                yield "", 0, _BELOW.filled(table=table.name)


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
        said = event.details.key if event is not None and event.details is not None else None
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


def _persons(connection: Connection) -> Iterator[Loose]:
    """Persons of instances that are not there; those of the others are compared with them."""
    there = select(INSTANCE.c.number).where(INSTANCE.c.number == PERSON.c.number).exists()
    for person in connection.execute(select(PERSON.c.person).where(~there).distinct()).scalars():
        yield "", 0, _PERSON.filled(person=person)


def _fields(connection: Connection) -> Iterator[Loose]:
    """What instances that are not there are found by; that of the others is compared with them."""
    for table in (FIELD, READER):
        there = select(INSTANCE.c.number).where(INSTANCE.c.number == table.c.number).exists()
        if connection.execute(select(literal(1)).select_from(table).where(~there).limit(1)).first() is not None:
            yield "", 0, _CASES


def _audiences(connection: Connection) -> Iterator[Loose]:
    """Positions that no audience of that name has: its name follows from them."""
    rows = connection.execute(select(*POSITION.c).order_by(POSITION.c.audience, POSITION.c.position))
    for name, some in groupby(rows, key=itemgetter(0)):
        listed = list(some)
        places = {(row.sop, row.unit) for row in listed}
        if {name_of_rows(sop, unit, (row.position for row in listed)) for sop, unit in places} != {name}:
            yield "", 0, _AUDIENCE.filled(positions=", ".join(sorted({str(row.position) for row in listed})))


def _subscribers(connection: Connection, now: datetime) -> Iterator[Loose]:
    last = connection.execute(select(func.max(EVENT.c.position))).scalar() or 0
    table = SUBSCRIBER.c
    for name, position, holder, until in connection.execute(
        select(table.name, table.position, table.holder, table.leased_until)
    ):
        if not isinstance(name, str) or not isinstance(holder, str):
            yield "", 0, _UNREADABLE.filled(why=SUBSCRIBER.name)
        if not isinstance(position, int) or not isinstance(last, int) or not 0 <= position <= last:
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
