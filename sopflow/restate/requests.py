"""What each handler is sent, as JSON Schema: a call that is anything else ends before its handler sees it."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from datetime import datetime
from inspect import Parameter, signature
from types import NoneType
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

from jsonschema import Draft202012Validator

from sopflow.flow.command import Command
from sopflow.flow.record import Record

Json = dict[str, Any]


def _object(*optional: str, **fields: Json) -> Json:
    return {"type": "object", "properties": fields, "required": [name for name in fields if name not in optional]}


def _list(item: Json, **also: int) -> Json:
    return {"type": "array", "items": item, **also}


def _schema(hint: Any) -> Json:
    """The schema of a field, as the codec writes it."""
    if isinstance(hint, type) and issubclass(hint, Record | tuple):
        kinds = (*hint._parts.values(), hint) if issubclass(hint, Record) else (hint,)
        hints, fields = (
            ChainMap(*map(get_type_hints, kinds)),
            ChainMap(*(dict(signature(k).parameters) for k in kinds)),
        )
        names = [name for name in fields if not (issubclass(hint, Record) and name in hint._parts)]
        optional = [name for name in names if fields[name].default is not Parameter.empty]
        return _object(*optional, **{name: _schema(hints[name]) for name in names})
    parts = get_args(hint)
    if get_origin(hint) is Literal:
        return {"enum": list(parts)}
    if get_origin(hint) is tuple:
        if parts[-1] is Ellipsis:
            return _list(_schema(parts[0]))
        return {
            "type": "array", "prefixItems": [_schema(part) for part in parts],
            "minItems": len(parts), "maxItems": len(parts),
        }  # fmt: skip
    if get_origin(hint) is Mapping:
        return {"type": "object"}
    if NoneType in parts:
        return {"anyOf": [_schema(part) for part in parts]}
    return {"type": _TYPES[hint]}


_TYPES: Final = {str: "string", datetime: "string", bool: "boolean", int: "integer", NoneType: "null"}
_TEXT: Final[Json] = {"type": "string"}
_TEXTS: Final = _list(_TEXT, minItems=1)
_COMMAND: Final = _schema(Command)
_KEPT: Final = _object(
    revision={"type": "integer", "minimum": 1}, head=_TEXT, wakes={"type": ["number", "null"]}, snapshot=_TEXT
)
_NOTHING: Final = _object()
_OPTIONAL: Final = ("seen",)
_APPENDED: Final[Json] = {"texts": _list(_TEXT), "seen": {"type": "integer", "minimum": 1}}

_INSTANCE: Final[dict[str, Json]] = {
    "start": _object(digest=_TEXT, command=_COMMAND),
    "execute": _object("expected", command=_COMMAND, expected={"type": ["integer", "null"]}),
    "advance": _NOTHING,
    "wake": _object(at={"type": "number"}),
    "ended": _object(child=_TEXT),
    "follow": _object("rebound", falls={"type": "boolean"}, rebound=_list(_TEXT)),
    "adopt": _object(texts=_TEXTS, now=_KEPT, delay={"type": "number"}),
    "append": _object(
        *_OPTIONAL,
        **_APPENDED,
        rest=_list(
            {
                "type": "array",
                "prefixItems": [_TEXT, _object(*_OPTIONAL, **_APPENDED)],
                "minItems": 2,
                "maxItems": 2,
            }
        ),
    ),
    "lets_move": _object(called=_TEXT, before=_TEXT, after=_TEXT),
    "read": _NOTHING,
    "keyed": _object(key=_TEXT),
    "history": _object(after={"type": "integer", "minimum": 0}),
    "again": _object(command=_COMMAND),
}
_START: Final[dict[str, Json]] = {
    "start": _object(instance=_TEXT, digest=_TEXT, command=_COMMAND),
    "take": _object(instance=_TEXT, key=_TEXT),
    "read": _NOTHING,
}
_SOP: Final[dict[str, Json]] = {
    "keep": _object(
        "when",
        "activation",
        version=_TEXT,
        digest=_TEXT,
        body=_TEXT,
        when={"enum": ["new", "always", "never"]},
        activation={"type": "array", "items": _TEXT, "minItems": 4, "maxItems": 4},
    ),
    "find": _object(version={"type": ["string", "null"]}),
    "list": _NOTHING,
    "add": _object(sop=_TEXT),
    "sops": _NOTHING,
}
_DEFINITION: Final[dict[str, Json]] = {"put": _object(body=_TEXT), "read": _NOTHING}
_PROJECTION: Final[dict[str, Json]] = {"take": _object("head", texts=_TEXTS, head=_TEXT)}

REQUESTS: Final = {
    "instance": _INSTANCE, "start": _START, "sop": _SOP, "definition": _DEFINITION, "projection": _PROJECTION,
    "about": {"read": _NOTHING},
}  # fmt: skip
"""By the object and the handler."""
INTERNAL: Final = frozenset(
    {
        ("instance", "wake"), ("instance", "ended"), ("instance", "adopt"), ("instance", "again"), ("instance", "lets_move"),
        ("start", "take"), ("sop", "add"), ("definition", "put"), ("projection", "take"),
    }
)  # fmt: skip
"""What only objects call: the ingress refuses it."""


def misfit_of(kind: str, handler: str) -> Any:
    """A function that says what is wrong with a request; `None` where nothing is."""
    validator = Draft202012Validator(REQUESTS[kind][handler])

    def misfit(request: Any) -> str | None:
        first = next(validator.iter_errors(request), None)
        return f"{first.json_path}: {first.message[:200]}" if first is not None else None

    return misfit
