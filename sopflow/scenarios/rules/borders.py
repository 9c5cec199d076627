"""Rows that data decides: what is taken at each border of a condition, and whether an optional row is needed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from sopflow.conditions import TODAY, Goal
from sopflow.conditions.formula import FALSE, TRUE, ZERO, Difference, tests_of
from sopflow.conditions.measures import value_of
from sopflow.definition.model import DONE, Ref
from sopflow.language import Words

from ..acting import NOTE
from ..deciding import takes
from ..model import Act
from .trial import Ground, NoWay, RuleTrial, Trial

if TYPE_CHECKING:
    from sopflow.flow.flow import Row

_AT: Final = Words("{row} pada {border}", "{row} at {border}")
_NEEDED: Final = Words("{row} perlu", "{row} is needed")
_NOT_NEEDED: Final = Words("{row} tidak perlu", "{row} is not needed")


def rules(ground: Ground) -> Iterator[RuleTrial]:
    for row in ground.work:
        for border in _borders(row):
            yield RuleTrial(
                _AT.filled(row=row.id, border=_said(ground, border)), partial(_at, row=row.id, border=border)
            )

        if row.when is not None:
            yield RuleTrial(_NEEDED.filled(row=row.id), partial(_needed, row=row.id, verdict=TRUE))
            yield RuleTrial(_NOT_NEEDED.filled(row=row.id), partial(_needed, row=row.id, verdict=FALSE))


def _needed(trial: Trial, row: str, verdict: int) -> None:
    """An optional row of which the data says whether it is needed: it cannot be skipped, or is passed."""
    when = trial.ground.flow.rows[row].when
    assert when is not None
    way = trial.ground.to_row(row)
    last = trial.ground.explorer.markings.fire(way[-1].after, row, DONE)
    trial.go(way, toward=(last,), wanted={row: [Goal(when, verdict)]})
    is_open = trial.run.open_row(row) is not None
    if is_open != (verdict == TRUE):
        raise NoWay
    if is_open:
        trial.must_refuse("not-optional", Act("skip", Ref(row), by=trial.step(row).by, note=NOTE))
    trial.expect_open()


def _borders(row: Row) -> list[Difference]:
    """Where a value, or another field, is exactly what it is compared with; of dates that move with today none."""
    formulas = (
        [rule.when for rule in row.decision.rules if rule.when is not None] if row.decision is not None else []
    )
    tests = [test for one in formulas for test in tests_of(one) if isinstance(test, Difference)]
    tests = [test for test in tests if TODAY not in (test.left, test.right)]
    found: dict[Difference, None] = {}
    for one in tests:
        left, right, amount = one.left, one.right, one.amount
        if left == ZERO or (right != ZERO and left > right):
            left, right, amount = right, left, -amount
        found[Difference(left, right, "equal", amount)] = None
    return list(found)


def _said(ground: Ground, border: Difference) -> str:
    field = ground.sop.fields[border.left]
    return f"{border.left} = {border.right or field.said(value_of(field, border.amount), ground.language)}"


def _at(trial: Trial, row: str, border: Difference) -> None:
    ground, wanted = trial.ground, [Goal(border, TRUE)]
    own = ground.flow.rows[row]
    outcome = next((one for one in own.outcomes if takes(ground.flow, own, one, wanted)), None)
    if outcome is None:
        raise NoWay
    way = ground.to_row(row)
    last = ground.explorer.markings.fire(way[-1].after, row, outcome)
    trial.go((*way, last), wanted={row: wanted})
    trial.expect_open()
