"""What cases with fields, people of their own, personal values and many called SOPs stored stays readable: the files of `case`,
and nothing that is stored is in no kept file at all. `make_case.py` says how they were made."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import date, datetime

import pytest

import sopflow
from sopflow.definition.codec import definition_from_json, definition_to_json
from sopflow.definition.digest import is_digest_of
from sopflow.definition.stored import KEPT, NAMES
from sopflow.errors import KeyReused
from sopflow.fields import Withheld
from sopflow.flow import wire
from sopflow.flow.commands import EVENTS as TYPES
from sopflow.flow.evolve import fold
from sopflow.flow.wire import shapes
from sopflow.flow.wire.shape import Shape
from sopflow.search import above, at_least
from sopflow.sql import SQLStore, audit

from . import opening
from .make import DECIDED, WIB, calendars
from .make_case import DIRECTORY, HERE, SMALL, WHOLE, definitions

NOW = datetime(2026, 3, 30, 9, tzinfo=WIB)
SALTED = re.compile('"@withheld": "[0-9a-f]+"')
FOLDERS = tuple(sorted(path.parent for path in HERE.parent.glob("*/events.jsonl")))
"""The kept files in which everything is that is stored today; a new set is one more."""
LATER = tuple(folder for folder in FOLDERS if folder not in (HERE, HERE.parent / "version-2"))


def records_of(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def split(records):
    """The events and the snapshot of each instance, but for the salts of personal values: each store has its own."""
    records = [json.loads(SALTED.sub('"@withheld": "…"', json.dumps(one))) for one in records]
    events = defaultdict(list)
    for one in records:
        if "instance" in one:
            events[one["instance"]].append(one)
    return events, {one["snapshot"]["control"]["id"]: one["snapshot"] for one in records if "snapshot" in one}


@pytest.fixture(params=opening.KINDS)
def kept(request, tmp_path):
    """A store, and the records of what is in it."""
    store = opening.opened(request.param, HERE, tmp_path, request)
    return store, records_of(HERE / ("journal.jsonl" if request.param == "journal" else "events.jsonl"))


def engine_on(store):
    engine = sopflow.Engine(
        store, clock=sopflow.ManualClock(NOW), directory=DIRECTORY, calendars=calendars(DECIDED)
    )
    for one in definitions(personal=isinstance(store, SQLStore), last=2):  # a journal keeps no definitions
        engine.register(one)
    return engine


def problems(store):
    return [one for one in audit(store, decide=True) if one.problem] if isinstance(store, SQLStore) else []


def test_a_store_has_what_was_stored_and_decides_as_it_did(kept):
    store, records = kept
    events, snapshots = split(records)
    assert len(snapshots) == 9
    for name in snapshots:
        now = [
            *map(wire.event_to_json, store.history(name)),
            {"snapshot": wire.instance_to_json(store.load(name))},
        ]
        assert split(now) == ({name: events[name]}, {name: snapshots[name]})
    assert problems(store) == []


@pytest.mark.parametrize("folder", [HERE, *LATER], ids=lambda folder: folder.name)
def test_what_was_stored_is_written_to_the_byte(folder):
    for one in records_of(folder / "events.jsonl"):
        if "snapshot" in one:
            again = {"snapshot": wire.instance_to_json(wire.instance_from_json(one["snapshot"]))}
        elif "command" in one:
            again = {"command": wire.command_to_json(wire.command_from_json(one["command"]))}
        else:
            again = wire.event_to_json(wire.event_from_json(one))
        assert json.dumps(again) == json.dumps(one)


@pytest.mark.parametrize("folder", [HERE, *LATER], ids=lambda folder: folder.name)
def test_the_events_fold_to_what_was_stored(folder):
    records = records_of(folder / "events.jsonl")
    events = [wire.event_from_json(one) for one in records if "instance" in one]
    for one in records:
        if "snapshot" in one:
            state = wire.instance_from_json(one["snapshot"])
            assert fold(event for event in events if event.instance == state.id) == state


def test_a_case_goes_on(kept):
    """What was visited is licensed, with the values that were given; what was taken back is given again; all by their keys."""
    store, _ = kept
    engine = engine_on(store)
    case = next(run for run in engine.find(sop="izin", status="suspended").items)
    assert engine.complete(case.id, "ajukan", "siti", fields=WHOLE, key="isi").revision < case.revision
    with pytest.raises(KeyReused):
        engine.complete(case.id, "ajukan", "siti", fields=WHOLE | {"nama": "Orang lain"}, key="isi")
    engine.resume(case.id, "lia")
    second = engine.instance(case.id).active[0].children[1]
    assert engine.instance(second).people["saksi"] == ("sinta",)
    engine.complete(second, "putus", "lia", "Y")
    case = engine.instance(case.id)
    assert [row["catatan"] for row in case.fields["hasil"]] == ["Rata", "Sempit"]
    engine.complete(case.id, "bayar", "siti")
    assert engine.complete(case.id, "terbit", "kemal").end == "terbit"
    assert problems(store) == []


def test_personal_values_are_read_and_those_that_were_removed_are_not(kept):
    store, _ = kept
    if getattr(store, "private", None) is None:
        pytest.skip("does not apply: a journal has no place for personal values")
    engine = engine_on(store)
    fields = engine.instance("case-01").fields
    assert (fields["nama"], type(fields["nik"])) == (WHOLE["nama"], Withheld)
    engine.redact("case-01", "kemal", "diminta lagi")
    assert type(engine.instance("case-01").fields["nama"]) is Withheld
    assert WHOLE["nama"] not in str(list(engine.history("case-01")))
    assert problems(store) == []


def test_cases_are_found_by_their_fields(kept):
    store, _ = kept
    engine = engine_on(store)
    found = engine.find(sop="izin", fields={"nilai": above(250_000_000)}, sort="-field.nilai").items
    assert found[0].fields["nilai"] == 250_000_051
    assert {run.fields["nilai"] for run in found[1:]} == {250_000_050}
    assert engine.count(sop="izin", fields={"acara": at_least(date(2026, 8, 17))}) == len(found) + 1


def test_the_latest_is_taken_back_and_said_again(kept):
    store, _ = kept
    engine = engine_on(store)
    moved = next(run for run in engine.find(sop="izin").items if run.version == "2")
    assert [row.step for row in engine.undo_last(moved.id, "seno", "keliru").active] == ["saksikan"]
    assert engine.complete(moved.id, "saksikan", "seno").fields["nilai"] == SMALL["nilai"]
    assert problems(store) == []


def test_every_name_and_every_type_that_is_stored_is_in_a_kept_file(monkeypatch):
    """If not: make a set with what is new (`make_case.py`), keep it in a folder beside the others and name that here."""
    seen = defaultdict(set)
    values = Shape.values

    def noted(shape, json):
        seen[id(shape)] |= {*json}
        return values(shape, json)

    monkeypatch.setattr(Shape, "values", noted)
    types = set()
    for folder in FOLDERS:
        for one in records_of(folder / "events.jsonl"):
            if "snapshot" in one:
                wire.instance_from_json(one["snapshot"])
            elif "command" in one:
                wire.command_from_json(one["command"])
            else:
                event = wire.event_from_json(one)
                wire.command_from_json(wire.command_to_json(event.command))
                types.add(event.type)
    every = {name: shape for name, shape in vars(shapes).items() if isinstance(shape, Shape)}
    assert {
        name: sorted(shape.names - seen[id(shape)])
        for name, shape in every.items()
        if shape.names - seen[id(shape)]
    } == {}
    assert sorted(set(TYPES) - types) == []


@pytest.mark.parametrize("record", records_of(HERE / "digests.jsonl"), ids=lambda one: one["body"]["id"])
def test_a_stored_definition_keeps_its_digest_and_its_text(record):
    kept = definition_from_json(record["body"])
    assert kept.digest == record["digest"]
    assert is_digest_of(record["digest"], kept)
    assert json.dumps(definition_to_json(kept)) == json.dumps(record["body"])


def test_every_key_that_is_stored_of_a_definition_is_in_a_kept_file():
    """If not: keep the stored form of `tests/definition/every_key.yaml`, which has it, beside the others."""
    seen = defaultdict(set)

    def walk(value):
        if isinstance(value, dict):
            if "is" in value:
                seen[value["is"]] |= {*value}
            for one in value.values():
                walk(one)
        elif isinstance(value, list):
            for one in value:
                walk(one)

    for record in records_of(HERE / "digests.jsonl"):
        walk(record["body"])
    missing = {
        NAMES[kind]: sorted({name for name, _ in fields} - seen[NAMES[kind]]) for kind, fields in KEPT.items()
    }
    assert {name: some for name, some in missing.items() if some} == {}
