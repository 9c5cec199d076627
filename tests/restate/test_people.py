"""Who the actors of a case are, on a cluster as anywhere else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

import sopflow
from sopflow import errors
from sopflow.sql import SQLStore
from tests.engine.test_people_by_model import INNER, OUTER
from tests.sop import sop
from tests.waiting import soon

from .conftest import Application

pytestmark = pytest.mark.long

PEOPLE = {"ani": ("pemohon",), "budi": ("saksi",), "sari": ("petugas",), "joko": ("kasi",)}


def told(engine):
    """A case and the one that it calls, as far as their events say it of people."""
    run = engine.start("uji", "sari", people={"pemohon": ["warga"], "saksi": "budi"}).id
    for other in ("ani", "budi"):  # another applicant, and the witness
        with pytest.raises(errors.NotAuthorized):
            engine.complete(run, "ajukan", other)
    engine.complete(run, "ajukan", "sari")
    engine.complete(run, "periksa", "sari", "Y")
    engine.rebind(run, "sari", {"pemohon": "ani"}, "ahli waris")
    child = engine.complete(run, "bagi", "joko").open_row("panggil").child
    with pytest.raises(errors.NotAuthorized):
        engine.complete(child, "isi", "ani")
    engine.delegate(child, "isi", "budi", "joko", "sakit")
    engine.complete(child, "isi", "joko")
    engine.rebind(run, "sari", {"pemohon": "warga"}, "keliru")
    soon(lambda: engine.instance(child).people["pemohon"] == ("warga",))
    every = [*engine.history(run), *engine.history(child)]
    return [(e.type, e.by, e.actor, e.effects.people, e.effects.capacity, e.effects.on_behalf_of) for e in every]


def test_a_case_of_certain_people_runs_as_in_memory(node, tmp_path):
    application = Application(node, SQLStore(tmp_path / "lists.db"), directory=sopflow.FixedDirectory(PEOPLE))
    try:
        engines = [
            application.engine(directory=sopflow.FixedDirectory(PEOPLE)),
            sopflow.Engine(directory=sopflow.FixedDirectory(PEOPLE), clock=sopflow.ManualClock(datetime(2026, 3, 12, 9, tzinfo=UTC))),
        ]  # fmt: skip
        for engine in engines:
            for one in (INNER, OUTER):
                engine.register(one)
        there, here = map(told, engines)
        assert there == here
    finally:
        application.stop()


def moved(engine):
    """The events of a called case that moves to versions with actors of its caller, of one whom that called, and what people
    there are after a suspension."""
    row = "- {id: k, activity: Panggil, call: dasar}"
    head = "version: '%d'\nmay: {migrate: anyone, rebind: anyone, suspend: anyone, resume: anyone}\nactors: {petugas: Petugas%s}"
    witness = ", saksi: {title: Saksi, external: true}"
    engine.register(sop("- {id: e, activity: Dasar, actor: saksi}", name="dasar", head=head % (1, witness)))
    engine.register(sop(row, name="dalam", head=head % (1, "")))
    engine.register(sop("- {id: k, activity: Luar, call: dalam}", name="luar", head=head % (1, witness)))
    run = engine.start("luar", "sari", people={"saksi": "budi"})
    engine.rebind(run.id, "sari", {"saksi": "wati"}, "sakit")
    child = run.active[0].child
    deep = engine.instance(child).active[0].child
    engine.register(sop(row, name="dalam", head=head % (2, witness)))
    (there,) = engine.migrate("dalam", to="2", by="sari", instances=[child])
    assert (there.after.people, there.after.formerly) == ({"saksi": ("wati",)}, {"saksi": ("budi",)})
    soon(lambda: engine.instance(deep).people == {"saksi": ("wati",)})
    engine.rebind(child, "sari", {"saksi": "dedi"}, "mewakili")
    soon(lambda: engine.instance(deep).people == {"saksi": ("dedi",)})
    for act, status in ((engine.suspend, "suspended"), (engine.resume, "running")):
        act(run.id, "sari")
        soon(lambda status=status: engine.instance(deep).status == status)
    engine.complete(deep, "e", "dedi")
    soon(lambda: engine.instance(run.id).status == "completed")
    return [[(e.type, e.by, e.effects.people) for e in engine.history(one)] for one in (run.id, child, deep)]


def test_a_called_case_that_moves_is_told_of_its_people_as_in_memory(node, tmp_path):
    application = Application(node, SQLStore(tmp_path / "lists.db"))
    try:
        here = sopflow.Engine(clock=sopflow.ManualClock(datetime(2026, 3, 12, 9, tzinfo=UTC)))
        assert moved(application.engine()) == moved(here)
    finally:
        application.stop()
