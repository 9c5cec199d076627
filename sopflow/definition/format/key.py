"""A key of a file: what may stand there, since when, its name and meaning in both languages, and examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, fields
from typing import Any, Final, Literal, NamedTuple

from sopflow.frozen import NOTHING

from ..nodes import Node

Named = Literal["actors", "steps", "targets", "documents"]
"""What an id may name: a target is a step, or the end."""
Schema = Mapping[str, Any]
"""A JSON Schema, in which a `Part` or a `Shape` stands for its own."""
_KEYS: Final = "keys"


class Shape(NamedTuple):
    """What may stand at a key, and how it is read: `None` where nothing stands there that could be read."""

    schema: Schema
    read: Callable[[Node | None], Any] | None = None
    name: str = ""
    """Of a shape that many keys share, in the schema's `$defs`."""


class Key(NamedTuple):
    """A key, as it is explained to whoever writes it."""

    shape: Shape
    since: str
    """The first version of sopflow that reads it."""
    title: str
    """`Indonesian / English`, or one word for both."""
    id: str
    en: str
    examples: tuple[Any, ...]
    required: bool = False
    more: Schema = NOTHING
    """What the schema says of this key besides its shape."""


class Part(NamedTuple):
    """A mapping of a file with its keys."""

    name: str
    keys: Mapping[str, Key]
    schema: Schema = NOTHING
    """What it says besides its keys: its title, what was expected, which keys go together."""


def key(
    shape: Shape, since: str, title: str, id: str, en: str, *examples: Any, required: bool = False,
    also: tuple[str, ...] = (), names: Named | None = None,
) -> Mapping[str, Any]:  # fmt: skip
    """The metadata of a field that a key of its name says; `also` are other words that people write for it, `names` whose
    ids stand at it."""
    said = {"x-also": list(also) or None, "x-names": names}
    more = {name: value for name, value in said.items() if value is not None}
    return {_KEYS: {"": Key(shape, since, title, id, en, examples, required, more)}}


def named(**keys: Mapping[str, Any]) -> Mapping[str, Any]:
    """The metadata of a field that keys of other names say."""
    return {_KEYS: listed(keys)}


def listed(keys: Mapping[str, Mapping[str, Any]]) -> dict[str, Key]:
    """Keys by their names, where no field has them: those of a file that is read otherwise."""
    return {name: metadata[_KEYS][""] for name, metadata in keys.items()}


def keys_of(kind: type[Any]) -> Iterator[tuple[Field[Any], str, Key]]:
    """The keys of a class of parts, each with the field that it says."""
    for one in fields(kind):
        for name, own in one.metadata.get(_KEYS, {}).items():
            yield one, name or one.name, own


def part(name: str, kind: type[Any], **schema: Any) -> Part:
    """A class of parts as the mapping that it is in a file."""
    return Part(name, {key_name: own for _, key_name, own in keys_of(kind)}, schema)
