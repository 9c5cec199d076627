"""The engine: load, decide, append, return. It decides nothing itself."""

from __future__ import annotations

import uuid
from contextlib import suppress
from copy import copy
from datetime import timedelta
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from sopflow.definition.model import Definition
from sopflow.errors import (
    Conflict,
    KeyReused,
    NothingDue,
    NotRunning,
    NotTransactional,
)  # fmt: skip
from sopflow.flow.command import SYSTEM, Command, Paper
from sopflow.flow.context import Context
from sopflow.flow.decide import decide
from sopflow.flow.evolve import evolve, fold
from sopflow.flow.flow import Flow
from sopflow.flow.past import past_of
from sopflow.flow.possible import WorkItem, work_items
from sopflow.flow.timeline import Entry, timeline

from .clock import SystemClock
from .consequences import Consequences, News
from .intake import json_of, papers_of
from .memory import InMemoryStore
from .places import is_theirs, places_of
from .sops import Sops
from .store import Change, Page, Place, Query, WorkQuery
from .subscription import Subscription

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from sopflow.flow.event import Event
    from sopflow.flow.instance import Instance
    from sopflow.flow.lifecycle import Status
    from sopflow.time import Calendar

    from .clock import Clock
    from .directory import Directory
    from .store import Item, Store

    Papers = Mapping[str, Mapping[str, str] | None] | Iterable[str | Paper]

_ATTEMPTS = 10
_MAX_WAITS = 10_000
_WAKING = 100
_CLAIM = timedelta(minutes=1)
_PAGE = 50


