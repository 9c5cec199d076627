"""Lists as statements: each is a union of lanes, and each lane a stretch of one index, read in its order.

So the first page costs the same however many instances there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    func,
    literal,
    not_,
    select,
    text,
    tuple_,
    union,
    union_all,
)
from sqlalchemy.orm import aliased

from sopflow.engine.words import ANY_ENDING, matches, terms_of, words_of
from sopflow.errors import BadCursor
from sopflow.flow.lifecycle import STATUSES

from . import valued
from .columns import NEVER, micros
from .records import column
from .tables import CASE, DEFINITION, FIELD, INSTANCE, KEY, PERSON, WORD, WORK_ITEM

if TYPE_CHECKING:
    from sopflow.engine.store import Query, WorkQuery

    from .sighting import Sight

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


def work(query: WorkQuery, after: str | None, limit: int, sight: Sight | None = None) -> Select[Any]:
    """Work items by when they are due, one more than `limit`: their place in the order, and the snapshot; those in what
    somebody may see, where that is given."""
    w, every = _W, list[Any]()
    if sight is not None and sight.few is not None:
        w = _items_of(sight.few)
    elif sight is not None:
        seen = select(_I.number).where(_I.id == w.instance, sight.covers(_I))
        every.append(seen.exists())
    if query.due_before is not None:
        every.append(w.due < micros(query.due_before))
    if query.sop is not None:
        every.append(w.sop == column(query.sop))
    if query.step is not None:
        every.append(w.step == column(query.step))
    if after is not None:
        every.append(tuple_(*(w[name] for name in _WORK_ORDER)) > tuple_(*work_position(after)))
    parts = [
        _stretch(select(*(w[n] for n in _WORK_ORDER)), (*lane, *every), limit, w) for lane in _work_lanes(query, w)
    ]
    return _with_snapshots(parts, _WORK_ORDER, INSTANCE.c.id, "instance", limit)


def _items_of(few: Sequence[tuple[int, str]]) -> Any:
    """The work items of a few instances: found by those alone, since a part with a limit is read first."""
    names = [name for _, name in few]
    return select(WORK_ITEM).where(_W.instance.in_(names)).limit(_BIGGEST).subquery().c


def _work_lanes(query: WorkQuery, w: Any) -> list[Lane]:
    if query.person is not None:
        own: Lane = (w.person == column(query.person), _FIRST)
        free = w.person.is_(None)
        if len(query.places) > _MAX_LANES:
            pairs = [(column(p.actor), p.unit) for p in query.places]
            return [own, (tuple_(w.actor, w.unit).in_(pairs), free)]
        lanes = [(w.actor == column(p.actor), free, *_of_unit(p.unit, w)) for p in query.places]
        return [own, *lanes]
    if query.actor is not None:
        return [(w.actor == column(query.actor), *_of_unit(query.unit, w))]
    return [(_FIRST, *_of_unit(query.unit, w), *([_ROWS] if query.step is not None else []))]


def _of_unit(unit: str | None, w: Any) -> Lane:
    return () if unit is None else (w.unit == column(unit),)


def rarest_first(connection: Connection, subject: str | None) -> tuple[str, ...]:
    """The words that are looked for, the rarest first: by it the others are found."""
    terms = terms_of(subject) if subject is not None else ()
    if len(terms) < 2:
        return terms
    counts = connection.execute(how_many(terms)).one()
    return tuple(term for _, term in sorted(zip(counts, terms, strict=True)))


def how_many(terms: Sequence[str]) -> Select[Any]:
    """For each word that is looked for, how many subjects have it, as far as it is worth counting."""
    counts = []
    for term in terms:
        some = select(_T.number).where(_is_word(_T.word, term)).limit(_ENOUGH).subquery()
        counts.append(select(func.count()).select_from(some).scalar_subquery())
    return select(*counts)


def instances(
    query: Query, terms: Sequence[str], after: str | None, limit: int, sight: Sight | None = None,
    stretches: Sequence[Select[Any]] = (),
) -> Select[Any]:  # fmt: skip
    """Instances in the order of their start, or of when they are due, one more than `limit`: their place in the order,
    and the snapshot. `terms` are the words of the subject, the rarest first. Those that somebody may see, where that is
    given; from `stretches` of an index that has them in the order of their start, where there are some."""
    back = query.order is not None and query.order.is_descending
    if query.step is not None:
        return _at_a_step(query, terms, after, limit, sight)
    if sight is not None and sight.few is not None:
        return of_few(query, after, limit, [number for number, _ in sight.few], sight)
    every = conditions(query, _I, sight)
    if sight is not None:
        every.append(sight.covers(_I))
    if query.due_before is not None:
        order: tuple[Any, Any] = (_I.due, _I.number)
        lanes: list[Lane] = [(_I.due < micros(query.due_before),)]
        source = select(_I.due.label("sort"), _I.number)
    elif query.subject is not None:
        order = (_T.started_at, _T.number)
        source = select(_T.started_at.label("sort"), _T.number).join(INSTANCE, _I.number == _T.number)
        lanes = [_by_subject(terms)]
    elif stretches:
        order = (FIELD.c.started_at, FIELD.c.number)
    else:
        order = (_I.started_at, _I.number)
        source = select(_I.started_at.label("sort"), _I.number)
        lanes = _by_status(query)
    if after is not None:
        every.append(beyond(order, _position(after), is_descending=back))
    parts = [
        stretch.where(*every).order_by(*directed(order, is_descending=back)).limit(limit + 1)
        for stretch in stretches or [source.where(*lane) for lane in lanes]
    ]
    return _with_snapshots(parts, ("sort", "number"), _I.number, "number", limit, is_descending=back)


def beyond(order: Sequence[Any], position: Sequence[Any], *, is_descending: bool) -> ColumnElement[bool]:
    """That a row comes behind a place in an order."""
    here, there = tuple_(*order), tuple_(*position)
    return here < there if is_descending else here > there


def directed(order: Sequence[Any], *, is_descending: bool) -> list[Any]:
    """An order, or the other way round."""
    return [one.desc() if is_descending else one for one in order]


def seen(query: Query, after: str | None, limit: int, sight: Sight) -> Select[Any] | None:
    """The same of all that somebody may see: a lane for each audience, and one for what they act in; `None` where that
    would be too many."""
    statuses = (query.status,) if query.status is not None else STATUSES
    if len(sight.audiences) * len(statuses) > _MAX_LANES:
        return None
    order, own = (_I.started_at, _I.number), (PERSON.c.started_at, PERSON.c.number)
    # an audience is of one SOP and one unit, and only those that are asked for are here
    where = conditions(query._replace(status=None, sop=None, unit=None), _I, sight)
    theirs = conditions(query, _I, sight)
    if after is not None:
        where.append(tuple_(*order) > tuple_(*_position(after)))
        theirs.append(tuple_(*own) > tuple_(*_position(after)))
    base = select(_I.started_at.label("sort"), _I.number)
    parts = [
        base.where(_I.audience == one, _I.status == status, *where).order_by(*order).limit(limit + 1)
        for one in sight.audiences
        for status in statuses
    ]
    acts = select(own[0].label("sort"), own[1]).join(INSTANCE, _I.number == own[1])
    parts.append(acts.where(PERSON.c.person == sight.person, *theirs).order_by(*own).limit(limit + 1))
    return _with_snapshots(parts, ("sort", "number"), _I.number, "number", limit, union)


def of_few(query: Query, after: str | None, limit: int, few: Sequence[int], sight: Sight | None) -> Select[Any]:
    """The same of a few instances, by their numbers; the subject of those is looked at already."""
    back = query.order is not None and query.order.is_descending
    theirs = rows_of_few(few)
    every, sort = conditions(query, theirs, sight), theirs.started_at
    if sight is not None and sight.few is None:
        every.append(sight.covers(theirs))
    if query.due_before is not None:
        sort = theirs.due
        every.append(sort < micros(query.due_before))
    order = sort, theirs.number
    if after is not None:
        every.append(beyond(order, _position(after), is_descending=back))
    part = select(sort.label("sort"), theirs.number).where(*every)
    part = part.order_by(*directed(order, is_descending=back)).limit(limit + 1)
    return _with_snapshots([part], ("sort", "number"), _I.number, "number", limit, is_descending=back)


def rows_of_few(few: Sequence[int]) -> Any:
    """A few instances, found by their numbers alone."""
    names = (
        "number", "id", "sop", "digest", "status", "unit", "started_at", "started_by", "parent", "ended_at", "due",
        "provisional", "audience",
    )  # fmt: skip
    return select(*(_I[name] for name in names)).where(_I.number.in_(few)).limit(_BIGGEST).subquery().c


def of_subject(connection: Connection, few: Sequence[int], subject: str) -> list[int]:
    """Those of a few instances in whose subject some words are."""
    terms = terms_of(subject)
    wanted = select(_I.number, _I.subject).where(_I.number.in_(few))
    return [number for number, text in connection.execute(wanted) if matches(terms, words_of(text))]


def with_words(terms: Sequence[str]) -> Select[Any]:
    """The numbers of all instances in whose subject some words are, the rarest first."""
    return select(_T.number).where(*_by_subject(terms))


def ended(query: Query, i: Any) -> list[Any]:
    """That it ended when it is asked for."""
    found: list[Any] = []
    if query.ended_from is not None:
        found.append(i.ended_at >= micros(query.ended_from))
    if query.ended_before is not None:
        found.append(i.ended_at < micros(query.ended_before))
    return found


def due_and_step(query: Query, i: Any) -> list[Any]:
    """The same of what is late, and of a row that is open: what has an order of its own elsewhere."""
    found: list[Any] = []
    if query.due_before is not None:
        found.append(i.due < micros(query.due_before))
    if query.step is not None:
        here = (_W.instance == i.id, _W.step == column(query.step), _ROWS)
        found.append(select(_W.due).where(*here).exists())
    return found


def by_id(name: str, sight: Sight) -> Select[Any]:
    """An instance, if it may be seen."""
    return select(_I.started_at, _I.number, _I.snapshot).where(_I.id == column(name), sight.covers(_I))


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


def conditions(query: Query, i: Any, sight: Sight | None = None) -> list[Any]:
    """What is asked of an instance, but the subject, what is due and what is open; of its fields what somebody sees."""
    found: list[Any] = [*valued.conditions(query, i, sight), *ended(query, i)]
    if query.started_by is not None:
        found.append(i.started_by == column(query.started_by))
    if query.parent is not None:
        found.append(i.parent == column(query.parent))
    if query.sop is not None:
        found.append(i.sop == column(query.sop))
    if query.status is not None:
        found.append(i.status == query.status)
    if query.unit is not None:
        found.append(i.unit == column(query.unit))
    if query.started_from is not None:
        found.append(i.started_at >= micros(query.started_from))
    if query.started_before is not None:
        found.append(i.started_at < micros(query.started_before))
    if query.is_provisional is not None:
        found.append(i.provisional == int(query.is_provisional))
    if query.key is not None:
        scopes = select(literal("start ") + DEFINITION.c.sop)
        keyed = select(KEY.c.instance).where(KEY.c.key == column(query.key), KEY.c.scope.in_(scopes))
        found.append(i.id.in_(keyed))
    return found


def wholes(instances: Sequence[str]) -> Select[Any]:
    """The snapshots of some instances, each with its fields."""
    both = select(_I.id, _I.snapshot, CASE.c.body).join(CASE, CASE.c.instance == _I.id, isouter=True)
    return both.where(_I.id.in_(list(instances)))


def _at_a_step(
    query: Query, terms: Sequence[str], after: str | None, limit: int, sight: Sight | None
) -> Select[Any]:
    """Instances with an open row, each once, by when it is first due."""
    w = _items_of(sight.few) if sight is not None and sight.few is not None else _W
    twin = aliased(WORK_ITEM)
    sooner = tuple_(twin.c.due, twin.c.visit, twin.c.actor) < tuple_(w.due, w.visit, w.actor)
    same = and_(twin.c.instance == w.instance, twin.c.step == w.step, twin.c.is_first > 0, sooner)
    every = [w.step == column(str(query.step)), _ROWS, not_(select(twin.c.due).where(same).exists())]
    if after is not None:
        every.append(tuple_(*(w[name] for name in _WORK_ORDER)) > tuple_(*work_position(after)))
    asked = conditions(query._replace(subject=None), _I, sight)
    if sight is not None and sight.few is None:
        asked.append(sight.covers(_I))
    if query.subject is not None and w is _W:  # of few those are already found
        asked.append(_I.number.in_(select(_T.number).where(and_(*_by_subject(terms)))))
    if query.due_before is not None:
        asked.append(_I.due < micros(query.due_before))
    base = select(*(w[n] for n in _WORK_ORDER))
    if asked:
        base = base.join(INSTANCE, _I.id == w.instance).where(*asked)
    lane = (w.sop == column(query.sop),) if query.sop is not None else ()
    return _with_snapshots([_stretch(base, (*lane, *every), limit, w)], _WORK_ORDER, _I.id, "instance", limit)


def _stretch(base: Select[Any], conditions: Sequence[Any], limit: int, w: Any) -> Select[Any]:
    return base.where(*conditions).order_by(*(w[name] for name in _WORK_ORDER)).limit(limit + 1)


def _with_snapshots(
    parts: list[Select[Any]], order: Sequence[str], key: Any, name: str, limit: int, together: Any = union_all, *,
    is_descending: bool = False,
) -> Select[Any]:  # fmt: skip
    """The first of several ordered stretches together, each with the snapshot of its instance; with `union` each once."""
    if len(parts) == 1:
        found = parts[0].subquery()
    else:
        found = together(*(select(part.subquery()) for part in parts)).subquery()
    columns = [found.c[n] for n in order]
    first = select(*columns).order_by(*directed(columns, is_descending=is_descending)).limit(limit + 1).subquery()
    columns = [first.c[n] for n in order]
    wanted = select(*columns, _I.snapshot).join(INSTANCE, key == first.c[name])
    return wanted.order_by(*directed(columns, is_descending=is_descending))


def number_in(text: str, kind: type[int] | type[float] = int) -> Any:
    """A number of a cursor, written as here and in no other way; `ValueError`."""
    number = kind(text)
    if str(number) != text:
        raise ValueError
    return number


def work_position(cursor: str) -> tuple[int, str, str, int, str]:
    """Where a page of work ended; `BadCursor`."""
    try:
        due, instance, step, visit, actor = column(cursor).split(" ", 4)
        found = number_in(due), instance, step, number_in(visit), actor
    except ValueError:
        raise BadCursor(cursor=cursor) from None
    if abs(found[0]) > NEVER or abs(found[3]) > 2**31 - 1:
        raise BadCursor(cursor=cursor)
    return found


def _position(cursor: str) -> tuple[int, int]:
    try:
        sort, number = map(number_in, cursor.split(" "))
    except ValueError:
        raise BadCursor(cursor=cursor) from None
    if max(abs(sort), abs(number)) > _BIGGEST:
        raise BadCursor(cursor=cursor)
    return sort, number
