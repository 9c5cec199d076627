"""Who the actors of a case are, on a cluster as anywhere else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

import sopflow
from sopflow import errors
from sopflow.sql import SQLStore
from tests.engine.test_people_by_model import INNER, OUTER
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
