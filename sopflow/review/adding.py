"""Adding up standard times along the ways of an SOP."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from sopflow.definition.duration import Duration, Unit
from sopflow.definition.model import FreeDuration
from sopflow.definition.totals import Total, plus, time_of
from sopflow.graph import backwards, reached

from .subject import Subject

_SECONDS: Final[dict[Unit, int]] = {
    "tahun": 31_536_000, "bulan": 2_592_000, "minggu": 604_800, "hari": 86_400, "hari kalender": 86_400, "jam": 3600,
    "menit": 60, "detik": 1,
}  # fmt: skip
"""Only for telling which of two ways is longer."""


class Totals(NamedTuple):
    """How long an SOP takes without a return; of ways that run at the same time the longer one counts."""

    shortest: Total
    """With the lower end of each range; a time that says only its upper bound adds nothing."""
    usual: Total
    """With the first answer of every decision that leads on."""
    longest: Total


def totals_of(subject: Subject) -> Totals:
    """From the start to an end; nothing where no row has a time."""
    return Totals(_way(subject, min, _least), _way(subject, _first, _most), _way(subject, max, _most))


def _first(options: list[Total], *, key: Callable[[Total], Decimal], default: Total) -> Total:
    return options[0] if options else default


def between(subject: Subject, start: str, join: str) -> tuple[Decimal, Decimal] | None:
    """The least and the most (in seconds) from the opening of a row to its arrival at a join, without a return; `None`
    where some row on the way has no time, or the way does not lead there alone."""
    ahead, reach = subject.ahead, subject.reach
    rows = reached([start], lambda name: [p for p in ahead[name] if p in ahead] if name != join else ())

    def onward(name: str, known: Mapping[str, tuple[Decimal, Decimal] | None]) -> tuple[Decimal, Decimal] | None:
        row = subject.flow.rows[name]
        if name == join:
            return Decimal(0), Decimal(0)
        if row.limit is None or row.join is not None:
            return None
        found = [known.get(place) if place == join or reach.leads(place, join) else None for place in ahead[name]]
        known_all = [one for one in found if one is not None]
        if len(known_all) < len(found) or not found:
            return None
        own = weight(_parts(row.limit))
        return own + min(low for low, _ in known_all), own + max(high for _, high in known_all)

    return backwards(sorted(rows, key=subject.order.__getitem__), onward)[start]


def _way(subject: Subject, choose: Callable[..., Total], own: Callable[[Subject, str], Total]) -> Total:
    rows, ahead = subject.flow.rows, subject.ahead

    def onward(name: str, known: Mapping[str, Total]) -> Total:
        options = []
        for way in rows[name].ways.values():
            places = [place for place in way.targets if place in rows]
            if all(place in ahead[name] for place in places):  # else it is a return
                options.append(max((known[place] for place in places), key=weight, default={}))
        return plus(own(subject, name), choose(options, key=weight, default={}))

    return backwards(subject.topological, onward)[subject.flow.first.id]


def weight(total: Total) -> Decimal:
    return sum((amount * _SECONDS[unit] for unit, amount in total.items()), Decimal(0))


def _most(subject: Subject, name: str) -> Total:
    return _parts(subject.flow.rows[name].limit)


def _least(subject: Subject, name: str) -> Total:
    limit = subject.flow.rows[name].limit
    if limit is None or limit.at_most or isinstance(time_of(subject.steps[name]), FreeDuration):
        return {}
    return {unit: amount for unit, amount in limit.at_least or limit.parts if amount}


def _parts(duration: Duration | None) -> Total:
    return {unit: amount for unit, amount in duration.parts if amount} if duration is not None else {}
