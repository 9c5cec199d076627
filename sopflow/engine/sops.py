"""The SOPs that an engine can run: those registered with it, and those that its store kept."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from sopflow.errors import DefinitionChanged, UnknownCalendar, UnknownDefinition
from sopflow.flow.flow import Flow
from sopflow.language import did_you_mean
from sopflow.time import AROUND_THE_CLOCK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sopflow.definition.model import Definition
    from sopflow.flow.instance import Instance
    from sopflow.time import Calendar

    from .store import Store


class Sops:
    """Each compiled once, and found by its digest, by its version, or as the latest of its id."""

    def __init__(self, store: Store, calendars: Mapping[str, Calendar]) -> None:
        self._store = store
        self.calendars = calendars
        self._flows: dict[str, Flow] = {}
        self._versions: dict[tuple[str, str], Flow] = {}
        self._latest: dict[str, Flow] = {}

    def on(self, store: Store) -> Sops:
        """The same SOPs with another view of the store."""
        twin = copy(self)
        twin._store = store
        return twin

    def register(self, sop: Definition | Flow, keep: bool) -> Flow:
        """Compile (and keep) an SOP, and make it the latest of its id.

        `DefinitionChanged` where its version is taken by another content, `UnknownCalendar`.
        """
        definition = sop.definition if isinstance(sop, Flow) else sop
        flow = self._versions.get((str(definition.id), definition.version))
        if flow is not None and flow.definition.digest != definition.digest:
            raise DefinitionChanged(sop=definition.id, version=definition.version)
        self._require_calendars(definition)
        flow = flow or (sop if isinstance(sop, Flow) else Flow(sop))
        if keep:
            self._store.keep(flow)
        flow = self._adopted(flow)
        if self._versions[str(definition.id), definition.version] is not flow:  # another thread was faster
            raise DefinitionChanged(sop=definition.id, version=definition.version)
        self._latest[str(definition.id)] = flow
        return flow

    def flow(self, sop: str, version: str | None = None) -> Flow:
        """The latest that was registered, or else kept, or a version; `UnknownDefinition`."""
        flow = self._latest.get(sop) if version is None else self._versions.get((sop, version))
        if flow is not None:
            return flow
        kept = self._store.version(sop, version)
        if kept is None:
            raise self._unknown(sop if version is None else f"{sop} {version}")
        return self._compiled(kept)

    def of(self, instance: Instance) -> Flow:
        """That which an instance runs on, by its digest; `UnknownDefinition`."""
        return self._flows.get(instance.digest) or self.by_digest(instance.digest)

    def by_digest(self, digest: str) -> Flow:
        """The SOP with a digest; `UnknownDefinition`."""
        flow = self._flows.get(digest)
        if flow is not None:
            return flow
        kept = self._store.definition(digest)
        if kept is None:
            raise self._unknown(digest)
        return self._compiled(kept)

    def called(self, sop: str) -> Flow | None:
        """That which a row calls, if it is there."""
        try:
            return self.flow(sop)
        except UnknownDefinition:
            return None

    def calendar(self, name: str | None) -> Calendar:
        """A calendar by its name; around the clock for `None`. `UnknownCalendar`."""
        if name is None:
            return AROUND_THE_CLOCK
        if name not in self.calendars:
            raise UnknownCalendar(calendar=name, hint=did_you_mean(name, self.calendars))
        return self.calendars[name]

    def _compiled(self, kept: Definition) -> Flow:
        self._require_calendars(kept)
        return self._flows.get(kept.digest) or self._adopted(Flow(kept))

    def _adopted(self, flow: Flow) -> Flow:
        """The flow of this digest: that of whoever was first, so that all threads have the same one."""
        definition = flow.definition
        flow = self._flows.setdefault(definition.digest, flow)
        self._versions.setdefault((str(definition.id), definition.version), flow)
        return flow

    def _require_calendars(self, definition: Definition) -> None:
        for name in (definition.calendar, *(actor.calendar for actor in definition.actors.values())):
            self.calendar(name)

    def _unknown(self, name: str) -> UnknownDefinition:
        return UnknownDefinition(sop=name, known=tuple(" ".join(key) for key in self._versions))
