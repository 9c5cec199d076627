"""An engine that is somebody's own: it shows what they may see, and takes commands of theirs alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from sopflow.errors import NotForAPerson, UnknownPerson
from sopflow.language import Words

from .engine import Engine
from .intake import present, refused, require_plain, taken
from .seeing import Seen, seer_in

if TYPE_CHECKING:
    from sopflow.flow.command import Command
    from sopflow.flow.flow import Flow
    from sopflow.flow.instance import Instance

    from .places import Everywhere
    from .store import Activation

_OWN = Words('"{person}", yang empunya mesin ini', '"{person}", whose engine this is')


class PersonsEngine(Engine):
    """What `Engine.as_person` gives. What concerns every instance is asked of the engine itself: `NotForAPerson`."""

    def __init__(self, engine: Engine, person: str) -> None:
        (person,) = present(person=person)
        require_plain(person)
        self.__dict__.update(engine.__dict__)
        self._whole = engine
        self.person = person
        self.store = Seen(engine.store, lambda: seer_in(engine.directory, person, engine.now()))

    def using(self, transaction: Any) -> PersonsEngine:
        """The same in a transaction of the host's."""
        return PersonsEngine(self._whole.using(transaction), self.person)

    def position_of(self, mark: str) -> int:
        """As an engine has it: whose event a mark is of does not matter."""
        return self._whole.position_of(mark)

    def activate(self, sop: str, version: str, by: str) -> Activation:
        """As an engine does it, by the person."""
        self._require_own(by)
        return self._whole.activate(sop, version, by)

    def _execute(self, instance_id: str, command: Command, expected: int | None) -> Instance:
        self._require_own(command.by)
        (instance_id,) = taken(instance=instance_id)
        self.store.load(instance_id)
        return self._whole._execute(instance_id, command, expected)

    def _start(self, flow: Flow, command: Command) -> Instance:
        self._require_own(command.by)
        return self._whole._start(flow, command)

    def _everywhere(self, person: str) -> Everywhere | None:
        """Whom the directory knows is not told to a person asking about another."""
        try:
            return super()._everywhere(person)
        except UnknownPerson:
            return {}

    def _require_own(self, by: object) -> None:
        if by != self.person:
            refused("by", by, _OWN.filled(person=self.person))

    def _refused(self, *_: Any, **__: Any) -> NoReturn:
        raise NotForAPerson(person=self.person)

    register = advance = reschedule = subscribers = retry_failed = skip_failed = as_person = _refused
