"""From moves to what people do: the acts that take an instance along a way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sopflow.budget import Budget, Spent
from sopflow.definition.gathering import combined, taken_by
from sopflow.definition.model import DONE, LATE, Ref
from sopflow.fields.samples import sample, several
from sopflow.flow.command import Paper
from sopflow.flow.files import arriving, samples
from sopflow.frozen import NOTHING
from sopflow.graph import nearest

from .checks import ends_of
from .deciding import Wanted, values_for
from .inside import names_of
from .model import Act, Expectation
from .observing import observed
from .walking import choices_for
from .ways import Explorer, Path

if TYPE_CHECKING:
    from sopflow.definition.duration import Duration
    from sopflow.flow.flow import Flow, Row
    from sopflow.flow.forms import FormField
    from sopflow.flow.markings import Marking, Markings, Move

    from .rehearsal import Rehearsal

NOTE: Final = "tidak disebutkan dalam SOP"
"""What is said where a note is needed."""
_SEARCHED: Final = 3_000
"""Markings looked at for an end; tokens that multiply would go on forever."""


def observed_in(rehearsal: Rehearsal) -> Expectation:
    """Everything that a scenario file can say about where a rehearsal stands."""
    if rehearsal.run is None:
        rehearsal.perform(Act("start"))
    run = rehearsal.run
    assert run is not None
    return observed(rehearsal.engine.history(run.id), rehearsal.flows[-1], rehearsal.clock.now())


def acts_of(
    move: Move,
    rehearsal: Rehearsal,
    *,
    after: Duration | None = None,
    ahead: Sequence[Move] = (),
    wanted: Wanted = NOTHING,
) -> Iterator[Act]:
    """What people do (or what time does) for a move; nothing where the row is over by itself already.

    The moves `ahead` are to come about after it: what is filled in says so. With `after` the first of them happens so long after what came before.
    """
    for act in _acts_of(move, rehearsal, ahead, wanted):
        yield replace(act, after=after) if after is not None and act.kind in ("step", "receive") else act
        after = None


def _acts_of(move: Move, rehearsal: Rehearsal, ahead: Sequence[Move], wanted: Wanted) -> Iterator[Act]:
    run = rehearsal.run
    if run is None:
        rehearsal.perform(Act("start"))
        run = rehearsal.run
    open_row = run.open_row(move.row) if run is not None else None
    if run is None or open_row is None:
        return
    flow = rehearsal.flows[-1]
    row = flow.rows[move.row]
    step = Ref(move.row)
    wait = row.step.wait
    visit = open_row.visit if sum(r.step == move.row for r in run.active) > 1 else None
    if wait is not None:
        if wait.until is not None and move.outcome != LATE:
            yield Act("receive", papers=arriving(flow, row))
        else:
            yield Act("wait", step, visit=visit)
        return
    if row.step.call is not None:
        child = next(one for one in rehearsal.flows if one.definition.id == row.step.call)
        fields = _samples([one for inner in child.rows.values() for one in inner.form], ())
        names = names_of(flow, run, open_row)
        for own, end in zip(
            open_row.children, _ends(row, child, move.outcome, len(open_row.children)), strict=False
        ):
            name = Ref(names[own])
            answers = _child_answers(child, end)
            known = rehearsal.engine.instance(own).fields
            asked = {field: value for field, value in fields.items() if field not in known}
            yield Act("auto", inside=(name,), answers=answers, fields=asked)
        return
    way = row.ways[move.outcome]
    outcome = move.outcome if row.sole is None or move.to is not None else None
    if move.to is not None:
        outcome = f"{outcome}@{move.to}"
    needs = row.step.missing_inputs == "refuse"
    files = samples(flow, run, row, way)
    brought = {paper.document for paper in files}
    lacking = [d for d in row.needed if d not in run.documents and d not in brought] if needs else []
    papers = tuple(map(Paper, lacking))
    choose = {actor: choices_for(flow.definition, actor)[0] for actor in way.choices}
    note = NOTE if way.note_required or move.to is not None else None
    signed = {signature.actor for signature in open_row.signed}
    signers = [a for a in open_row.actors if a not in signed] if row.is_joint else open_row.actors[:1]
    for signer in signers:
        by = None if signer == "unknown" else Ref(signer)
        yield Act(
            "step", step, outcome, by, note=note, papers=(*papers, *files) if signer == signers[-1] else papers, choose=choose, visit=visit,
            fields=_said(flow, row, (move, *ahead), rehearsal, wanted) if signer == signers[0] else {},
        )  # fmt: skip


def _said(flow: Flow, row: Row, ahead: Sequence[Move], rehearsal: Rehearsal, wanted: Wanted) -> dict[str, object]:
    """What the form of a row is to say: what the moves ahead need, and some value of what must be filled in besides."""
    assert rehearsal.run is not None
    known, fields = rehearsal.run.fields, flow.definition.fields
    needed = values_for(flow, row, ahead, known, rehearsal.clock.now(), wanted)
    new = {name: value for name, value in needed.items() if known.get(name) != value}
    # a row that calls for each record of an empty list would pass
    others = _samples(row.form, {*known, *needed}, flow.lists_called_for)
    others |= {
        name: fields[name].to_plain(several(fields[name])) for name in others.keys() & flow.lists_called_for
    }
    return {**others, **{name: fields[name].to_plain(value) for name, value in new.items()}}


def _samples(form: Iterable[FormField], known: Iterable[str], lists: Collection[str] = ()) -> dict[str, object]:
    """Some value of each field that must be filled in and is not, and of some `lists` that need not be."""
    asked = [f for f, may_be_empty in form if f.default is None and (not may_be_empty or f.id in lists)]
    found = {field.id: (field, sample(field)) for field in asked if field.id not in known}
    return {name: field.to_plain(value) for name, (field, value) in found.items() if value is not None}


def way_to_an_end(markings: Markings, marking: Marking) -> Path:
    """The fewest moves from a marking to where the instance is over; none if it is, or if there is no such way near."""
    room = Budget(states=_SEARCHED)

    def after(marking: Marking) -> Iterator[tuple[Move, Marking]]:
        room.keep()
        return ((move, move.after) for move in markings.moves(marking))

    with suppress(Spent):
        return () if marking.over else nearest(marking, after, lambda _, to: to.over) or ()
    return ()


def _ends(row: Row, child: Flow, outcome: str, count: int) -> Sequence[str | None]:
    """How so many called SOPs are to end for a row to go on by an outcome; fewer where no such ends are found."""
    if row.each is None:
        return (outcome if row.step.is_decision else None,)
    if row.sole is not None:
        return (None,) * (1 if row.step.until_first else count)
    some = combined(row.step, ends_of(child.definition), may_be_none=False)
    found = next((ends for ends in some if [str(b.name) for b in taken_by(row.step, ends)] == [outcome]), ())
    if not found or len(found) > count:
        return ()
    return found if row.step.until_first else (*found, *(found[-1:] * (count - len(found))))


def _child_answers(child: Flow, end: str | None) -> Mapping[str, tuple[str, ...]]:
    """Answers that lead a called SOP to an end."""
    explorer = Explorer(child, 1)
    path = explorer.path(lambda move: move.after.over and end in (None, move.after.end), canonical=True) or ()
    given: dict[str, list[str]] = {}
    for move in path[1:]:
        called = child.rows[move.row].step.call if move.row in child.rows else None
        if called is None and (move.outcome != DONE or move.to is not None):
            given.setdefault(move.row, []).append(f"{move.outcome}@{move.to}" if move.to else move.outcome)
    return {name: tuple(outcomes) for name, outcomes in given.items()}
