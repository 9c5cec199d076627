"""Where an SOP loses its time: waiting against working, the ways that cases went, what was done again, and hand-overs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Final

from sopflow.flow.commands import EVENTS
from sopflow.flow.event import Event, RowKey
from sopflow.flow.flow import Flow
from sopflow.flow.following import standing
from sopflow.flow.instance import Instance
from sopflow.flow.timeline import passed
from sopflow.frozen import freeze
from sopflow.time import Calendar, read_in
from sopflow.time.lateness import is_late

from .measuring import Measure, Measuring, Times, by_version

MOST_WAYS: Final = 10_000
"""So many different ways of cases are kept apart; further ones are counted together."""
Way = tuple[str, ...]
"""The rows of a case in the order in which they were done, with their answers where there are several."""


@dataclass(frozen=True, slots=True)
class Split:
    """The time of a row until somebody took it, and from then on; `whole` where nobody said that they had taken it."""

    waiting: Times = Times()
    working: Times = Times()
    whole: Times = Times()


@dataclass(frozen=True, slots=True)
class Group:
    """Instances of one month, or of one unit: how many were started, how many came to an end, and how."""

    started: int = 0
    completed: int = 0
    cancelled: int = 0
    late: int = 0
    """Of the completed ones: those that went past the SOP's time limit."""
    times: Times = Times()
    """Of the completed ones."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One version of an SOP."""

    measure: Measure
    splits: Mapping[str, Split]
    """By row; of rows that people do."""
    ways: Mapping[Way, Times]
    """Of completed instances, the most frequent first."""
    other_ways: Times
    """Of those beyond the first 10,000 ways."""
    reworked: int
    """Completed instances in which a row was done more than once."""
    hand_overs: Mapping[tuple[str, str], Times]
    """From one actor to another: the time until the receiver was done with the row."""
    months: Mapping[str, Group]
    """By year and month (`2026-03`) in the SOP's time zone, in order."""
    units: Mapping[str | None, Group]

    def __post_init__(self) -> None:
        freeze(self, "splits", "ways", "hand_overs", "months", "units")


class _GroupSum:
    def __init__(self) -> None:
        self.started = self.completed = self.cancelled = self.late = 0
        self.times = Times()

    def group(self) -> Group:
        return Group(self.started, self.completed, self.cancelled, self.late, self.times)


class _Sum:
    """What becomes an `Evaluation`."""

    def __init__(self) -> None:
        self.splits: dict[str, Split] = {}
        self.ways: dict[Way, Times] = {}
        self.other_ways = Times()
        self.reworked = 0
        self.hand_overs: dict[tuple[str, str], Times] = {}
        self.months: dict[str, _GroupSum] = {}
        self.units: dict[str | None, _GroupSum] = {}

    def groups(self, month: str, unit: str | None) -> tuple[_GroupSum, _GroupSum]:
        """Those of a month and of a unit."""
        return self.months.setdefault(month, _GroupSum()), self.units.setdefault(unit, _GroupSum())

    def way(self, way: Way, length: timedelta) -> None:
        """Count a completed instance."""
        if way not in self.ways and len(self.ways) >= MOST_WAYS:
            self.other_ways = self.other_ways.and_(length)
        else:
            self.ways[way] = self.ways.get(way, Times()).and_(length)
        rows = [one.partition("=")[0] for one in way]
        self.reworked += len(set(rows)) < len(rows)

    def evaluation(self, measure: Measure) -> Evaluation:
        ways = dict(sorted(self.ways.items(), key=lambda one: (-one[1].count, one[0])))
        overs = dict(sorted(self.hand_overs.items(), key=lambda one: (-one[1].total, one[0])))
        months = {month: self.months[month].group() for month in sorted(self.months)}
        units = {unit: self.units[unit].group() for unit in sorted(self.units, key=lambda unit: unit or "")}
        return Evaluation(measure, self.splits, ways, self.other_ways, self.reworked, overs, months, units)


