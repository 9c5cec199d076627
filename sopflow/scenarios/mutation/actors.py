"""Somebody else does a row; two rows change hands; a joint row needs fewer signatures; a substitute is gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from sopflow.definition.model import Definition, Ref, Step, Unknown

from .mutant import Mutant, mutant, words


def mutants(sop: Definition) -> Iterator[Mutant]:
    for step in sop.steps:
        if step.wait is None and step.call is None and not isinstance(step.actors, Unknown) and step.actors:
            yield from _others(sop, step, step.actors)
    for above, below in pairwise(sop.steps):
        if _works(above) and _works(below) and above.actors != below.actors:
            steps = {above.id: below, below.id: above}
            swapped = tuple(
                replace(s, actors=steps[s.id].actors, sign_off=steps[s.id].sign_off) if s.id in steps else s
                for s in sop.steps
            )
            yield Mutant(
                f"{above.id}+{below.id}.actor",
                words("pelaksana {a} dan {b} tertukar", "the actors of {a} and {b} are swapped", a=above.id, b=below.id),
                words("skenario yang menyebut siapa yang mengerjakan {a}", "a scenario that says who does {a}", a=above.id),
                above.span.line,
                replace(sop, steps=swapped),
            )  # fmt: skip
    for actor in sop.actors.values():
        if actor.substitutes:
            yield Mutant(
                f"{actor.id}.substitutes",
                words("{a} tidak lagi mempunyai pengganti", "{a} has no substitute any more", a=actor.id),
                words("skenario tempat {b} bertindak untuk {a}", "a scenario in which {b} acts for {a}", a=actor.id, b=actor.substitutes[0]),
                actor.span.line,
                replace(sop, actors={**sop.actors, actor.id: replace(actor, substitutes=())}),
            )  # fmt: skip


def _others(sop: Definition, step: Step, actors: tuple[Ref, ...]) -> Iterator[Mutant]:
    names = [str(a) for a, actor in sop.actors.items() if actor.chosen_by is None]
    right = str(actors[0])
    after = names[names.index(right) + 1 :] + names if right in names else names
    wrong = next((name for name in after if name not in actors), None)
    if wrong is not None:
        yield mutant(
            sop, step, "actor",
            words("{step} dikerjakan {wrong}, bukan {right}", "{step} is done by {wrong} instead of {right}", step=step.id, wrong=wrong, right=right),
            words("skenario tempat {right} mengerjakan {step}", "a scenario in which {right} does {step}", step=step.id, right=right),
            actors=(Ref(wrong), *actors[1:]),
        )  # fmt: skip
    if len(actors) > 1:
        yield mutant(
            sop, step, f"actor.{actors[-1]}",
            words("{step} tanpa {gone}", "{step} without {gone}", step=step.id, gone=actors[-1]),
            words("skenario tempat {gone} mengerjakan {step}", "a scenario in which {gone} does {step}", step=step.id, gone=actors[-1]),
            actors=actors[:-1],
            sign_off=step.sign_off if len(actors) > 2 else "any",
        )  # fmt: skip
        weaker = {"all": "any", "in_order": "all", "any": "all"}[step.sign_off]
        yield mutant(
            sop, step, "sign_off",
            words("{step}: sign_off {now}, bukan {was}", "{step}: sign_off {now} instead of {was}", step=step.id, now=weaker, was=step.sign_off),
            words("skenario yang menunjukkan siapa saja yang harus menandatangani {step}", "a scenario that shows who must sign {step}, and in what order", step=step.id),
            sign_off=weaker,
        )  # fmt: skip
        if step.sign_off == "in_order":
            yield mutant(
                sop, step, "actor.order",
                words("{step} ditandatangani dari belakang", "{step} is signed in the reverse order", step=step.id),
                words("skenario yang menunjukkan siapa yang menandatangani {step} lebih dulu", "a scenario that shows who signs {step} first", step=step.id),
                actors=actors[::-1],
            )  # fmt: skip
    if step.substitutes:
        yield mutant(
            sop, step, "substitutes",
            words("{step} tidak lagi boleh digantikan", "{step} has no substitute any more", step=step.id),
            words("skenario tempat {who} mengerjakan {step}", "a scenario in which {who} does {step}", step=step.id, who=step.substitutes[0]),
            substitutes=(),
        )  # fmt: skip


def _works(step: Step) -> bool:
    return step.wait is None and step.call is None and not step.terminator
