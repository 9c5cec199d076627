"""Instances in memory: for tests, rehearsals and hosts that keep events elsewhere."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from sopflow.errors import Conflict, KeyReused, UnknownInstance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sopflow.flow.event import Event
    from sopflow.flow.instance import Instance

    from .store import Change


class InMemoryStore:
    """A store that forgets when the process ends."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._snapshots: dict[str, Instance] = {}
        self._events: dict[str, list[Event]] = {}
        self._keys: dict[tuple[str, str], Event] = {}
        self._by_actor: dict[str, dict[str, None]] = {}
        self._wakes: dict[str, datetime] = {}

    def load(self, instance: str) -> Instance:
        try:
            return self._snapshots[instance]
        except KeyError:
            raise UnknownInstance(instance=instance) from None

    def append(self, changes: Sequence[Change]) -> None:
        with self._lock:
            self._verify(changes)
            for event, after, wakes_at in changes:
                before = self._snapshots.get(after.id)
                self._snapshots[after.id] = after
                if before is None:
                    self._events[after.id] = [event]
                else:
                    self._events[after.id].append(event)
                if event.asked is not None and event.asked.key is not None:
                    self._keys[_scope(event, after), event.asked.key] = event
                if before is None or before.active != after.active:
                    self._index(before, after)
                if wakes_at is not None:
                    self._wakes[after.id] = wakes_at
                elif after.id in self._wakes:
                    del self._wakes[after.id]

    def _verify(self, changes: Sequence[Change]) -> None:
        revisions: dict[str, int] = {}
        for event, after, _ in changes:
            actual = revisions.get(after.id)
            if actual is None:
                before = self._snapshots.get(after.id)
                actual = before.revision if before is not None else 0
            if actual != event.revision - 1:
                raise Conflict(instance=after.id, actual=actual, expected=event.revision - 1)
            key = event.asked.key if event.asked is not None else None
            if key is not None and (_scope(event, after), key) in self._keys:
                raise KeyReused(key=key)
            revisions[after.id] = event.revision

    def _index(self, before: Instance | None, after: Instance) -> None:
        old = {actor for row in before.active for actor in row.actors} if before is not None else set()
        new = {actor for row in after.active for actor in row.actors}
        for actor in old - new:
            del self._by_actor[actor][after.id]
        for actor in new - old:
            self._by_actor.setdefault(actor, {})[after.id] = None

    def history(self, instance: str) -> Iterator[Event]:
        self.load(instance)
        return iter(tuple(self._events[instance]))

    def keyed(self, scope: str, key: str) -> Event | None:
        return self._keys.get((scope, key))

    def instances(self) -> Iterator[Instance]:
        with self._lock:
            return iter(tuple(self._snapshots.values()))

    def open_for(self, actor: str) -> Iterator[Instance]:
        with self._lock:
            ids = tuple(self._by_actor.get(actor, ()))
        return (self._snapshots[i] for i in ids)

    def waking(self, until: datetime) -> Iterator[str]:
        with self._lock:
            return iter([i for i, at in self._wakes.items() if at <= until])


def _scope(event: Event, after: Instance) -> str:
    return f"start {after.sop}" if event.revision == 1 else after.id
