"""What deciding is handed: the time, who somebody is, calendars and fresh ids, asked of the ports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import chain, repeat

from sopflow.flow.command import Command
from sopflow.flow.context import Context, Roles
from sopflow.flow.instance import Instance
from sopflow.time.span import in_range

from .directory import Directory, names_in, zone_in
from .places import Everywhere
from .sops import Sops


class Asking:
    """The ports of an engine. People are who they were when they acted, as long as they still may act for the same."""

    __slots__ = ("calendars", "called", "compiled", "directory", "new_id", "now", "sops")

    def __init__(
        self, now: Callable[[], datetime], directory: Directory | None, sops: Sops, new_id: Callable[[], str]
    ) -> None:
        self.now = now
        self.directory = directory
        self.sops = sops
        self.calendars, self.called, self.compiled = sops.calendars, sops.called, sops.compiled
        self.new_id = new_id

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
        now = self.now()
        new_id = self.new_id
        if own_id is not None:
            new_id = chain([own_id], (make() for make in repeat(self.new_id))).__next__
        if self.directory is None:
            return Context(now, None, False, self.calendars, new_id, self.called)
        return self._asked(self.directory, by, now, new_id, unit, at)

    def _asked(
        self,
        directory: Directory,
        by: str,
        now: datetime,
        new_id: Callable[[], str],
        unit: str | None,
        at: datetime | None,
    ) -> Context:
        """With what the directory says of people."""
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
            now, roles or {}, roles is not None, self.sops.calendars, new_id, self.sops.called, held,
            zone=zone_in(directory), names=names_in(directory),
        )  # fmt: skip
