"""Who may act for the persons of a case once called or calling SOPs have moved to another version."""

from __future__ import annotations

import pytest

import sopflow
from sopflow import errors
from sopflow.flow.evolve import fold
from sopflow.flow.wire import event_from_json, event_to_json
from tests.engine.test_people import ACTORS, PEOPLE, lists
from tests.sop import engine_for, sop

BEFORE = "actors: {lain: Lain}\nversion: '1'\nmay: {migrate: anyone}"
AFTER = "actors: {lain: Lain, pemohon: {title: Pemohon, external: true}}\nversion: '2'\nmay: {migrate: anyone, rebind: anyone, suspend: anyone, resume: anyone}"
OUTER = sop(
    "- {id: p, activity: x, actor: pemohon}\n- {id: k, activity: y, call: dalam}",
    head=ACTORS + "may: {rebind: anyone, suspend: anyone, resume: anyone}",
)


def inner(head, last, name="dalam", more=""):
    return sop(f"- {{id: m, activity: Mulai, actor: lain}}\n- {{id: d, activity: Dalam, actor: {last}}}{more}", name=name, head=head)  # fmt: skip


def called(engine, by="ani"):
    run = engine.start("uji", by, people={"saksi": "budi"}).id
    return run, engine.complete(run, "p", by).active[0].child


def moved(engine, sop_id, run, to="2"):
    (one,) = engine.migrate(sop_id, to=to, by="sari", instances=[run])
    assert one.refusal is None, one.refusal
    return one.after


def kept(directory=PEOPLE, *, deeper=()):
    return engine_for(
        *deeper, inner(BEFORE, "lain"), OUTER, directory=sopflow.FixedDirectory({**directory, "lila": ("lain",)})
    )


def test_a_called_sop_that_moves_to_a_version_with_an_actor_of_its_caller_is_of_that_person():
    engine = kept()
    run, child = called(engine)
    engine.register(inner(AFTER, "pemohon"))
    (would_be,) = engine.migrate("dalam", to="2", by="sari", instances=[child], dry_run=True)
    assert engine.instance(child).version == "1"
    after = moved(engine, "dalam", child)
    assert (after.people, after.revision) == ({"pemohon": ("ani",)}, would_be.after.revision)
    assert would_be.after.people == after.people
    engine.complete(child, "m", "lila")
    assert lists(engine, "ani", "budi") == [["d"], []]
    with pytest.raises(errors.NotAuthorized):
        engine.complete(child, "d", "budi")
    engine.complete(child, "d", "ani")
    assert engine.instance(run).status == "completed"


def test_it_is_told_too_who_that_was_before():
    engine = kept({**PEOPLE, "ani": ("pemohon", "lain")})
    run, child = called(engine)
    engine.register(inner(AFTER.replace("external: true", "external: true, is: starter"), "pemohon"))
    engine.register(inner(AFTER.replace("'2'", "'3'"), "pemohon"))
    engine.rebind(run, "sari", {"pemohon": "budi"}, "ahli waris")
    (stays,) = engine.migrate("dalam", to="2", by="sari", instances=[child])
    assert stays.refusal.code == "no-place"
    moved(engine, "dalam", child, "3")  # as the refusal says
    there = moved(engine, "dalam", child)
    assert (there.people, there.formerly) == ({"pemohon": ("budi",)}, {"pemohon": ("ani",)})
    events = [*engine.history(child)]
    assert [event_from_json(event_to_json(one)) for one in events] == events
    assert fold(events) == there
    with pytest.raises(errors.OwnInterest):
        engine.complete(child, "m", "ani")


def test_those_whom_it_called_itself_are_told_too():
    deepest = sop("- {id: e, activity: Paling dalam, actor: pemohon}", name="dasar", head="actors: {pemohon: {title: P, external: true}}")  # fmt: skip
    row = "- {id: k, activity: Panggil, call: dasar}"
    engine = engine_for(
        deepest, sop(row, name="dalam", head=BEFORE), OUTER, directory=sopflow.FixedDirectory(PEOPLE)
    )
    run, child = called(engine)
    deep = engine.instance(child).active[0].child
    engine.claim(deep, "e", "budi")
    engine.register(sop(row, name="dalam", head=AFTER))
    moved(engine, "dalam", child)
    assert engine.instance(deep).people == {"pemohon": ("ani",)}
    assert lists(engine, "ani", "budi") == [["e"], []]
    assert engine.instance(deep).active[0].claims == ()
    engine.complete(deep, "e", "ani")
    assert engine.instance(run).status == "completed"


def test_who_stands_still_with_its_caller_is_told_too():
    engine = kept()
    run, child = called(engine)
    engine.suspend(run, "sari")
    engine.register(inner(AFTER, "pemohon"))
    there = moved(engine, "dalam", child)
    assert (there.status, there.is_held, there.people) == ("suspended", True, {"pemohon": ("ani",)})
    engine.resume(run, "sari")
    assert engine.instance(child).status == "running"


@pytest.mark.parametrize("act", ["suspend the called", "suspend the caller", "rebind another", "move the called", "move the caller"])  # fmt: skip
def test_another_person_than_the_callers_stays_whatever_else_happens(act):
    engine = kept()
    engine.register(inner(AFTER, "pemohon"))
    run, child = called(engine)
    engine.rebind(child, "sari", {"pemohon": "budi"}, "mewakili")
    if act == "rebind another":
        engine.rebind(run, "sari", {"saksi": "wati"}, "keliru")
    elif act == "move the called":
        engine.register(inner(AFTER.replace("'2'", "'3'"), "pemohon"))
        moved(engine, "dalam", child, "3")
    elif act == "move the caller":
        head = ACTORS + "version: '2'\nmay: {migrate: anyone}"
        engine.register(
            sop("- {id: p, activity: x, actor: pemohon}\n- {id: k, activity: y, call: dalam}", head=head)
        )
        moved(engine, "uji", run)
    else:
        own = child if act == "suspend the called" else run
        engine.suspend(own, "sari")
        engine.resume(own, "sari")
    now = engine.instance(child)
    assert (now.status, now.people) == ("running", {"pemohon": ("budi",)})
    engine.complete(child, "m", "lila")
    engine.complete(child, "d", "budi")


def test_who_the_caller_says_it_is_now_counts_after_all():
    engine = kept()
    engine.register(inner(AFTER, "pemohon"))
    run, child = called(engine)
    engine.rebind(child, "sari", {"pemohon": "budi"}, "mewakili")
    engine.rebind(run, "sari", {"pemohon": "citra"}, "dijual")
    assert (engine.instance(child).people, engine.instance(child).formerly) == ({"pemohon": ("citra",)}, {"pemohon": ("ani", "budi")})  # fmt: skip
