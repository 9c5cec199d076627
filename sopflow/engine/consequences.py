"""What one event sets off in called and calling SOPs: children start, end their parent's row, and fall with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sopflow.flow.calls import end_of_call, start_of_child
from sopflow.flow.command import SYSTEM, Command
from sopflow.flow.decide import decide
from sopflow.flow.evolve import evolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sopflow.flow.context import Context
    from sopflow.flow.event import Event
    from sopflow.flow.flow import Flow
    from sopflow.flow.instance import Instance


class News(NamedTuple):
    """An event with the states before and after it."""

    flow: Flow
    before: Instance | None
    after: Instance
    event: Event
    was: Flow | None = None
    """The flow before it, where it moved the instance to another version."""


def births(
    item: News, flow: Callable[[str, str | None], Flow], context: Callable[[str, str | None], Context]
) -> Iterator[News]:
    """The starts of the SOPs that an event calls."""
    for row in item.event.opened:
        if row.child is not None:
            child = flow(str(item.flow.rows[row.step].step.call), None)
            command = start_of_child(item.flow, child, item.after, row)
            started = decide(child, None, command, context(SYSTEM, row.child))
            yield News(child, None, evolve(None, started), started)


def called_by(instance: Instance | None) -> list[str]:
    """The called instances that an instance waits for."""
    return [row.child for row in instance.active if row.child is not None] if instance is not None else []


def end_in(parent: Instance, child: Instance, flow: Callable[[str, str | None], Flow]) -> Command | None:
    """The command that ends the row of a caller that waits for an instance which is completed; `None` where none does."""
    # by the child, since the row has another id where the parent has moved to another version
    row = next((r for r in parent.active if r.child == child.id), None)
    if parent.status != "running" or row is None:
        return None
    return end_of_call(flow(parent.sop, parent.version), flow(child.sop, child.version), child, row)


class Consequences:
    """Follows an event through all instances that it touches; keeps nothing."""

    def __init__(
        self,
        load: Callable[[str], Instance],
        flow: Callable[[str, str | None], Flow],
        context: Callable[[str, str | None], Context],
    ) -> None:
        self._load = load
        self._flow = flow
        self._context = context
        self._states: dict[str, Instance] = {}

    def of(self, first: News) -> list[News]:
        """The event itself and all that it sets off, in order."""
        news = [first]
        self._states[first.after.id] = first.after
        for item in news:
            for set_off in self._set_off(item):
                news.append(set_off)
                self._states[set_off.after.id] = set_off.after
        return news

    def _set_off(self, item: News) -> Iterator[News]:
        _, before, after, event, _ = item
        yield from births(item, self._flow, self._context)
        if event.effects.status in ("completed", "cancelled"):
            for child_state in self._children(before):
                if not child_state.is_over:
                    yield self._also(child_state, Command("cancel", SYSTEM))
            if after.status == "completed" and after.parent is not None:
                yield from self._ended(after)
        if event.type == "resumed":
            for child_state in self._children(after):
                if child_state.status == "completed":
                    yield from self._ended(child_state)

    def _children(self, instance: Instance | None) -> Iterator[Instance]:
        return map(self._state, called_by(instance))

    def _ended(self, child: Instance) -> Iterator[News]:
        """The end of the row that waits for a child."""
        parent = self._state((child.parent or ("",))[0])
        command = end_in(parent, child, self._flow)
        if command is not None:
            yield self._also(parent, command)

    def _also(self, instance: Instance, command: Command) -> News:
        flow = self._flow(instance.sop, instance.version)
        event = decide(flow, instance, command, self._context(command.by, None))
        return News(flow, instance, evolve(instance, event), event)

    def _state(self, instance: str) -> Instance:
        return self._states.get(instance) or self._load(instance)
