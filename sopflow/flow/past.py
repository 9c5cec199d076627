"""What an instance did last: what can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from .evolve import evolve

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .event import Event
    from .instance import Instance


class Past(NamedTuple):
    """The last event that moved an instance, and the state before it."""

    event: Event
    before: Instance | None


_ON_TOP: Final = frozenset({"reminded", "escalated", "claimed", "released", "reassigned", "delegated"})


def followed(past: Past | None, event: Event, before: Instance | None) -> Past:
    """The past after one more event: notes, and reminders of rows that the last move opened and who took them, come
    on top of it."""
    if past is not None and before is not None:
        opened = {(row.step, row.visit) for row in past.event.opened}
        if event.type == "annotated":
            return past
        if event.type in _ON_TOP and (event.step, event.visit) in opened:
            return past
    return Past(event, before)


def past_of(events: Iterable[Event]) -> Past | None:
    """The past of one instance."""
    past: Past | None = None
    state: Instance | None = None
    for event in events:
        past = followed(past, event, state)
        state = evolve(state, event)
    return past
