"""A part of all cases: borders between values that have an order, and what the others can still be.

The borders are kept as differences, each the tightest that follows from the others (difference bound matrices of timed
automata, Dill 1989): comparisons with a value, with another field and with today are all of one kind, and whether a
case exists within them is known exactly.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final, NamedTuple

from sopflow.fields import Field

from .formula import FALSE, MISSING, TODAY, TRUE, ZERO, Difference, Filled, Is, Number, Test, Verdicts, names_of
from .measures import DAYS, ORDERED, ends_of, is_dense, measured, widest

OTHER: Final = "\0"
"""A text that no test names."""
Border = tuple["Number", bool]
"""At most so much; `False`: less than so much."""
Domain = tuple["str | bool", ...]
PLAIN_DAY: Final = date(2026, 1, 1).toordinal()
"""Today in an example, where it could be any day."""
_NOWHERE: Final[Border] = (0, True)


class Region:
    """Every case that the narrowings so far allow; it is never empty."""

    __slots__ = ("borders", "dense", "domains", "fields", "names")

    def __init__(self, fields: Mapping[str, Field], tests: Iterable[Test]) -> None:
        self.fields = fields
        self.dense = frozenset(name for name, field in fields.items() if is_dense(field))
        self.borders: dict[tuple[str, str], Border] = {}
        self.domains: dict[tuple[str, str], Domain] = {}
        found = list(dict.fromkeys(tests))
        named = {one for test in found for one in names_of(test)}
        ordered = [name for name, field in fields.items() if name in named and field.type in ORDERED]
        self.names = [ZERO, *([TODAY] if TODAY in named else []), *ordered]
        for name in self.names[1:]:
            low, high = DAYS if name == TODAY else ends_of(fields[name])
            self.borders[name, ZERO], self.borders[ZERO, name] = (high, True), (-low, True)
        for one in self.names[1:]:
            for other in self.names[1:]:
                if one != other:
                    self.borders[one, other] = (self.borders[one, ZERO][0] + self.borders[ZERO, other][0], True)
        for test in found:
            self._open(test)

    def _open(self, test: Test) -> None:
        if isinstance(test, Filled):
            self.domains[test.field, "filled"] = (True, False)
        elif isinstance(test, Is) and test.among:
            for choice in self.fields[test.field].choices:
                self.domains.setdefault((test.field, f"={choice}"), (False, True))
        elif isinstance(test, Is):
            field = self.fields[test.field]
            if field.type == "text":
                known = self.domains.get((field.id, ""), (OTHER,))
                self.domains[field.id, ""] = known if test.value in known else (*known[:-1], test.value, OTHER)
            else:
                self.domains[field.id, ""] = tuple(field.choices) if field.type == "one_of" else (True, False)

    def _like(self) -> Region:
        made = object.__new__(Region)
        made.fields, made.dense, made.names = self.fields, self.dense, self.names
        made.borders, made.domains = self.borders, self.domains
        return made

    def look(self, test: Test) -> Verdicts:
        """What a test can still be."""
        if isinstance(test, Filled):
            domain = self.domains[test.field, "filled"]
            return (TRUE if True in domain else 0) | (FALSE if False in domain else 0)
        here = {self.domains.get((name, "filled"), (True,)) for name in test.fields}
        if (False,) in here:
            return MISSING
        found = self._truth(test)
        return found | MISSING if any(False in domain for domain in here) else found

    def _truth(self, test: Difference | Is) -> Verdicts:
        if isinstance(test, Is):
            domain = self.domains[_key(test)]
            value = True if test.among else test.value
            return (TRUE if value in domain else 0) | (FALSE if len(domain) > 1 or value not in domain else 0)
        (high, high_is), (low, low_is) = self.borders[test.left, test.right], self.borders[test.right, test.left]
        low, amount = -low, test.amount
        reaches = low < amount or (low == amount and low_is)
        if test.relation == "at_most":
            return (TRUE if reaches else 0) | (FALSE if high > amount else 0)
        is_in = reaches and (high > amount or (high == amount and high_is))
        return (TRUE if is_in else 0) | (FALSE if low < amount or high > amount else 0)

    def holding(self, test: Test, holds: bool) -> list[Region]:
        """The parts in which a test holds, or does not for another reason than a missing value."""
        if isinstance(test, Filled):
            return self._kept((test.field, "filled"), (holds,))
        whole: Region | None = self
        for name in test.fields:
            if (name, "filled") in self.domains and whole is not None:
                whole = next(iter(whole._kept((name, "filled"), (True,))), None)
        if whole is None:
            return []
        if isinstance(test, Is):
            value = True if test.among else test.value
            key = _key(test)
            kept = (value,) if holds else tuple(one for one in whole.domains[key] if one != value)
            return whole._kept(key, kept)
        at_most = whole._bordered(test.left, test.right, (test.amount, True))
        if test.relation == "at_most":
            above = whole._bordered(test.right, test.left, (-test.amount, False))
            return [one for one in (at_most if holds else above,) if one is not None]
        at_least = at_most._bordered(test.right, test.left, (-test.amount, True)) if at_most is not None else None
        if holds:
            return [at_least] if at_least is not None else []
        below = whole._bordered(test.left, test.right, (test.amount, False))
        above = whole._bordered(test.right, test.left, (-test.amount, False))
        return [one for one in (below, above) if one is not None]

    def parts(self, test: Test) -> list[Region]:
        """The whole in parts, of each of which the test's verdict is known."""
        missing = [part for name in test.fields if (name, "filled") in self.domains
                   for part in self._kept((name, "filled"), (False,))]  # fmt: skip
        return [*self.holding(test, True), *self.holding(test, False), *missing]

    def _kept(self, key: tuple[str, str], values: Domain) -> list[Region]:
        own = tuple(one for one in self.domains[key] if one in values)
        if not own:
            return []
        if own == self.domains[key]:
            return [self]
        made = self._like()
        made.domains = {**self.domains, key: own}
        return [made] if made._has_a_choice(key) else []

    def _has_a_choice(self, key: tuple[str, str]) -> bool:
        """Several choices are never none: nothing chosen is a missing value."""
        name, kind = key
        return not kind.startswith("=") or any(
            True in self.domains[name, f"={choice}"] for choice in self.fields[name].choices
        )

    def _bordered(self, left: str, right: str, border: Border) -> Region | None:
        amount, _ = border
        if not border[1] and not {left, right} & self.dense:
            border = (amount - 1, True)
        if self.borders[left, right] <= border:
            return self
        back = self.borders[right, left]
        if _sum(back, border) < _NOWHERE:
            return None
        made = self._like()
        own = dict(self.borders)
        for one in self.names:
            start = border if one == left else _sum(self.borders[one, left], border)
            for other in self.names:
                if one != other:
                    whole = start if other == right else _sum(start, self.borders[right, other])
                    if whole < own[one, other]:
                        own[one, other] = whole
        made.borders = own
        return made

    def example(self) -> Example:
        """A case in it, plain and small."""
        here, numbers = self, {}
        for name in self.names[1:]:
            numbers[name] = here._plain(name)
            for left, right, amount in ((name, ZERO, numbers[name]), (ZERO, name, -numbers[name])):
                here = here._bordered(left, right, (amount, True)) or here
        for key, domain in self.domains.items():
            for value in domain:
                if left_over := here._kept(key, (value,)):
                    here = left_over[0]
                    break
        return Example(numbers, {key: domain[0] for key, domain in here.domains.items()})

    def where(self, values: Mapping[str, Any], today: date | None) -> Region | None:
        """The cases in it that have these values, on a day or on any."""
        here: Region | None = self
        numbers = {
            name: measured(self.fields[name], values[name])
            for name in self.names[1:]
            if name != TODAY and values.get(name) is not None
        }
        if today is not None and TODAY in self.names:
            numbers[TODAY] = today.toordinal()
        for name, number in numbers.items():
            for left, right, amount in ((name, ZERO, number), (ZERO, name, -number)):
                here = here._bordered(left, right, (amount, True)) if here is not None else None
        for (name, kind), domain in self.domains.items():
            value = values.get(name)
            if here is None or (value is None and kind != "filled"):
                continue
            kept = value is not None if kind == "filled" else kind[1:] in value if kind else value  # type: ignore[operator]
            here = next(iter(here._kept((name, kind), (kept if kept in domain else OTHER,))), None)
        return here

    def only(self, example: Example, names: Container[str]) -> Region | None:
        """The cases in it whose values under these names are those of the example."""
        here: Region | None = self
        for name, number in example.numbers.items():
            for left, right, amount in ((name, ZERO, number), (ZERO, name, -number)):
                if name in names and here is not None:
                    here = here._bordered(left, right, (amount, True))
        for key, value in example.chosen.items():
            if key[0] in names and here is not None:
                here = next(iter(here._kept(key, (value,))), None)
        return here

    def _plain(self, name: str) -> Number:
        (high, high_is), (low, low_is) = self.borders[name, ZERO], self.borders[ZERO, name]
        low = -low
        if name == TODAY:
            return PLAIN_DAY if low <= PLAIN_DAY <= high else low
        least, most = widest(self.fields[name])
        if low > least:
            return low if low_is else _over(low, high)
        if high < most:
            return high if high_is else -_over(-high, -low)
        return max(0, low)


class Example(NamedTuple):
    """One case: numbers of what has an order, and what was chosen of the others."""

    numbers: Mapping[str, Number]
    chosen: Mapping[tuple[str, str], str | bool]


def _key(test: Is) -> tuple[str, str]:
    return test.field, f"={test.value}" if test.among else ""


def _sum(one: Border, other: Border) -> Border:
    return one[0] + other[0], one[1] and other[1]


def _over(low: Number, high: Number) -> Number:
    """The roundest number just above another and below the next."""
    step = Fraction(1)
    while True:
        number = (low // step + 1) * step
        if low < number < high:
            return int(number) if Fraction(number).denominator == 1 else number
        step /= 10
