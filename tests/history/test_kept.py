"""What an earlier sopflow stored opens, audits clean, replays and goes on. `make.py` says how the files were made."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import get_args

import pytest

import sopflow
from sopflow.definition.codec import definition_from_json, definition_to_json
from sopflow.definition.digest import is_digest_of
from sopflow.engine.journal import JournalStore
from sopflow.flow.event import EventType
from sopflow.flow.evolve import evolve, fold
from sopflow.flow.replay import replay
from sopflow.flow.wire import event_from_json, event_to_json, instance_from_json, instance_to_json
from sopflow.paper.importing import import_table
from sopflow.sql import SQLStore, audit, restore

from . import opening
from .make import DECIDED, DIRECTORY, ESTIMATE, SEEN, WIB, calendars

HERE = Path(__file__).parent
LATER = datetime(2026, 4, 20, 9, tzinfo=WIB)
NEWER = HERE / "version-2"


def golden(folder):
    """The events and the snapshots of a version of the wire."""
    lines = [json.loads(line) for line in (folder / "events.jsonl").read_text("utf-8").splitlines()]
    events = [record for record in lines if "snapshot" not in record]
    return events, [record["snapshot"] for record in lines if "snapshot" in record]


EVENTS, SNAPSHOTS = golden(HERE)
EVENTS_2, SNAPSHOTS_2 = golden(NEWER)
EACH_VERSION = pytest.mark.parametrize(("events", "snapshots"), [golden(HERE), golden(NEWER)], ids=["1", "2"])
RECORDS = [json.loads(line) for line in (HERE / "digests.jsonl").read_text("utf-8").splitlines()]


def engine_on(store, now=LATER):
    return sopflow.Engine(store, clock=sopflow.ManualClock(now), directory=DIRECTORY, calendars=calendars(DECIDED))


def history_of(instance, events=EVENTS):
    return [event_from_json(record) for record in events if record["instance"] == instance]


def goes_on(engine, events=EVENTS, snapshots=SNAPSHOTS):
    """Everything that was open goes on, and what is registered again is the same."""
    for snapshot in map(instance_from_json, snapshots):
        run = engine.instance(snapshot.id)
        assert run == snapshot
        assert list(engine.history(run.id)) == history_of(run.id, events)
    for name in ("anak-1", "induk-1", "induk-2"):
        engine.register(sopflow.load(HERE / f"{name}.yaml"))
    assert (
        engine.start("induk", "ani", version="1", subject="Surat yang terlambat", key="ND-1", data={"nomor": 1}).id
        == "fixture-01"
    )
    again = engine.complete(
        "fixture-02",
        "mulai",
        "ani",
        choose={"d": "c"},
        key="langkah-1",
        acted_at=datetime(2026, 3, 16, 9, tzinfo=WIB),
    )
    assert again.revision == 5
    assert engine.complete("fixture-01", "mulai", "ani", choose={"d": "c"}).version == "2"
    assert engine.complete("fixture-05", "kirim", "ani").end == "selesai"
    child = engine.instance("fixture-06").active[0].child
    assert engine.complete(child, "kerja", "dewi", "selesai").status == "completed"
    assert engine.complete("fixture-06", "kirim", "ani").end == "selesai"
    engine.resume("fixture-09", "citra")
    with pytest.raises(sopflow.Refusal):
        engine.annotate("fixture-08", "ani", "sudah dibatalkan")
    assert engine.complete("fixture-10", "periksa", "citra").active[0].child is not None
    new = engine.start("induk", "ani", subject="Baru")
    assert engine.complete(new.id, "mulai", "ani", choose={"d": "b"}).active[0].step == "melengkapi"


@pytest.fixture
def journal(tmp_path):
    return opening.journal(HERE, tmp_path)


@pytest.mark.parametrize(
    ("kind", "folder"),
    [
        *((kind, HERE) for kind in opening.KINDS),
        *((kind, NEWER) for kind in opening.KINDS if kind != "postgresql"),
    ],
    ids=lambda one: one if isinstance(one, str) else one.name,
)
def test_a_store_goes_on(kind, folder, tmp_path, request):
    events, snapshots = (EVENTS_2, SNAPSHOTS_2) if folder == NEWER else (EVENTS, SNAPSHOTS)
    is_journal = kind == "journal"
    store = opening.opened(kind, folder, tmp_path, request)
    engine = engine_on(store)
    for name in ("anak-1", "induk-1", "induk-2") if is_journal else ():
        engine.register(sopflow.load(HERE / f"{name}.yaml"))  # a journal keeps no definitions
    if not is_journal:
        assert [one for one in audit(store) if one.problem] == []
        assert {item.step for item in engine.worklist("b")} == {"kerja", "mulai"}
        assert {run.id for run in engine.find(subject="gubernur").items} == {"fixture-02", "fixture-02/fixture-03"}
    seen = []
    engine.subscribe(SEEN, seen.append).deliver()
    assert len(seen) == (0 if kind in ("sqlite", "postgresql") else len(events))
    goes_on(engine, events, snapshots)
    if not is_journal:
        assert [one for one in audit(store) if one.problem] == []


def test_a_journal_that_went_on_opens_again(journal):
    engine = engine_on(journal)
    for name in ("anak-1", "induk-1", "induk-2"):
        engine.register(sopflow.load(HERE / f"{name}.yaml"))
    engine.complete("fixture-05", "kirim", "ani")
    assert (
        JournalStore(shutil.copy(journal.path, journal.path.with_name("salinan"))).load("fixture-05").end
        == "selesai"
    )


@EACH_VERSION
def test_every_type_of_event_is_read_and_folds_to_its_snapshot(events, snapshots):
    kept = {record["type"] for record in events}
    assert len(kept) == 23  # all that there were when these were kept
    assert kept <= set(get_args(EventType))
    for record in events:
        assert event_from_json(event_to_json(event_from_json(record))) == event_from_json(record)
    for record in map(instance_from_json, snapshots):
        assert instance_from_json(instance_to_json(record)) == record
        assert fold(history_of(record.id, events)) == record


def test_what_version_2_wrote_is_written_to_the_byte():
    for record in EVENTS_2:
        assert json.dumps(event_to_json(event_from_json(record))) == json.dumps(record)
    for record in SNAPSHOTS_2:
        assert json.dumps(instance_to_json(instance_from_json(record))) == json.dumps(record)


@EACH_VERSION
def test_every_event_is_decided_as_it_was(events, snapshots):
    """But those of extensions, which did not say in what capacity, and those on another version or other days off."""
    flows = {name: sopflow.Flow(sopflow.load(HERE / f"{name}-1.yaml")) for name in ("induk", "anak")}
    decided = 0
    for snapshot in map(instance_from_json, snapshots):
        history = history_of(snapshot.id, events)
        unlike = ("extended", "rescheduled", "migrated")
        until = next((at for at, event in enumerate(history) if event.type in unlike), len(history))
        assert list(replay(history[:until], flows.__getitem__, calendars(ESTIMATE))) == [None] * until
        decided += until
    assert decided > 50


def test_an_outcome_done_that_was_named_is_decided_as_it_was(tmp_path):
    """`outcome-named` is a dump by the sopflow of 26 November 2026, which wrote down that it had been named."""
    store = SQLStore(tmp_path / "baru.db")
    with (HERE / "outcome-named" / "proses.dump.jsonl").open(encoding="utf-8") as lines:
        list(restore(store, lines))
    events = list(store.history("named-1"))
    named = [event.type for event in events if event.details is not None and event.details.kind == "complete"]
    assert named == ["completed", "completed"]
    assert [one for one in audit(store, decide=True) if one.problem] == []
    flow = sopflow.Flow(store.definition(store.load("named-1").digest))
    assert list(replay(events, {"disposisi": flow}.__getitem__, calendars(ESTIMATE))) == [None] * len(events)
    store.close()


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["file"])
def test_a_stored_definition_keeps_its_digest(record):
    kept = definition_from_json(record["body"])
    assert kept.digest == record["digest"]
    assert is_digest_of(record["digest"], kept)
    assert definition_from_json(definition_to_json(kept)) == kept


def test_a_stored_definition_runs_as_its_file_does():
    (record,) = [record for record in RECORDS if record["file"] == "induk-1.yaml"]
    flow = sopflow.Flow(definition_from_json(record["body"]))
    events = history_of("fixture-04")
    assert list(replay(events, {"induk": flow}.__getitem__, calendars(ESTIMATE))) == [None] * len(events)


@pytest.mark.parametrize("ending", ["csv", "md", "xlsx", "docx"])
def test_a_sealed_table_gives_its_definition_back(ending):
    one = import_table(HERE / f"induk-1.{ending}")
    assert one.is_original
    assert one.text == (HERE / "induk-1.yaml").read_text("utf-8")


def states_of_the_cluster():
    """What each instance's object held, by its key."""
    held: dict = {}
    for line in (HERE / "proses.restate.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["service_name"] == "sopflow.instance":
            held.setdefault(row["service_key"], {})[row["key"]] = json.loads(row["value_utf8"])
    return held


def test_the_events_of_a_cluster_fold_to_its_state():
    states = states_of_the_cluster()
    assert len(states) == len(SNAPSHOTS)
    for state in states.values():
        now, instance = state["now"], None
        for revision in range(1, now["revision"] + 1):
            instance = evolve(instance, event_from_json(json.loads(state[f"e{revision}"])))
        assert instance == instance_from_json(json.loads(now["snapshot"]))
