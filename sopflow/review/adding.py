"""Adding up standard times along the ways of an SOP."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.definition.model import FreeDuration
from sopflow.definition.totals import Total, plus, time_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sopflow.definition.duration import Duration, Unit

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
    order = {name: at for at, name in enumerate(subject.topological)}

    @cache
    def onward(name: str) -> tuple[Decimal, Decimal] | None:
        row = subject.flow.rows[name]
        if name == join:
            return Decimal(0), Decimal(0)
        if row.limit is None or row.join is not None:
            return None
        found: list[tuple[Decimal, Decimal]] = []
        for place in subject.flow.graph.after(name):
            if place in order and order[place] <= order[name]:
                continue  # a return
            ahead = (
                onward(place) if place in order and (place == join or subject.reach.leads(place, join)) else None
            )
            if ahead is None:
                return None
            found.append(ahead)
        own = weight(_parts(row.limit))
        return (own + min(a for a, _ in found), own + max(b for _, b in found)) if found else None

    # from the join upwards, so that no way is too long to be followed
    for name in reversed(subject.topological):
        if subject.reach.leads(start, name) and subject.reach.leads(name, join):
            onward(name)
    return onward(start)


def _way(subject: Subject, choose: Callable[..., Total], own: Callable[[Subject, str], Total]) -> Total:
    order = _without_returns(subject)
    rows = subject.flow.rows

    @cache
    def onward(name: str) -> tuple[tuple[Unit, Decimal], ...]:
        row = rows[name]
        options = []
        for way in row.ways.values():
            ahead = [place for place in way.targets if place in rows and place in order[name]]
            if len(ahead) < len([place for place in way.targets if place in rows]):
                continue  # a return
            totals = [dict(onward(place)) for place in ahead]
            options.append(max(totals, key=weight, default={}))
        best = choose(options, key=weight, default={})
        return tuple(plus(own(subject, name), best).items())

    found = {}
    for name in reversed(subject.topological):
        found[name] = onward(name)
    return dict(found[subject.flow.first.id])


def _without_returns(subject: Subject) -> dict[str, frozenset[str]]:
    position = {name: at for at, name in enumerate(subject.topological)}
    return {
        name: frozenset(p for p in subject.flow.graph.after(name) if position.get(p, -1) > position[name])
        for name in subject.topological
    }


def weight(total: Total) -> Decimal:
    return sum((amount * _SECONDS[unit] for unit, amount in total.items()), Decimal(0))


def _most(subject: Subject, name: str) -> Total:
    return _parts(subject.flow.rows[name].limit)


def _least(subject: Subject, name: str) -> Total:
    limit = subject.flow.rows[name].limit
    if limit is None or limit.at_most or isinstance(time_of(subject.sop.step(name)), FreeDuration):
        return {}
    return {unit: amount for unit, amount in limit.at_least or limit.parts if amount}


def _parts(duration: Duration | None) -> Total:
    return {unit: amount for unit, amount in duration.parts if amount} if duration is not None else {}
