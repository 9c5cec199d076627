"""A document that is handed on keeps the file that it has, until another copy is said to be it."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.definition.loading import loads
from sopflow.errors import SignedOtherwise
from sopflow.flow.command import Paper
from sopflow.flow.evolve import fold
from sopflow.flow.replay import replay
from sopflow.flow.wire import event_from_json, event_to_json, instance_from_json, instance_to_json

SOP = """sopflow: 1
id: surat
version: '1'
title: Surat
actors: {a: A, b: B, c: C}
documents: {surat: Surat, lain: Lain}
may: {receive: anyone}
steps:
  - {id: buat, activity: Membuat, actor: a, outputs: [surat]}
  - {id: teruskan, activity: Meneruskan, actor: b, outputs: []}
  - {id: paraf, activity: Memaraf, actor: [a, b, c], sign_off: all, outputs: [surat, lain]}
  - {id: ulang, activity: Membuat lagi, actor: a, outputs: [surat]}
"""
KNOWN = Paper("surat", "094/1", None, "https://arsip/1", "a" * 64, "surat.pdf")


@pytest.fixture
def engine(database):
    engine = sopflow.Engine(sopflow.open_store(database))
    engine.register(loads(SOP))
    return engine


@pytest.fixture
def run(engine):
    """The letter is made, with its file."""
    run = engine.start("surat", "a").id
    engine.complete(run, "buat", "a", documents=[KNOWN])
    return run


def held(engine, run):
    return engine.instance(run).documents["surat"]


SAME = {
    "nothing": (Paper("surat"), KNOWN),
    "its hash": (Paper("surat", sha256="A" * 64), KNOWN._replace(sha256="A" * 64)),
    "its name": (Paper("surat", name="surat.pdf"), KNOWN),
    "its number": (Paper("surat", number="094/1"), KNOWN),
    "a date that it did not have": (Paper("surat", date="2026-03-02"), KNOWN._replace(date="2026-03-02")),
}
OTHER = {
    "another hash": Paper("surat", sha256="b" * 64, name="surat.pdf"),
    "another name": Paper("surat", name="lain.pdf"),
    "another number": Paper("surat", number="094/2"),
    "a size that nobody knows of it": Paper("surat", size=5),
}
WAYS = {
    "complete": lambda e, run, paper: e.complete(run, "teruskan", "b", documents=[paper]),
    "receive": lambda e, run, paper: e.receive(run, [paper], "b"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("said", SAME)
def test_it_keeps_its_file_where_nothing_else_is_said(engine, run, way, said):
    paper, expected = SAME[said]
    WAYS[way](engine, run, paper)
    assert (held(engine, run).version, held(engine, run).paper) == (2, expected)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("said", OTHER)
def test_another_copy_is_taken_as_it_is_said(engine, run, way, said):
    WAYS[way](engine, run, OTHER[said])
    assert (held(engine, run).version, held(engine, run).paper) == (2, OTHER[said])


def test_a_row_that_makes_it_once_more_makes_another(engine, run):
    engine.complete(run, "teruskan", "b")
    for person in "abc":
        engine.complete(run, "paraf", person)
    assert held(engine, run).paper is None  # nobody signed a file
    engine.receive(run, [KNOWN], "b")
    engine.complete(run, "ulang", "a")
    assert (held(engine, run).version, held(engine, run).paper) == (4, None)


def test_the_last_signature_keeps_what_was_signed(engine, run):
    engine.complete(run, "teruskan", "b")
    signed = Paper("surat", name="baru.pdf", sha256="c" * 64)
    engine.complete(run, "paraf", "a", documents=[signed])
    engine.receive(run, ["surat"], "b")
    engine.complete(run, "paraf", "b", documents=["surat"])
    assert held(engine, run).paper == signed
    with pytest.raises(SignedOtherwise):
        engine.complete(run, "paraf", "c", documents=[KNOWN])
    after = engine.complete(run, "paraf", "c")
    assert after.documents["surat"].paper == signed
    assert after.documents["lain"].paper is None
    assert instance_from_json(instance_to_json(after)) == after


def test_what_is_recorded_says_it_and_older_records_stay_as_they_were(engine, run):
    engine.complete(run, "teruskan", "b", documents=["surat"])
    events = list(engine.store.history(run))
    kept = events[-1]
    assert kept.effects.kept == ("surat",)
    assert kept.details.papers == (Paper("surat"),)  # what was said is not more than what was said
    assert event_from_json(event_to_json(kept)) == kept
    flow = engine.flow("surat")
    assert list(replay(events, lambda _: flow)) == [None] * len(events)
    older = [*events[:-1], kept._replace(effects=kept.effects._replace(kept=()))]
    assert fold(older).documents["surat"].paper == Paper("surat")
    assert list(replay(older, lambda _: flow)) == [None] * len(older)
