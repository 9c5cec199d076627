"""Commands that are refused for the state of the instance, its time, its unit, or an argument that cannot be one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sopflow.engine.directory import FixedDirectory
from tests.engine.refused.desk import CALLER, CHILD, HEAD, LOOP, SOP, START, Desk, at_putus
from tests.sop import engine_for, sop


def backdated():
    desk = Desk()
    desk.engine.complete(desk.run, "awal", "p_loket", acted_at=START - timedelta(days=1))


def in_the_future():
    desk = Desk()
    desk.engine.complete(desk.run, "awal", "p_loket", acted_at=START + timedelta(days=1))


def suspended():
    desk = Desk()
    desk.engine.suspend(desk.run, "p_loket")
    desk.engine.complete(desk.run, "awal", "p_loket")


def resumed():
    desk = Desk()
    desk.engine.resume(desk.run, "p_loket")


def over():
    desk = Desk()
    desk.engine.cancel(desk.run, "p_camat")
    desk.engine.suspend(desk.run, "p_loket")


def held():
    desk = Desk(CALLER, CHILD, sop_id="induk")
    child = desk.engine.instance(desk.run).active[0].child
    desk.engine.suspend(desk.run, "p_loket")
    desk.engine.resume(child, "p_loket")


def has_a_parent():
    desk = Desk(CALLER, CHILD, sop_id="induk")
    desk.engine.cancel(desk.engine.instance(desk.run).active[0].child, "p_loket")


def out_of_range():
    desk = Desk()
    desk.engine.complete(desk.run, "awal", "p_loket", acted_at=datetime(9990, 1, 1, tzinfo=UTC))


def too_deep():
    Desk(LOOP, sop_id="putar")


def conflict():
    desk = at_putus()
    desk.engine.complete(desk.run, "putus", "p_kasi", "Y", expected=1)


def key_reused():
    desk = Desk()
    desk.engine.complete(desk.run, "awal", "p_loket", key="k")
    desk.engine.complete(desk.run, "putus", "p_kasi", "Y", key="k")


def no_text():
    desk = Desk()
    desk.engine.complete(desk.run, "awal", None)


def no_flag():
    Desk().engine.find(overdue="ya")


def no_documents():
    desk = Desk()
    desk.engine.complete(desk.run, "awal", "p_loket", documents=5)


def no_number():
    desk = Desk()
    desk.engine.complete(desk.run, "awal", "p_loket", expected=[desk])


def another_unit():
    class Office(FixedDirectory):
        def units(self):
            return ("utara", "selatan")

    desk = Desk(directory=None)
    engine = engine_for(SOP, clock=desk.clock, directory=Office({"ani": ("p_loket",)}))
    engine.start("uji", "ani", unit="timur")


def no_place():
    desk = Desk()
    newer = sop(
        "- {id: lain, activity: Lain, actor: p_loket}", head=HEAD.replace("pilih", "lain") + 'version: "2"'
    )
    desk.engine.register(newer)
    (one,) = desk.engine.migrate("uji", to="2", by="p_camat")
    raise one.refusal


def unknown_unit():
    class Office(FixedDirectory):
        def units(self):
            return ("utara", "selatan")

    Desk(directory=Office({"ani": ("p_loket",)}), by="ani")
