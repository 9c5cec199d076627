"""What hangs together, from pairs that do."""

from __future__ import annotations

from collections.abc import Iterable


def joined(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The parts into which pairs join `count` things, named 0, 1, …: each in order, and in the order of their first."""
    part = list(range(count))

    def root(at: int) -> int:
        while part[at] != at:
            part[at] = part[part[at]]
            at = part[at]
        return at

    for one, other in pairs:
        part[root(one)] = root(other)
    found: dict[int, list[int]] = {}
    for at in range(count):
        found.setdefault(root(at), []).append(at)
    return list(found.values())
