"""From nodes to a `Definition`: forgiving, so that one wrong part does not hide what is wrong elsewhere.

What the schema has refused is left out or taken as unknown; the result of a file with errors is only good
for finding more of them.
"""

from __future__ import annotations

from typing import TypeVar, get_args

from sopflow.diagnostics import NOWHERE, Span

from .conditions import settled
from .format.fields import fields_of
from .format.reader import read
from .format.rights import may_of
from .format.steps import MissingInputs, steps_of
from .format.values import entries, is_id, refs_of, text_of
from .model import Actor, Definition, Document
from .nodes import List, Map, Node

__all__ = ["build", "is_id"]

_Titled = TypeVar("_Titled", Actor, Document)


def build(root: Node) -> Definition:
    """The definition that a file's nodes say."""
    top = _with_names(root if isinstance(root, Map) else Map(NOWHERE))
    fields = fields_of(top.get("fields"))
    documents = {
        i: _titled(Document, i, n, _place_of(top, "documents", i)) for i, n in entries(top.get("documents"))
    }
    own = text_of(top.get("missing_inputs"))
    missing: MissingInputs = next((word for word in get_args(MissingInputs) if word == own), "note")
    steps = tuple(settled(step, fields) for step in steps_of(top.get("steps"), missing))
    may = may_of(top.get("may"))
    for step in steps:
        for title in step.documents:
            if not is_id(title) and title not in documents:
                documents[str(title)] = Document(id=str(title), title=str(title), span=title.span)
    return read(
        Definition,
        top,
        id=text_of(top.get("id")) or "",
        title=text_of(top.get("title")) or "",
        version=text_of(top.get("version")) or "1",
        actors={i: _titled(Actor, i, n, _place_of(top, "actors", i)) for i, n in entries(top.get("actors"))},
        documents=documents,
        fields=fields,
        steps=steps,
        identity_at=dict(at.keys) if isinstance(at := top.get("identity"), Map) else {},
        may_start=refs_of(top.get("may_start")) or dict(may).get("start", ()),
        # `start` stands under its old name, so that either name is the same SOP; under both where both were written
        may=tuple((key, who) for key, who in may if key != "start" or top.get("may_start") is not None),
        span=top.keys.get("id", NOWHERE),
    )


def _with_names(top: Map) -> Map:
    """The same, with actors and documents that were written as a list under their names: the list has been told, and
    what names them is not to be blamed for it."""
    values = dict(top.values)
    for section in ("actors", "documents"):
        node = values.get(section)
        if not isinstance(node, List):
            continue
        named = Map(node.span)
        for item in node.items:
            pairs = item.values.items() if isinstance(item, Map) and len(item.values) == 1 else ()
            text = text_of(item)
            for key, value in [*pairs, *([(text, item)] if text is not None else [])]:
                named.values.setdefault(key, value)
                named.keys.setdefault(key, item.span)
        values[section] = named
    return Map(top.span, top.keys, values)


def _place_of(top: Map, section: str, key: str) -> Span:
    node = top.get(section)
    return node.keys[key] if isinstance(node, Map) else NOWHERE


def _titled(kind: type[_Titled], name: str, node: Node, span: Span) -> _Titled:
    """An actor or a document, which may be its title alone."""
    if not isinstance(node, Map):
        return kind(id=name, title=text_of(node) or name, span=span)
    return read(kind, node, id=name, title=text_of(node.get("title")) or name, span=span)
