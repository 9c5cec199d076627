"""An arrow leads to the row before or after the right one."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.definition.model import Definition, End, Ref, Step, Target
from sopflow.definition.refs import known_in

from ..coverage import way_text
from .mutant import Mutant, shown, way_mutant, words


def mutants(sop: Definition) -> Iterator[Mutant]:
    for step in sop.steps:
        for outcome, said in step.ways:
            targets: tuple[Target, ...] = known_in(said)
            for at, target in enumerate(targets):
                for other in _neighbours(sop, target):
                    changed = (*targets[:at], other, *targets[at + 1 :])
                    if len(set(changed)) == len(changed):
                        yield _mutant(sop, step, outcome, changed, target, other)


def _neighbours(sop: Definition, target: Target) -> list[Target]:
    rows: list[Target] = [Ref(str(s.id)) for s in sop.steps]
    if isinstance(target, End):
        return [rows[-1]]
    at = [str(row) for row in rows].index(str(target))
    after: Target = rows[at + 1] if at + 1 < len(rows) else End()
    return [*rows[max(0, at - 1) : at], after]


def _mutant(
    sop: Definition, step: Step, outcome: str, targets: tuple[Target, ...], right: Target, wrong: Target
) -> Mutant:
    way = way_text(str(step.id), outcome)
    change = words(
        "{way} menuju {wrong}, bukan {right}", "{way} leads to {wrong} instead of {right}",
        way=way, wrong=shown(wrong), right=shown(right),
    )  # fmt: skip
    missing = words(
        "skenario yang melewati {way} dan mengharapkan {right} sesudahnya",
        "a scenario that takes {way} and expects {right} next",
        way=way, right=shown(right),
    )  # fmt: skip
    found = way_mutant(sop, step, outcome, targets, f"{shown(right)}->{shown(wrong)}", change, missing)
    return found._replace(line=next((b.span.line for b in step.branches if b.name == outcome), found.line))
