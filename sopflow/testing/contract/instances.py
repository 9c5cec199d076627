"""What a store does with one instance, and with several commands at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from sopflow.definition.digest import digest
from sopflow.definition.loading import loads
from sopflow.engine.engine import Engine
from sopflow.engine.private import PrivateValue
from sopflow.engine.store import Change
from sopflow.errors import (
    Conflict,
    HeldByParent,
    KeyReused,
    NoPlaceForPersonal,
    NotActive,
    NotOnCluster,
    Refusal,
    UnknownInstance,
)
from sopflow.fields import Withheld
from sopflow.flow.event import Event
from sopflow.flow.evolve import evolve, fold
from sopflow.flow.flow import Flow
from sopflow.flow.instance import Instance

from ..strategies import definitions, legal_runs
from .world import CALLER, HEAD, Contract, World, sop_of


def named(event: Event, instance: str) -> Event:
    """The same event of another instance; an undoing carries the state that it goes back to."""
    restored = event.effects.restored
    if restored is not None:
        event = event._replace(effects=event.effects._replace(restored=restored._replace(id=instance)))
    return event._replace(instance=instance)


class Instances(Contract):
    """One instance, keys, and who comes second."""

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
        head = HEAD.format(id="pribadi", version="1").replace("actors: {a: A, b: B, c: C}", fields)
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

    @pytest.mark.parametrize("key", [None, "sama"])
    def test_whoever_fills_in_personal_values_after_another_is_tried_again(
        self, world: World, key: str | None
    ) -> None:
        fields = (
            "actors: {a: A}\nfields: {nik: {title: NIK, personal: true, optional: true}}\nmay: {correct: anyone}"
        )
        head = HEAD.format(id="pribadi", version="1").replace("actors: {a: A, b: B, c: C}", fields)
        engine, store = world.engine, world.store
        if getattr(store, "private", None) is None:
            return
        engine.register(loads(head + "  - {id: isi, activity: Mengisi, actor: a, fills: [nik]}\n"))
        run = engine.start("pribadi", "a")
        met: list[Instance] = []

        class Meanwhile:
            """A clock at whose first reading another is faster: after the look, and before what is decided is kept."""

            def now(self) -> datetime:
                if not met:
                    met.append(run)
                    met.append(engine.correct(run.id, "a", {"nik": "rahasia 1"}, "x", key=key))
                return world.clock.now()

        there = world.another(self.again(store), clock=Meanwhile())
        mine = there.correct(run.id, "a", {"nik": "rahasia 1" if key else "rahasia 2"}, "x", key=key)
        if key is None:
            assert (mine.revision, mine.fields["nik"]) == (run.revision + 2, "rahasia 2")
        else:
            assert mine == met[1]
        assert [event.revision for event in engine.history(run.id)] == list(range(1, mine.revision + 1))

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
        world.engine.register(sop_of("pemanggil", CALLER))
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
        engine.register(sop_of("pemanggil", CALLER))
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
                mine = named(event, name)
                after = evolve(before, mine)
                store.append([Change(mine, before, after, flow)])
                before = after
            there = self.again(store)
            assert there.load(name) == before
            assert [named(e, run.run.id) for e in there.history(name)] == list(run.history)

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
