"""Moving tokens: what a row's outcome opens, what it leaves waiting at joins, and what ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from msgspec import Struct

from sopflow.definition.model import End
from sopflow.errors import BadCommand, CallTooDeep, UnknownDefinition
from sopflow.frozen import NOTHING
from sopflow.language import Words
from sopflow.time import AROUND_THE_CLOCK

from .context import Context
from .data import is_passed
from .dating import day_of
from .each import records_of, way_of_ends
from .event import NOTHING_RARE as NOTHING_RARE_ROW
from .event import Arc, OpenRow, RareRow
from .flow import Flow, Row
from .inclusive import next_inclusive
from .instance import NOTHING_RARE, Instance
from .lifecycle import Status, moved

MAX_OPEN: Final = 1000
"""Rows open at once in one instance; only a loop that splits without joining gets there."""
MAX_DEPTH: Final = 20
"""How deep SOPs may call each other."""
_NONE: Final[Sequence[tuple[str, Sequence[str]]]] = ()
_PASSED: Final = Words(
    "lebih dari {limit} baris dilewati dengan sendirinya di {step}",
    "more than {limit} rows passed by themselves at {step}",
)
TOO_MANY_OPEN: Final = Words(
    "lebih dari {limit} baris terbuka sekaligus di {step}", "more than {limit} rows open at once at {step}"
)


class Routing(Struct, gc=False):
    """The tokens of one instance on their way, from a command to where they rest."""

    flow: Flow
    instance: Instance
    context: Context
    closed: tuple[OpenRow, ...] = ()
    """The open rows that end with the command."""
    since: datetime | None = None
    """From when on the rows are open that it opens; `None` for now."""
    chosen: Mapping[str, str] = NOTHING
    """Actors that are chosen with the command, besides those that were."""
    opened: tuple[OpenRow, ...] = ()
    changed: dict[Arc, int] | None = None
    """What waits at which join, where that may have changed."""
    end: End | None = None
    closes_all: bool = False
    passed: int = 0
    known: Mapping[str, Any] | None = None
    """The fields of the case as they are after the command; `None` for those of the instance."""
    compared: dict[str, Any] | None = None
    """The values by which it was decided; `None` where nothing was."""

    @property
    def waiting(self) -> dict[Arc, int]:
        """What waits at which join."""
        return self.changed if self.changed is not None else dict(self.instance.rare.waiting)

    def send(self, source: str, places: Sequence[str]) -> None:
        """Let tokens arrive at places, and go on until each rests."""
        flow, todo = self.flow, _NONE
        rows = flow.rows
        while True:
            for place in places:
                row = rows.get(place)
                if row is None:
                    self.finish(flow.ends[place])
                elif row.is_simple:
                    self.opened += (self.opening(row),)
                elif row.is_joined and not self.starts(source, row):
                    continue
                elif self.is_passed(row):
                    todo = (*todo, self.pass_through(row))
                else:
                    self.opened += (self.opening(row),)
            if todo:
                (source, places), *todo = todo
                continue
            opened = self.opened
            if len(opened) > 1 and len(opened) + len(self.instance.active) - len(self.closed) > MAX_OPEN:
                raise BadCommand(what=TOO_MANY_OPEN.filled(limit=MAX_OPEN, step=flow.title(opened[-1].step)))
            if not flow.inclusive:
                return
            joined = next_inclusive(flow, self.waiting, self.places())
            if joined is None:
                return
            source, places, todo = joined.id, (), self.start(joined)

    def start(self, joined: Row) -> list[tuple[str, Sequence[str]]]:
        """Start a join with what waits there; where tokens go on at once, if they do."""
        self.consume(tuple(arc for arc in self.waiting if arc[1] == joined.id))
        if self.is_passed(joined):
            return [self.pass_through(joined)]
        self.opened += (self.opening(joined),)
        return []

    def starts(self, source: str, row: Row) -> bool:
        """Whether the arrival of a token starts a row that is joined, with what waits there consumed."""
        if row.join is not None and source not in row.join:
            return True
        arc = (source, row.id)
        waiting = self.changed = self.waiting
        waiting[arc] = waiting.get(arc, 0) + 1
        if row.join is None:
            return False
        arcs = tuple((name, row.id) for name in row.join)
        if any(arc not in waiting for arc in arcs):
            return False
        self.consume(arcs)
        return True

    def fire_joins(self) -> None:
        """Start the joins that are full where tokens were put, not sent, and those that these lead to."""
        todo: list[tuple[str, Sequence[str]]] = []
        while (joined := self._full_join()) is not None:
            todo += self.start(joined)
        for source, places in todo:
            self.send(source, places)

    def _full_join(self) -> Row | None:
        waiting = self.waiting
        for row in self.flow.rows.values():
            if row.join is not None and all((name, row.id) in waiting for name in row.join):
                return row
        return next_inclusive(self.flow, waiting, self.places()) if self.flow.inclusive else None

    def consume(self, arcs: tuple[Arc, ...]) -> None:
        waiting = self.changed = self.waiting
        for arc in arcs:
            waiting[arc] -= 1
            if not waiting[arc]:
                del waiting[arc]

    @property
    def fields(self) -> Mapping[str, Any]:
        """The fields of the case as they are after the command."""
        return self.known if self.known is not None else self.instance.rare.fields

    def is_passed(self, row: Row) -> bool:
        """Whether a row is passed as soon as a token arrives: nobody does it, or the data of the case does not need it."""
        if row.when is not None:
            today = day_of(self.flow, self.since or self.context.at, self.context)
            return is_passed(self.flow, row, self.fields, today, self.comparing())
        return row.is_automatic or (row.each is not None and not records_of(self.flow, row, self.fields))

    def comparing(self) -> dict[str, Any]:
        """Where the values are noted by which it is decided."""
        self.compared = self.compared if self.compared is not None else {}
        return self.compared

    def pass_through(self, row: Row) -> tuple[str, Sequence[str]]:
        """Go on at once from a row that is passed."""
        self.passed += 1
        if self.passed > MAX_OPEN:
            raise BadCommand(what=_PASSED.filled(limit=MAX_OPEN, step=self.flow.title(row.id)))
        return row.id, self.flow.fire(row.id, row.sole or way_of_ends(row, ()))

    def opening(self, row: Row) -> OpenRow:
        """The row as it opens: its visit, who may do it, when it is due."""
        step, instance = row.id, self.instance
        since = self.since or self.context.at
        visit = instance.visits.get(step, 0) + 1
        if self.opened:
            visit += [other.step for other in self.opened].count(step)
        due, actors, rare = None, row.actors, NOTHING_RARE_ROW
        if row.limit is not None:
            calendar = AROUND_THE_CLOCK if row.calendar is None else self.context.calendar(row.calendar)
            due = calendar.add(since, row.limit)
        if row.may_open_with_more:
            rare = self.more(row, since, due)
        if self.chosen or instance.rare is not NOTHING_RARE:
            chosen = {**instance.rare.chosen, **self.chosen}
            actors = tuple(map(chosen.get, actors, actors))
        return OpenRow(step, visit, actors, since, due, rare)

    def more(self, row: Row, since: datetime, due: datetime | None) -> RareRow:
        """What is known of a row when it opens, besides when it is due."""
        children = self.children(row) if row.calls else ()
        is_provisional = (
            row.calendar is not None
            and due is not None
            and self.context.calendar(row.calendar).is_provisional(since, due)
        )
        late_at = self.late_at(row, due, 0)
        if not children and late_at is None and not is_provisional:
            return NOTHING_RARE_ROW
        return RareRow(children=children, late_at=late_at, is_provisional=is_provisional)

    def late_at(self, row: Row, due: datetime | None, number: int) -> datetime | None:
        """When so many-th of what a row's `on_late` says happens."""
        if due is None or number >= len(row.step.on_late):
            return None
        after = row.step.on_late[number].after
        return due if after is None else self.context.calendar(row.calendar).add(due, after)

    def children(self, row: Row) -> tuple[str, ...]:
        """The ids of the instances that a `call` row will run."""
        name = str(row.step.call)
        if self.context.called(name) is None:
            raise UnknownDefinition(sop=name, known=())
        if self.instance.id.count("/") >= MAX_DEPTH:
            raise CallTooDeep(limit=MAX_DEPTH)
        count = 1 if row.each is None else len(records_of(self.flow, row, self.fields))
        return tuple(f"{self.instance.id}/{self.context.fresh_id()}" for _ in range(count))

    def finish(self, end: End) -> None:
        self.end = end
        if end.closes_all:
            self.closes_all = True

    def places(self) -> list[str]:
        """The rows that are open now."""
        still = [row.step for row in self.instance.active if row not in self.closed]
        return still + [row.step for row in self.opened]

    def status(self, open_rows: bool) -> Status | None:
        """The status that this leads to, where it changes."""
        if self.closes_all or (not open_rows and not self.waiting):
            return moved("running", "finish")
        return None
