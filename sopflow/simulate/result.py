"""What a simulation found, in seconds: lead times, waiting and work by row, how busy people were, what was late."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from operator import itemgetter, mul
from statistics import fmean, stdev
from typing import Any, Final, NamedTuple

from sopflow.frozen import NOTHING

from .staff import Queue

_BATCHES: Final = 20
_T: Final = 2.093
"""The 97.5 % point of Student's t with `_BATCHES` - 1 degrees of freedom."""


_MOST_ALIKE: Final = 0.8
_ENOUGH: Final = 250
"""Cases that an interval takes if nobody is busy; the busier people are, the longer queues stay as they are."""
_FULL: Final = 0.98
"""The part of their time from which people are taken to be busy always: the queue grows as long as cases come."""


class Spans:
    """Lengths of time in the order in which they came: eight bytes each."""

    def __init__(self) -> None:
        self.seconds = array("d")

    def add(self, seconds: float) -> None:
        self.seconds.append(seconds)

    def found(self) -> dict[str, Any]:
        """Their mean, with the interval in which it is by 95 of 100 such simulations, and how they are spread."""
        values = self.seconds
        if not values:
            return {"mean": 0.0, "p50": 0.0, "p90": 0.0, "p95": 0.0, "max": 0.0, "low": 0.0, "high": 0.0}
        mean, ordered = fmean(values), sorted(values)
        half = _half_interval(values)
        return {
            "mean": mean, "p50": percentile(ordered, 50), "p90": percentile(ordered, 90),
            "p95": percentile(ordered, 95), "max": ordered[-1], "low": mean - half, "high": mean + half,
        }  # fmt: skip

    def within(self, limit: float) -> float:
        """Which part is at most so long."""
        ordered = sorted(self.seconds)
        return bisect_left(ordered, math.nextafter(limit, math.inf)) / len(ordered) if ordered else 1.0


def percentile(ordered: Sequence[float], part: int) -> float:
    """The least value that so many of 100 do not exceed (the nearest rank)."""
    return ordered[max(0, math.ceil(len(ordered) * part / 100) - 1)]


def _half_interval(values: Sequence[float]) -> float:
    """By the means of batches: cases that follow each other in a queue are alike, so that their own spread says too little.
    Where batches that follow each other are alike too, it is as much wider as their likeness says."""
    size = len(values) // _BATCHES
    if size < 1:
        return 0.0
    means = [fmean(values[at * size : (at + 1) * size]) for at in range(_BATCHES)]
    spread = stdev(means)
    if not spread:
        return 0.0
    apart = [one - fmean(means) for one in means]
    alike = sum(map(mul, apart, apart[1:])) / sum(map(mul, apart, apart))
    alike += (1 + 3 * alike) / _BATCHES  # so few say less than there is (Kendall, 1954)
    alike = min(max(alike, 0.0), _MOST_ALIKE)
    return _T * spread * math.sqrt((1 + alike) / (1 - alike) / _BATCHES)


class RowSpans:
    """One row; nobody works on one that `ends_itself`, and all its time is waiting."""

    def __init__(self, *, ends_itself: bool = False) -> None:
        self.ends_itself = ends_itself
        self.waiting = Spans()
        self.working = Spans()
        self.late = 0

    @property
    def count(self) -> int:
        return len(self.waiting.seconds)


class Simulated(NamedTuple):
    cases: int
    """That came to an end."""
    events: int
    lead_time: Spans
    rows: Mapping[str, RowSpans]
    utilisation: Mapping[str, float]
    """By the actor, which part of their working time people worked."""
    queues: Mapping[str, Queue]
    late_cases: int
    late_people: Mapping[str, int]
    unfinished: int
    """Cases that came to a stand, or went on for too long."""
    priorities: Mapping[str, Spans] = NOTHING
    """The lead times of each priority."""

    @property
    def busiest(self) -> tuple[str, float]:
        """Who of those whose number is limited is busy for the greatest part of their time."""
        return max(self.utilisation.items(), key=itemgetter(1), default=("", 0.0))

    @property
    def cases_needed(self) -> int | None:
        """How many cases it takes until the intervals have about their right width; `None` where a queue only grows."""
        busy = self.busiest[1]
        return None if busy >= _FULL else math.ceil(_ENOUGH / (1 - busy) ** 2)

    def as_json(self) -> dict[str, Any]:
        return {
            "cases": self.cases,
            "lead_time": self.lead_time.found(),
            "rows": {
                step: {
                    "waiting": row.waiting.found(), "working": row.working.found(), "count": row.count
                }
                for step, row in self.rows.items()
            },
            "people": {actor: {"utilisation": part} for actor, part in self.utilisation.items()},
            "queues": {actor: queue._asdict() for actor, queue in self.queues.items()},
            "late": {
                "cases": self.late_cases, "rows": {step: row.late for step, row in self.rows.items()},
                "people": dict(self.late_people),
            },
            "unfinished": self.unfinished,
            "cases_needed": self.cases_needed,
            **({"priorities": {name: one.found() for name, one in self.priorities.items()}} if self.priorities else {}),
        }  # fmt: skip
