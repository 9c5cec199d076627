"""Lists as statements: each is a union of lanes, and each lane a stretch of one index, read in its order.

So the first page costs the same however many instances there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, Select, and_, collate, func, literal, not_, select, text, tuple_, union_all
from sqlalchemy.orm import aliased

from sopflow.engine.words import ANY_ENDING
from sopflow.errors import BadCursor
from sopflow.flow.lifecycle import STATUSES

from .columns import NEVER, micros
from .records import column
from .tables import CASE, DEFINITION, INSTANCE, KEY, WORD, WORK_ITEM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sopflow.engine.store import Query, WorkQuery

_I, _W, _T = INSTANCE.c, WORK_ITEM.c, WORD.c
_WORK_ORDER: Final = ("due", "instance", "step", "visit", "actor")
_MAX_LANES: Final = 300
"""SQLite takes 500 parts of a union; a person who holds more places has a slower list."""
_ENOUGH: Final = 1000
_BIGGEST: Final = 2**62
# spelt out, for only so does a database see that the index of first ones serves
_FIRST: Final = text("is_first = 1")
_ROWS: Final = text("is_first > 0")

Lane = tuple[Any, ...]


def work(query: WorkQuery, after: str | None, limit: int) -> Select[Any]:
    """Work items by when they are due, one more than `limit`: their place in the order, and the snapshot."""
    every: list[Any] = []
    if query.due_before is not None:
        every.append(_W.due < micros(query.due_before))
    if query.sop is not None:
        every.append(_W.sop == column(query.sop))
    if query.step is not None:
        every.append(_W.step == column(query.step))
    if after is not None:
        every.append(tuple_(*(_W[name] for name in _WORK_ORDER)) > tuple_(*work_position(after)))
    parts = [
        _stretch(select(*(_W[n] for n in _WORK_ORDER)), (*lane, *every), limit) for lane in _work_lanes(query)
    ]
    return _with_snapshots(parts, _WORK_ORDER, INSTANCE.c.id, "instance", limit)


def _work_lanes(query: WorkQuery) -> list[Lane]:
    if query.person is not None:
        own: Lane = (_W.person == column(query.person), _FIRST)
        free = _W.person.is_(None)
        if len(query.places) > _MAX_LANES:
            pairs = [(column(p.actor), p.unit) for p in query.places]
            return [own, (tuple_(_W.actor, _W.unit).in_(pairs), free)]
        lanes = [(_W.actor == column(p.actor), free, *_of_unit(p.unit)) for p in query.places]
        return [own, *lanes]
    if query.actor is not None:
        return [(_W.actor == column(query.actor), *_of_unit(query.unit))]
    return [(_FIRST, *_of_unit(query.unit), *([_ROWS] if query.step is not None else []))]


def _of_unit(unit: str | None) -> Lane:
    return () if unit is None else (_W.unit == column(unit),)


def how_many(terms: Sequence[str]) -> Select[Any]:
    """For each word that is looked for, how many subjects have it, as far as it is worth counting."""
    counts = []
    for term in terms:
        some = select(_T.number).where(_is_word(_T.word, term)).limit(_ENOUGH).subquery()
        counts.append(select(func.count()).select_from(some).scalar_subquery())
    return select(*counts)


def instances(query: Query, terms: Sequence[str], after: str | None, limit: int) -> Select[Any]:
    """Instances in the order of their start, or of when they are due, one more than `limit`: their place in the order,
    and the snapshot. `terms` are the words of the subject, the rarest first."""
    if query.step is not None:
        return _at_a_step(query, terms, after, limit)
    every = _conditions(query)
    if query.due_before is not None:
        order: tuple[Any, Any] = (_I.due, _I.number)
        lanes: list[Lane] = [(_I.due < micros(query.due_before),)]
        source = select(_I.due.label("sort"), _I.number)
    elif query.subject is not None:
        order = (_T.started_at, _T.number)
        source = select(_T.started_at.label("sort"), _T.number).join(INSTANCE, _I.number == _T.number)
        lanes = [_by_subject(terms)]
    else:
        order = (_I.started_at, _I.number)
        source = select(_I.started_at.label("sort"), _I.number)
        lanes = _by_status(query)
    if after is not None:
        every.append(tuple_(*order) > tuple_(*_position(after)))
    parts = [source.where(*lane, *every).order_by(*order).limit(limit + 1) for lane in lanes]
    return _with_snapshots(parts, ("sort", "number"), _I.number, "number", limit)


def beginning(begun: str, limit: int, *, is_sqlite: bool) -> Select[tuple[str]]:
    """Ids that begin with a text and have no slash behind it."""
    name = _I.id if is_sqlite else collate(_I.id, "C")
    is_called = func.substr(_I.id, len(begun) + 1).contains("/")
    wanted = select(_I.id).where(name >= begun, name < begun + chr(0x10FFFF), not_(is_called))
    return wanted.order_by(name).limit(limit)


def _by_status(query: Query) -> list[Lane]:
    """In each status instances stand in the order of their start, by SOP or by unit too."""
    if query.key is not None or (query.sop is None and query.unit is None and query.status is None):
        return [()] if query.status is None else [(_I.status == query.status,)]
    statuses = (query.status,) if query.status is not None else STATUSES
    return [(_I.status == status,) for status in statuses]


def _by_subject(terms: Sequence[str]) -> Lane:
    """The first word leads; the others must be there too."""
    if not terms:
        return (literal(False),)
    others = []
    for term in terms[1:]:
        twin = aliased(WORD)
        same = (twin.c.started_at == _T.started_at, twin.c.number == _T.number)
        others.append(select(twin.c.number).where(_is_word(twin.c.word, term), *same).exists())
    return (_is_word(_T.word, terms[0]), *others)


def _is_word(word: Any, term: str) -> ColumnElement[bool]:
    if term.endswith(ANY_ENDING):
        stem = column(term[:-1])
        return and_(word >= stem, word < stem + "\U0010ffff")
    return word == column(term)  # type: ignore[no-any-return]


def _conditions(query: Query) -> list[Any]:
    found: list[Any] = []
    if query.sop is not None:
        found.append(_I.sop == column(query.sop))
    if query.status is not None:
        found.append(_I.status == query.status)
    if query.unit is not None:
        found.append(_I.unit == column(query.unit))
    if query.started_from is not None:
        found.append(_I.started_at >= micros(query.started_from))
    if query.started_before is not None:
        found.append(_I.started_at < micros(query.started_before))
    if query.is_provisional is not None:
        found.append(_I.provisional == int(query.is_provisional))
    if query.key is not None:
        scopes = select(literal("start ") + DEFINITION.c.sop)
        keyed = select(KEY.c.instance).where(KEY.c.key == column(query.key), KEY.c.scope.in_(scopes))
        found.append(_I.id.in_(keyed))
    return found


def wholes(instances: Sequence[str]) -> Select[Any]:
    """The snapshots of some instances, each with its fields."""
    both = select(_I.id, _I.snapshot, CASE.c.body).join(CASE, CASE.c.instance == _I.id, isouter=True)
    return both.where(_I.id.in_(list(instances)))


def _at_a_step(query: Query, terms: Sequence[str], after: str | None, limit: int) -> Select[Any]:
    """Instances with an open row, each once, by when it is first due."""
    twin = aliased(WORK_ITEM)
    sooner = tuple_(twin.c.due, twin.c.visit, twin.c.actor) < tuple_(_W.due, _W.visit, _W.actor)
    same = and_(twin.c.instance == _W.instance, twin.c.step == _W.step, twin.c.is_first > 0, sooner)
    every = [_W.step == column(str(query.step)), _ROWS, not_(select(twin.c.due).where(same).exists())]
    if after is not None:
        every.append(tuple_(*(_W[name] for name in _WORK_ORDER)) > tuple_(*work_position(after)))
    asked = _conditions(query._replace(subject=None))
    if query.subject is not None:
        asked.append(_I.number.in_(select(_T.number).where(and_(*_by_subject(terms)))))
    if query.due_before is not None:
        asked.append(_I.due < micros(query.due_before))
    base = select(*(_W[n] for n in _WORK_ORDER))
    if asked:
        base = base.join(INSTANCE, _I.id == _W.instance).where(*asked)
    lane = (_W.sop == column(query.sop),) if query.sop is not None else ()
    return _with_snapshots([_stretch(base, (*lane, *every), limit)], _WORK_ORDER, _I.id, "instance", limit)


def _stretch(base: Select[Any], conditions: Sequence[Any], limit: int) -> Select[Any]:
    return base.where(*conditions).order_by(*(_W[name] for name in _WORK_ORDER)).limit(limit + 1)


def _with_snapshots(
    parts: list[Select[Any]], order: Sequence[str], key: Any, name: str, limit: int
) -> Select[Any]:
    """The first of several ordered stretches together, each with the snapshot of its instance."""
    if len(parts) == 1:
        found = parts[0].subquery()
    else:
        found = union_all(*(select(part.subquery()) for part in parts)).subquery()
    columns = [found.c[n] for n in order]
    first = select(*columns).order_by(*columns).limit(limit + 1).subquery()
    columns = [first.c[n] for n in order]
    return select(*columns, _I.snapshot).join(INSTANCE, key == first.c[name]).order_by(*columns)


def work_position(cursor: str) -> tuple[int, str, str, int, str]:
    """Where a page of work ended; `BadCursor`."""
    try:
        due, instance, step, visit, actor = column(cursor).split(" ", 4)
        found = int(due), instance, step, int(visit), actor
    except ValueError:
        raise BadCursor(cursor=cursor) from None
    if abs(found[0]) > NEVER or abs(found[3]) > 2**31 - 1:
        raise BadCursor(cursor=cursor)
    return found


def _position(cursor: str) -> tuple[int, int]:
    try:
        sort, number = (int(part) for part in cursor.split(" "))
    except ValueError:
        raise BadCursor(cursor=cursor) from None
    if max(abs(sort), abs(number)) > _BIGGEST:
        raise BadCursor(cursor=cursor)
    return sort, number
