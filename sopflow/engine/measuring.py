"""How long the rows of SOPs take, how often they are late and how often they come back: what an office needs for the
evaluation of an SOP every six months (Permenpan RB 35/2012)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from sopflow.flow.timeline import passed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from sopflow.flow.event import Event
    from sopflow.flow.flow import Flow
    from sopflow.flow.instance import Instance
    from sopflow.flow.timeline import Passed
    from sopflow.time import Calendar


@dataclass(slots=True)
class Times:
    """Lengths of working time, counted as they come; memory does not grow with their number."""

    count: int = 0
    total: timedelta = timedelta(0)
    longest: timedelta = timedelta(0)

    def add(self, length: timedelta) -> None:
        self.count += 1
        self.total += length
        self.longest = max(self.longest, length)

    @property
    def mean(self) -> timedelta:
        """Zero where there are none."""
        return self.total / self.count if self.count else timedelta(0)


@dataclass(slots=True)
class RowMeasure:
    """One row of an SOP."""

    step: str
    times: Times = field(default_factory=Times)
    late: int = 0
    """How often it was done after it was due."""
    returned: int = 0
    """How often it was done again, because something came back."""
    outcomes: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Measure:
    """One version of an SOP."""

    flow: Flow
    rows: dict[str, RowMeasure]
    statuses: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    times: Times = field(default_factory=Times)
    """Of the instances that were completed, from start to end."""
    late: int = 0
    """Instances that went past the SOP's `time_limit`."""

    @property
    def instances(self) -> int:
        return sum(self.statuses.values())


def measured(
    instances: Iterable[Instance],
    history: Callable[[str], Iterable[Event]],
    flow_of: Callable[[str, str], Flow],
    calendar: Callable[[str | None], Calendar],
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> tuple[Measure, ...]:
    """Measures of the SOPs of some instances, by version, in the order in which they come; `flow_of` gives the flow of
    an SOP's id and version.

    With `since` and `until` (aware) only what was done from the one to before the other counts: rows by when they were
    done, instances (on the version where they are) by when they last changed. Times are working time on the calendar in
    force for the row.
    """
    found: dict[tuple[str, str], Measure] = {}

    def counts(at: datetime) -> bool:
        return (since is None or at >= since) and (until is None or at < until)

    def of(sop: str, version: str) -> Measure:
        if (sop, version) not in found:
            flow = flow_of(sop, version)
            found[sop, version] = Measure(flow, {name: RowMeasure(name) for name in flow.rows})
        return found[sop, version]

    for run in instances:
        for version, events in _by_version(history(run.id)):
            measure = of(run.sop, version)
            for one in passed(events, measure.flow):
                if counts(one.event.acted_at):
                    _add(measure.rows[one.step], one, calendar(measure.flow.rows[one.step].calendar))
        measure = of(run.sop, run.version)
        if counts(run.at):
            _add_instance(measure, run, calendar(measure.flow.definition.calendar))
    return tuple(found.values())


def _by_version(events: Iterable[Event]) -> Iterator[tuple[str, list[Event]]]:
    """A history in stretches, each on one version of the SOP."""
    version = ""
    stretch: list[Event] = []
    for event in events:
        if event.effects.sop is not None:
            if stretch:
                yield version, stretch
            version, stretch = event.effects.sop[1], []
        stretch.append(event)
    yield version, stretch


def _add(row: RowMeasure, one: Passed, calendar: Calendar) -> None:
    if one.row is not None:
        row.times.add(max(timedelta(0), calendar.worked(one.row.since, one.event.acted_at)))
    row.late += one.late
    row.returned += one.visit > 1
    row.outcomes[one.outcome] = row.outcomes.get(one.outcome, 0) + 1


def _add_instance(measure: Measure, run: Instance, calendar: Calendar) -> None:
    measure.statuses[run.status] = measure.statuses.get(run.status, 0) + 1
    if run.status == "completed":
        measure.times.add(calendar.worked(run.started_at, run.at))
        measure.ends[run.end or "end"] = measure.ends.get(run.end or "end", 0) + 1
    if run.due is not None and run.at > run.due:
        measure.late += 1
