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
from .office import Arrivals, Length, Office, T
from .values import Filling, OneOf

if TYPE_CHECKING:
    from datetime import datetime

    from sopflow.flow.flow import Flow, Row
    from sopflow.flow.forms import FormField
    from sopflow.time import Calendar


MOST: Final = 2_000
"""Lengths, or different values, that are kept of one thing."""


class Done(NamedTuple):
    """A row that was done in a case."""

    case: str
    sop: str
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
    rows = {(str(flow.definition.id), name): row for flow in flows for name, row in flow.rows.items()}
    sops = Counter(step for _, step in rows)
    names = {key: ".".join(key) if sops[key[1]] > 1 else key[1] for key in rows}
    kept = [one for one in done if (one.sop, one.row) in rows]
    answers: dict[str, Counter[str]] = defaultdict(Counter)
    fields: dict[str, Counter[str]] = defaultdict(Counter)
    for one in kept:
        row, name = rows[one.sop, one.row], names[one.sop, one.row]
        if row.sole is None and row.decision is None and one.outcome in row.outcomes:
            answers[name][one.outcome] += 1
        for asked in row.form:
            fields[f"{name}.{asked.field.id}"][json.dumps(one.fields.get(asked.field.id))] += 1
    definition = flows[-1].definition
    calendar = definition.calendar
    worked = calendar_of(calendar).worked
    gaps = [worked(one, other).total_seconds() for one, other in pairwise(sorted(starts))]
    return Office(
        arrivals={str(definition.id): Arrivals(_spread(gaps), calendar)} if gaps else {},
        durations={names[key]: _spread(lengths) for key, lengths in _lengths(kept, rows, calendar_of).items()},
        answers={name: dict(counts) for name, counts in answers.items()},
        fields=_filled(
            fields, {f"{names[key]}.{one.field.id}": one for key, row in rows.items() for one in row.form}
        ),
    )


def laid_over(office: Office, measured: Office) -> Office:
    """What was measured, and what an office file says before it."""
    return office._replace(
        arrivals=_over(measured.arrivals, office.arrivals),
        durations=_over(measured.durations, office.durations),
        answers=_over(measured.answers, office.answers),
        fields=_over(measured.fields, office.fields),
    )


def _over(measured: Mapping[str, T], said: Mapping[str, T]) -> dict[str, T]:
    """What the file says of rows of one id, or of a field everywhere, goes before what was measured at one of them."""
    return {n: one for n, one in measured.items() if not _names_of(n) & said.keys()} | dict(said)


def _names_of(name: str) -> set[str]:
    """A name, and those that mean it and more: `ROW` of `SOP.ROW`, `FIELD` of `ROW.FIELD`."""
    parts = name.split(".")
    return {".".join(parts[at:]) for at in range(len(parts))}


def _lengths(
    kept: Sequence[Done], rows: Mapping[tuple[str, str], Row], calendar_of: Callable[[str | None], Calendar]
) -> dict[tuple[str, str], list[float]]:
    """How long each row took, in seconds of working time."""
    before: dict[str, list[datetime]] = defaultdict(list)
    for one in kept:
        if one.person:
            before[one.person].append(one.at)
    for times in before.values():
        times.sort()
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for one in kept:
        row = rows[one.sop, one.row]
        if row.ends_itself and (row.step.wait is None or row.step.wait.until is None):
            continue  # time, or another SOP, says how long it takes
        times = before[one.person] if one.person and not row.ends_itself else []
        at = bisect_left(times, one.at)
        begun = [t for t in (one.opened, one.claimed, times[at - 1] if at else None) if t is not None]
        if one.opened is None and one.claimed is None:
            continue  # since when it could be done is not known
        calendar = calendar_of(row.calendar)
        found[one.sop, one.row].append(calendar.worked(min(max(begun), one.at), one.at).total_seconds())
    return found


def _spread(lengths: Sequence[float]) -> Length:
    """Lengths as often as they were measured; of many as many as are kept, evenly from the shortest to the longest."""
    ordered = sorted(lengths)
    if len(ordered) > MOST:
        ordered = [ordered[round(at * (len(ordered) - 1) / (MOST - 1))] for at in range(MOST)]
    return Spread("one_of", tuple(ordered))


def _filled(counts: Mapping[str, Counter[str]], asked: Mapping[str, FormField]) -> dict[str, Filling]:
    """What was filled in at each row, as often as it was; nothing is said of a field that was always empty."""
    found = {}
    for name, values in counts.items():
        own = asked[name]
        common = [(json.loads(text), count) for text, count in values.most_common(MOST)]
        if not own.is_optional:
            common = [(value, count) for value, count in common if value is not None]
        if any(value is not None for value, _ in common):
            of = OneOf(tuple(value for value, _ in common), tuple(float(count) for _, count in common))
            found[name] = Filling(own.field, of)
    return found
