"""Timers on the border of a row as a table says them: how long it may take, and what happens how long after that."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from sopflow.definition.duration import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import timedelta

    from sopflow.definition.duration import Duration, Unit

    from .rows import Place

Late = tuple[str | None, str, "list[Place]"]
"""How long after the row is due, by what name, and where it then leads."""
_UNITS: Final[tuple[tuple[Unit, int], ...]] = (
    ("hari kalender", 86_400), ("jam", 3_600), ("menit", 60), ("detik", 1),
)  # fmt: skip


def lateness_of(timers: Sequence[tuple[Duration, str, list[Place]]]) -> tuple[str, list[Late]]:
    """How long a row may take, which is until its first timer, and what happens then and later."""
    in_order = sorted(timers, key=lambda timer: (timer[0].span is not None, timer[0].span))
    due = in_order[0][0]
    return str(due), [(_after(due, time), name, places) for time, name, places in in_order]


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
