"""JSON Schemas of what is sent and taken, and what they are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]


def ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def record(properties: Json, *, optional: tuple[str, ...] = (), closed: bool = False) -> Json:
    """An object in which everything is there but what is optional."""
    required = [name for name in properties if name not in optional]
    found: Json = {"type": "object", "properties": properties}
    if required:
        found["required"] = required
    return found | ({"additionalProperties": False} if closed else {})


def described(schema: Json, meanings: Mapping[str, str]) -> Json:
    """The schema of an object, with what each of its members says."""
    members = {
        name: one | {"description": meanings[name]} if name in meanings else one
        for name, one in schema["properties"].items()
    }
    return schema | {"properties": members}


def perhaps(schema: Json) -> Json:
    """It, or null."""
    if not schema:
        return schema
    if isinstance(schema.get("type"), str) and "enum" not in schema:
        return schema | {"type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def listed(schema: Json) -> Json:
    return {"type": "array", "items": schema}


TEXT: Json = {"type": "string"}
NAME: Json = {"type": "string", "minLength": 1, "maxLength": 500}
NUMBER: Json = {"type": "integer"}
FLAG: Json = {"type": "boolean"}
INSTANT: Json = {"type": "string", "format": "date-time"}
ANYTHING: Json = {}
