"""One person may do two rows that four eyes should see; another may do what the same person should; fewer may be chosen.
Who somebody is in a case may be anybody; who entered it for them may not any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sopflow.definition.model import Definition, Unknown

from .mutant import Mutant, mutant, words


def mutants(sop: Definition) -> Iterator[Mutant]:
    for step in sop.steps:
        for other in step.separate_from:
            yield mutant(
                sop, step, f"separate_from.{other}",
                words("yang mengerjakan {other} boleh juga mengerjakan {step}", "whoever did {other} may do {step} too", other=other, step=step.id),
                words("skenario tempat satu orang (people) mengerjakan {other}, lalu {step} dengan refused: same-person", "a scenario in which one person (people) does {other}, and then {step} with refused: same-person", other=other, step=step.id),
                separate_from=tuple(o for o in step.separate_from if o != other),
            )  # fmt: skip
        if step.same_as is not None:
            yield mutant(
                sop, step, "same_as",
                words("{step} boleh dikerjakan orang lain daripada {other}", "{step} may be done by another person than {other}", other=step.same_as, step=step.id),
                words("skenario tempat orang lain (people) mencoba {step} sesudah {other}, refused: other-person", "a scenario in which another person (people) tries {step} after {other}, refused: other-person", other=step.same_as, step=step.id),
                same_as=None,
            )  # fmt: skip
    yield from _of_cases(sop)
    for actor in sop.actors.values():
        for who in actor.among if len(actor.among) > 1 else ():
            left = tuple(w for w in actor.among if w != who)
            yield Mutant(
                f"{actor.id}.among.{who}",
                words("{who} tidak dapat dipilih sebagai {actor}", "{who} cannot be chosen as {actor}", who=who, actor=actor.id),
                words("skenario dengan choose: {{{actor}: {who}}}", "a scenario with choose: {{{actor}: {who}}}", who=who, actor=actor.id),
                actor.span.line,
                replace(sop, actors={**sop.actors, actor.id: replace(actor, among=left)}),
            )  # fmt: skip
        if actor.among:
            yield Mutant(
                f"{actor.id}.among",
                words("siapa pun dapat dipilih sebagai {actor}", "anybody can be chosen as {actor}", actor=actor.id),
                words("skenario yang memilih pelaksana lain sebagai {actor}, refused: choice-required", "a scenario that chooses another actor as {actor}, refused: choice-required", actor=actor.id),
                actor.span.line,
                replace(sop, actors={**sop.actors, actor.id: replace(actor, among=())}),
            )  # fmt: skip


def _of_cases(sop: Definition) -> Iterator[Mutant]:
    for actor in sop.actors.values():
        if actor.is_starter:
            yield Mutant(
                f"{actor.id}.is",
                words("siapa pun yang menjadi {actor} boleh bertindak, bukan hanya pemulainya", "whoever is {actor} may act, not only the starter", actor=actor.id),
                words("skenario tempat {actor} lain (people) mencoba langkahnya, refused: not-authorized", "a scenario in which another {actor} (people) tries a row of theirs, refused: not-authorized", actor=actor.id),
                actor.span.line,
                replace(sop, actors={**sop.actors, actor.id: replace(actor, is_starter=False)}),
            )  # fmt: skip
        rows = [s.actors for s in sop.steps if not isinstance(s.actors, Unknown) and actor.id in s.actors]
        for who in actor.recorded_by:
            if any(who not in actors for actors in rows):
                left = tuple(one for one in actor.recorded_by if one != who)
                yield Mutant(
                    f"{actor.id}.recorded_by.{who}",
                    words("{who} tidak lagi mencatat untuk {actor}", "{who} no longer records for {actor}", who=who, actor=actor.id),
                    words("skenario tempat {who} mengerjakan langkah {actor}", "a scenario in which {who} does a row of {actor}", who=who, actor=actor.id),
                    actor.span.line,
                    replace(sop, actors={**sop.actors, actor.id: replace(actor, recorded_by=left)}),
                )  # fmt: skip
