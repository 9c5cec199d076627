"""What can be asked of the instances in a store. Lists come in pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from sopflow.errors import UnknownPerson
from sopflow.fields import Field
from sopflow.flow.agenda import agenda
from sopflow.flow.command import Command, More
from sopflow.flow.corrections import DecidedOn, decided_on
from sopflow.flow.event import Event
from sopflow.flow.following import past_of
from sopflow.flow.instance import Instance
from sopflow.flow.lifecycle import Status
from sopflow.flow.offers import Offer, offers
from sopflow.flow.permission import may
from sopflow.flow.possible import WorkItem, told_of_item, work_items
from sopflow.flow.timeline import TimelineEntry, timeline

from .decider import Decider
from .directory import Directory
from .finding import order_of, queries_of
from .intake import no_mark, present, taken
from .places import Everywhere, everywhere_of, is_theirs, item_of, places_of
from .positions import position_of
from .private import Joining
from .sops import Sops
from .store import Activation, Item, Page, Place, Query, Recorded, Store, Version, WorkQuery

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
        """Return the present snapshot; raise `UnknownInstance` if there is none."""
        return self._joining.instance(self.store.load(*taken(instance=instance)))

    def instances(self) -> Iterator[Instance]:
        """All instances, in the order of their start."""
        return over_pages(lambda after: self._found(Query(), after, PAGE))

    def find(
        self, *, sop: str | None = None, status: Status | None = None, subject: str | None = None,
        key: str | None = None, unit: str | None = None, step: str | None = None,
        started_from: datetime | None = None, started_before: datetime | None = None, overdue: bool = False,
        started_by: str | None = None, parent: str | None = None, ended_from: datetime | None = None,
        ended_before: datetime | None = None, fields: Mapping[str, Any] | None = None, sort: str | None = None,
        after: str | None = None, limit: int = PAGE,
    ) -> Page[Instance]:  # fmt: skip
        """Return a page of instances that match every argument, in the order of their start.

        `subject` are words of it, whatever their case, the last perhaps only begun (`guber*`). `key` is that of the
        start, `step` a row that is open, `started_from`, `started_before`, `ended_from` and `ended_before` are instants
        (aware), `parent` is the instance that called it, and `overdue` wants those that are past their own due time
        (`time_limit`), the latest first. `fields` are tests of fields that the SOP declares with `search: true`
        (`{"nilai": at_least(10**9)}`, from `sopflow.search`), with `sop`. `sort` is `started`, `ended`, or
        `field.nilai`, with `-` in front for the reverse order; sorted by its end or by a field an instance without one is
        left out. `after` is the `next` of the page before. `NotSearched`, `BadSearch`.
        """
        after, limit = taken(after=after, limit=limit)
        query = self._query(
            fields, sop=sop, status=status, subject=subject, key=key, unit=unit, step=step, started_from=started_from,
            started_before=started_before, overdue=overdue, started_by=started_by, caller=parent, ended_from=ended_from,
            ended_before=ended_before, sort=sort,
        )  # fmt: skip
        return self._found(query, after, limit)

    def _found(self, query: Query, after: str | None, limit: int) -> Page[Instance]:
        page = self.store.find(query, after, limit)
        return page._replace(items=tuple(self._joining.instances(page.items)))

    def count(
        self, *, sop: str | None = None, status: Status | None = None, subject: str | None = None,
        key: str | None = None, unit: str | None = None, step: str | None = None,
        started_from: datetime | None = None, started_before: datetime | None = None, overdue: bool = False,
        started_by: str | None = None, parent: str | None = None, ended_from: datetime | None = None,
        ended_before: datetime | None = None, fields: Mapping[str, Any] | None = None,
    ) -> int:  # fmt: skip
        """How many instances `find` has on all its pages."""
        query = self._query(
            fields, sop=sop, status=status, subject=subject, key=key, unit=unit, step=step, started_from=started_from,
            started_before=started_before, overdue=overdue, started_by=started_by, caller=parent, ended_from=ended_from,
            ended_before=ended_before, sort=None,
        )  # fmt: skip
        return self.store.count(query)

    def searched(self, sop: str) -> dict[str, Field]:
        """The fields by which cases of an SOP are found, each as the last version has it that says so."""
        (sop,) = present(sop=sop)
        definitions = self._sops.definitions(sop)
        if not definitions:
            self._sops.flow(sop)
        return {name: field for one in definitions for name, field in one.fields.items() if field.search}

    def _query(self, fields: Any, **asked: Any) -> Query:
        """What is asked for, each argument checked in its turn."""
        found = dict(zip(asked, taken(**asked), strict=True))
        sop, step, overdue, sort = found["sop"], found["step"], found.pop("overdue"), found.pop("sort")
        due_before = self._now() if overdue else None
        query = Query(due_before=due_before, parent=found.pop("caller"), **found)
        if fields is None and sort is None:
            return query
        definitions = self._sops.definitions(sop) if sop is not None else []
        wanted = queries_of(definitions, sop, fields) if fields is not None else ()
        is_alone = step is None and not overdue
        order = order_of(definitions, sop, sort, is_alone=is_alone) if sort is not None else None
        return query._replace(fields=wanted, order=order)

    def versions(self) -> list[Version]:
        """Return every stored version of an SOP, or of all SOPs; those of one SOP in the order in which they were
        registered."""
        return self.store.versions()

    def activations(self, sop: str) -> list[Activation]:
        """Return which version of an SOP became current, when and by whom; the last one is current. `by` is `system`
        if a new version became current when it was registered."""
        return self.store.activations(*present(sop=sop))

    def recorded(self, after: int, limit: int) -> list[Recorded]:
        """Return the events of all instances after a position; those of one instance are in their order. `subscribe`
        keeps a cursor."""
        return self._joining.recorded(self.store.recorded(*taken(position=after, limit=limit)))

    def epoch(self) -> str:
        """The identifier of the store's numbering of positions, for `mark_of`."""
        return self.store.epoch()

    def position_of(self, mark: str) -> int:
        """Return the position of a mark, after which its reader continues. Raise `PositionGone` if the store was
        restored to an older state or rebuilt, and `BadArgument` for a text that is not a mark."""
        (mark,) = present(mark=mark)
        try:
            return position_of(self.store, mark)
        except ValueError:
            no_mark(mark)

    def history(self, instance: str) -> Iterator[Event]:
        """The events of an instance, in order."""
        return self._joining.events(self.store.history(*taken(instance=instance)))

    def timeline(self, instance: str) -> tuple[TimelineEntry, ...]:
        """Return the history as a list of acts: which row, who, when, and whether in time."""
        return timeline(self.store.history(*taken(instance=instance)), self._sops.flow)

    def decided_on(self, instance: str) -> tuple[DecidedOn, ...]:
        """Return the decisions, in order, that were taken on a value of a field that has changed since; they stand."""
        return decided_on(self._sops.of(self.store.load(*taken(instance=instance))), self.history(instance))

    def possible(self, instance: str) -> tuple[WorkItem, ...]:
        """What can be done now, by whom and with which outcomes."""
        state = self.instance(instance)
        return work_items(self._sops.of(state), state)

    def may(self, instance: str, person: str) -> tuple[Offer, ...]:
        """Return every command that a person may give on an instance now. Each would be accepted once its required
        values (an outcome, a note) are given: the same rules decide both. A row that the data decide is listed too while
        a value for it is missing; `DataMissing` then says which row fills it."""
        instance, person = present(instance=instance, person=person)
        state = self.store.load(instance)
        context = self._decider.of(Command("annotate", person), state)
        past = past_of(self.store.history(instance))
        return offers(self._sops.of(state), state, person, context._replace(past=past))

    def worklist(
        self, actor: str | None = None, *, person: str | None = None, unit: str | None = None, sop: str | None = None,
        step: str | None = None, limit: int = PAGE,
    ) -> Iterator[WorkItem]:  # fmt: skip
        """Return the work items of an actor, a person or a unit over all running instances, in the order in which
        they are due; see `worklist_page`."""

        def page(after: str | None) -> Page[WorkItem]:
            return self.worklist_page(
                actor, person=person, unit=unit, sop=sop, step=step, after=after, limit=limit
            )  # fmt: skip

        return over_pages(page)

    def worklist_page(
        self, actor: str | None = None, *, person: str | None = None, unit: str | None = None, sop: str | None = None,
        step: str | None = None, after: str | None = None, limit: int = PAGE,
    ) -> Page[WorkItem]:  # fmt: skip
        """Return a page of work items in the order in which they are due; `after` is the `next` of the previous page.

        The items of a `person` are those that they have claimed or were given, and unclaimed ones that their present
        positions may do (not as a substitute, and not what another person must do); such a page may be shorter than
        `limit`. Raise `UnknownPerson` for a person whom the directory does not know.
        """
        return self._items(*self._work(actor, person, unit, sop, step), after, limit)

    def overdue(
        self, actor: str | None = None, *, person: str | None = None, unit: str | None = None, sop: str | None = None,
        step: str | None = None, after: str | None = None, limit: int = PAGE,
    ) -> Page[WorkItem]:  # fmt: skip
        """Return a page of the work items that are late, the most overdue first; of all, or filtered as in
        `worklist_page`."""
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
