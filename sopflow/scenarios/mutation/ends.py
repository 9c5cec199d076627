"""An end has another name, closes nothing, or hands over to nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sopflow.definition.model import DONE, Definition, End, Step, Unknown
from sopflow.language import Words

from .mutant import Mutant, mutant, words


def mutants(sop: Definition) -> Iterator[Mutant]:
    for step in sop.steps:
        for outcome, targets in step.ways:
            for end in () if isinstance(targets, Unknown) else targets:
                if isinstance(end, End):
                    way = str(step.id) if outcome == DONE else f"{step.id}={outcome}"
                    yield from _ends(sop, step, way, outcome, end)


def _ends(sop: Definition, step: Step, way: str, outcome: str, end: End) -> Iterator[Mutant]:
    missing = words("skenario yang melewati {way} dan mengharapkan end: {end}", "a scenario that takes {way} and expects end: {end}", way=way, end=end.name)  # fmt: skip
    yield _changed(sop, step, outcome, "end", end, replace(end, name=f"{end.name}_lain"), words("{way} berakhir dengan nama lain", "{way} ends under another name", way=way), missing)  # fmt: skip
    if end.closes_all:
        change = words("{way} tidak menutup yang lain", "{way} does not close the rest", way=way)
        yield _changed(sop, step, outcome, "closes", end, replace(end, closes_all=False), change, missing)
    if end.hand_over:
        change = words(
            "{way} tidak diserahkan ke {what}", "{way} does not hand over to {what}", way=way, what=end.hand_over
        )
        missing = words("skenario yang melewati {way} dan mengharapkan hand_over", "a scenario that takes {way} and expects hand_over", way=way)  # fmt: skip
        yield _changed(sop, step, outcome, "hand_over", end, replace(end, hand_over=None), change, missing)


def _changed(
    sop: Definition, step: Step, outcome: str, what: str, end: End, other: End, change: Words, missing: Words
) -> Mutant:
    key = f"{outcome}.{end.name}.{what}"
    if step.is_decision:
        branches = tuple(
            replace(b, targets=tuple(other if t is end else t for t in b.targets))
            if b.name == outcome and not isinstance(b.targets, Unknown)
            else b
            for b in step.branches
        )
        return mutant(sop, step, key, change, missing, branches=branches)
    if step.wait is not None and step.wait.late is not None and end in step.wait.late:
        late = tuple(other if t is end else t for t in step.wait.late)
        return mutant(sop, step, key, change, missing, wait=replace(step.wait, late=late))
    targets = step.next if not isinstance(step.next, Unknown) else ()
    return mutant(sop, step, key, change, missing, next=tuple(other if t is end else t for t in targets))
