"""Lists of instances and of work."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from sopflow.definition.duration import Duration
from sopflow.engine.directory import FixedDirectory
from sopflow.engine.queries import over_pages
from sopflow.engine.store import OpenItem, Order, Page, Place, Query, Store, WorkQuery
from sopflow.errors import BadCursor, NotOnCluster, UnknownInstance
from sopflow.flow.evolve import fold
from sopflow.flow.instance import Instance
from sopflow.search import at_least, filled
from sopflow.time.calendar import AroundTheClock

from .world import CALLER, LETTER, START, Contract, World, sop_of


class Uncertain(AroundTheClock):
    """A calendar whose days off are not decided, until they are: then everything takes that much longer."""

    decided: timedelta | None = None

    def add(self, start: datetime, duration: Duration) -> datetime:
        return super().add(start, duration) + (self.decided or timedelta(0))

    def is_provisional(self, start: datetime, due: datetime) -> bool:
        return self.decided is None


def runs_in(store: Store, **wanted: Any) -> tuple[Instance, ...]:
    return store.find(Query(**wanted), None, 10).items


def work(store: Store, actor: str | None = None, **wanted: Any) -> tuple[OpenItem, ...]:
    return store.open_items(WorkQuery(actor, **wanted), None, 10).items


class Lists(Contract):
    """Instances and work items are found, sorted, counted, and come in pages."""

    def _ids(self, world: World, **wanted: Any) -> list[str]:
        """The instances that are found, page by page."""
        return [i.id for i in over_pages(lambda after: self.again(world.store).find(Query(**wanted), after, 1))]

    def test_instances_come_in_pages_in_the_order_of_their_start(self, world: World) -> None:
        runs = [world.run(subject=f"Surat {n}") for n in range(5)]
        page = world.store.find(Query(), None, 2)
        more = world.run(subject="Surat 5")
        found = list(page.items)
        while page.next is not None:
            page = world.store.find(Query(), page.next, 2)
            found += page.items
        assert [i.id for i in found] == [r.id for r in (*runs, more)]

    def test_what_continues_no_page_is_told(self, world: World) -> None:
        world.run()
        others = (
            "entah", "\u0661 \u0662", "1_0 2", " 1 2", "+1 2", "01 2", "1 2\n", "1 2 3", "[1, 2.0, 3]", "9" * 5_000,
        )  # fmt: skip
        for cursor in others:
            with pytest.raises(BadCursor):
                world.store.find(Query(), cursor, 2)
        for cursor in (*others[:-3], "1 2 1_0", "1 2 \u0661", "1 2 nan", "[NaN, 1.0, 1]", "[1, Infinity, 1]"):
            with pytest.raises(BadCursor):
                world.store.find(Query(order=Order("ended")), cursor, 2)

    def test_instances_are_found_by_sop_status_and_subject(self, world: World) -> None:
        world.engine.register(sop_of("lain"))
        one = world.run(subject="Kunjungan GUBERNUR 100%")
        other = world.engine.start("lain", "a", subject="Kunjungan Camat")
        world.engine.cancel(other.id, "a")

        def ids(**wanted: Any) -> list[str]:
            return [i.id for i in runs_in(world.store, **wanted)]

        assert ids(sop="lain") == ids(status="cancelled") == [other.id]
        assert ids(subject="kunjungan") == ids(subject="KUNJ*") == [one.id, other.id]
        assert ids(subject="gubernur") == ids(subject="100%") == ids(subject="guber* kunjungan") == [one.id]
        assert ids(subject="1_0%") == ids(subject="x") == ids(sop="lain", status="running") == []
        assert ids(subject="kunjung") == ids(subject="%") == ids(subject="camat gubernur") == []
        assert ids(subject="camat", status="running") == []

    def test_somebody_finds_what_they_may_see(self, world: World) -> None:
        office = FixedDirectory({"b": ("b",), "pengamat": ("d",), "c": ()})
        engine = world.another(directory=office)
        engine.register(sop_of("tertutup", also="may: {see: [nobody]}"))
        engine.register(sop_of("terbuka", also="may: {see: [anyone]}"))
        runs = [engine.start(sop, by, subject=f"Surat {by}") for sop in ("surat", "tertutup", "terbuka") for by in ("b", "c")]  # fmt: skip
        own, other, closed, others, public, last = (run.id for run in runs)

        def ids(person: str, **wanted: Any) -> list[str]:
            return [run.id for run in engine.as_person(person).find(**wanted).items]

        assert ids("b") == [own, other, closed, public, last]
        assert ids("c") == [other, others, public, last]
        assert ids("pengamat") == ids("tamu") == [public, last]
        assert ids("c", sop="surat") == ids("c", subject="surat", sop="surat") == [other]
        assert sorted(ids("c", step="susun", status="running")) == sorted([other, others, public, last])
        page = engine.as_person("b").find(limit=2)
        rest = engine.as_person("b").find(limit=9, after=page.next)
        assert [run.id for run in (*page.items, *rest.items)] == ids("b")
        with pytest.raises(UnknownInstance):
            engine.as_person("c").instance(own)
        assert engine.as_person("c").instance(other) == runs[1]
        listed = {item.instance for item in engine.as_person("c").worklist()}
        assert listed == {other, others, public, last}
        heard = [one.event.instance for one in engine.as_person("c").recorded(0, 99)]
        assert heard == [other, others, public, last]

    def test_instances_are_found_by_key_unit_start_and_open_row(self, world: World) -> None:
        engine = world.engine
        one = engine.start("surat", "a", key="ND-1", unit="utara")
        world.after(days=1)
        other = engine.start("surat", "a", key="ND-2", unit="selatan")
        engine.complete(other.id, "susun", "a", key="ND-1")
        late = engine.start("surat", "a", acted_at=START - timedelta(days=1))
        engine.complete(late.id, "susun", "a")
        engine.complete(late.id, "periksa", "a", "Y")

        ids = partial(self._ids, world)
        assert ids() == ids(sop="surat") == ids(status="running") == [late.id, one.id, other.id]
        assert ids(key="ND-1") == ids(unit="utara") == ids(unit="utara", sop="surat") == [one.id]
        assert ids(step="susun") == ids(step="susun", sop="surat") == ids(step="susun", unit="utara") == [one.id]
        assert ids(step="paraf") == [late.id]
        assert ids(step="paraf", subject="x") == ids(step="arsip") == ids(key="ND-1", unit="selatan") == []
        assert ids(started_from=START, started_before=START + timedelta(days=1)) == [one.id]
        assert ids(started_before=START, sop="surat") == [late.id]
        engine.complete(late.id, "paraf", "b")
        engine.complete(late.id, "paraf", "c")
        assert ids(step="tunggu") == [late.id]
        engine.suspend(one.id, "a")
        assert ids(step="susun") == []
        assert ids(sop="surat", status="suspended") == [one.id]

    def test_instances_are_sorted_and_counted_by_who_started_what_called_and_when_it_ended(
        self, world: World
    ) -> None:
        engine = world.engine
        engine.register(sop_of("luar", CALLER))
        runs = []
        for by in ("a", "b", "c"):
            world.after(minutes=1)
            runs.append(engine.start("surat", by).id)
        outer = engine.start("luar", "a")
        engine.complete(outer.id, "mulai", "a")
        for run in (runs[1], runs[0]):
            world.after(minutes=1)
            engine.cancel(run, "a", note="x")
        end = world.clock.now()

        ids = partial(self._ids, world)
        newest = Order(is_descending=True)
        assert ids(order=newest, sop="surat", started_by="b") == ids(started_by="b") == [runs[1]]
        assert ids(order=newest, status="running", sop="luar") == [outer.id]
        assert ids(order=newest) == ids()[::-1]
        assert ids(order=newest, started_by="a") == ids(started_by="a")[::-1] == [outer.id, runs[0]]
        (called,) = ids(parent=outer.id)
        assert (called not in (*runs, outer.id), ids(parent=runs[0])) == (True, [])
        assert ids(order=Order("ended")) == [runs[1], runs[0]]
        assert ids(order=Order("ended", True)) == [runs[0], runs[1]]
        assert ids(ended_from=end) == ids(order=Order("ended"), started_by="a") == [runs[0]]
        assert ids(ended_before=end) == [runs[1]]
        for asked in ({}, {"started_by": "a"}, {"ended_before": end}, {"parent": outer.id}, {"status": "running"}):
            assert world.store.count(Query(**asked)) == len(ids(**asked))
        with pytest.raises(BadCursor):
            world.store.find(Query(order=Order("ended")), "entah", 2)

    def test_instances_are_found_and_sorted_by_their_fields(self, world: World) -> None:
        engine = world.engine
        rows = "  - {id: isi, activity: Isi, actor: a, fills: [nilai, nama, bobot]}\n  - {id: b, activity: B, actor: b}\n"
        fields = (
            "fields: {nilai: {type: money, search: true, optional: true}, nama: {max_length: 40, search: true},"
            " bobot: {type: number, search: true, optional: true}}"
        )
        try:
            engine.register(sop_of("kasus", rows, also=fields))
        except NotOnCluster:
            pytest.skip("does not apply: fields are not run there")
        runs = []
        for nilai, nama in ((30, "Ani"), (10, "Budi"), (None, "Ani"), (30, "a b\N{GRINNING FACE}")):
            world.after(minutes=1)
            run = engine.start("kasus", "a")
            engine.complete(run.id, "isi", "a", fields={"nilai": nilai, "nama": nama, "bobot": 0.1})
            runs.append(run.id)

        def found(sort: str | None = None, **fields: Any) -> list[int]:
            def page(after: str | None) -> Page[Instance]:
                return world.another().find(sop="kasus", fields=fields, sort=sort, after=after, limit=1)

            pages = [runs.index(one.id) for one in over_pages(page)]
            assert engine.count(sop="kasus", fields=fields) >= len(pages)
            return pages

        assert found(nilai=at_least(20)) == found(nilai=30) == [0, 3]
        assert found(nilai=filled(False)) == [2]
        assert found(nama="Ani", nilai=filled()) == [0]
        assert found("field.nilai") == [1, 0, 3]
        assert found("-field.nilai") == [3, 0, 1]
        assert found("field.nama") == [0, 2, 1, 3]
        engine.undo_last(runs[1], "a", "x")
        assert found(nilai=10) == []
        with pytest.raises(BadCursor):
            engine.find(sop="kasus", sort="field.nilai", after="entah")
        assert found("field.bobot") == [0, 2, 3]
        for number in ("1_0", "\u0661", "1e1", "01.5", "1.5\n", "nan", "inf", "[1.5, 1, 2]"):
            with pytest.raises(BadCursor):
                engine.find(sop="kasus", sort="field.bobot", after=f"1 2 {number}")

    def test_running_instances_that_are_late_as_a_whole_are_found(self, world: World) -> None:
        world.engine.register(sop_of("terbatas", also="time_limit: 2 hari"))
        late, other, over = (world.engine.start("terbatas", "a") for _ in range(3))
        world.engine.cancel(over.id, "a")
        world.after(hours=47)
        soon = world.engine.start("terbatas", "a")
        world.after(hours=2)
        first = world.engine.find(overdue=True, limit=1)
        assert first.items == (late,)
        assert world.engine.find(overdue=True, limit=9, after=first.next).items == (other,)
        world.after(days=2)
        found = world.engine.find(overdue=True, sop="terbatas").items
        assert [i.id for i in found] == [late.id, other.id, soon.id]

    def test_what_a_person_has_in_hand_and_what_they_may_take(self, world: World) -> None:
        engine = world.engine
        one, other = (engine.start("surat", "a", unit=unit) for unit in ("utara", "selatan"))

        def steps(person: str, *places: Place, **wanted: Any) -> list[str]:
            found = work(self.again(world.store), person=person, places=places, **wanted)
            return [i.instance.id for i in found]

        assert sorted(steps("ani", Place("a"))) == sorted([one.id, other.id])
        assert steps("ani", Place("a", "utara"), Place("b", "utara")) == [one.id]
        engine.claim(one.id, "susun", "a")
        assert steps("ani", Place("a", "utara")) == []
        assert steps("a") == [one.id]
        engine.release(one.id, "susun", "a")
        assert (steps("a"), steps("ani", Place("a", "utara"))) == ([], [one.id])
        engine.complete(one.id, "susun", "a")
        assert steps("x", Place("a", "utara"), Place("b", "utara")) == [one.id, one.id]
        assert [i.step for i in work(world.store, unit="utara")] == ["periksa"]
        assert [i.step for i in work(world.store, step="periksa", sop="surat")] == ["periksa"]
        assert work(world.store, sop="lain") == ()
        many = tuple(Place("a", f"unit-{n}") for n in range(1000))
        assert steps("x", *many, Place("a", "selatan")) == [other.id]

    def test_an_instance_that_moved_is_listed_where_it_is(self, world: World) -> None:
        run = world.run("susun")
        rows = LETTER.replace("periksa", "telaah").replace("[a, b]", "[c]")
        world.engine.register(sop_of(rows=rows, version="2"))
        (one,) = world.engine.migrate("surat", to="2", by="admin", mapping={"periksa": "telaah"})
        there = self.again(world.store)
        assert there.load(run.id) == one.after == fold(there.history(run.id))
        assert [i.step for i in work(there, "c")] == ["telaah"]
        assert work(there, "a") == ()
        assert [i.id for i in runs_in(there, step="telaah")] == [run.id]
        assert world.another(there).complete(run.id, "telaah", "c", "Y").version == "2"

    def test_due_times_that_are_not_certain_are_found(self, world: World) -> None:
        calendars = {"kantor": Uncertain()}
        engine = world.another(calendars=calendars)
        engine.register(sop_of("tak-pasti", also="calendar: kantor"))
        certain = world.run()
        run = engine.start("tak-pasti", "a")
        assert [i.id for i in runs_in(world.store, is_provisional=True)] == [run.id]
        assert [i.id for i in runs_in(world.store, is_provisional=False)] == [certain.id]
        calendars["kantor"].decided = timedelta(hours=5)
        assert engine.reschedule() == 1
        assert runs_in(world.store, is_provisional=True) == ()
        (item,) = work(world.store, "a", sop="tak-pasti")
        assert item.instance.active[0].due == START + timedelta(hours=7)

    def test_work_items_come_by_when_they_are_due(self, world: World) -> None:
        last = world.run("susun", "periksa=Y", "paraf", "paraf")  # a wait: nobody's
        world.after(minutes=1)
        late = world.run()
        world.after(minutes=1)
        soon = world.run("susun")
        items = work(world.store, "a")
        assert [(i.instance.id, i.step) for i in items] == [(soon.id, "periksa"), (late.id, "susun")]
        world.after(days=4)
        world.engine.advance()
        (untimed,) = work(world.store, "c")
        assert (untimed.instance.id, untimed.step, untimed.visit) == (last.id, "arsip", 1)
        everybody = work(world.store)
        assert [i.step for i in everybody] == ["periksa", "susun", "arsip"]

    def test_pages_of_work_hold_while_others_work(self, world: World) -> None:
        runs = []
        for _ in range(5):
            runs.append(world.run())
            world.after(minutes=1)
        page = world.store.open_items(WorkQuery("a"), after=None, limit=2)
        world.engine.complete(runs[0].id, "susun", "a")
        world.engine.complete(runs[2].id, "susun", "a")
        rest = []
        while page.next is not None:
            page = world.store.open_items(WorkQuery("a"), after=page.next, limit=2)
            rest += [(i.instance.id, i.step) for i in page.items]
        # done meanwhile: 2 is gone; 0 and 2 came anew, due later than 3
        assert (runs[2].id, "susun") not in rest
        assert {(runs[3].id, "susun"), (runs[4].id, "susun")} <= set(rest)
        assert len(rest) == len(set(rest))

    def test_only_whose_turn_it_is_has_the_row(self, world: World) -> None:
        run = world.run("susun", "periksa=Y")
        assert [i.actor for i in work(world.store)] == ["b"]
        assert work(world.store, "c") == ()
        world.engine.complete(run.id, "paraf", "b")
        assert [i.actor for i in work(world.store)] == ["c"]

    def test_what_any_of_several_may_do_is_each_ones_and_counts_once(self, world: World) -> None:
        world.run("susun")
        for actor in ("a", "b"):
            assert [i.step for i in work(world.store, actor)] == ["periksa"]
        assert len(work(world.store)) == 1

    def test_late_is_what_was_due_before(self, world: World) -> None:
        run = world.run()
        world.run("susun", "periksa=Y")
        due = run.active[0].due
        assert due is not None

        def late(at: datetime, actor: str | None = None) -> list[str]:
            return [i.step for i in work(world.store, actor, due_before=at)]

        assert late(due) == []
        assert late(due + timedelta(microseconds=1)) == ["susun"]
        assert late(due + timedelta(days=2)) == ["susun", "paraf"]
        assert late(due + timedelta(days=2), "b") == ["paraf"]

    def test_nobody_has_work_in_what_is_suspended_or_over(self, world: World) -> None:
        run = world.run()
        world.engine.suspend(run.id, "a")
        assert work(world.store) == ()
        world.after(hours=5)
        resumed = world.engine.resume(run.id, "a")
        (item,) = work(world.store)
        assert item.instance == resumed
        world.engine.cancel(run.id, "a")
        assert work(world.store) == ()

    def test_waits_that_are_over_wake_once(self, world: World) -> None:
        run = world.run("susun", "periksa=Y", "paraf", "paraf")
        minute = timedelta(minutes=1)
        soon = world.clock.now() + timedelta(days=3, seconds=-1)
        assert world.store.claim(soon, soon + minute, 10) == []
        world.after(days=3)
        now = world.clock.now()
        assert world.store.claim(now, now, 10) == [run.id]
        assert world.another(self.again(world.store)).advance() == 1
        assert world.store.claim(now, now, 10) == []
        assert [row.step for row in world.store.load(run.id).active] == ["arsip"]
