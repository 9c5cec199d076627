"""From recorded events to scenarios that say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Any, Final, NamedTuple

from sopflow.definition import duration
from sopflow.definition.model import DONE, Ref
from sopflow.errors import NotRecordable
from sopflow.fields.samples import sample
from sopflow.flow.authority import ON_BEHALF, RECORDED, SUBSTITUTE, substitutes
from sopflow.flow.command import SYSTEM
from sopflow.flow.commands import EVENTS
from sopflow.flow.event import Event
from sopflow.flow.evolve import evolve
from sopflow.flow.flow import UNKNOWN_ACTOR, Flow
from sopflow.flow.instance import Instance
from sopflow.frozen import NOTHING
from sopflow.time import read_in

from .inside import names_of
from .model import Act, ActKind, Scenario
from .observing import observed
from .readable import readable
from .verbs import HANDS, VERB_OF, WORK

_ON_ROWS: Final = (*WORK, *HANDS, "extend")
_SAID_BY_THE_SOP: Final = (None, UNKNOWN_ACTOR, SUBSTITUTE, ON_BEHALF, RECORDED)
"""How somebody acted, where no directory is needed to say it."""


class Recorded(NamedTuple):
    """The scenario of one run."""

    sop: str
    scenario: Scenario
    undone: frozenset[int] = frozenset()
    """The acts, by their number from 0, that were undone later."""
    hands: frozenset[int] = frozenset()
    """The acts that put a row in somebody's hands, by their number from 0."""
    left_out: Mapping[ActKind, int] = NOTHING
    """How many acts of which kind were left out."""

    def without_hands(self) -> Recorded:
        """The same without the acts that put a row in somebody's hands: who did it is there, and holds its actor."""
        acts: list[Act] = []
        moved: dict[int, int] = {}
        at: datetime | None = None
        for number, act in enumerate(self.scenario.acts):
            if number in self.hands:
                at = act.at or at
                continue
            moved[number] = len(acts)
            acts.append(act if act.at is not None or at is None else replace(act, at=at))
            at = None
        left_out = Counter(self.scenario.acts[number].kind for number in self.hands)
        undone = frozenset(moved[number] for number in self.undone)
        scenario = replace(self.scenario, acts=tuple(acts))
        return Recorded(self.sop, scenario, undone, frozenset(), left_out)

    def to_the_second(self, zone: tzinfo | None) -> Recorded:
        """The same with its times cut to seconds, as they read in a zone."""
        acts = tuple(
            replace(act, at=_second(act.at, zone), acted_at=_second(act.acted_at, zone))
            for act in self.scenario.acts
        )
        start = read_in(self.scenario.start, zone).replace(microsecond=0)
        return self._replace(scenario=replace(self.scenario, start=start, acts=acts))


def _second(at: datetime | None, zone: tzinfo | None) -> datetime | None:
    return read_in(at, zone).replace(microsecond=0) if at is not None else None


def recorded(
    events: Iterable[Event], flow_of: Callable[[str], Flow], refused: list[NotRecordable] | None = None
) -> tuple[Recorded, ...]:
    """A scenario for every run that nobody called, with what the SOPs that it called did inside.

    `flow_of` gives the flow by an SOP's id. What people were when they acted is kept as who holds which actor, and
    that a run had no directory as `people: anyone`;
    idempotency keys and the host's data are not, they change nothing in a run. A run that moved to another version is
    `NotRecordable`; given a list, it is left out and stands there.
    """
    tapes: dict[str, _Tape] = {}
    for event in events:
        parent = event.command.parent if event.revision == 1 else None
        tape = tapes.get(event.instance) or tapes.get(parent[0] if parent is not None else "")
        if tape is None:
            tape = _Tape(event, flow_of)
        tapes[event.instance] = tape
        try:
            tape.take(event)
        except NotRecordable as problem:
            if refused is None:
                raise
            if not tape.is_broken:
                refused.append(problem)
            tape.is_broken = True
    return tuple(tape.finished() for tape in dict.fromkeys(tapes.values()) if not tape.is_broken)


