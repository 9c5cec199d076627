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


@pytest.mark.parametrize(
    "said", [{"number": "094/3"}, {"date": "2026-03-02"}, {"name": "baru.pdf"}, {"uri": "https://arsip/3"}]
)
def test_the_last_signature_keeps_what_was_signed_without_a_hash(engine, run, said):
    engine.complete(run, "teruskan", "b", documents=[Paper("surat", number="094/2")])
    signed = Paper("surat", **({"number": "094/2"} | said))
    engine.complete(run, "paraf", "a", documents=[signed])
    engine.complete(run, "paraf", "b")
    after = engine.complete(run, "paraf", "c")
    assert after.documents["surat"].paper == signed
    assert instance_from_json(instance_to_json(after)) == after
    engine.complete(run, "ulang", "a")
    assert held(engine, run).paper is None  # signatures on another row hold nothing of this one


@pytest.mark.parametrize("said", SAME)
def test_the_last_signature_keeps_a_known_copy_that_was_named_with_an_earlier_one(engine, run, said):
    paper, expected = SAME[said]
    engine.complete(run, "teruskan", "b")
    engine.complete(run, "paraf", "a", documents=[paper])
    with pytest.raises(SignedOtherwise):
        engine.complete(run, "paraf", "b", documents=[OTHER["another hash"]])
    engine.complete(run, "paraf", "b")
    assert engine.complete(run, "paraf", "c").documents["surat"].paper == expected


def test_what_came_after_the_signatures_is_not_what_was_signed(engine, run):
    engine.complete(run, "teruskan", "b")
    engine.complete(run, "paraf", "a", documents=[Paper("surat", number="094/3")])
    engine.receive(run, [Paper("surat", number="094/4")], "b")
    engine.complete(run, "paraf", "b")
    assert engine.complete(run, "paraf", "c").documents["surat"].paper is None


def test_a_file_may_come_to_a_document_that_was_signed_by_its_number(engine, run):
    engine.complete(run, "teruskan", "b")
    engine.complete(run, "paraf", "a", documents=[Paper("surat", number="094/3")])
    engine.complete(run, "paraf", "b", documents=[KNOWN._replace(number="094/3")])
    with pytest.raises(SignedOtherwise):
        engine.complete(run, "paraf", "c", documents=[KNOWN._replace(sha256="b" * 64)])
    engine.complete(run, "paraf", "c", documents=[Paper("surat", number="094/3")])
    assert held(engine, run).paper == KNOWN._replace(number="094/3")


def test_another_number_after_a_signature_lets_no_other_file_in(engine, run):
    engine.complete(run, "teruskan", "b")
    engine.complete(run, "paraf", "a", documents=[KNOWN._replace(sha256="c" * 64)])
    engine.complete(run, "paraf", "b", documents=[Paper("surat", number="094/5")])
    with pytest.raises(SignedOtherwise):
        engine.complete(run, "paraf", "c", documents=[KNOWN._replace(sha256="b" * 64)])


def test_a_record_without_a_hash_that_was_said_with_the_signature_is_another(engine, run):
    engine.complete(run, "teruskan", "b")
    engine.complete(run, "paraf", "a", documents=[KNOWN])
    flow, (*before, last) = engine.flow("surat"), engine.store.history(run)
    forged = last._replace(effects=last.effects._replace(signature=last.effects.signature._replace(files=())))
    *_, found = replay([*before, forged], lambda _: flow)
    assert found.kind == "signature"


def test_signatures_of_older_records_without_a_hash_hold_nothing(engine, run):
    """They did not say what had none, and are decided again as they were."""
    engine.complete(run, "teruskan", "b")
    for person in "abc":
        brought = [Paper("surat", number="094/3")] if person == "a" else []
        engine.complete(run, "paraf", person, documents=brought)
    flow, events = engine.flow("surat"), list(engine.store.history(run))
    assert list(replay(events, lambda _: flow)) == [None] * len(events)
    older = []
    for event in events:
        signature = event.effects.signature
        if signature is not None:
            event = event._replace(effects=event.effects._replace(signature=signature._replace(files=())))
        older.append(event)
    older[-1] = older[-1]._replace(effects=older[-1].effects._replace(kept=()))
    assert fold(older).documents["surat"].paper is None
    assert list(replay(older, lambda _: flow)) == [None] * len(older)


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