class Engine:
    """Runs instances of registered SOPs.

    Every command returns a new immutable snapshot, or raises a `Refusal` and changes nothing. An engine may be
    shared between threads. Without a `directory` people are named like the actors.
    """

    def __init__(
        self,
        store: Store | None = None,
        *,
        clock: Clock | None = None,
        directory: Directory | None = None,
        calendars: Mapping[str, Calendar] | None = None,
        new_id: Callable[[], str] | None = None,
    ) -> None:
        self.store: Store = store if store is not None else InMemoryStore()
        self._now = (clock if clock is not None else SystemClock()).now
        self._directory = directory
        self._new_id = new_id if new_id is not None else _random_id
        self._sops = Sops(self.store, calendars if calendars is not None else {})

    # -- definitions

    def register(self, sop: Definition | Flow) -> Flow:
        """Make an SOP available; the last registered version of an id is the one that new instances start on.

        A compiled `Flow` may be shared between engines.
        The same definition again is no error. `DefinitionChanged` where the id and version are taken by another
        content, `UnknownCalendar` where it names a calendar that this engine was not given.
        """
        return self._sops.register(sop)

    def flow(self, sop: str, version: str | None = None) -> Flow:
        """The compiled SOP; the version that was registered here last, or kept in the store last, unless one is
        named. `UnknownDefinition` if it is in neither."""
        return self._sops.flow(sop, version)

    def calendar(self, name: str | None) -> Calendar:
        """A calendar by its name; around the clock for `None`. `UnknownCalendar` if it is not there."""
        return self._sops.calendar(name)

    # -- commands

    def start(
        self,
        sop: str,
        by: str,
        *,
        version: str | None = None,
        key: str | None = None,
        subject: str | None = None,
        unit: str | None = None,
        data: Any = None,
        documents: Papers = (),
        acted_at: datetime | None = None,
    ) -> Instance:
        """Start an instance. `key` makes it idempotent: the same start again returns what it returned.

        `subject` is what people recognise in their worklist, `data` any JSON of the host's, `documents` what is
        in hand from the start. `unit` is the one of the directory whose positions act; it may be left out where
        there is only one, or none.
        """
        flow = self.flow(sop, version)
        units = self._directory.units() if self._directory is not None else ()
        command = Command(
            "start",
            by,
            papers=papers_of(documents),
            subject=subject,
            data=json_of(data),
            acted_at=acted_at,
            key=key,
            unit=next(iter(units)) if unit is None and len(units) == 1 else unit,
        )
        if key is not None:
            known = self._known(f"start {sop}", key, command)
            if known is not None:
                return known
        event = decide(
            flow, None, command, self._context(by, unit=command.unit, at=acted_at)._replace(units=units)
        )
        try:
            return self._append(flow, None, evolve(None, event), event)
        except KeyReused:
            known = self._known(f"start {sop}", str(key), command)
            if known is None:
                raise
            return known

    def complete(
        self,
        instance: str,
        step: str,
        by: str,
        outcome: str | None = None,
        *,
        visit: int | None = None,
        note: str | None = None,
        documents: Papers = (),
        choose: Mapping[str, str] | None = None,
        to: str | None = None,
        data: Any = None,
        acted_at: datetime | None = None,
        key: str | None = None,
        expected: int | None = None,
    ) -> Instance:
        """Complete a row; on one that several sign, sign it.

        `outcome` is the answer of a decision. `documents` are brought along, with what identifies them.
        `choose` names the actors that this row chooses; `to` leads a branch whose target the paper does not say
        (with a `note`). `acted_at` is when it happened, if earlier than now. `expected` is the revision that
        the caller has seen: `Conflict` if it is another.
        """
        command = Command(
            "complete", by, step, outcome, visit, note,
            papers_of(documents) if documents else (),
            tuple(choose.items()) if choose else (), to, None, None if data is None else json_of(data), acted_at, key,
        )  # fmt: skip
        return self._execute(instance, command, expected)

    def sign_off(
        self, instance: str, step: str, by: str, outcome: str | None = None, *, visit: int | None = None,
        note: str | None = None, documents: Papers = (), acted_at: datetime | None = None, key: str | None = None,
        expected: int | None = None,
    ) -> Instance:  # fmt: skip
        """Sign a row that several sign; the last signature completes it."""
        command = Command(
            "sign_off", by, step, outcome, visit, note, papers_of(documents), acted_at=acted_at, key=key
        )
        return self._execute(instance, command, expected)

    def withdraw(
        self, instance: str, step: str, by: str, *, visit: int | None = None, note: str | None = None,
        key: str | None = None, expected: int | None = None,
    ) -> Instance:  # fmt: skip
        """Withdraw one's own signature from a row that is still open."""
        return self._execute(instance, Command("withdraw", by, step, None, visit, note, key=key), expected)

    def skip(
        self, instance: str, step: str, by: str, reason: str, *, outcome: str | None = None,
        visit: int | None = None, choose: Mapping[str, str] | None = None, to: str | None = None,
        acted_at: datetime | None = None, key: str | None = None, expected: int | None = None,
    ) -> Instance:  # fmt: skip
        """Skip an optional row, with a reason; a decision still needs its `outcome`."""
        chosen = tuple(choose.items()) if choose else ()
        command = Command("skip", by, step, outcome, visit, reason, (), chosen, to, acted_at=acted_at, key=key)
        return self._execute(instance, command, expected)

    def receive(
        self, instance: str, documents: Papers, by: str, *, note: str | None = None,
        acted_at: datetime | None = None, key: str | None = None, expected: int | None = None,
    ) -> Instance:  # fmt: skip
        """Take in documents; rows that wait for one of them end."""
        command = Command("receive", by, None, None, None, note, papers_of(documents), acted_at=acted_at, key=key)
        return self._execute(instance, command, expected)

    def extend(
        self, instance: str, step: str | None, by: str, reason: str, length: str | None = None, *,
        visit: int | None = None, acted_at: datetime | None = None, key: str | None = None, expected: int | None = None,
    ) -> Instance:  # fmt: skip
        """Put off the due time of a row, or of the whole instance (`step` is `None`), as the SOP's `extension` says.

        `length` is a duration as text, counted from when it was due; the longest that is allowed if left out.
        """
        command = Command("extend", by, step, None, visit, reason, acted_at=acted_at, key=key, length=length)
        return self._execute(instance, command, expected)

    def claim(
        self, instance: str, step: str, by: str, *, visit: int | None = None, note: str | None = None,
        key: str | None = None, expected: int | None = None,
    ) -> Instance:  # fmt: skip
        """Take a row in hand: nobody else may do it until it is released or reassigned."""
        return self._execute(instance, Command("claim", by, step, None, visit, note, key=key), expected)

    def release(
        self, instance: str, step: str, by: str, *, visit: int | None = None, note: str | None = None,
        key: str | None = None, expected: int | None = None,
    ) -> Instance:  # fmt: skip
        """Let a row go that one has in hand, or has delegated."""
        return self._execute(instance, Command("release", by, step, None, visit, note, key=key), expected)

    def reassign(
        self, instance: str, step: str, by: str, to: str, *, visit: int | None = None, note: str | None = None,
        key: str | None = None, expected: int | None = None,
    ) -> Instance:  # fmt: skip
        """Give a row to another person who may do it (or take it over: `to` may be `by`), by anybody who may do it."""
        command = Command("reassign", by, step, None, visit, note, key=key, person=to)
        return self._execute(instance, command, expected)

    def delegate(
        self, instance: str, step: str, by: str, to: str, reason: str, *, visit: int | None = None,
        key: str | None = None, expected: int | None = None,
    ) -> Instance:  # fmt: skip
        """Have somebody whom the directory knows do a row in one's own name (a.n.), until it is released.

        They may do it as long as whoever delegated it may.
        """
        command = Command("delegate", by, step, None, visit, reason, key=key, person=to)
        return self._execute(instance, command, expected)

    def undo_last(
        self, instance: str, by: str, reason: str, *, key: str | None = None, expected: int | None = None
    ) -> Instance:
        """Withdraw the last completion, while nothing has been built on it: its row is open again, as it was.

        By whoever did it, or may do its row. It stays in the history.
        """
        return self._execute(instance, Command("undo", by, note=reason, key=key), expected)

    def annotate(
        self, instance: str, by: str, note: str, *, step: str | None = None, data: Any = None,
        key: str | None = None, expected: int | None = None,
    ) -> Instance:  # fmt: skip
        """Leave a note in the history."""
        command = Command("annotate", by, step, None, None, note, data=json_of(data), key=key)
        return self._execute(instance, command, expected)

    def suspend(
        self,
        instance: str,
        by: str,
        *,
        note: str | None = None,
        key: str | None = None,
        expected: int | None = None,
    ) -> Instance:
        """Stop the clock: nothing can be done until it is resumed."""
        return self._execute(instance, Command("suspend", by, note=note, key=key), expected)

    def resume(
        self,
        instance: str,
        by: str,
        *,
        note: str | None = None,
        key: str | None = None,
        expected: int | None = None,
    ) -> Instance:
        """Go on; what is due moves by the time that the clock stood still."""
        return self._execute(instance, Command("resume", by, note=note, key=key), expected)

    def cancel(
        self,
        instance: str,
        by: str,
        *,
        note: str | None = None,
        key: str | None = None,
        expected: int | None = None,
    ) -> Instance:
        """End an instance for good, and the SOPs that it called."""
        return self._execute(instance, Command("cancel", by, note=note, key=key), expected)

    def advance(self, instance: str | None = None) -> int:
        """Let happen what time has brought by now, in one instance or in all: waits end, and what `on_late` says
        happens, each once, however many processes do this. How many things that were.

        About 10,000 a call and instance at the most, so that a loop of short waits cannot hold it for ever.
        """
        if instance is not None:
            return self._advanced(instance)
        now = self._now()
        count = 0
        passed: set[str] = set()
        while count < _MAX_WAITS:
            todo = [i for i in self.store.claim(now, now + _CLAIM, _WAKING + len(passed)) if i not in passed]
            if not todo:
                break
            for one in todo:
                with suppress(NotRunning, Conflict):  # another was faster
                    count += self._advanced(one)
                passed.add(one)
        return count

    def _advanced(self, instance: str) -> int:
        count = 0
        while count < _MAX_WAITS:
            try:
                self._execute(instance, Command("advance", SYSTEM), None)
            except NothingDue:
                break
            except NotRunning:
                if count:
                    break
                raise
            count += 1
        return count

    # -- queries

    def instance(self, instance: str) -> Instance:
        """The present snapshot; `UnknownInstance` if there is none."""
        return self.store.load(instance)

    def instances(self) -> Iterator[Instance]:
        """All instances, in the order of their start."""
        return _over_pages(lambda after: self.store.find(Query(), after, _PAGE))

    def find(
        self, *, sop: str | None = None, status: Status | None = None, subject: str | None = None,
        key: str | None = None, unit: str | None = None, step: str | None = None,
        started_from: datetime | None = None, started_before: datetime | None = None, overdue: bool = False,
        after: str | None = None, limit: int = _PAGE,
    ) -> Page[Instance]:  # fmt: skip
        """Instances in the order of their start, a page at a time: those for which everything holds that is given.

        `subject` are words of it, whatever their case, the last perhaps only begun (`guber*`). `key` is that of the
        start, `step` a row that is open, `started_from` and `started_before` are instants (aware), and `overdue` wants
        those that are late as a whole (`time_limit`), the latest first. `after` is the `next` of the page before.
        """
        due_before = self._now() if overdue else None
        query = Query(sop, status, subject, key, unit, step, started_from, started_before, due_before)
        return self.store.find(query, after, limit)

    def history(self, instance: str) -> Iterator[Event]:
        """The events of an instance, in order."""
        return self.store.history(instance)

    def timeline(self, instance: str) -> tuple[Entry, ...]:
        """The history as a diary: which row, who, when, and whether in time."""
        return timeline(self.store.history(instance))

    def possible(self, instance: str) -> tuple[WorkItem, ...]:
        """What can be done now, by whom and with which outcomes."""
        state = self.store.load(instance)
        return work_items(self._sops.of(state), state)

    def worklist(self, actor: str | None = None, **wanted: Any) -> Iterator[WorkItem]:
        """The work items of an actor, a person or a unit over all running instances, what is due first first; as
        `worklist_page` has them."""
        return _over_pages(lambda after: self.worklist_page(actor, after=after, **wanted))

    def worklist_page(
        self, actor: str | None = None, *, person: str | None = None, unit: str | None = None, sop: str | None = None,
        step: str | None = None, after: str | None = None, limit: int = _PAGE,
    ) -> Page[WorkItem]:  # fmt: skip
        """A page of work items, what is due first first; `after` is the `next` of the page before.

        `person` has what is in their hands, and what is in nobody's and may be done by the positions that they hold
        now (not what they might do as a substitute, nor what another must do); a page of theirs may be shorter than
        `limit`. `UnknownPerson` for one whom the directory does not know.
        """
        return self._items(self._work(actor, person, unit, sop, step), after, limit)

    def overdue(
        self, actor: str | None = None, *, person: str | None = None, unit: str | None = None, sop: str | None = None,
        step: str | None = None, after: str | None = None, limit: int = _PAGE,
    ) -> Page[WorkItem]:  # fmt: skip
        """A page of the work items that are late by now, the latest first; of all, or as for `worklist_page`."""
        query = self._work(actor, person, unit, sop, step)._replace(due_before=self._now())
        return self._items(query, after, limit)

    def _work(
        self, actor: str | None, person: str | None, unit: str | None, sop: str | None, step: str | None
    ) -> WorkQuery:
        places = places_of(self._directory, person, self._now()) if person is not None else ()
        if unit is not None:
            places = tuple(Place(p.actor, unit) for p in places if p.unit in (None, unit))
        return WorkQuery(actor, unit if person is None else None, person, places, None, sop, step)

    def _items(self, query: WorkQuery, after: str | None, limit: int) -> Page[WorkItem]:
        while True:
            page = self.store.open_items(query, after, limit)
            found = []
            for state, step, visit, actor in page.items:
                items = work_items(self._sops.of(state), state)
                item = next(i for i in items if (i.step, i.visit) == (step, visit) and actor in i.actors)
                if query.person is None or is_theirs(item, actor, query):
                    found.append(item)
            if found or page.next is None:
                return Page(tuple(found), page.next)
            after = page.next

    # -- the host's own

    def using(self, transaction: Any) -> Engine:
        """An engine whose commands belong to a transaction of the host's: rolled back and committed with it.

        `transaction` is what the store joins (for `SQLStore` a SQLAlchemy `Connection` or `Session`).
        `NotTransactional` where the store cannot.
        """
        join = getattr(self.store, "within", None)
        if join is None:
            raise NotTransactional(store=type(self.store).__name__)
        twin = copy(self)
        twin.store = join(transaction)
        twin._sops = self._sops.on(twin.store)
        return twin

    def subscribe(self, name: str, handler: Callable[[Event], object]) -> Subscription:
        """A subscriber with a named cursor; its `deliver()` hands over what has come since the last time."""
        return Subscription(self.store, name, handler, self._now)

    # -- inside

    def _execute(self, instance_id: str, command: Command, expected: int | None) -> Instance:
        for attempt in range(_ATTEMPTS):
            instance = self.store.load(instance_id)
            if command.key is not None:
                known = self._known(instance_id, command.key, command)
                if known is not None:
                    return known
            if expected is not None and instance.revision != expected:
                raise Conflict(instance=instance_id, actual=instance.revision, expected=expected)
            flow = self._sops.of(instance)
            context = self._context(command.by, unit=instance.unit, at=command.acted_at)
            if command.kind == "undo":
                context = context._replace(past=past_of(self.store.history(instance_id)))
            event = decide(flow, instance, command, context)
            after = evolve(instance, event)
            try:
                return self._append(flow, instance, after, event)
            except (Conflict, KeyReused):
                if attempt == _ATTEMPTS - 1:
                    raise
        raise AssertionError("unreachable")  # pragma: no cover

    def _append(self, flow: Flow, before: Instance | None, after: Instance, event: Event) -> Instance:
        """Keep an event and all that it sets off in called and calling SOPs, together."""
        if not flow.has_calls and after.parent is None:
            self.store.append((Change(event, before, after, flow),))
            return after
        consequences = Consequences(self.store.load, self.flow, self._context)
        news = consequences.of(News(flow, before, after, event))
        self.store.append([Change(n.event, n.before, n.after, n.flow) for n in news])
        return next(n.after for n in reversed(news) if n.after.id == after.id)

    def _context(
        self, by: str, own_id: str | None = None, *, unit: str | None = None, at: datetime | None = None
    ) -> Context:
        """What deciding is handed; people are who they were when they acted."""
        now = self._now()
        new_id = self._new_id
        if own_id is not None:
            new_id = chain([own_id], (make() for make in repeat(self._new_id))).__next__
        directory = self._directory
        if directory is None:
            return Context(now, None, False, self._sops.calendars, new_id, self._sops.called)
        then = at if at is not None else now
        roles = directory.roles(by, then, unit)
        return Context(
            now, roles or {}, roles is not None, self._sops.calendars, new_id, self._sops.called,
            lambda person: directory.roles(person, then, unit),
        )  # fmt: skip

    def _known(self, scope: str, key: str, command: Command) -> Instance | None:
        """What a command with this key returned before; `KeyReused` if that was another command."""
        event = self.store.keyed(scope, key)
        if event is None:
            return None
        if event.command != command:
            raise KeyReused(key=key)
        return fold(e for e in self.store.history(event.instance) if e.revision <= event.revision)


def _over_pages(page: Callable[[str | None], Page[Item]]) -> Iterator[Item]:
    after: str | None = None
    while True:
        items, after = page(after)
        yield from items
        if after is None:
            return


def _random_id() -> str:
    return uuid.uuid4().hex
