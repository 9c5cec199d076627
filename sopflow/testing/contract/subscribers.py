"""What subscribers are told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sopflow.engine.positions import mark_of, position_of
from sopflow.engine.subscription import MAX_SET_ASIDE
from sopflow.errors import NothingSetAside, PositionGone, SubscriberBusy, UnknownSubscriber
from sopflow.flow.event import Event

from .world import START, Contract, World


class Subscribers(Contract):
    """Each event arrives, in order, and what fails comes again."""

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
