"""A simulation: a clock that jumps from one thing that happens to the next, and an engine that decides each.

What happens next lies in a heap, ties in the order in which they were foreseen: the same seed gives the same events. Each row
draws from a stream of its own, so that experiments which differ in one thing differ in nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from sopflow.definition.duration import Duration
from sopflow.engine.clock import ManualClock
from sopflow.engine.engine import Engine
from sopflow.errors import Refusal
from sopflow.flow.agenda import wakes_at
from sopflow.flow.authority import pending
from sopflow.flow.command import Paper
from sopflow.flow.files import arriving, samples
from sopflow.frozen import NOTHING
from sopflow.scenarios.acting import NOTE
from sopflow.scenarios.walking import choices_for, starter_of
from sopflow.time import AROUND_THE_CLOCK, Calendar
from sopflow.time.lateness import is_late

from .chances import Chances
from .lacking import cannot, require_values
from .naming import row_names
from .office import Length, Office, Staff, of_row
from .result import RowSpans, Simulated, Spans
from .staff import Job, People
from .store import PassingStore

if TYPE_CHECKING:
    from sopflow.engine.store import Change
    from sopflow.flow.event import OpenRow
    from sopflow.flow.flow import Flow
    from sopflow.flow.instance import Instance


MAX_EVENTS: Final = 500
"""Of one case: beyond them it goes round in circles."""
_SECOND: Final = timedelta(seconds=1)
_DAY: Final = Duration((("hari", Decimal(1)),))
_NOTHING: Final = Duration((("detik", Decimal(0)),))


class Simulation:
    """One experiment."""

    def __init__(
        self,
        flows: Sequence[Flow],
        calendars: Mapping[str, Calendar],
        office: Office,
        *,
        cases: int,
        seed: int,
        progress: Callable[[int], object] = lambda _: None,
    ) -> None:
        """`flows` are the SOPs that are called, and at the end the one whose cases come. `ValuesLacking`."""
        require_values(flows, office)
        self.flow = flows[-1]
        self.office = office
        self._flows = {str(flow.definition.id): flow for flow in flows}
        self._cases = cases
        self._progress = progress
        self._clock = ManualClock(office.start)
        self._store = PassingStore()
        self._engine = Engine(
            self._store, clock=self._clock, calendars=calendars, new_id=map(str, count(1)).__next__
        )
        for flow in flows:
            self._engine.register(flow)
        self._heap: list[tuple[datetime, int, Callable[[], None]]] = []
        self._order = count()
        self._people: dict[str, People] = {}
        self._jobs: dict[tuple[str, str, int], list[Job]] = {}
        self._opened: dict[tuple[str, str, int], OpenRow] = {}
        self._wakes: dict[str, datetime] = {}
        self._counts: dict[str, int] = {}
        self._priorities = [*office.priorities]
        self._by_priority = {name: Spans() for name in self._priorities}
        self._ranks: dict[str, int] = {}
        self._next_rank = 0
        self._names = row_names(flows)
        self._chances = Chances(office, seed, self._names)
        self._rows = {
            name: RowSpans(ends_itself=self._flows[sop].rows[step].ends_itself)
            for (sop, step), name in self._names.items()
        }
        self._lead = Spans()
        self._events = self._late = self._unfinished = self._come = 0
        self._end = office.start

    def run(self) -> Simulated:
        """All cases, from the first that comes until the last is over. `CannotSimulate`."""
        arrivals = self.office.arrivals.get(str(self.flow.definition.id))
        calendar = self._engine.calendar(arrivals.calendar if arrivals is not None else None)
        every = arrivals.every if arrivals is not None else _DAY
        self._at(calendar.add(self.office.start, _NOTHING), partial(self._arrive, every, calendar))
        while self._heap:
            at, _, happen = heappop(self._heap)
            if at > self._clock.now():
                self._clock.set(at)
            happen()
        return self._found()

    # -- what happens

    def _arrive(self, every: Length, calendar: Calendar) -> None:
        self._come += 1
        if self._come < self._cases:
            self._at(
                self._after(every, calendar, "arrivals", self._clock.now())[0],
                partial(self._arrive, every, calendar),
            )
        definition = self.flow.definition
        if self._priorities:
            self._next_rank = self._chances.rank()
        self._do(
            self.flow,
            "",
            lambda: self._engine.start(str(definition.id), starter_of(definition), version=definition.version),
        )
        self._progress(self._events)

    def _finish(self, job: Job, people: People, seconds: float) -> None:
        now = self._clock.now()
        people.worked += seconds
        if not job.is_gone:
            job.is_gone = True
            row = self._row(self._store.load(job.instance).sop, job.step)
            row.working.add(seconds)
            row.waiting.add((now - job.opened) / _SECOND - seconds)
            opened = self._opened[job.instance, job.step, job.visit]
            if is_late(opened.due, now):
                row.late += 1
                people.late += 1
            self._complete(job)
        people.busy -= 1  # not before: what comes of it waits behind what waited already
        self._begin_next(people)

    def _complete(self, job: Job) -> None:
        instance = self._store.load(job.instance)
        flow = self._flows[instance.sop]
        row = flow.rows[job.step]
        visit = (job.instance, job.step, job.visit)
        is_first = not self._opened[visit].signed
        fields = self._chances.filled(flow, row, self._today(flow)) if row.form and is_first else NOTHING
        known = {**instance.rare.fields, **fields}
        outcome = self._chances.answer(flow, row, visit, known, self._today)
        way = row.ways[outcome]
        papers = [Paper(d) for d in row.needed if d not in instance.documents] if row.refuses_missing else []
        papers += samples(flow, instance, row, way)
        is_said = row.sole is None and row.decision is None
        self._do(
            flow,
            job.step,
            lambda: self._engine.complete(
                job.instance,
                job.step,
                job.actor if job.actor in flow.definition.actors else str(next(iter(flow.definition.actors))),
                outcome if is_said else None,
                visit=job.visit,
                note=NOTE if way.note_required or way.is_open else None,
                documents=papers,
                to="end" if way.is_open else None,
                choose={actor: choices_for(flow.definition, actor)[0] for actor in way.choices},
                fields=fields or None,
            ),
        )

    def _advance(self, instance: str) -> None:
        at = self._wakes.pop(instance, None)
        if at is None:
            return
        if at > self._clock.now():  # it was put off meanwhile
            self._wake(instance, at)
            return
        flow = self._flows[self._store.load(instance).sop]
        self._do(flow, "", lambda: self._engine.advance(instance))

    def _receive(self, instance: str, step: str, document: str) -> None:
        run = self._store._running.get(instance)
        if run is not None and run.open_row(step) is not None:
            flow = self._flows[run.sop]
            actor = str(next(iter(flow.definition.actors)))
            self._do(flow, step, lambda: self._engine.receive(instance, arriving(flow, flow.rows[step]), actor))

    def _do(self, flow: Flow, step: str, act: Callable[[], Any]) -> None:
        """Give the engine a command, and see what came of it."""
        try:
            act()
        except Refusal as refusal:
            raise cannot(step, refusal, flow) from refusal
        for change in self._store.taken():
            self._see(change)

    # -- what came of it

    def _see(self, change: Change) -> None:
        after, before = change.after, change.before
        self._events += 1
        seen = {(row.step, row.visit) for row in after.active}
        for row in before.active if before is not None else ():
            if (row.step, row.visit) not in seen:
                if _is_done(change, row):
                    self._passed(after, row)
                self._close(after.id, row)
        if before is None and self._priorities:
            outer = after.parent[0] if after.parent is not None else ""
            self._ranks[after.id] = self._ranks.get(outer, self._next_rank)
        times = self._counts[after.id] = self._counts.get(after.id, 0) + 1
        if after.is_over or times > MAX_EVENTS or after.is_stuck:
            self._over(after)
            return
        for row in after.active:
            key = (after.id, row.step, row.visit)
            if key not in self._opened:
                self._opened[key] = row
                self._open(change.flow, after, row)
            elif row.signed or row.actors != self._opened[key].actors:
                self._opened[key] = row
                self._queue(change.flow, after, row)
        if change.flow.has_timers:
            self._wake(after.id, wakes_at(change.flow, after))

    def _passed(self, instance: Instance, row: OpenRow) -> None:
        """A row that nobody does came to its end: all its time was waiting."""
        own = self._row(instance.sop, row.step)
        own.waiting.add((self._clock.now() - row.since) / _SECOND)
        own.late += is_late(row.due, self._clock.now())

    def _row(self, sop: str, step: str) -> RowSpans:
        return self._rows[self._names[sop, step]]

    def _open(self, flow: Flow, instance: Instance, open_row: OpenRow) -> None:
        row = flow.rows[open_row.step]
        wait = row.step.wait
        if wait is not None and wait.until is not None:
            length = of_row(self.office.durations, instance.sop, row.id) or _NOTHING
            calendar = self._engine.calendar(row.calendar)
            at, _ = self._after(length, calendar, self._names[instance.sop, row.id], self._clock.now())
            self._at(at, partial(self._receive, instance.id, row.id, str(wait.until)))
        if not row.ends_itself:
            self._queue(flow, instance, open_row)

    def _queue(self, flow: Flow, instance: Instance, open_row: OpenRow) -> None:
        """Queue what can be done at a row now: the row for whoever of its actors is free, or a signature for each."""
        row = flow.rows[open_row.step]
        key = (instance.id, open_row.step, open_row.visit)
        jobs = self._jobs.setdefault(key, [])
        actors = pending(row, open_row)
        groups: list[tuple[str, ...]] = [(actor,) for actor in actors] if row.is_joint else [tuple(actors)]
        there = {job.actor for job in jobs} if row.is_joint else ({""} if jobs else set())
        for group in groups:
            if (group[0] if row.is_joint else "") in there:
                continue
            since = self._clock.now() if open_row.signed else open_row.since
            job = Job(*key, since, self._ranks.get(instance.id, 0))
            job.actor = group[0] if row.is_joint else ""
            jobs.append(job)
            everybody = [(actor, self._staff(flow, actor)) for actor in group]
            free = next(((actor, people) for actor, people in everybody if people.has_room), None)
            if free is not None:
                self._begin(job, *free, flow)
                continue
            job.waits = [people for _, people in everybody]
            for _, people in everybody:
                people.wait(job, self._clock.now())

    def _begin(self, job: Job, actor: str, people: People, flow: Flow) -> None:
        now = self._clock.now()
        job.begun, job.actor = now, actor
        people.busy += 1
        for one in job.waits:
            one.leave(now)
        job.waits = []
        row = flow.rows[job.step]
        sop = str(flow.definition.id)
        length = of_row(self.office.durations, sop, job.step) or row.limit or _NOTHING
        calendar = people.calendar or self._engine.calendar(row.calendar)
        at, seconds = self._after(length, calendar, self._names[sop, job.step], now)
        self._at(at, partial(self._finish, job, people, seconds))

    def _begin_next(self, people: People) -> None:
        while people.has_room:
            job = people.next()
            if job is None:
                return
            flow = self._flows[self._store.load(job.instance).sop]
            actor = next(name for name, one in self._people.items() if one is people)
            self._begin(job, actor, people, flow)

    def _close(self, instance: str, row: OpenRow) -> None:
        """A row is over, perhaps while somebody is at it: they finish in vain."""
        key = (instance, row.step, row.visit)
        self._opened.pop(key, None)
        self._chances.forget(key)
        for job in self._jobs.pop(key, ()):
            job.is_gone = True
            for people in job.waits:
                people.leave(self._clock.now())
            job.waits = []

    def _over(self, run: Instance) -> None:
        for row in run.active:
            self._close(run.id, row)
        self._counts.pop(run.id, None)
        self._wakes.pop(run.id, None)
        rank = self._ranks.pop(run.id, 0)
        if run.parent is not None:
            return
        self._end = max(self._end, self._clock.now())
        if run.status != "completed":
            self._unfinished += 1
            self._store._running.pop(run.id, None)
            return
        lead = (run.at - run.started_at) / _SECOND
        self._lead.add(lead)
        if self._priorities:
            self._by_priority[self._priorities[rank]].add(lead)
        self._late += is_late(run.due, run.at)

    # -- chance and time

    def _today(self, flow: Flow) -> date:
        now, zone = self._clock.now(), self._engine.zone(flow)
        return (now.astimezone(zone) if zone is not None else now).date()

    def _after(self, length: Length, calendar: Calendar, stream: str, start: datetime) -> tuple[datetime, float]:
        """When a length is over that begins now, and its seconds of working time."""
        if isinstance(length, Duration):
            end = calendar.add(start, length)
            return end, calendar.worked(start, end) / _SECOND
        seconds = length.draw(self._chances.stream(stream))
        if calendar is AROUND_THE_CLOCK:
            return start + timedelta(seconds=seconds), seconds
        return calendar.add(start, Duration((("detik", Decimal(f"{seconds:.6f}")),))), seconds

    def _staff(self, flow: Flow, actor: str) -> People:
        found = self._people.get(actor)
        if found is None:
            said = self.office.people.get(actor)
            known = flow.definition.actors.get(actor)
            is_outside = known is None or known.external
            staff = said if said is not None else Staff(1)
            calendar = self._engine.calendar(staff.calendar) if staff.calendar is not None else None
            found = self._people[actor] = People(
                None if said is None and is_outside else staff.number, calendar, max(1, len(self._priorities))
            )
        return found

    def _at(self, at: datetime, happen: Callable[[], None]) -> None:
        heappush(self._heap, (at, next(self._order), happen))

    def _wake(self, instance: str, at: datetime | None) -> None:
        if at is None:
            self._wakes.pop(instance, None)
        elif self._wakes.get(instance) != at:
            self._wakes[instance] = at
            self._at(at, partial(self._advance, instance))

    def _found(self) -> Simulated:
        start, end = self.office.start, self._end
        utilisation = {}
        for name, people in self._people.items():
            if people.count is not None:
                calendar = people.calendar or self._engine.calendar(self.flow.definition.calendar)
                there = calendar.worked(start, end) / _SECOND * people.count
                utilisation[name] = people.worked / there if there else 0.0
        return Simulated(
            len(self._lead.seconds), self._events, self._lead, self._rows, utilisation,
            {name: people.queue(start, end) for name, people in self._people.items() if people.count is not None},
            self._late, {name: people.late for name, people in self._people.items()}, self._unfinished,
            self._by_priority,
        )  # fmt: skip


def _is_done(change: Change, row: OpenRow) -> bool:
    """Whether a row that nobody does ended as the SOP says: its time is over, its document came, or what it called is done."""
    own, event = change.flow.rows[row.step], change.event
    if not own.ends_itself:
        return False
    if event.type == "received":
        return own.step.wait is not None and own.step.wait.until in event.documents
    return event.step == row.step
