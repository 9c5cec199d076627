"""Canonical form 2: the JSON that digests are made of. Only defaults are left out, so a new key changes no old digest.

`None`, empty and false stay apart. Names are the stored ones (`stored.py`), which stay when the code's change.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from .model import Definition, Unknown
from .stored import KEPT, NAMES, is_default

MARK: Final = "sha256-2:"
_NOTES: Final = {"accept", "source", "digest"}
"""Notes about the paper and about findings: no part of what an SOP means."""


def digest(definition: Definition) -> str:
    """The digest of form 2."""
    text = json.dumps({"sopflow": 2, "sop": _plain(definition)}, sort_keys=True, separators=(",", ":"))
    return MARK + hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> object:
    if is_dataclass(value):
        values = ((name, field, getattr(value, field.name)) for name, field in KEPT[type(value)])
        said = {name: _plain(v) for name, field, v in values if name not in _NOTES and not is_default(v, field)}
        return {"is": NAMES[type(value)], **said}
    if isinstance(value, dict):
        return {"is": "map", "items": [[str(key), _plain(item)] for key, item in value.items()]}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Unknown):
        return {"is": "Unknown"}
    if isinstance(value, Decimal):
        return {"is": "Decimal", "value": f"{value.normalize():f}"}
    if isinstance(value, date):
        return {"is": "date", "value": value.isoformat()}
    if value is None or isinstance(value, str | bool | int):
        return value
    raise TypeError(f"no canonical form: {type(value).__name__}")
