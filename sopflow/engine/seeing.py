"""A store as somebody sees it: what they may not see is not there, neither instances nor fields of a case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from sopflow.errors import UnknownInstance, UnknownPerson
from sopflow.flow.audience import Seer, actors_for, seer_of
from sopflow.flow.event import Event
from sopflow.flow.flow import Flow
from sopflow.flow.instance import Instance
from sopflow.flow.sight import has_values, shown_of, told_of, visible_fields

from .directory import Directory
from .places import everywhere_of
from .store import Looked, OpenItem, Page, Query, Recorded, Store, WorkQuery

_OF_NO_INSTANCE: Final = frozenset({
    "activations", "awaited", "begin", "current", "definition", "end", "epoch", "lease", "move", "set_aside", "version",
    "versions",
})  # fmt: skip
"""What a store tells everybody alike. Whatever it can do besides is not here, so that nothing new is shown unseen."""


class Seen:
    """The store of an engine that is somebody's own. Who they are is asked at each look, so that who loses a position
    sees no more than they may from then on."""

    def __init__(self, store: Store, seer: Callable[[], Seer], flow_of: Callable[[Instance], Flow]) -> None:
        self._store = store
        self._seer = seer
        self._flow_of = flow_of

    def __getattr__(self, name: str) -> Any:
        if name not in _OF_NO_INSTANCE:
            raise AttributeError(name)
        return getattr(self._store, name)

    def load(self, instance: str) -> Instance:
        """The snapshot; `UnknownInstance` alike where there is none, and where it may not be seen."""
        return self._shown(self._found(instance))

    def recent(self, instance: str) -> None:
        """Nothing is remembered of what may be seen no longer."""

    def history(self, instance: str) -> Iterator[Event]:
        there = self._found(instance)
        return (self._told(event, there) for event in self._store.history(instance))

    def head(self, instance: str) -> str | None:
        """Where the store chains events: the hash of all of them, for whoever sees them whole. To others it would tell
        whether they guess a value right."""
        there, head = self._found(instance), getattr(self._store, "head", None)
        if head is None or any(self._told(event, there) != event for event in self._store.history(instance)):
            return None
        found: str = head(instance)
        return found

    def keyed(self, scope: str, key: str) -> Event | None:
        event = self._store.keyed(scope, key)
        if event is None or not (seen := self._few(event.instance)):
            return None
        return self._told(event, seen[0])

    def find(self, query: Query, after: str | None, limit: int) -> Page[Instance]:
        found = self._store.find(query._replace(seer=self._seer()), after, limit)
        return found._replace(items=tuple(map(self._shown, found.items)))

    def count(self, query: Query) -> int:
        return self._store.count(query._replace(seer=self._seer()))

    def open_items(self, query: WorkQuery, after: str | None, limit: int) -> Page[OpenItem]:
        found = self._store.open_items(query._replace(seer=self._seer()), after, limit)
        return found._replace(items=tuple(o._replace(instance=self._shown(o.instance)) for o in found.items))

    def recorded(self, after: int, limit: int) -> list[Recorded]:
        while True:
            events, after, is_end = self.looked(after, limit)
            if events or is_end:
                return list(events)

    def looked(self, after: int, limit: int) -> Looked:
        """The same in one look that is bounded, with how far it looked."""
        found = self._store.recorded_for(self._seer(), after, limit)
        return found._replace(events=tuple(self._all_told(found.events)))

    def fields_seen(self, instance: Instance) -> frozenset[str]:
        """The fields of an instance that they see."""
        flow = self._flow_of(instance)
        return visible_fields(flow, actors_for(flow, instance, self._seer()))

    def _few(self, instance: str) -> tuple[Instance, ...]:
        return self._store.find(Query(id=instance, seer=self._seer()), None, 1).items

    def _found(self, instance: str) -> Instance:
        found = self._few(instance)
        if not found:
            raise UnknownInstance(instance=instance)
        return found[0]

    def _shown(self, found: Instance) -> Instance:
        return shown_of(self.fields_seen(found), found) if found.rare.fields else found

    def _all_told(self, found: Iterable[Recorded]) -> Iterator[Recorded]:
        there: dict[str, Instance] = {}
        for one in found:
            name = one.event.instance
            if name not in there:
                there[name] = self._store.load(name)
            yield one._replace(event=self._told(one.event, there[name]))

    def _told(self, event: Event, there: Instance) -> Event:
        return told_of(self.fields_seen(there), event) if has_values(event) else event


def seer_in(directory: Directory | None, person: str, at: datetime) -> Seer:
    """Somebody as a directory knows them now; who is not in it has no position."""
    try:
        everywhere = everywhere_of(directory, person, at)
    except UnknownPerson:
        everywhere = {}
    return seer_of(person, everywhere)
