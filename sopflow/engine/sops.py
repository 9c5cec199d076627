"""The SOPs that an engine can run: those registered with it, and those that its store kept."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from datetime import datetime

from sopflow.definition.codec import composed
from sopflow.definition.digest import mean_the_same
from sopflow.definition.model import Definition
from sopflow.errors import DefinitionChanged, UnknownCalendar, UnknownDefinition
from sopflow.flow.command import SYSTEM
from sopflow.flow.flow import Flow
from sopflow.flow.flows import Flows
from sopflow.flow.instance import Instance
from sopflow.language import did_you_mean
from sopflow.time import AROUND_THE_CLOCK, Calendar

from .store import Activation, Store, When

_LISTED = 20
"""Versions that a message names."""


class Sops:
    """Each compiled once, and found by its digest, by its version, or as the current one of its id."""

    def __init__(self, store: Store, calendars: Mapping[str, Calendar]) -> None:
        self._store = store
        self.calendars = calendars
        self._flows = Flows()
        self.compiled = self._flows.by_digest
        self._known: dict[str, Definition] = {}
        """Those that were read only to know their fields."""
        self._here: dict[str, Flow] = {}
        """Those that are for this engine alone, and current in it."""

    def on(self, store: Store) -> Sops:
        """The same SOPs with another view of the store."""
        twin = copy(self)
        twin._store = store
        return twin

    def register(self, sop: Definition | Flow, keep: bool, at: datetime, when: When) -> Flow:
        """Compile an SOP, and keep it, or have it for this engine alone.

        `DefinitionChanged` where its version is taken by another content, `UnknownCalendar`.
        """
        definition = sop.definition if isinstance(sop, Flow) else sop
        flow = self._flows.by_version.get((str(definition.id), definition.version))
        if flow is not None and not _is_same(flow.definition, definition):
            raise DefinitionChanged(sop=definition.id, version=definition.version)
        self._require_calendars(definition)
        flow = flow or self._as_kept(sop if isinstance(sop, Flow) else Flow(sop))
        if keep:
            flow = self._kept(flow, at, when)
            self._here.pop(str(definition.id), None)
        else:
            self._here[str(definition.id)] = flow
        return self._flows.add(flow)

    def _kept(self, flow: Flow, at: datetime, when: When) -> Flow:
        try:
            self._store.keep(flow, activation_of(flow, at, SYSTEM), when)
        except DefinitionChanged:
            there = self._store.version(str(flow.definition.id), flow.definition.version)
            if there is None or not _is_same(there, flow.definition):
                raise
            flow = Flow(there)
            self._store.keep(flow, activation_of(flow, at, SYSTEM), when)
        return flow

    def activate(self, sop: str, version: str, at: datetime, by: str) -> Activation:
        """Make a version that is kept the current one; `UnknownDefinition`."""
        flow = self.version(sop, version)
        self._store.keep(flow, activation_of(flow, at, by), "always")
        self._here.pop(sop, None)
        return self._store.activations(sop)[-1]

    def version(self, sop: str, version: str) -> Flow:
        """A version, also one whose calendars are not here; `UnknownDefinition`."""
        flow = self._flows.by_version.get((sop, version))
        if flow is not None:
            return flow
        kept = self._store.version(sop, version)
        if kept is None:
            raise self._unknown(f"{sop} {version}")
        return Flow(kept)

    def definitions(self, sop: str) -> list[Definition]:
        """Every version of an SOP that is kept or registered, the last one last."""
        here = {
            f.definition.digest: f.definition for (name, _), f in self._flows.by_version.items() if name == sop
        }
        found: dict[str, Definition] = {}
        for _, _, digest, _ in self._store.versions(sop):
            known = here.get(digest) or self._known.get(digest) or self._store.definition(digest)
            if known is not None:
                found[digest] = known
        self._known |= found
        return [*found.values(), *(one for digest, one in here.items() if digest not in found)]

    def current(self, sop: str) -> Flow | None:
        """The version that is current in the store, also one whose calendars are not here."""
        digest = self._store.current(sop)
        kept = self._store.definition(digest) if digest is not None else None
        return Flow(kept) if kept is not None else None

    def _as_kept(self, flow: Flow) -> Flow:
        """A flow under the digest by which the store knows its version, which may be of an older form."""
        definition = flow.definition
        kept = self._store.version(str(definition.id), definition.version)
        if kept is None or kept.digest == definition.digest or not mean_the_same(kept, definition):
            return flow
        return flow.with_digest(kept.digest)

    def flow(self, sop: str, version: str | None = None) -> Flow:
        """The current version of an SOP, or one that is named; `UnknownDefinition`."""
        flow = self._here.get(sop) if version is None else self._flows.by_version.get((sop, version))
        if flow is not None:
            return flow
        if version is None:
            digest = self._store.current(sop)
            # where the store has none of it, a registration that was rolled back is kept with the first start
            mine = self._flows.by_digest.get(digest) if digest is not None else self._last(sop)
            if mine is not None:
                return mine
            if digest is None:
                raise self._unknown(sop)
        kept = self._store.version(sop, version)
        if kept is None:
            past = self._store.activations(sop) if version is None else []
            raise self._unknown(f"{sop} {version or (past[-1].version if past else '')}".strip())
        return self._compiled(kept)

    def _last(self, sop: str) -> Flow | None:
        return next((flow for (name, _), flow in reversed(self._flows.by_version.items()) if name == sop), None)

    def of(self, instance: Instance) -> Flow:
        """That which an instance runs on, by its digest; `UnknownDefinition`."""
        flow = self._flows.by_digest.get(instance.origin.digest)
        if flow is not None:
            return flow
        flow = self._flows.of(instance)
        if flow is None and self._store.definition(instance.digest) is None:
            kept = self._store.version(instance.sop, instance.version)
            if kept is not None:
                self._compiled(kept)
                flow = self._flows.of(instance)
        return flow or self.by_digest(instance.digest)

    def by_digest(self, digest: str) -> Flow:
        """The SOP with a digest; `UnknownDefinition`."""
        flow = self._flows.by_digest.get(digest)
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
        return self._flows.by_digest.get(kept.digest) or self._flows.add(Flow(kept))

    def _require_calendars(self, definition: Definition) -> None:
        for name in (definition.calendar, *(actor.calendar for actor in definition.actors.values())):
            self.calendar(name)

    def _unknown(self, name: str) -> UnknownDefinition:
        kept = (" ".join(one[:2]) for one in self._store.versions())
        here = (" ".join(key) for key in self._flows.by_version)
        return UnknownDefinition(sop=name, known=tuple(dict.fromkeys((*kept, *here)))[:_LISTED])


def _is_same(stored: Definition, given: Definition) -> bool:
    """Whether a definition is the one that is stored; perhaps from when texts were kept as they were typed, as it stays."""
    return mean_the_same(stored, given) or mean_the_same(composed(stored), given)


def activation_of(flow: Flow, at: datetime, by: str) -> Activation:
    """The record that a flow becomes the current version of its SOP."""
    definition = flow.definition
    return Activation(str(definition.id), definition.version, definition.digest, at, by)
