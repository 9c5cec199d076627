"""Instances in memory: for tests, rehearsals and hosts that keep events elsewhere."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from sopflow.errors import Conflict, KeyReused, UnknownInstance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sopflow.flow.event import Event, OpenRow
    from sopflow.flow.instance import Instance

    from .store import Change


class _Kept:
    """What the store keeps of one instance."""

    __slots__ = ("events", "snapshot")

    def __init__(self, snapshot: Instance, event: Event) -> None:
        self.snapshot = snapshot
        self.events = [event]


class InMemoryStore:
    """A store that forgets when the process ends."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: dict[str, _Kept] = {}
        self._keys: dict[tuple[str, str], Event] = {}
        self._by_actor: dict[str, dict[str, None]] = {}
        self._wakes: dict[str, datetime] = {}

    def load(self, instance: str) -> Instance:
        try:
            return self._kept[instance].snapshot
        except KeyError:
            raise UnknownInstance(instance=instance) from None

    def append(self, changes: Sequence[Change]) -> None:
        with self._lock:
            self._verify(changes)
            for event, after, wakes_at in changes:
                kept = self._kept.get(event.instance)
                if kept is None:
                    self._kept[after.id] = _Kept(after, event)
                    self._index(after.id, (), after.active)
                else:
                    before = kept.snapshot
                    kept.snapshot = after
                    kept.events.append(event)
                    if before.active is not after.active:
                        self._index(after.id, before.active, after.active)
                if event.asked is not None and event.asked.key is not None:
                    self._keys[_scope(event, after), event.asked.key] = event
                if wakes_at is not None:
                    self._wakes[after.id] = wakes_at
                elif self._wakes:
                    self._wakes.pop(after.id, None)

    def _verify(self, changes: Sequence[Change]) -> None:
        """Refuse changes that do not follow what is kept, or each other."""
        appended: dict[str, int] = {}
        for event, after, _ in changes:
            kept = self._kept.get(event.instance)
            actual = kept.snapshot.revision if kept is not None else 0
            if appended:
                actual = appended.get(event.instance, actual)
            if actual != event.revision - 1:
                raise Conflict(instance=event.instance, actual=actual, expected=event.revision - 1)
            if event.asked is not None and event.asked.key is not None:
                key = event.asked.key
                if (_scope(event, after), key) in self._keys:
                    raise KeyReused(key=key)
            if len(changes) > 1:
                appended[event.instance] = event.revision

    def _index(self, instance: str, old: tuple[OpenRow, ...], new: tuple[OpenRow, ...]) -> None:
        by_actor = self._by_actor
        for row in old:
            for actor in row.actors:
                by_actor[actor].pop(instance, None)
        for row in new:
            for actor in row.actors:
                if actor not in by_actor:
                    by_actor[actor] = {}
                by_actor[actor][instance] = None

    def history(self, instance: str) -> Iterator[Event]:
        self.load(instance)
        return iter(tuple(self._kept[instance].events))

    def keyed(self, scope: str, key: str) -> Event | None:
        return self._keys.get((scope, key))

    def instances(self) -> Iterator[Instance]:
        with self._lock:
            return iter([kept.snapshot for kept in self._kept.values()])

    def open_for(self, actor: str) -> Iterator[Instance]:
        with self._lock:
            ids = tuple(self._by_actor.get(actor, ()))
        return (self._kept[i].snapshot for i in ids)

    def waking(self, until: datetime) -> Iterator[str]:
        with self._lock:
            return iter([i for i, at in self._wakes.items() if at <= until])


def _scope(event: Event, after: Instance) -> str:
    return f"start {after.sop}" if event.revision == 1 else after.id
