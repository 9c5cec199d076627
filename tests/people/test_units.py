"""An instance belongs to a unit, and so do those that it calls."""

from __future__ import annotations

import pytest

import sopflow
from sopflow import errors
from sopflow.people.directory import Holding, OfficeDirectory, Person, Position, Unit
from tests.people.tangerang import DIRECTORY, SOUTH, WIB, at
from tests.sop import engine_for, sop


def test_an_instance_is_bound_to_a_unit(engine):
    with pytest.raises(errors.UnknownUnit, match="name the unit: kec-ciledug, kec-tangerang, kota"):
        engine.start("uji", "ani")
    with pytest.raises(errors.UnknownUnit, match='did you mean "kec-ciledug"'):
        engine.start("uji", "ani", unit="kec-ciledig")
    run = engine.start("uji", "ani", unit=SOUTH, key="k")
    assert run.unit == SOUTH
    assert engine.start("uji", "ani", unit=SOUTH, key="k") == run
    with pytest.raises(errors.NotAuthorized):
        engine.complete(run.id, "perintah", "budi", "Y")  # Plt. camat of the other district
    engine.complete(run.id, "perintah", "ani", "Y")


def test_the_only_unit_need_not_be_named():
    one = OfficeDirectory(
        "d", WIB, [Unit("u", "U")], [Position("a", "A", ("a",))], [Person("ani", "A", (Holding("a", "u"),))]
    )
    engine = engine_for(sop("- {id: s, activity: x, actor: a}"), directory=one)
    assert engine.start("uji", "ani", key="k").unit == "u"
    assert engine.start("uji", "ani", key="k").revision == 1


def test_a_called_sop_serves_the_same_unit():
    child = sop("- {id: k, activity: x, actor: camat}", head="actors: {camat: C}", name="anak")
    parent = sop("- {id: p, activity: x, call: anak}", head="actors: {camat: C}")
    engine = engine_for(child, parent, clock=sopflow.ManualClock(at("2024-08-13")), directory=DIRECTORY)
    run = engine.start("uji", "ani", unit=SOUTH)
    inner = engine.instance(run.active[0].child)
    assert inner.unit == SOUTH
    with pytest.raises(errors.NotAuthorized):
        engine.complete(inner.id, "k", "budi")
    engine.complete(inner.id, "k", "ani")
    assert engine.instance(run.id).status == "completed"
