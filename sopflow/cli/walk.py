"""Walking an instance: who does what next, by given answers, by a person at the terminal, or by itself."""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING

from sopflow.definition.model import Unknown
from sopflow.errors import MissingOutcome, Refusal, SopflowError
from sopflow.language import Language, Words, did_you_mean

from .output import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sopflow.definition.model import Definition
    from sopflow.engine.clock import ManualClock
    from sopflow.engine.engine import Engine
    from sopflow.flow.instance import Instance
    from sopflow.flow.possible import WorkItem

_MAX_ACTS = 5_000
_ITEM = Words(
    "\n{no}. {activity}\n   pelaksana: {actors}   batas: {due}   belum ada: {missing}",
    "\n{no}. {activity}\n   actor: {actors}   due: {due}   not in hand: {missing}",
)
_ASK = Words("   jawaban [{outcomes}]: ", "   outcome [{outcomes}]: ")
_ASK_DONE = Words("   Enter bila selesai{skip}: ", "   Enter when done{skip}: ")
_ASK_SKIP = Words(", lewati dengan 's'", ", 's' to skip")
_ASK_NOTE = Words("   catatan: ", "   note: ")
_ASK_TARGET = Words("   menuju langkah: ", "   on to step: ")
_ASK_ACTOR = Words("   siapa {actor} [{among}]: ", "   who is {actor} [{among}]: ")
_ASK_WAIT = Words("   menunggu sampai {due}; Enter untuk maju: ", "   waits until {due}; Enter to go on: ")
_BAD_CHOICE = Words('--choose "{text}": tulis STEP=OUTCOME', '--choose "{text}": write STEP=OUTCOME')
_NO_STEP = Words('--choose: langkah "{step}" tidak ada; {hint}', '--choose: there is no step "{step}"; {hint}')


class Answers:
    """Answers given beforehand, for each step in order."""

    def __init__(self, given: dict[str, deque[str]]) -> None:
        self.given = given

    @classmethod
    def parsed(cls, texts: Sequence[str], sop: Definition, language: Language) -> Answers:
        """From `step=outcome` texts; `ValueError` for what is none."""
        given: dict[str, deque[str]] = {}
        for text in texts:
            step, sign, outcome = text.partition("=")
            if not sign:
                raise ValueError(_BAD_CHOICE.within(language, text=text))
            steps = [str(s.id) for s in sop.steps]
            if step not in steps and not any(s.call for s in sop.steps):
                raise ValueError(_NO_STEP.within(language, step=step, hint=did_you_mean(step, steps)))
            given.setdefault(step, deque()).append(outcome)
        return cls(given)

    def next(self, step: str) -> tuple[str | None, str | None]:
        """The next outcome for a step, and its target where one is named."""
        queue = self.given.get(step)
        if not queue:
            return None, None
        outcome, _, target = queue.popleft().partition("@")
        return outcome, target or None


