"""From a mapping's node to the part that it is, each field by the shape of its key; forgiving, as the schema tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING
from functools import cache
from typing import Any, TypeVar

from ..nodes import Map, Node
from .key import keys_of

Made = TypeVar("Made")


def read(kind: type[Made], node: Map, /, **made: Any) -> Made:
    """The part that a mapping is; what is `made` already is not read."""
    for field, key, reads, has_default in _plan(kind):  # type: ignore[arg-type]  # a class can be hashed
        if field in made or (has_default and key not in node.values):
            continue
        value = reads(node.get(key))
        if value is not None or not has_default:
            made[field] = value
    return kind(**made)


@cache
def _plan(kind: type[Any]) -> tuple[tuple[str, str, Callable[[Node | None], Any], bool], ...]:
    """The fields that one key says, in their order."""
    return tuple(
        (one.name, name, own.shape.read, (one.default, one.default_factory) != (MISSING, MISSING))
        for one, name, own in keys_of(kind)
        if own.shape.read is not None
    )
