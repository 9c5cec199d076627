"""The stored names of version 2, record by record. They never change; the names in the code may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final, get_args

import msgspec

from sopflow.errors import NewerRecord
from sopflow.flow.command import Command, CommandKind, Paper
from sopflow.flow.event import NO_EFFECTS, Claim, Details, Effects, Ended, Event, EventType, OpenRow, Signature
from sopflow.flow.forms import frozen, thawed
from sopflow.flow.instance import InHand, Instance
from sopflow.flow.lifecycle import STATUSES
from sopflow.frozen import NOTHING, Frozen

from .shape import REQUIRED, Field, Json, Shape

_KINDS: Final = frozenset(get_args(CommandKind))
_TYPES: Final = frozenset(get_args(EventType))


def _written_instant(at: datetime) -> str:
    """As `isoformat` writes it; msgspec does it faster for most, but has another name for UTC."""
    known = _in_utc(at)
    if known is not None and at.tzinfo is UTC:
        return known
    if at.tzinfo is not UTC or type(at) is not datetime:
        return at.isoformat()
    if len(_IN_UTC) >= _MOST:
        _IN_UTC.clear()
    known = _IN_UTC[at] = f"{msgspec.to_builtins(at)[:-1]}+00:00"
    return known


_MOST: Final = 1024
_IN_UTC: Final[dict[datetime, str]] = {}
"""An instant is written several times: with what happened then, and with each snapshot in which that still stands."""
_in_utc: Final[Callable[[datetime], str | None]] = _IN_UTC.get


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"{text} has no time zone")
    return instant


def _one_of(known: frozenset[str]) -> Callable[[str], str]:
    def read(name: str) -> str:
        if name not in known:
            raise NewerRecord(what=f'"{name}"')
        return name

    return read


def _exactly(kind: type) -> Callable[[Any], Any]:
    """A value of exactly this kind: neither a flag nor 1.0 counts as a whole number."""

    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"{value!r:.80}: not {kind.__name__}")
        return value

    return read


_text, _number, _flag, _listed = map(_exactly, (str, int, bool, list))


def _each(read: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda values: tuple(map(read, _listed(values)))


_texts = _each(_text)


def _lists(pairs: tuple[Any, ...]) -> list[Any]:
    """Tuples of tuples as lists of lists."""
    return [_lists(item) if isinstance(item, tuple) else item for item in pairs]


def _pair(values: list[Any]) -> tuple[str, str]:
    first, second = _listed(values)
    return _text(first), _text(second)


def _row(values: list[Any]) -> tuple[str, int]:
    step, visit = _listed(values)
    return _text(step), _number(visit)


def _parent(values: list[Any]) -> tuple[str, str, int]:
    instance, step, visit = _listed(values)
    return _text(instance), _text(step), _number(visit)


def _sop(values: list[Any]) -> tuple[str, str, str]:
    name, version, digest = _listed(values)
    return _text(name), _text(version), _text(digest)


def _people(lists: list[Any]) -> tuple[Any, ...]:
    return tuple((_text(actor), _texts(persons)) for actor, persons in map(_listed, _listed(lists)))


def _row_instants(pairs: tuple[Any, ...]) -> list[Any]:
    return [[list(row), _written_instant(at) if at is not None else None] for row, at in pairs]


def _instants_of_rows(lists: list[Any]) -> tuple[Any, ...]:
    return tuple((_row(row), _instant(at) if at is not None else None) for row, at in map(_listed, _listed(lists)))


def _waiting(pairs: list[Any]) -> tuple[Any, ...]:
    return tuple((_pair(arc), _number(count)) for arc, count in map(_listed, _listed(pairs)))


def _ended(values: list[Any]) -> Ended:
    return Ended(*_pair(values))


_pairs, _rows, _endings = map(_each, (_pair, _row, _ended))


def _case(changed: dict[str, Any]) -> Frozen[str, Any]:
    """What else changed of a case is a later sopflow's."""
    for name in sorted(changed.keys() - {"fields"}):
        raise NewerRecord(what=f'"case": "{name}"')
    return Frozen({name: frozen(value) for name, value in changed.get("fields", {}).items()})


