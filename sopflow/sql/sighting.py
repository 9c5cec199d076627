"""Who may see what, in a database: instances are of audiences, which positions see, and of the persons who act in them.

A list for somebody goes by both. Whoever sees few instances has each list made from those; whoever sees many is
expected to see a share of any list.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, union_all

from sopflow.engine.store import Query, WorkQuery
from sopflow.flow.audience import Seer

from .audiences import OF_FIELDS
from .records import column
from .searching import of_subject
from .tables import EVENT, INSTANCE, PERSON, POSITION

FEW: Final = 1_000
"""Instances from which a list is made."""
_VERY_FEW: Final = 50
_STRETCH: Final = 5_000
"""Positions that are looked through for somebody who sees many instances."""


class Sight(NamedTuple):
    """What somebody may see."""

    person: str
    audiences: tuple[str, ...]
    few: tuple[tuple[int, str], ...] | None = None
    """All of it, by number and id, where that is not much."""
    readable: tuple[str, ...] = ()
    """The audiences of fields of which they are."""

    def covers(self, instance: Any) -> ColumnElement[bool]:
        """Whether a row of an instance is among it."""
        own = (PERSON.c.number == instance.number, PERSON.c.person == self.person)
        acts = select(PERSON.c.number).where(*own).exists()
        return or_(instance.audience.in_(self.audiences), acts)


def sight_of(connection: Connection, seer: Seer, query: Query | WorkQuery | None, *, counted: bool) -> Sight:
    """What somebody may see of that for which a query asks; all of it where that is asked for, and little."""
    sop, unit = (query.sop, query.unit) if query is not None else (None, None)
    found = connection.execute(_audiences(seer, sop, unit)).scalars().all()
    readable = tuple(name for name in found if name.startswith(OF_FIELDS))
    own = tuple(name for name in found if not name.startswith(OF_FIELDS))
    sight = Sight(column(seer.person), own, readable=readable)
    return sight._replace(few=_few(connection, sight)) if counted else sight


def _audiences(seer: Seer, sop: str | None, unit: str | None) -> Select[Any]:
    table = POSITION.c
    by_unit: dict[str | None, list[str]] = {}
    for position, place in seer.positions:
        by_unit.setdefault(place, []).append(column(position))
    held = [
        and_(table.position.in_(some), *(() if place is None else (table.unit == column(place),)))
        for place, some in by_unit.items()
    ]
    wanted = select(table.audience).where(or_(*held)).distinct().order_by(table.audience)
    if sop is not None:
        wanted = wanted.where(table.sop == column(sop))
    return wanted.where(table.unit == column(unit)) if unit is not None else wanted


def _few(connection: Connection, sight: Sight) -> tuple[tuple[int, str], ...] | None:
    theirs = select(PERSON.c.number).where(PERSON.c.person == sight.person).limit(FEW + 1)
    seen = select(INSTANCE.c.number).where(INSTANCE.c.audience.in_(sight.audiences)).limit(FEW + 1)
    every = union_all(*(select(part.subquery()) for part in (theirs, seen))).subquery()
    numbers = connection.execute(select(every.c.number).limit(min(_VERY_FEW, FEW) + 1)).scalars().all()
    if len(numbers) > min(_VERY_FEW, FEW):  # of many only how many there are is worth a look
        count = connection.execute(select(func.count()).select_from(every)).scalar_one()
        if count > FEW:
            return None
        numbers = connection.execute(select(every.c.number)).scalars().all()
    numbers = sorted(set(numbers))
    wanted = select(INSTANCE.c.number, INSTANCE.c.id).where(INSTANCE.c.number.in_(numbers))
    return tuple((number, name) for number, name in connection.execute(wanted))


def with_subject(connection: Connection, sight: Sight, subject: str) -> Sight:
    """Those of few in whose subject some words are."""
    found = set(of_subject(connection, [number for number, _ in sight.few or ()], subject))
    return sight._replace(few=tuple(one for one in sight.few or () if one[0] in found))


def recorded_for(
    connection: Connection, seer: Seer, after: int, limit: int, end: int
) -> tuple[list[tuple[int, str]], int, bool]:
    """The events up to an end that somebody may see, a page of them; how far that looks, and whether that is the end."""
    table, sight = EVENT.c, sight_of(connection, seer, None, counted=True)
    if sight.few is not None:
        upto = end
        names = [name for _, name in sight.few]
        theirs = select(table.position).where(table.instance.in_(names)).limit(_BIGGEST).subquery()
        places = select(theirs.c.position).where(theirs.c.position > after, theirs.c.position <= upto)
        places = places.order_by(theirs.c.position).limit(limit)
    else:
        upto = min(end, after + _STRETCH)
        seen = select(INSTANCE.c.number).where(INSTANCE.c.id == table.instance, sight.covers(INSTANCE.c))
        places = select(table.position).where(table.position > after, table.position <= upto, seen.exists())
        places = places.order_by(table.position).limit(limit)
    wanted: Iterable[int] = connection.execute(places).scalars().all()
    bodies = select(table.position, table.body).where(table.position.in_(list(wanted))).order_by(table.position)
    rows = [(int(position), str(body)) for position, body in connection.execute(bodies)]
    if len(rows) == limit:
        return rows, rows[-1][0], False
    return rows, max(after, upto), upto >= end


_BIGGEST: Final = 2**31
