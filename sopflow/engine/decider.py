"""From a command to the change that it makes, in whatever keeps it: the engine's own store, or an object of a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sopflow.flow.command import NOTHING_MORE, Command
from sopflow.flow.context import Context
from sopflow.flow.decide import decide
from sopflow.flow.event import Event
from sopflow.flow.evolve import evolve
from sopflow.flow.flow import Flow
from sopflow.flow.following import LOOKING_BACK, looks_back, past_of
from sopflow.flow.instance import Instance

from .asking import Asking
from .store import Change


class Decider(Asking):
    """Decides commands with what it asks of the ports; keeps nothing."""

    __slots__ = ()

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
