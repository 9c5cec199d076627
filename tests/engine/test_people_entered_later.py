"""What is entered later for the persons of a case: not before they were who they are."""

from __future__ import annotations

from datetime import timedelta

import pytest

import sopflow
from sopflow import errors
from tests.engine.test_people import NOW, PEOPLE, PERMIT
from tests.sop import engine_for


def test_nobody_acted_before_they_were_the_person():
    clock = sopflow.ManualClock(NOW)
    engine = engine_for(PERMIT, clock=clock, directory=sopflow.FixedDirectory(PEOPLE))
    run = engine.start("uji", "ani").id
    engine.complete(run, "ajukan", "ani")
    engine.complete(run, "periksa", "sari", "kurang")
    engine.delegate(run, "ajukan", "ani", "wati", "sakit")
    clock.advance(timedelta(hours=2))
    engine.rebind(run, "sari", {"pemohon": "budi"}, "ahli waris")
    clock.advance(timedelta(hours=2))
    for by in ("budi", "sari"):
        with pytest.raises(errors.Backdated, match="changed only at"):
            engine.complete(run, "ajukan", by, acted_at=NOW + timedelta(hours=1))
    other = engine.complete(run, "ajukan", "sari", acted_at=NOW + timedelta(hours=3))
    assert other.active[0].step == "periksa"


def test_that_one_actor_is_another_person_says_nothing_of_when_the_other_actors_acted():
    clock = sopflow.ManualClock(NOW)
    engine = engine_for(PERMIT, clock=clock, directory=sopflow.FixedDirectory(PEOPLE))
    run = engine.start("uji", "ani", people={"saksi": "dedi"}).id
    engine.complete(run, "ajukan", "ani")
    engine.complete(run, "periksa", "sari", "lengkap")
    clock.advance(timedelta(hours=2))
    engine.rebind(run, "sari", {"saksi": "wati"}, "tertukar")
    clock.advance(timedelta(hours=2))
    then = NOW + timedelta(hours=1)
    with pytest.raises(errors.Backdated, match="changed only at"):
        engine.sign_off(run, "teken", "wati", acted_at=then)
    engine.sign_off(run, "teken", "ani", acted_at=then)
