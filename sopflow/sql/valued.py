"""Conditions on the values of fields, as far as somebody sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, literal, not_, or_, select
from sqlalchemy.orm import aliased

from .records import column
from .tables import FIELD, READER

if TYPE_CHECKING:
    from sopflow.engine.store import FieldQuery, Query, Stretch

    from .sighting import Sight


def conditions(query: Query, instance: Any, sight: Sight | None) -> list[ColumnElement[bool]]:
    """What the fields of an instance must be: it needs a row, or must not have one that is seen."""
    return [_condition(wanted, instance, sight) for wanted in query.fields]


def _condition(wanted: FieldQuery, instance: Any, sight: Sight | None) -> ColumnElement[bool]:
    f = aliased(FIELD).c
    own = [f.number == instance.number, f.field == wanted.field, *seen(f, sight)]
    digests = [digest for part in wanted.stretches for digest in part.digests]
    if not wanted.is_filled:
        return and_(instance.digest.in_(digests), not_(select(f.number).where(*own).exists()))
    if not wanted.is_mixed:
        return select(f.number).where(*own, within(f, wanted.stretches[0])).exists()
    parts = (and_(instance.digest.in_(part.digests), within(f, part)) for part in wanted.stretches)
    return select(f.number).where(*own, or_(*parts)).exists()


def seen(f: Any, sight: Sight | None) -> list[ColumnElement[bool]]:
    """That somebody sees a value."""
    if sight is None:
        return []
    r = aliased(READER).c
    reads = (
        select(r.number).where(r.number == f.number, r.audience == f.audience, r.person == sight.person).exists()
    )
    return [or_(f.audience.in_(sight.readable), reads)]


def within(f: Any, part: Stretch) -> ColumnElement[bool]:
    """That a value is one that is looked for."""
    value: ColumnElement[Any] = f[f"{part.column}_value"]
    if part.values is not None:
        known = [_bound(one) for one in part.values]
        return value == known[0] if len(known) == 1 else value.in_(known)
    found: list[ColumnElement[bool]] = [value.is_not(None)]
    if part.low is not None:
        low = _bound(part.low)
        found.append(value > low if part.is_above else value >= low)
    if part.high is not None:
        high = _bound(part.high)
        found.append(value < high if part.is_below else value <= high)
    return and_(*found) if found else literal(True)


def _bound(value: str | int | float) -> Any:
    return column(value) if isinstance(value, str) else value
