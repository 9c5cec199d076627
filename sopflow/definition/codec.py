"""A definition as JSON and back: what a store keeps, so that an instance opens when the file is long gone.

Everything is kept but the places in the file; `v` is the version of this form.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, cast

from sopflow.errors import UnreadableRecord
from sopflow.language import nfc

from . import model
from .duration import Duration
from .model import UNKNOWN, Definition, Ref, Unknown

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT: Final = 1
_PARTS: Final[dict[str, type[Any]]] = {
    part.__name__: part
    for part in (
        Definition, Duration, model.Acceptance, model.Actor, model.Approval, model.Branch, model.Document, model.End,
        model.Extension,        model.FreeDuration, model.Identity, model.Input, model.OnLate, model.SourceNote, model.Step, model.Wait,
    )
}  # fmt: skip
_KEPT: Final = {kind: [f for f in fields(kind) if f.compare and f.init] for kind in _PARTS.values()}


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
        raise UnreadableRecord(why=f"{type(problem).__name__}: {problem}") from None


def composed(definition: Definition) -> Definition:
    """The same with all texts in Unicode's composed form, as it would be read from its file today."""
    return definition_from_json(json.loads(nfc(json.dumps(definition_to_json(definition), ensure_ascii=False))))


def _plain(value: object) -> Any:
    if is_dataclass(value):
        kind = type(value)
        values = ((f, getattr(value, f.name)) for f in _KEPT[kind])
        return {"is": kind.__name__, **{f.name: _plain(v) for f, v in values if v != f.default}}
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
    part = _PARTS[kind]
    return part(**{f.name: _part(value[f.name]) for f in _KEPT[part] if f.name in value})