class _Tape:
    """One run and the SOPs that it calls, as they go by."""

    def __init__(self, start: Event, flow_of: Callable[[str], Flow]) -> None:
        self.flow_of = flow_of
        self.start = start
        self.own: list[Event] = []
        self.acts: list[Act] = []
        self.people: dict[str, dict[str, None]] = {}
        self.had_directory = False
        self.states: dict[str, Instance] = {}
        self.inside: dict[str, tuple[Ref, ...]] = {start.instance: ()}
        self.called: dict[str, str] = {}
        """What scenarios call the instances that were called."""
        self.now = start.at
        self.done: list[tuple[int, str]] = []
        """The acts that can be undone, with their instance."""
        self.is_broken = False
        """Whether no scenario can say it."""
        self.undone: set[int] = set()
        self.hands: set[int] = set()

    def take(self, event: Event) -> None:
        before = self.states.get(event.instance)
        self.states[event.instance] = evolve(before, event)
        if event.instance == self.start.instance:
            self.own.append(event)
        elif before is None and event.command.parent is not None:
            outer, row, visit = event.command.parent
            caller = self.states[outer]
            open_row = caller.open_row(row, visit)
            assert open_row is not None
            if event.instance not in self.called:
                self.called |= names_of(self.flow_of(caller.sop), caller, open_row)
            self.inside[event.instance] = (*self.inside[outer], Ref(self.called[event.instance]))
        self.holds(event)
        act = self.act(event, before)
        if act is not None and act.kind in HANDS:
            self.hands.add(len(self.acts))
        if EVENTS[event.type].can_be_undone and act is not None:
            self.done.append((len(self.acts), event.instance))
        elif event.type == "undone":
            last = next((at for at, (_, one) in reversed([*enumerate(self.done)]) if one == event.instance), None)
            if last is not None:
                self.undone.add(self.done.pop(last)[0])
        if act is not None:
            self.acts.append(act)
            self.now = event.at

    def holds(self, event: Event) -> None:
        """Who somebody was, as a directory said or as the row had been given."""
        flow = self.flow_of(self.states[event.instance].sop)
        actors = flow.definition.actors
        more = event.command.more
        for person in (more.person, *(one for _, persons in more.people for one in persons)):
            if person is not None and person not in actors:
                self.people.setdefault(person, {})
        capacity = event.effects.capacity
        # a row whose actor is unknown is done by an actor, or by whom a directory knows
        self.had_directory |= capacity not in _SAID_BY_THE_SOP or (
            capacity in (UNKNOWN_ACTOR, RECORDED) and event.by not in actors
        )
        # whoever enters a row for a person holds what lets them, and not what the person is
        actor = event.effects.acting_as if capacity == RECORDED else event.actor
        if actor is not None and event.effects.acting_as in substitutes(
            flow, actor, flow.rows.get(event.step or "")
        ):
            actor = (
                event.effects.acting_as
            )  # of whom only the directory knows that they may, holds the actor itself
        if event.by in (SYSTEM, actor) or (event.by in actors and actor not in actors):
            return
        held = self.people.setdefault(event.by, {})
        is_bound = event.by in self.states[event.instance].people.get(
            actor or "", ()
        )  # whatever position they hold
        if actor is not None and actor in actors and not is_bound:
            held[actor] = None

    def act(self, event: Event, before: Instance | None) -> Act | None:
        """What somebody did; nothing for what followed by itself."""
        command = event.command
        inside = self.inside[event.instance]
        at = event.at if before is None or event.at != self.now else None
        if before is None:
            return None if inside else Act(
                "start", by=Ref(event.by), papers=command.papers, subject=command.subject, acted_at=command.acted_at,
                people=dict(command.people), fields=self.fields(event),
            )  # fmt: skip
        kind = EVENTS[event.type]
        if kind.command == "advance":
            last = self.acts[-1]
            if last.kind == "wait" and at is None:
                return None  # the same passing of time ended this one too
            return Act("wait", Ref(event.step or ""), at=at or event.at, inside=inside)
        if event.type == "migrated":
            raise NotRecordable(instance=event.instance)
        if event.by == SYSTEM or event.type == "rescheduled":
            return None
        verb, more = VERB_OF[kind.command], command.more
        step = Ref(event.step) if event.step is not None and verb in _ON_ROWS else None
        outcome, to = None, more.person
        if step is not None and verb in WORK:
            at = at or event.at
            outcome = command.outcome if command.to is None else f"{command.outcome or DONE}@{command.to}"
        return Act(
            verb, step, outcome, by=Ref(event.by), at=at, acted_at=more.acted_at, note=more.note, papers=more.papers,
            choose=dict(more.choose), visit=event.visit if sum(row.step == step for row in before.active) > 1 else None,
            inside=inside, lasts=duration.recorded(more.length) if more.length is not None else None,
            to=Ref(to) if to is not None else None, people=dict(more.people), fields=self.fields(event),
            only=tuple(map(Ref, more.erased)),
        )  # fmt: skip

    def fields(self, event: Event) -> dict[str, Any]:
        """What was filled in, as a file says it; of personal values another that the field takes."""
        said = event.command.fields
        known = self.flow_of(self.states[event.instance].sop).definition.fields if said else {}
        told = {
            name: sample(known[name]) if value is not None and name in known and known[name].personal else value
            for name, value in said.items()
        }
        return {name: known[name].to_plain(value) if name in known else value for name, value in told.items()}

    def finished(self) -> Recorded:
        run = self.states[self.start.instance]
        flow = self.flow_of(run.sop)
        name = run.subject or run.id
        people = {person: tuple(held) for person, held in self.people.items()}
        by_anyone = bool(people) and not self.had_directory and not any(people.values())
        if by_anyone:
            people = {}
        expected = observed(self.own, flow, self.now)
        scenario = readable(
            Scenario(
                name=name,
                acts=tuple(self.acts),
                start=self.start.at,
                people=people,
                by_anyone=by_anyone,
                expect=expected,
            )
        )
        return Recorded(run.sop, scenario, frozenset(self.undone), frozenset(self.hands))
