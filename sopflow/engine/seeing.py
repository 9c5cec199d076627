"""A store as somebody sees it: what they may not see is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sopflow.errors import UnknownInstance, UnknownPerson
from sopflow.flow.audience import Seer, seer_of

from .places import everywhere_of
from .store import Query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sopflow.flow.event import Event
    from sopflow.flow.instance import Instance

    from .directory import Directory
    from .store import OpenItem, Page, Recorded, Store, WorkQuery


class Seen:
    """The store of an engine that is somebody's own. Who they are is asked at each look, so that who loses a position
    sees no more than they may from then on. What concerns no instance is as it is."""

    def __init__(self, store: Store, seer: Callable[[], Seer]) -> None:
        self._store = store
        self._seer = seer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def load(self, instance: str) -> Instance:
        """The snapshot; `UnknownInstance` alike where there is none, and where it may not be seen."""
        found = self._store.find(Query(id=instance, seer=self._seer()), None, 1).items
        if not found:
            raise UnknownInstance(instance=instance)
        return found[0]

    def recent(self, instance: str) -> None:
        """Nothing is remembered of what may be seen no longer."""

    def history(self, instance: str) -> Iterator[Event]:
        self.load(instance)
        return self._store.history(instance)

    def keyed(self, scope: str, key: str) -> Event | None:
        event = self._store.keyed(scope, key)
        is_seen = event is not None and self.find(Query(id=event.instance), None, 1).items
        return event if is_seen else None

    def find(self, query: Query, after: str | None, limit: int) -> Page[Instance]:
        return self._store.find(query._replace(seer=self._seer()), after, limit)

    def open_items(self, query: WorkQuery, after: str | None, limit: int) -> Page[OpenItem]:
        return self._store.open_items(query._replace(seer=self._seer()), after, limit)

    def recorded(self, after: int, limit: int) -> list[Recorded]:
        seer = self._seer()
        while True:
            events, after, is_end = self._store.recorded_for(seer, after, limit)
            if events or is_end:
                return list(events)


def seer_in(directory: Directory | None, person: str, at: datetime) -> Seer:
    """Somebody as a directory knows them now; who is not in it has no position."""
    try:
        everywhere = everywhere_of(directory, person, at)
    except UnknownPerson:
        everywhere = {}
    return seer_of(person, everywhere)
