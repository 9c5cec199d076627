"""What people of a case did is recorded, written, and played again with the same result."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.definition.library import Procedure
from sopflow.scenarios.playing import play
from sopflow.scenarios.recording import recorded
from sopflow.scenarios.rehearsal import compiled
from sopflow.scenarios.writing import written
from tests.engine.test_people_by_model import ACTS, HOLDINGS, INNER, NOW, OUTER, Model, act
from tests.scenarios.subject import findings, read
from tests.share import share
from tests.sop import engine_for

FLOWS = compiled(Procedure(OUTER, {str(INNER.id): INNER}))
BY_ID = {str(flow.definition.id): flow for flow in FLOWS}


def held(engine):
    """Every case that nobody called is recorded, and its scenario passes."""
    events = [one.event for one in engine.recorded(0, 100_000)]
    every = recorded(events, BY_ID.__getitem__)
    for one in every:
        (scenario,) = read(written(OUTER.id, [one.scenario]), OUTER, INNER)
        assert scenario == one.scenario
        result = play(scenario, FLOWS)
        assert result.passed, (result.reason("id"), written(OUTER.id, [one.scenario]))
    return every


@given(HOLDINGS, st.lists(ACTS, min_size=4, max_size=30))
@settings(max_examples=share(400), deadline=None, suppress_health_check=list(HealthCheck))
def test_what_happened_by_chance_is_played_again(holds, acts):
    directory = sopflow.FixedDirectory({person: tuple(held) for person, held in holds.items()})
    clock, ids = sopflow.ManualClock(NOW), map("{:04}".format, count())
    engine = engine_for(INNER, OUTER, clock=clock, directory=directory, new_id=ids.__next__)
    model = Model(holds)
    for one in acts:
        act(engine, model, *one)
    held(engine)


@pytest.mark.parametrize("directory", [None, {"sari": ("petugas",), "ani": (), "kasi": ("kasi",)}])
def test_whoever_records_is_no_applicant(directory):
    recorder = "petugas" if directory is None else "sari"
    office = sopflow.FixedDirectory(directory) if directory is not None else None
    engine = engine_for(INNER, OUTER, clock=sopflow.ManualClock(NOW), directory=office)
    run = engine.start("uji", recorder, people={"pemohon": "ani"}).id
    engine.complete(run, "ajukan", recorder)
    engine.complete(run, "periksa", recorder, "N")
    engine.rebind(run, recorder, {"pemohon": "budi"}, "ahli waris")
    engine.complete(run, "ajukan", "budi")
    (one,) = held(engine)
    assert one.scenario.by_anyone == (directory is None)
    assert "pemohon" not in one.scenario.people.get("sari", ())


FILE = """sopflow: 1
sop: uji
scenarios:
  - name: petugas mencatat
    steps:
      - {start: petugas, people: {pemohon: ani}}
      - {NAME: ajukan, note: sendiri}
      - {petugas: periksa=N}
      - {rebind: petugas, note: ahli waris, people: {pemohon: budi}}
      - {budi: ajukan}
"""


def test_who_is_an_actor_of_the_run_acts_in_a_scenario():
    (scenario,) = read(FILE.replace("NAME", "ani"), OUTER, INNER)
    assert play(scenario, FLOWS).passed


def test_whoever_nobody_named_is_told_once():
    (told,) = findings(FILE.replace("NAME", "citra"), OUTER, INNER)
    assert told.startswith("7:10 SOP503 ")
