"""An engine that is somebody's own: it shows what they may see, and takes commands of theirs alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sopflow.errors import NotForAPerson, UnknownPerson
from sopflow.flow.audience import actors_for
from sopflow.flow.possible import work_items
from sopflow.flow.sight import as_seen, event_as_seen
from sopflow.language import Words

from .engine import Engine
from .intake import present, refused, require_plain, taken
from .seeing import Seen, seer_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sopflow.flow.audience import Seer
    from sopflow.flow.command import Command
    from sopflow.flow.event import Event
    from sopflow.flow.flow import Flow
    from sopflow.flow.instance import Instance
    from sopflow.flow.possible import WorkItem

    from .places import Everywhere
    from .store import Activation, Looked, Page, Recorded

_OWN = Words('"{person}"; mesin ini khusus untuk orang itu', '"{person}"; this engine is for that person only')


class _OfAll:
    """What concerns every instance."""

    def __get__(self, engine: PersonsEngine | None, _: type | None = None) -> Any:
        if engine is None:
            return self
        raise NotForAPerson(person=engine.person)


class PersonsEngine(Engine):
    """What `Engine.as_person` gives. What concerns every instance is asked of the engine itself: `NotForAPerson`."""

    def __init__(self, engine: Engine, person: str) -> None:
        (person,) = present(person=person)
        require_plain(person)
        self.__dict__.update(engine.__dict__)
        self._whole = engine
        self.person = person
        self.store = Seen(engine.store, self.seer)

    def using(self, transaction: Any) -> PersonsEngine:
        """The same in a transaction of the host's."""
        return PersonsEngine(self._whole.using(transaction), self.person)

    def looked(self, after: int, limit: int) -> Looked:
        """The events after a position that the person may see, and how far that looks: as a stream of them goes on."""
        after, limit = taken(position=after, limit=limit)
        found = self._whole.store.recorded_for(self.seer(), after, limit)
        return found._replace(events=self._all_told(found.events))

    def seer(self) -> Seer:
        """The person as the directory knows them now."""
        return seer_in(self._directory, self.person, self._now())

    def position_of(self, mark: str) -> int:
        """As an engine has it: whose event a mark is of does not matter."""
        return self._whole.position_of(mark)

    def instance(self, instance: str) -> Instance:
        """As an engine has it, with the fields that the person sees."""
        return self._as_seen(super().instance(instance))

    def instances(self) -> Iterator[Instance]:
        """As an engine has it, with the fields that the person sees."""
        return map(self._as_seen, super().instances())

    def history(self, instance: str) -> Iterator[Event]:
        """As an engine has it, with the fields that the person sees."""
        events = super().history(instance)
        there = self.store.load(instance)
        return (self._told(event, there) for event in events)

    def recorded(self, after: int, limit: int) -> list[Recorded]:
        """As an engine has it, with the fields that the person sees."""
        return list(self._all_told(super().recorded(after, limit)))

    def possible(self, instance: str) -> tuple[WorkItem, ...]:
        """As an engine has it: the rules look at every field."""
        state = super().instance(instance)
        return work_items(self._sops.of(state), state)

    def activate(self, sop: str, version: str, by: str) -> Activation:
        """As an engine does it, by the person."""
        self._require_own(by)
        return self._whole.activate(sop, version, by)

    def _execute(self, instance_id: str, command: Command, expected: int | None) -> Instance:
        self._require_own(command.by)
        (instance_id,) = taken(instance=instance_id)
        self.store.load(instance_id)
        return self._as_seen(self._whole._execute(instance_id, command, expected))

    def _start(self, flow: Flow, command: Command) -> Instance:
        self._require_own(command.by)
        return self._as_seen(self._whole._start(flow, command))

    def _shown(self, found: Page[Instance]) -> Page[Instance]:
        return found._replace(items=tuple(map(self._as_seen, found.items)))

    def _as_seen(self, found: Instance) -> Instance:
        flow = self._sops.of(found)
        return as_seen(flow, found, self._actors(flow, found)) if found.rare.fields else found

    def _all_told(self, found: Iterable[Recorded]) -> tuple[Recorded, ...]:
        found = tuple(found)
        there = {name: self._whole.store.load(name) for name in {one.event.instance for one in found}}
        return tuple(one._replace(event=self._told(one.event, there[one.event.instance])) for one in found)

    def _told(self, event: Event, instance: Instance) -> Event:
        flow = self._sops.of(instance)
        return event_as_seen(flow, event, self._actors(flow, instance)) if flow.definition.fields else event

    def _actors(self, flow: Flow, instance: Instance) -> frozenset[str]:
        return actors_for(flow, instance, self.seer())

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
    subscribers: Any = _OfAll()
    retry_failed: Any = _OfAll()
    skip_failed: Any = _OfAll()
    as_person: Any = _OfAll()
