"""What every store must do: a suite of tests for one's own. Needs pytest and hypothesis.

class TestMyStore(StoreContract):
    def make(self, tmp_path):
        return MyStore(tmp_path / "file")
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, TypedDict, Unpack

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from sopflow.definition import canonical_1
from sopflow.definition.digest import digest
from sopflow.definition.loading import loads
from sopflow.engine.clock import ManualClock
from sopflow.engine.directory import FixedDirectory
from sopflow.engine.engine import Engine
from sopflow.engine.positions import mark_of, position_of
from sopflow.engine.private import PrivateValue
from sopflow.engine.sops import activation_of
from sopflow.engine.store import Change, Order, Place, Query, WorkQuery
from sopflow.engine.subscription import MAX_SET_ASIDE
from sopflow.errors import (
    BadCursor,
    Conflict,
    DefinitionChanged,
    HeldByParent,
    KeyReused,
    NoPlaceForPersonal,
    NotActive,
    NothingSetAside,
    NotOnCluster,
    PositionGone,
    Refusal,
    SubscriberBusy,
    UnknownDefinition,
    UnknownInstance,
    UnknownSubscriber,
)
from sopflow.fields import Withheld
from sopflow.flow.command import Command
from sopflow.flow.context import Context
from sopflow.flow.decide import decide
from sopflow.flow.evolve import evolve, fold
from sopflow.flow.flow import Flow
from sopflow.search import at_least, filled
from sopflow.time.calendar import AroundTheClock

from .strategies import definitions, legal_runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from sopflow.definition.duration import Duration
    from sopflow.definition.model import Definition
    from sopflow.engine.clock import Clock
    from sopflow.engine.directory import Directory
    from sopflow.engine.store import Store
    from sopflow.flow.event import Event
    from sopflow.flow.instance import Instance
    from sopflow.time import Calendar

START: Final = datetime(2024, 3, 12, 1, 0, tzinfo=UTC)
_HEAD: Final = "sopflow: 1\nid: {id}\ntitle: Kontrak\nversion: {version}\nactors: {{a: A, b: B, c: C}}\nsteps:\n"
_LETTER: Final = """\
  - {id: susun, activity: Menyusun, actor: a, duration: 2 jam, outputs: [Surat]}
  - {id: periksa, activity: Memeriksa, actor: [a, b], duration: 1 jam, branches: {Y: paraf, N: susun}}
  - {id: paraf, activity: Memaraf, actor: [b, c], sign_off: in_order, duration: 1 hari}
  - {id: tunggu, activity: Menunggu, wait: 3 hari}
  - {id: arsip, activity: Mengarsipkan, actor: c}
"""
_CALLER: Final = """\
  - {id: mulai, activity: Memulai, actor: a}
  - {id: panggil, activity: Menjalankan, call: surat}
  - {id: tutup, activity: Menutup, actor: a}
