"""Runs that read as sentences: `play(sop).at("…").complete("…")…`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from sopflow.definition import duration, instants
from sopflow.definition.model import Ref
from sopflow.engine.intake import papers_of
from sopflow.language import Words, default_language
from sopflow.scenarios import checks
from sopflow.scenarios.failure import Place, reason_of, text_of
from sopflow.scenarios.model import DEFAULT_START, Act
from sopflow.scenarios.playing import Failure
from sopflow.scenarios.rehearsal import Failed, Rehearsal, compiled

from .assertions import ScenarioFailed, expectation
from .subject import procedure_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from os import PathLike

    from sopflow.definition.library import Procedure
    from sopflow.definition.model import Definition
    from sopflow.engine.clock import ManualClock
    from sopflow.engine.engine import Engine
    from sopflow.flow.event import Event
    from sopflow.flow.instance import Instance
    from sopflow.time import Calendar


__tracebackhide__ = True
_TOO_LATE = Words(
    "with_people harus sebelum yang pertama terjadi", "with_people must come before anything happens"
)
_TWO_TIMES = Words("tulis at atau after, bukan keduanya", "give at or after, not both")


def play(
    sop: Definition | Procedure | str | PathLike[str], *called: Definition, name: str = "play",
    calendars: Mapping[str, Calendar] | None = None,
) -> Play:  # fmt: skip
    """A run of an SOP on a clock of its own, to be written as a chain.

    `sop` is a definition, or the name of its file (then the SOPs that it calls are found beside it); `called`
    are the definitions that it calls. Calendars that are not given are those near the file; `UnknownCalendar` for one
    that is not there.
    """
    return Play(procedure_of(sop, called), name, calendars)


class Play:
    """A run in the making. Each call does something at once and returns the same object.

    A row takes its standard time unless `after` (a duration as text) or `at` says otherwise; `by` is whoever's
    turn it is unless given; `refused` is the code with which a command must be refused. `ScenarioFailed` where
    it goes otherwise.
    """

    def __init__(self, procedure: Procedure, name: str, calendars: Mapping[str, Calendar] | None = None) -> None:
        self._calendars = calendars
        self._procedure = procedure
        self._flows = compiled(procedure)
        self._name = name
        self._start: datetime = DEFAULT_START
        self._people: dict[str, tuple[str, ...]] = {}
        self._rehearsal: Rehearsal | None = None

    # -- the scene

    def at(self, when: datetime | str) -> Self:
        """When it starts; later on, the clock moves there."""
        instant = instants.parse(when) if isinstance(when, str) else when
        if self._rehearsal is None:
            self._start = instant
        else:
            self._perform(Act("expect", at=instant))
        return self

    def with_people(self, people: Mapping[str, str | tuple[str, ...] | list[str]]) -> Self:
        """Persons and the actors that each holds; before anything happens, else `TypeError`."""
        if self._rehearsal is not None:
            raise TypeError(_TOO_LATE.within(default_language()))
        self._people |= {p: (held,) if isinstance(held, str) else tuple(held) for p, held in people.items()}
        return self

    # -- what happens

    def start(
        self, by: str | None = None, *, documents: Any = (), subject: str | None = None, refused: str | None = None
    ) -> Self:
        """Start the run; without it the first act does."""
        return self._perform(
            Act("start", by=_ref(by), papers=papers_of(documents), subject=subject, refused=_ref(refused))
        )

    def complete(
        self, step: str, outcome: str | None = None, *, by: str | None = None, to: str | None = None,
        note: str | None = None, documents: Any = (), choose: Mapping[str, str] | None = None,
        after: str | None = None, at: str | None = None, visit: int | None = None, inside: str | None = None,
        refused: str | None = None,
    ) -> Self:  # fmt: skip
        """Complete a row, or sign one that several sign; `inside` names the calling row for a called SOP's."""
        return self._perform(
            Act(
                "step", Ref(step), _answer(outcome, to), _ref(by), _duration(after), _instant(at), note=note,
                papers=papers_of(documents), choose=choose or {}, visit=visit, inside=(Ref(inside),) if inside else (),
                refused=_ref(refused),
            )
        )  # fmt: skip

    def skip(
        self, step: str, note: str, *, outcome: str | None = None, by: str | None = None, after: str | None = None,
        refused: str | None = None,
    ) -> Self:  # fmt: skip
        """Skip an optional row, with a reason."""
        return self._perform(
            Act("skip", Ref(step), outcome, _ref(by), _duration(after), note=note, refused=_ref(refused))
        )

    def withdraw(self, step: str, by: str, *, refused: str | None = None) -> Self:
        """Withdraw one's own signature."""
        return self._perform(Act("withdraw", Ref(step), by=Ref(by), refused=_ref(refused)))

    def receive(
        self, *documents: str, by: str | None = None, after: str | None = None, refused: str | None = None
    ) -> Self:
        """Documents arrive."""
        papers = papers_of(documents)
        return self._perform(
            Act("receive", by=_ref(by), after=_duration(after), papers=papers, refused=_ref(refused))
        )

    def wait(self, length: str) -> Self:
        """Time passes (a duration as text), and waits that are over by then end."""
        return self._perform(Act("wait", lasts=duration.parse(length)))

    def wait_for(self, step: str) -> Self:
        """A waiting row ends by itself."""
        return self._perform(Act("wait", Ref(step)))

    def annotate(self, note: str, *, by: str | None = None) -> Self:
        """A note in the history."""
        return self._perform(Act("annotate", note=note, by=_ref(by)))

    def extend(
        self, step: str | None, note: str, *, length: str | None = None, by: str | None = None, refused: str | None = None
    ) -> Self:  # fmt: skip
        """Extend the due time of a row, or of the whole run (`None`), by whoever may unless given."""
        return self._perform(
            Act(
                "extend", _ref(step), by=_ref(by), lasts=_duration(length), note=note, refused=_ref(refused)
            )
        )  # fmt: skip

    def undo(self, note: str, *, by: str | None = None, refused: str | None = None) -> Self:
        """Withdraw the last completion, by whoever did it unless given."""
        return self._perform(Act("undo", by=_ref(by), note=note, refused=_ref(refused)))

    def suspend(self, by: str | None = None, *, refused: str | None = None) -> Self:
        return self._perform(Act("suspend", by=_ref(by), refused=_ref(refused)))

    def resume(self, by: str | None = None, *, after: str | None = None, refused: str | None = None) -> Self:
        return self._perform(Act("resume", by=_ref(by), after=_duration(after), refused=_ref(refused)))

    def cancel(self, by: str | None = None, *, refused: str | None = None) -> Self:
        return self._perform(Act("cancel", by=_ref(by), refused=_ref(refused)))

    def auto(
        self, until: str | None = None, *, inside: str | None = None, **answers: str | list[str]
    ) -> Self:  # fmt: skip
        """Go on by given answers and default ones, until a row is open, or to the end; `inside` names the calling row
        for a called SOP. An answer for no row, or that nobody asks for, fails."""
        given = {step: (o,) if isinstance(o, str) else tuple(o) for step, o in answers.items()}
        return self._perform(Act("auto", _ref(until), answers=given, inside=(Ref(inside),) if inside else ()))

    # -- what is expected

    def expect(self, **expected: Any) -> Self:
        """Compare the run with `status`, `end`, `path`, `active`, `worklist`, `who`, `documents`, `late`, `reminded`,
        `missing`, `elapsed`, `due`, as in a scenario file."""
        return self._perform(Act("expect", expect=expectation(**expected)))

    # -- what there is

    @property
    def engine(self) -> Engine:
        """The engine that it runs on."""
        return self._world.engine

    @property
    def clock(self) -> ManualClock:
        return self._world.clock

    @property
    def run(self) -> Instance:
        """The run as it is now."""
        if self._world.run is None:
            self.start()
        run = self._world.run
        assert run is not None
        return run

    @property
    def history(self) -> tuple[Event, ...]:
        """Its events so far."""
        return tuple(self.engine.history(self.run.id))

    @property
    def _world(self) -> Rehearsal:
        if self._rehearsal is None:
            self._rehearsal = Rehearsal(
                self._flows, start=self._start, people=self._people, calendars=self._calendars
            )  # fmt: skip
        return self._rehearsal

    def _perform(self, act: Act) -> Self:
        if act.at is not None and act.after is not None:
            raise TypeError(_TWO_TIMES.within(default_language()))
        slips = list(checks.named(act, self._procedure, tuple(self._people)))
        if slips:
            raise ScenarioFailed("\n".join(slip.text((), default_language()) for slip in slips))
        try:
            self._world.perform(act)
        except Failed as problem:
            failure = Failure(problem, act)
        else:
            return self
        language = default_language()
        text = text_of(failure, Place(self._name), self._world, language)
        raise ScenarioFailed(reason_of(failure, language), text)


def _ref(text: str | None) -> Ref | None:
    return Ref(text) if text is not None else None


def _duration(text: str | None) -> duration.Duration | None:
    return duration.parse(text) if text is not None else None


def _instant(text: str | None) -> datetime | None:
    return instants.parse(text) if text is not None else None


def _answer(outcome: str | None, to: str | None) -> str | None:
    return f"{outcome or 'done'}@{to}" if to is not None else outcome
