"""Timers on the border of a row as a table says them: how long it may take, and what happens how long after that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.definition.duration import Duration, Unit, written

if TYPE_CHECKING:
    from datetime import timedelta

    from .rows import Place


class Timer(NamedTuple):
    """A timer on the border of a row; it leads to nothing where it only reminds."""

    id: str
    time: Duration
    name: str
    places: list[Place]


class Late(NamedTuple):
    """What happens so long after a row is due; `after` is `None` where that is at once."""

    id: str
    after: str | None
    name: str
    places: list[Place]


_UNITS: Final[tuple[tuple[Unit, int], ...]] = (
    ("hari kalender", 86_400), ("jam", 3_600), ("menit", 60), ("detik", 1),
)  # fmt: skip


def lateness_of(timers: Sequence[Timer]) -> tuple[str, list[Late]]:
    """How long a row may take, which is until its first timer, and what happens then and later."""
    in_order = sorted(timers, key=lambda timer: (timer.time.span is not None, timer.time.span))
    due = in_order[0].time
    return str(due), [Late(one.id, _after(due, one.time), one.name, one.places) for one in in_order]


def _after(due: Duration, time: Duration) -> str | None:
    if due == time or due.span is None or time.span is None or due.span == time.span:
        return None
    return written(tuple(_parts(time.span - due.span)))


def _parts(length: timedelta) -> Iterator[tuple[Unit, Decimal]]:
    left = Decimal(length.days * 86_400 + length.seconds) + Decimal(length.microseconds) / 1_000_000
    for unit, seconds in _UNITS:
        amount = left if unit == "detik" else left // seconds
        left -= amount * seconds
        if amount:
            yield unit, amount
