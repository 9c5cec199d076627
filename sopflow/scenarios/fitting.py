"""Which of several SOPs a scenario file was written for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from sopflow.definition.nodes import List, Map, Node, Text

if TYPE_CHECKING:
    from pathlib import Path

    from sopflow.definition.model import Definition

_NAME: Final = re.compile(r"[\w-]+")


def fitting(sops: Sequence[Definition], root: Node, path: Path) -> Definition:
    """The SOP that has most of the names in the file, then the one whose file is named alike, then the first."""
    words = set(_words(root))

    def fit(sop: Definition) -> tuple[int, bool]:
        own = {str(step.id) for step in sop.steps} | {str(actor) for actor in sop.actors}
        file = sop.path.replace("\\", "/").rsplit("/", 1)[-1]
        return len(own & words), path.name.startswith(file.partition(".")[0] + ".")

    return max(sops, key=fit)


def _words(root: Node) -> Iterator[str]:
    """Every name in the keys and texts below a node: `periksa=Ya` has two."""
    todo = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, Text) and isinstance(node.value, str):
            yield from _NAME.findall(node.value)
        elif isinstance(node, Map):
            yield from (name for key in node.values for name in _NAME.findall(key))
            todo += node.values.values()
        elif isinstance(node, List):
            todo += node.items