"""


def _sop(name: str = "surat", rows: str = _LETTER, version: str = "1", also: str = "") -> Definition:
    return loads(_HEAD.format(id=name, version=version).replace("steps:", f"{also}\nsteps:") + rows)


def _named(event: Event, instance: str) -> Event:
    """The same event of another instance; an undoing carries the state that it goes back to."""
    restored = event.effects.restored
    if restored is not None:
        event = event._replace(effects=event.effects._replace(restored=restored._replace(id=instance)))
    return event._replace(instance=instance)


class _Uncertain(AroundTheClock):
    """A calendar whose days off are not decided, until they are: then everything takes that much longer."""

    decided: timedelta | None = None

    def add(self, start: datetime, duration: Duration) -> datetime:
        return super().add(start, duration) + (self.decided or timedelta(0))

    def is_provisional(self, start: datetime, due: datetime) -> bool:
        return self.decided is None


class Ports(TypedDict, total=False):
    """What an engine is given besides its store."""

    clock: Clock | None
    directory: Directory | None
    calendars: Mapping[str, Calendar] | None
    new_id: Callable[[], str] | None


class World:
    """A store with an engine on a clock that stands still."""

    def __init__(self, store: Store, engine: Callable[..., Engine] = Engine) -> None:
        self.store = store
        self.clock = ManualClock(START)
        self._engine = engine
        self.engine = self.another()
        self.engine.register(_sop())

    def another(self, store: Store | None = None, **ports: Unpack[Ports]) -> Engine:
        """Return one more engine, as in another process: it knows only what is stored."""
        given: Ports = {"clock": self.clock, **ports}
        return self._engine(store if store is not None else self.store, **given)

    def after(self, **time: float) -> None:
        self.clock.advance(timedelta(**time))

    def run(self, *steps: str, subject: str | None = None) -> Instance:
        """Return an instance in which these rows were done, each by an actor whose turn it is."""
        state = self.engine.start("surat", "a", subject=subject)
        for step in steps:
            name, _, outcome = step.partition("=")
            (item, *_) = [i for i in self.engine.possible(state.id) if i.step == name]
            state = self.engine.complete(state.id, name, item.actors[0], outcome or None)
        return state


class StoreContract:
    """The tests that every store must pass. Inherit, and define `make`; for a durable store also `again`, which opens
    it again."""

    def make(self, tmp_path: Path) -> Store:
        """A store with nothing in it."""
        raise NotImplementedError

    def again(self, store: Any) -> Store:
        """The same store, opened by another process; for one that forgets, itself."""
        same: Store = store
        return same

    def engine(self, store: Any, **ports: Unpack[Ports]) -> Engine:
        """Return an engine on a store; override it for a store that needs another one."""
        return Engine(store, **ports)

    @pytest.fixture
    def world(self, tmp_path: Path) -> Iterator[World]:
        world = World(self.make(tmp_path), self.engine)
        yield world
        getattr(world.store, "close", lambda: None)()

    # -- one instance

    def test_the_state_is_the_fold_of_the_history(self, world: World) -> None:
        run = world.run("susun", "periksa=N", "susun", "periksa=Y", "paraf", "paraf")
        there = self.again(world.store)
        assert there.load(run.id) == run == fold(there.history(run.id))
        assert [e.revision for e in there.history(run.id)] == list(range(1, run.revision + 1))

    def test_an_unknown_instance_is_told(self, world: World) -> None:
        for ask in (world.store.load, world.store.history):
            with pytest.raises(UnknownInstance):
                ask("tidak-ada")

    def test_a_refusal_changes_nothing(self, world: World) -> None:
        run = world.run("susun")
        with pytest.raises(NotActive):
            world.engine.complete(run.id, "arsip", "c")
        with pytest.raises(Conflict):
            world.engine.complete(run.id, "periksa", "a", "Y", expected=1)
        assert world.store.load(run.id) == run

    def test_personal_values_stand_apart_and_are_removed_or_are_refused(self, world: World) -> None:
        fields = "actors: {a: A}\nfields: {nik: {title: NIK, personal: true, optional: true}, hp: {title: HP, personal: true, optional: true}, nilai: {title: N, type: whole, optional: true}}"
        rows = "  - {id: isi, activity: Mengisi, actor: a, fills: [nik, nilai]}\n  - {id: arsip, activity: Mengarsipkan, actor: a}\n"
        head = _HEAD.format(id="pribadi", version="1").replace("actors: {a: A, b: B, c: C}", fields)
        engine, store = world.engine, world.store
        try:
            engine.register(loads(head + rows))
        except NotOnCluster:
            assert [one for one in engine.versions() if one.sop == "pribadi"] == []
            return
        run = engine.start("pribadi", "a")
        if getattr(store, "private", None) is None:
            with pytest.raises(NoPlaceForPersonal):
                engine.complete(run.id, "isi", "a", fields={"nik": "rahasia 1"})
            assert store.load(run.id) == run
            assert engine.complete(run.id, "isi", "a", fields={"nilai": 1}).fields == {"nilai": 1}
            return
        first = engine.complete(run.id, "isi", "a", fields={"nik": "rahasia 1", "nilai": 1}, key="k")
        engine.correct(run.id, "a", {"nik": "rahasia 2"}, "keliru")
        other = engine.start("pribadi", "a", fields={"nik": "rahasia 3"})
        there = world.another(self.again(store))
        assert first.fields["nik"] == "rahasia 1"
        assert [one.fields["nik"] for one in there.find(sop="pribadi").items] == ["rahasia 2", "rahasia 3"]
        assert [e.details.fields.get("nik") for e in there.history(run.id) if e.details is not None][1:] == [
            "rahasia 1",
            "rahasia 2",
        ]
        assert there.complete(run.id, "isi", "a", fields={"nik": "rahasia 1", "nilai": 1}, key="k") == first
        with pytest.raises(KeyReused):
            there.complete(run.id, "isi", "a", fields={"nik": "rahasia 9", "nilai": 1}, key="k")
        for kept in (store.load(run.id).fields["nik"], *(one.event for one in store.recorded(0, 100))):
            assert "rahasia" not in repr(kept)
        engine.correct(run.id, "a", {"hp": "rahasia 4"}, "ditambah")
        there.redact(run.id, "a", "nomornya saja", fields=["hp"])
        told = world.another(self.again(store))
        assert isinstance(told.instance(run.id).fields["hp"], Withheld)
        assert told.instance(run.id).fields["nik"] == "rahasia 2"
        there.redact(run.id, "a", "diminta")
        told = world.another(self.again(store))
        assert isinstance(told.instance(run.id).fields["nik"], Withheld)
        assert told.instance(run.id).fields["nilai"] == 1
        assert told.instance(other.id).fields["nik"] == "rahasia 3"
        assert [event.type for event in told.history(run.id)][-1] == "redacted"
        again = told.complete(run.id, "isi", "a", fields={"nik": "rahasia 1", "nilai": 1}, key="k")
        assert again.revision == first.revision
        assert isinstance(again.fields["nik"], Withheld)
        stale = Change(next(iter(store.history(other.id))), None, store.load(other.id), engine.flow("pribadi"))
        with pytest.raises(Conflict):  # what is not kept brings no values either
            store.append([structs.replace(stale, private=(PrivateValue(run.id, 1, "nik", "0", '"palsu"'),))])
        assert isinstance(told.instance(run.id).fields["nik"], Withheld)

    def test_who_comes_second_at_a_revision_is_refused(self, world: World) -> None:
        run = world.run()
        flow = world.engine.flow("surat")
        (item,) = world.engine.possible(run.id)
        after = world.engine.complete(run.id, item.step, "a")
        event = list(world.store.history(run.id))[-1]
        for stale in (event, event._replace(revision=9)):
            with pytest.raises(Conflict):
                world.store.append([Change(stale, run, evolve(run, stale), flow)])
        assert world.store.load(run.id) == after
        with pytest.raises(Conflict):
            world.store.append([Change(next(world.store.history(run.id)), None, run, flow)])

    def test_of_several_changes_all_are_kept_or_none(self, world: World) -> None:
        one, other = world.run(), world.run()
        flow = world.engine.flow("surat")
        twin = Engine(clock=world.clock)
        twin.register(flow)
        done = twin.complete(twin.start("surat", "a").id, "susun", "a")
        event = list(twin.history(done.id))[-1]
        good = event._replace(instance=one.id)
        stale = event._replace(instance=other.id, revision=7)
        with pytest.raises(Conflict):
            world.store.append(
                [Change(good, one, evolve(one, good), flow), Change(stale, other, evolve(other, stale), flow)]
            )
        assert (world.store.load(one.id), world.store.load(other.id)) == (one, other)
        assert len(world.store.recorded(0, 100)) == 2

    def test_a_called_sop_moves_with_its_caller(self, world: World) -> None:
        world.engine.register(_sop("pemanggil", _CALLER))
        run = world.engine.start("pemanggil", "a")
        run = world.engine.complete(run.id, "mulai", "a")
        child = run.active[0].child
        assert child is not None
        there = world.another(self.again(world.store))
        assert there.instance(child).parent == (run.id, "panggil", 1)
        for step, by, outcome in (
            ("susun", "a", None),
            ("periksa", "a", "Y"),
            ("paraf", "b", None),
            ("paraf", "c", None),
        ):
            there.complete(child, step, by, outcome)
        world.after(days=4)
        there.advance()
        there.complete(child, "arsip", "c")
        assert there.instance(child).status == "completed"
        assert [row.step for row in there.instance(run.id).active] == ["tutup"]

    def test_a_called_sop_stands_still_and_goes_on_with_its_caller(self, world: World) -> None:
        engine = world.engine
        engine.register(_sop("pemanggil", _CALLER))
        run = engine.start("pemanggil", "a")
        child = str(engine.complete(run.id, "mulai", "a").active[0].child)

        def now() -> tuple[str, bool]:
            state = engine.instance(child)
            return state.status, state.is_held

        engine.suspend(run.id, "a")
        assert now() == ("suspended", True)
        with pytest.raises(HeldByParent):
            engine.resume(child, "a")
        engine.resume(run.id, "a")
        assert now() == ("running", False)
        engine.suspend(child, "a")
        engine.suspend(run.id, "a")
        engine.resume(run.id, "a")
        assert now() == ("suspended", False)
        engine.suspend(run.id, "a")
        engine.resume(child, "a")
        assert now() == ("suspended", True)
        engine.resume(run.id, "a")
        assert now() == ("running", False)

    def test_any_history_of_any_sop_is_kept_as_it_is(self, world: World) -> None:
        store = world.store

        @given(st.data())
        @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
        def check(data: st.DataObject) -> None:
            drawn = replace(data.draw(definitions()), version=str(len(seen)))
            definition = replace(drawn, digest=digest(drawn))
            run = data.draw(legal_runs(definition, max_moves=15))
            flow = Flow(definition)
            name = f"r{len(seen)}-{run.run.id}"
            seen.append(name)
            before: Instance | None = None
            for event in run.history:
                mine = _named(event, name)
                after = evolve(before, mine)
                store.append([Change(mine, before, after, flow)])
                before = after
            there = self.again(store)
            assert there.load(name) == before
            assert [_named(e, run.run.id) for e in there.history(name)] == list(run.history)

        seen: list[str] = []
        check()

    def test_what_people_and_hosts_say_comes_back_to_the_letter(self, world: World) -> None:
        odd = "a\u0000b \ud800 \U0001f600 ' \" \\ %s :x; DROP TABLE é"
        run = world.engine.start("surat", "a", subject=odd, data={"k": [odd, 1.5, None]}, key=odd)
        run = world.engine.complete(run.id, "susun", "a", note=odd, key=odd)
        there = self.again(world.store)
        assert there.load(run.id) == run
        assert (run.subject, run.data) == (odd, {"k": [odd, 1.5, None]})
        assert list(there.history(run.id))[-1].note == odd

    # -- idempotency

    def test_the_same_key_returns_what_it_returned(self, world: World) -> None:
        first = world.engine.start("surat", "a", key="k")
        done = world.engine.complete(first.id, "susun", "a", key="k")
        world.engine.complete(first.id, "periksa", "b", "N")
        there = world.another(self.again(world.store))
        assert there.start("surat", "a", key="k") == first
        assert there.complete(first.id, "susun", "a", key="k") == done
        assert there.instance(first.id).revision == 3

    def test_the_same_key_for_something_else_is_refused(self, world: World) -> None:
        run = world.engine.start("surat", "a", key="k")
        with pytest.raises(KeyReused):
            world.engine.start("surat", "b", key="k")
        world.engine.complete(run.id, "susun", "a", key="k")
        with pytest.raises(KeyReused):
            world.engine.complete(run.id, "periksa", "a", "Y", key="k")
        other = world.engine.start("surat", "a", key="lain")
        assert world.engine.complete(other.id, "susun", "a", key="k").revision == 2

    # -- several at once

    def test_each_act_has_one_winner_and_the_others_are_told(self, world: World) -> None:
        runs = [world.run() for _ in range(10)]

        def complete(_: int) -> list[str]:
            engine = world.another()
            found = []
            for run in runs:
                try:
                    engine.complete(run.id, "susun", "a", expected=1)
                except Refusal as refusal:
                    found.append(refusal.code)
                else:
                    found.append("won")
            return found

        with ThreadPoolExecutor(4) as pool:
            results = list(pool.map(complete, range(4)))
        for of_one in zip(*results, strict=True):
            assert sorted(of_one) == ["conflict"] * 3 + ["won"]
        assert all(world.store.load(run.id).revision == 2 for run in runs)

    def test_a_key_from_many_threads_starts_once(self, world: World) -> None:
        with ThreadPoolExecutor(4) as pool:
            runs = set(pool.map(lambda _: world.another().start("surat", "a", key="k").id, range(12)))
        assert len(runs) == len(list(world.engine.instances())) == 1

    # -- lists

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
        with pytest.raises(BadCursor):
            world.store.find(Query(), "entah", 2)

    def test_instances_are_found_by_sop_status_and_subject(self, world: World) -> None:
        world.engine.register(_sop("lain"))
        one = world.run(subject="Kunjungan GUBERNUR 100%")
        other = world.engine.start("lain", "a", subject="Kunjungan Camat")
        world.engine.cancel(other.id, "a")

        def ids(**wanted: Any) -> list[str]:
            return [i.id for i in world.store.find(Query(**wanted), None, 10).items]

        assert ids(sop="lain") == ids(status="cancelled") == [other.id]
        assert ids(subject="kunjungan") == ids(subject="KUNJ*") == [one.id, other.id]
        assert ids(subject="gubernur") == ids(subject="100%") == ids(subject="guber* kunjungan") == [one.id]
        assert ids(subject="1_0%") == ids(subject="x") == ids(sop="lain", status="running") == []
        assert ids(subject="kunjung") == ids(subject="%") == ids(subject="camat gubernur") == []
        assert ids(subject="camat", status="running") == []

    def test_somebody_finds_what_they_may_see(self, world: World) -> None:
        office = FixedDirectory({"b": ("b",), "pengamat": ("d",), "c": ()})
        engine = world.another(directory=office)
        engine.register(_sop("tertutup", also="may: {see: [nobody]}"))
        engine.register(_sop("terbuka", also="may: {see: [anyone]}"))
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

        def ids(**wanted: Any) -> list[str]:
            pages, after = [], None
            while True:
                page = self.again(world.store).find(Query(**wanted), after, 1)
                pages += [i.id for i in page.items]
                after = page.next
                if after is None:
                    return pages

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
        engine.register(_sop("luar", _CALLER))
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

        def ids(**wanted: Any) -> list[str]:
            pages, after = [], None
            while True:
                page = self.again(world.store).find(Query(**wanted), after, 1)
                pages += [i.id for i in page.items]
                after = page.next
                if after is None:
                    return pages

        newest = Order(is_descending=True)
        assert ids(order=newest, sop="surat", started_by="b") == ids(started_by="b") == [runs[1]]
        assert ids(order=newest, status="running", sop="luar") == [outer.id]
        assert ids(order=newest) == ids()[::-1]
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
        rows = "  - {id: isi, activity: Isi, actor: a, fills: [nilai, nama]}\n  - {id: b, activity: B, actor: b}\n"
        fields = (
            "fields: {nilai: {type: money, search: true, optional: true}, nama: {max_length: 40, search: true}}"
        )
        try:
            engine.register(_sop("kasus", rows, also=fields))
        except NotOnCluster:
            pytest.skip("fields are not run there")
        runs = []
        for nilai, nama in ((30, "Ani"), (10, "Budi"), (None, "Ani"), (30, "a b\N{GRINNING FACE}")):
            world.after(minutes=1)
            run = engine.start("kasus", "a")
            engine.complete(run.id, "isi", "a", fields={"nilai": nilai, "nama": nama})
            runs.append(run.id)

        def found(sort: str | None = None, **fields: Any) -> list[int]:
            pages, after = [], None
            while True:
                page = world.another().find(sop="kasus", fields=fields, sort=sort, after=after, limit=1)
                pages += [runs.index(one.id) for one in page.items]
                after = page.next
                if after is None:
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

    def test_running_instances_that_are_late_as_a_whole_are_found(self, world: World) -> None:
        world.engine.register(_sop("terbatas", also="time_limit: 2 hari"))
        late, other, over = (world.engine.start("terbatas", "a") for _ in range(3))
        world.engine.cancel(over.id, "a")
        world.after(hours=47)
        soon = world.engine.start("terbatas", "a")
        world.after(hours=2)
        first = world.engine.find(overdue=True, limit=1)
        assert first.items == (late,)
        assert world.engine.find(overdue=True, limit=9, after=first.next).items == (other,)
        world.after(days=2)
        assert [i.id for i in world.engine.find(overdue=True, sop="terbatas").items] == [
            late.id,
            other.id,
            soon.id,
        ]

    def test_what_a_person_has_in_hand_and_what_they_may_take(self, world: World) -> None:
        engine = world.engine
        one, other = (engine.start("surat", "a", unit=unit) for unit in ("utara", "selatan"))

        def steps(person: str, *places: Place, **wanted: Any) -> list[str]:
            query = WorkQuery(person=person, places=places, **wanted)
            return [i.instance.id for i in self.again(world.store).open_items(query, None, 9).items]

        assert sorted(steps("ani", Place("a"))) == sorted([one.id, other.id])
        assert steps("ani", Place("a", "utara"), Place("b", "utara")) == [one.id]
        engine.claim(one.id, "susun", "a")
        assert steps("ani", Place("a", "utara")) == []
        assert steps("a") == [one.id]
        engine.release(one.id, "susun", "a")
        assert (steps("a"), steps("ani", Place("a", "utara"))) == ([], [one.id])
        engine.complete(one.id, "susun", "a")
        assert steps("x", Place("a", "utara"), Place("b", "utara")) == [one.id, one.id]
        assert [i.step for i in world.store.open_items(WorkQuery(unit="utara"), None, 9).items] == ["periksa"]
        by_step = WorkQuery(step="periksa", sop="surat")
        assert [i.step for i in world.store.open_items(by_step, None, 9).items] == ["periksa"]
        assert world.store.open_items(WorkQuery(sop="lain"), None, 9).items == ()
        many = tuple(Place("a", f"unit-{n}") for n in range(1000))
        assert steps("x", *many, Place("a", "selatan")) == [other.id]

    def test_an_instance_that_moved_is_listed_where_it_is(self, world: World) -> None:
        run = world.run("susun")
        rows = _LETTER.replace("periksa", "telaah").replace("[a, b]", "[c]")
        world.engine.register(_sop(rows=rows, version="2"))
        (one,) = world.engine.migrate("surat", to="2", by="admin", mapping={"periksa": "telaah"})
        there = self.again(world.store)
        assert there.load(run.id) == one.after == fold(there.history(run.id))
        assert [i.step for i in there.open_items(WorkQuery("c"), None, 9).items] == ["telaah"]
        assert there.open_items(WorkQuery("a"), None, 9).items == ()
        assert [i.id for i in there.find(Query(step="telaah"), None, 9).items] == [run.id]
        assert world.another(there).complete(run.id, "telaah", "c", "Y").version == "2"

    def test_due_times_that_are_not_certain_are_found(self, world: World) -> None:
        calendars = {"kantor": _Uncertain()}
        engine = world.another(calendars=calendars)
        engine.register(_sop("tak-pasti", also="calendar: kantor"))
        certain = world.run()
        run = engine.start("tak-pasti", "a")
        assert [i.id for i in world.store.find(Query(is_provisional=True), None, 9).items] == [run.id]
        assert [i.id for i in world.store.find(Query(is_provisional=False), None, 9).items] == [certain.id]
        calendars["kantor"].decided = timedelta(hours=5)
        assert engine.reschedule() == 1
        assert world.store.find(Query(is_provisional=True), None, 9).items == ()
        (item,) = world.store.open_items(WorkQuery("a", sop="tak-pasti"), None, 9).items
        assert item.instance.active[0].due == START + timedelta(hours=7)

    def test_work_items_come_by_when_they_are_due(self, world: World) -> None:
        last = world.run("susun", "periksa=Y", "paraf", "paraf")  # a wait: nobody's
        world.after(minutes=1)
        late = world.run()
        world.after(minutes=1)
        soon = world.run("susun")
        items = world.store.open_items(WorkQuery("a"), after=None, limit=10).items
        assert [(i.instance.id, i.step) for i in items] == [(soon.id, "periksa"), (late.id, "susun")]
        world.after(days=4)
        world.engine.advance()
        (untimed,) = world.store.open_items(WorkQuery("c"), after=None, limit=10).items
        assert (untimed.instance.id, untimed.step, untimed.visit) == (last.id, "arsip", 1)
        everybody = world.store.open_items(WorkQuery(), after=None, limit=10).items
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
        assert [i.actor for i in world.store.open_items(WorkQuery(), after=None, limit=10).items] == ["b"]
        assert world.store.open_items(WorkQuery("c"), after=None, limit=10).items == ()
        world.engine.complete(run.id, "paraf", "b")
        assert [i.actor for i in world.store.open_items(WorkQuery(), after=None, limit=10).items] == ["c"]

    def test_what_any_of_several_may_do_is_each_ones_and_counts_once(self, world: World) -> None:
        world.run("susun")
        for actor in ("a", "b"):
            assert [i.step for i in world.store.open_items(WorkQuery(actor), after=None, limit=10).items] == [
                "periksa"
            ]
        assert len(world.store.open_items(WorkQuery(), after=None, limit=10).items) == 1

    def test_late_is_what_was_due_before(self, world: World) -> None:
        run = world.run()
        world.run("susun", "periksa=Y")
        due = run.active[0].due
        assert due is not None

        def late(at: datetime, actor: str | None = None) -> list[str]:
            return [
                i.step for i in world.store.open_items(WorkQuery(actor, due_before=at), after=None, limit=9).items
            ]

        assert late(due) == []
        assert late(due + timedelta(microseconds=1)) == ["susun"]
        assert late(due + timedelta(days=2)) == ["susun", "paraf"]
        assert late(due + timedelta(days=2), "b") == ["paraf"]

    def test_nobody_has_work_in_what_is_suspended_or_over(self, world: World) -> None:
        run = world.run()
        world.engine.suspend(run.id, "a")
        assert world.store.open_items(WorkQuery(), after=None, limit=10).items == ()
        world.after(hours=5)
        resumed = world.engine.resume(run.id, "a")
        (item,) = world.store.open_items(WorkQuery(), after=None, limit=10).items
        assert item.instance == resumed
        world.engine.cancel(run.id, "a")
        assert world.store.open_items(WorkQuery(), after=None, limit=10).items == ()

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

    # -- definitions

    def test_an_instance_opens_although_its_file_is_gone(self, world: World) -> None:
        run = world.run("susun")
        there = world.another(self.again(world.store))
        assert [i.step for i in there.possible(run.id)] == ["periksa"]
        assert there.complete(run.id, "periksa", "a", "Y").active[0].step == "paraf"
        assert there.start("surat", "a").version == "1"

    def test_running_instances_stay_on_their_version(self, world: World) -> None:
        run = world.run()
        world.engine.register(_sop(version="2", rows=_LETTER.replace("paraf, N", "arsip, N")))
        there = world.another(self.again(world.store))
        assert there.start("surat", "a").version == "2"
        there.complete(run.id, "susun", "a")
        assert there.complete(run.id, "periksa", "a", "Y").active[0].step == "paraf"
        assert there.start("surat", "a", version="1").version == "1"

    def test_a_version_is_one_content(self, world: World) -> None:
        changed = _sop(rows=_LETTER.replace("2 jam", "3 jam"))
        with pytest.raises(DefinitionChanged):
            world.another(self.again(world.store)).register(changed)
        world.another(self.again(world.store)).register(_sop())

    def test_a_version_kept_under_a_digest_of_the_first_form_is_registered_again_and_runs_on(
        self, world: World
    ) -> None:
        new = _sop("lama")
        old = replace(new, digest=str(canonical_1.digest(new)))
        assert old.digest != new.digest
        world.store.keep(Flow(old), activation_of(Flow(old), world.clock.now(), "system"))
        begun = self.engine(world.store, clock=world.clock).start("lama", "a")
        there = world.another(self.again(world.store))
        there.register(new)
        assert there.complete(begun.id, "susun", "a").digest == old.digest
        started = there.start("lama", "a")
        assert (started.version, started.digest) == ("1", old.digest)
        assert [v.digest for v in self.again(world.store).versions() if v.sop == "lama"] == [old.digest]
        with pytest.raises(DefinitionChanged):
            world.another(self.again(world.store)).register(_sop("lama", rows=_LETTER.replace("2 jam", "3 jam")))

    def test_instances_on_a_digest_of_the_first_form_run_on_where_their_version_was_registered_anew(
        self, world: World
    ) -> None:
        new = _sop()
        old = Flow(replace(new, digest=str(canonical_1.digest(new))))
        event = decide(old, None, Command("start", "a"), Context(START, None, False, {}, lambda: "lama-1"))
        world.store.append([Change(event, None, evolve(None, event), old)])
        there = world.another(self.again(world.store))
        assert there.complete("lama-1", "susun", "a").digest == old.definition.digest
        assert [item.instance for item in there.worklist(actor="b")] == ["lama-1"]

    def test_a_branch_that_makes_nothing_is_another_content_than_one_that_says_nothing(self, world: World) -> None:
        silent = _sop("cabang", rows=_LETTER)
        empty = _sop("cabang", rows=_LETTER.replace("N: susun", "N: {to: susun, outputs: []}"))
        world.engine.register(silent)
        with pytest.raises(DefinitionChanged):
            world.another(self.again(world.store)).register(empty)

    def test_definitions_are_kept_by_their_digest(self, world: World) -> None:
        sop = _sop()
        assert world.store.definition(sop.digest) == sop
        assert world.store.definition("sha256:0") is None
        assert world.store.version("surat") == sop
        assert world.store.version("surat", "9") is None
        assert world.store.version("tidak-ada") is None
        changed = _sop(rows=_LETTER.replace("2 jam", "3 jam"), version="2")
        for other in (changed, _sop("lain")):
            world.engine.register(other)
        kept = [tuple(one)[:3] for one in self.again(world.store).versions()]
        assert sorted(kept) == sorted((str(s.id), s.version, s.digest) for s in (sop, changed, _sop("lain")))
        assert [version for name, version, _ in kept if name == "surat"] == ["1", "2"]
        assert world.store.version("surat") == changed

    def test_an_old_replica_that_restarts_starts_no_old_version(self, world: World) -> None:
        world.engine.register(_sop(version="2"))
        old = world.another(self.again(world.store))
        old.register(_sop(version="1"))
        for engine in (old, world.engine, world.another(self.again(world.store))):
            assert engine.flow("surat").definition.version == "2"
            assert engine.start("surat", "a").version == "2"

    def test_the_current_version_is_one_answer_for_all(self, world: World) -> None:
        new, other = _sop(version="2"), world.another(self.again(world.store))
        world.engine.register(new, activate=False)
        assert other.start("surat", "a").version == "1"
        world.after(hours=1)
        done = world.engine.activate("surat", "2", by="kepala")
        assert done == world.engine.activate("surat", "2", by="siapa")
        assert (done.sop, done.version, done.digest, done.at, done.by) == (
            "surat", "2", new.digest, world.clock.now(), "kepala",
        )  # fmt: skip
        there = self.again(world.store)
        assert there.current("surat") == new.digest
        assert there.version("surat") == new
        assert [(one.version, one.is_current) for one in there.versions()] == [("1", False), ("2", True)]
        assert other.start("surat", "a").version == "2"
        other.activate("surat", "1", by="kepala")
        assert world.engine.start("surat", "a").version == "1"
        other.register(new, activate=True)
        assert world.engine.start("surat", "a").version == "2"
        assert [(one.version, one.by) for one in there.activations("surat")] == [
            ("1", "system"), ("2", "kepala"), ("1", "kepala"), ("2", "system"),
        ]  # fmt: skip
        assert (there.current("tidak-ada"), there.activations("tidak-ada")) == (None, [])
        with pytest.raises(UnknownDefinition, match="surat 9"):
            other.activate("surat", "9", by="kepala")

    def test_the_first_version_is_current_in_any_case(self, world: World) -> None:
        world.engine.register(_sop("lain"), activate=False)
        assert world.another(self.again(world.store)).start("lain", "a").version == "1"

    def test_a_called_sop_starts_on_its_current_version(self, world: World) -> None:
        world.engine.register(_sop("pemanggil", _CALLER))
        world.engine.register(_sop(version="2"))
        other = world.another(self.again(world.store))
        for version in ("2", "1", "2"):
            other.activate("surat", version, by="kepala")
            run = world.engine.complete(world.engine.start("pemanggil", "a").id, "mulai", "a")
            assert world.engine.instance(str(run.active[0].child)).version == version

    def test_what_is_registered_for_one_engine_alone_is_current_there_alone(self, world: World) -> None:
        trial = world.another()
        trial.register(_sop(version="2"), keep=False)
        assert trial.flow("surat").definition.version == "2"
        assert world.engine.flow("surat").definition.version == "1"
        assert [one.version for one in world.store.versions()] == ["1"]

    # -- subscribers

    def test_a_subscriber_sees_every_event_in_order_per_instance(self, world: World) -> None:
        runs = [world.run("susun", "periksa=N") for _ in range(3)]
        seen: list[Event] = []
        subscription = world.another(self.again(world.store)).subscribe("arsip", seen.append)
        assert subscription.deliver() == len(seen) == 9
        world.engine.complete(runs[0].id, "susun", "a")
        assert subscription.deliver() == 1
        assert subscription.deliver() == 0
        for run in runs:
            assert [e for e in seen if e.instance == run.id] == list(world.store.history(run.id))

    def test_a_reader_goes_on_where_it_was_and_is_told_where_that_is_gone(self, world: World) -> None:
        world.run("susun")
        first, last = world.store.recorded(0, 10)
        epoch = world.store.epoch()
        assert position_of(world.store, mark_of(epoch, *first)) == position_of(world.store, "1") == 1
        assert position_of(world.store, "0") == 0
        gone = (
            mark_of("other", *last), mark_of(epoch, last.position, first.event), mark_of(epoch, 99, last.event), "99",
        )  # fmt: skip
        for mark in gone:
            with pytest.raises(PositionGone):
                position_of(world.store, mark)
        assert self.again(world.store).epoch() == epoch

    def test_a_subscriber_beyond_the_end_is_told_and_may_begin_anew(self, world: World) -> None:
        seen: list[Event] = []
        subscription = world.engine.subscribe("arsip", seen.append)
        world.run("susun")
        assert subscription.deliver() == 2
        now = world.clock.now()
        assert world.store.lease("arsip", "x", now, now) is not None
        assert world.store.move("arsip", "x", 99)
        with pytest.raises(PositionGone):
            subscription.deliver()
        assert subscription.begin_anew()
        assert subscription.deliver() == 2

    def test_each_subscriber_has_a_cursor_of_its_own_that_outlives_it(self, world: World) -> None:
        world.run("susun")
        assert world.engine.subscribe("satu", lambda _: None).deliver() == 2
        assert world.engine.subscribe("dua", lambda _: None).deliver(limit=1) == 1
        there = world.another(self.again(world.store))
        assert there.subscribe("satu", lambda _: None).deliver() == 0
        assert there.subscribe("dua", lambda _: None).deliver() == 1

    def test_what_a_subscriber_failed_on_comes_again_after_a_pause_and_holds_up_no_other_instance(
        self, world: World
    ) -> None:
        broken, other = world.run("susun"), world.run()
        seen: list[tuple[str, int]] = []
        works = False

        def handle(event: Event) -> None:
            seen.append((event.instance, event.revision))
            if event.instance == broken.id and event.revision == 2 and not works:
                raise RuntimeError("no mail server")

        subscription = world.engine.subscribe("rapuh", handle, pauses=[timedelta(minutes=1), timedelta(hours=1)])
        assert subscription.deliver() == 2
        world.engine.complete(broken.id, "periksa", "a", "N")
        world.engine.complete(other.id, "susun", "a")
        assert subscription.deliver() == 1
        assert seen == [(broken.id, 1), (broken.id, 2), (other.id, 1), (other.id, 2)]
        seen.clear()
        world.after(seconds=59)
        assert (subscription.deliver(), seen) == (0, [])
        world.after(seconds=1)
        assert (subscription.deliver(), seen) == (0, [(broken.id, 2)])
        world.after(minutes=59)
        assert (subscription.deliver(), len(seen)) == (0, 1)
        world.after(minutes=1)
        works = True
        there = world.another(self.again(world.store)).subscribe("rapuh", handle)
        assert there.deliver() == 2
        assert seen == [(broken.id, 2), (broken.id, 2), (broken.id, 3)]
        world.engine.complete(broken.id, "susun", "a")
        assert (there.deliver(), seen[-1]) == (1, (broken.id, 4))

    def test_a_handler_that_always_fails_is_parked_and_somebody_says_how_it_goes_on(self, world: World) -> None:
        one, two = world.run("susun"), world.run()
        seen: list[tuple[str, int]] = []
        works = False

        def handle(event: Event) -> None:
            seen.append((event.instance, event.revision))
            if not works:
                raise ValueError(f"revision {event.revision}")

        subscription = world.engine.subscribe("rapuh", handle, pauses=[timedelta(minutes=1), timedelta(hours=1)])
        for _ in range(5):
            assert subscription.deliver() == 0
            world.after(days=1)
        assert sorted(seen) == sorted([(one.id, 1), (two.id, 1)] * 3)
        engine = world.another(self.again(world.store))
        (found,) = engine.subscribers()
        assert (found.name, found.behind, found.since) == ("rapuh", 0, None)
        parked = [(row.instance, row.revision, row.last, row.attempts, row.next_at) for row in found.set_aside]
        assert sorted(parked) == sorted([(one.id, 1, 2, 3, None), (two.id, 1, 1, 3, None)])
        assert found.set_aside[0].problem == "ValueError: revision 1"
        assert found.set_aside[0].failed_at == START + timedelta(days=2)
        works = True
        seen.clear()
        assert engine.skip_failed("rapuh", one.id).revision == 1
        assert (subscription.deliver(), seen) == (1, [(one.id, 2)])
        assert engine.retry_failed("rapuh") == 1
        assert (subscription.deliver(), seen) == (1, [(one.id, 2), (two.id, 1)])
        assert engine.subscribers()[0].set_aside == ()
        for wrong, kind in (
            (lambda: engine.skip_failed("rapuh", one.id), NothingSetAside),
            (lambda: engine.retry_failed("lain"), UnknownSubscriber),
        ):
            with pytest.raises(kind):
                wrong()

    def test_where_everything_fails_nothing_new_is_handed_over(self, world: World) -> None:
        for _ in range(MAX_SET_ASIDE + 5):
            world.run()
        tried: list[str] = []

        def handle(event: Event) -> None:
            tried.append(event.instance)
            raise RuntimeError

        subscription = world.engine.subscribe("rapuh", handle, pauses=[])
        assert (subscription.deliver(), subscription.deliver()) == (0, 0)
        assert len(tried) == MAX_SET_ASIDE
        (found,) = world.engine.subscribers()
        assert (len(found.set_aside), found.behind, found.since) == (MAX_SET_ASIDE, 5, START)
        done: list[Event] = []
        assert world.engine.retry_failed("rapuh") == MAX_SET_ASIDE
        assert world.engine.subscribe("rapuh", done.append).deliver() == MAX_SET_ASIDE + 5
        assert len({event.instance for event in done}) == MAX_SET_ASIDE + 5

    def test_nobody_settles_what_is_just_being_delivered(self, world: World) -> None:
        run = world.run()

        def handle(event: Event) -> None:
            raise RuntimeError

        world.engine.subscribe("rapuh", handle).deliver()
        now = world.clock.now()
        assert world.store.lease("rapuh", "who delivers", now, now + timedelta(minutes=1)) is not None
        for settle in (world.engine.retry_failed, world.engine.skip_failed):
            with pytest.raises(SubscriberBusy):
                settle("rapuh", run.id)
        world.after(minutes=1)
        assert world.engine.retry_failed("rapuh", run.id) == 1

    def test_a_subscriber_may_begin_with_what_comes_from_now_on(self, world: World) -> None:
        world.run("susun")
        seen: list[Event] = []
        subscription = world.engine.subscribe("baru", seen.append, start="now")
        assert subscription.deliver() == 0
        run = world.run()
        assert [(one.name, one.behind) for one in world.engine.subscribers()] == [("baru", 1)]
        assert (subscription.deliver(), [event.instance for event in seen]) == (1, [run.id])
        world.engine.complete(run.id, "susun", "a")
        assert world.another(self.again(world.store)).subscribe("baru", seen.append, start="now").deliver() == 1

    def test_how_far_behind_a_subscriber_is_can_be_asked(self, world: World) -> None:
        first = world.run("susun")
        world.after(hours=1)
        world.run()
        assert world.engine.subscribers() == []
        world.engine.subscribe("arsip", lambda _: None).deliver(limit=2)
        (found,) = self.again(world.store).cursors()
        assert (found.name, first.revision) == ("arsip", 2)
        (lag,) = world.another(self.again(world.store)).subscribers()
        assert (lag.behind, lag.since, lag.set_aside) == (1, START + timedelta(hours=1), ())

    def test_of_two_with_one_name_one_delivers_until_its_lease_is_over(self, world: World) -> None:
        world.run()
        now = world.clock.now()
        minute = timedelta(minutes=1)
        assert world.store.lease("nama", "satu", now, now + minute) == 0
        assert world.store.lease("nama", "dua", now, now + minute) is None
        assert world.store.lease("nama", "satu", now, now + minute) == 0
        assert world.store.move("nama", "satu", 1)
        assert world.store.lease("nama", "dua", now + minute, now + 2 * minute) == 1
        assert not world.store.move("nama", "satu", 2)
        assert world.store.lease("nama", "dua", now + minute, now + 2 * minute) == 1
