"""Compare one instance of a database with what rewriting it would give, and rewrite it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Table, delete, func, select, update

from sopflow.engine.store import Change

from .records import column, definition_text
from .tables import CASE, DEFINITION, EVENT, FIELD, INSTANCE, KEY, PERSON, READER, SUBSCRIBER, WORD, WORK_ITEM
from .transactions import begin
from .writing import Writing

if TYPE_CHECKING:
    from sopflow.definition.model import Definition

    from .store import SQLStore

Rows = dict[str, list[tuple[object, ...]]]
_BESIDE: Final = (EVENT, WORK_ITEM, KEY, CASE)
_BY_NUMBER: Final = (WORD, PERSON, FIELD, READER)
_OWN: Final = frozenset({"position", "number", "claimed_until"})
"""What differs between two databases that hold the same."""


def rows_of(connection: Connection, instance: str) -> Rows:
    """All rows that an instance has, by table; empty where there are none."""
    name = column(instance)
    found = {INSTANCE.name: _selected(connection, INSTANCE, INSTANCE.c.id == name)}
    for table in _BESIDE:
        found[table.name] = _selected(connection, table, table.c.instance == name)
    words = select(WORD.c.word).join(INSTANCE, INSTANCE.c.number == WORD.c.number).where(INSTANCE.c.id == name)
    found[WORD.name] = sorted(tuple(row) for row in connection.execute(words))
    numbers = select(INSTANCE.c.number).where(INSTANCE.c.id == name)
    for table in (PERSON, FIELD, READER):
        found[table.name] = _selected(connection, table, table.c.number.in_(numbers))
    return {table: rows for table, rows in found.items() if rows}


def revision_in(rows: Rows) -> int:
    """The revision to which an instance says that it has come."""
    whole = rows.get(INSTANCE.name)
    names = [c.name for c in INSTANCE.c if c.name not in _OWN]
    revision = whole[0][names.index("revision")] if whole else 0
    return revision if isinstance(revision, int) else 0


def replace(store: SQLStore, instance: str, found: Rows, records: Sequence[tuple[Change, str]]) -> bool:
    """Rewrite an instance where its rows are still those that were found; whether they were.

    Its events get new positions, so that the store's epoch ends, and named cursors go back to before them.
    """
    writing = Writing(store.alchemy.do, [change for change, _ in records], {}, [text for _, text in records])
    name = column(instance)

    def work(connection: Connection) -> bool:
        begin(connection)
        connection.execute(select(INSTANCE.c.number).where(INSTANCE.c.id == name).with_for_update()).fetchall()
        if rows_of(connection, instance) != found:
            return False
        first = connection.execute(select(func.min(EVENT.c.position)).where(EVENT.c.instance == name)).scalar()
        numbers = select(INSTANCE.c.number).where(INSTANCE.c.id == name)
        for table in _BY_NUMBER:
            connection.execute(delete(table).where(table.c.number.in_(numbers)))
        for table in _BESIDE:
            connection.execute(delete(table).where(table.c.instance == name))
        connection.execute(delete(INSTANCE).where(INSTANCE.c.id == name))
        if INSTANCE.name not in found:  # what was left of it may stand under the number that it is given now
            for table in _BY_NUMBER:
                connection.execute(delete(table).where(table.c.number.not_in(select(INSTANCE.c.number))))
        for scope, key in writing.key_rows():  # another instance may have been given it
            connection.execute(delete(KEY).where(KEY.c.scope == scope, KEY.c.key == key))
        writing.run(connection)
        # whoever remembers a position starts again from the beginning
        store.alchemy.do.renumber(connection, value=secrets.token_hex(4))
        if first is not None:
            back = update(SUBSCRIBER).where(SUBSCRIBER.c.position >= first).values(position=first - 1)
            connection.execute(back)
        return True

    return bool(store.alchemy.transactions.write(work, lambda _: False))


def replace_definition(store: SQLStore, definition: Definition) -> None:
    """Write a definition that is kept already as it is."""
    body = definition_text(definition)
    same = update(DEFINITION).where(DEFINITION.c.digest == definition.digest).values(body=body)
    store.alchemy.transactions.write(lambda c: c.execute(same), lambda _: False)


def ids(connection: Connection) -> Iterator[str]:
    """The id of every instance."""
    yield from connection.execute(select(INSTANCE.c.id).order_by(INSTANCE.c.number)).scalars()


def _selected(connection: Connection, table: Table, where: object) -> list[tuple[object, ...]]:
    columns = [c for c in table.c if c.name not in _OWN]
    wanted = select(*columns).where(where)  # type: ignore[arg-type]
    return sorted((tuple(row) for row in connection.execute(wanted)), key=repr)
