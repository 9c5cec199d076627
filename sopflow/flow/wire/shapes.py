"""The stored names of version 2, record by record. They never change; the names in the code may."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, get_args

from sopflow.errors import NewerRecord
from sopflow.flow.command import Command, CommandKind, Paper
from sopflow.flow.event import NO_EFFECTS, Asked, Claim, Effects, Event, EventType, OpenRow, Signature
from sopflow.flow.instance import InHand, Instance
from sopflow.flow.lifecycle import Status
from sopflow.frozen import NOTHING, Frozen

from .shape import REQUIRED, Field, Json, Shape

if TYPE_CHECKING:
    from collections.abc import Callable

_KINDS: Final = frozenset(get_args(CommandKind))
_TYPES: Final = frozenset(get_args(EventType))
_STATUSES: Final = frozenset(get_args(Status))


def _written_instant(at: datetime) -> str:
    return at.isoformat()


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


def _tuple(values: list[Any]) -> tuple[Any, ...]:
    if not isinstance(values, list):
        raise TypeError(f"a list, not {type(values).__name__}")
    return tuple(values)


def _lists(pairs: tuple[Any, ...]) -> list[Any]:
    """Tuples of tuples as lists of lists."""
    return [_lists(item) if isinstance(item, tuple) else item for item in pairs]


def _tuples(lists: list[Any]) -> tuple[Any, ...]:
    """And back."""
    return tuple(_tuples(item) if isinstance(item, list) else item for item in _tuple(lists))


def _pairs(lists: list[Any]) -> tuple[Any, ...]:
    return tuple((first, second) for first, second in _tuple(lists))


def _row_instants(pairs: tuple[Any, ...]) -> list[Any]:
    return [[list(row), at.isoformat() if at is not None else None] for row, at in pairs]


def _instants_of_rows(lists: list[Any]) -> tuple[Any, ...]:
    return tuple((_tuple(row), _instant(at) if at is not None else None) for row, at in _tuple(lists))


def _waiting(pairs: list[Any]) -> tuple[Any, ...]:
    return tuple(((source, join), count) for (source, join), count in _tuple(pairs))


def _only_child(children: list[str]) -> str:
    if len(_tuple(children)) != 1:
        raise NewerRecord(what=f'"children": {len(children)}')
    return children[0]


def _mapping(values: dict[str, Any]) -> Frozen[str, Any]:
    if not isinstance(values, dict):
        raise TypeError(f"an object, not {type(values).__name__}")
    return Frozen(values)


def _many(shape: Shape[Any]) -> tuple[tuple[()], Callable[[Any], Any], Callable[[Any], Any]]:
    """The absent value, the writing and the reading of any number of records."""

    def write(records: tuple[Any, ...]) -> list[Json]:
        return [shape.written(record) for record in records]

    def read(records: list[Json]) -> tuple[Any, ...]:
        return tuple(shape.read(record) for record in _tuple(records))

    return (), write, read


_AT: Final = (_written_instant, _instant)
_LIST: Final = ((), list, _tuple)
_NESTED: Final = (_lists, _tuples)

PAPER: Final = Shape(
    Paper, (Field("document", REQUIRED), Field("number"), Field("date"), Field("uri"), Field("sha256"))
)
SIGNATURE: Final = Shape(
    Signature,
    (
        Field("actor", REQUIRED), Field("by", REQUIRED), Field("outcome", REQUIRED), Field("at", REQUIRED, *_AT),
        Field("on_behalf_of"),
    ),
)  # fmt: skip
CLAIM: Final = Shape(Claim, (Field("actor", REQUIRED), Field("person", REQUIRED), Field("on_behalf_of")))
ROW: Final = Shape(
    OpenRow,
    (
        Field("step", REQUIRED), Field("visit", REQUIRED), Field("actors", *_LIST), Field("since", REQUIRED, *_AT),
        Field("due", None, *_AT), Field("signed", *_many(SIGNATURE)),
        Field("children", None, lambda child: [child], _only_child, "child"),
        Field("late_at", None, *_AT), Field("late_acts", 0), Field("is_provisional", False), Field("extended", 0),
        Field("claims", *_many(CLAIM)),
    ),
)  # fmt: skip
_SAID: Final = (
    Field("visit"), Field("note"), Field("papers", *_many(PAPER)), Field("choose", (), _lists, _pairs), Field("to"),
    Field("subject"), Field("data"), Field("acted_at", None, *_AT), Field("key"), Field("parent", None, list, _tuple),
)  # fmt: skip
_ASKED: Final = (
    Field("length"), Field("unit"), Field("person"), Field("version"), Field("mapping", (), _lists, _pairs),
)  # fmt: skip
_LATER: Final[dict[str, object]] = {"fields": {}, "commitments": {}, "people": []}
"""Data by field, of personal values the commitments, and who the actors of the case are."""
_KIND: Final = Field("kind", REQUIRED, None, _one_of(_KINDS))
COMMAND: Final = Shape(
    Command,
    (_KIND, Field("by", REQUIRED), Field("step"), Field("outcome"), *_SAID, *_ASKED),
    Frozen(_LATER),
)
ASKED: Final = Shape(Asked, (_KIND, *_SAID, Field("outcome"), *_ASKED), Frozen(_LATER))

_HELD: Final = Shape(
    InHand, (Field("version", REQUIRED), Field("step"), Field("paper", None, PAPER.written, PAPER.read))
)
_HELDS: Final = (
    lambda documents: {document: _HELD.written(held) for document, held in documents.items()},
    lambda documents: Frozen({document: _HELD.read(held) for document, held in documents.items()}),
)
_BY_STEP: Final = (
    lambda done_by: {step: list(people) for step, people in done_by.items()},
    lambda done_by: Frozen({step: _tuple(people) for step, people in done_by.items()}),
)
CONTROL: Final = Shape(
    Instance,
    (
        Field("id", REQUIRED), Field("sop", REQUIRED), Field("version", REQUIRED), Field("digest", REQUIRED),
        Field("revision", REQUIRED), Field("status", REQUIRED, None, _one_of(_STATUSES)), Field("started_at", REQUIRED, *_AT),
        Field("at", REQUIRED, *_AT), Field("started_by", REQUIRED), Field("active", *_many(ROW)),
        Field("documents", NOTHING, *_HELDS), Field("visits", NOTHING, dict, _mapping),
        Field("waiting", (), _lists, _waiting), Field("chosen", NOTHING, dict, _mapping), Field("end"),
        Field("hand_over"), Field("due", None, *_AT), Field("suspended_at", None, *_AT),
        Field("parent", None, list, _tuple), Field("extended", 0), Field("done_by", NOTHING, *_BY_STEP), Field("unit"),
        Field("is_provisional", False), Field("is_held", False),
    ),
)  # fmt: skip
"""Where a case stands: its size depends on its definition alone."""
CASE: Final[Shape[Json]] = Shape(
    dict, (Field("subject"), Field("data", attribute="data_json")), Frozen(_LATER)
)  # fmt: skip
"""What a case is about, folded apart from where it stands."""

EFFECTS: Final = Shape(
    Effects,
    (
        Field("missing", *_LIST), Field("sop", None, list, _tuple), Field("limit", None, *_AT), Field("capacity"),
        Field("acting_as"), Field("closed", (), *_NESTED), Field("waiting", None, _lists, _waiting), Field("status", None, None, _one_of(_STATUSES)),
        Field("end"), Field("hand_over"), Field("deviation"), Field("dues", (), _row_instants, _instants_of_rows),
        Field("signature", None, SIGNATURE.written, SIGNATURE.read), Field("stuck", False),
        Field("lates", (), _row_instants, _instants_of_rows), Field("escalated"),
        Field("did_by", *_LIST), Field("position"), Field("on_behalf_of"), Field("claims", *_many(CLAIM)),
        Field("is_provisional", False), Field("granted"), Field("provisional", (), *_NESTED), Field("is_held", False),
        Field("restored", None, CONTROL.written, CONTROL.read),
    ),
    Frozen({"case": {}, "compared": {}}),
)  # fmt: skip
"""`case`: what an undoing or a migration changed in the case's data; `compared`: the values by which it was decided."""
EVENT: Final = Shape(
    Event,
    (
        Field("instance", REQUIRED), Field("revision", REQUIRED), Field("at", REQUIRED, *_AT),
        Field("type", REQUIRED, None, _one_of(_TYPES)), Field("by", REQUIRED), Field("step"), Field("visit"),
        Field("outcome"), Field("actor"), Field("opened", *_many(ROW)), Field("documents", *_LIST),
        Field("asked", None, ASKED.written, ASKED.read), Field("effects", NO_EFFECTS, EFFECTS.written, EFFECTS.read),
    ),
)  # fmt: skip
