"""How long something takes: always the same, or drawn. All in seconds of working time, from a stream of its own."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Final, NamedTuple, TypeAlias

Draw: TypeAlias = Callable[[Random], float]


class Spread(NamedTuple):
    """A distribution: its kind, and its lengths in seconds, or its numbers."""

    kind: str
    values: tuple[float, ...]

    def draw(self, chance: Random) -> float:
        """One length, never negative."""
        return max(0.0, self.number(chance))

    def number(self, chance: Random) -> float:
        """One number."""
        return KINDS[self.kind].draw(self.values)(chance)


class Kind(NamedTuple):
    """A kind of distribution."""

    lengths: tuple[str, ...]
    """What its lengths are called; none for a list of any number."""
    draw: Callable[[Sequence[float]], Draw]
    is_possible: Callable[[Sequence[float]], bool] = lambda _: True


def _lognormal(values: Sequence[float]) -> Draw:
    mean, deviation = values
    sigma = math.sqrt(math.log1p((deviation / mean) ** 2))
    mu = math.log(mean) - sigma**2 / 2
    return lambda chance: chance.lognormvariate(mu, sigma)


def _rising(values: Sequence[float]) -> bool:
    return list(values) == sorted(values)


KINDS: Final[Mapping[str, Kind]] = {
    "fixed": Kind(("length",), lambda v: lambda _: v[0]),
    "exponential": Kind(("mean",), lambda v: lambda chance: chance.expovariate(1 / v[0]), lambda v: v[0] > 0),
    "uniform": Kind(("low", "high"), lambda v: lambda chance: chance.uniform(v[0], v[1]), _rising),
    "triangular": Kind(
        ("low", "usual", "high"), lambda v: lambda chance: chance.triangular(v[0], v[2], v[1]), _rising
    ),
    "normal": Kind(("mean", "deviation"), lambda v: lambda chance: chance.gauss(v[0], v[1])),
    "lognormal": Kind(("mean", "deviation"), _lognormal, lambda v: v[0] > 0),
    "one_of": Kind((), lambda v: lambda chance: chance.choice(v), lambda v: len(v) > 0),
}
"""Each by its name in a file."""
