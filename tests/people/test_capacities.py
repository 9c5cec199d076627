"""In what capacity somebody acted, on the day of the act."""

from __future__ import annotations

import pytest

import sopflow
from sopflow import errors
from sopflow.flow.replay import replay
from tests.people.tangerang import DIRECTORY, NORTH, SOP, SOUTH, at
from tests.sop import engine_for


def test_the_history_says_who_for_which_position_in_what_capacity(engine, clock):
    run = engine.start("uji", "dewi", unit=SOUTH)
    engine.complete(run.id, "perintah", "dewi", "Y")  # Plh. camat until the 16th
    engine.complete(run.id, "susun", "hadi")
    clock.set(at("2024-08-19"))
    engine.sign_off(run.id, "paraf", "dewi")  # sekcam, and no longer camat
    engine.sign_off(run.id, "paraf", "ani")
    found = [
        (e.by, e.actor, e.effects.capacity, e.effects.position, e.effects.acting_as)
        for e in engine.history(run.id)
    ]
    assert found[1:] == [
        ("dewi", "camat", "Plh.", f"{SOUTH}/camat", None),
        ("hadi", "komandan", "definitif", f"{SOUTH}/komandan", None),
        ("dewi", "sekcam", "definitif", f"{SOUTH}/sekcam", None),
        ("ani", "camat", "definitif", f"{SOUTH}/camat", None),
    ]
    assert [e.position for e in engine.timeline(run.id)][1] == f"{SOUTH}/camat"
    flow = engine.flow("uji")
    assert list(replay(list(engine.history(run.id)), lambda _: flow)) == [None] * 5


def test_a_substitute_of_the_directory_says_what_they_are(engine):
    run = engine.start("uji", "citra", unit=NORTH)
    with pytest.raises(errors.NotAuthorized):
        engine.complete(run.id, "perintah", "citra", "Y")  # from October on
    engine.complete(run.id, "perintah", "budi", "Y")
    assert list(engine.history(run.id))[-1].effects.capacity == "Plt."
    later = engine_for(SOP, clock=sopflow.ManualClock(at("2024-11-01")), directory=DIRECTORY)
    run = later.start("uji", "citra", unit=NORTH)
    later.complete(run.id, "perintah", "budi", "Y")
    effects = list(later.history(run.id))[-1].effects
    assert (effects.capacity, effects.acting_as, effects.position) == ("substitute", "sekcam", f"{NORTH}/camat")
    flow = later.flow("uji")
    assert list(replay(list(later.history(run.id)), lambda _: flow)) == [None] * 2


def test_what_is_entered_later_asks_for_the_position_then_and_now(clock):
    clock = sopflow.ManualClock(at("2024-06-27"))
    engine = engine_for(SOP, clock=clock, directory=DIRECTORY)
    run = engine.start("uji", "ani", unit=NORTH)
    with pytest.raises(errors.Backdated, match="the instance started at 2024-06-27"):
        engine.complete(run.id, "perintah", "ani", "Y", acted_at=at("2024-06-26"))
    clock.set(at("2024-06-30"))
    engine.complete(run.id, "perintah", "ani", "Y", acted_at=at("2024-06-28"))
    clock.set(at("2024-07-01"))
    other = engine.start("uji", "ani", unit=NORTH, acted_at=at("2024-06-28"))
    for acted_at in (None, at("2024-06-30")):  # camat on that day, and no longer
        with pytest.raises(errors.NotAuthorized):
            engine.complete(other.id, "perintah", "ani", "Y", acted_at=acted_at)
    south = engine.start("uji", "ani", unit=SOUTH, acted_at=at("2024-06-28"))
    with pytest.raises(errors.NotAuthorized):  # camat of the other district now, and not yet on that day
        engine.complete(south.id, "perintah", "ani", "Y", acted_at=at("2024-06-30"))
    engine.complete(south.id, "perintah", "ani", "Y", acted_at=at("2024-07-01", 8))
