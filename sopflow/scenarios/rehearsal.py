"""A rehearsal: one run of an SOP on a clock that stands still until it is moved, act by act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.engine.clock import ManualClock
from sopflow.engine.directory import Directory, FixedDirectory
from sopflow.engine.engine import Engine
from sopflow.errors import Refusal, SopflowError
from sopflow.flow.commands.fields import FIELDS, FieldName
from sopflow.flow.flow import Flow
from sopflow.flow.forms import of_plain
from sopflow.flow.instance import Instance
from sopflow.language import Words
from sopflow.reasons import reason_of
from sopflow.time.shelf import calendars_near

from .casting import Cast, WithOutsiders
from .expecting import Difference, Subject, differences
from .inside import called, children_of
from .model import DEFAULT_START, Act, Expectation
from .verbs import COMMAND_OF
from .walking import Answers, Walk, starter_of

if TYPE_CHECKING:
    from sopflow.definition.library import Procedure
    from sopflow.flow.commands import CommandType
    from sopflow.flow.event import Event
    from sopflow.flow.possible import WorkItem
    from sopflow.time import Calendar


ACCEPTED = Words('perintah ini diterima, padahal harus ditolak ("{code}")', 'this was accepted, but must be refused ("{code}")')  # fmt: skip
OTHERWISE = Words(
    'ditolak dengan kode "{actual}", bukan "{code}": {why}',
    'refused with the code "{actual}", not "{code}": {why}',
)
_CODE = Words("ditolak: {code}", "refused: {code}")
_REFUSED = Words("ditolak ({code}): {why}", "refused ({code}): {why}")
_BACKWARDS = Words(
    "waktu tidak berjalan mundur: sekarang sudah {now}", "time does not go back: it is {now} already"
)
_NO_CHILD = Words(
    'langkah "{step}" tidak sedang menjalankan SOP lain', 'the step "{step}" is not running another SOP'
)
_WHICH = Words(
    '"{step}" tidak menyebut satu SOP: tulis in: {names}', '"{step}" does not name one SOP: write in: {names}'
)
_NEVER_OPEN = Words('langkah "{step}" tidak pernah terbuka', 'the step "{step}" never opened')
_NOT_OVER = Words('"{step}" belum juga berakhir', '"{step}" has not ended')
_LEFT = Words("jawaban yang tidak terpakai: {answers}", "answers that were not used: {answers}")
_DIFFERS = Words("yang terjadi berbeda dari yang diharapkan", "what happened is not what was expected")


_EVENTS: Final = 500


class Moment(NamedTuple):
    """One thing that was done in a rehearsal, and what came of it."""

    act: Act | None
    """`None` for what the rehearsal did by itself."""
    events: tuple[Event, ...]
    at: datetime
    instead: Words | None = None
    """What came instead of (more) events: a refusal, or why it could not go on."""


class Refused(NamedTuple):
    """A refusal that a rehearsal met."""

    sop: str
    step: str | None
    by: str
    code: str


class Failed(Exception):
    """A rehearsal that left the expected path; what it shows is made by `failure.text_of`."""

    def __init__(
        self,
        why: Words,
        differences: Sequence[Difference] = (),
        expected: Expectation | None = None,
        instance: str | None = None,
    ) -> None:
        super().__init__(why.en)
        self.why = why
        self.instance = instance
        """Of an expectation: what it was compared with, the run or an SOP that it called."""
        self.differences = tuple(differences)
        self.expected = expected


def compiled(procedure: Procedure) -> tuple[Flow, ...]:
    """The flows of an SOP and of those that it calls, its own last, to be shared by many rehearsals."""
    return tuple(Flow(sop) for sop in procedure.all)


class Rehearsal:
    """An engine of its own, with one run in it.

    `people` are persons and the actors that each holds; actors act under their own names too. With a `directory`, an
    actor stands for whoever holds it in the `unit` (where it is started) at that time, and `external` ones whom it does
    not know act under their own names. Calendars that
    are not given are those near the SOP's file; `UnknownCalendar` for one that is not there.
    """

    def __init__(
        self,
        flows: Sequence[Flow],
        *,
        start: datetime = DEFAULT_START,
        people: Mapping[str, tuple[str, ...]] | None = None,
        answers: Mapping[str, tuple[str, ...]] | None = None,
        calendars: Mapping[str, Calendar] | None = None,
        directory: Directory | None = None,
        unit: str | None = None,
    ) -> None:
        sop = self.sop = flows[-1].definition
        self.flows = flows
        self.people = people or {}
        self.clock = ManualClock(start)
        self.unit = unit
        actors = {str(name): actor for flow in flows for name, actor in flow.definition.actors.items()}
        self.directory: Directory | None = None
        if directory is not None:
            self.directory = WithOutsiders(directory, {a for a, actor in actors.items() if actor.external})
        elif people:
            known = {name: (name,) for name in actors}
            known |= {person: (*known.get(person, ()), *map(str, held)) for person, held in people.items()}
            self.directory = FixedDirectory(known)
        self.engine = Engine(
            clock=self.clock,
            directory=self.directory,
            calendars=calendars if calendars is not None else calendars_near(Path(sop.path).parent),
            new_id=map(str, count(1)).__next__,
        )
        for flow in flows:
            self.engine.register(flow)
        self.cast = Cast(self.engine, directory, unit, actors)
        self.walk = self._walk(answers or {})
        self.run_id: str | None = None
        self.log: list[Moment] = []
        self._position = 0
        self.refusals: list[Refused] = []

    @property
    def run(self) -> Instance | None:
        """The run as it is now; `None` before its start."""
        return self.engine.instance(self.run_id) if self.run_id is not None else None

    @property
    def possible(self) -> tuple[WorkItem, ...]:
        return self.engine.possible(self.run_id) if self.run_id is not None else ()

    def perform(self, act: Act) -> None:
        """Let one thing happen; `Failed` where it goes otherwise than the act says."""
        if self.run_id is None and act.kind != "start":
            self.perform(Act("start"))
        refusal: Refusal | None = None
        try:
            self._do(act)
        except Refusal as problem:
            refusal = problem
        except (SopflowError, Failed) as problem:
            failed = problem if isinstance(problem, Failed) else Failed(reason_of(problem.as_written()))
            self._keep(act, failed.why)
            raise failed from None
        self._keep(act, _CODE.filled(code=refusal.code) if refusal is not None else None)
        if refusal is not None:
            self.refusals.append(self._refused(act, refusal))
        if refusal is None and act.refused is not None:
            raise Failed(ACCEPTED.filled(code=act.refused))
        if refusal is not None and act.refused is None:
            raise Failed(_REFUSED.filled(code=refusal.code, why=reason_of(refusal.as_written())))
        if refusal is not None and refusal.code != act.refused:
            raise Failed(
                OTHERWISE.filled(actual=refusal.code, code=act.refused, why=reason_of(refusal.as_written()))
            )
        if act.expect is not None:
            self.expect(act.expect, act.inside)

    def expect(self, expected: Expectation, inside: Sequence[str] = ()) -> None:
        """Compare an expectation with the current run; `Failed` with every difference."""
        if self.run_id is None:
            self.perform(Act("start"))
        run = self.engine.instance(self._target(inside))
        found = list(differences(expected, Subject(self.engine, run, self.clock.now())))
        if found:
            raise Failed(_DIFFERS, found, expected, run.id)

    def instances(self) -> tuple[Instance, ...]:
        return tuple(self.engine.instances())

    def _do(self, act: Act) -> None:
        if act.kind == "start":
            self._pass_time(act, None)
            self._start(act)
            return
        target = self._target(act.inside)
        run = self.engine.instance(target)
        item = self._item(act, target) if act.step is not None else None
        self._pass_time(act, item)
        command = COMMAND_OF.get(act.kind)
        if command is not None:
            self._give(command, act, run, item)
        elif act.kind == "wait":
            self._wait(act, run)
        elif act.kind == "auto":
            self._auto(act, run)
        elif act.kind == "expect" and (act.at is not None or act.after is not None):
            self.engine.advance()

    def _give(self, command: CommandType, act: Act, run: Instance, item: WorkItem | None) -> None:
        """A command by the engine's own method, with what the act says of its fields."""
        person = self._doer(act, run, item)
        given: dict[str, object] = {}
        for field in command.fields:
            if field in SAID:
                said = SAID[field](self, act, run)
                if said is None and field in command.required:
                    said = {} if field == "fields" else ""  # what must be said is refused where it is empty
                given[FIELDS[field].argument] = said
        getattr(self.engine, command.call)(run.id, by=person, **given)

    def _people(self, act: Act) -> dict[str, list[str]]:
        """Persons by the actors who they are: whoever is named."""
        return {actor: [self.cast.named(str(who)) for who in persons] for actor, persons in act.people.items()}

    def _doer(self, act: Act, run: Instance, item: WorkItem | None) -> str:
        """Whoever is named, else whose turn it is."""
        if act.by is not None:
            return self.cast.named(str(act.by))
        if act.kind == "extend":
            return self.cast.granter(act, run)
        if act.kind == "undo":
            return self.cast.last_by(run)
        return self.cast.usual(act, item, run)

    def _start(self, act: Act) -> None:
        by = self.cast.named(str(act.by) if act.by is not None else starter_of(self.sop))
        run = self.engine.start(
            str(self.sop.id),
            by,
            subject=act.subject,
            documents=act.papers,
            acted_at=act.acted_at,
            unit=self.unit,
            people=self._people(act),
            fields=of_plain(self.flows[-1], act.fields) or None,
        )
        self.run_id = run.id

    def _target(self, inside: Sequence[str]) -> str:
        target = str(self.run_id)
        for name in map(str, inside):
            found = called(self.engine, target, name)
            if found is None:
                names = tuple(children_of(self.engine, target, name.partition("=")[0]))
                raise Failed(_WHICH.filled(step=name, names=names) if names else _NO_CHILD.filled(step=name))
            target = found
        return target

    def _item(self, act: Act, target: str) -> WorkItem | None:
        items = [i for i in self.engine.possible(target) if i.step == act.step and act.visit in (None, i.visit)]
        fitting = (i for i in items if act.by in i.actors)
        return next(fitting, items[0] if items else None)

    def _pass_time(self, act: Act, item: WorkItem | None) -> None:
        now = self.clock.now()
        if act.at is not None:
            if act.at < now:
                raise Failed(_BACKWARDS.filled(now=now.isoformat(sep=" ", timespec="minutes")))
            self.clock.set(act.at)
        elif act.after is not None:
            calendar = self.engine.calendar(self.sop.calendar)
            self.clock.set(calendar.add(now, act.after))
        elif act.kind in ("step", "skip") and act.refused is None and item is not None and item.due is not None:
            self.clock.set(max(now, item.due))

    def _outcome(self, act: Act, run: Instance) -> tuple[str | None, str | None]:
        """The outcome of an act, and the target that follows an `@` in it."""
        if act.outcome is None:
            return None, None
        row = self.engine.flow(run.sop, run.version).rows.get(str(act.step))
        outcome, sign, to = act.outcome.rpartition("@")
        if not sign or (row is not None and act.outcome in row.ways):
            return str(act.outcome), None
        # a row without branches may lead nowhere on the paper too: its only outcome needs no saying
        return (None if row is not None and row.sole is not None else outcome), to

    def _wait(self, act: Act, run: Instance) -> None:
        if act.lasts is not None:
            calendar = self.engine.calendar(self.sop.calendar)
            self.clock.set(calendar.add(self.clock.now(), act.lasts))
            self.engine.advance()
            return
        row = run.open_row(str(act.step), act.visit)
        # a row with on_late is late an instant after
        until = (
            None if row is None else row.due if row.late_at is None else row.late_at + timedelta(microseconds=1)
        )
        if until is None:
            raise Failed((_NOT_OVER if row is not None else _NEVER_OPEN).filled(step=act.step))
        self.clock.set(max(self.clock.now(), until))
        self.engine.advance()

    def _auto(self, act: Act, run: Instance) -> None:
        walk = self.walk
        if act.answers or act.fields:
            walk = self._walk(act.answers)
            walk.data = of_plain(self.engine.flow(run.sop, run.version), act.fields)
        after = walk.to_the_end(run, until=str(act.step) if act.step is not None else None)
        if act.step is not None and after.open_row(str(act.step)) is None:
            raise Failed(_NEVER_OPEN.filled(step=act.step))
        if act.answers:
            require_used(walk.answers)

    def _walk(self, answers: Mapping[str, Iterable[str]]) -> Walk:
        walk = Walk(self.engine, self.clock, Answers(answers), automatic=True, naming=self.cast.holder)
        walk.has_samples = True
        return walk

    def _refused(self, act: Act, refusal: Refusal) -> Refused:
        sop = self.engine.instance(self._target(act.inside)).sop if self.run_id is not None else str(self.sop.id)
        return Refused(sop, str(act.step) if act.step is not None else None, str(act.by or ""), refusal.code)

    def rows_into(self, instance: str) -> tuple[str, ...]:
        """The calling rows from the run to an SOP that it called, from the outside in."""
        parent = self.engine.instance(instance).parent
        if parent is None:
            return ()
        children = children_of(self.engine, parent[0], parent[1])
        name = next((name for name, child in children.items() if child == instance), parent[1])
        return (*self.rows_into(parent[0]), name)

    def _keep(self, act: Act, instead: Words | None) -> None:
        self.log.append(Moment(act, tuple(self._events_since()), self.clock.now(), instead))

    def _events_since(self) -> Iterator[Event]:
        """What has happened since the last time, in order, in the run and in those that it called."""
        while some := self.engine.recorded(self._position, _EVENTS):
            self._position = some[-1].position
            yield from (one.event for one in some)


