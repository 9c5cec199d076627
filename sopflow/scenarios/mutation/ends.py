"""An end has another name, closes nothing, or hands over to nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sopflow.definition.model import Definition, End, Step, Target
from sopflow.definition.refs import known_in
from sopflow.language import Words

from ..coverage import way_text
from .mutant import Mutant, way_mutant, words


def mutants(sop: Definition) -> Iterator[Mutant]:
    for step in sop.steps:
        for outcome, targets in step.ways:
            for target in known_in(targets):
                if isinstance(target, End):
                    yield from _ends(sop, step, outcome, known_in(targets), target)


def _ends(sop: Definition, step: Step, outcome: str, targets: tuple[Target, ...], end: End) -> Iterator[Mutant]:
    way = way_text(str(step.id), outcome)

    def changed(key: str, other: End, change: Words) -> Mutant:
        others = tuple(other if target is end else target for target in targets)
        return way_mutant(sop, step, outcome, others, f"{end.name}.{key}", change, missing)

    missing = words("skenario yang melewati {way} dan mengharapkan end: {end}", "a scenario that takes {way} and expects end: {end}", way=way, end=end.name)  # fmt: skip
    change = words("{way} berakhir dengan nama lain", "{way} ends under another name", way=way)
    yield changed("end", replace(end, name=f"{end.name}_lain"), change)
    if end.closes_all:
        change = words("{way} tidak menutup yang lain", "{way} does not close the rest", way=way)
        yield changed("closes", replace(end, closes_all=False), change)
    if end.hand_over:
        change = words(
            "{way} tidak diserahkan ke {what}", "{way} does not hand over to {what}", way=way, what=end.hand_over
        )
        missing = words("skenario yang melewati {way} dan mengharapkan hand_over", "a scenario that takes {way} and expects hand_over", way=way)  # fmt: skip
        yield changed("hand_over", replace(end, hand_over=None), change)
