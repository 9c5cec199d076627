"""The rows of subscribers: how far each has come, and what it has set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select

from sopflow.engine.store import Cursor, SetAside

from .records import column
from .tables import EVENT, SET_ASIDE, SUBSCRIBER, instant_of, micros

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

_A = SET_ASIDE.c


def cursors(connection: Connection) -> list[Cursor]:
    rows = connection.execute(select(SUBSCRIBER.c.name, SUBSCRIBER.c.position).order_by(SUBSCRIBER.c.name))
    return [Cursor(*row) for row in rows]


def last(connection: Connection) -> int:
    """The last position that is there."""
    return int(connection.execute(select(func.coalesce(func.max(EVENT.c.position), 0))).scalar_one())


def behind(connection: Connection, position: int) -> int:
    wanted = select(func.count()).select_from(EVENT).where(EVENT.c.position > position)
    return int(connection.execute(wanted).scalar_one())


def set_aside(connection: Connection, subscriber: str) -> list[SetAside]:
    wanted = select(_A.instance, _A.revision, _A.last, _A.attempts, _A.failed_at, _A.next_at, _A.problem)
    mine = wanted.where(_A.subscriber == column(subscriber)).order_by(_A.failed_at, _A.instance)
    return [
        SetAside(i, revision, last, attempts, _instant(at), _instant(then) if then is not None else None, problem)
        for i, revision, last, attempts, at, then, problem in connection.execute(mine)
    ]


def keep(connection: Connection, subscriber: str, changed: Mapping[str, SetAside | None]) -> None:
    name = column(subscriber)
    for instance, row in changed.items():
        connection.execute(delete(SET_ASIDE).where(_A.subscriber == name, _A.instance == instance))
        if row is not None:
            values = row._asdict() | {
                "subscriber": name, "failed_at": micros(row.failed_at), "problem": column(row.problem),
                "next_at": micros(row.next_at) if row.next_at is not None else None,
            }  # fmt: skip
            connection.execute(insert(SET_ASIDE).values(values))


def _instant(at: int) -> datetime:
    return instant_of(at)
