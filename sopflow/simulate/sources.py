"""Where an office is measured: in the cases of a store, or in an event log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sopflow.conformance.log import LOGS, Log
from sopflow.conformance.net import Net
from sopflow.fields import Problem
from sopflow.logs.cases import COMPLETE, Entry, logged
from sopflow.logs.persons import Persons
from sopflow.logs.values import value_in_log

from .measuring import Done

if TYPE_CHECKING:
    from os import PathLike

    from sopflow.flow.event import Event
    from sopflow.flow.flow import Flow

Found = tuple[list[Done], list[datetime]]
"""What was done, and when cases started."""


def of_store(
    histories: Iterable[tuple[str, Iterable[Event]]],
    flow_of: Callable[[str, str], Flow],
    flows: Mapping[str, Flow],
) -> Found:
    """The cases of a store, of all versions; those that another called are not counted as coming."""
    done: list[Done] = []
    starts: list[datetime] = []
    main = [*flows][-1]
    for case in logged(histories, flow_of, Persons(are_named=True), whole=True, filled=True):
        if case.sop not in flows:
            continue
        if case.sop == main and not case.parent:
            starts.append(case.started_at)
        claims: dict[tuple[str, int], datetime] = {}
        for entry in case.entries:
            key = entry.step, entry.visit
            if entry.transition == "start":
                claims[key] = entry.at
            elif entry.transition == COMPLETE:
                fields = _read(entry, flows[case.sop])
                done.append(Done(
                    case.id, case.sop, entry.step, entry.at, entry.since, claims.get(key), entry.person, entry.outcome, fields,
                ))  # fmt: skip
    return done, starts


def _read(entry: Entry, flow: Flow) -> Mapping[str, Any]:
    """What was filled in, as values of this version of the SOP."""
    found = {}
    for name, said in entry.fields.items():
        field = flow.definition.fields.get(name)
        text = str(said).lower() if isinstance(said, bool) else str(said)
        value = value_in_log(field, text) if field is not None else None
        if value is not None and not isinstance(value, Problem):
            found[name] = value
    return found


def of_log(path: str | PathLike[str], flow: Flow, zone: tzinfo | None) -> Found:
    """The cases of an event log. A row is taken to be open since what was done before it in its case."""
    done: list[Done] = []
    starts: list[datetime] = []
    sop = str(flow.definition.id)
    with Log() as log:
        for _ in log.read(path, zone=zone or UTC, fields=flow.definition.fields, sop=sop):
            pass
        net = Net(flow, with_outcomes="outcome" in log.columns)
        meant = [net.means(label) for label in log.labels]
        for case in log.cases():
            if not case.times:
                break
            times = [datetime.fromtimestamp(one, UTC) for one in case.times]
            starts.append(times[0])
            for at, label in enumerate(case.labels):
                if len(meant[label].outcomes) == 1:
                    ((row, outcome),) = meant[label].outcomes.items()
                    done.append(Done(
                        case.name, sop, row, times[at], times[at - 1] if at else None, None,
                        case.people[at] if case.people else "", outcome or "",
                        case.fields[at] if case.fields else {},
                    ))  # fmt: skip
    return done, starts


def is_log(path: str) -> bool:
    """Whether a file is a log, by its name; else it is a store."""
    return Path(path).suffix.lower() in LOGS