class Asking:
    """A person at the terminal."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def show(self, item: WorkItem) -> None:
        say(
            _ITEM.within(
                self.language,
                no=item.number or "-",
                activity=item.activity,
                actors=", ".join(item.actors) or "-",
                due=item.due.strftime("%Y-%m-%d %H:%M") if item.due else "-",
                missing="; ".join(m.title for m in item.missing) or "-",
            )
        )

    def ask(self, words: Words, **values: object) -> str:
        return input(words.within(self.language, **values)).strip()

    def refused(self, problem: SopflowError) -> None:
        say(f"   ! {problem.message(self.language)}")


class Walk:
    """Goes on with an instance, and with those that it calls, until nothing more can be done.

    In automatic mode each row takes its standard time and each decision the answer that it gave least often.
    """

    def __init__(
        self, engine: Engine, clock: ManualClock, answers: Answers, *, automatic: bool, asking: Asking | None
    ) -> None:
        self.engine = engine
        self.clock = clock
        self.answers = answers
        self.automatic = automatic
        self.asking = asking
        self.taken: Counter[tuple[str, str]] = Counter()

    def start(self, sop: Definition, *, subject: str | None) -> Instance:
        """Start an instance in the name of whoever may."""
        first = sop.steps[0].actors
        actors = first if not isinstance(first, Unknown) else ()
        by = next(iter([*sop.may_start, *actors, *sop.actors]))
        return self.engine.start(sop.id, str(by), subject=subject)

    def to_the_end(self, run: Instance) -> Instance:
        """Act until the instance is over or nothing is left to do."""
        for _ in range(_MAX_ACTS):
            items = self.items(run.id)
            if not items:
                break
            self.act(items[0])
        return self.engine.instance(run.id)

    def items(self, instance: str) -> list[WorkItem]:
        """What can be done in an instance and its called ones; people's work first, then the earliest wait."""
        found: list[WorkItem] = []
        for item in self.engine.possible(instance):
            found += self.items(item.child) if item.child is not None else [item]
        work = [item for item in found if item.actors]
        waits = [item for item in found if not item.actors]
        return work + sorted(waits, key=lambda item: (item.due is None, item.due or self.clock.now()))

    def act(self, item: WorkItem) -> None:
        if self.asking is not None:
            self.asking.show(item)
        if not item.actors:
            self.wait(item)
            return
        while True:
            try:
                self.complete(item)
                return
            except Refusal as problem:
                if self.asking is None:
                    raise
                self.asking.refused(problem)

    def complete(self, item: WorkItem) -> None:
        outcome, target = self.answers.next(item.step)
        note = None
        if outcome == "skip" and item.may_skip:
            self.engine.skip(item.instance, item.step, self.person(item), "--choose", visit=item.visit)
            return
        if outcome is None and self.asking is not None:
            outcome, target, note = self.asked(item)
            if outcome == "s" and item.may_skip:
                self.engine.skip(item.instance, item.step, self.person(item), note or "", visit=item.visit)
                return
        elif outcome is None and len(item.outcomes) > 1:
            outcome = self.default(item)
        if outcome in item.needs_note or target is not None:
            note = note or "--choose"
        if self.asking is None and item.due is not None:
            self.clock.set(max(item.due, self.clock.now()))
        choose = {a: self.choice(item, a) for a in item.chooses}
        sole = item.outcomes[0] if len(item.outcomes) == 1 else None
        self.engine.complete(
            item.instance,
            item.step,
            self.person(item),
            outcome if outcome != sole else None,
            visit=item.visit,
            note=note,
            to=target,
            choose=choose,
        )
        self.taken[item.step, outcome or ""] += 1

    def default(self, item: WorkItem) -> str:
        if not self.automatic:
            raise MissingOutcome(step=item.step, outcomes=item.outcomes)
        signed = self.engine.instance(item.instance).open_row(item.step, item.visit)
        if signed is not None and signed.signed:
            return signed.signed[0].outcome
        known = [o for o in item.outcomes if o not in item.needs_target] or list(item.outcomes)
        return min(known, key=lambda o: (self.taken[item.step, o], known.index(o)))

    def asked(self, item: WorkItem) -> tuple[str | None, str | None, str | None]:
        assert self.asking is not None
        if len(item.outcomes) > 1:
            outcome: str | None = self.asking.ask(_ASK, outcomes="/".join(item.outcomes))
        else:
            skip = _ASK_SKIP.within(self.asking.language) if item.may_skip else ""
            outcome = self.asking.ask(_ASK_DONE, skip=skip) or None
            outcome = outcome if outcome == "s" and item.may_skip else None
        target = self.asking.ask(_ASK_TARGET) if outcome in item.needs_target else None
        note = self.asking.ask(_ASK_NOTE) if outcome in (*item.needs_note, "s") or target else None
        return outcome, target, note or None

    def wait(self, item: WorkItem) -> None:
        """A row that ends by itself: its document arrives, or its time passes."""
        outcome, _ = self.answers.next(item.step)
        if self.asking is not None:
            self.asking.ask(_ASK_WAIT, due=item.due.strftime("%Y-%m-%d %H:%M") if item.due else item.waits_for)
        if item.waits_for is not None and (outcome != "late" or item.due is None):
            sop = self.engine.instance(item.instance).sop
            by = next(iter(self.engine.flow(sop).definition.actors))
            self.engine.receive(item.instance, [item.waits_for], by)
        elif item.due is not None:
            self.clock.set(max(item.due, self.clock.now()))
            self.engine.advance(item.instance)
        else:
            raise MissingOutcome(step=item.step, outcomes=("advance",))

    def person(self, item: WorkItem) -> str:
        sop = self.engine.instance(item.instance).sop
        return (
            item.actors[0]
            if item.actors[0] != "unknown"
            else str(next(iter(self.engine.flow(sop).definition.actors)))
        )

    def choice(self, item: WorkItem, actor: str) -> str:
        actors = self.engine.flow(item.sop).definition.actors
        among = tuple(map(str, actors[actor].among)) or tuple(
            str(a) for a, other in actors.items() if other.chosen_by is None
        )
        if self.asking is not None:
            return self.asking.ask(_ASK_ACTOR, actor=actors[actor].title, among="/".join(among))
        return among[0]
