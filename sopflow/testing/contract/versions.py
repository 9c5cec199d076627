"""Definitions and their versions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sopflow.definition import canonical_1
from sopflow.engine.sops import activation_of
from sopflow.engine.store import Change
from sopflow.errors import DefinitionChanged, UnknownDefinition
from sopflow.flow.command import Command
from sopflow.flow.context import Context
from sopflow.flow.decide import decide
from sopflow.flow.evolve import evolve
from sopflow.flow.flow import Flow

from .world import CALLER, LETTER, START, Contract, World, sop_of


class Versions(Contract):
    """An instance stays on its version, and a version is one content."""

    def test_an_instance_opens_although_its_file_is_gone(self, world: World) -> None:
        run = world.run("susun")
        there = world.another(self.again(world.store))
        assert [i.step for i in there.possible(run.id)] == ["periksa"]
        assert there.complete(run.id, "periksa", "a", "Y").active[0].step == "paraf"
        assert there.start("surat", "a").version == "1"

    def test_running_instances_stay_on_their_version(self, world: World) -> None:
        run = world.run()
        world.engine.register(sop_of(version="2", rows=LETTER.replace("paraf, N", "arsip, N")))
        there = world.another(self.again(world.store))
        assert there.start("surat", "a").version == "2"
        there.complete(run.id, "susun", "a")
        assert there.complete(run.id, "periksa", "a", "Y").active[0].step == "paraf"
        assert there.start("surat", "a", version="1").version == "1"

    def test_a_version_is_one_content(self, world: World) -> None:
        changed = sop_of(rows=LETTER.replace("2 jam", "3 jam"))
        with pytest.raises(DefinitionChanged):
            world.another(self.again(world.store)).register(changed)
        world.another(self.again(world.store)).register(sop_of())

    def test_a_version_kept_under_a_digest_of_the_first_form_is_registered_again_and_runs_on(
        self, world: World
    ) -> None:
        new = sop_of("lama")
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
            world.another(self.again(world.store)).register(sop_of("lama", rows=LETTER.replace("2 jam", "3 jam")))

    def test_instances_on_a_digest_of_the_first_form_run_on_where_their_version_was_registered_anew(
        self, world: World
    ) -> None:
        new = sop_of()
        old = Flow(replace(new, digest=str(canonical_1.digest(new))))
        event = decide(old, None, Command("start", "a"), Context(START, None, False, {}, lambda: "lama-1"))
        world.store.append([Change(event, None, evolve(None, event), old)])
        there = world.another(self.again(world.store))
        assert there.complete("lama-1", "susun", "a").digest == old.definition.digest
        assert [item.instance for item in there.worklist(actor="b")] == ["lama-1"]

    def test_a_branch_that_makes_nothing_is_another_content_than_one_that_says_nothing(self, world: World) -> None:
        silent = sop_of("cabang", rows=LETTER)
        empty = sop_of("cabang", rows=LETTER.replace("N: susun", "N: {to: susun, outputs: []}"))
        world.engine.register(silent)
        with pytest.raises(DefinitionChanged):
            world.another(self.again(world.store)).register(empty)

    def test_definitions_are_kept_by_their_digest(self, world: World) -> None:
        sop = sop_of()
        assert world.store.definition(sop.digest) == sop
        assert world.store.definition("sha256:0") is None
        assert world.store.version("surat") == sop
        assert world.store.version("surat", "9") is None
        assert world.store.version("tidak-ada") is None
        changed = sop_of(rows=LETTER.replace("2 jam", "3 jam"), version="2")
        for other in (changed, sop_of("lain")):
            world.engine.register(other)
        kept = [tuple(one)[:3] for one in self.again(world.store).versions()]
        assert sorted(kept) == sorted((str(s.id), s.version, s.digest) for s in (sop, changed, sop_of("lain")))
        assert [version for name, version, _ in kept if name == "surat"] == ["1", "2"]
        assert world.store.version("surat") == changed

    def test_an_old_replica_that_restarts_starts_no_old_version(self, world: World) -> None:
        world.engine.register(sop_of(version="2"))
        old = world.another(self.again(world.store))
        old.register(sop_of(version="1"))
        for engine in (old, world.engine, world.another(self.again(world.store))):
            assert engine.flow("surat").definition.version == "2"
            assert engine.start("surat", "a").version == "2"

    def test_the_current_version_is_one_answer_for_all(self, world: World) -> None:
        new, other = sop_of(version="2"), world.another(self.again(world.store))
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
        world.engine.register(sop_of("lain"), activate=False)
        assert world.another(self.again(world.store)).start("lain", "a").version == "1"

    def test_a_called_sop_starts_on_its_current_version(self, world: World) -> None:
        world.engine.register(sop_of("pemanggil", CALLER))
        world.engine.register(sop_of(version="2"))
        other = world.another(self.again(world.store))
        for version in ("2", "1", "2"):
            other.activate("surat", version, by="kepala")
            run = world.engine.complete(world.engine.start("pemanggil", "a").id, "mulai", "a")
            assert world.engine.instance(str(run.active[0].child)).version == version

    def test_what_is_registered_for_one_engine_alone_is_current_there_alone(self, world: World) -> None:
        trial = world.another()
        trial.register(sop_of(version="2"), keep=False)
        assert trial.flow("surat").definition.version == "2"
        assert world.engine.flow("surat").definition.version == "1"
        assert [one.version for one in world.store.versions()] == ["1"]
