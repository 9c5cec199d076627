"""What a host hands in: checked in one place, by the name of the argument, and brought to the form that the core keeps.

Texts come out in Unicode's composed form (NFC), so that what was typed on one system is found on another. The host's own
`data` stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache, partial
from types import UnionType
from typing import Any, Final, NoReturn, get_args

from msgspec.structs import asdict

from sopflow.definition import duration
from sopflow.definition.model import Definition
from sopflow.flow.command import NOTHING_MORE, Command, CommandKind, More
from sopflow.flow.flow import Flow
from sopflow.flow.forms import frozen
from sopflow.flow.lifecycle import Status
from sopflow.flow.persons import is_name, is_plain_name
from sopflow.language import Words, nfc
from sopflow.reasons import reason_of
from sopflow.unseen import name_of, unseen_in

from .references import papers_of as papers_of
from .unfit import SOME_TEXT
from .unfit import refused as refused

_TEXT: Final = Words("teks (str)", "a text (str)")
_SEEN: Final = Words(
    "nama tanpa karakter yang tidak terlihat ({signs})", "a name without invisible characters ({signs})"
)
_INSTANT: Final = Words(
    "saat dengan zona waktu: datetime(..., tzinfo=...)", "an instant with a time zone: datetime(..., tzinfo=...)"
)
_DURATION: Final = Words('lama waktu, mis. "2 hari" atau "3 jam"', 'a duration, such as "2 hari" or "3 jam"')
_FLAG: Final = Words("benar (true) atau salah (false)", "true or false (bool)")
_NAMES: Final = Words('pasangan nama: {"a": "b"}', 'names by names: {"a": "b"}')
_PEOPLE: Final = Words('pelaksana dan orangnya: {"pemohon": ["ani"]}', 'actors and persons: {"pemohon": ["ani"]}')
_PERSON: Final = Words("nama seseorang", "the name of a person")
_FIELDS: Final = Words('isian dan nilainya: {"nilai": 50000000}', 'fields and their values: {"nilai": 50000000}')
_ERASED: Final = Words(
    'id isian, sedikitnya satu: ["nik"] (tanpa argumen ini: semuanya)',
    'ids of fields, at least one: ["nik"] (without this argument: all of them)',
)
_JSON: Final = Words("nilai JSON: {why}", "a JSON value: {why}")
_SOP: Final = Words(
    "Definition atau Flow; untuk berkas: sopflow.load(path)",
    "a Definition or a Flow; for a file: sopflow.load(path)",
)
_IDS: Final = Words("daftar id proses", "ids of instances")
_CALL: Final = Words("fungsi atau objek lain yang dapat dipanggil", "a function, or another callable")
_PORT: Final = Words("objek dengan {methods}", "an object with {methods}")
LONGEST_NAME: Final = 500
"""Characters of an idempotency key, a unit, or the name of a subscriber."""
_SHORT_TEXT: Final = Words(
    f"teks (str) dengan paling banyak {LONGEST_NAME} karakter",
    f"a text (str) of at most {LONGEST_NAME} characters",
)


def _of(kind: type | UnionType, said: Words) -> Callable[[str, Any], Any]:
    """A rule for what comes back as it is."""
    return lambda name, value: value if isinstance(value, kind) else refused(name, value, said)


def _text(name: str, value: Any) -> str:
    return nfc(value) if isinstance(value, str) else refused(name, value, _TEXT)


def _some_text(name: str, value: Any) -> str:
    return _text(name, value) if isinstance(value, str) and value else refused(name, value, SOME_TEXT)


def _short_text(name: str, value: Any) -> str:
    """What stands in an index, which does not hold texts of any length."""
    text = _text(name, value)
    return text if len(text) <= LONGEST_NAME else refused(name, value, _SHORT_TEXT)


def _name(name: str, value: Any) -> str:
    """A name of somebody or of a unit; who is nobody at all is left to the rules of who may."""
    text = _short_text(name, value)
    unseen = unseen_in(text)
    if unseen and not (name == "by" and not is_name(text)):
        refused(name, value, _SEEN.filled(signs=name_of(unseen[0])))
    return text


def _length(name: str, value: Any) -> str:
    text = _text(name, value)
    try:
        duration.parse(text)
    except duration.NotADuration:
        refused(name, value, _DURATION)
    return text


def _number(name: str, value: Any, least: int = 0, end: int = 2**63) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and least <= value < end:
        return value
    return refused(name, value, Words(f"bilangan bulat mulai {least}", f"a whole number from {least}"))


def _instant(name: str, value: Any) -> datetime:
    if isinstance(value, datetime) and value.utcoffset() is not None:
        return value
    return refused(name, value, _INSTANT)


def _status(name: str, value: Any) -> Status:
    known: tuple[Status, ...] = get_args(Status)
    if isinstance(value, str) and value in known:
        return value
    listed = ", ".join(known)
    return refused(name, value, Words(f"salah satu dari {listed}", f"one of {listed}"))


def pairs_of(value: Any, name: str = "choose") -> tuple[tuple[str, str], ...]:
    """Names by names, as pairs."""
    return tuple((_text(name, one), _name(name, other)) for one, other in _twos(name, value, _NAMES))


def people_of(value: Any, name: str = "people") -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Who each actor is: a person, or several."""
    return tuple((_text(name, actor), _persons(name, persons)) for actor, persons in _twos(name, value, _PEOPLE))


