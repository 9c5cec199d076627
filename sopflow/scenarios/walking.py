"""Walking an instance by itself: who does what next, by given answers or by default ones."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from sopflow.definition.format.rights import ANYONE
from sopflow.definition.model import Definition
from sopflow.definition.refs import known_in
from sopflow.errors import FilesRequired, MissingOutcome, Refusal
from sopflow.flow.command import Paper
from sopflow.flow.files import sample
from sopflow.flow.offers import Offer
from sopflow.terms import outcome_meant

if TYPE_CHECKING:
    from sopflow.engine.clock import ManualClock
    from sopflow.engine.engine import Engine
    from sopflow.flow.instance import Instance
    from sopflow.flow.possible import WorkItem

    Naming = Callable[[str, WorkItem | None], str]
    """Who acts where an actor is meant, perhaps on a work item."""

MAX_ACTS: Final = 5_000


def as_named(actor: str, item: WorkItem | None = None) -> str:
    """People are named like the actors."""
    return actor


Place: TypeAlias = "tuple[tuple[str, int], ...]"
"""The rows that called an instance, with their visits, from the inside out."""


class Answer(NamedTuple):
    """What is said at a row."""

    outcome: str | None = None
    target: str | None = None
    """For a branch whose target the paper does not say."""
    note: str | None = None


class Answers:
    """Answers given beforehand, for each step in order; `OUTCOME@TARGET` names a target too. Used up by some records of a
    `for_each`, they hold from the first for each of the others."""

    def __init__(self, given: Mapping[str, Iterable[str]] = {}) -> None:
        self._all = {step: tuple(outcomes) for step, outcomes in given.items()}
        self._given = {step: deque(outcomes) for step, outcomes in self._all.items()}
        self._again: dict[tuple[str, str], deque[str]] = {}
        """What is left for a record that began them again, by step and instance."""
        self._taken: dict[tuple[str, Place], set[str]] = {}
        """The instances that had answers for a step at a place."""

    def next(self, step: str, instance: str = "", place: Place = ()) -> Answer:
        """The next answer for a step; an empty one where there is none left. Instances at the same place are those of
        different records."""
        queue = self._again.get((step, instance)) or self._given.get(step)
        taken = self._taken.setdefault((step, place), set())
        if not queue and taken and instance not in taken:
            queue = self._again[step, instance] = deque(self._all[step])
        if not queue:
            return Answer()
        taken.add(instance)
        outcome, _, target = queue.popleft().partition("@")
        return Answer(outcome, target or None)

    @property
    def left(self) -> dict[str, tuple[str, ...]]:
        """What has not been asked for."""
        return {step: tuple(outcomes) for step, outcomes in self._given.items() if outcomes}


class Walk:
    """Goes on with an instance, and with those that it calls, until nothing more can be done.

    Each row takes its standard time. Where no answer is left and `automatic` is true, each decision gives the
    answer that it gave least often; else that is `MissingOutcome`.
    """

    note = "otomatis"
    """What is said where a note is needed and none is given."""

    def __init__(
        self, engine: Engine, clock: ManualClock, answers: Answers, *, automatic: bool, naming: Naming = as_named
    ) -> None:
        self.engine = engine
        self.naming = naming
        self.clock = clock
        self.answers = answers
        self.automatic = automatic
        self.taken: Counter[tuple[str, str]] = Counter()
        self.data: dict[str, Any] = {}
        """Values of fields, for whichever row asks for them."""
        self.data_in: dict[str, dict[str, Any]] = {}
        """The same for the rows of one SOP, by its id."""
        self.files: dict[str, Paper] = {}
        """References to files, for whichever row asks for that document's."""
        self.has_samples = False
        """Whether files that were not given are only made up."""
        self.said: dict[tuple[str, str, int], Answer] = {}
        """The given answer of each visit, for all who sign it."""

    def start(
        self,
        sop: Definition,
        *,
        subject: str | None,
        by: str | None = None,
        people: Mapping[str, Any] | None = None,
    ) -> Instance:
        """Start an instance in somebody's name, or in that of whoever may."""
        by = starter_of(sop) if by is None else by
        return self.engine.start(sop.id, by, version=sop.version, subject=subject, people=people)

    def to_the_end(self, run: Instance, *, until: str | None = None) -> Instance:
        """Act until the instance is over, nothing is left to do, or the row `until` is open."""
        for _ in range(MAX_ACTS):
            items = self.items(run.id)
            if not items or (until is not None and self.engine.instance(run.id).open_row(until) is not None):
                break
            self.act(items[0])
        return self.engine.instance(run.id)

    def items(self, instance: str) -> list[WorkItem]:
        """What can be done in an instance and its called ones: people's work, then waits, each by when it is due."""
        found: list[WorkItem] = []
        for item in self.engine.possible(instance):
            for child in item.children:
                found += self.items(child)
            found += [] if item.children else [item]
        now = self.clock.now()
        work = sorted((item for item in found if item.actors), key=lambda item: item.due or now)
        waits = [item for item in found if not item.actors]
        return work + sorted(waits, key=lambda item: (item.due is None, item.due or now))

    def act(self, item: WorkItem) -> None:
        if item.actors:
            self.complete(item)
        else:
            self.wait(item)

    def complete(self, item: WorkItem) -> None:
        """A row that somebody does: complete, sign or skip it."""
        answer = self.answer(item)
        if answer.outcome == "skip" and item.may_skip:
            self.engine.skip(
                item.instance, item.step, self.person(item), answer.note or self.note, visit=item.visit
            )
            return
        outcome, note = answer.outcome, answer.note
        if outcome in item.needs_note or answer.target is not None:
            note = note or self.note
        self.take_time(item)
        sole = item.outcomes[0] if len(item.outcomes) == 1 else None
        complete = partial(
            self.engine.complete,
            item.instance,
            item.step,
            self.person(item),
            outcome if outcome != sole else None,
            visit=item.visit,
            note=note,
            to=answer.target,
            choose={actor: self.choice(item, actor) for actor in item.chooses},
            fields=self.fields(item),
        )
        self.bring(item, complete, self.papers(item))
        self.taken[item.step, outcome or ""] += 1

    def answer(self, item: WorkItem) -> Answer:
        """The given answer, else the default one."""
        given = self.given(item)
        if given.outcome is None and len(item.outcomes) > 1:
            return Answer(self.default(item))
        return given

    def given(self, item: WorkItem) -> Answer:
        """The answer given for a visit, whoever signs it; case does not matter."""
        key = item.instance, item.step, item.visit
        row = self.engine.instance(item.instance).open_row(item.step, item.visit)
        if row is None or not row.signed or key not in self.said:
            answer = self.next(item)
            outcome = answer.outcome
            if outcome is not None:
                answer = answer._replace(outcome=outcome_meant(outcome, item.by_data or item.outcomes))
            self.said[key] = answer
        return self.said[key]

    def next(self, item: WorkItem) -> Answer:
        """The next of the given answers for a row."""
        return self.answers.next(item.step, item.instance, self.place(item.instance))

    def place(self, instance: str) -> Place:
        """Where an instance was called, whichever record it is of."""
        parent = self.engine.instance(instance).parent
        return () if parent is None else (parent[1:], *self.place(parent[0]))

    def default(self, item: WorkItem) -> str:
        if not self.automatic:
            raise self._unsaid(item, item.outcomes)
        signed = self.engine.instance(item.instance).open_row(item.step, item.visit)
        if signed is not None and signed.signed:
            return signed.signed[0].outcome
        known = [o for o in item.outcomes if o not in item.needs_target] or list(item.outcomes)
        return min(known, key=lambda o: (self.taken[item.step, o], known.index(o)))

    def _unsaid(self, item: WorkItem, outcomes: tuple[str, ...]) -> Refusal:
        return MissingOutcome(step=item.step, outcomes=outcomes).titled(self.engine.flow(item.sop).titles, {})

    def take_time(self, item: WorkItem) -> None:
        if item.due is not None:
            self.clock.set(max(item.due, self.clock.now()))

    def wait(self, item: WorkItem) -> None:
        """A row that ends by itself: its document arrives, or its time passes."""
        outcome = self.next(item).outcome
        if item.waits_for is not None and (outcome != "late" or item.due is None):
            sop = self.engine.instance(item.instance).sop
            first = str(next(iter(self.engine.flow(sop).definition.actors)))
            by = receiver_of(self.engine, item.instance, self.naming(first, None), self.naming)
            receive = partial(self.engine.receive, item.instance, by=by)
            self.bring(item, receive, [self.files.get(item.waits_for, Paper(item.waits_for))])
        elif item.due is not None:
            self.clock.set(max(item.due, self.clock.now()))
            self.engine.advance(item.instance)
        else:
            raise self._unsaid(item, ("advance",))

    def papers(self, item: WorkItem) -> list[Paper]:
        """What is brought along: whatever the row cannot be done without."""
        step = self.engine.flow(item.sop).steps[item.step]
        missing = [one.document for one in item.missing] if step.missing_inputs == "refuse" else []
        return [self.files.get(document, Paper(document)) for document in missing]

    def bring(self, item: WorkItem, act: Callable[..., Instance], papers: list[Paper]) -> None:
        """Do something with documents; with their files too where it turns out that it asks for them."""
        try:
            act(documents=papers)
        except FilesRequired as refusal:
            asked = {name: self.file(item, name) for name in refusal.values["documents"]}  # type: ignore[attr-defined]
            if None in asked.values():
                raise
            others = [paper for paper in papers if paper.document not in asked]
            act(documents=[*others, *asked.values()])

    def file(self, item: WorkItem, document: str) -> Paper | None:
        """The file of a document that a row asks for; none where none was given."""
        return self.files.get(document) or (sample(document) if self.has_samples else None)

    def fields(self, item: WorkItem) -> Mapping[str, Any] | None:
        """What is filled in: of what was given whatever the row asks for."""
        if item.form is None:
            return None
        data = {**self.data, **self.data_in.get(item.sop, {})}
        return {name: data[name] for name in item.form["properties"] if name in data}

    def person(self, item: WorkItem) -> str:
        return self.naming(person_for(item, self.engine.flow(item.sop).definition), item)

    def choice(self, item: WorkItem, actor: str) -> str:
        """Who an actor is that this row chooses."""
        return choices_for(self.engine.flow(item.sop).definition, actor)[0]


