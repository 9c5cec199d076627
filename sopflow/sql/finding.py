"""Which index leads to a list of instances: the narrowest thing that is asked for, if it is narrow, or else the order.

A condition that few instances fulfil is looked up first, and the list made from those; of one that many fulfil the list
is a stretch of an index in its order, in which most fit.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, collate, func, not_, select, union_all

from sopflow.engine.store import FieldQuery, Order, Query
from sopflow.errors import BadCursor

from . import searching, valued
from .records import column
from .sighting import Sight, with_subject
from .tables import FIELD, INSTANCE, PERSON

_I, _F = INSTANCE.c, FIELD.c
ENOUGH: Final = 1_000
"""Instances from which a list is made."""
_MAX_LANES: Final = 50
_BIGGEST: Final = 2**62


def page(
    connection: Connection, query: Query, after: str | None, limit: int, sight: Sight | None = None
) -> Sequence[Any]:
    """The rows of a page, and one more."""
    if sight is not None and sight.few is not None and query.subject is not None:
        sight = with_subject(connection, sight, query.subject)
    few = _few(connection, query, sight)
    if query.order is not None and query.order.by != "started":
        return connection.execute(_sorted(connection, query, query.order, after, limit, sight, few)).fetchall()
    if few is not None and query.step is None:
        few = _with_subject(connection, query, few)
        return connection.execute(searching.of_few(query, after, limit, few, sight)).fetchall()
    lanes = (
        _equal(query, sight) if query.step is None and query.due_before is None and query.subject is None else []
    )
    terms = searching.rarest_first(connection, query.subject)
    wanted = searching.instances(query, terms, after, limit, sight, lanes)
    return connection.execute(wanted).fetchall()


def count(connection: Connection, query: Query, sight: Sight | None = None) -> int:
    """How many there are."""
    few = _few(connection, query, sight)
    if few is not None:
        i = searching.rows_of_few(_with_subject(connection, query, few))
        every = searching.conditions(query, i, sight)
    else:
        i = _I
        lead = _led(query)
        if lead is not None:
            query = query._replace(fields=tuple(one for one in query.fields if one is not lead))
            within = valued.within(_F, lead.stretches[0])
            found = (_F.sop == column(str(query.sop)), _F.field == lead.field, within, *valued.seen(_F, sight))
            i = _F if sight is None and _is_told_by_values(query) else _I
        every = searching.conditions(query, i, sight) + _about(connection, query, i)
        if lead is not None:
            every += [*found, *([_F.number == i.number] if i is _I else [])]
    if sight is not None and sight.few is None:
        every.append(sight.covers(i))
    every += searching.due_and_step(query, i)
    return int(connection.execute(select(func.count(i.number)).where(*every)).scalar_one())


def beginning(text: str, limit: int, *, called: bool, is_sqlite: bool) -> Select[tuple[str]]:
    """Ids that begin with a text and have no slash behind it; of `called` instances those that begin so after their
    caller's id and its slash."""
    part: ColumnElement[Any] = func.substr(_I.id, func.length(_I.parent) + 2) if called else _I.id
    is_meant = _I.parent.is_not(None) if called else not_(func.substr(_I.id, len(text) + 1).contains("/"))
    name, part = (one if is_sqlite else collate(one, "C") for one in (_I.id, part))
    wanted = select(_I.id).where(is_meant, part >= text, part < text + chr(0x10FFFF))
    return wanted.order_by(name).limit(limit)


def _few(connection: Connection, query: Query, sight: Sight | None) -> list[int] | None:
    """The numbers of all that can be meant, where those are few."""
    if sight is not None and sight.few is not None:
        return [number for number, _ in sight.few]
    best: list[int] | None = None
    for narrow in (*_narrow(query), *(_read(query, sight) if sight is not None else ())):
        numbers = connection.execute(narrow.limit(ENOUGH + 1)).scalars().all()
        if len(numbers) <= ENOUGH and (best is None or len(numbers) < len(best)):
            best = sorted(set(numbers))
    return best


def _is_bounded(wanted: FieldQuery) -> bool:
    """Whether it is a stretch of one index of values, in which each case is once."""
    part = wanted.stretches[0]
    is_plain = not wanted.is_mixed and wanted.is_filled
    return is_plain and (part.values is not None or part.low is not None or part.high is not None)


def _led(query: Query) -> FieldQuery | None:
    """What is asked of a field that leads to the cases that are counted."""
    return next((wanted for wanted in query.fields if _is_bounded(wanted)), None)


def _is_told_by_values(query: Query) -> bool:
    """Whether all that is asked stands beside each value too, so that a stretch of their index answers it alone."""
    others = all(wanted.is_filled and not wanted.is_mixed for wanted in query.fields)
    plain = query._replace(sop=None, fields=(), started_from=None, started_before=None, order=None)
    return others and plain == Query()


