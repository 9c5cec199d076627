"""A condition as cases: each a set of tests of which all hold, as a row of a decision table says them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Final, Literal

from sopflow.conditions.formula import TODAY, ZERO, All, Difference, Filled, Formula, Not, Some, Test
from sopflow.conditions.region import Region
from sopflow.fields import Field

Part = tuple["Test", bool]
"""A test, and whether it holds or fails: a missing value is neither, but that `Filled` fails."""
Case = frozenset[Part]
Way = Literal["holds", "fails", "may hold", "may fail"]
"""`may`: it does, or a value is missing on which it depends."""
MOST: Final = 300
"""So many rules a decision table has."""
_OTHER: Final[Mapping[Way, Way]] = {
    "holds": "fails", "fails": "holds", "may hold": "may fail", "may fail": "may hold",
}  # fmt: skip


class TooMany(Exception):
    """More cases than a table may have."""


def cases_of(formula: Formula, way: Way, fields: Mapping[str, Field]) -> list[Case]:
    """All cases of a formula that can occur. `TooMany`."""
    if isinstance(formula, Not):
        return cases_of(formula.inner, _OTHER[way], fields)
    if isinstance(formula, All | Some):
        parts = [cases_of(part, way, fields) for part in formula.parts]
        together = isinstance(formula, All) == (way in ("holds", "may hold"))
        return joined(parts, fields) if together else _few(case for part in parts for case in part)
    holds = way in ("holds", "may hold")
    found = [frozenset([part]) for part in _parts(formula, holds)]
    if way.startswith("may") and not isinstance(formula, Filled):
        found += [frozenset([(Filled(name), False)]) for name in formula.fields]
    return found


def joined(lists: Iterable[list[Case]], fields: Mapping[str, Field]) -> list[Case]:
    """The cases that are one of each list. `TooMany`."""
    found: list[Case] = [frozenset()]
    for some in lists:
        found = _few(
            case for case in (one | other for one, other in product(found, some)) if _is_possible(case, fields)
        )
    return found


def _few(cases: Iterable[Case]) -> list[Case]:
    """Without those of which another is a part."""
    found: list[Case] = []
    for case in cases:
        if any(other <= case for other in found):
            continue
        found = [other for other in found if not case <= other]
        found.append(case)
        if len(found) > MOST:
            raise TooMany
    return found


def _parts(test: Test, holds: bool) -> list[Part]:
    """A test as a cell can say it: that a value is not this one is that it is less or more."""
    if holds or not isinstance(test, Difference) or test.relation != "equal" or test.right != ZERO:
        return [(test, holds)]
    less = Difference(ZERO, test.left, "at_most", -test.amount)
    return [(less, False), (test._replace(relation="at_most"), False)]


def _is_possible(case: Case, fields: Mapping[str, Field]) -> bool:
    filled = [Filled(name) for test, _ in case for name in test.fields if name not in (ZERO, TODAY)]
    regions = [Region(fields, [*(test for test, _ in case), *filled])]
    for test, holds in sorted(case, key=repr):
        regions = [one for region in regions for one in region.holding(test, holds)]
    return bool(regions)
