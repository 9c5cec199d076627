"""Lateness and four eyes in a case: rows done after they were due, and rows done by the wrong person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sopflow.errors import SopflowError
from sopflow.time import AROUND_THE_CLOCK, Calendar
from sopflow.time.lateness import is_late

if TYPE_CHECKING:
    from sopflow.flow.flow import Flow, Row

    from .alignment import Taken
    from .log import Case


class Late(NamedTuple):
    """A row that was done after it was due."""

    row: str
    event: int
    due: datetime
    at: datetime


class Unseen(NamedTuple):
    """A row that one person did where two should, or two where one should."""

    row: str
    event: int
    other: str
    person: str
    same: bool
    """Whether the same person should have done both."""


class Judge:
    """Looks at the times and the people of cases; `UnknownCalendar` is raised by whoever loads the calendars."""

    def __init__(self, flow: Flow, calendars: Mapping[str, Calendar], *, timed: bool = True) -> None:
        self.flow = flow
        self.calendars = calendars
        self.timed = timed
        rows = flow.rows.values()
        self.has_limits = timed and any(row.limit is not None for row in rows)
        self.has_eyes = any(row.step.separate_from or row.step.same_as for row in rows)

    def late(self, case: Case, path: tuple[Taken, ...]) -> Iterator[Late]:
        """The rows of a case that were late whatever time of the day is meant, as far as it is known when they were opened."""
        opened: dict[str, list[datetime | None]] = {}
        for taken in path:
            if not taken.is_whole:
                continue
            at = datetime.fromtimestamp(case.times[taken.event], UTC) if taken.event is not None else None
            is_day = taken.event is not None and bool(case.days) and case.days[taken.event]
            waiting = opened.get(taken.row)
            since = waiting.pop(0) if waiting else None
            row = self.flow.rows[taken.row]
            if at is not None and since is not None and row.limit is not None and taken.event is not None:
                with suppress(SopflowError):  # beyond the years in which time is counted
                    due = self._calendar(row).add(since, row.limit)
                    if is_late(due, at):
                        yield Late(row.id, taken.event, due, at)
            after = at + timedelta(days=1) if at is not None and is_day else at
            for name in taken.opened:
                opened.setdefault(name, []).append(after)

    def unseen(self, case: Case, path: tuple[Taken, ...]) -> Iterator[Unseen]:
        """The rows of a case that the wrong one of two persons did."""
        did: dict[str, set[str]] = {}
        signed: dict[str, set[str]] = {}
        for taken in path:
            if taken.event is None or not case.people[taken.event]:  # nobody knows who did it last
                did.pop(taken.row, None)
                signed.pop(taken.row, None)
                continue
            person, step = case.people[taken.event], self.flow.rows[taken.row].step
            who = " ".join(person.split()).casefold()
            for other in map(str, step.separate_from):
                if who in did.get(other, ()):
                    yield Unseen(taken.row, taken.event, other, person, False)
            same = str(step.same_as) if step.same_as is not None else ""
            if did.get(same) and who not in did[same]:
                yield Unseen(taken.row, taken.event, same, person, True)
            signed.setdefault(taken.row, set()).add(who)
            if taken.is_whole:
                did[taken.row] = signed.pop(taken.row)

    def _calendar(self, row: Row) -> Calendar:
        return self.calendars[row.calendar] if row.calendar is not None else AROUND_THE_CLOCK
