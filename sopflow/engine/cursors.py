"""How far each subscriber has come, in memory: its position, who is delivering to it, and what it could not take."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from sopflow import forks

from .store import Cursor, SetAside

_NEVER: Final = datetime.max.replace(tzinfo=UTC)
_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


class CursorsInMemory:
    """The part of a store in memory that subscribers move."""

    def __init__(self) -> None:
        self._lock = forks.lock()
        self._cursors: dict[str, tuple[int, str, datetime]] = {}
        self._set_aside: dict[str, dict[str, SetAside]] = {}

    def lease(self, subscriber: str, holder: str, now: datetime, until: datetime) -> int | None:
        with self._lock:
            position, other, leased = self._cursors.get(subscriber, (0, holder, now))
            if other != holder and leased > now:
                return None
            self._cursors[subscriber] = (position, holder, until)
            return position

    def move(
        self, subscriber: str, holder: str, position: int, changed: Mapping[str, SetAside | None] | None = None
    ) -> bool:
        with self._lock:
            _, other, until = self._cursors.get(subscriber, (0, "", _NEVER))
            if other == holder:
                self._cursors[subscriber] = (position, holder, until)
                rows = self._set_aside.setdefault(subscriber, {})
                rows.update((instance, row) for instance, row in (changed or {}).items() if row is not None)
                for instance, row in (changed or {}).items():
                    if row is None:
                        rows.pop(instance, None)
            return other == holder

    def begin(self, subscriber: str, position: int) -> None:
        with self._lock:
            self._cursors.setdefault(subscriber, (position, "", _LONG_AGO))

    def cursors(self) -> list[Cursor]:
        with self._lock:
            return [Cursor(name, position) for name, (position, _, _) in sorted(self._cursors.items())]

    def set_aside(self, subscriber: str) -> list[SetAside]:
        with self._lock:
            rows = list(self._set_aside.get(subscriber, {}).values())
        return sorted(rows, key=lambda row: (row.failed_at, row.instance))
