"""Playing scenarios: each in a rehearsal of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .rehearsal import Failed, Rehearsal, require_used

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sopflow.flow.flow import Flow
    from sopflow.time import Calendar

    from .model import Act, Scenario


class Failure(NamedTuple):
    """Where and why a run left the expected path."""

    problem: Failed
    act: Act | None
    """The act that failed; `None` for the expectation at the end."""


class Result(NamedTuple):
    """A scenario that was played."""

    scenario: Scenario
    rehearsal: Rehearsal
    failure: Failure | None

    @property
    def passed(self) -> bool:
        return self.failure is None


def play(scenario: Scenario, flows: Sequence[Flow], calendars: Mapping[str, Calendar] | None = None) -> Result:
    """Play one scenario on the compiled SOP and those that it calls (its own last)."""
    rehearsal = Rehearsal(
        flows, start=scenario.start, people=scenario.people, answers=scenario.answers, calendars=calendars,
        directory=scenario.office, unit=scenario.unit,
    )  # fmt: skip
    act: Act | None = None
    try:
        for act in scenario.acts:
            rehearsal.perform(act)
        act = None
        if scenario.expect is not None:
            rehearsal.expect(scenario.expect)
        require_used(rehearsal.walk.answers)
    except Failed as problem:
        return Result(scenario, rehearsal, Failure(problem, act))
    return Result(scenario, rehearsal, None)
