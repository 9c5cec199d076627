"""The engine: load, decide, append, return. It decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import datetime, timedelta, tzinfo
from functools import partial
from os import urandom
from typing import TYPE_CHECKING, Any, Final

from sopflow.definition.model import Definition
from sopflow.errors import Conflict, KeyReused, NotTransactional, Refusal
from sopflow.flow.command import NOTHING_MORE, SYSTEM, Command, More
from sopflow.flow.evolve import fold
from sopflow.flow.flow import Flow
from sopflow.flow.forms import canonical
from sopflow.flow.lifecycle import UNFINISHED
from sopflow.flow.permission import require_activator, require_outsider
from sopflow.frozen import NOTHING
from sopflow.language import Words
from sopflow.time import Calendar, zone_of

from .clock import Clock, SystemClock
from .commands import Commands, Papers
from .consequences import Consequences
from .decider import Decider
from .intake import checked, fields_of, given, json_of, pairs_of, papers_of, people_of, present, taken
from .memory import InMemoryStore
from .migration import Migration
from .passing_time import PassingTime
from .private import Joining, with_private
from .queries import PAGE, Queries, over_pages
from .sops import Sops
from .store import Activation, Change, Query, Store, When
from .subscribers import Subscribers
from .subscription import PAUSES, Start, Subscription
from .unfit import refused

if TYPE_CHECKING:
    from sopflow.flow.event import Event
    from sopflow.flow.instance import Instance

    from .directory import Directory
    from .personal import PersonsEngine

_ATTEMPTS: Final = 10
_OF_THE_SOP: Final = Words('proses dari SOP "{sop}"', 'an instance of the SOP "{sop}"')
_WHEN: Final[dict[bool | None, When]] = {None: "new", True: "always", False: "never"}


class Engine(Commands, PassingTime, Queries, Subscribers):
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
        taken(store=store, clock=clock, directory=directory, calendars=calendars, new_id=new_id)
        self._now = (clock if clock is not None else SystemClock()).now
        self._directory = directory
        self._new_id = new_id if new_id is not None else _random_id
        self._is_rescheduled = False
        kept = store if store is not None else InMemoryStore()
        self._keep_in(kept, Sops(kept, calendars if calendars is not None else {}))

    def _keep_in(self, store: Store, sops: Sops) -> None:
        """Keep instances in a store; what every command asks of it is looked up once."""
        self.store = store
        self._recent: Callable[[str], Instance | None] | None = getattr(store, "recent", None)
        self._history = store.history
        self._joining = Joining(store)
        self._sops = sops
        self._decider = Decider(self._now, self._directory, sops, self._new_id)

    # -- definitions

    def register(self, sop: Definition | Flow, *, keep: bool = True, activate: bool | None = None) -> Flow:
        """Make an SOP available.

        Which version of an SOP is current, so that new instances start on it, is kept in the store. A version that is
        new to the store becomes current; one that the store already has changes nothing, so that an old replica that
        restarts does not make an old version current. `activate=True` makes it current in any case, `activate=False`
        does not; the first version of an SOP always becomes current.

        A compiled `Flow` may be shared between engines. With `keep=False` it is not stored and is current in this
        engine alone: for a dry run. Registering the same definition again is not an
        error. Raise `DefinitionChanged` if another content has this id and version, and `UnknownCalendar` if this
        engine has no calendar of the name in it.
        """
        taken(definition=sop, keep=keep, activate=activate)
        return self._sops.register(sop, keep, self._now(), _WHEN[activate])

    def activate(self, sop: str, version: str, by: str) -> Activation:
        """Make a version the current one: new instances, and SOPs that others call, start on it in every process that
        uses this store. Running instances stay on theirs. Who did it and when is stored. With a directory only the
        actors in `may: {migrate: [...]}` of that version, or else of the current one, may do it. Raise
        `UnknownDefinition` if there is no such version."""
        sop, version, by = present(sop=sop, version=version, by=by)
        target, current = self._sops.version(sop, version), self._sops.current(sop)
        require_activator(target, current, by, self._decider.of_activation(by))
        return self._sops.activate(sop, version, self._now(), by)

    def flow(self, sop: str, version: str | None = None) -> Flow:
        """The compiled SOP; the current version, unless one is named. `UnknownDefinition` if it is not there."""
        if type(sop) is not str or not sop.isascii() or version is not None:
            present(sop=sop)
            sop, version = taken(sop=sop, version=version)
        return self._sops.flow(sop, version)

    def calendar(self, name: str | None) -> Calendar:
        """A calendar by its name; around the clock for `None`. `UnknownCalendar` if it is not there."""
        (name,) = taken(calendar=name)
        return self._sops.calendar(name)

    def zone(self, flow: Flow) -> tzinfo | None:
        """Return the time zone in which people read the times of an SOP: that of its calendar, or of the calendar of
        one of its actors, else the directory's; `None` means the machine's."""
        present(flow=flow)
        sop = flow.definition
        names = (sop.calendar, *(actor.calendar for actor in sop.actors.values()))
        zones = (zone_of(self.calendar(name)) for name in names if name is not None)
        return next((zone for zone in zones if zone is not None), getattr(self._directory, "zone", None))

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
        people: Mapping[str, str | Iterable[str]] | None = None,
        fields: Mapping[str, Any] | None = None,
    ) -> Instance:
        """Start an instance. `key` makes it idempotent: the same start again returns what it returned.

        `subject` is what people recognise in their worklist, `data` any JSON of the host, `documents` what is
        available from the start. `unit` is the unit of the directory whose positions act; leave it out if there is
        only one, or none. `people` are the only persons who are these actors in the instance; if nobody is named for
        an actor with `is: starter`, it is `by`. `fields` are fields of the first row's form, which then need not be
        filled in again.
        """
        flow = self.flow(sop, version)
        units = self._directory.units() if self._directory is not None else ()
        if unit is None and len(units) == 1:
            (unit,) = units
        more = NOTHING_MORE
        if (
            unit is not None or subject is not None or data is not None or acted_at is not None or key is not None
            or documents != () or people is not None or fields is not None
        ):  # fmt: skip
            persons = people_of(people) if people is not None else ()
            more = More(
                None, None, papers_of(documents), (), None, subject, json_of(data), acted_at, key, unit=unit,
                people=persons, fields=fields_of(fields) if fields is not None else NOTHING,
            )  # fmt: skip
        return self._start(flow, given("start", by, None, None, more))

    def now(self) -> datetime:
        """The time by this engine's clock."""
        return self._now()

    @property
    def directory(self) -> Directory | None:
        """Who holds which position; `None` where people are named like the actors."""
        return self._directory

    def migrate(
        self, sop: str, *, to: str, by: str, mapping: Mapping[str, str] | None = None, reason: str | None = None,
        instances: Iterable[str] | None = None, dry_run: bool = False,
    ) -> Iterator[Migration]:  # fmt: skip
        """Move the running and suspended instances of an SOP (or some of them) to another version, one after the
        other as the caller iterates; each moves completely or stays, with the reason.

        `mapping` gives the new row for each row whose id changed. Instances that are on that version already are left
        out, so that an interrupted migration can be started again. With `dry_run` nothing changes. Raise
        `UnknownDefinition` if there is no such version, and `UnknownInstance` before any instance has moved.
        """
        sop, to = present(sop=sop, version=to)
        taken(by=by, dry_run=dry_run)
        (instances,) = taken(instances=instances)
        self.flow(sop, to)
        names = tuple(sorted(pairs_of(mapping, "mapping"))) if mapping is not None else ()
        command = checked(Command("migrate", by, more=More(note=reason, version=to, mapping=names)))
        runs = self._running(sop) if instances is None else self._named(instances)
        return (self._migrated(run, sop, command, dry_run) for run in runs if run.version != to or run.sop != sop)

    def _named(self, instances: Iterable[str]) -> Iterator[Instance]:
        """Each instance once, read when it is its turn; `UnknownInstance` before the first where one does not exist."""
        names = dict.fromkeys(instances)
        for one in names:
            self.store.load(one)
        return map(self.store.load, names)

    def _running(self, sop: str) -> Iterator[Instance]:
        for status in UNFINISHED:
            wanted = Query(sop, status)
            yield from over_pages(partial(self.store.find, wanted, limit=PAGE))

    def _migrated(self, run: Instance, sop: str, command: Command, dry_run: bool) -> Migration:
        try:
            if run.sop != sop:
                refused("instances", run.id, _OF_THE_SOP.filled(sop=sop))
            after = self._would_be(run, command) if dry_run else self._execute(run.id, command, None)
        except Refusal as refusal:
            return Migration(self._joining.instance(run), None, refusal)
        before, after = self._joining.instances((run, after))
        return Migration(before, after, None)

    def _would_be(self, run: Instance, command: Command) -> Instance:
        """What an instance would become, with all that this sets off; nothing is kept."""
        change = self._decided(run, command)
        return _left_by(self._following().of(change), run.id)

    # -- the host's own

    def as_person(self, person: str) -> PersonsEngine:
        """Return this engine as one person sees it: lists, instances, histories, events, work items, searches and
        subscriptions contain only what that person may see, and commands must be theirs.

        The SOP's `may: {see: [...]}` says who may see an instance; by default internal actors of the SOP in its unit,
        the starter, and whoever acts or has acted in it; without a directory everybody. An instance that they may not
        see raises `UnknownInstance`, as one that does not exist. The host must have authenticated `person`.
        """
        from .personal import PersonsEngine

        return PersonsEngine(self, person)

    def using(self, transaction: Any) -> Engine:
        """Return an engine whose commands join a transaction of the host: they are committed or rolled back with it.

        `transaction` is what the store joins (for `SQLStore` a `Connection` or `Session` of SQLAlchemy). Raise
        `NotTransactional` if the store cannot join one.
        """
        join = getattr(self.store, "within", None)
        if join is None:
            raise NotTransactional(store=type(self.store).__name__)
        twin, store = copy(self), join(transaction)
        twin._keep_in(store, self._sops.on(store))
        return twin

    def close(self) -> None:
        """Close the store, if it has to be closed: the connections of a database that are not in use, the file of a journal."""
        close: Callable[[], object] | None = getattr(self.store, "close", None)
        if close is not None:
            close()

    def subscribe(
        self, name: str, handler: Callable[[Event], object], *, start: Start = "beginning",
        pauses: Sequence[timedelta] = PAUSES,
    ) -> Subscription:  # fmt: skip
        """Return a subscriber with a named cursor; its `deliver()` delivers the events since the last time.

        A new name begins with the first event of the store, or with `start="now"` after the last event. If the
        handler fails on an event, it is retried after each of `pauses`, and then parked: see `subscribers`.
        """
        name, handler = taken(name=name, handler=handler)
        start, pauses = present(start=start, pauses=pauses)
        return Subscription(
            self.store, name, self._joining.handing(handler), self._now, start=start, pauses=pauses
        )

    # -- inside

    def _start(self, flow: Flow, command: Command) -> Instance:
        if command.by == SYSTEM:
            require_outsider(command)
        scope = f"start {flow.definition.id}"
        if command.more is not NOTHING_MORE and (known := self._known(scope, command)) is not None:
            return known
        own, seals = self._joining.seal(flow, command)
        change = with_private(self._decider.started(flow, own), seals)
        try:
            return self._append(change)
        except KeyReused:
            known = self._known(scope, command)
            if known is None:
                raise
            return known

    def _execute(self, instance_id: str, command: Command, expected: int | None) -> Instance:
        if command.by == SYSTEM:
            require_outsider(command)
        if expected is not None or type(instance_id) is not str:
            instance_id, expected = taken(instance=instance_id, expected=expected)
        if self._recent is not None and not self._decider.looks_back(command):
            # for a command that needs no more than what the store remembers without a look: an event that does not follow
            # what is kept is not kept
            recent = self._recent(instance_id)
            if recent is not None and expected in (None, recent.revision):
                try:
                    return self._append(self._decided(recent, command))
                except Refusal:
                    pass  # only what is kept now can refuse
        says_more = command.more is not NOTHING_MORE
        left = _ATTEMPTS
        while True:
            instance = self.store.load(instance_id)
            if says_more and (known := self._known(instance_id, command)) is not None:
                return known
            if expected is not None and instance.revision != expected:
                raise Conflict(instance=instance_id, actual=instance.revision, expected=expected)
            if says_more:
                change = self._decided(instance, command)
            else:  # nothing that could be sealed
                change = self._decider.decided(instance, command, self._history)
            try:
                return self._append(change)
            except (Conflict, KeyReused):
                left -= 1
                if not left:
                    raise

    def _decided(self, instance: Instance, command: Command) -> Change:
        """What a command makes; nothing is kept yet."""
        if not command.more.fields:
            return self._decider.decided(instance, command, self.store.history)
        own, seals = self._joining.seal(self._sops.of(instance), command, instance)
        return with_private(self._decider.decided(instance, own, self.store.history), seals)

    def _append(self, change: Change) -> Instance:
        """Keep a change and all that it sets off in called and calling SOPs, together."""
        after = change.after
        if not change.flow.has_calls and after.origin.parent is None:
            self.store.append((change,))
            return self._joining.instance(after) if after.rare.fields else after
        return self._append_all(change)

    def _append_all(self, change: Change) -> Instance:
        following = self._following()
        every = following.of(change)
        self.store.append(every, following.seen)
        return self._joining.instance(_left_by(every, change.after.id))

    def _following(self) -> Consequences:
        return Consequences(self.store.load, self.flow, self._decider.by_itself, self.store.history)

    def _known(self, scope: str, command: Command) -> Instance | None:
        """What a command with the same key returned before; `KeyReused` if that was another command."""
        key = command.more.key
        event = self.store.keyed(scope, key) if key is not None else None
        if event is None:
            return None
        known = fold(e for e in self.store.history(event.instance) if e.revision <= event.revision)
        is_same = event.command == command or checked(event.command) == command
        if not is_same and command.more.fields:
            flow = self._sops.of(known)
            is_same = self._joining.is_same(flow, canonical(flow, command), event)
        if not is_same:
            raise KeyReused(key=key)
        return self._joining.instance(known)


def _random_id() -> str:
    return urandom(16).hex()


def _left_by(changes: Sequence[Change], instance: str) -> Instance:
    """What an instance is after changes of several."""
    return next(one.after for one in reversed(changes) if one.after.id == instance)