def _mapping(read: Callable[[Any], Any]) -> Callable[[dict[str, Any]], Frozen[str, Any]]:
    def mapping(values: dict[str, Any]) -> Frozen[str, Any]:
        return Frozen({name: read(value) for name, value in values.items()})

    return mapping


def _many(shape: Shape[Any]) -> tuple[tuple[()], Callable[[Any], Any], Callable[[Any], Any]]:
    """The absent value, the writing and the reading of any number of records."""
    return (), lambda records: list(map(shape.write, records)), _each(shape.read)


_AT: Final = (_written_instant, _instant)
_LIST: Final = ((), list, _texts)
_ROWS: Final = ((), _lists, _rows)
_NUMBER: Final = (None, _number)
_FLAG: Final = (False, None, _flag)

PAPER: Final = Shape(
    Paper,
    (
        Field("document", REQUIRED),
        Field("number"),
        Field("date"),
        Field("uri"),
        Field("sha256"),
        Field("name"),
        Field("media_type"),
        Field("size", None, *_NUMBER),
    ),
)
SIGNATURE: Final = Shape(
    Signature,
    (
        Field("actor", REQUIRED), Field("by", REQUIRED), Field("outcome", REQUIRED), Field("at", REQUIRED, *_AT),
        Field("on_behalf_of"), Field("files", None, _lists, _pairs),
    ),
)  # fmt: skip
CLAIM: Final = Shape(Claim, (Field("actor", REQUIRED), Field("person", REQUIRED), Field("on_behalf_of")))
ROW: Final = Shape(
    OpenRow,
    (
        Field("step", REQUIRED), Field("visit", REQUIRED, *_NUMBER), Field("actors", *_LIST), Field("since", REQUIRED, *_AT),
        Field("due", None, *_AT), Field("signed", *_many(SIGNATURE)),
        Field("children", *_LIST), Field("ended", (), _lists, _endings),
        Field("late_at", None, *_AT), Field("late_acts", 0, *_NUMBER), Field("is_provisional", *_FLAG), Field("extended", 0, *_NUMBER),
        Field("claims", *_many(CLAIM)),
    ),
)  # fmt: skip
_SAID: Final = (
    Field("visit", None, *_NUMBER), Field("note"), Field("papers", *_many(PAPER)), Field("choose", (), _lists, _pairs), Field("to"),
    Field("subject"), Field("data"), Field("acted_at", None, *_AT), Field("key"), Field("parent", None, list, _parent),
)  # fmt: skip
_FIELDS: Final = (NOTHING, thawed, _mapping(frozen))
_RARE: Final = (
    Field("length"), Field("unit"), Field("person"), Field("version"), Field("mapping", (), _lists, _pairs), Field("people", (), _lists, _people),
    Field("fields", *_FIELDS), Field("called"), Field("formerly", (), _lists, _people),
    Field("erased", *_LIST),
)  # fmt: skip
_LATER: Final[dict[str, object]] = {"commitments": {}}
"""Reserved, and written by nothing: what stands for a personal value stands among the fields."""
_KIND: Final = Field("kind", REQUIRED, None, _one_of(_KINDS))
COMMAND: Final = Shape(
    Command,
    (_KIND, Field("by", REQUIRED), Field("step"), Field("outcome"), *_SAID, *_RARE),
    Frozen(_LATER),
)
DETAILS: Final = Shape(Details, (_KIND, *_SAID, Field("outcome"), *_RARE), Frozen(_LATER))

