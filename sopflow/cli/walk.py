"""Walking an instance with a person at the terminal, who is asked."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from sopflow.definition.titles import row_meant
from sopflow.engine.naming import Naming
from sopflow.errors import AmbiguousStep, Refusal, SopflowError
from sopflow.fields import Problem
from sopflow.flow.command import Paper
from sopflow.flow.forms import FormField, thawed
from sopflow.language import NONE, Language, Words, did_you_mean
from sopflow.scenarios.walking import Answer, Answers, Walk, as_bound, choices_for

from .output import say
from .referring import reference
from .times import Times, zone_for
from .usage import BadOption, pairs

if TYPE_CHECKING:
    from sopflow.definition.model import Definition
    from sopflow.engine.clock import ManualClock
    from sopflow.engine.engine import Engine
    from sopflow.flow.possible import WorkItem

_ITEM = Words(
    "\n{no}. {activity}\n   pelaksana: {actors}   batas: {due}   belum ada: {missing}",
    "\n{no}. {activity}\n   actor: {actors}   due: {due}   missing: {missing}",
)
_LACKS = Words(
    '   belum diisi: "{title}" ({field}), diisi di langkah {steps}',
    '   not filled in yet: "{title}" ({field}), filled in at {steps}',
)
_SHOWN = Words("   {title}: {value}", "   {title}: {value}")
_ASK = Words("   jawaban [{outcomes}]: ", "   outcome [{outcomes}]: ")
_ASK_DONE = Words("   Enter bila selesai{skip}: ", "   Enter when done{skip}: ")
_ASK_SKIP = Words(", lewati dengan 's'", ", 's' to skip")
_ASK_NOTE = Words("   catatan: ", "   note: ")
_ASK_TARGET = Words("   menuju langkah: ", "   on to step: ")
_ASK_ACTOR = Words("   siapa {actor} [{among}]: ", "   who is {actor} [{among}]: ")
_ASK_FIELD = Words("   {title}{kept}{may}: ", "   {title}{kept}{may}: ")
_ASK_FILE = Words("   berkas {title}: ", "   file of {title}: ")
_EXPECTED = Words("   ! seharusnya {expected}", "   ! expected {expected}")
_MAY_BE_EMPTY = Words(" (boleh kosong)", " (may be empty)")
_ASK_WAIT = Words("   menunggu sampai {due}; Enter untuk maju: ", "   waits until {due}; Enter to go on: ")
_BAD_CHOICE = Words('--choose "{text}": tulis LANGKAH=JAWABAN', '--choose "{text}": write STEP=OUTCOME')
_NO_STEP = Words('--choose: langkah "{step}" tidak ada; {hint}', '--choose: there is no step "{step}"; {hint}')


def parsed(texts: Sequence[str], sop: Definition) -> Answers:
    """Answers from `step=outcome` texts; `BadOption` for what is none."""
    given: dict[str, deque[str]] = {}
    for step, outcome in pairs(texts, _BAD_CHOICE):
        steps = [str(s.id) for s in sop.steps]
        step = row_meant(sop, step)
        if step.casefold() not in steps and step not in steps and not any(s.call for s in sop.steps):
            raise BadOption(why=_NO_STEP.filled(step=step, hint=did_you_mean(step, steps)))
        exact = step if step in steps else step.casefold()
        given.setdefault(exact, deque()).append(outcome)
    return Answers(given)


class Asking(Walk):
    """Asks the person at the terminal wherever no answer is given; time passes only for waits."""

    note = ""  # a reason is the person's to give

    def __init__(self, engine: Engine, clock: ManualClock, answers: Answers, language: Language) -> None:
        super().__init__(engine, clock, answers, automatic=False, naming=partial(as_bound, engine))
        self.language = language

    def act(self, item: WorkItem) -> None:
        due = self.due(item)
        missing = "; ".join(m.title for m in item.missing) or "-"
        sop = self.engine.flow(item.sop).definition
        actors = Naming(sop, None, self.language).who(*item.actors)
        say(
            _ITEM.within(
                self.language,
                no=item.number or "-",
                activity=item.activity,
                actors=actors,
                due=due,
                missing=missing,
            )
        )
        self.show(item)
        while True:
            try:
                return super().act(item)
            except Refusal as problem:
                self.said.pop((item.instance, item.step, item.visit), None)  # else it is refused forever
                say(f"   ! {problem.as_written().message(self.language)}")

    def show(self, item: WorkItem) -> None:
        """What the case knows, to be read with the row, and what it must know first."""
        fields = self.engine.flow(item.sop).definition.fields
        for lack in item.lacks:
            steps = ", ".join(lack.steps) or NONE
            say(_LACKS.within(self.language, title=lack.title, field=lack.field, steps=steps))
        for one in item.shows:
            value = fields[one.field].said(thawed(one.value), self.language)
            say(_SHOWN.within(self.language, title=one.title, value=value))

    def due(self, item: WorkItem) -> str:
        """When a row is due, in the zone in which people read the times of its SOP."""
        own = item.due.tzinfo if item.due is not None else None
        return Times(zone_for(self.engine, item.sop) or own).minute(item.due)

    def ask(self, words: Words, **values: object) -> str:
        return input(words.within(self.language, **values)).strip()

    def answer(self, item: WorkItem) -> Answer:
        given = self.given(item)
        if given.outcome is not None:
            return given
        skips = False
        if len(item.outcomes) > 1:
            outcome: str | None = self.ask(_ASK, outcomes="/".join(item.outcomes))
        else:
            skip = _ASK_SKIP.within(self.language) if item.may_skip else ""
            outcome = self.ask(_ASK_DONE, skip=skip) or None
            outcome = outcome if outcome == "s" and item.may_skip else None
        if outcome == "s" and item.may_skip:
            skips, outcome = True, "skip"
        target = None
        if outcome in item.needs_target:
            target = self.row_asked(item)
        may_need = skips or target or outcome in item.needs_note or (item.by_data and item.needs_note)
        note = self.ask(_ASK_NOTE) if may_need else None
        return Answer(outcome, target, note or None)

    def fields(self, item: WorkItem) -> Mapping[str, Any] | None:
        """The form, field by field; what was given is not asked, and Enter leaves what the case knows, or nothing."""
        given = super().fields(item)
        if given is None:
            return None
        flow, run = self.engine.flow(item.sop), self.engine.instance(item.instance)
        values = dict(given)
        for one in flow.rows[item.step].form:
            if one.field.id not in values:
                values |= self.value(one, run.fields.get(one.field.id))
        return values

    def file(self, item: WorkItem, document: str) -> Paper | None:
        """The file that the person names, asked again until there is one."""
        title = self.engine.flow(item.sop).definition.documents[document].title
        known = super().file(item, document)
        while known is None:
            try:
                known = Paper(document, **reference(self.ask(_ASK_FILE, title=title)))
            except SopflowError as problem:
                say(f"   ! {problem.message(self.language)}")
        return known

    def value(self, one: FormField, known: Any) -> dict[str, Any]:
        """What the person writes in a field, asked again until it is a value."""
        field, now = one.field, known if known is not None else one.field.initial
        kept = f" [{field.said(thawed(now), self.language)}]" if now is not None else ""
        may = _MAY_BE_EMPTY.within(self.language) if one.is_optional and now is None else ""
        while True:
            text = self.ask(_ASK_FIELD, title=field.title, kept=kept, may=may)
            if not text and (now is not None or one.is_optional):
                return {}
            found = field.parse(text)
            if not isinstance(found, Problem):
                return {field.id: found}
            say(_EXPECTED.within(self.language, expected=found.expected))

    def row_asked(self, item: WorkItem) -> str:
        """The row that the person names; asked again where the text may mean several."""
        while True:
            try:
                return row_meant(self.engine.flow(item.sop).definition, self.ask(_ASK_TARGET))
            except AmbiguousStep as problem:
                say(problem.message(self.language))

    def take_time(self, item: WorkItem) -> None:
        """The person's time is not simulated."""

    def wait(self, item: WorkItem) -> None:
        papers = self.engine.flow(item.sop).definition.documents
        what = papers[item.waits_for].title if item.waits_for is not None else None
        self.ask(_ASK_WAIT, due=self.due(item) if item.due else what)
        super().wait(item)

    def choice(self, item: WorkItem, actor: str) -> str:
        sop = self.engine.flow(item.sop).definition
        return self.ask(_ASK_ACTOR, actor=sop.actors[actor].title, among="/".join(choices_for(sop, actor)))
