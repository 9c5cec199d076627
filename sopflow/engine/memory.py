"""Instances in memory: for tests, rehearsals and hosts that keep events elsewhere."""

from __future__ import annotations

import re
import secrets
from datetime import UTC, datetime
from heapq import nsmallest
from itertools import chain
from operator import itemgetter
from threading import Lock
from typing import TYPE_CHECKING, Final

from sopflow.errors import BadCursor, Conflict, DefinitionChanged, KeyReused, UnknownInstance
from sopflow.flow.agenda import NOBODY, agenda, is_provisional, wakes_at

from .store import Item, OpenItem, Page, Recorded, Version
from .words import matches, terms_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sopflow.definition.model import Definition
    from sopflow.flow.agenda import Entry
    from sopflow.flow.event import Event, OpenRow
    from sopflow.flow.flow import Flow
    from sopflow.flow.instance import Instance

    from .store import Change, Query, WorkQuery

_CURSOR: Final = re.compile(r"[0-9T:.+-]{32} \d{12}( \d{6})?")
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
        self._by_person: dict[str, dict[str, None]] = {}
        self._wakes: dict[str, datetime] = {}
        self._flows: dict[str, Flow] = {}
        self._versions: dict[tuple[str, str], str] = {}
        self._epoch = secrets.token_hex(4)
        self._cursors: dict[str, tuple[int, str, datetime]] = {}

    def load(self, instance: str) -> Instance:
        try:
            return self._kept[instance].snapshot
        except KeyError:
            raise UnknownInstance(instance=instance) from None

    def append(self, changes: Sequence[Change]) -> None:
        with self._lock:
            self._verify(changes)
            for event, _, after, flow, _ in changes:
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
        for event, _, after, _, _ in changes:
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
            for claim in row.claims:
                self._by_person[claim.person].pop(instance, None)
        for row in new:
            for claim in row.claims:
                self._by_person.setdefault(claim.person, {})[instance] = None
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
        with self._lock:
            whole = list(self._kept.values())
        keyed = self._keyed_starts(query.key) if query.key is not None else None
        found = []
        for kept in whole:
            if keyed is None or kept.snapshot.id in keyed:
                at = self._rank(kept, query)
                if at is not None:
                    key = f"{_text(at)} {kept.number:012d}"
                    if after is None or key > after:
                        found.append((key, kept.snapshot))
        return _page(found, after, limit)

    def _rank(self, kept: _Kept, query: Query) -> datetime | None:
        """By what an instance is sorted; `None` for one that is not meant."""
        one = kept.snapshot
        if query.sop not in (None, one.sop) or query.status not in (None, one.status):
            return None
        if query.unit not in (None, one.unit):
            return None
        if query.started_from is not None and one.started_at < query.started_from:
            return None
        if query.started_before is not None and one.started_at >= query.started_before:
            return None
        if query.subject is not None and not matches(terms_of(query.subject), words_of(one.subject)):
            return None
        if query.is_provisional is not None and query.is_provisional != is_provisional(one):
            return None
        if query.due_before is not None:
            late = one.status == "running" and one.due is not None and one.due < query.due_before
            return one.due if late else None
        if query.step is not None:
            dues = [row.due or _NEVER for row in one.active if row.step == query.step]
            return min(dues) if dues and one.status == "running" else None
        return one.started_at

    def _keyed_starts(self, key: str) -> set[str]:
        scopes = list(self._keys.items())
        return {e.instance for (scope, k), e in scopes if k == key and scope.startswith("start ")}

    def open_items(self, query: WorkQuery, after: str | None, limit: int) -> Page[OpenItem]:
        with self._lock:
            whole = [self._kept[i] for i in self._holding(query) if i in self._kept]
        found = ((key, one) for kept in whole for key, one in self._items(kept, query))
        return _page([(key, one) for key, one in found if after is None or key > after], after, limit)

    def _holding(self, query: WorkQuery) -> Iterable[str]:
        """The instances in which such work can be."""
        if query.person is not None:
            theirs = [
                self._by_person.get(query.person, {}),
                *(self._by_actor.get(p.actor, {}) for p in query.places),
            ]
            return dict.fromkeys(chain.from_iterable(theirs))
        return self._by_actor.get(query.actor, {}) if query.actor is not None else self._kept

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

    def versions(self) -> list[Version]:
        with self._lock:
            return [Version(sop, version, digest) for (sop, version), digest in self._versions.items()]

    # -- subscribers

    def recorded(self, after: int, limit: int) -> list[Recorded]:
        with self._lock:
            some = self._events[after : after + limit]
        return [Recorded(after + at, event) for at, event in enumerate(some, start=1)]

    def epoch(self) -> str:
        return self._epoch

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

    def _items(self, kept: _Kept, query: WorkQuery) -> Iterator[tuple[str, OpenItem]]:
        """The work items of one instance, each with what it is sorted by; none while its SOP is not known."""
        one = kept.snapshot
        if query.unit not in (None, one.unit) or query.sop not in (None, one.sop):
            return
        flow = self._flows.get(one.digest)
        for at, entry in enumerate(agenda(flow, one) if flow is not None else ()):
            due = entry.due or _NEVER
            if (
                _is_meant(entry, one.unit, query)
                and query.step in (None, entry.step)
                and (query.due_before is None or due < query.due_before)
            ):
                key = f"{_text(due)} {kept.number:012d} {at:06d}"
                yield key, OpenItem(one, entry.step, entry.visit, entry.actor)


def _is_meant(entry: Entry, unit: str | None, query: WorkQuery) -> bool:
    if entry.actor == NOBODY:
        return False
    if query.person is None:
        return entry.is_first if query.actor is None else entry.actor == query.actor
    if entry.person is not None:
        return entry.person == query.person and entry.is_first
    return any(entry.actor == place.actor and place.unit in (None, unit) for place in query.places)


def _page(found: list[tuple[str, Item]], after: str | None, limit: int) -> Page[Item]:
    if after is not None and not _CURSOR.fullmatch(after):
        raise BadCursor(cursor=after)
    first = nsmallest(limit + 1, found, key=itemgetter(0))
    items = tuple(one for _, one in first[:limit])
    return Page(items, first[limit - 1][0] if len(first) > limit else None)


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def scope_of(event: Event, after: Instance) -> str:
    """Where an idempotency key is unique: in the instance, or for a start among the starts of the SOP."""
    return f"start {after.sop}" if event.revision == 1 else after.id