_HELD: Final = Shape(
    InHand, (Field("version", REQUIRED, *_NUMBER), Field("step"), Field("paper", None, PAPER.written, PAPER.read))
)
_HELDS: Final = (
    lambda documents: {document: _HELD.write(held) for document, held in documents.items()},
    _mapping(_HELD.read),
)
_BY_STEP: Final = (
    lambda done_by: {step: list(people) for step, people in done_by.items()},
    _mapping(_texts),
)
_BY_ACTOR: Final = (
    lambda people: _lists(tuple(people.items())),
    lambda lists: Frozen(dict(_people(lists))),
)
CONTROL: Final = Shape(
    Instance,
    (
        Field("id", REQUIRED), Field("sop", REQUIRED), Field("version", REQUIRED), Field("digest", REQUIRED),
        Field("revision", REQUIRED, *_NUMBER), Field("status", REQUIRED, None, _one_of(frozenset(STATUSES))), Field("started_at", REQUIRED, *_AT),
        Field("at", REQUIRED, *_AT), Field("started_by", REQUIRED), Field("active", *_many(ROW)),
        Field("documents", NOTHING, *_HELDS), Field("visits", NOTHING, dict, _mapping(_number)),
        Field("waiting", (), _lists, _waiting), Field("chosen", NOTHING, dict, _mapping(_text)), Field("end"),
        Field("hand_over"), Field("due", None, *_AT), Field("suspended_at", None, *_AT),
        Field("parent", None, list, _parent), Field("extended", 0, *_NUMBER), Field("done_by", NOTHING, *_BY_STEP), Field("unit"),
        Field("is_provisional", *_FLAG), Field("is_held", *_FLAG), Field("fields_at", 0, *_NUMBER),
    ),
)  # fmt: skip
"""Where a case stands: its size depends on its definition alone."""
CASE: Final[Shape[Json]] = Shape(
    dict,
    (
        Field("subject"), Field("data", attribute="data_json"),
        Field("people", NOTHING, *_BY_ACTOR), Field("formerly", NOTHING, *_BY_ACTOR), Field("fields", *_FIELDS),
    ),
    Frozen(_LATER),
    Instance,
)  # fmt: skip
"""What a case is about, folded apart from where it stands."""

EFFECTS: Final = Shape(
    Effects,
    (
        Field("missing", *_LIST), Field("sop", None, list, _sop), Field("limit", None, *_AT), Field("capacity"),
        Field("acting_as"), Field("closed", *_ROWS), Field("waiting", None, _lists, _waiting), Field("status", None, None, _one_of(frozenset(STATUSES))),
        Field("end"), Field("hand_over"), Field("deviation"), Field("dues", (), _row_instants, _instants_of_rows),
        Field("signature", None, SIGNATURE.written, SIGNATURE.read), Field("stuck", *_FLAG),
        Field("lates", (), _row_instants, _instants_of_rows), Field("escalated"),
        Field("did_by", *_LIST), Field("position"), Field("on_behalf_of"), Field("claims", *_many(CLAIM)),
        Field("is_provisional", *_FLAG), Field("granted"), Field("provisional", *_ROWS), Field("is_held", *_FLAG),
        Field("restored", None, CONTROL.written, CONTROL.read), Field("people", (), _lists, _people),
        Field("case", NOTHING, lambda fields: {"fields": thawed(fields)}, _case),
        Field("compared", *_FIELDS), Field("ended", None, list, _pair), Field("kept", *_LIST),
    ),
)  # fmt: skip
EVENT: Final = Shape(
    Event,
    (
        Field("instance", REQUIRED), Field("revision", REQUIRED, *_NUMBER), Field("at", REQUIRED, *_AT),
        Field("type", REQUIRED, None, _one_of(_TYPES)), Field("by", REQUIRED), Field("step"), Field("visit", None, *_NUMBER),
        Field("outcome"), Field("actor"), Field("opened", *_many(ROW)), Field("documents", *_LIST),
        Field("asked", None, DETAILS.written, DETAILS.read, "details"), Field("effects", NO_EFFECTS, EFFECTS.written, EFFECTS.read),
    ),
)  # fmt: skip
