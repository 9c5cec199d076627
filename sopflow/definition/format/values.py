"""From nodes to values: what has the wrong shape is `None`, which the schema tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from .. import duration
from ..duration import Duration
from ..nodes import List, Map, Node, Text
from ..refs import UNKNOWN, Ref, Unknown

_UNKNOWN: Final = ("unknown", "?")
_NONE: Final = ("-", "–", "—", "")
_ID: Final = re.compile(r"[a-z][a-z0-9_-]*")


def is_id(text: str) -> bool:
    """Whether a text is shaped like an id (and so is not a title)."""
    return _ID.fullmatch(text) is not None


def text_of(node: Node | None) -> str | None:
    if isinstance(node, Text) and isinstance(node.value, str) and node.value not in _NONE:
        return " ".join(node.value.split())
    return None


def ref_of(node: Node | None) -> Ref | None:
    text = text_of(node)
    return Ref(text, node.span) if text is not None and node is not None else None


def refs_of(node: Node | None) -> tuple[Ref, ...]:
    if isinstance(node, List):
        return tuple(ref for item in node.items if (ref := ref_of(item)) is not None)
    one = ref_of(node)
    return (one,) if one is not None else ()


def flag_of(node: Node | None) -> bool:
    return isinstance(node, Text) and node.value is True


def is_unknown(node: Node | None) -> bool:
    return isinstance(node, Text) and node.value in _UNKNOWN


def known_of(node: Node | None) -> str | Unknown | None:
    return UNKNOWN if is_unknown(node) else text_of(node)


def lines_of(node: Node | None) -> tuple[str, ...] | Unknown:
    if is_unknown(node):
        return UNKNOWN
    return tuple(text for item in items_of(node) if (text := text_of(item)))


def items_of(node: Node | None) -> tuple[Node, ...]:
    """The items of a list, or the one text in its place."""
    if isinstance(node, List):
        return tuple(node.items)
    return (node,) if node is not None and text_of(node) else ()


def duration_of(node: Node | None) -> Duration | None:
    text = text_of(node)
    return duration.parsed(text) if text is not None else None


def date_of(node: Node | None) -> date | Unknown | None:
    text = known_of(node)
    if text is None or isinstance(text, Unknown):
        return text
    from sopflow import dates  # not needed by who runs what was read before

    try:
        return dates.parse(text)
    except dates.NotADate:
        return None


def maps_of(node: Node | None) -> Iterator[Map]:
    """The mappings of a list, or the one in its place."""
    for item in node.items if isinstance(node, List) else [node]:
        if isinstance(item, Map):
            yield item


def entries(node: Node | None) -> Iterator[tuple[str, Node]]:
    if isinstance(node, Map):
        yield from node.values.items()
