"""Instances in memory: for tests, rehearsals and hosts that keep events elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime
from heapq import nsmallest
from threading import Lock
from typing import TYPE_CHECKING, Final

from sopflow.errors import BadCursor, Conflict, DefinitionChanged, KeyReused, UnknownInstance
from sopflow.flow.agenda import agenda, wakes_at

from .store import OpenItem, Page, Recorded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sopflow.definition.model import Definition
    from sopflow.flow.event import Event, OpenRow
    from sopflow.flow.flow import Flow
    from sopflow.flow.instance import Instance

    from .store import Change, Query

_Key = tuple[datetime, int, int]
_NEVER: Final = datetime.max.replace(tzinfo=UTC)


class _Kept:
    """What the store keeps of one instance."""

    __slots__ = ("events", "number", "snapshot")

    def __init__(self, number: int, snapshot: Instance, event: Event) -> None:
        self.number = number
        self.snapshot = snapshot
        self.events = [event]


class InMemoryStore:
    """A store that forgets when the process ends."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: dict[str, _Kept] = {}
        self._events: list[Event] = []
        self._keys: dict[tuple[str, str], Event] = {}
        self._by_actor: dict[str, dict[str, None]] = {}
        self._wakes: dict[str, datetime] = {}
        self._flows: dict[str, Flow] = {}
        self._versions: dict[tuple[str, str], str] = {}
        self._cursors: dict[str, tuple[int, str, datetime]] = {}

    def load(self, instance: str) -> Instance:
        try:
            return self._kept[instance].snapshot
        except KeyError:
            raise UnknownInstance(instance=instance) from None

    def append(self, changes: Sequence[Change]) -> None:
        with self._lock:
            self._verify(changes)
            for event, _, after, flow in changes:
                self._put(event, after, wakes_at(flow, after) if flow.has_timers else None)

    def _put(self, event: Event, after: Instance, wakes: datetime | None) -> None:
        kept = self._kept.get(event.instance)
        if kept is None:
            self._kept[after.id] = _Kept(len(self._kept), after, event)
            self._index(after.id, (), after.active)
        else:
            before = kept.snapshot
            kept.snapshot = after
            kept.events.append(event)
            if before.active is not after.active:
                self._index(after.id, before.active, after.active)
        self._events.append(event)
        if event.asked is not None and event.asked.key is not None:
            self._keys[scope_of(event, after), event.asked.key] = event
        if wakes is not None:
            self._wakes[after.id] = wakes
        elif self._wakes:
            self._wakes.pop(after.id, None)

    def _verify(self, changes: Sequence[Change]) -> None:
        """Refuse changes that do not follow what is kept, or each other."""
        appended: dict[str, int] = {}
        for event, _, after, _ in changes:
            kept = self._kept.get(event.instance)
            actual = kept.snapshot.revision if kept is not None else 0
            if appended:
                actual = appended.get(event.instance, actual)
            if actual != event.revision - 1:
                raise Conflict(instance=event.instance, actual=actual, expected=event.revision - 1)
            if event.asked is not None and event.asked.key is not None:
                key = event.asked.key
                if (scope_of(event, after), key) in self._keys:
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

    # -- lists

    def find(self, query: Query, after: str | None, limit: int) -> Page[Instance]:
        sop, status, subject = query
        folded = subject.casefold() if subject is not None else None
        if after is not None and not after.isdecimal():
            raise BadCursor(cursor=after)
        begin = int(after) if after is not None else 0
        found: list[tuple[int, Instance]] = []
        with self._lock:
            for kept in list(self._kept.values())[begin:]:
                one = kept.snapshot
                if sop in (None, one.sop) and status in (None, one.status):
                    if folded is not None and folded not in (one.subject or "").casefold():
                        continue
                    if len(found) == limit:
                        return Page(tuple(i for _, i in found), str(found[-1][0] + 1))
                    found.append((kept.number, one))
        return Page(tuple(i for _, i in found))

    def open_items(
        self, *, actor: str | None = None, due_before: datetime | None = None, after: str | None, limit: int
    ) -> Page[OpenItem]:
        with self._lock:
            ids = self._by_actor.get(actor, {}) if actor is not None else self._kept
            whole = [self._kept[i] for i in ids]
        keys = ((key, one) for kept in whole for key, one in self._items(kept, actor, due_before))
        if after is not None:
            keys = ((key, one) for key, one in keys if _cursor(key) > after)
        found = nsmallest(limit + 1, keys, key=lambda pair: _cursor(pair[0]))
        items = tuple(one for _, one in found[:limit])
        return Page(items, _cursor(found[limit - 1][0]) if len(found) > limit else None)

    def claim(self, now: datetime, until: datetime, limit: int) -> list[str]:
        with self._lock:
            due = [(at, i) for i, at in self._wakes.items() if at <= now]
        return [i for _, i in nsmallest(limit, due)]

    # -- definitions

    def keep(self, flow: Flow) -> None:
        definition = flow.definition
        key = (str(definition.id), definition.version)
        with self._lock:
            if self._versions.get(key, definition.digest) != definition.digest:
                raise DefinitionChanged(sop=definition.id, version=definition.version)
            self._versions[key] = definition.digest
            self._flows.setdefault(definition.digest, flow)

    def definition(self, digest: str) -> Definition | None:
        flow = self._flows.get(digest)
        return flow.definition if flow is not None else None

    def version(self, sop: str, version: str | None = None) -> Definition | None:
        with self._lock:
            known = [digest for (s, v), digest in self._versions.items() if s == sop and version in (None, v)]
        return self._flows[known[-1]].definition if known else None

    # -- subscribers

    def recorded(self, after: int, limit: int) -> list[Recorded]:
        with self._lock:
            some = self._events[after : after + limit]
        return [Recorded(after + at, event) for at, event in enumerate(some, start=1)]

    def lease(self, subscriber: str, holder: str, now: datetime, until: datetime) -> int | None:
        with self._lock:
            position, other, leased = self._cursors.get(subscriber, (0, holder, now))
            if other != holder and leased > now:
                return None
            self._cursors[subscriber] = (position, holder, until)
            return position

    def move(self, subscriber: str, holder: str, position: int) -> bool:
        with self._lock:
            _, other, until = self._cursors.get(subscriber, (0, "", _NEVER))
            if other == holder:
                self._cursors[subscriber] = (position, holder, until)
            return other == holder

    def _items(
        self, kept: _Kept, actor: str | None, due_before: datetime | None
    ) -> Iterator[tuple[_Key, OpenItem]]:
        """The work items of one instance, each with what it is sorted by; none while its SOP is not known."""
        flow = self._flows.get(kept.snapshot.digest)
        for at, entry in enumerate(agenda(flow, kept.snapshot) if flow is not None else ()):
            due = entry.due or _NEVER
            wanted = entry.is_first if actor is None else entry.actor == actor
            if wanted and (due_before is None or due < due_before):
                item = OpenItem(kept.snapshot, entry.step, entry.visit, entry.actor)
                yield (due, kept.number, at), item


def _cursor(key: _Key) -> str:
    due, number, at = key
    return f"{due.astimezone(UTC).isoformat(timespec='microseconds')} {number:012d} {at:06d}"


def scope_of(event: Event, after: Instance) -> str:
    """Where an idempotency key is unique: in the instance, or for a start among the starts of the SOP."""
    return f"start {after.sop}" if event.revision == 1 else after.id