def _narrow(query: Query) -> Iterator[Select[Any]]:
    """What may be fulfilled by few instances, each by an index of its own."""
    for wanted in query.fields:
        part = wanted.stretches[0]
        if _is_bounded(wanted):
            own = (_F.sop == column(str(query.sop)), _F.field == wanted.field, valued.within(_F, part))
            stretch = select(_F.number).where(*own)
            if part.values is None or len(part.values) == 1:
                # in the order of the index: PostgreSQL would go through the table, in which it expects the first few soon
                stretch = stretch.order_by(_F[f"{part.column}_value"], _F.started_at, _F.number)
            yield stretch
    if query.ended_from is not None or query.ended_before is not None:
        yield select(_I.number).where(*searching.ended(query, _I))
    if query.started_by is not None:
        yield select(_I.number).where(_I.started_by == column(query.started_by))
    if query.parent is not None:
        yield select(_I.number).where(_I.parent == column(query.parent))


def _read(query: Query, sight: Sight) -> Iterator[Select[Any]]:
    """The cases in which somebody can see a field that is asked for: by their positions, or because they act there."""
    names = [wanted.field for wanted in query.fields if wanted.is_filled]
    if query.order is not None and query.order.field is not None:
        names.append(query.order.field)
    acts = select(PERSON.c.number).where(PERSON.c.person == sight.person).limit(ENOUGH + 1)
    for name in dict.fromkeys(names):
        own = (_F.sop == column(str(query.sop)), _F.field == name, _F.audience.in_(sight.readable))
        told = select(_F.number).where(*own).limit(ENOUGH + 1)
        yield select(union_all(*(select(part.subquery()) for part in (told, acts))).subquery().c.number)


def _equal(query: Query, sight: Sight | None) -> list[Select[Any]]:
    """Stretches of an index of values, each in the order of the start; none where no field must be one of some values."""
    for wanted in query.fields:
        part = wanted.stretches[0]
        if wanted.is_filled and not wanted.is_mixed and part.values and len(part.values) <= _MAX_LANES:
            own = (_F.sop == column(str(query.sop)), _F.field == wanted.field, *valued.seen(_F, sight))
            base = select(_F.started_at.label("sort"), _F.number).join(INSTANCE, _I.number == _F.number)
            return [base.where(*own, valued.within(_F, part._replace(values=(value,)))) for value in part.values]
    return []


def _about(connection: Connection, query: Query, i: Any) -> list[Any]:
    if query.subject is None:
        return []
    return [i.number.in_(searching.with_words(searching.rarest_first(connection, query.subject)))]


def _with_subject(connection: Connection, query: Query, few: Sequence[int]) -> list[int]:
    """Those of few in whose subject some words are."""
    if query.subject is None:
        return list(few)
    return searching.of_subject(connection, few, query.subject)


def _sorted(
    connection: Connection, query: Query, order: Order, after: str | None, limit: int, sight: Sight | None,
    few: list[int] | None,
) -> Select[Any]:  # fmt: skip
    """By when they ended or by a field; what is alike in the order of the start."""
    every: list[Any] = []
    if order.by == "field":
        f: Any = _F
        if few is not None:
            f = select(FIELD).where(_F.number.in_(few), _F.field == order.field).limit(_BIGGEST).subquery().c
        value = f[f"{order.column}_value"]
        keys = (value, f.started_at, f.number)
        every += [f.sop == column(str(query.sop)), f.field == order.field, value.is_not(None)]
        every += valued.seen(f, sight)
        for wanted in query.fields:  # what is asked of it bounds the stretch
            if wanted.field == order.field and wanted.is_filled and not wanted.is_mixed:
                every.append(valued.within(f, wanted.stretches[0]))
        base = select(*(key.label(name) for key, name in zip(keys, ("value", "sort", "number"), strict=True)))
        base = base.join(INSTANCE, _I.number == f.number)
    else:
        keys = (_I.ended_at, _I.started_at, _I.number)
        every.append(_I.ended_at.is_not(None))
        base = select(_I.ended_at.label("value"), _I.started_at.label("sort"), _I.number)
        if few is not None:
            every.append(_I.number.in_(few))
    every += searching.conditions(query, _I, sight) + _about(connection, query, _I)
    if sight is not None and sight.few is None:
        every.append(sight.covers(_I))
    if after is not None:
        every.append(searching.beyond(keys, _position(order, after), is_descending=order.is_descending))
    stretch = base.where(*every).order_by(*searching.directed(keys, is_descending=order.is_descending))
    first = stretch.limit(limit + 1).subquery()
    names = ("sort", "number", "value")
    columns = [first.c[name] for name in names]
    found = select(*columns, _I.snapshot).join(INSTANCE, _I.number == first.c.number)
    again = (first.c.value, first.c.sort, first.c.number)
    return found.order_by(*searching.directed(again, is_descending=order.is_descending))


def _position(order: Order, cursor: str) -> tuple[Any, int, int]:
    """Where a page ended; `BadCursor`."""
    try:
        sort, number, text = column(cursor).split(" ", 2)
        kind = order.column if order.by == "field" else "whole"
        value = text if kind == "text" else searching.number_in(text, int if kind == "whole" else float)
        found = value, searching.number_in(sort), searching.number_in(number)
    except ValueError:
        raise BadCursor(cursor=cursor) from None
    numbers = [one for one in found if not isinstance(one, str)]
    if any(not math.isfinite(one) or abs(one) > _BIGGEST for one in numbers):
        raise BadCursor(cursor=cursor)
    return found
