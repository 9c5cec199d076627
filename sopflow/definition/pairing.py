"""Which rows of two versions are one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final

from .model import Step

_ALIKE: Final = 0.75
"""From which likeness of their activities two rows with different ids are one."""


def paired(old: Iterable[Step], new: Iterable[Step]) -> dict[str, str]:
    """Which new row is which old one: the same id, or else an activity that is much the same."""
    was = {str(step.id): step for step in old}
    rows = list(new)
    pairs = {str(step.id): str(step.id) for step in rows if str(step.id) in was}
    left = {name: step for name, step in was.items() if name not in pairs}
    for step in rows:
        if str(step.id) in pairs or not left:
            continue
        alike = {name: _likeness(other, step) for name, other in left.items()}
        best = max(alike, key=alike.__getitem__)
        if alike[best] >= _ALIKE:
            pairs[str(step.id)] = best
            del left[best]
    return pairs


def _likeness(one: Step, other: Step) -> float:
    return SequenceMatcher(None, one.activity.casefold(), other.activity.casefold(), autojunk=False).ratio()
