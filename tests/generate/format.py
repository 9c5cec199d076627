"""The JSON Schemas, from the parts of the files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sopflow.definition.format.glossary import GLOSSARY
from sopflow.definition.format.key import Key, Part, Shape
from sopflow.definition.format.sop import SOP
from sopflow.people.format import DIRECTORY
from sopflow.scenarios.format.file import SCENARIOS
from sopflow.simulate.format import OFFICE
from sopflow.time.format import CALENDAR

FILES = (SOP, SCENARIOS, CALENDAR, DIRECTORY, GLOSSARY, OFFICE)
"""Each kind of file."""
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def files(_: Path) -> Iterator[tuple[str, str]]:
    for part in FILES:
        name = f"{part.name}-1.schema.json"
        whole = {"$schema": DRAFT, "$id": f"https://sopflow.dev/schema/{name}", **schema(part)}
        yield f"sopflow/schema/{name}", json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def schema(part: Part) -> dict[str, Any]:
    """The schema of a file, with each part that it names among its `$defs`."""
    parts = _Parts()
    whole = parts.part(part)
    return {**whole, "$defs": dict(sorted(parts.defs.items()))} if parts.defs else whole


def parts_of(part: Part) -> dict[str, Part]:
    """The parts of a file by their names, itself first, each before those that it names."""
    found: dict[str, Part] = {}

    def look(value: Any) -> None:
        if isinstance(value, Part):
            if value.name not in found:
                found[value.name] = value
                for key in value.keys.values():
                    look(key.shape.schema)
                look(value.schema)
        elif isinstance(value, Shape):
            look(value.schema)
        elif isinstance(value, Mapping | list | tuple):
            for one in value.values() if isinstance(value, Mapping) else value:
                look(one)

    look(part)
    return found


def examples() -> set[str]:
    """The texts in the examples of all files."""
    return {text for part in FILES for found in _examples(schema(part)) for text in _texts(found)}


def _examples(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from [one] if name == "examples" else _examples(one)
    elif isinstance(value, list):
        for one in value:
            yield from _examples(one)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from value
        yield from _texts([*value.values()])
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


class _Parts:
    def __init__(self) -> None:
        self.defs: dict[str, Any] = {}

    def part(self, part: Part) -> dict[str, Any]:
        required = [name for name, key in part.keys.items() if key.required]
        return {
            "type": "object",
            "properties": {name: self.key(key) for name, key in part.keys.items()},
            **({"required": required} if required else {}),
            "additionalProperties": False,
            **self.inner(part.schema),
        }

    def key(self, key: Key) -> dict[str, Any]:
        shape = self.inner(key.shape)
        said = {"title": key.title, "description": f"{key.id}\n\n{key.en}", "examples": list(key.examples)}
        # a reference alone would hide what its key says of itself from some editors
        return {**said, **({"allOf": [shape]} if "$ref" in shape else shape), **key.more}

    def inner(self, value: Any) -> Any:
        """A schema, whose parts and shared shapes are references."""
        if isinstance(value, Part):
            return self.reference(value.name, self.part(value))
        if isinstance(value, Shape):
            own = self.inner(value.schema)
            return self.reference(value.name, own) if value.name else own
        if isinstance(value, Mapping):
            return {name: self.inner(one) for name, one in value.items()}
        return [self.inner(one) for one in value] if isinstance(value, list | tuple) else value

    def reference(self, name: str, schema: dict[str, Any]) -> dict[str, str]:
        if self.defs.setdefault(name, schema) != schema:
            raise SystemExit(f"two parts are called {name}")
        return {"$ref": f"#/$defs/{name}"}
