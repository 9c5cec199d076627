"""From moves to what people do: the acts that take an instance along a way."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sopflow.definition.model import DONE, LATE, Ref
from sopflow.flow.command import Paper
from sopflow.flow.markings import Marking, Markings, Move

from .model import Act
from .observing import observed
from .walking import choices_for
from .ways import MAX_SEARCHED, Explorer, Trail, way_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sopflow.definition.duration import Duration
    from sopflow.flow.flow import Flow, Row

    from .model import Expectation
    from .rehearsal import Rehearsal

NOTE: Final = "tidak disebutkan dalam SOP"
"""What is said where a note is needed."""


def observed_in(rehearsal: Rehearsal) -> Expectation:
    """Everything that a scenario file can say about where a rehearsal stands."""
    if rehearsal.run is None:
        rehearsal.perform(Act("start"))
    run = rehearsal.run
    assert run is not None
    return observed(rehearsal.engine.history(run.id), rehearsal.flows[-1], rehearsal.clock.now())


def acts_of(move: Move, rehearsal: Rehearsal, *, after: Duration | None = None) -> Iterator[Act]:
    """What people do (or what time does) for a move; nothing where the row is over by itself already.

    With `after` the first of them happens so long after what came before.
    """
    for act in _acts_of(move, rehearsal):
        yield replace(act, after=after) if after is not None and act.kind in ("step", "receive") else act
        after = None


def _acts_of(move: Move, rehearsal: Rehearsal) -> Iterator[Act]:
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
            yield Act("receive", papers=(Paper(str(wait.until)),))
        else:
            yield Act("wait", step, visit=visit)
        return
    if row.step.call is not None:
        yield Act("auto", inside=(step,), answers=_child_answers(rehearsal.flows, row, move.outcome))
        return
    way = row.ways[move.outcome]
    outcome = move.outcome if row.sole is None or move.to is not None else None
    if move.to is not None:
        outcome = f"{outcome}@{move.to}"
    needs = row.step.missing_inputs == "refuse"
    papers = tuple(Paper(d) for d in row.needed if d not in run.documents) if needs else ()
    choose = {actor: choices_for(flow.definition, actor)[0] for actor in way.choices}
    note = NOTE if way.note_required or move.to is not None else None
    signed = {signature.actor for signature in open_row.signed}
    signers = [a for a in open_row.actors if a not in signed] if row.is_joint else open_row.actors[:1]
    for signer in signers:
        by = None if signer == "unknown" else Ref(signer)
        yield Act("step", step, outcome, by, note=note, papers=papers, choose=choose, visit=visit)


def way_to_an_end(markings: Markings, marking: Marking) -> tuple[Move, ...]:
    """The fewest moves from a marking to where the instance is over; none if it is, or if there is no such way."""
    queue = deque([Trail(None, Move("", "", None, marking, (), ()))])
    seen = {marking}
    while queue and len(seen) < MAX_SEARCHED:
        path = queue.popleft()
        if path.move.after.over:
            return way_of(path).moves[1:]
        for move in markings.moves(path.move.after):
            if move.after not in seen:
                seen.add(move.after)
                queue.append(Trail(path, move))
    return ()


def _child_answers(flows: Sequence[Flow], row: Row, outcome: str) -> Mapping[str, tuple[str, ...]]:
    """Answers that lead the SOP that a row calls to the end after which its branch is named."""
    child = next(flow for flow in flows if flow.definition.id == row.step.call)
    explorer = Explorer(child, 1)
    moves = _to_end(explorer, outcome if row.step.is_decision else None)
    given: dict[str, list[str]] = {}
    for move in moves:
        called = child.rows[move.row].step.call if move.row in child.rows else None
        if called is None and (move.outcome != DONE or move.to is not None):
            given.setdefault(move.row, []).append(f"{move.outcome}@{move.to}" if move.to else move.outcome)
    return {name: tuple(outcomes) for name, outcomes in given.items()}


def _to_end(explorer: Explorer, end: str | None) -> tuple[Move, ...]:
    """The fewest moves to an end with this name, or to any."""
    queue = deque([Trail(None, explorer.markings.start)])
    seen = {queue[0].move.after}
    while queue and len(seen) < MAX_SEARCHED:
        path = queue.popleft()
        after = path.move.after
        if after.over and (end is None or after.end == end):
            return way_of(path).moves[1:]
        for move in explorer.choices(after):
            if move.after not in seen:
                seen.add(move.after)
                queue.append(Trail(path, move))
    return ()
