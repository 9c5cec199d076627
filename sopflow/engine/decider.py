"""From a command to the change that it makes, in whatever keeps it: the engine's own store, or an object of a cluster.

What deciding is handed (the time, who somebody is, calendars and fresh ids) is asked of the ports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import chain, repeat

from sopflow.flow.command import NOTHING_MORE, Command
from sopflow.flow.context import Context, Roles
from sopflow.flow.decide import decide
from sopflow.flow.event import Event
from sopflow.flow.evolve import evolve
from sopflow.flow.flow import Flow
from sopflow.flow.following import LOOKING_BACK, looks_back, past_of
from sopflow.flow.instance import Instance
from sopflow.time.span import in_range

from .directory import Directory, names_in, zone_in
from .places import Everywhere
from .sops import Sops
from .store import Change


class Decider:
    """Decides commands with what it asks of the ports of an engine; keeps nothing. People are who they were when they acted,
    as long as they still may act for the same."""

    __slots__ = ("calendars", "called", "compiled", "directory", "new_id", "now", "sops")

    def __init__(
        self, now: Callable[[], datetime], directory: Directory | None, sops: Sops, new_id: Callable[[], str]
    ) -> None:
        self.now = now
        self.directory = directory
        self.sops = sops
        self.calendars, self.called, self.compiled = sops.calendars, sops.called, sops.compiled
        self.new_id = new_id

    def started(self, flow: Flow, command: Command, own_id: str | None = None) -> Change:
        """What a start makes, as an id that is given or a fresh one. `Refusal`."""
        event = decide(flow, None, command, self.of_start(command, own_id))
        return Change(event, None, evolve(None, event), flow)

    def looks_back(self, command: Command) -> bool:
        """Whether a command takes the events before it."""
        return looks_back(command, self.directory is not None)

    def decided(self, instance: Instance, command: Command, history: Callable[[str], Iterable[Event]]) -> Change:
        """What a command makes of an instance; its events are asked for only where the command looks back. `Refusal`."""
        flow = self.compiled.get(instance.origin.digest) or self.sops.of(instance)
        was, now = None, self.now
        if self.directory is None:
            context = Context(now(), None, False, self.calendars, self.new_id, self.called)
        else:
            context = self.of(command, instance)
        if command.more is not NOTHING_MORE or command.kind in LOOKING_BACK:
            if self.looks_back(command):
                context = context._replace(past=past_of(history(instance.id)))
            if command.kind == "migrate":
                was, flow = flow, self.sops.flow(instance.sop, command.version)
                context = context._replace(target=flow)
        event = decide(was or flow, instance, command, context)
        return Change(event, instance, evolve(instance, event), flow, was)

    # -- what deciding is handed

    def of_start(self, command: Command, own_id: str | None = None) -> Context:
        """For a start, as an id that is given or a fresh one."""
        context = self._context(command.by, own_id, command.more.unit, command.more.acted_at)
        return context._replace(units=self.directory.units()) if self.directory is not None else context

    def of(self, command: Command, instance: Instance) -> Context:
        """For a command on an instance."""
        return self._context(command.by, None, instance.unit, command.more.acted_at)

    def of_known(self, command: Command, instance: Instance, everywhere: Everywhere | None) -> Context:
        """For a command on an instance, of somebody who is known already: as what they may act in each unit."""
        if everywhere is None or instance.unit not in everywhere or self.directory is None:
            return self.of(command, instance)
        directory, now, unit = self.directory, self.now(), instance.unit
        sops = self.sops
        return Context(
            now, everywhere[unit], True, sops.calendars, self.new_id, sops.called,
            lambda person: directory.roles(person, now, unit),
            zone=zone_in(directory), names=names_in(directory),
        )  # fmt: skip

    def of_activation(self, by: str) -> Iterator[Context]:
        """For what concerns every unit: as whom somebody may act in each."""
        units = self.directory.units() if self.directory is not None else ()
        for unit in units or (None,):
            yield self._context(by, None, unit, None)

    def by_itself(self, by: str, own_id: str | None = None) -> Context:
        """For what an event sets off."""
        return self._context(by, own_id, None, None)

    def _context(self, by: str, own_id: str | None, unit: str | None, at: datetime | None) -> Context:
        now, directory, new_id = self.now(), self.directory, self.new_id
        if own_id is not None:
            new_id = chain([own_id], (make() for make in repeat(self.new_id))).__next__
        if directory is None:
            return Context(now, None, False, self.calendars, new_id, self.called)
        if at is not None:
            in_range(at)

        def held(person: str) -> Roles | None:
            roles = directory.roles(person, now, unit)
            if at is None or roles is None:
                return roles
            then = directory.roles(person, at, unit)
            return {actor: role for actor, role in then.items() if actor in roles} if then is not None else None

        roles = held(by)
        return Context(
            now, roles or {}, roles is not None, self.calendars, new_id, self.called, held,
            zone=zone_in(directory), names=names_in(directory),
        )  # fmt: skip
