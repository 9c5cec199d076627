"""A run in the making: what is done in it becomes a scenario."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, Final, NamedTuple

from sopflow.budget import Budget
from sopflow.definition.model import Ref
from sopflow.flow.event import OpenRow
from sopflow.flow.flow import Flow, Row
from sopflow.flow.instance import Instance
from sopflow.flow.markings import Move
from sopflow.frozen import NOTHING
from sopflow.language import Language, Words

from ..acting import NOTE, acts_of
from ..deciding import Wanted
from ..model import Act, Expectation, Scenario
from ..observing import observed
from ..rehearsal import Failed, Rehearsal
from ..walking import starter_of
from ..ways import Explorer, Path, Way

_ACT: Final = 100
"""Steps of work that playing an act takes."""
_PERSON: Final = Words("orang", "person")
_STARTER: Final = Words("orang_yang_memulai", "person_who_starts")


class NoWay(Exception):
    """No way leads to where a rule could be tried."""


class RuleTrial(NamedTuple):
    """A rule, and what is to be done for its scenario."""

    name: Words
    make: Callable[[Trial], None]
    people: Mapping[str, tuple[str, ...]] = NOTHING


def about(
    name: Words, make: Callable[..., None], people: Mapping[str, tuple[str, ...]] = NOTHING, **what: Any
) -> RuleTrial:
    """A rule whose name says what its scenario is made with."""
    return RuleTrial(name.filled(**what), partial(make, **what), people)


class Ground:
    """The SOP that rules are of, and the ways through it."""

    def __init__(
        self, explorer: Explorer, flows: Sequence[Flow], ways: Sequence[tuple[str, Way]], language: Language
    ) -> None:
        self.language: Language = language
        """Of the names that are made up."""
        self.ways = ways
        """Ways that come past every row, by name."""
        self.explorer = explorer
        self.flows = flows
        self.flow = explorer.flow
        self.sop = explorer.flow.definition
        self.starter = _STARTER.within(language)
        """The person who starts, where persons matter."""
        self._strangers: Counter[str] = Counter()

    def person(self, number: int) -> str:
        """The name of a person of a scenario; numbers from 1."""
        return f"{_PERSON.within(self.language)}_{number}"

    @property
    def work(self) -> list[Row]:
        """The rows that somebody does, from the table's top."""
        rows = self.flow.rows.values()
        return [r for r in rows if r.step.wait is None and r.step.call is None and not r.is_automatic]

    def to(self, wanted: Callable[[Move], bool], after: Path | None = None) -> Path:
        """The fewest moves, from the start or after others, to one that is wanted; `NoWay`."""
        found = self.explorer.path(wanted, after)
        if found is None:
            raise NoWay
        return found

    def to_row(self, row: str) -> Path:
        """To where a row is open."""
        return self.to(lambda move: row in move.after.open)

    def stranger_to(self, actors: Iterable[str]) -> str | None:
        """An actor of the SOP who is none of these: who was one least often, of those an internal one."""
        others = [a for a in self.sop.actors.values() if a.id not in set(actors) and a.chosen_by is None]
        if not others:
            return None
        found = str(min(others, key=lambda a: (self._strangers[str(a.id)], a.external)).id)
        self._strangers[found] += 1
        return found


