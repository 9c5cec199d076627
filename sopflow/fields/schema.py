"""A field as JSON Schema 2020-12: the shape of its values, for browsers and other tools.

Every `format` is also a pattern, as tools may leave formats unread. It cannot say that texts are composed (NFC) before they
are looked at, how many digits a number has, `min` and `max` of dates and times, or that a key stands twice in a list.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from . import limits, patterns
from .field import Field, plain

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def form_of(fields: Iterable[tuple[Field, bool]], title: str = "") -> dict[str, Any]:
    """A form of fields, each with whether it may be left empty in this form."""
    shown = list(fields)
    named = {"title": title} if title else {}
    required = [one.id for one, may_be_empty in shown if not may_be_empty and one.default is None]
    return {
        "$schema": DIALECT,
        **named,
        "type": "object",
        "properties": {one.id: _said(one, may_be_empty) for one, may_be_empty in shown},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def schema_of(field: Field) -> dict[str, Any]:
    """A field's own schema."""
    return _said(field, field.optional)


def _said(field: Field, may_be_empty: bool) -> dict[str, Any]:
    own = _OF[field.type](field) if field.type in _OF else {"type": "boolean"}
    if may_be_empty or field.default is not None:
        own = {"anyOf": [{name: own[name] for name in own if name != "minItems"}, {"type": "null"}]}
    default = {} if field.default is None else {"default": field.initial}
    return {"title": field.title, **own, **default}


def _text(field: Field) -> dict[str, Any]:
    seen = f"[^{limits.CONTROLS}]" if field.type == "text" else f"(?:[^{limits.CONTROLS_BUT_LINES}]|\\r\\n)"
    wanted = [f"^{seen}*{limits.END}", f"[^{limits.BLANKS}]"]
    if field.pattern is not None:
        wanted.append(patterns.anchored(field.pattern))
    most = limits.LONGEST[field.type] if field.max_length is None else field.max_length
    return {"type": "string", "maxLength": most, "allOf": [{"pattern": one} for one in wanted]}


def _number(field: Field) -> dict[str, Any]:
    kind, most = ("number", limits.LARGEST_NUMBER) if field.type == "number" else ("integer", limits.LARGEST_WHOLE)
    low = Decimal(-most if field.min is None else field.min)
    high = Decimal(most if field.max is None else field.max)
    return {"type": kind, "minimum": plain(max(low, Decimal(-most))), "maximum": plain(min(high, Decimal(most)))}


def _date(field: Field) -> dict[str, Any]:
    return {"type": "string", "format": "date", "pattern": f"^{limits.DATE}{limits.END}"}


def _time(field: Field) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{limits.TIME}{limits.END}"}


def _one(field: Field) -> dict[str, Any]:
    return {"type": "string", "enum": list(field.choices)}


def _some(field: Field) -> dict[str, Any]:
    return {"type": "array", "items": _one(field), "minItems": 1, "uniqueItems": True}


def _list(field: Field) -> dict[str, Any]:
    form = form_of((one, one.optional) for one in field.columns)
    del form["$schema"]
    return {"type": "array", "items": form, "minItems": 1, "maxItems": limits.MOST_RECORDS}


_OF: Final = {
    "text": _text, "long_text": _text, "number": _number, "whole": _number, "money": _number, "date": _date,
    "time": _time, "one_of": _one, "some_of": _some, "list": _list,
}  # fmt: skip
