"""Values that take an instance along a way: for the forms before decisions that data takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sopflow.budget import Budget, Spent
from sopflow.conditions import Goal, Open, example_of, fields_of
from sopflow.conditions.formula import FALSE, MISSING, TRUE, Some
from sopflow.frozen import NOTHING

if TYPE_CHECKING:
    from sopflow.flow.flow import Flow, Row
    from sopflow.flow.markings import Move

_NONE: Final = timedelta()
_SEARCHED: Final = 5_000
"""Steps of work for the values of one form."""


Wanted = Mapping[str, Sequence[Goal]]
"""What is wanted besides at rows that data decides."""


def values_for(
    flow: Flow, row: Row, ahead: Sequence[Move], known: Mapping[str, Any], now: datetime, wanted: Wanted = NOTHING
) -> dict[str, Any]:
    """What a row's form must say for the moves ahead, its own first, to come about; of other fields nothing.

    Rows are taken to be done when they are due, so that a day that is counted from the act is counted from then.
    """
    own = {one.field.id for one in row.form}
    if not own or not flow.reads_data:
        return {}
    goals: list[Goal] = []
    found: dict[str, Any] = {}
    fixed = {name: value for name, value in known.items() if name not in own}
    left = set(own)
    for at, move in enumerate(ahead):
        here = flow.rows.get(move.row)
        if here is None:
            continue
        now += here.limit.span or _NONE if here.limit is not None else _NONE
        if at:
            left -= {one.field.id for one in here.form}
        own_goals = list(wanted.get(here.id, ()))
        is_asked = here.when is not None and bool(own_goals)
        for goal_set in [own_goals] if is_asked else _wanted(here, move.outcome, is_first=at == 0):
            more = goal_set if is_asked else [*goal_set, *own_goals]
            if not any(name in left for goal in more for name in fields_of(goal.formula)):
                continue
            with suppress(Spent):
                example = example_of(flow.definition.fields, [*goals, *more], fixed, now.date(), Budget(_SEARCHED))
                if example is not None:
                    goals += more
                    found = dict(example)
        if not left:
            break
    return {name: value for name, value in found.items() if name in own and not isinstance(value, Open)}


def takes(flow: Flow, row: Row, outcome: str, wanted: Sequence[Goal]) -> bool:
    """Whether there is a case that takes a branch, and in which what is wanted besides is so."""
    for goals in _wanted(row, outcome, is_first=True):
        with suppress(Spent):
            found = example_of(flow.definition.fields, [*goals, *wanted], NOTHING, None, Budget(_SEARCHED))
            return found is not None
    return False


def can_come(flow: Flow, move: Move, known: Mapping[str, Any], today: date) -> bool:
    """Whether the data lets a move come about, with what its own row's form can still say."""
    row = flow.rows.get(move.row)
    if row is None or row.decision is None or move.outcome not in row.outcomes:
        return True
    own = {one.field.id for one in row.form}
    fixed = {name: value for name, value in known.items() if name not in own}
    for goals in _wanted(row, move.outcome, is_first=True):
        if any(name not in own and name not in fixed for goal in goals for name in fields_of(goal.formula)):
            return False
        if example_of(flow.definition.fields, goals, fixed, today, Budget()) is None:
            return False
    return True


def _wanted(row: Row, outcome: str, *, is_first: bool) -> Iterator[list[Goal]]:
    """What must be so for a move to come about."""
    if row.when is not None and not is_first:
        yield [Goal(row.when, TRUE)]
    if row.decision is None:
        return
    rules, hit = row.decision
    taking = [at for at, rule in enumerate(rules) if rule.takes == outcome and rule.when is not None]
    others = [rule.when for rule in rules if rule.takes != outcome and rule.when is not None]
    if hit == "unique":
        mine = tuple(rule.when for rule in rules if rule.takes == outcome and rule.when is not None)
        yield [
            *([Goal(Some(mine), TRUE)] if mine else []),
            *(Goal(one, FALSE if not mine else FALSE | MISSING) for one in others),
        ]
        return
    earlier = rules[: taking[0]] if taking else rules
    goals: list[Goal] = [Goal(rule.when, FALSE) for rule in earlier if rule.when is not None]
    first = rules[taking[0]].when if taking else None
    yield [*([Goal(first, TRUE)] if first is not None else []), *goals]
