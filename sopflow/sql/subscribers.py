"""Subscribers of a database's events: what they are given, how far each has come, and what it has set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sopflow.engine.store import Cursor, Recorded, SetAside

from .columns import instant_of, micros
from .records import column, event_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from .gaps import Gaps
    from .native import Native
    from .statements import Statements
    from .transactions import OwnTransactions
    from .waiting import Transactions

_LOOKS_BACK: Final = 1_000
"""Positions that running transactions may have taken before the last one."""


class Subscribers:
    """What a store does for subscribers."""

    _transactions: Transactions
    _own: OwnTransactions | Native
    _do: Statements
    _gaps: Gaps
    _has_one_writer: bool
    """Whether positions are committed in order."""

    def recorded(self, after: int, limit: int) -> list[Recorded]:
        def look(position: int) -> list[tuple[int, str, int]]:
            rows = self._transactions.read(lambda c: self._do.recorded(c, after=position, limit=limit).fetchall())
            return [tuple(row) for row in rows]

        def begin() -> int:
            return self._own.read(lambda c: int(self._do.begin(c).fetchone()[0]))

        rows = look(after) if self._has_one_writer else self._gaps.closed(after, look, begin)
        return [Recorded(position, event_of(body)) for position, body, _ in rows]

    def epoch(self) -> str:
        return str(self._transactions.read(lambda c: self._do.epoch(c).fetchone()[0]))

    def lease(self, subscriber: str, holder: str, now: datetime, until: datetime) -> int | None:
        def work(connection: Any) -> int | None:
            name, at, end = column(subscriber), micros(now), micros(until)
            self._do.subscribe(connection, name=name, position=0, holder=holder, leased_until=at)
            leased = self._do.lease(connection, name=name, holder=holder, now=at, until=end)
            if leased.rowcount != 1:
                return None
            return int(self._do.cursor(connection, name=name).fetchone()[0])

        return self._transactions.write(work, lambda _: False)

    def move(
        self, subscriber: str, holder: str, position: int, changed: Mapping[str, SetAside | None] | None = None
    ) -> bool:
        def work(connection: Any) -> bool:
            moved = self._do.move(connection, name=column(subscriber), holder=holder, position=position)
            if moved.rowcount == 1:
                _keep(self._do, connection, subscriber, changed or {})
            return bool(moved.rowcount == 1)

        return bool(self._transactions.write(work, lambda _: False))

    def begin(self, subscriber: str, position: int) -> None:
        def work(connection: Any) -> None:
            name = column(subscriber)
            self._do.subscribe(connection, name=name, position=position, holder="", leased_until=0)

        self._transactions.write(work, lambda _: False)

    def end(self) -> int:
        found = self._transactions.read(lambda c: int(self._do.last(c).fetchone()[0]))
        if self._has_one_writer:
            return found
        # a transaction that still runs may have taken a position in front of the last one
        position = max(0, found - _LOOKS_BACK)
        while some := self.recorded(position, _LOOKS_BACK):
            position = some[-1].position
        return position

    def behind(self, position: int) -> int:
        return self._transactions.read(lambda c: int(self._do.behind(c, position=position).fetchone()[0]))

    def cursors(self) -> list[Cursor]:
        return [Cursor(*row) for row in self._transactions.read(lambda c: self._do.cursors(c).fetchall())]

    def set_aside(self, subscriber: str) -> list[SetAside]:
        return self._transactions.read(lambda c: _set_aside(self._do, c, subscriber))


def _set_aside(do: Statements, connection: Any, subscriber: str) -> list[SetAside]:
    return [
        SetAside(
            i, revision, last, attempts, instant_of(at), instant_of(then) if then is not None else None, problem
        )
        for i, revision, last, attempts, at, then, problem in do.set_aside(
            connection, subscriber=column(subscriber)
        ).fetchall()
    ]


def _keep(do: Statements, connection: Any, subscriber: str, changed: Mapping[str, SetAside | None]) -> None:
    name = column(subscriber)
    for instance, row in changed.items():
        do.take_up(connection, subscriber=name, instance=instance)
        if row is not None:
            values = row._asdict() | {
                "subscriber": name, "failed_at": micros(row.failed_at), "problem": column(row.problem),
                "next_at": micros(row.next_at) if row.next_at is not None else None,
            }  # fmt: skip
            do.put_aside(connection, **values)
