"""What can be asked of the instances in a store. Lists come in pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from sopflow.errors import UnknownPerson
from sopflow.flow.agenda import agenda
from sopflow.flow.command import Command, More
from sopflow.flow.corrections import DecidedOn, decided_on
from sopflow.flow.following import past_of
from sopflow.flow.offers import Offer, offers
from sopflow.flow.permission import may
from sopflow.flow.possible import WorkItem, told_of_item, work_items
from sopflow.flow.timeline import TimelineEntry, timeline

from .intake import no_mark, present, taken
from .places import everywhere_of, is_theirs, item_of, places_of
from .positions import position_of
from .store import Page, Place, Query, WorkQuery

if TYPE_CHECKING:
    from datetime import datetime

    from sopflow.flow.event import Event
    from sopflow.flow.instance import Instance
    from sopflow.flow.lifecycle import Status

    from .decider import Decider
    from .directory import Directory
    from .places import Everywhere
    from .private import Joining
    from .sops import Sops
    from .store import Activation, Item, Recorded, Store, Version

PAGE: Final = 50


class Queries:
    """The questions of `Engine`."""

    store: Store
    _sops: Sops
    _decider: Decider
    _directory: Directory | None
    _now: Callable[[], datetime]
    _joining: Joining

    def instance(self, instance: str) -> Instance:
        """The present snapshot; `UnknownInstance` if there is none."""
        return self._joining.instance(self.store.load(*taken(instance=instance)))

    def instances(self) -> Iterator[Instance]:
        """All instances, in the order of their start."""
        return over_pages(lambda after: self._found(Query(), after, PAGE))

    def find(
        self, *, sop: str | None = None, status: Status | None = None, subject: str | None = None,
        key: str | None = None, unit: str | None = None, step: str | None = None,
        started_from: datetime | None = None, started_before: datetime | None = None, overdue: bool = False,
        after: str | None = None, limit: int = PAGE,
    ) -> Page[Instance]:  # fmt: skip
        """Instances in the order of their start, a page at a time: those for which everything holds that is given.

        `subject` are words of it, whatever their case, the last perhaps only begun (`guber*`). `key` is that of the
        start, `step` a row that is open, `started_from` and `started_before` are instants (aware), and `overdue` wants
        those that are late as a whole (`time_limit`), the latest first. `after` is the `next` of the page before.
        """
        sop, status, subject, key, unit, step, started_from, started_before, after, limit, overdue = taken(
            sop=sop, status=status, subject=subject, key=key, unit=unit, step=step, started_from=started_from,
            started_before=started_before, after=after, limit=limit, overdue=overdue,
        )  # fmt: skip
        due_before = self._now() if overdue else None
        query = Query(sop, status, subject, key, unit, step, started_from, started_before, due_before)
        return self._found(query, after, limit)

    def _found(self, query: Query, after: str | None, limit: int) -> Page[Instance]:
        page = self.store.find(query, after, limit)
        return page._replace(items=tuple(self._joining.instances(page.items)))

    def versions(self) -> list[Version]:
        """Every version of an SOP that the store keeps; those of one SOP in the order in which they came."""
        return self.store.versions()

    def activations(self, sop: str) -> list[Activation]:
        """Which version of an SOP became current when and by whom; the last one is current. `system` where a new
        version became current by being registered."""
        return self.store.activations(*present(sop=sop))

    def recorded(self, after: int, limit: int) -> list[Recorded]:
        """The events of all instances after a position, in an order in which those of an instance are in theirs; see
        `subscribe` for a cursor that is kept."""
        return self._joining.recorded(self.store.recorded(*taken(position=after, limit=limit)))

    def epoch(self) -> str:
        """Which numbering of positions the store has, for `mark_of`."""
        return self.store.epoch()

    def position_of(self, mark: str) -> int:
        """The position after which a reader goes on that remembers a mark. `PositionGone` where the store was put back to
        an older state, or rebuilt, and `BadArgument` for what is not a mark."""
        (mark,) = present(mark=mark)
        try:
            return position_of(self.store, mark)
        except ValueError:
            no_mark(mark)

    def history(self, instance: str) -> Iterator[Event]:
        """The events of an instance, in order."""
        return self._joining.events(self.store.history(*taken(instance=instance)))

    def timeline(self, instance: str) -> tuple[TimelineEntry, ...]:
        """The history as a diary: which row, who, when, and whether in time."""
        return timeline(self.store.history(*taken(instance=instance)), self._sops.flow)

    def decided_on(self, instance: str) -> tuple[DecidedOn, ...]:
        """The decisions that were taken while a field of the case had another value than now, in order; they stand."""
        return decided_on(self._sops.of(self.store.load(*taken(instance=instance))), self.history(instance))

    def possible(self, instance: str) -> tuple[WorkItem, ...]:
        """What can be done now, by whom and with which outcomes."""
        state = self.instance(instance)
        return work_items(self._sops.of(state), state)

    def may(self, instance: str, person: str) -> tuple[Offer, ...]:
        """Every command that a person may give on an instance now: each would be accepted, once it says what it must
        (an outcome, a note). Decided by the rules that accept or refuse the command itself."""
        instance, person = present(instance=instance, person=person)
        state = self.store.load(instance)
        context = self._decider.of(Command("annotate", person), state)
        past = past_of(self.store.history(instance))
        return offers(self._sops.of(state), state, person, context._replace(past=past))

    def worklist(
        self, actor: str | None = None, *, person: str | None = None, unit: str | None = None, sop: str | None = None,
        step: str | None = None, limit: int = PAGE,
    ) -> Iterator[WorkItem]:  # fmt: skip
        """The work items of an actor, a person or a unit over all running instances, what is due first first; as
        `worklist_page` has them."""

        def page(after: str | None) -> Page[WorkItem]:
            return self.worklist_page(
                actor, person=person, unit=unit, sop=sop, step=step, after=after, limit=limit
            )  # fmt: skip

        return over_pages(page)

    def worklist_page(
        self, actor: str | None = None, *, person: str | None = None, unit: str | None = None, sop: str | None = None,
        step: str | None = None, after: str | None = None, limit: int = PAGE,
    ) -> Page[WorkItem]:  # fmt: skip
        """A page of work items, what is due first first; `after` is the `next` of the page before.

        `person` has what is in their hands, and what is in nobody's and may be done by the positions that they hold
        now (not what they might do as a substitute, nor what another must do); a page of theirs may be shorter than
        `limit`. `UnknownPerson` for one whom the directory does not know.
        """
        return self._items(*self._work(actor, person, unit, sop, step), after, limit)

    def overdue(
        self, actor: str | None = None, *, person: str | None = None, unit: str | None = None, sop: str | None = None,
        step: str | None = None, after: str | None = None, limit: int = PAGE,
    ) -> Page[WorkItem]:  # fmt: skip
        """A page of the work items that are late, the latest first; of all, or as for `worklist_page`."""
        query, everywhere = self._work(actor, person, unit, sop, step)
        return self._items(query._replace(due_before=self._now()), everywhere, after, limit)

    def _work(
        self, actor: str | None, person: str | None, unit: str | None, sop: str | None, step: str | None
    ) -> tuple[WorkQuery, Everywhere | None]:
        actor, person, unit, sop, step = taken(actor=actor, person=person, unit=unit, sop=sop, step=step)
        everywhere = self._everywhere(person) if person is not None else None
        places = places_of(person, everywhere) if person is not None else ()
        if unit is not None:
            places = tuple(Place(p.actor, unit) for p in places if p.unit in (None, unit))
        return WorkQuery(actor, unit if person is None else None, person, places, None, sop, step), everywhere

    def _everywhere(self, person: str) -> Everywhere | None:
        """What a person may do in each unit: nothing for one whom the directory does not know, and who has work because an
        instance says who they are. `UnknownPerson` for any other."""
        try:
            return everywhere_of(self._directory, person, self._now())
        except UnknownPerson:
            query = WorkQuery(person=person, places=places_of(person, {}))
            if not self._items(query, {}, None, 1).items:
                raise
            return {}

    def _items(
        self, query: WorkQuery, everywhere: Everywhere | None, after: str | None, limit: int
    ) -> Page[WorkItem]:  # fmt: skip
        after, limit = taken(after=after, limit=limit)
        while True:
            page = self.store.open_items(query, after, limit)
            found = []
            whole = self._joining.instances([one.instance for one in page.items])
            for (state, step, visit, actor), shown in zip(page.items, whole, strict=True):
                flow = self._sops.of(state)
                item = item_of(work_items(flow, shown), step, visit, actor)
                if query.person is not None:
                    do = Command("complete", query.person, step, more=More(visit))
                    verdict = may(flow, state, do, self._decider.of_known(do, state, everywhere))
                    entries = agenda(flow, state) if item.people else ()
                if query.seer is not None:
                    item = told_of_item(item, flow, state, query.seer)
                if query.person is None or is_theirs(item, actor, query, verdict, entries):
                    found.append(item)
            if found or page.next is None:
                return Page(tuple(found), page.next)
            after = page.next


def over_pages(page: Callable[[str | None], Page[Item]]) -> Iterator[Item]:
    """Everything on a page and those that follow it."""
    after: str | None = None
    while True:
        items, after = page(after)
        yield from items
        if after is None:
            return
