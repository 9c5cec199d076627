"""What the SOP says of who may start it, suspend it, cancel it: they, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import partial
from typing import Final, cast

from sopflow.definition.model import ANYONE, NOBODY, STARTER, WHO, Ref
from sopflow.fields.samples import sample
from sopflow.flow.commands import COMMANDS
from sopflow.language import Words
from sopflow.terms import COMMANDS as TITLES

from ..acting import NOTE, acts_of
from ..model import Act, ActKind
from ..verbs import VERB_OF
from ..walking import starter_of
from .trial import Ground, NoWay, RuleTrial, Trial

_OUTSIDERS: Final = Words("pihak luar tidak mencatat", "outsiders do not annotate")
_INSIDERS: Final = Words("setiap pelaksana boleh mencatat", "every actor may annotate")
_ANYONE: Final = Words("siapa pun boleh {command}, misalnya {actor}", "anyone may {command}, for example {actor}")
_MAY: Final = Words("{actor} boleh {command}", "{actor} may {command}")
_MAY_NOT: Final = Words("{actor} tidak boleh {command}", "{actor} may not {command}")
_STARTER: Final = Words("yang memulai", "whoever started it")
_TRIED: Final = ("start", *(verb for kind, verb in VERB_OF.items() if COMMANDS[kind].target == "instance"))
"""The commands that a scenario can give; the others have no such act."""


def rules(ground: Ground) -> Iterator[RuleTrial]:
    sop = ground.sop
    busy = {a for row in ground.work for a in row.actors if a in sop.actors}
    if busy and not sop.who_may("annotate"):
        outside = any(sop.actors[actor].external for actor in busy)
        name = _OUTSIDERS if outside else _INSIDERS
        yield RuleTrial(name, partial(_annotated, actors=busy), {ground.starter: (starter_of(sop),)})
    first_and_last = dict.fromkeys(
        a for row in (*ground.work[:1], *ground.work[-1:]) for a in row.actors[:1] if a in busy
    )
    for actor in first_and_last:
        for command in ("cancel", "suspend", "resume"):
            if not sop.who_may(command):
                yield RuleTrial(
                    _ANYONE.filled(command=TITLES[command], actor=actor),
                    partial(_given, command=command, by=actor),
                )
    other = ground.stranger_to((starter_of(sop),))
    if other is not None and not sop.who_may("start"):
        yield RuleTrial(
            _ANYONE.filled(command=TITLES["start"], actor=other), partial(_given, command="start", by=other)
        )
    for command in _TRIED:
        named = tuple(map(str, sop.who_may(command)))
        if not named or ANYONE in named:
            continue
        stranger = _stranger(ground, named)
        if stranger is not None:
            yield RuleTrial(
                _MAY_NOT.filled(command=TITLES[command], actor=stranger),
                partial(_refused, command=command, by=stranger),
            )
        for who in named:
            if who != NOBODY:
                by = starter_of(sop) if who == STARTER else who
                name = _MAY.filled(command=TITLES[command], actor=_STARTER if who == STARTER else who)
                yield RuleTrial(name, partial(_given, command=command, by=by))


def _annotated(trial: Trial, actors: Set[str]) -> None:
    """With people, any actor may leave a note before having acted, unless from outside."""
    trial.do(Act("start", by=Ref(trial.ground.starter)))
    for actor in trial.ground.sop.actors.values():
        note = Act("annotate", by=Ref(str(actor.id)), note=NOTE)
        if actor.id in actors and actor.external:
            trial.refused("not-authorized", note)
        elif actor.id in actors and actor.chosen_by is None:
            trial.do(note)


def _stranger(ground: Ground, named: tuple[str, ...]) -> str | None:
    own = [who for who in named if who not in WHO]
    substitutes = [str(s) for who in own for s in ground.sop.actors[who].substitutes]
    starter = [starter_of(ground.sop)] if STARTER in named else []
    return ground.stranger_to((*own, *substitutes, *starter))


def _until(trial: Trial, command: str) -> None:
    """To where a command can be given."""
    ground = trial.ground
    if command == "receive":
        waits = [
            r.id for r in ground.flow.rows.values() if r.step.wait is not None and r.step.wait.until is not None
        ]
        trial.go(ground.to(lambda move: any(row in move.after.open for row in waits)))
    elif command == "undo":
        trial.go(ground.to(lambda move: bool(move.row) and bool(move.after.open)))
    elif command != "start":
        trial.start()
    if command == "resume":
        who = trial.ground.sop.who_may("suspend")
        by = next((str(w) for w in who if w not in WHO), starter_of(ground.sop))
        trial.do(Act("suspend", by=Ref(by)))


def _act(trial: Trial, command: str, by: str) -> Act:
    kind = cast("ActKind", command)
    note = NOTE if command in ("annotate", "undo", "cancel", "correct", "redact") else None
    if command != "receive":
        return Act(kind, by=Ref(by), note=note, fields=_corrected(trial) if command == "correct" else {})
    usual = next((act for act in _arrivals(trial)), None)
    if usual is None:
        raise NoWay
    return Act(kind, by=Ref(by), papers=usual.papers)


def _corrected(trial: Trial) -> dict[str, object]:
    """A value of some field, for whoever corrects."""
    for field in trial.ground.sop.fields.values():
        value = sample(field)
        if value is not None and not field.personal:
            return {field.id: field.to_plain(value)}
    raise NoWay


def _arrivals(trial: Trial) -> Iterator[Act]:
    markings = trial.ground.explorer.markings
    for move in markings.moves(markings.of(trial.run)):
        yield from (act for act in acts_of(move, trial.rehearsal) if act.kind == "receive")


def _refused(trial: Trial, command: str, by: str) -> None:
    if command == "start":
        trial.do(Act("start", by=Ref(by), refused=Ref("not-authorized")))
        trial.start()
        return
    _until(trial, command)
    trial.must_refuse("not-authorized", _act(trial, command, by))


def _given(trial: Trial, command: str, by: str) -> None:
    _until(trial, command)
    trial.do(_act(trial, command, by))
