"""The fewest scenarios that take every arrow of an SOP, made by walking its markings; and others for its rules.

A way runs in the canonical order: people's rows before waits, from the table's top. A returning arrow (one that
leads up, or to its own row) is taken `loops` times whenever it is taken. Of all ways, if there are no more than
`MAX_WAYS`, the smallest set that takes every arrow is found exactly; else a good one by taking, again and again,
the nearest arrow that is still missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.budget import GENERATING, Budget, Spent
from sopflow.definition.arcs import FlowArc, arcs_of
from sopflow.definition.model import DONE
from sopflow.flow.markings import Markings
from sopflow.flow.trace import trace
from sopflow.language import Language, Words

from .acting import acts_of, observed_in
from .covering import smallest_cover
from .model import Act, Scenario
from .rehearsal import Failed, Rehearsal
from .rules import ruled
from .ways import KINDS, Explorer, Way, way_of

if TYPE_CHECKING:
    from sopflow.flow.flow import Flow

_ACT: Final = 100
"""Steps of work that playing a move takes."""
_STRAIGHT: Final = Words("jalur lurus", "straight way")
_ENDING: Final = Words("{decisions}, berakhir {end}", "{decisions}, ends {end}")
_AGAIN: Final = Words("{way} (lain)", "{way} (other)")


class Generated(NamedTuple):
    """Scenarios, and what they are good for."""

    scenarios: tuple[Scenario, ...]
    unreachable: tuple[FlowArc, ...]
    """Arrows that none of them takes."""
    is_fewest: bool
    """Whether no smaller set would do; `False` where there were too many ways to know."""
    rules: tuple[Scenario, ...] = ()
    """Scenarios of what it says beside its arrows: who may, by when, what is refused."""
    unmade: tuple[str, ...] = ()
    """The rules for which no scenario could be made."""
    is_whole: bool = True
    """`False` where the work was given up: arrows that are missing may be reachable all the same."""


def generate(
    flows: Sequence[Flow], loops: int = 1, limit: int = GENERATING, language: Language = "id"
) -> Generated:
    """Scenarios for the last of the compiled flows (the others are those that it calls), named in `language`; in at most
    `limit` steps of work, a fifth of it for each thing that is to be done."""
    explorer = Explorer(flows[-1], loops, limit // KINDS)
    ways, complete = explorer.ways()
    wanted = explorer.reachable()
    found = frozenset(arc for way in ways for arc in way.arcs)
    sets = [(way.arcs, len(way.moves)) for way in ways] if complete else []
    chosen, exact = smallest_cover(sets, wanted & found, explorer.begun())
    picked = [ways[at] for at in chosen]
    missing = wanted - frozenset(arc for way in picked for arc in way.arcs)
    if missing:
        picked += explorer.nearest(missing)
    picked = picked or [way_of((explorer.markings.start,))]
    names = _names(picked, language)
    made = _played(explorer, list(zip(names, picked, strict=True)), flows)
    # what was taken, not what was planned: two waits for the same document end together, whatever a marking says
    covered = frozenset(arc for _, taken in made for arc in taken)
    unreachable = tuple(arc for arc in arcs_of(flows[-1].definition.steps) if arc not in covered)
    rules = ruled(explorer, flows, list(zip(names, picked, strict=True)), language)
    is_whole = explorer.is_whole and len(made) == len(picked)
    is_fewest = complete and exact and not missing and is_whole
    return Generated(
        tuple(s for s, _ in made),
        unreachable,
        is_fewest,
        rules.scenarios,
        rules.unmade,
        is_whole and rules.is_whole,
    )


def _played(
    explorer: Explorer, ways: Sequence[tuple[str, Way]], flows: Sequence[Flow]
) -> list[tuple[Scenario, frozenset[FlowArc]]]:
    """Ways as scenarios, as many as there are steps for; the first in any case."""
    explorer.markings.budget = Budget()  # what was played is looked up, not searched
    budget = explorer.begun()
    made: list[tuple[Scenario, frozenset[FlowArc]]] = []
    for name, way in ways:
        with suppress(Spent):
            budget.spend(_ACT * len(way.moves))
        if budget.is_spent and made:
            break
        made.append(_scenario(name, way, flows, explorer.markings))
    return made


def _names(ways: Sequence[Way], language: Language) -> list[str]:
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
        name = ", ".join(told[:6]) + (", ..." if len(told) > 6 else "") or _STRAIGHT.within(language)
        if way.after.end is not None and way.after.end != "end":
            name = _ENDING.within(language, decisions=name, end=way.after.end)
        while name in names:
            name = _AGAIN.within(language, way=name)
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
    return Scenario(name=name, acts=tuple(acts), expect=observed_in(rehearsal)), taken


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
        for act in acts_of(move, rehearsal, ahead=left):
            rehearsal.perform(act)
            yield act
