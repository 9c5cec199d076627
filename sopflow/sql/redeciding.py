"""Events decided again, each by the definition that its instance ran on, as of the recorded time and capacity."""

from __future__ import annotations

from typing import Final

from sopflow.flow.commands import EVENTS
from sopflow.flow.event import Event
from sopflow.flow.evolve import evolve
from sopflow.flow.flow import Flow
from sopflow.flow.flows import Flows
from sopflow.flow.following import followed
from sopflow.flow.instance import Instance
from sopflow.flow.past import Past
from sopflow.flow.replay import decided_again, differs_beyond_times
from sopflow.language import Words
from sopflow.reasons import reason_of
from sopflow.time import AROUND_THE_CLOCK, Calendar

_UNDECIDED: Final = Words("bukan hasil perintahnya: {what}", "is not what its command becomes: {what}")
_IMPOSSIBLE: Final = (KeyError, TypeError, ValueError, AttributeError, IndexError, AssertionError, OverflowError)


class _AnyCalendar(dict[str, "Calendar"]):
    """Due times are taken as recorded, so it does not matter by which calendar they are counted."""

    def __missing__(self, name: str) -> Calendar:
        return AROUND_THE_CLOCK

    def __contains__(self, name: object) -> bool:
        return True


class Redeciding:
    """Decides the events of one instance again, in their order."""

    def __init__(self, flows: Flows) -> None:
        self._flows = flows
        self._past: Past | None = None

    def differs(self, before: Instance | None, event: Event) -> Words | None:
        """What is other than on record; `None` too where the definition is not there."""
        past, self._past = self._past, followed(self._past, event, before)
        flow = self._flows.of(before if before is not None else evolve(None, event))
        if flow is None or (EVENTS[event.type].is_as_recorded and before is not None):
            return None
        try:
            found = decided_again(event, before, past, flow, self._called, _AnyCalendar())
            found = differs_beyond_times(found) if found is not None else None
        except _IMPOSSIBLE as problem:
            return _UNDECIDED.filled(what=reason_of(problem))
        return _UNDECIDED.filled(what=found.words) if found is not None else None

    def _called(self, sop: str) -> Flow | None:
        """Whether there is an SOP that a row calls is all that is asked."""
        return next((flow for (name, _), flow in self._flows.by_version.items() if name == sop), None)
