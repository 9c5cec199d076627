"""What one event sets off in called and calling SOPs: children start, end their parent's row, stop, go on and end with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final

from sopflow.errors import BadCommand
from sopflow.flow.calls import called_by, end_of_call, start_of_child
from sopflow.flow.command import SYSTEM, Command, More
from sopflow.flow.commands import EVENTS
from sopflow.flow.context import Context
from sopflow.flow.decide import decide
from sopflow.flow.event import Event
from sopflow.flow.evolve import evolve
from sopflow.flow.flow import Flow
from sopflow.flow.instance import Instance
from sopflow.flow.people import inherited, inherited_formerly
from sopflow.language import Words

from .meeting import MIGRATED, require_ends
from .private import REDACTED
from .store import Change

MOST_AT_ONCE: Final = 10_000
"""Events that one command may lead to: a row that calls, and leads to itself, with SOPs that are over at their start goes on
without end."""
_ENDLESS: Final = Words(
    "perintah ini menimbulkan lebih dari {most} kejadian di SOP yang memanggil dan yang dipanggil; periksa apakah SOP-SOP itu saling memanggil tanpa henti",
    "this command leads to more than {most} events in calling and called SOPs; check whether they call each other without end",
)
CANCEL: Final = Command("cancel", SYSTEM)
SUSPEND: Final = Command("suspend", SYSTEM)
RESUME: Final = Command("resume", SYSTEM)
"""What happens to called instances when their caller ends, is suspended, and goes on."""
WITH_THE_CALLER: Final = ("suspended", "resumed", MIGRATED)
"""After these events of a called instance it is brought into step with its caller."""


def births(
    item: Change, flow: Callable[[str, str | None], Flow], context: Callable[[str, str | None], Context]
) -> Iterator[Change]:
    """The starts of the SOPs that an event calls."""
    for row in item.event.opened:
        for own in row.children:
            child = flow(str(item.flow.rows[row.step].step.call), None)
            command = start_of_child(item.flow, child, item.after, row, own)
            started = decide(child, None, command, context(SYSTEM, own))
            yield Change(started, None, evolve(None, started), child)


def end_in(parent: Instance, child: Instance, flow: Callable[[str, str | None], Flow]) -> Command | None:
    """The command that ends the row of a caller that waits for an instance which is completed; `None` where none does."""
    # by the child, since the row has another id where the parent has moved to another version
    row = next((r for r in parent.active if child.id in r.children), None)
    if parent.status != "running" or row is None or child.id not in called_by(parent):
        return None
    return end_of_call(flow(parent.sop, parent.version), flow(child.sop, child.version), parent, child, row)


def in_step(child: Instance, caller: Instance, flow: Flow, rebound: Collection[str] = ()) -> Command | None:
    """What next brings a called instance, which `flow` is, into step with its caller: it is told who those actors are who have
    become others, and those whom it did not know; it stands still, and goes on. `None` where nothing is to be done."""
    if child.is_over or child.id not in called_by(caller):
        return None
    known, people = child.people, inherited(caller, flow)
    people = tuple(one for one in people if one[0] not in known or (one[0] in rebound and known[one[0]] != one[1]))
    if people:
        were = tuple(one for one in inherited_formerly(caller, flow) if one[0] not in known)
        return Command("rebind", SYSTEM, more=More(people=people, formerly=were))
    if caller.status == "suspended" and child.status == "running":
        return SUSPEND
    return RESUME if caller.status == "running" and child.is_held else None


def rebound_by(change: Change) -> list[str]:
    """The actors who are others than before an event."""
    before = change.before.people if change.before is not None else {}
    return [actor for actor, who in change.after.people.items() if before.get(actor) != who]


class Consequences:
    """Follows an event through all instances that it touches; keeps nothing."""

    def __init__(
        self,
        load: Callable[[str], Instance],
        flow: Callable[[str, str | None], Flow],
        context: Callable[[str, str | None], Context],
        history: Callable[[str], Iterable[Event]],
    ) -> None:
        self._load = load
        self._history = history
        self._flow = flow
        self._context = context
        self._states: dict[str, Instance] = {}
        self._looked_at: dict[str, Instance] = {}

    @property
    def seen(self) -> dict[str, int]:
        """The instances that were looked at and do not change, each at its revision: what was decided rests on them."""
        looked_at = self._looked_at.items()
        return {name: run.revision for name, run in looked_at if name not in self._states}

    def of(self, first: Change) -> list[Change]:
        """The event itself and all that it sets off, in order."""
        require_ends(first, self._state, self._flow)
        news = [first]
        self._states[first.after.id] = first.after
        for item in news:
            for set_off in self._set_off(item):
                if len(news) >= MOST_AT_ONCE:
                    raise BadCommand(what=_ENDLESS.filled(most=MOST_AT_ONCE))
                news.append(set_off)
                self._states[set_off.after.id] = set_off.after
        return news

    def _set_off(self, item: Change) -> Iterator[Change]:
        event, before, after = item.event, item.before, item.after
        yield from births(item, self._flow, self._context)
        if event.type == REDACTED:
            more = More(note=event.note, erased=event.command.more.erased)
            for called in self._ever_called(after.id):
                yield self._also(called, Command("redact", SYSTEM, more=more))
        waited_for = called_by(after)
        for child in called_by(before):
            if child not in waited_for and not self._state(child).is_over:
                yield self._also(self._state(child), CANCEL)
        if after.status == "completed" and event.effects.status is not None and after.parent is not None:
            yield from self._ended(after)
        if EVENTS[event.type].moves_called:
            for child_state in self._children(after):
                yield from self._in_step(child_state.id, after, rebound_by(item))
                if child_state.status == "completed" and event.type == "resumed":
                    yield from self._ended(child_state)
        if event.type in WITH_THE_CALLER and after.parent is not None:
            yield from self._in_step(after.id, self._state(after.parent[0]))

    def _children(self, instance: Instance | None) -> Iterator[Instance]:
        return map(self._state, called_by(instance))

    def _ever_called(self, instance: str) -> Iterator[Instance]:
        """The instances that one has called, whether it waits for them or no longer does."""
        for event in self._history(instance):
            yield from (self._state(child) for row in event.opened for child in row.children)

    def _in_step(self, child: str, caller: Instance, rebound: Collection[str] = ()) -> Iterator[Change]:
        flow = self._flow(self._state(child).sop, self._state(child).version)
        while (command := in_step(self._state(child), caller, flow, rebound)) is not None:
            yield self._also(self._state(child), command)

    def _ended(self, child: Instance) -> Iterator[Change]:
        """The end of the row that waits for a child."""
        parent = self._state((child.parent or ("",))[0])
        command = end_in(parent, child, self._flow)
        if command is not None:
            yield self._also(parent, command)

    def _also(self, instance: Instance, command: Command) -> Change:
        flow = self._flow(instance.sop, instance.version)
        event = decide(flow, instance, command, self._context(command.by, None))
        return Change(event, instance, evolve(instance, event), flow)

    def _state(self, instance: str) -> Instance:
        found = self._states.get(instance) or self._looked_at.get(instance)
        return found or self._looked_at.setdefault(instance, self._load(instance))
