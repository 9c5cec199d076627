"""The rows of subscribers: how far each has come, and what it has set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sopflow.engine.store import SetAside

from .columns import instant_of, micros
from .records import column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .statements import Statements


def set_aside(do: Statements, connection: Any, subscriber: str) -> list[SetAside]:
    return [
        SetAside(
            i, revision, last, attempts, instant_of(at), instant_of(then) if then is not None else None, problem
        )
        for i, revision, last, attempts, at, then, problem in do.set_aside(
            connection, subscriber=column(subscriber)
        ).fetchall()
    ]


def keep(do: Statements, connection: Any, subscriber: str, changed: Mapping[str, SetAside | None]) -> None:
    name = column(subscriber)
    for instance, row in changed.items():
        do.take_up(connection, subscriber=name, instance=instance)
        if row is not None:
            values = row._asdict() | {
                "subscriber": name, "failed_at": micros(row.failed_at), "problem": column(row.problem),
                "next_at": micros(row.next_at) if row.next_at is not None else None,
            }  # fmt: skip
            do.put_aside(connection, **values)
