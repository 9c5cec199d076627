"""A definition as JSON and back: what a store keeps, so that an instance opens when the file is long gone.

Everything is kept but the places in the file; `v` is the version of this form.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, cast

from sopflow.errors import UnreadableRecord
from sopflow.language import nfc
from sopflow.reasons import reason_of

from .model import UNKNOWN, Definition, Ref, Unknown
from .stored import KEPT, NAMES, PARTS, is_default

FORMAT: Final = 1


def definition_to_json(definition: Definition) -> dict[str, Any]:
    """A definition as JSON values."""
    return {"v": FORMAT, **_plain(definition)}


def definition_from_json(record: Mapping[str, Any]) -> Definition:
    """The definition again; `UnreadableRecord` for another format or a broken record."""
    if record.get("v") != FORMAT:
        raise UnreadableRecord(why=f"format {record.get('v')!r}; this sopflow reads format {FORMAT}")
    try:
        return cast("Definition", _part({name: value for name, value in record.items() if name != "v"}))
    except (KeyError, TypeError, ValueError, ArithmeticError) as problem:
        raise UnreadableRecord(why=reason_of(problem)) from None


def composed(definition: Definition) -> Definition:
    """The same with all texts in Unicode's composed form, as it would be read from its file today."""
    return definition_from_json(json.loads(nfc(json.dumps(definition_to_json(definition), ensure_ascii=False))))


def _plain(value: object) -> Any:
    if is_dataclass(value):
        kind = type(value)
        values = ((name, field, getattr(value, field.name)) for name, field in KEPT[kind])
        return {"is": NAMES[kind], **{name: _plain(v) for name, field, v in values if not is_default(v, field)}}
    if isinstance(value, Unknown):
        return {"is": "Unknown"}
    if isinstance(value, dict):
        return {"is": "map", "items": [[key, _plain(item)] for key, item in value.items()]}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return {"is": "Decimal", "value": str(value)}
    if isinstance(value, date):
        return {"is": "date", "value": value.isoformat()}
    return value


def _part(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_part(item) for item in value)
    if isinstance(value, str):
        return Ref(value)
    if not isinstance(value, dict):
        return value
    kind = value["is"]
    if kind == "Unknown":
        return UNKNOWN
    if kind == "map":
        return {str(key): _part(item) for key, item in value["items"]}
    if kind == "Decimal":
        return Decimal(value["value"])
    if kind == "date":
        return date.fromisoformat(value["value"])
    part = PARTS[kind]
    attributes = {name: field.name for name, field in KEPT[part]}
    return part(**{attributes[name]: _part(item) for name, item in value.items() if name != "is"})
