"""Values of fields as logs have them, so that tools can reckon with numbers; and what such a log says as values again."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import Final

from sopflow.fields import Field, Problem, Value, exact, plain
from sopflow.flow.forms import thawed

FIELD: Final = "sop:field:"
"""Before the id of a field."""
KINDS: Final = {bool: "boolean", int: "integer", float: "float", str: "string"}
"""What a value is called in OCEL."""


def is_open(field: Field) -> bool:
    """Whether everybody may know what is filled in."""
    return not field.visible_to and not field.personal


def logged_value(field: Field, value: Value) -> bool | int | float | str:
    """A value in a log: money in its whole unit, several choices with commas, lists as JSON."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        number = Decimal(exact(value)).scaleb(-field.scale) if field.type == "money" else Decimal(exact(value))
        found: int | float = plain(number)
        return found
    if field.type == "some_of" and isinstance(value, list | tuple):
        return ",".join(map(str, value))
    return json.dumps(thawed(value), ensure_ascii=False)


def value_in_log(field: Field, text: str) -> Value | Problem:
    """The value that `logged_value` wrote: its numbers have a point, and no thousands."""
    if field.type in ("number", "whole", "money"):
        try:
            return field.read(Decimal(text))
        except InvalidOperation:
            pass
    return field.parse(text)
