"""Instances in memory: for tests, rehearsals and hosts that keep events elsewhere."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from heapq import nsmallest
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from sopflow.definition.digest import mean_the_same
from sopflow.errors import BadCursor, Conflict, DefinitionChanged, KeyReused, UnknownInstance
from sopflow.flow.agenda import agenda, is_provisional, wakes_at
from sopflow.flow.audience import acted_by, acting_in, audience_of
from sopflow.flow.evolve import ended_at
from sopflow.flow.flows import Flows
from sopflow.frozen import NOTHING
from sopflow.time.lateness import is_late

from .cursors import CursorsInMemory
from .ordering import Meant, by_order, is_ended, is_found, ordered, values_in
from .places import is_meant
from .private import REDACTED, removes
from .store import Activation, Item, Looked, OpenItem, Page, Recorded, Version, becomes_current
from .words import matches, terms_of, words_of
from .work_index import WorkIndex

if TYPE_CHECKING:
    from sopflow.definition.model import Definition
    from sopflow.flow.audience import Seer
    from sopflow.flow.event import Event
    from sopflow.flow.flow import Flow
    from sopflow.flow.instance import Instance

    from .private import PrivateValue
    from .store import Change, Query, When, WorkQuery

_CURSOR: Final = re.compile(r"[0-9T:.+-]{32} [0-9]{12}( [0-9]{6})?")
_LOOK: Final = 1_000
"""Events that are looked at for somebody at a time."""
_NEVER: Final = datetime.max.replace(tzinfo=UTC)


class _Kept(Struct, gc=False):
    """What the store keeps of one instance."""

    number: int
    snapshot: Instance
    events: list[Event]
    ended_at: datetime | None
    """When it ended; `None` while it has not."""


class InMemoryStore(CursorsInMemory):
    """A store in memory; its content is lost when the process ends."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[str, _Kept] = {}
        self._events: list[Event] = []
        self._keys: dict[tuple[str, str], Event] = {}
        self._work = WorkIndex()
        self._changed = self._work.changed
        self._acted: dict[str, set[str]] = {}
        """The instances in which each person has acted, by the first so many events."""
        self._acted_in = 0
        self._wakes: dict[str, datetime] = {}
        self._flows = Flows()
        self._activations: dict[str, list[Activation]] = {}
        self._epoch = secrets.token_hex(4)
        self._private: dict[str, list[PrivateValue]] = {}

    def load(self, instance: str) -> Instance:
        try:
            return self._kept[instance].snapshot
        except KeyError:
            raise UnknownInstance(instance=instance) from None

    def private(self, instances: Sequence[str]) -> list[PrivateValue]:
        """The personal values of instances."""
        with self._lock:
            return [one for name in instances for one in self._private.get(name, ())]

    def append(self, changes: Sequence[Change], seen: Mapping[str, int] = NOTHING) -> None:
        with self._lock:
            if seen:
                self._require_seen(seen)
            if len(changes) > 1:
                self._verify(changes)
            for change in changes:
                event, after = change.event, change.after
                self._put(event, after)
                if event.details is not None:  # else nothing was filled in, nor taken out
                    self._put_private(change)
                if self._wakes or change.flow.has_timers:
                    self._wake(after.id, wakes_at(change.flow, after))

    def _wake(self, name: str, at: datetime | None) -> None:
        if at is not None:
            self._wakes[name] = at
        else:
            self._wakes.pop(name, None)

    def _put(self, event: Event, after: Instance) -> None:
        name, details = event.instance, event.details
        kept = self._kept.get(name)
        if kept is None:
            self._require_next(event, after, 0)
            self._kept[name] = _Kept(len(self._kept), after, [event], ended_at(None, event, after))
            self._changed[name] = ()
        else:
            before = kept.snapshot
            if details is not None or event.revision != before.revision + 1:
                self._require_next(event, after, before.revision)
            if name not in self._changed:
                self._changed[name] = before.active
            if after.status != before.status:
                kept.ended_at = ended_at(kept.ended_at, event, after)
            kept.snapshot = after
            kept.events.append(event)
        self._events.append(event)
        if details is not None and details.key is not None:
            self._keys[scope_of(event, after), details.key] = event

    def _put_private(self, change: Change) -> None:
        """Keep the personal values of a change, or remove those that it means."""
        if change.private:
            self._private.setdefault(change.after.id, []).extend(change.private)
        if change.event.act.type == REDACTED:
            known = self._private.pop(change.after.id, ())
            self._private[change.after.id] = [one for one in known if not removes(change.event, one.field)]

    def _require_seen(self, seen: Mapping[str, int]) -> None:
        """Refuse what was decided on instances that have moved since."""
        for name, revision in seen.items():
            require_unmoved(name, revision, self._kept[name].snapshot.revision if name in self._kept else 0)

    def _verify(self, changes: Sequence[Change]) -> None:
        """Refuse several changes if one does not follow what is kept, or those before it: all are kept, or none."""
        revisions: dict[str, int] = {}
        for change in changes:
            event, kept = change.event, self._kept.get(change.event.instance)
            actual = revisions.get(event.instance, kept.snapshot.revision if kept is not None else 0)
            self._require_next(event, change.after, actual)
            revisions[event.instance] = event.revision

    def _require_next(self, event: Event, after: Instance, actual: int) -> None:
        """Refuse an event that does not follow what is kept of its instance, or whose key was used."""
        if event.revision != actual + 1:
            raise Conflict(instance=event.instance, actual=actual, expected=event.revision - 1)
        key = event.details.key if event.details is not None else None
        if key is not None and (scope_of(event, after), key) in self._keys:
            raise KeyReused(key=key)

    def history(self, instance: str) -> Iterator[Event]:
        self.load(instance)
        with self._lock:  # not in the middle of an append
            return iter(tuple(self._kept[instance].events))

    def keyed(self, scope: str, key: str) -> Event | None:
        with self._lock:  # what is being appended has its key as well
            return self._keys.get((scope, key))

    # -- lists

    def find(self, query: Query, after: str | None, limit: int) -> Page[Instance]:
        whole = self._meant(query)
        if query.order is not None:
            return ordered(query.order, whole, after, limit)
        found = []
        for number, one, at, _ in whole:
            key = f"{_text(at)} {number:012d}"
            if after is None or key > after:
                found.append((key, one))
        return _page(found, after, limit)

    def count(self, query: Query) -> int:
        return len(self._meant(query))

    def _meant(self, query: Query) -> list[Meant]:
        """The instances for which everything holds that is asked."""
        with self._lock:
            whole = [(kept.number, kept.snapshot, kept.ended_at) for kept in self._kept.values()]
        keyed = self._keyed_starts(query.key) if query.key is not None else None
        sees = self._sight(query.seer)
        found = []
        for number, one, end in whole:
            if query.id not in (None, one.id) or (keyed is not None and one.id not in keyed) or not sees(one):
                continue
            at = self._rank(one, query)
            if at is None or not is_ended(end, query):
                continue
            values = values_in(self._flows.of(one), one, query) if query.fields or query.order else {}
            if is_found(one, values, query):
                found.append(Meant(number, one, at, by_order(query.order, end, values)))
        return found

    def _rank(self, one: Instance, query: Query) -> datetime | None:
        """By what an instance is sorted; `None` for one that is not meant."""
        if query.sop not in (None, one.sop) or query.status not in (None, one.status):
            return None
        if query.unit not in (None, one.unit):
            return None
        if query.started_by not in (None, one.started_by):
            return None
        if query.parent is not None and (one.parent is None or one.parent[0] != query.parent):
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
            late = one.status == "running" and is_late(one.due, query.due_before)
            return one.due if late else None
        if query.step is not None:
            dues = [row.due or _NEVER for row in one.active if row.step == query.step]
            return min(dues) if dues and one.status == "running" else None
        return one.started_at

    def _sight(self, seer: Seer | None) -> Callable[[Instance], bool]:
        """Whether somebody may see an instance."""
        if seer is None:
            return lambda _: True
        with self._lock:
            for event in self._events[self._acted_in :]:
                person = acted_by(event)
                if person is not None:
                    self._acted.setdefault(person, set()).add(event.instance)
            self._acted_in = len(self._events)
            acted = frozenset(self._acted.get(seer.person, ()))

        def sees(one: Instance) -> bool:
            flow = self._flows.of(one)
            if one.id in acted:
                return True
            if flow is None:  # an SOP that the store was never told of
                return False
            return seer.person in acting_in(flow, one) or seer.holds_one_of(audience_of(flow, one))

        return sees

    def _keyed_starts(self, key: str) -> set[str]:
        with self._lock:
            scopes = list(self._keys.items())
        return {e.instance for (scope, k), e in scopes if k == key and scope.startswith("start ")}

    def open_items(self, query: WorkQuery, after: str | None, limit: int) -> Page[OpenItem]:
        with self._lock:
            self._work.follow(lambda name: self._kept[name].snapshot, self._flows.of)
            whole = [self._kept[name] for name in self._work.holding(query, self._kept)]
        sees = self._sight(query.seer)
        found = ((key, one) for kept in whole if sees(kept.snapshot) for key, one in self._items(kept, query))
        return _page([(key, one) for key, one in found if after is None or key > after], after, limit)

    def claim(self, now: datetime, until: datetime, limit: int) -> list[str]:
        with self._lock:
            due = [(at, i) for i, at in self._wakes.items() if at <= now]
        return [i for _, i in nsmallest(limit, due)]

    # -- definitions

    def keep(self, flow: Flow, activation: Activation | None = None, when: When = "new") -> None:
        definition = flow.definition
        sop, digest = str(definition.id), definition.digest
        with self._lock:
            there = self._flows.by_version.get((sop, definition.version))
            if there is not None and not mean_the_same(there.definition, definition):
                raise DefinitionChanged(sop=definition.id, version=definition.version)
            self._flows.add(flow)
            known = there.definition.digest if there is not None else digest
            if activation is not None and becomes_current(
                known, when, is_new=there is None, current=self.current(sop)
            ):
                self._activations.setdefault(activation.sop, []).append(activation._replace(digest=known))

    def current(self, sop: str) -> str | None:
        past = self._activations.get(sop)
        return past[-1].digest if past else None

    def activations(self, sop: str) -> list[Activation]:
        return list(self._activations.get(sop, ()))

    def definition(self, digest: str) -> Definition | None:
        flow = self._flows.by_digest.get(digest)
        return flow.definition if flow is not None else None

    def version(self, sop: str, version: str | None = None) -> Definition | None:
        if version is None:
            digest = self.current(sop)
            return self.definition(digest) if digest is not None else None
        flow = self._flows.by_version.get((sop, version))
        return flow.definition if flow is not None else None

    def versions(self, sop: str | None = None) -> list[Version]:
        with self._lock:
            known = [(*key, flow.definition.digest) for key, flow in self._flows.by_version.items()]
            return [Version(*one, one[2] == self.current(one[0])) for one in known if sop in (None, one[0])]

    # -- subscribers

    def recorded(self, after: int, limit: int) -> list[Recorded]:
        with self._lock:
            some = self._events[after : after + limit]
        return [Recorded(after + at, event) for at, event in enumerate(some, start=1)]

    def recorded_for(self, seer: Seer, after: int, limit: int) -> Looked:
        sees = self._sight(seer)
        some = self.recorded(after, _LOOK)
        seen = [one for one in some if sees(self._kept[one.event.instance].snapshot)]
        if len(seen) > limit:
            return Looked(tuple(seen[:limit]), seen[limit - 1].position, False)
        return Looked(tuple(seen), some[-1].position if some else after, len(some) < _LOOK)

    def epoch(self) -> str:
        return self._epoch

    def end(self) -> int:
        return len(self._events)

    def behind(self, position: int) -> int:
        return max(0, len(self._events) - position)

    def _items(self, kept: _Kept, query: WorkQuery) -> Iterator[tuple[str, OpenItem]]:
        """The work items of one instance, each with what it is sorted by; none while its SOP is not known."""
        one = kept.snapshot
        if query.unit not in (None, one.unit) or query.sop not in (None, one.sop):
            return
        flow = self._flows.of(one)
        for at, entry in enumerate(agenda(flow, one) if flow is not None else ()):
            due = entry.due or _NEVER
            if (
                is_meant(entry, one.unit, query)
                and query.step in (None, entry.step)
                and (query.due_before is None or is_late(due, query.due_before))
            ):
                key = f"{_text(due)} {kept.number:012d} {at:06d}"
                yield key, OpenItem(one, entry.step, entry.visit, entry.actor)


def _page(found: list[tuple[str, Item]], after: str | None, limit: int) -> Page[Item]:
    if after is not None and not _CURSOR.fullmatch(after):
        raise BadCursor(cursor=after)
    first = nsmallest(limit + 1, found, key=itemgetter(0))
    items = tuple(one for _, one in first[:limit])
    return Page(items, first[limit - 1][0] if len(first) > limit else None)


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def require_unmoved(instance: str, seen: int, actual: int) -> None:
    """`Conflict` where an instance on which something was decided is at another revision."""
    if actual != seen:
        raise Conflict(instance=instance, actual=actual, expected=seen)


def scope_of(event: Event, after: Instance) -> str:
    """Where an idempotency key is unique: in the instance, or for a start among the starts of the SOP."""
    return f"start {after.sop}" if event.revision == 1 else after.id
