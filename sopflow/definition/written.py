"""What stands in a sheet: entries, texts and dates; apart from its checking, which whoever reads a value does not need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow import dates

from .nodes import Map, Node, Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sopflow.diagnostics import Span


def entries(node: Node | None) -> Iterator[tuple[str, Node, Span]]:
    """The keys of a mapping, with their values and places."""
    if isinstance(node, Map):
        for key, value in node.values.items():
            yield key, value, node.keys[key]


def text_of(node: Node | None) -> str | None:
    """A text on one line, unless it is blank or something else."""
    if isinstance(node, Text) and isinstance(node.value, str) and node.value.strip():
        return " ".join(node.value.split())
    return None


def date_of(node: Node | None) -> date | None:
    """A date, unless it is none."""
    try:
        return dates.parse(text_of(node) or "")
    except dates.NotADate:
        return None
