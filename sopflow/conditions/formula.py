"""A condition as a formula over tests, each of which is true, false or has no value to look at.

What is known of a test is a set of these three, so that one evaluation serves a case, where every value is known, and
the analysis, where many are open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Final, Literal, NamedTuple

FALSE: Final = 1
MISSING: Final = 2
"""A value is missing: neither the test holds nor its `not`."""
TRUE: Final = 4
ANY: Final = FALSE | MISSING | TRUE
Verdicts = int
"""A set of the three."""
ZERO: Final = ""
TODAY: Final = "@today"
"""The day of the act, as a field that every case has."""
Number = int | Fraction


class Difference(NamedTuple):
    """`left - right` is at most, or is, so much; either of them may be `ZERO` or `TODAY`."""

    left: str
    right: str
    relation: Literal["at_most", "equal"]
    amount: Number

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(one for one in (self.left, self.right) if one not in (ZERO, TODAY))


class Is(NamedTuple):
    """A text, a choice or yes and no has a value; of a field with several choices: it has this one."""

    field: str
    value: str | bool
    among: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.field,)


class Filled(NamedTuple):
    """A value is there: the one test that sees whether it is."""

    field: str

    @property
    def fields(self) -> tuple[str, ...]:
        return ()


class Not(NamedTuple):
    """The test is false; of a missing value it is missing too."""

    inner: Formula


class All(NamedTuple):
    """All of them hold."""

    parts: tuple[Formula, ...]


class Some(NamedTuple):
    """One of them holds."""

    parts: tuple[Formula, ...]


Test = Difference | Is | Filled
Formula = Test | Not | All | Some
Look = Callable[[Test], Verdicts]

_VALUES: Final = (FALSE, MISSING, TRUE)


def _joined(least: bool) -> tuple[tuple[Verdicts, ...], ...]:
    pick = min if least else max
    return tuple(
        tuple(sum({pick(a, b) for a in _VALUES if left & a for b in _VALUES if right & b}) for right in range(8))
        for left in range(8)
    )


_ALL: Final = _joined(least=True)
_SOME: Final = _joined(least=False)


def verdicts(formula: Formula, look: Look) -> Verdicts:
    """What the formula can be, by what each of its tests can be."""
    if isinstance(formula, Not):
        inner = verdicts(formula.inner, look)
        return (inner & MISSING) | (TRUE if inner & FALSE else 0) | (FALSE if inner & TRUE else 0)
    if isinstance(formula, All | Some):
        table, found, least = (_ALL, TRUE, FALSE) if isinstance(formula, All) else (_SOME, FALSE, TRUE)
        for part in formula.parts:
            if found == least:
                break
            found = table[found][verdicts(part, look)]
        return found
    return look(formula)


def tests_of(formula: Formula) -> Iterator[Test]:
    """Its tests, in the order in which they stand."""
    if isinstance(formula, Not):
        yield from tests_of(formula.inner)
    elif isinstance(formula, All | Some):
        for part in formula.parts:
            yield from tests_of(part)
    else:
        yield formula


def names_of(test: Test) -> tuple[str, ...]:
    """What a test looks at: fields, `TODAY` and `ZERO`."""
    return (test.left, test.right) if isinstance(test, Difference) else (test.field,)


def fields_of(formula: Formula) -> tuple[str, ...]:
    """The fields that it reads, each once."""
    found = (name for test in tests_of(formula) for name in names_of(test))
    return tuple(dict.fromkeys(name for name in found if name not in (ZERO, TODAY)))


def reads_today(formula: Formula) -> bool:
    """Whether the day of the act counts."""
    return any(isinstance(test, Difference) and TODAY in (test.left, test.right) for test in tests_of(formula))
