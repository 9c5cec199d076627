"""At every row, once: by when it is due, who may do it, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sopflow.budget import Budget
from sopflow.definition.instants import ZONES
from sopflow.definition.model import Ref
from sopflow.flow.command import Paper
from sopflow.flow.flow import Row
from sopflow.language import Words

from ..model import WHOLE, Act, Scenario
from ..rehearsal import Failed
from . import forms
from .trial import Ground, Trial, noted

_ALONG: Final = Words("aturan sepanjang {way}", "rules along {way}")
_AT: Final = Words("aturan pada {row}", "rules at {row}")


def refusals(ground: Ground, budget: Budget, unmade: list[str]) -> Iterator[Scenario]:
    """The ways again, with the rules checked at every row that no earlier way has passed; rows that the engine never
    opened on these ways are named in `unmade`."""
    held: set[str] = set()
    for name, way in ground.ways:
        new = {move.row for move in way.moves if move.row} - held
        if not new:
            continue
        trial = Trial(ground, {}, budget)
        trial.start()
        if not held:
            due = trial.run.due
            limit = {Ref(WHOLE): due.astimezone(ZONES["WIB"]) if due is not None else None}
            versions = {Ref(name): paper.version for name, paper in trial.run.documents.items()}
            trial.expect(versions=versions, due=limit)
        try:
            for at, move in enumerate(way.moves[1:], start=2):
                for row in [r.step for r in trial.run.active if r.step not in held]:
                    at_row(trial, ground.flow.rows[row])
                    held.add(row)
                friday = _friday(trial, new & {*move.after.open} - held)
                trial.move(move, at=friday, ahead=way.moves[at:])
        except Failed:
            pass  # two waits for one document end together: the way is over
        yield trial.scenario(_ALONG.filled(way=name))
    passed = dict.fromkeys(move.row for _, way in ground.ways for move in way.moves if move.row)
    unmade += [_AT.within(ground.language, row=row) for row in passed if row not in held]


def _friday(trial: Trial, opened: Set[str]) -> datetime | None:
    """The next Friday afternoon, if nothing happens by itself before and a row opens that counts working days: over a
    weekend they are others than the days of the calendar."""
    limits = [trial.ground.flow.rows[row].limit for row in opened]
    if not any(limit is not None and limit.counts_work for limit in limits):
        return None
    now = trial.rehearsal.clock.now()
    friday = now + timedelta(days=(4 - now.weekday()) % 7)
    friday = friday.replace(hour=15, minute=0, second=0, microsecond=0)
    if friday < now:
        friday += timedelta(days=7)
    waits = [r.due for r in trial.run.active if r.due is not None and trial.ground.flow.rows[r.step].step.wait]
    lates = [r.late_at for r in trial.run.active if r.late_at is not None]
    return friday if all(moment > friday for moment in (*waits, *lates)) else None


def at_row(trial: Trial, row: Row) -> None:
    """What holds of a row when it is open."""
    open_row = trial.open_row(row.id)
    due = {Ref(row.id): open_row.due.astimezone(ZONES["WIB"]) if open_row.due is not None else None}
    able = trial.able(row.id)
    is_work = row.step.wait is None and row.step.call is None
    trial.expect(due=due, who={Ref(row.id): tuple(map(Ref, able))} if is_work else None)
    if not is_work:
        if row.step.wait is not None and row.step.wait.until in trial.ground.flow.with_files:
            trial.refused("files-required", Act("receive", papers=(Paper(str(row.step.wait.until)),)))
        return
    _others(trial, row, able)
    usual = trial.step(row.id)
    following = [r for r in trial.ground.work if r.id in trial.ground.flow.graph.after(row.id)]
    early = next((r for r in following if trial.run.open_row(r.id) is None and r.id != row.id), None)
    if early is not None:
        by = Ref(early.actors[0]) if early.actors[0] in trial.ground.sop.actors else None
        trial.refused("not-active", Act("step", Ref(early.id), by=by))
    for way in row.ways.values():
        if way.note_required:
            trial.refused("note-required", replace(trial.step(row.id, way.outcome), note=None))
    if row.step.missing_inputs == "refuse":
        trial.refused("missing-inputs", replace(usual, papers=()))
    _without_files(trial, row)
    forms.refuse(trial, row, usual)
    if usual.choose:
        trial.refused("choice-required", replace(usual, choose={}))
    if not row.step.optional:
        trial.refused("not-optional", Act("skip", Ref(row.id), by=usual.by, note=noted(usual).note))


def _without_files(trial: Trial, row: Row) -> None:
    """Each document with a file that the row names, without it: one that a way asks for, or that somebody may bring. What
    the row makes or needs is not named at all: it is asked for because of that."""
    left = [str(d) for d in dict.fromkeys(row.step.documents) if d in trial.ground.flow.with_files]
    for outcome in row.outcomes if left else ():
        usual = trial.step(row.id, outcome)
        asked = {paper.document for paper in usual.papers}
        made = [d for d in _own_outputs(row, outcome) if d in trial.ground.flow.with_files]
        for document in dict.fromkeys((*made, *(d for d in left if d in asked or outcome == row.outcomes[-1]))):
            left = [d for d in left if d != document]
            others = tuple(paper for paper in usual.papers if paper.document != document)
            is_asked_for = not row.is_joint and (document in row.ways[outcome].outputs or document in asked)
            # of several who sign the last brings it
            bare = () if is_asked_for else (Paper(document),)
            trial.refused("files-required", replace(usual, papers=(*others, *bare)))


def _own_outputs(row: Row, outcome: str) -> tuple[str, ...]:
    """What an answer makes that others need not make."""
    own = any(branch.name == outcome and branch.outputs is not None for branch in row.step.branches)
    return tuple(row.ways[outcome].outputs) if own else ()


def _others(trial: Trial, row: Row, able: tuple[str, ...]) -> None:
    """Somebody who may not do it; and of those who sign in order, one whose turn it is not."""
    stranger = trial.ground.stranger_to(able)
    if stranger is not None and "unknown" not in able:
        trial.refused("not-authorized", Act("step", Ref(row.id), by=Ref(stranger)))
    if row.step.sign_off == "in_order" and row.is_joint and row.actors[1] not in able:
        trial.refused("not-authorized", replace(trial.step(row.id), by=Ref(row.actors[1])))
