"""The content of a file with the place of every key, value and item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sopflow.diagnostics import Span

Plain = str | bool | None | list["Plain"] | dict[str, "Plain"]


@dataclass(slots=True, eq=False)
class Text:
    """A scalar: text as it is written, or one of `true`, `false`, nothing."""

    value: str | bool | None
    span: Span
    quoted: bool = False

    def plain(self) -> Plain:
        return self.value


@dataclass(slots=True, eq=False)
class List:
    span: Span
    items: list[Node] = field(default_factory=list)

    def plain(self) -> Plain:
        return [item.plain() for item in self.items]


@dataclass(slots=True, eq=False)
class Map:
    span: Span
    keys: dict[str, Span] = field(default_factory=dict)
    values: dict[str, Node] = field(default_factory=dict)

    def plain(self) -> Plain:
        return {key: value.plain() for key, value in self.values.items()}

    def get(self, key: str) -> Node | None:
        return self.values.get(key)


Node = Text | List | Map


def find(root: Node, path: list[str | int]) -> tuple[Node, Span]:
    """The node at a path of keys and indexes, and the span of its key (of itself in a list)."""
    node, span = root, root.span
    for part in path:
        if isinstance(node, Map) and isinstance(part, str) and part in node.values:
            span = node.keys[part]
            node = node.values[part]
        elif isinstance(node, List) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
            span = node.span
        else:
            break
    return node, span


def as_meant(root: Node, names: Mapping[Span, str]) -> bool:
    """Give keys, by their places, other names where those are free, and texts other words; `False` where nothing changed."""
    todo, is_changed = [root], False
    while todo:
        node = todo.pop()
        if isinstance(node, List):
            todo += node.items
        elif isinstance(node, Map):
            for key, span in list(node.keys.items()):
                name = names.get(span)
                if name is not None and name not in node.values:
                    node.keys[name], node.values[name] = node.keys.pop(key), node.values.pop(key)
                    is_changed = True
            todo += node.values.values()
        elif (name := names.get(node.span)) is not None:
            node.value, is_changed = name, True
    return is_changed
