"""What people say with a command, read in one place, whichever shell it came through."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sopflow import dates
from sopflow.errors import FieldsRefused, SopflowError
from sopflow.fields.limits import MOST_FIELDS
from sopflow.flow.commands.fields import FIELDS, FieldName
from sopflow.flow.files import PARTS
from sopflow.language import Words, nfc
from sopflow.time.span import FIRST_YEAR, LAST_YEAR, is_in_range

from .misfits import misfits
from .shapes import ANYTHING, INSTANT, NAME, listed, perhaps, record

if TYPE_CHECKING:
    from sopflow.flow.commands import CommandType

Json = dict[str, Any]
NOTE: Final[Json] = {"type": "string", "maxLength": 10_000}
DOCUMENTS: Final = listed(
    record(
        {"document": NAME, **{name: perhaps(dict(one)) for name, one in PARTS.items()}}, optional=tuple(PARTS), closed=True,
    )
) | {"maxItems": 200}  # fmt: skip
PEOPLE: Final[Json] = {
    "type": "object",
    "additionalProperties": listed(NAME) | {"maxItems": 200},
    "maxProperties": 200,
}
FILLED: Final[Json] = {"type": "object", "additionalProperties": ANYTHING, "maxProperties": MOST_FIELDS}
OF_FIELDS: Final[dict[FieldName, Json]] = {
    "step": NAME,
    "outcome": NAME,
    "visit": {"type": "integer", "minimum": 1, "maximum": 1_000_000},
    "note": NOTE,
    "reason": NOTE,
    "documents": DOCUMENTS,
    "choose": {"type": "object", "additionalProperties": NAME, "maxProperties": 200},
    "to": NAME,
    "person": NAME,
    "length": NAME,
    "data": ANYTHING,
    "acted_at": INSTANT,
    "people": PEOPLE,
    "fields": FILLED,
    "erased": listed(NAME) | {"maxItems": MOST_FIELDS},
}
_START_OPTIONAL: Final = ("version", "subject", "unit", "data", "documents", "acted_at", "people", "fields")
START: Final = record(
    {"sop": NAME, **{n: perhaps(OF_FIELDS.get(n, NAME)) for n in _START_OPTIONAL}},  # type: ignore[call-overload]
    optional=_START_OPTIONAL,
    closed=True,
)
_NO_INSTANT: Final = Words(
    '"{text}" bukan saat dengan zona waktu; tulis misalnya 2026-03-12T09:30:00+07:00',
    '"{text}" is not an instant with its time zone; write, for example, 2026-03-12T09:30:00+07:00',
)
_OUT_OF_RANGE: Final = Words(
    '"{text}" di luar tahun {first}-{last}', '"{text}" is outside the years {first}-{last}'
)
_TWICE: Final = Words(
    '"{name}" disebut dua kali dengan isi yang berbeda; tulis salah satu',
    '"{name}" is given twice, with different content; give it once',
)
_SHOWN: Final = 50


_KNOWN: Final = Words(
    'hapus "by": siapa yang bertindak sudah diketahui dari loginnya',
    'leave out "by": the login says who acts',
)


class FieldProblem(NamedTuple):
    """What is wrong with a member of a request, by its JSON Pointer."""

    pointer: str
    what: Words

    @property
    def field(self) -> str:
        """The member of the request in which it is; nothing for the request itself."""
        return self.pointer.removeprefix("/").partition("/")[0]


class InvalidRequest(SopflowError):
    """A request whose members are not as they must be."""

    code = "invalid-body"
    words = Words("isi permintaan tidak sah; lihat errors", "the body is not valid; see errors")

    def __init__(self, errors: tuple[FieldProblem, ...]) -> None:
        super().__init__(errors=errors)
        self.errors = errors


def command_body(command: CommandType) -> Json:
    """The JSON Schema of what is said with a command, besides who gives it."""
    fields = {FIELDS[name].argument: _meant(name, OF_FIELDS[name]) for name in command.required}
    fields |= {FIELDS[name].argument: _meant(name, perhaps(OF_FIELDS[name])) for name in command.optional}
    return record(fields, optional=tuple(FIELDS[name].argument for name in command.optional), closed=True)


def _meant(name: FieldName, schema: Json) -> Json:
    """The schema of a field with what it says."""
    return schema | {"description": FIELDS[name].description.en}


def with_person(schema: Json) -> Json:
    """The schema with who acts in it, for a shell that does not know."""
    by = NAME | {"description": "who acts"}
    return schema | {
        "properties": {"by": by, **schema.get("properties", {})},
        "required": ["by", *schema.get("required", ())],
    }


def require_fit(said: Any, schema: Json, *, knows_who: bool = False) -> None:
    """`InvalidRequest` for what a schema does not allow; where it is known who acts, nobody says it."""
    told = {"/by": _KNOWN} if knows_who else {}
    found = tuple(FieldProblem(where, told.get(where, what)) for where, what in misfits(said, schema))
    if found:
        raise InvalidRequest(found)


def unknown_fields(refused: FieldsRefused, given: list[str]) -> InvalidRequest:
    """The refusal of fields that a request lists: by their places in it, as what was written there may be a value."""
    names = sorted(set(map(nfc, given)))
    told = {names[int(problem.value) - 1]: problem.expected for problem in refused.values["problems"]}  # type: ignore[attr-defined]
    return InvalidRequest(
        tuple(FieldProblem(f"/fields/{at}", told[name]) for at, name in enumerate(map(nfc, given)) if name in told)
    )


def arguments_of(said: Json, command: CommandType | None = None) -> dict[str, Any]:
    """What fits its schema, as the engine's method for the command takes it (without one: `start`); `InvalidRequest`."""
    found = {name: value for name, value in said.items() if value is not None}
    if "documents" in found:
        found["documents"] = _papers(found["documents"])
    if "acted_at" in found:
        at = instant_of(found["acted_at"])
        if isinstance(at, Words):
            raise InvalidRequest((FieldProblem("/acted_at", at),))
        found["acted_at"] = at
    if command is not None and command.target == "row or instance":
        found.setdefault("step", None)
    return found


def read(said: Json, command: CommandType | None = None) -> dict[str, Any]:
    """Both, for a command (without one: `start`) with the person who gives it."""
    require_fit(said, with_person(command_body(command) if command is not None else START))
    return arguments_of(said, command)


def instant_of(text: str) -> datetime | Words:
    """An aware instant of ISO 8601; or what is wrong with it."""
    shown = text[:_SHOWN]
    try:
        found = dates.instant(text)
    except ValueError:
        return _NO_INSTANT.filled(text=shown)
    if found.tzinfo is None:
        return _NO_INSTANT.filled(text=shown)
    return found if is_in_range(found) else _OUT_OF_RANGE.filled(text=shown, first=FIRST_YEAR, last=LAST_YEAR)


def _papers(listed: list[Json]) -> dict[str, Json]:
    """Documents by their names, with what identifies each."""
    found: dict[str, Json] = {}
    for at, one in enumerate(listed):
        paper = {name: value for name, value in one.items() if name != "document" and value is not None}
        if found.setdefault(one["document"], paper) != paper:
            raise InvalidRequest((FieldProblem(f"/documents/{at}", _TWICE.filled(name=one["document"])),))
    return found
