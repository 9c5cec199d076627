"""From nodes to the values of scenarios: forgiving, what cannot be read is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from sopflow.definition import duration, instants
from sopflow.definition.model import ANYONE, DONE, Ref
from sopflow.definition.reading import List, Map, Node, Text
from sopflow.definition.written import text_of
from sopflow.diagnostics import NOWHERE, Span
from sopflow.flow.command import Paper
from sopflow.unseen import is_one_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sopflow.definition.duration import Duration

Item = TypeVar("Item")


def listed(node: Node | None, item: Callable[[Text], Item]) -> tuple[Item, ...] | None:
    if not isinstance(node, List):
        return None
    return tuple(item(one) for one in node.items if isinstance(one, Text))


def entries(node: Node | None) -> list[tuple[str, Node]]:
    return list(node.values.items()) if isinstance(node, Map) else []


def key_of(node: Node | None, key: str) -> Ref:
    return Ref(key, node.keys[key] if isinstance(node, Map) else NOWHERE)


def texts_of(node: Node | None) -> list[tuple[str, str]]:
    return [(key, text) for key, item in entries(node) if (text := text_of(item)) is not None]


def fields_of(node: Node | None) -> dict[Ref, Any]:
    """Values by fields, as they are written; which they are is known with the SOP."""
    return {key_of(node, key): item.plain() for key, item in entries(node)}


def ref_of(node: Node | None) -> Ref | None:
    text = text_of(node)
    return Ref(text, node.span) if text is not None and node is not None else None


def some_ref(node: Text) -> Ref:
    return ref_of(node) or Ref("", node.span)


def refs_of(node: Node | None) -> tuple[Ref, ...]:
    if isinstance(node, List):
        return tuple(ref for item in node.items if (ref := ref_of(item)) is not None)
    one = ref_of(node)
    return (one,) if one is not None else ()


def step_of(node: Node | None) -> tuple[Ref | None, Ref | None]:
    """`STEP`, `STEP=OUTCOME` or `STEP@TARGET`, each with its own place."""
    text = ref_of(node)
    if text is None:
        return None, None
    if "=" not in text and "@" in text:
        step, _, target = text.partition("@")
        return Ref(step.strip(), text.span), Ref(f"{DONE}@{target.strip()}", text.span)
    step, sign, outcome = (part.strip() for part in text.partition("="))
    line, column, end_line, end_column = text.span
    if line != end_line or not sign or end_column - column != len(text):
        return Ref(step, text.span), Ref(outcome, text.span) if sign else None
    middle = column + text.index("=")
    return Ref(step, Span(line, column, line, column + len(step))), Ref(
        outcome, Span(line, middle + 1, line, end_column)
    )


def path_item(node: Text) -> tuple[Ref, str | None]:
    step, outcome = step_of(node)
    return step or Ref("", node.span), outcome


def number_of(node: Node | None) -> int | None:
    text = text_of(node)
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else None


def duration_of(node: Node | None) -> Duration | None:
    try:
        return duration.parse(text_of(node) or "")
    except ValueError:
        return None


def instant_of(node: Node | None) -> datetime | None:
    try:
        return instants.parse(text_of(node) or "")
    except ValueError:
        return None


def is_anyone(node: Node | None) -> bool:
    return isinstance(node, Text) and node.value == ANYONE


def people_of(node: Node | None) -> dict[str, tuple[str, ...]]:
    return {person: tuple(refs_of(actors)) for person, actors in entries(node)}


def answers_of(node: Node | None) -> dict[str, tuple[str, ...]]:
    return {key_of(node, step): refs_of(outcomes) for step, outcomes in entries(node)}


def _part_of(node: Node) -> str | None:
    """As it stands where it is one line: two files can differ in their blanks."""
    if isinstance(node, Text) and isinstance(node.value, str) and node.value and is_one_line(node.value):
        return node.value
    return text_of(node)


def _paper(document: Ref, details: Node | None) -> Paper:
    said: dict[str, Any] = {
        name: text for name, item in entries(details) if name in Paper._fields[1:] and (text := _part_of(item))
    }
    if str(said.get("size", "")).isdecimal():
        said["size"] = int(said["size"][:17])
    return Paper(document, **said)


def papers_of(node: Node | None) -> tuple[Paper, ...]:
    if isinstance(node, Map):
        return tuple(_paper(key_of(node, name), details) for name, details in entries(node))
    return tuple(Paper(ref) for ref in refs_of(node))
