"""The fewest scenarios that take every arrow of an SOP, made by walking its markings.

A way runs in the canonical order: people's rows before waits, from the table's top. A returning arrow (one that
leads up, or to its own row) is taken `loops` times whenever it is taken. Of all ways, if there are no more than
`MAX_WAYS`, the smallest set that takes every arrow is found exactly; else a good one by taking, again and again,
the nearest arrow that is still missing.
"""

from __future__ import annotations

from collections import Counter, deque
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.budget import GENERATING, Budget, Spent
from sopflow.definition.model import DONE, LATE, Ref
from sopflow.flow.command import Paper
from sopflow.flow.markings import FlowArc, Marking, Markings, Move
from sopflow.flow.trace import trace

from .covering import smallest_cover
from .model import Act, Scenario
from .observing import observed
from .rehearsal import Failed, Rehearsal
from .walking import choices_for
from .ways import MAX_SEARCHED, Explorer, Trail, Way, way_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sopflow.definition.duration import Duration
    from sopflow.flow.flow import Flow, Row

    from .model import Expectation

_ACT: Final = 100
"""Steps of work that playing a move takes."""
_NOTE: Final = "tidak disebutkan dalam SOP"


class Generated(NamedTuple):
    """Scenarios, and what they are good for."""

    scenarios: tuple[Scenario, ...]
    unreachable: tuple[FlowArc, ...]
    """Arrows that none of them takes."""
    is_fewest: bool
    """Whether no smaller set would do; `False` where there were too many ways to know."""
    is_whole: bool = True
    """`False` where the work was given up: arrows that are missing may be reachable all the same."""


def generate(flows: Sequence[Flow], loops: int = 1, limit: int = GENERATING) -> Generated:
    """Scenarios for the last of the compiled flows (the others are those that it calls); in at most `limit` steps of work,
    a fifth of it for each thing that is to be done."""
    explorer = Explorer(flows[-1], loops, limit // 5)
    ways, complete = explorer.ways()
    wanted = explorer.reachable()
    found = frozenset(arc for way in ways for arc in way.arcs)
    sets = [(way.arcs, len(way.moves)) for way in ways] if complete else []
    chosen, exact = smallest_cover(sets, wanted & found, explorer.begun())
    picked = [ways[at] for at in chosen]
    missing = wanted - frozenset(arc for way in picked for arc in way.arcs)
    if missing:
        picked += explorer.nearest(missing)
    picked = picked or [way_of(Trail(None, explorer.markings.start))]
    made = _played(explorer, picked, flows)
    # what was taken, not what was planned: two waits for the same document end together, whatever a marking says
    covered = frozenset(arc for _, taken in made for arc in taken)
    unreachable = tuple(arc for arc in explorer.declared() if arc not in covered)
    is_whole = not any(budget.is_spent for budget in explorer.budgets) and len(made) == len(picked)
    is_fewest = complete and exact and not missing and is_whole
    return Generated(tuple(s for s, _ in made), unreachable, is_fewest, is_whole)


def _played(
    explorer: Explorer, ways: Sequence[Way], flows: Sequence[Flow]
) -> list[tuple[Scenario, frozenset[FlowArc]]]:
    """Ways as scenarios, as many as there are steps for; the first in any case."""
    explorer.markings.budget = Budget()  # what was played is looked up, not searched
    budget = explorer.begun()
    made: list[tuple[Scenario, frozenset[FlowArc]]] = []
    for name, way in zip(_names(ways), ways, strict=True):
        with suppress(Spent):
            budget.spend(_ACT * len(way.moves))
        if budget.is_spent and made:
            break
        made.append(_scenario(name, way, flows, explorer.markings))
    return made


def _names(ways: Sequence[Way]) -> list[str]:
    """What makes each way different from the others: the decisions that not all of them take."""
    decisions = [[f"{m.row}={m.outcome}" for m in way.moves if m.row and m.outcome != DONE] for way in ways]
    common = Counter(decisions[0]) if decisions else Counter[str]()
    for one in decisions[1:]:
        common &= Counter(one)
    names: list[str] = []
    for way, own in zip(ways, decisions, strict=True):
        spare = common.copy() if len(ways) > 1 else Counter[str]()
        told = []
        for decision in own:
            if spare[decision]:
                spare[decision] -= 1
            else:
                told.append(decision)
        name = ", ".join(told[:6]) + (", ..." if len(told) > 6 else "") or "jalur lurus"
        if way.after.end is not None and way.after.end != "end":
            name += f", berakhir {way.after.end}"
        while name in names:
            name += " (lain)"
        names.append(name)
    return names


def _scenario(
    name: str, way: Way, flows: Sequence[Flow], markings: Markings
) -> tuple[Scenario, frozenset[FlowArc]]:
    """The way as acts, with what the engine then shows as its expectation; and the arrows that it took."""
    taken: frozenset[FlowArc] = frozenset()
    for by_due in (True, False):
        rehearsal = Rehearsal(flows)
        acts: list[Act] = []
        try:
            for act in _performed(way, rehearsal, by_due=by_due):
                acts.append(act)
        except Failed:
            # waits that start each other multiply beyond what an instance may hold: the scenario ends before that
            rehearsal = Rehearsal(flows)
            for act in acts:
                rehearsal.perform(act)
        run = rehearsal.run
        events = rehearsal.engine.history(run.id) if run is not None else ()
        taken = frozenset(arc for step in trace(markings, events) for arc in step.move.arcs)
        if way.arcs <= taken:
            break
    return Scenario(name, tuple(acts), expect=observed_in(rehearsal)), taken


def _performed(way: Way, rehearsal: Rehearsal, *, by_due: bool) -> Iterator[Act]:
    """The acts of a way, each once it is done; of rows that are open together, if `by_due`, what is due first goes first."""
    left = list(way.moves[1:])
    while left:
        move = left[0]
        run = rehearsal.run
        if by_due and run is not None and len(run.active) > 1:
            dues = {row.step: row.due or run.at for row in reversed(run.active)}
            firsts = {m.row: m for m in reversed(left) if m.row in dues}
            waits = {row for row in firsts if rehearsal.flows[-1].rows[row].step.wait is not None}
            move = min(firsts.values(), key=lambda m: (m.row in waits, dues[m.row], left.index(m)), default=move)
        left.remove(move)
        for act in acts_of(move, rehearsal):
            rehearsal.perform(act)
            yield act


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
    note = _NOTE if way.note_required or move.to is not None else None
    signers = open_row.actors if row.is_joint else open_row.actors[:1]
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
