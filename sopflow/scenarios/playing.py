"""Playing scenarios: each in a rehearsal of its own."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sopflow.engine.directory import Directory
from sopflow.flow.flow import Flow
from sopflow.frozen import NOTHING
from sopflow.time import Calendar

from .model import DEFAULT_START, Act, Scenario
from .rehearsal import Failed, Rehearsal, require_used


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


class Surroundings(NamedTuple):
    """What a scenario is played in that says nothing of it itself."""

    start: datetime | None = None
    directory: Directory | None = None
    """Where a scenario names neither people nor a directory."""
    unit: str | None = None
    calendars: Mapping[str, Calendar] = NOTHING
    """Those that stand in place of others of the same name."""


def play(
    scenario: Scenario,
    flows: Sequence[Flow],
    calendars: Mapping[str, Calendar] | None = None,
    around: Surroundings = Surroundings(),  # noqa: B008, it does not change
) -> Result:
    """Play one scenario on the compiled SOP and those that it calls (its own last)."""
    # a file that says the usual start says it: only one that says nothing has this very object
    says_start = scenario.start is not DEFAULT_START
    says_people = scenario.by_anyone or scenario.people or scenario.office is not None
    directory = scenario.office if says_people else around.directory
    if around.calendars:
        calendars = ChainMap(dict(around.calendars), calendars or {})  # type: ignore[arg-type]
    rehearsal = Rehearsal(
        flows,
        start=scenario.start if says_start or around.start is None else around.start,
        people=scenario.people,
        answers=scenario.answers,
        calendars=calendars,
        directory=directory,
        unit=scenario.unit or (around.unit if directory is not None else None),
    )
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