def evaluated(
    instances: Iterable[Instance],
    history: Callable[[str], Iterable[Event]],
    flow_of: Callable[[str, str], Flow],
    calendar: Callable[[str | None], Calendar],
    zone: Callable[[Flow], tzinfo | None],
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> tuple[Evaluation, ...]:
    """What `measured` finds, and more of the same instances; each history is read once. Ways, hand-overs and times are of
    what was done and stands, from `since` to before `until`; an instance counts when it came to an end."""
    measuring = Measuring(flow_of, calendar, since=since, until=until)
    sums: dict[tuple[str, str], _Sum] = {}

    def of(sop: str, version: str) -> _Sum:
        return sums.setdefault((sop, version), _Sum())

    for run in instances:
        events = list(standing(history(run.id)))
        measuring.add(run, events)
        way: list[str] = []
        for version, stretch in by_version(events):
            flow = measuring.flow(run.sop, version)
            way += _rows(of(run.sop, version), flow, stretch, calendar, measuring.counts)
        _whole(of(run.sop, run.version), measuring, run, tuple(way), calendar, zone)
    return tuple(
        of(str(one.flow.definition.id), str(one.flow.definition.version)).evaluation(one)
        for one in measuring.found()
    )


def _rows(
    own: _Sum,
    flow: Flow,
    events: list[Event],
    calendar: Callable[[str | None], Calendar],
    counts: Callable[[datetime], bool],
) -> list[str]:
    """Count the rows of a history on one version; the way that it went."""
    taken: dict[RowKey, datetime] = {}
    given: dict[RowKey, tuple[str, datetime]] = {}
    for event in events:
        key = (event.step or "", event.visit or 0)
        if EVENTS[event.type].gives and not event.effects.claims:
            taken.pop(key, None)
        elif event.effects.claims:
            taken.setdefault(key, event.acted_at)
        if event.actor is not None and EVENTS[event.type].ends_row:
            given |= {(row.step, row.visit): (event.actor, event.acted_at) for row in event.opened}
    way = []
    for one in passed(events, flow):
        row, at, key = flow.rows[one.step], one.event.acted_at, (one.step, one.visit)
        is_skipped = one.event.type == "skipped"
        answer = "skip" if is_skipped else one.outcome if len(row.ways) > 1 else ""
        way.append(f"{one.step}={answer}" if answer else one.step)
        if is_skipped or not counts(at) or one.row is None or one.event.actor is None:
            continue
        hours = calendar(row.calendar)
        own.splits[one.step] = _split(own.splits.get(one.step, Split()), hours, one.row.since, taken.get(key), at)
        sender, since = given.get(key, ("", at))
        if sender not in ("", one.event.actor):
            pair = (sender, one.event.actor)
            own.hand_overs[pair] = own.hand_overs.get(pair, Times()).and_(hours.worked(since, max(since, at)))
    return way


def _split(old: Split, hours: Calendar, since: datetime, taken: datetime | None, at: datetime) -> Split:
    at = max(since, at)
    if taken is None:
        return Split(old.waiting, old.working, old.whole.and_(hours.worked(since, at)))
    taken = min(max(since, taken), at)
    waiting, working = old.waiting.and_(hours.worked(since, taken)), old.working.and_(hours.worked(taken, at))
    return Split(waiting, working, old.whole)


def _whole(
    own: _Sum,
    measuring: Measuring,
    run: Instance,
    way: Way,
    calendar: Callable[[str | None], Calendar],
    zone: Callable[[Flow], tzinfo | None],
) -> None:
    """Count an instance as a whole."""
    flow = measuring.flow(run.sop, run.version)
    local = zone(flow)

    def month(at: datetime) -> str:
        return read_in(at, local).strftime("%Y-%m")

    if measuring.counts(run.started_at):
        for group in own.groups(month(run.started_at), run.unit):
            group.started += 1
    if not run.is_over or not measuring.counts(run.at):
        return
    length = calendar(flow.definition.calendar).worked(run.started_at, run.at)
    for group in own.groups(month(run.at), run.unit):
        if run.status == "cancelled":
            group.cancelled += 1
        else:
            group.completed += 1
            group.late += is_late(run.due, run.at)
            group.times = group.times.and_(length)
    if run.status == "completed":
        own.way(way, length)
