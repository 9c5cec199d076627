"""Adding up standard times as an office does: per unit, so that two working days and 35 minutes stay that.

`sum_of` takes the times of any table, a definition's or one that was read from paper.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sopflow.language import Words

from .duration import UNITS, Duration, Unit, written
from .model import FreeDuration, Step, Time, Unknown

Total = dict[Unit, Decimal]
_CLOCK: Final[dict[Unit, int]] = {"jam": 3600, "menit": 60, "detik": 1}
"""Units that go over into one another on every calendar; days do not become hours, nor months days."""


@dataclass(frozen=True, slots=True)
class Sum:
    """What times add up to."""

    least: Total
    most: Total
    is_at_most: bool = False
    """Some time says only its upper bound: then `most` alone is known."""
    unsaid: tuple[int, ...] = ()
    """The positions of the times that say no length: then `least` alone is known."""

    @property
    def text(self) -> str | None:
        """In Indonesian, with `≥` where a time is missing and `maks.` where one is only bounded; `?` where nothing is
        known, `None` where there is nothing to add."""
        if self.unsaid:
            return f"≥ {total_text(self.least)}" if _is_some(self.least) else "?"
        if not _is_some(self.most):
            return None
        if self.is_at_most:
            return f"maks. {total_text(self.most)}"
        if is_same(self.least, self.most):
            return total_text(self.most)
        return f"{total_text(self.least)} - {total_text(self.most)}"

    def equals(self, stated: Duration) -> bool:
        """Whether a stated total says the same."""
        low = stated.parts if stated.at_least is None else stated.at_least
        return (
            not self.unsaid
            and stated.at_most == self.is_at_most
            and is_same(self.most, dict(stated.parts))
            and (self.is_at_most or is_same(self.least, dict(low)))
        )


def time_of(step: Step) -> Time:
    """What stands in a row's Waktu cell."""
    return step.wait.lasts if step.wait is not None else step.duration


def sum_of(times: Iterable[Time]) -> Sum:
    """The sum of times; what is left empty adds nothing."""
    least: Total = {}
    most: Total = {}
    unsaid = []
    is_at_most = False
    for at, time in enumerate(times):
        bound = time.at_most if isinstance(time, FreeDuration) else time
        if isinstance(time, Unknown) or (isinstance(time, FreeDuration) and time.at_most is None):
            unsaid.append(at)
        elif isinstance(bound, Duration):
            most = plus(most, dict(bound.parts))
            if bound.at_most or isinstance(time, FreeDuration):
                is_at_most = True
            else:
                least = plus(least, dict(bound.parts if bound.at_least is None else bound.at_least))
    return Sum(least, most, is_at_most, tuple(unsaid))


def plus(one: Total, other: Total) -> Total:
    """Two totals as one, per unit."""
    return {unit: one.get(unit, Decimal(0)) + other.get(unit, Decimal(0)) for unit in {**one, **other}}


def total_text(total: Total) -> str:
    """In Indonesian, the largest unit first."""
    return parts_text(_carried(total).items())


def total_words(total: Total) -> Words:
    """For people, in both languages."""
    parts = tuple((unit, amount) for unit, amount in _carried(total).items() if amount)
    return Words(total_text(total), written(parts, "en") or "-")


def parts_text(parts: Iterable[tuple[Unit, Decimal]]) -> str:
    """In Indonesian, as the rows say them: `hari` for working days, `hari kalender` for others."""
    return written(tuple(part for part in parts if part[1])) or "-"


def is_same(one: Total, other: Total) -> bool:
    """Whether two totals are equal: 90 minutes are one hour and 30 minutes."""
    return _normal(one) == _normal(other)


def _is_some(total: Total) -> bool:
    return any(total.values())


def _normal(total: Total) -> Total:
    found = {unit: amount for unit, amount in total.items() if amount and unit not in _CLOCK}
    seconds = _seconds(total)
    return {**found, "detik": seconds} if seconds else found


def _seconds(total: Total) -> Decimal:
    return sum((total.get(unit, Decimal(0)) * weight for unit, weight in _CLOCK.items()), Decimal(0))


def _carried(total: Total) -> Total:
    """In the order of the units; full hours and minutes go over where the rows count in both."""
    clock = [unit for unit in _CLOCK if total.get(unit)]
    rest = _seconds(total)
    carried: Total = {}
    for unit in clock:
        weight = _CLOCK[unit]
        carried[unit] = rest / weight if unit == clock[-1] else rest // weight
        rest -= carried[unit] * weight
    return {unit: carried[unit] if unit in carried else total[unit] for unit in UNITS if total.get(unit)}
