"""The digest of a definition: over what it means, not over comments, layout, or notes about the paper."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import Definition

FORMAT = 1
_NOT_MEANING = {"digest", "accept", "source", "path"}


def digest(definition: Definition) -> str:
    """`sha256:` and the hexadecimal digest of the definition's canonical JSON."""
    canonical = json.dumps(
        {"sopflow": FORMAT, **_meaning(definition)}, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


def _meaning(part: object) -> dict[str, object]:
    named = [f for f in fields(part) if f.compare and f.init and f.name not in _NOT_MEANING]  # type: ignore[arg-type]
    values = {f.name: _plain(getattr(part, f.name)) for f in named}
    values["kind"] = [type(part).__name__, values.get("kind")]
    return {name: value for name, value in values.items() if value not in (None, [], {}, False)}


def _plain(value: object) -> object:
    if is_dataclass(value):
        return _meaning(value)
    if isinstance(value, dict):
        return [[key, _plain(item)] for key, item in value.items()]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return {"unknown": True}
    if isinstance(value, date | Decimal):
        return str(value)
    return value
