"""What a store does with commands on a calling and a called SOP at once, each of which is right while the other is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import TYPE_CHECKING, Any, Final

from sopflow.errors import HeldByParent, NoPlace, Refusal
from sopflow.frozen import NOTHING

from .world import Contract, World, sop_of

if TYPE_CHECKING:
    from sopflow.engine.engine import Engine
    from sopflow.engine.store import Change
    from sopflow.flow.instance import Instance

_PATIENCE: Final = 10.0
_CALLING: Final = """\
  - {{id: panggil, activity: Menjalankan, call: anak, branches: {ends}}}
  - {{id: tutup, activity: Menutup, actor: a}}
"""
_CALLED: Final = "  - {{id: kerja, activity: Mengerjakan, actor: b, branches: {ends}}}\n"
_NARROW: Final = "{selesai: tutup, tolak: tutup}"
_WIDE: Final = "{selesai: tutup, tolak: tutup, batal: tutup}"
_OWN_NARROW: Final = "{selesai: {end: selesai}, tolak: {end: tolak}}"
_OWN_WIDE: Final = "{selesai: {end: selesai}, tolak: {end: tolak}, batal: {end: batal}}"


class Meeting:
    """A store at which several wait for each other, once, between what they looked at and what they keep."""

    def __init__(self, store: Any, barrier: Barrier) -> None:
        self._store = store
        self._barrier = barrier
        self._has_met = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def append(self, changes: Sequence[Change], seen: Mapping[str, int] = NOTHING) -> None:
        if not self._has_met:
            self._has_met = True
            with suppress(BrokenBarrierError):  # the other was refused before it came so far
                self._barrier.wait(_PATIENCE)
        self._store.append(changes, seen)


def at_once(engines: Sequence[Engine], acts: Sequence[Callable[[Engine], object]]) -> list[Refusal | None]:
    """Do an act with each engine, all of them at once; return what refused each."""

    def one(engine: Engine, act: Callable[[Engine], object]) -> Refusal | None:
        try:
            act(engine)
        except Refusal as refusal:
            return refusal
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, engines, acts))


class Together(Contract):
    """A calling and a called SOP, changed at the same moment by two who did not see each other's change."""

    def test_of_two_migrations_that_do_not_fit_each_other_one_is_refused(self, world: World) -> None:
        caller, child = family(world)
        moves = [("induk", caller), ("anak", child)]

        def move(sop: str, own: str) -> Callable[[Engine], None]:
            def act(engine: Engine) -> None:
                (one,) = engine.migrate(sop, to="2", by="a", instances=[own])
                if one.refusal is not None:
                    raise one.refusal

            return act

        told = at_once(self.meeting(world, 2), [move(*one) for one in moves])
        assert [type(one) for one in told if one is not None] == [NoPlace]
        there = world.another(self.again(world.store))
        assert sorted(there.instance(one).version for one in (caller, child)) == ["1", "2"]
        there.complete(child, "kerja", "b", "selesai")
        assert [row.step for row in self.settled(there, caller, "tutup").active] == ["tutup"]

    def test_a_caller_that_is_suspended_while_the_called_one_is_resumed_holds_it(self, world: World) -> None:
        caller, child = family(world)
        world.engine.suspend(child, "a")
        acts = [lambda engine: engine.suspend(caller, "a"), lambda engine: engine.resume(child, "b")]
        told = at_once(self.meeting(world, 2), acts)
        assert all(one is None or isinstance(one, HeldByParent) for one in told)
        there = world.another(self.again(world.store))
        self.settled(there, child, "kerja", "suspended")
        assert (there.instance(caller).status, there.instance(child).status) == ("suspended", "suspended")

    def test_a_caller_that_is_resumed_while_the_called_one_is_resumed_holds_it_no_longer(
        self, world: World
    ) -> None:
        caller, child = family(world)
        for one in (child, caller):
            world.engine.suspend(one, "a")
        acts = [lambda engine: engine.resume(caller, "a"), lambda engine: engine.resume(child, "b")]
        assert at_once(self.meeting(world, 2), acts) == [None, None]
        there = world.another(self.again(world.store))
        now = self.settled(there, child, "kerja", "running")
        assert (there.instance(caller).status, now.status, now.is_held) == ("running", "running", False)

    def meeting(self, world: World, number: int) -> list[Engine]:
        """Engines, each as of a process of its own, that wait for each other before the first change of each is kept."""
        barrier = Barrier(number)
        stores = [Meeting(self.again(world.store), barrier) for _ in range(number)]
        return [world.another(store) for store in stores]

    def settled(self, engine: Engine, instance: str, step: str, status: str = "running") -> Instance:
        """An instance as it is; override it for a store where what an event sets off comes after it."""
        return engine.instance(instance)


def family(world: World) -> tuple[str, str]:
    """A case that has called another, each with a version to go to that fits the other's present one alone."""
    engine = world.engine
    for name, rows in (("anak", _CALLED), ("induk", _CALLING)):
        ends = (_OWN_NARROW, _OWN_WIDE) if name == "anak" else (_WIDE, _NARROW)
        for version, some in enumerate(ends, start=1):
            made = sop_of(name, rows.format(ends=some), str(version))
            engine.register(made, activate=version == 1)
    run = engine.start("induk", "a")
    child = run.active[0].child
    assert child is not None
    return run.id, child