def person_for(item: WorkItem, sop: Definition) -> str:
    """Whose turn it is on a work item; on a row whose actor is unknown, the SOP's first actor."""
    return item.actors[0] if item.actors[0] != "unknown" else str(next(iter(sop.actors)))


def receiver_of(engine: Engine, instance: str, usual: str, naming: Naming = as_named) -> str:
    """Who may record that a document came: the usual one, else an actor, else the starter."""
    run = engine.instance(instance)
    sop = engine.flow(run.sop, run.version).definition
    if engine.directory is None and not sop.who_may("receive"):
        return usual
    people = (usual, *(naming(str(actor), None) for actor in sop.actors), run.started_by)
    return next((one for one in people if Offer("receive") in engine.may(instance, one)), usual)


def choices_for(sop: Definition, actor: str) -> tuple[str, ...]:
    """Who an actor that is chosen on the way may be."""
    among = tuple(map(str, sop.actors[actor].among))
    return among or tuple(str(a) for a, other in sop.actors.items() if other.chosen_by is None)


def starter_of(sop: Definition) -> str:
    """Somebody who may start an SOP: its applicant, who is whoever starts it; else whom it names, else who has the first row."""
    actors, named = known_in(sop.steps[0].actors), sop.who_may("start")
    may = [
        who for who, actor in sop.actors.items() if actor.is_starter and (not named or {who, ANYONE} & {*named})
    ]
    return str(next(iter([*may, *(who for who in named if who in sop.actors), *actors, *sop.actors])))


def as_bound(engine: Engine, actor: str, item: WorkItem | None = None) -> str:
    """The person who is this actor in the instance, where one is; else people are named like the actors."""
    people = engine.instance(item.instance).rare.people.get(actor) if item is not None else None
    return people[0] if people else actor
