"""How a row that calls an SOP for each record of a list goes on, by how the called ones end."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain, combinations, islice
from typing import Final

from .model import Branch, Step

_MOST: Final = 10_000
"""So many combinations of ends are tried."""


def taken_by(step: Step, ends: Collection[str]) -> list[Branch]:
    """The branches that these ends take: one, unless the SOP is not right; `otherwise` where no other is."""
    found = [branch for branch in step.branches if _is_taken(branch, set(ends))]
    return found or [branch for branch in step.branches if branch.otherwise]


def _is_taken(branch: Branch, ends: set[str]) -> bool:
    if branch.otherwise:
        return False
    return ends <= set(branch.all_end) if branch.all_end else bool(ends & set(branch.any_ends))


def combined(step: Step, ends: Collection[str], *, may_be_none: bool) -> Iterator[tuple[str, ...]]:
    """Which different ends the called SOPs can have together, the fewest first; enough of them that a gap or an overlap of
    the branches is among them: two ends show an overlap, and a gap has one end outside each `all`."""
    most = 1 if step.until_first else max(2, sum(bool(branch.all_end) for branch in step.branches))
    sizes = range(0 if may_be_none else 1, min(len(ends), most) + 1)
    return islice(chain.from_iterable(combinations(sorted(ends), size) for size in sizes), _MOST)
