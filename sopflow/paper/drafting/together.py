"""Ways that start together, and the row where they meet again and wait for each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from sopflow.definition.model import STARTED
from sopflow.graph import reached

from ..draft import DraftStep, Note

SEVERAL: Final = "beberapa panah keluar tanpa belah ketupat"
"""What is said of a row that several arrows leave, until it is seen that they meet again."""
_AGAIN: Final = f"{SEVERAL}; jalannya bertemu lagi, jadi dikerjakan bersamaan"
_WAITS: Final = "menunggu jalan yang bersamaan: join"
_FARTHEST: Final = 100
"""Rows below a split in which its ways are followed."""


class _Arm(NamedTuple):
    """A way out of a split: the row with which it begins, and the rows that lead to it."""

    first: int
    came: frozenset[int]


def join(steps: Sequence[DraftStep]) -> None:
    """Let a row wait where the ways of a split meet again, and be sure of the split where all of them do."""
    flow = _Flow(steps)
    for at, step in enumerate(steps):
        met = [
            flow.meet(at, targets)
            for split in (step.next, *step.branches.values())
            if len(targets := tuple(dict.fromkeys(split))) > 1
        ]
        if met and all(met):
            for note in step.sources:
                if note.why == SEVERAL:
                    note.reading, note.why = "probable", _AGAIN


class _Flow:
    """Where each row leads, as places of rows; what is an end or is not known leads out."""

    def __init__(self, steps: Sequence[DraftStep]) -> None:
        self.steps = steps
        self.places = {step.id: at for at, step in enumerate(steps)}
        self.out = [self._targets(at, step) for at, step in enumerate(steps)]
        self.into: dict[int, set[int]] = defaultdict(set)
        for at, targets in enumerate(self.out):
            for target in targets:
                self.into[target].add(at)

    def _targets(self, at: int, step: DraftStep) -> frozenset[int]:
        if not step.targets:
            return frozenset({at + 1})
        return frozenset(self.places.get(target, len(self.steps)) for target in step.targets)

    def meet(self, split: int, targets: Iterable[str]) -> bool:
        """Join the ways of a split where they meet, the nearest first; whether all of them are one then."""
        arms = [_Arm(self.places.get(target, len(self.steps)), frozenset({split})) for target in targets]
        is_sure = True
        while len(arms) > 1:
            ahead = [self._ahead(arm.first, split) for arm in arms]
            met = min((at for one in ahead for at in one if sum(at in o for o in ahead) > 1), default=None)
            if met is None:
                return False
            group = [arm for arm, one in zip(arms, ahead, strict=True) if met in one]
            if not self._wait(split, met, group):
                return False
            is_sure = is_sure and self._is_sure(split, met, group)
            came = frozenset(at for arm in group for at in self._last(split, arm, met))
            arms = [arm for arm in arms if arm not in group] + [_Arm(met, came)]
        return is_sure

    def _ahead(self, first: int, split: int) -> set[int]:
        """The rows to which ways lead down from one, and it, as far as ways are followed."""
        below = range(split + 1, min(len(self.steps), split + _FARTHEST))
        return set(
            reached(
                [first] if first in below else (),
                lambda at: [target for target in self.out[at] if target > at and target in below],
            )
        )

    def _between(self, split: int, arm: _Arm, met: int) -> set[int]:
        """The rows from the beginning of a way to where it meets others, without that one; those that are not between the
        split and it are not followed."""
        return set(reached([arm.first], lambda at: self.out[at] if split < at < met else ())) - {met}

    def _last(self, split: int, arm: _Arm, met: int) -> frozenset[int]:
        """The rows of a way that lead to where it meets others."""
        if arm.first == met:
            return arm.came
        return frozenset(self.into[met] & self._between(split, arm, met))

    def _wait(self, split: int, met: int, group: Sequence[_Arm]) -> bool:
        """Let a row wait for some ways, if they lead nowhere else and share nothing; whether it does. It waits for their
        last rows, but only for what has started where not all of these need come."""
        parts = [self._between(split, arm, met) for arm in group]
        rows = set().union(*parts)
        is_apart = sum(map(len, parts)) == len(rows)
        is_closed = all(split < at < met for at in rows)
        if not is_apart or not is_closed:
            return False
        last = [self._last(split, arm, met) for arm in group]
        begins = {(at, arm.first) for arm in group for at in arm.came}
        comes_in = any(at not in rows and (at, row) not in begins for row in rows for at in self.into[row])
        step = self.steps[met]
        waited = [self.steps[at].id for at in sorted(at for one in last for at in one)]
        if comes_in or len(waited) > len(group) or step.join not in ([], waited):
            waited = [STARTED]
        if not step.join:
            step.sources.append(Note("activity", step.activity, "probable", _WAITS))
        step.join = waited
        return True

    def _is_sure(self, split: int, met: int, group: Sequence[_Arm]) -> bool:
        """Whether nothing on some ways is open that says where they lead."""
        rows = set().union(*(self._between(split, arm, met) for arm in group))
        notes = (note for at in (split, *rows) for note in self.steps[at].sources if note.why != SEVERAL)
        return not any(note.cell == "branches" and note.reading == "open" for note in notes)
