"""An engine that is somebody's own: it shows what they may see, and takes commands of theirs alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from sopflow.errors import NotForAPerson, UnknownPerson
from sopflow.flow.audience import Seer
from sopflow.flow.command import Command
from sopflow.flow.corrections import DecidedOn
from sopflow.flow.event import Event
from sopflow.flow.flow import Flow
from sopflow.flow.instance import Instance
from sopflow.flow.offers import Offer
from sopflow.flow.possible import WorkItem, told_of_item, work_items
from sopflow.flow.sight import shown_of
from sopflow.language import Words

from .engine import Engine
from .intake import present, refused, require_plain, taken
from .migration import Migration
from .places import Everywhere
from .seeing import Seen, seer_in
from .store import Activation, Looked, Page, WorkQuery
from .subscription import PAUSES, Start, Subscription

_OWN = Words('"{person}"; mesin ini khusus untuk orang itu', '"{person}"; this engine is for that person only')


class _OfAll:
    """What concerns every instance."""

    def __get__(self, engine: PersonsEngine | None, _: type | None = None) -> Any:
        if engine is None:
            return self
        raise NotForAPerson(person=engine.person)


class PersonsEngine(Engine):
    """What `Engine.as_person` returns. Calls that concern all instances raise `NotForAPerson`; make them on the
    engine itself."""

    def __init__(self, engine: Engine, person: str) -> None:
        (person,) = present(person=person)
        require_plain(person)
        self.__dict__.update(engine.__dict__)
        self._whole = engine
        self.person = person
        self._seen = Seen(engine.store, self.seer, self._sops.of)
        self.store = self._seen

    def using(self, transaction: Any) -> PersonsEngine:
        """The same in a transaction of the host's."""
        return PersonsEngine(self._whole.using(transaction), self.person)

    def looked(self, after: int, limit: int) -> Looked:
        """Return the events after a position that the person may see, and the position up to which they were looked
        for."""
        found = self._seen.looked(*taken(position=after, limit=limit))
        return found._replace(events=tuple(self._joining.recorded(found.events)))

    def seer(self) -> Seer:
        """The person as the directory knows them now."""
        return seer_in(self._directory, self.person, self._now())

    def position_of(self, mark: str) -> int:
        """As an engine has it: whose event a mark is of does not matter."""
        return self._whole.position_of(mark)

    def decided_on(self, instance: str) -> tuple[DecidedOn, ...]:
        """As an engine has it, of the fields that the person sees."""
        there = self.instance(instance)
        told = {event.revision: event for event in self.history(there.id)}
        seen = self._seen.fields_seen(there)
        every = (one for one in self._whole.decided_on(there.id) if one.field in seen)
        return tuple(one._replace(event=told[one.event.revision]) for one in every if one.event.revision in told)

    def possible(self, instance: str) -> tuple[WorkItem, ...]:
        """As an engine has it: the rules look at every field."""
        run, seer = self._whole.instance(self.instance(instance).id), self.seer()
        flow = self._sops.of(run)
        return tuple(told_of_item(one, flow, run, seer) for one in work_items(flow, run))

    def may(self, instance: str, person: str) -> tuple[Offer, ...]:
        """As an engine has it: the rules look at every field."""
        return self._whole.may(self.instance(instance).id, person)

    def activate(self, sop: str, version: str, by: str) -> Activation:
        """As an engine does it, by the person."""
        self._require_own(by)
        return self._whole.activate(sop, version, by)

    def subscribe(
        self, name: str, handler: Callable[[Event], object], *, start: Start = "beginning",
        pauses: Sequence[timedelta] = PAUSES,
    ) -> Subscription:  # fmt: skip
        """As `Engine.subscribe`, with what the person may see. The cursor belongs to the person: the engine itself,
        and other persons, have their own under the same name."""
        name, handler = taken(name=name, handler=handler)
        return super().subscribe(f"{name} ({self.person})", handler, start=start, pauses=pauses)

    def _execute(self, instance_id: str, command: Command, expected: int | None) -> Instance:
        self._require_own(command.by)
        (instance_id,) = taken(instance=instance_id)
        self.store.load(instance_id)
        return self._as_seen(self._whole._execute(instance_id, command, expected))

    def _start(self, flow: Flow, command: Command) -> Instance:
        self._require_own(command.by)
        return self._as_seen(self._whole._start(flow, command))

    def _migrated(self, run: Instance, sop: str, command: Command, dry_run: bool) -> Migration:
        self._require_own(command.by)
        found = self._whole._migrated(self._whole.store.load(run.id), sop, command, dry_run)
        after = self._as_seen(found.after) if found.after is not None else None
        return Migration(self._as_seen(found.before), after, found.refusal)

    def _items(
        self, query: WorkQuery, everywhere: Everywhere | None, after: str | None, limit: int
    ) -> Page[WorkItem]:  # fmt: skip
        return self._whole._items(query._replace(seer=self.seer()), everywhere, after, limit)

    def _as_seen(self, found: Instance) -> Instance:
        return shown_of(self._seen.fields_seen(found), found) if found.rare.fields else found

    def _everywhere(self, person: str) -> Everywhere | None:
        """Whoever the directory does not know has an empty list here, like one without work."""
        try:
            return super()._everywhere(person)
        except UnknownPerson:
            return {}

    def _require_own(self, by: object) -> None:
        if by != self.person:
            refused("by", by, _OWN.filled(person=self.person))

    register: Any = _OfAll()
    advance: Any = _OfAll()
    reschedule: Any = _OfAll()
    close: Any = _OfAll()
    subscribers: Any = _OfAll()
    retry_failed: Any = _OfAll()
    skip_failed: Any = _OfAll()
    as_person: Any = _OfAll()
