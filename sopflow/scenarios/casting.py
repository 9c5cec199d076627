"""Who acts in a rehearsal, where it is not said or only an actor is named."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from sopflow.definition.model import Actor, Unknown
from sopflow.errors import SopflowError
from sopflow.flow.context import Role, Roles
from sopflow.flow.following import past_of
from sopflow.frozen import Frozen
from sopflow.language import Words

from .walking import receiver_of

if TYPE_CHECKING:
    from datetime import datetime

    from sopflow.engine.directory import Directory
    from sopflow.engine.engine import Engine
    from sopflow.flow.instance import Instance
    from sopflow.flow.possible import WorkItem

    from .model import Act


@runtime_checkable
class Office(Protocol):
    """A directory that can say who holds an actor."""

    def holders(self, actor: str, at: datetime, unit: str | None = None) -> tuple[str, ...]:
        """The persons who may act for an actor, substitutes last."""
        ...


class NobodyHolds(SopflowError):
    """A position that is vacant, where somebody who holds it is meant."""

    code = "nobody-holds"
    words = Words(
        'tidak ada pemegang jabatan untuk "{actor}" di unit {unit} pada {day}; sebut orangnya dengan by, atau lengkapi direktorinya',
        'nobody holds a position for "{actor}" in the unit {unit} on {day}; name a person with by, or complete the directory',
    )


class WithOutsiders:
    """A directory in which the actors from outside of the office, whom it does not know, act under their own names."""

    def __init__(self, directory: Directory, outsiders: Collection[str]) -> None:
        self._directory = directory
        self._outsiders = outsiders
        self.zone = getattr(directory, "zone", None)

    def roles(self, person: str, at: datetime, unit: str | None) -> Roles | None:
        found = self._directory.roles(person, at, unit)
        return Frozen({person: Role()}) if found is None and person in self._outsiders else found

    def units(self) -> Collection[str]:
        return self._directory.units()


class Cast:
    """Names persons. Without a directory, or where a person of that name is known, it is whoever is named; else the first
    who holds the actor in the unit at that time."""

    def __init__(
        self, engine: Engine, directory: Directory | None, unit: str | None, actors: Mapping[str, Actor]
    ) -> None:
        self.engine = engine
        self._actors = actors
        self._directory = directory
        self._office: Office | None = directory if isinstance(directory, Office) else None
        units = tuple(directory.units()) if directory is not None else ()
        self._unit = units[0] if unit is None and len(units) == 1 else unit

    def named(self, name: str) -> str:
        """The person whom a scenario means by a name; `NobodyHolds`."""
        held = self._holders(name)
        actor = self._actors.get(name)
        if held or self._office is None or actor is None or actor.external:
            return held[0] if held else name
        day = self.engine.now().date().isoformat()
        raise NobodyHolds(actor=actor.title, unit=self._unit or "-", day=day)

    def holder(self, actor: str, item: WorkItem | None) -> str:
        """Who does a work item for an actor: who has claimed it, else the first who may for what others did."""
        held = self._holders(actor)
        if item is None:
            return next(iter(held), actor)
        if item.claim is not None:
            return item.claim.person
        able = (p for p in held if p not in item.not_by and (not item.only_by or p in item.only_by))
        return next(able, "") or self.named(actor)

    def usual(self, act: Act, item: WorkItem | None, run: Instance) -> str:
        """Whose turn an act is, that says nobody."""
        if act.kind == "release" and item is not None and item.claim is not None:
            return item.claim.person
        flow = self.engine.flow(run.sop, run.version)
        row = flow.rows.get(str(act.step))
        actors = flow.definition.actors
        if item is not None and item.actors and item.actors[0] != "unknown":
            return self.holder(item.actors[0], item)
        if row is not None and not isinstance(row.step.actors, Unknown) and row.actors and act.kind != "wait":
            return self.named(row.actors[0])
        top = self._started_by(run)
        usual = top if top in actors or self._office is not None else self.named(str(next(iter(actors))))
        return receiver_of(self.engine, run.id, usual, self.holder) if act.kind == "receive" else usual

    def granter(self, act: Act, run: Instance) -> str:
        """Who may extend a due time."""
        flow = self.engine.flow(run.sop, run.version)
        row = flow.rows.get(str(act.step))
        extension = row.step.extension if row is not None else flow.definition.extension
        return self.named(str(extension.by[0])) if extension is not None else self._started_by(run)

    def last_by(self, run: Instance) -> str:
        """Who did what was done last."""
        past = past_of(self.engine.history(run.id))
        return past.event.by if past is not None else self._started_by(run)

    def _started_by(self, run: Instance) -> str:
        """Who started the whole, also where this is an SOP that it called."""
        while run.parent is not None:
            run = self.engine.instance(run.parent[0])
        return run.started_by

    def _holders(self, name: str) -> tuple[str, ...]:
        now = self.engine.now()
        if self._directory is None or self._directory.roles(name, now, self._unit) is not None:
            return (name,)
        return self._office.holders(name, now, self._unit) if self._office is not None else ()
