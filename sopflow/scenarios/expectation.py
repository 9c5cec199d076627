"""What a scenario expects, from its node."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sopflow.definition.reading import List, Map, Node

from .model import Doer, Expectation, PathItem
from .values import (
    duration_of,
    entries,
    instant_of,
    key_of,
    listed,
    number_of,
    path_item,
    ref_of,
    refs_of,
    some_ref,
    text_of,
)

if TYPE_CHECKING:
    from sopflow.definition.diagnostics import Span
    from sopflow.flow.lifecycle import Status


def expectation_of(node: Node | None, span: Span) -> Expectation | None:
    if not isinstance(node, Map):
        return None
    documents = node.get("documents")
    worklist, who, due = node.get("worklist"), node.get("who"), node.get("due")
    done_by = node.get("done_by")
    return Expectation(
        status=cast("Status | None", text_of(node.get("status"))),
        end=ref_of(node.get("end")),
        hand_over=text_of(node.get("hand_over")),
        path=listed(node.get("path"), lambda item: PathItem(*path_item(item))),
        active=listed(node.get("active"), some_ref),
        worklist={key_of(worklist, a): refs_of(n) for a, n in entries(worklist)} if worklist is not None else None,
        who={key_of(who, s): refs_of(n) for s, n in entries(who)} if who is not None else None,
        done_by={key_of(done_by, s): _doers(n) for s, n in entries(done_by)} if done_by is not None else None,
        documents=listed(documents, some_ref) if not isinstance(documents, Map) else None,
        versions={key_of(documents, d): number_of(n) or 0 for d, n in entries(documents)}
        if isinstance(documents, Map)
        else None,
        late=listed(node.get("late"), some_ref),
        reminded=listed(node.get("reminded"), some_ref),
        missing=listed(node.get("missing"), some_ref),
        elapsed=duration_of(node.get("elapsed")),
        due={key_of(due, s): duration_of(n) or instant_of(n) for s, n in entries(due)}
        if due is not None
        else None,
        span=span,
    )


def _doers(node: Node) -> tuple[Doer, ...]:
    """A person, what is said of one, or a list of these: those who signed, in order."""
    items = node.items if isinstance(node, List) else [node]
    return tuple(
        Doer(ref_of(item.get("by")), text_of(item.get("as")), ref_of(item.get("for")))
        if isinstance(item, Map)
        else Doer(ref_of(item))
        for item in items
    )
