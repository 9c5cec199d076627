"""What a case says beside its way: which rows were late on the SOP's calendar, and which four eyes did not see."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from sopflow.time import AROUND_THE_CLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sopflow.flow.flow import Flow, Row
    from sopflow.time import Calendar

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
        """The rows of a case that were late, as far as it is known when they were opened."""
        opened: dict[str, datetime | None] = {}
        for taken in path:
            at = datetime.fromtimestamp(case.times[taken.event], UTC) if taken.event is not None else None
            since = opened.pop(taken.row, None)
            row = self.flow.rows[taken.row]
            if at is not None and since is not None and row.limit is not None and taken.event is not None:
                due = self._calendar(row).add(since, row.limit)
                if at > due:
                    yield Late(row.id, taken.event, due, at)
            opened |= dict.fromkeys(taken.opened, at)

    def unseen(self, case: Case, path: tuple[Taken, ...]) -> Iterator[Unseen]:
        """The rows of a case that the wrong one of two persons did."""
        did: dict[str, str] = {}
        for taken in path:
            if taken.event is None or not case.people[taken.event]:
                continue
            person, step = case.people[taken.event], self.flow.rows[taken.row].step
            who = " ".join(person.split()).casefold()
            for other in map(str, step.separate_from):
                if did.get(other) == who:
                    yield Unseen(taken.row, taken.event, other, person, False)
            same = str(step.same_as) if step.same_as is not None else ""
            if same in did and did[same] != who:
                yield Unseen(taken.row, taken.event, same, person, True)
            did[taken.row] = who

    def _calendar(self, row: Row) -> Calendar:
        return self.calendars[row.calendar] if row.calendar is not None else AROUND_THE_CLOCK
