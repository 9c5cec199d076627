"""Actors and documents that two versions call by another id, and a version with the ids of the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from .model import Definition
from .names import folded
from .refs import Ref

_ACTORS: Final = frozenset({"actors", "actor", "substitutes", "among", "recorded_by", "may_start", "may", "by"})
_DOCUMENTS: Final = frozenset({"inputs", "outputs", "document", "until", "draft_of"})
"""Keys that name them."""


def renamed(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    """The new id of what has the same title under another id; nothing where two have one title."""
    gone = {name: folded(one.title) for name, one in old.items() if name not in new}
    came = {name: folded(one.title) for name, one in new.items() if name not in old}
    once = [title for title, count in Counter(gone.values()).items() if count == 1]
    only = {title: [name for name, own in came.items() if own == title] for title in once}
    return {name: only[title][0] for name, title in gone.items() if len(only.get(title, ())) == 1}


def with_names(sop: Definition, actors: Mapping[str, str], documents: Mapping[str, str]) -> Definition:
    """The same SOP, with other ids for some actors and documents."""
    if not actors and not documents:
        return sop
    names = {**dict.fromkeys(_ACTORS, actors), **dict.fromkeys(_DOCUMENTS, documents)}
    changed: Definition = _called(sop, names)
    return replace(
        changed,
        actors={actors.get(n, n): replace(one, id=actors.get(n, n)) for n, one in changed.actors.items()},
        documents={
            documents.get(n, n): replace(one, id=documents.get(n, n)) for n, one in changed.documents.items()
        },
    )


def _called(value: Any, names: Mapping[str, Mapping[str, str]], own: Mapping[str, str] | None = None) -> Any:
    """A value with other names in it; `own` are those for its kind."""
    if isinstance(value, Ref):
        return Ref((own or {}).get(str(value), str(value)), value.span)
    if isinstance(value, tuple) and type(value) is tuple:
        return tuple(_called(item, names, own) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        some = {
            one.name: _called(there, names, names.get(one.name, own if one.name == "targets" else None))
            for one in fields(value)
            if one.init and _holds_more(there := getattr(value, one.name))
        }
        return replace(value, **some)
    if hasattr(value, "items") and value and all(is_dataclass(one) for one in value.values()):
        return {name: _called(one, names) for name, one in value.items()}
    return value


def _holds_more(value: object) -> bool:
    return isinstance(value, Ref | tuple) or is_dataclass(value) or hasattr(value, "items")
