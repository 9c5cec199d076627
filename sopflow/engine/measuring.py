"""How long the rows of SOPs take, how often they are late and how often they come back: what an office needs for the
evaluation of an SOP every six months (Permenpan RB 35/2012)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sopflow.flow.event import Event
from sopflow.flow.flow import Flow
from sopflow.flow.following import standing
from sopflow.flow.instance import Instance
from sopflow.flow.timeline import Passed, passed
from sopflow.frozen import NOTHING, freeze
from sopflow.time import Calendar
from sopflow.time.lateness import is_late


@dataclass(frozen=True, slots=True)
class Times:
    """Lengths of working time; memory does not grow with their number."""

    count: int = 0
    total: timedelta = timedelta(0)
    longest: timedelta = timedelta(0)

    def and_(self, length: timedelta) -> Times:
        """With one more."""
        return Times(self.count + 1, self.total + length, max(self.longest, length))

    @property
    def mean(self) -> timedelta:
        """Zero where there are none."""
        return self.total / self.count if self.count else timedelta(0)


@dataclass(frozen=True, slots=True)
class RowMeasure:
    """One row of an SOP: what was done there and stands. Completions that were undone do not count."""

    step: str
    times: Times = Times()
    late: int = 0
    """How often it was done after it was due."""
    returned: int = 0
    """How often it was done again, because something came back."""
    outcomes: Mapping[str, int] = NOTHING
    skipped: int = 0
    """How often it was skipped. A skip does not count as work: it has no time, is not late and has no outcome."""

    def __post_init__(self) -> None:
        freeze(self, "outcomes")


@dataclass(frozen=True, slots=True)
class Measure:
    """One version of an SOP."""

    flow: Flow
    rows: Mapping[str, RowMeasure]
    statuses: Mapping[str, int] = NOTHING
    ends: Mapping[str, int] = NOTHING
    times: Times = Times()
    """Of the instances that were completed, from start to end."""
    late: int = 0
    """Instances that went past the SOP's `time_limit`."""

    def __post_init__(self) -> None:
        freeze(self, "rows", "statuses", "ends")

    @property
    def instances(self) -> int:
        return sum(self.statuses.values())


class _Sum:
    """What becomes a `Measure`, while instances are counted."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.rows = {name: _RowSum() for name in flow.rows}
        self.statuses: Counter[str] = Counter()
        self.ends: Counter[str] = Counter()
        self.times = Times()
        self.late = 0

    def add(self, run: Instance, calendar: Calendar) -> None:
        self.statuses[run.status] += 1
        if run.status == "completed":
            self.times = self.times.and_(calendar.worked(run.started_at, run.at))
            self.ends[run.end or "end"] += 1
        self.late += is_late(run.due, run.at)

    def measure(self) -> Measure:
        rows = {name: row.measure(name) for name, row in self.rows.items()}
        return Measure(self.flow, rows, self.statuses, self.ends, self.times, self.late)


class _RowSum:
    def __init__(self) -> None:
        self.times = Times()
        self.late = self.returned = self.skipped = 0
        self.outcomes: Counter[str] = Counter()

    def add(self, one: Passed, calendar: Calendar) -> None:
        if one.event.type == "skipped":
            self.skipped += 1
            return
        if one.row is not None:
            self.times = self.times.and_(max(timedelta(0), calendar.worked(one.row.since, one.event.acted_at)))
        self.late += one.late
        self.returned += one.visit > 1
        self.outcomes[one.outcome] += 1

    def measure(self, step: str) -> RowMeasure:
        return RowMeasure(step, self.times, self.late, self.returned, self.outcomes, self.skipped)


class Measuring:
    """Measures of instances, one after the other; `flow_of` gives the flow of an SOP's id and version."""

    def __init__(
        self,
        flow_of: Callable[[str, str], Flow],
        calendar: Callable[[str | None], Calendar],
        *,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> None:
        self._flow_of = flow_of
        self._calendar = calendar
        self._since, self._until = since, until
        self._found: dict[tuple[str, str], _Sum] = {}

    def counts(self, at: datetime) -> bool:
        """Whether an instant is in the time that is asked for."""
        return (self._since is None or at >= self._since) and (self._until is None or at < self._until)

    def flow(self, sop: str, version: str) -> Flow:
        return self._of(sop, version).flow

    def _of(self, sop: str, version: str) -> _Sum:
        if (sop, version) not in self._found:
            self._found[sop, version] = _Sum(self._flow_of(sop, version))
        return self._found[sop, version]

    def add(self, run: Instance, events: Iterable[Event]) -> None:
        """Count an instance by its history, without what was undone."""
        for version, stretch in by_version(events):
            measure = self._of(run.sop, version)
            for one in passed(stretch, measure.flow):
                if self.counts(one.event.acted_at):
                    measure.rows[one.step].add(one, self._calendar(measure.flow.rows[one.step].calendar))
        measure = self._of(run.sop, run.version)
        if self.counts(run.at):
            measure.add(run, self._calendar(measure.flow.definition.calendar))

    def found(self) -> tuple[Measure, ...]:
        """The measures, in the order in which their SOPs came."""
        return tuple(one.measure() for one in self._found.values())


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

    What was undone does not count, and a skip only as a skip.
    With `since` and `until` (aware) only what was done from the one to before the other counts: rows by when they were
    done, instances (on the version where they are) by when they last changed. Times are working time on the calendar in
    force for the row.
    """
    measuring = Measuring(flow_of, calendar, since=since, until=until)
    for run in instances:
        measuring.add(run, standing(history(run.id)))
    return measuring.found()


def by_version(events: Iterable[Event]) -> Iterator[tuple[str, list[Event]]]:
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
