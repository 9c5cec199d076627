"""An office as it was measured: how long rows took, what was answered and filled in, and how often cases came.

Nobody notes when they begin. Work on a row is taken to have begun once the row was open, was claimed, and whoever did it
had done what they did before: the last of the three.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sopflow.errors import SopflowError
from sopflow.frozen import NOTHING
from sopflow.language import Words

from .draws import Spread
from .office import Arrivals, Length, Office
from .values import Filling, OneOf

if TYPE_CHECKING:
    from datetime import datetime

    from sopflow.flow.flow import Flow, Row
    from sopflow.time import Calendar


MOST: Final = 2_000
"""Lengths, or different values, that are kept of one thing."""


class Done(NamedTuple):
    """A row that was done in a case."""

    case: str
    row: str
    at: datetime
    opened: datetime | None = None
    claimed: datetime | None = None
    person: str = ""
    outcome: str = ""
    fields: Mapping[str, Any] = NOTHING


class NothingMeasured(SopflowError):
    """A store or a log without anything that was done in the SOP."""

    code = "nothing-measured"
    words = Words(
        "{path}: tidak ada langkah SOP ini yang pernah dikerjakan", "{path}: no row of this SOP was ever done"
    )


def measured_office(
    done: Iterable[Done],
    starts: Iterable[datetime],
    flows: Sequence[Flow],
    calendar_of: Callable[[str | None], Calendar],
) -> Office:
    """What was done in cases, and when they started, as an office; `flows` are the SOPs, that of the cases at the end."""
    rows = {name: row for flow in reversed(flows) for name, row in flow.rows.items()}
    kept = [one for one in done if one.row in rows]
    answers: dict[str, Counter[str]] = defaultdict(Counter)
    fields: dict[str, Counter[str]] = defaultdict(Counter)
    for one in kept:
        row = rows[one.row]
        if row.sole is None and row.decision is None and one.outcome in row.outcomes:
            answers[one.row][one.outcome] += 1
        for asked in row.form:
            fields[f"{one.row}.{asked.field.id}"][json.dumps(one.fields.get(asked.field.id))] += 1
    definition = flows[-1].definition
    calendar = definition.calendar
    worked = calendar_of(calendar).worked
    gaps = [worked(one, other).total_seconds() for one, other in pairwise(sorted(starts))]
    return Office(
        arrivals={str(definition.id): Arrivals(_spread(gaps), calendar)} if gaps else {},
        durations={name: _spread(lengths) for name, lengths in _lengths(kept, rows, calendar_of).items()},
        answers={name: dict(counts) for name, counts in answers.items()},
        fields=_filled(fields, rows),
    )


def laid_over(office: Office, measured: Office) -> Office:
    """What was measured, and what an office file says before it."""
    return office._replace(
        arrivals={**measured.arrivals, **office.arrivals},
        durations={**measured.durations, **office.durations},
        answers={**measured.answers, **office.answers},
        # what the file says of a field everywhere goes before what was measured at one row
        fields={n: one for n, one in measured.fields.items() if one.field.id not in office.fields}
        | dict(office.fields),
    )


def _lengths(
    kept: Sequence[Done], rows: Mapping[str, Row], calendar_of: Callable[[str | None], Calendar]
) -> dict[str, list[float]]:
    """How long each row took, in seconds of working time."""
    before: dict[str, list[datetime]] = defaultdict(list)
    for one in kept:
        if one.person:
            before[one.person].append(one.at)
    for times in before.values():
        times.sort()
    found: dict[str, list[float]] = defaultdict(list)
    for one in kept:
        row = rows[one.row]
        if row.ends_itself and (row.step.wait is None or row.step.wait.until is None):
            continue  # time, or another SOP, says how long it takes
        times = before[one.person] if one.person and not row.ends_itself else []
        at = bisect_left(times, one.at)
        begun = [t for t in (one.opened, one.claimed, times[at - 1] if at else None) if t is not None]
        if one.opened is None and one.claimed is None:
            continue  # since when it could be done is not known
        calendar = calendar_of(row.calendar)
        found[one.row].append(calendar.worked(min(max(begun), one.at), one.at).total_seconds())
    return found


def _spread(lengths: Sequence[float]) -> Length:
    """Lengths as often as they were measured; of many as many as are kept, evenly from the shortest to the longest."""
    ordered = sorted(lengths)
    if len(ordered) > MOST:
        ordered = [ordered[round(at * (len(ordered) - 1) / (MOST - 1))] for at in range(MOST)]
    return Spread("one_of", tuple(ordered))


def _filled(counts: Mapping[str, Counter[str]], rows: Mapping[str, Row]) -> dict[str, Filling]:
    """What was filled in at each row, as often as it was; nothing is said of a field that was always empty."""
    found = {}
    for name, values in counts.items():
        step, _, field = name.partition(".")
        (own,) = (one for one in rows[step].form if one.field.id == field)
        common = [(json.loads(text), count) for text, count in values.most_common(MOST)]
        if not own.is_optional:
            common = [(value, count) for value, count in common if value is not None]
        if any(value is not None for value, _ in common):
            of = OneOf(tuple(value for value, _ in common), tuple(float(count) for _, count in common))
            found[name] = Filling(own.field, of)
    return found
