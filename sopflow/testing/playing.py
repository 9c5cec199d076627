"""Runs that read as sentences: `play(sop).at("…").complete("…")…`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from os import PathLike
from typing import Self, Unpack

from sopflow.definition.library import Procedure
from sopflow.definition.model import Definition, Ref
from sopflow.diagnostics import NOWHERE, Diagnostic
from sopflow.engine.clock import ManualClock
from sopflow.engine.directory import Directory
from sopflow.engine.engine import Engine
from sopflow.flow.event import Event
from sopflow.flow.instance import Instance
from sopflow.language import Language, Words, default_language
from sopflow.people.directory import OfficeDirectory
from sopflow.scenarios import checks
from sopflow.scenarios.failure import Place, reason_of, text_of
from sopflow.scenarios.model import DEFAULT_START, Act
from sopflow.scenarios.playing import Failure
from sopflow.scenarios.rehearsal import Failed, Rehearsal, compiled
from sopflow.time import Calendar

from . import given
from .assertions import Expected, ScenarioFailed, expectation
from .doing import Doing
from .subject import procedure_of
from .surrounding import directory_of

__tracebackhide__ = True
_TOO_LATE = Words(
    "with_people harus sebelum yang pertama terjadi", "with_people must come before anything happens"
)
_TWO_SCENES = Words("with_people tidak dipakai bersama directory", "with_people is not used with a directory")
_TWO_TIMES = Words("tulis at atau after, bukan keduanya", "give at or after, not both")


def play(
    sop: Definition | Procedure | str | PathLike[str], *called: Definition, name: str = "play",
    calendars: Mapping[str, Calendar] | None = None, directory: Directory | str | PathLike[str] | None = None,
    unit: str | None = None,
) -> Play:  # fmt: skip
    """Begin a run of an SOP on its own clock, to be written as a chain of calls.

    `sop` is a definition, or the name of its file (then the SOPs that it calls are found beside it); `called`
    are the definitions that it calls. Calendars are those near the file unless given; raise `UnknownCalendar` for one
    that does not
    exist. With a `directory` (or its file) persons act, in instances of the `unit`, and an actor's name stands
    for whoever holds the position there at that time.
    """
    given.text("name", name)
    given.text("unit", unit)
    if calendars is not None:
        given.pairs("calendars", calendars)
    return Play(procedure_of(sop, called), name, calendars, directory_of(directory), unit)


class Play(Doing):
    """A run that you build call by call. Each call acts at once and returns the same object; it raises
    `ScenarioFailed` if the act is refused. See `Doing` for the arguments of all calls.
    """

    def __init__(
        self, procedure: Procedure, name: str, calendars: Mapping[str, Calendar] | None = None,
        directory: Directory | None = None, unit: str | None = None,
    ) -> None:  # fmt: skip
        self._calendars = calendars
        self._directory = directory
        self._unit = unit
        self._procedure = procedure
        self._flows = compiled(procedure)
        self._name = name
        self._start: datetime = DEFAULT_START
        self._people: dict[str, tuple[str, ...]] = {}
        self._rehearsal: Rehearsal | None = None

    def at(self, when: datetime | str) -> Self:
        """Set when it starts; later, move the clock there."""
        instant = given.instant("when", when) or self._start
        if self._rehearsal is None:
            self._start = instant
        else:
            self._perform(Act("expect", at=instant))
        return self

    def with_people(self, people: Mapping[str, str | tuple[str, ...] | list[str]]) -> Self:
        """Name persons and the actors that each holds. Call it before anything happens and without a directory, else
        it raises `TypeError`."""
        if self._rehearsal is not None or self._directory is not None:
            words = _TOO_LATE if self._directory is None else _TWO_SCENES
            raise TypeError(words.within(default_language()))
        self._people |= {p: given.names(p, held) for p, held in given.pairs("people", people).items()}
        return self

    def expect(self, *, inside: str | Iterable[str] | None = None, **expected: Unpack[Expected]) -> Self:
        """Compare the run with what is expected, as in a scenario file; `inside` names the calling row for a called SOP."""
        rows = given.names("inside", inside) if inside is not None else ()
        return self._perform(Act("expect", inside=tuple(map(Ref, rows)), expect=expectation(**expected)))

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
    def _persons(self) -> Collection[str] | None:
        """Who there is besides actors; `None` where only the directory knows."""
        if isinstance(self._directory, OfficeDirectory):
            return self._directory.people
        return tuple(self._people) if self._directory is None else None

    @property
    def _world(self) -> Rehearsal:
        if self._rehearsal is None:
            self._rehearsal = Rehearsal(
                self._flows, start=self._start, people=self._people, calendars=self._calendars,
                directory=self._directory, unit=self._unit,
            )  # fmt: skip
        return self._rehearsal

    def _perform(self, act: Act) -> Self:
        if act.at is not None and act.after is not None:
            raise TypeError(_TWO_TIMES.within(default_language()))
        slips = list(checks.named(act, self._procedure, self._persons))
        if act.kind == "start" and self._world.run is not None:
            slips.append(checks.STARTED.at(NOWHERE))
        if slips:
            raise ScenarioFailed("\n".join(_told(slip, default_language()) for slip in slips))
        try:
            self._world.perform(act)
        except Failed as problem:
            failure = Failure(problem, act)
        else:
            return self
        language = default_language()
        text = text_of(failure, Place(self._name), self._world, language)
        raise ScenarioFailed(reason_of(failure, language), text)


def _told(slip: Diagnostic, language: Language) -> str:
    """A finding without a place: a chain stands in no file that is checked."""
    hint = slip.hint(language)
    return f"{slip.message(language)}; {hint}" if hint else slip.message(language)