def require_used(answers: Answers) -> None:
    """Fail if an answer was given that nobody asked for."""
    if answers.left:
        listed = "; ".join(f"{step}: {', '.join(outcomes)}" for step, outcomes in answers.left.items())
        raise Failed(_LEFT.filled(answers=listed))


SAID: Final[dict[FieldName, Callable[[Rehearsal, Act, Instance], object]]] = {
    "step": lambda _, act, __: str(act.step) if act.step is not None else None,
    "outcome": lambda own, act, run: own._outcome(act, run)[0],
    "visit": lambda _, act, __: act.visit,
    "note": lambda _, act, __: act.note,
    "reason": lambda _, act, __: act.note,
    "documents": lambda _, act, __: act.papers,
    "choose": lambda _, act, __: {actor: str(who) for actor, who in act.choose.items()},
    "to": lambda own, act, run: own._outcome(act, run)[1],
    "person": lambda own, act, _: own.cast.named(str(act.to or "")),
    "length": lambda _, act, __: str(act.lasts) if act.lasts is not None else None,
    "acted_at": lambda _, act, __: act.acted_at,
    "people": lambda own, act, _: own._people(act),
    "fields": lambda own, act, run: of_plain(own.engine.flow(run.sop, run.version), act.fields) or None,
    "erased": lambda _, act, __: tuple(map(str, act.only)) or None,
}
"""What an act says of each field of a command."""
