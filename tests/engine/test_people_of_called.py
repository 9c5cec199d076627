"""The persons of a case in the SOPs that it calls, and in another version."""

from __future__ import annotations

import pytest

import sopflow
from sopflow import errors
from sopflow.flow.replay import replay
from sopflow.flow.wire import event_from_json, event_to_json
from tests.engine.test_people import ACTORS, PEOPLE, PERMIT, lists
from tests.sop import engine_for, sop


def test_a_called_sop_knows_whose_case_it_once_was():
    inner = sop("- {id: cek, activity: Mengecek, actor: petugas}", head=ACTORS, name="dalam")
    outer = sop(
        "- {id: p, activity: P, actor: pemohon}\n- {id: q, activity: Q, actor: petugas}\n- {id: c, activity: C, call: dalam}",
        head=ACTORS,
    )
    engine = engine_for(inner, outer, directory=sopflow.FixedDirectory({**PEOPLE, "rudi": ("petugas", "pemohon")}))
    run = engine.start("uji", "rudi").id
    engine.complete(run, "p", "rudi")
    engine.rebind(run, "sari", {"pemohon": "ani"}, "diteruskan")
    child = engine.complete(run, "q", "sari").active[0].child
    with pytest.raises(errors.OwnInterest):
        engine.complete(child, "cek", "rudi")
    events = [*engine.history(child)]
    assert [event_from_json(event_to_json(one)) for one in events] == events
    assert list(replay(events, lambda _: engine.flow("dalam"))) == [None] * len(events)
    engine.complete(child, "cek", "sari")


INNER = sop("- {id: d, activity: Dalam, actor: pemohon}", name="dalam", head="actors: {pemohon: {title: Pemohon, external: true}, lain: Lain}")  # fmt: skip
OUTER = sop("- {id: p, activity: x, actor: pemohon, next: k}\n- {id: k, activity: y, call: dalam}", head=ACTORS)


def test_a_called_sop_is_of_the_same_people():
    engine = engine_for(INNER, OUTER, directory=sopflow.FixedDirectory(PEOPLE))
    run = engine.start("uji", "ani", people={"saksi": "budi"}).id
    child = engine.complete(run, "p", "ani").active[0].child
    assert engine.instance(child).people == {"pemohon": ("ani",)}
    with pytest.raises(errors.NotAuthorized):
        engine.complete(child, "d", "budi")
    assert lists(engine, "ani", "budi") == [["d"], []]
    engine.complete(child, "d", "ani")
    assert engine.instance(run).status == "completed"


def test_a_called_sop_that_runs_changes_its_people_with_its_caller():
    deepest = sop("- {id: e, activity: Paling dalam, actor: pemohon}", name="dalam", head="actors: {pemohon: {title: P, external: true}}")  # fmt: skip
    middle = sop("- {id: m, activity: Tengah, call: dalam}\n- {id: z, activity: Tengah, actor: lain}", name="tengah", head="actors: {pemohon: {title: P, external: true}, lain: L}")  # fmt: skip
    outer = sop(
        "- {id: p, activity: x, actor: pemohon, next: k}\n- {id: k, activity: y, call: tengah}",
        head=ACTORS + "may: {rebind: petugas}",
    )
    engine = engine_for(deepest, middle, outer, directory=sopflow.FixedDirectory(PEOPLE))
    run = engine.start("uji", "ani", people={"saksi": "budi"}).id
    inside = engine.complete(run, "p", "ani").active[0].child
    deep = engine.instance(inside).active[0].child
    engine.claim(deep, "e", "ani")
    engine.rebind(run, "sari", {"pemohon": "budi"}, "ahli waris")
    assert [engine.instance(one).people for one in (inside, deep)] == [{"pemohon": ("budi",)}] * 2
    assert lists(engine, "ani", "budi") == [[], ["e"]]
    with pytest.raises(errors.NotAuthorized):
        engine.complete(deep, "e", "ani")
    engine.complete(deep, "e", "budi")


def test_a_called_sop_may_have_another_person_than_its_caller():
    inner = sop("- {id: d, activity: Dalam, actor: pemohon}", name="dalam", head="actors: {pemohon: {title: P, external: true}}\nmay: {rebind: anyone}")  # fmt: skip
    engine = engine_for(inner, OUTER, directory=sopflow.FixedDirectory(PEOPLE))
    run = engine.start("uji", "ani", people={"saksi": "budi"}).id
    child = engine.complete(run, "p", "ani").active[0].child
    engine.rebind(child, "sari", {"pemohon": "budi"}, "mewakili")
    assert [engine.instance(one).people["pemohon"] for one in (child, run)] == [("budi",), ("ani",)]


def test_a_case_moves_to_a_version_with_a_starter_once_somebody_says_who_that_is():
    rows = "- {id: ajukan, activity: x, actor: pemohon}\n- {id: putus, activity: x, actor: kasi}"
    actors = "actors: {pemohon: {title: Pemohon, external: true%s}, kasi: Kasi}\nversion: '%d'\nmay: {migrate: anyone, rebind: anyone}"
    engine = engine_for(sop(rows, head=actors % ("", 1)), directory=sopflow.FixedDirectory(PEOPLE))
    run = engine.start("uji", "sari").id
    engine.register(sop(rows, head=actors % (", is: starter", 2)))
    (stays,) = engine.migrate("uji", to="2", by="joko", instances=[run])
    assert (stays.after, stays.refusal.code) == (None, "no-place")
    assert 'in that version "Pemohon" is a certain person; name that person first (rebind)' in str(stays.refusal)
    assert engine.instance(run).version == "1"
    engine.rebind(run, "joko", {"pemohon": "ani"}, "pemohonnya Ani")
    (moved,) = engine.migrate("uji", to="2", by="joko", instances=[run])
    assert moved.after.people == {"pemohon": ("ani",)}
    with pytest.raises(errors.NotAuthorized):
        engine.complete(run, "ajukan", "budi")
    engine.complete(run, "ajukan", "ani")


def test_a_migration_keeps_them_or_is_refused():
    other = "actors: {pemohon: {title: Pemohon, external: true}, petugas: Petugas, kasi: Kasi}\nversion: '2'\nmay: {migrate: anyone}"
    gone = "actors: {warga: {title: Warga, external: true}, petugas: Petugas, kasi: Kasi}\nversion: '3'\nmay: {migrate: anyone}"
    rows = "- {id: ajukan, activity: Mengajukan, actor: ACTOR}\n- {id: putus, activity: Memutus, actor: kasi}"
    engine = engine_for(PERMIT, directory=sopflow.FixedDirectory(PEOPLE))
    run = engine.start("uji", "ani").id
    engine.register(sop(rows.replace("ACTOR", "pemohon"), head=other))
    engine.register(sop(rows.replace("ACTOR", "warga"), head=gone))
    (refused,) = engine.migrate("uji", to="3", by="sari", instances=[run])
    assert isinstance(refused.refusal, errors.NoPlace)
    assert '"Pemohon"' in refused.refusal.message("en")
    (moved,) = engine.migrate("uji", to="2", by="sari", instances=[run])
    assert (moved.refusal, engine.instance(run).people) == (None, {"pemohon": ("ani",)})
    with pytest.raises(errors.NotAuthorized):
        engine.complete(run, "ajukan", "budi")