class Trial:
    """An instance in a rehearsal of its own, and what was done in it."""

    def __init__(self, ground: Ground, people: Mapping[str, tuple[str, ...]], budget: Budget) -> None:
        self.ground = ground
        self.people = people
        self.budget = budget
        self.acts: list[Act] = []
        self.rehearsal = Rehearsal(ground.flows, people=people)
        self.choose: dict[str, str] = {}
        """Who is chosen, where a rule says who."""

    @property
    def run(self) -> Instance:
        self.start()
        run = self.rehearsal.run
        assert run is not None
        return run

    def start(self) -> None:
        """Start it, by somebody who may, unless it has started."""
        if self.rehearsal.run is None:
            self.do(Act("start", by=Ref(starter_of(self.ground.sop))))

    def open_row(self, row: str) -> OpenRow:
        """The row as it is open; `NoWay` if it is not."""
        found = self.run.open_row(row)
        if found is None:
            raise NoWay
        return found

    def do(self, act: Act) -> None:
        """Let something happen; `Failed` if it does not."""
        self.budget.spend(_ACT)
        self.rehearsal.perform(act)
        self.acts.append(act)

    def go(
        self, way: Path, *, by: Mapping[str, str] | None = None, wanted: Wanted = NOTHING, toward: Path = ()
    ) -> None:
        """Take the moves of a way, certain rows by certain persons; what is filled in leads
        further `toward` others, as it is `wanted`."""
        self.start()
        rest = way[1:]
        for number, move in enumerate(rest, start=1):
            self.move(move, by=(by or {}).get(move.row), ahead=(*rest[number:], *toward), wanted=wanted)

    def move(
        self,
        move: Move,
        *,
        by: str | None = None,
        at: datetime | None = None,
        ahead: Sequence[Move] = (),
        wanted: Wanted = NOTHING,
    ) -> None:
        """Take one move: a row by a certain person, or at a certain time."""
        for plain in acts_of(move, self.rehearsal, ahead=ahead, wanted=wanted):
            act, at = (replace(plain, at=at), None) if plain.kind in ("step", "receive") else (plain, at)
            chosen = {actor: self.choose.get(actor, who) for actor, who in act.choose.items()}
            person = Ref(by) if by is not None and act.kind == "step" else act.by
            self.do(replace(act, choose=chosen, by=person))

    def reach(self, row: str) -> OpenRow:
        """Go by the fewest moves to where a row is open."""
        self.go(self.ground.to_row(row))
        return self.open_row(row)

    def step(self, row: str, outcome: str | None = None, **said: Any) -> Act:
        """The act that does an open row in its usual way, with what is said otherwise."""
        flow_row = self.ground.flow.rows[row]
        outcome = outcome or flow_row.outcomes[0]
        to = next((place for place in self.ground.flow.rows if flow_row.ways[outcome].is_open), None)
        move = next(m for m in self._moves(row) if m.outcome == outcome and (to is None or m.to is not None))
        act = next(act for act in acts_of(move, self.rehearsal) if act.kind == "step")
        if flow_row.decision is not None:
            act = replace(act, outcome=None)
        return replace(act, **said)

    def _moves(self, row: str) -> tuple[Move, ...]:
        markings = self.ground.explorer.markings
        return tuple(m for m in markings.moves(markings.of(self.run)) if m.row == row)

    def refused(self, code: str, act: Act) -> bool:
        """Try what must be refused; `False`, and not part of the scenario, where it is refused for something else.

        `Failed` where it is accepted.
        """
        run = self.run
        self.budget.spend(_ACT)
        expected = replace(act, refused=Ref(code))
        try:
            self.rehearsal.perform(expected)
        except Failed:
            if self.rehearsal.engine.instance(run.id).revision != run.revision:
                raise
            return False
        self.acts.append(expected)
        return True

    def must_refuse(self, code: str, act: Act) -> None:
        """The same for what the scenario is about: `NoWay` where it is refused for something else."""
        if not self.refused(code, act):
            raise NoWay

    def expect(self, at: datetime | None = None, **expected: Any) -> None:
        """Say what is now, or at a moment that has come."""
        self.do(Act("expect", at=at, expect=Expectation(**expected)))

    def until(self, moment: datetime) -> None:
        """Let time pass; what is expected then is to be said `at` that moment."""
        self.rehearsal.perform(Act("expect", at=moment))

    def expect_open(self, at: datetime | None = None) -> None:
        self.expect(at, active=tuple(Ref(row.step) for row in self.run.active))

    def able(self, row: str) -> tuple[str, ...]:
        """Who may do an open row now, substitutes included."""
        items = [item for item in self.rehearsal.possible if item.step == row]
        return tuple(dict.fromkeys(a for item in items for a in (*item.actors, *item.substitutes)))

    def expect_who(self, row: str, at: datetime | None = None) -> None:
        """Say who may do an open row now."""
        self.expect(at, who={Ref(row): tuple(map(Ref, self.able(row)))})

    def scenario(self, name: Words) -> Scenario:
        """What was done, with how it ended."""
        run = self.run
        seen = observed(self.rehearsal.engine.history(run.id), self.ground.flow, self.rehearsal.clock.now())
        held = Expectation(status=seen.status, end=seen.end, path=seen.path, active=seen.active)
        return Scenario(
            name=name.within(self.ground.language), acts=tuple(self.acts), people=self.people, expect=held
        )


def noted(act: Act) -> Act:
    """An act with a note, if it has none."""
    return act if act.note is not None else replace(act, note=NOTE)