def _twos(name: str, value: Any, said: Words) -> tuple[tuple[Any, Any], ...]:
    if isinstance(value, Mapping):
        value = tuple(value.items())
    if not isinstance(value, tuple) or not all(isinstance(two, tuple) and len(two) == 2 for two in value):
        refused(name, value, said)
    return value


def _persons(name: str, value: Any) -> tuple[str, ...]:
    return tuple(_person(name, one) for one in _several(name, value, _PEOPLE))


def _several(name: str, value: Any, said: Words) -> Iterable[Any]:
    """Texts, of which one may stand alone."""
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, Iterable) or isinstance(value, bytes | bytearray | memoryview | Mapping):
        refused(name, value, said)
    return value


def _person(name: str, value: Any) -> str:
    """A person, who is neither nobody nor the engine."""
    return _name(name, value) if isinstance(value, str) and is_plain_name(value) else refused(name, value, _PERSON)


def json_of(data: Any) -> str | None:
    """The host's data as canonical JSON."""
    if data is None:
        return None
    try:
        return json.dumps(data, ensure_ascii=False, sort_keys=True, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as problem:
        refused("data", data, _JSON.filled(why=reason_of(problem)))


def fields_of(value: Any, name: str = "fields") -> Mapping[str, Any]:
    """Values by fields: JSON, or what Python has for it; the SOP says what each must be."""
    if not isinstance(value, Mapping) or not all(isinstance(one, str) for one in value):
        refused(name, "…" if isinstance(value, str) else value, _FIELDS)  # it may be somebody's
    found: Mapping[str, Any] = frozen({_text(name, one): own for one, own in value.items()})
    return found


def erased_of(value: Any, name: str = "fields") -> tuple[str, ...]:
    """Ids of fields, each once; to name none is not to mean all of them."""
    found = tuple(sorted({_some_text(name, one) for one in _several(name, value, _ERASED)}))
    return found or refused(name, value, _ERASED)


def _ids(name: str, value: Any) -> Iterable[str]:
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
        refused(name, value, _IDS)
    return (_text(name, one) for one in value)


def require_plain(value: str) -> None:
    """Refuse nobody, and the engine, where a person is meant."""
    if not is_plain_name(value):
        refused("person", value, _PERSON)


def no_mark(mark: str) -> NoReturn:
    """Refuse a text that is not a mark."""
    refused("mark", mark, _MARK)


def _start(name: str, value: Any) -> Any:
    return value if value in ("beginning", "now") else refused(name, value, _BEGINNING)


def _pauses(name: str, value: Any) -> tuple[timedelta, ...]:
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
        refused(name, value, _PAUSES)
    return tuple(one if isinstance(one, timedelta) else refused(name, one, _PAUSES) for one in value)


def _callable(name: str, value: Any) -> Any:
    return value if callable(value) else refused(name, value, _CALL)


def _port(*methods: str) -> Callable[[str, Any], Any]:
    def rule(name: str, value: Any) -> Any:
        if isinstance(value, type) or not all(hasattr(value, method) for method in methods):
            listed = ", ".join(methods)
            refused(name, value, _PORT.filled(methods=listed))
        return value

    return rule


_FLOW: Final = Words("SOP yang dikompilasi (Flow)", "a compiled SOP (Flow)")
_BEGINNING: Final = Words('"beginning" atau "now"', '"beginning" or "now"')
_PAUSES: Final = Words("daftar timedelta", "a list of timedelta")
_MARK: Final = Words("tanda dari mark_of, atau posisi", "a mark of mark_of, or a position")
Rule = Callable[[str, Any], Any]
RULES: Final[dict[str, Rule]] = {
    **dict.fromkeys(("step", "outcome", "note", "to", "subject", "version"), _text),
    "length": _length,
    **dict.fromkeys(("sop", "reason", "calendar", "mark", "kind", "caller", "sort"), _text),
    **dict.fromkeys(("key", "subscriber"), _short_text),
    **dict.fromkeys(("by", "unit", "person", "actor", "started_by"), _name),
    **dict.fromkeys(("instance", "after", "data"), _of(str, _TEXT)),  # what a program made
    "name": lambda name, value: _short_text(name, _some_text(name, value)),
    "papers": lambda _, value: papers_of(value),
    "choose": lambda _, value: pairs_of(value),
    "mapping": lambda _, value: pairs_of(value, "mapping"),
    "people": lambda _, value: people_of(value),
    "formerly": lambda _, value: people_of(value, "formerly"),
    "fields": lambda _, value: fields_of(value),
    "erased": lambda name, value: erased_of(value, name) if value != () else (),
    "parent": lambda _, value: value,
    "visit": partial(_number, least=1),
    **dict.fromkeys(("expected", "position"), _number),
    "limit": partial(_number, least=1, end=2**31),
    **dict.fromkeys(("acted_at", "started_from", "started_before", "ended_from", "ended_before"), _instant),
    "status": _status,
    **dict.fromkeys(("overdue", "dry_run", "keep", "activate"), _of(bool, _FLAG)),
    "definition": _of(Definition | Flow, _SOP),
    "instances": _ids,
    **dict.fromkeys(("handler", "new_id"), _callable),
    "flow": _of(Flow, _FLOW),
    "start": _start,
    "pauses": _pauses,
    "store": _port("load", "append", "find", "current"),
    "clock": _port("now"),
    "directory": _port("roles", "units"),
    "calendars": _port("__getitem__", "__contains__"),
}
"""What each argument must be."""
_REQUIRED: Final = frozenset(
    {"kind", "instance", "by", "name", "definition", "limit", "position", "handler", "overdue", "dry_run", "keep"}
)


def taken(**given: Any) -> Sequence[Any]:
    """The arguments of a call, in their order, each checked by its name; `BadArgument`."""
    found = []
    for name, value in given.items():
        is_left_out = value is None and name not in _REQUIRED
        found.append(None if is_left_out else RULES[name](name, value))
    return found


def present(**given: Any) -> Sequence[Any]:
    """The same, where none may be left out."""
    return [RULES[name](name, value) for name, value in given.items()]


def checked(command: Command) -> Command:
    """A command as the core takes it; `BadArgument` says which argument is not what it must be."""
    return given(command.kind, command.by, command.step, command.outcome, command.more)


def given(kind: CommandKind, by: str, step: str | None, outcome: str | None, more: More) -> Command:
    """The same of what it is made of."""
    if more is NOTHING_MORE or more == NOTHING_MORE:
        try:
            return _plain(kind, by, step, outcome)
        except TypeError:
            pass  # what cannot be looked up is no text
    kind, by, step, outcome = taken(kind=kind, by=by, step=step, outcome=outcome)
    more = More(*taken(**asdict(more)))
    return Command(kind, by, step, outcome, more)


@lru_cache(maxsize=4096)
def _plain(kind: CommandKind, by: str, step: str | None, outcome: str | None) -> Command:
    """A command of which nothing needs a look, one for all who give it; `TypeError` where something does."""
    for text in (by, *(one for one in (step, outcome) if one is not None)):
        if type(text) is not str or not text.isascii() or not text.isprintable() or len(text) > LONGEST_NAME:
            raise TypeError
    return Command(kind, by, step, outcome)
