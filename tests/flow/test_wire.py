"""Version 2 of the wire: read and written to the byte, version 1 always, and nothing that a newer sopflow wrote in part."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.errors import NewerRecord, UnreadableRecord
from sopflow.flow import wire
from sopflow.flow.command import Command, Paper
from sopflow.flow.event import Claim, Effects, Event, OpenRow, Signature
from sopflow.flow.instance import Instance
from sopflow.flow.record import paths
from sopflow.flow.wire import shapes
from sopflow.flow.wire.shape import Shape
from sopflow.restate.requests import REQUESTS
from sopflow.sql import SQLStore, audit
from sopflow.testing import definitions
from tests.flow.test_properties import COMMANDS, play
from tests.history import version_1
from tests.share import share
from tests.sop import engine_for, sop

START = datetime(2024, 3, 12, 8, 0, tzinfo=UTC)
HISTORY = Path(__file__).parents[1] / "history"
RELAXED = settings(max_examples=share(100), deadline=None, suppress_health_check=list(HealthCheck))
TWO_ROWS = sop("- {id: satu, activity: Menyusun, actor: a}\n- {id: dua, activity: Memeriksa, actor: b}")


def golden(folder: Path):
    lines = [json.loads(line) for line in (folder / "events.jsonl").read_text("utf-8").splitlines()]
    return [one for one in lines if "snapshot" not in one], [one["snapshot"] for one in lines if "snapshot" in one]


EVENTS_1, _ = golden(HISTORY)
EVENTS, SNAPSHOTS = golden(HISTORY / "version-2")
COMMAND = wire.command_to_json(wire.event_from_json(EVENTS[0]).command)


class Instant(datetime):
    """What a host may use in place of a `datetime`."""


@given(st.datetimes(timezones=st.timezones() | st.just(UTC)))
@RELAXED
def test_an_instant_is_written_as_python_writes_it(at):
    assert shapes._written_instant(at) == at.isoformat()
    twin = Instant(at.year, at.month, at.day, at.hour, tzinfo=at.tzinfo)
    assert shapes._written_instant(twin) == twin.isoformat()


def test_an_instant_keeps_its_time_zone_whichever_was_written_of_the_same_instant_before():
    """Noon in UTC and 19.00 in Jakarta are equal, and not the same to who reads them."""
    noon = datetime(2026, 3, 12, 12, tzinfo=UTC)
    event = wire.event_from_json(EVENTS[0])
    for zone in (UTC, ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura"), UTC):
        at = noon.astimezone(zone)
        read = wire.event_from_json(as_text(wire.event_to_json(event._replace(at=at)))).at
        assert (read, read.utcoffset()) == (at, at.utcoffset())


def as_text(record):
    return json.loads(json.dumps(record))


def unsaid(record):
    """A record as JSON without what version 1 could not say: which files came with a signature."""
    if isinstance(record, dict):
        signs = {"actor", "by", "outcome", "at"} <= record.keys()
        return {key: unsaid(value) for key, value in record.items() if not (signs and key == "files")}
    return [unsaid(one) for one in record] if isinstance(record, list) else record


@given(definitions(), st.lists(COMMANDS, max_size=25))
@RELAXED
def test_what_is_written_is_read_the_same_and_version_1_says_the_same(definition, commands):
    clock = sopflow.ManualClock(START)
    engine = engine_for(definition, clock=clock)
    run = engine.start(definition.id, "a", subject="Uji", data={"k": [1]}).id
    play(engine, clock, run, commands)
    for event in engine.history(run):
        assert wire.event_from_json(as_text(wire.event_to_json(event))) == event
        before = wire.event_from_json(as_text(version_1.event_to_json(event)))
        assert as_text(wire.event_to_json(before)) == unsaid(as_text(wire.event_to_json(event)))
        command = event.command
        assert wire.command_from_json(as_text(wire.command_to_json(command))) == command
        assert wire.command_from_json(as_text(version_1.command_to_json(command))) == command
    state = engine.instance(run)
    assert wire.instance_from_json(as_text(wire.instance_to_json(state))) == state
    before = wire.instance_from_json(as_text(version_1.instance_to_json(state)))
    assert as_text(wire.instance_to_json(before)) == unsaid(as_text(wire.instance_to_json(state)))


def records():
    """A record of each kind, with how it is read, and every object in it that has fields of its own."""
    for event in EVENTS:
        yield event, wire.event_from_json, ("opened", "asked", "effects")
    for snapshot in SNAPSHOTS:
        yield snapshot, wire.instance_from_json, ("control", "case")
    yield COMMAND, wire.command_from_json, ()


def test_a_later_version_is_refused_before_anything_else_is_read():
    for read in (wire.event_from_json, wire.instance_from_json, wire.command_from_json):
        with pytest.raises(NewerRecord, match="newer sopflow"):
            read({"v": 3, "sama": "sekali lain"})
    newer = NewerRecord(what="version 3 > 2")
    assert isinstance(newer, UnreadableRecord)
    assert newer.message("id").startswith("catatan ini ditulis oleh sopflow yang lebih baru")


@pytest.mark.parametrize("version", [0, -1, True, 1.0, "2", None])
def test_what_is_no_version_is_refused(version):
    with pytest.raises(UnreadableRecord):
        wire.event_from_json({**EVENTS[0], "v": version})


def test_a_field_that_this_version_does_not_know_is_refused_wherever_it_stands():
    refused = 0
    for record, read, parts in records():
        read(record)
        places = [(), *((part,) for part in parts if part in record)]
        effects = record.get("effects", {})
        places += [("effects", part) for part in ("restored", "signature") if part in effects]
        for place in places:
            broken = as_text(record)
            there = broken
            for name in place:
                there = there[name]
            (there[0] if isinstance(there, list) else there)["kelak"] = 1
            with pytest.raises(NewerRecord, match='"kelak"'):
                read(broken)
            refused += 1
    assert refused > 200


@pytest.mark.parametrize(
    ("place", "name", "value"),
    [
        (("type",), None, "archived"),
        (("asked", "kind"), None, "archive"),
        (("effects", "status"), None, "archived"),
        (("asked",), "commitments", {"nik": "9f"}),
        (("effects",), "case", {"commitments": {"nik": "9f"}}),
    ],
)
def test_what_only_a_later_sopflow_can_mean_is_refused(place, name, value):
    broken = as_text(EVENTS[0])
    there = broken
    *before, last = (*place, name) if name is not None else place
    for part in before:
        there = there[part]
    there[last] = value
    with pytest.raises(NewerRecord):
        wire.event_from_json(broken)


def test_of_several_things_of_a_later_sopflow_the_same_one_is_named_in_every_run():
    broken = as_text(EVENTS[0])
    broken["effects"]["case"] = {f"kelak_{number}": {"a": "9f"} for number in reversed(range(9))}
    with pytest.raises(NewerRecord, match='"case": "kelak_0"'):
        wire.event_from_json(broken)


@pytest.mark.parametrize(("name", "value"), [("commitments", {"a": "9f"})])  # fmt: skip
def test_data_of_a_case_that_only_a_later_sopflow_keeps_is_refused(name, value):
    for snapshot in SNAPSHOTS:
        case = snapshot.get("case", {})
        with pytest.raises(NewerRecord, match=name):
            wire.instance_from_json({**snapshot, "case": {**case, name: value}})
        empty = {**snapshot, "case": {**case, name: type(value)()}}
        assert wire.instance_from_json(empty) == wire.instance_from_json(snapshot)


_WRONG = (
    None, True, False, 0, 1.0, float("nan"), 10**30, "2", "", [], {}, [1], ["a"], {"a": 1}, [["a", 1]], [["a", "b"]], [[["a", 1], None]]
)  # fmt: skip


def leaves(value, place=()):
    """Where the values are that are neither lists nor objects."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        yield from leaves(part, (*place, name))
    if not isinstance(value, dict | list):
        yield place, value


def with_value(record, place, value):
    changed = as_text(record)
    there = changed
    for name in place[:-1]:
        there = there[name]
    there[place[-1]] = value
    return changed


def test_a_value_of_another_type_is_refused_wherever_it_stands():
    """But for what version 1 repeated of the case in an undoing, which nobody reads."""
    old = [(record, wire.event_from_json, ()) for record in EVENTS_1]
    seen = set()
    for record, read, _ in [*records(), *old]:
        for place, value in leaves(record):
            kind = (read, record["v"], tuple(name for name in place if isinstance(name, str)))
            if kind in seen or place[-2:] in (("restored", "subject"), ("restored", "data_json")):
                continue
            seen.add(kind)
            for wrong in _WRONG:
                if type(wrong) is not type(value):
                    with pytest.raises(UnreadableRecord):
                        read(with_value(record, place, wrong))
    assert len(seen) > 150


@pytest.mark.parametrize("place", [("opened",), ("effects", "closed"), ("documents",), ("asked", "choose"), ("asked", "parent")])  # fmt: skip
def test_lists_in_lists_in_lists_are_refused(place):
    deep = []
    for _ in range(900):
        deep = [deep]
    record = {"effects": {}, "asked": {"kind": "start"}, **EVENTS[0]}
    with pytest.raises(UnreadableRecord):
        wire.event_from_json(with_value({**record, "effects": {**record["effects"]}}, place, deep))


@pytest.mark.parametrize("version", [2, 3, True, None])
def test_within_a_record_of_version_1_there_is_nothing_of_another(version):
    (undone, *_) = [record for record in EVENTS_1 if "restored" in record.get("effects", {})]
    wire.event_from_json(as_text(undone))
    with pytest.raises(UnreadableRecord):
        wire.event_from_json(with_value(undone, ("effects", "restored", "v"), version))
    (opens, *_) = [record for record in EVENTS_1 if record.get("opened")]
    with pytest.raises(UnreadableRecord):
        wire.event_from_json(with_value(opens, ("opened", 0, "children"), ["x"]))
    with pytest.raises(UnreadableRecord):
        wire.event_from_json({**opens, "opened": {}})


def test_every_value_of_a_record_is_stored():
    """What no shape names is lost where a snapshot is read again, and found by nobody but an audit."""
    kept = defaultdict(set)
    for shape in (one for one in vars(shapes).values() if isinstance(one, Shape)):
        if shape.record is not None:
            kept[shape.record] |= shape.attributes
    assert {Instance, OpenRow, Event, Effects, Command} <= kept.keys()
    missing = {record.__name__: sorted(paths(record).keys() - names) for record, names in kept.items()}
    assert {name: values for name, values in missing.items() if values} == {}
    for kind, shape in ((Claim, shapes.CLAIM), (Signature, shapes.SIGNATURE), (Paper, shapes.PAPER)):
        assert set(kind._fields) == shape.attributes


def test_nothing_that_is_reserved_is_written():
    for event in EVENTS:
        assert not event.get("asked", {}).keys() & shapes.DETAILS.reserved.keys()
        assert not event.get("effects", {}).keys() & shapes.EFFECTS.reserved.keys()
    for snapshot in SNAPSHOTS:
        assert not snapshot.get("case", {}).keys() & shapes.CASE.reserved.keys()


def test_where_a_case_stands_and_what_it_is_about_are_two_parts():
    runs = [wire.instance_from_json(snapshot) for snapshot in SNAPSHOTS]
    assert any(run.data_json for run in runs)
    for run, snapshot in zip(runs, SNAPSHOTS, strict=True):
        said = {"subject": run.subject, "data": run.data_json}
        assert snapshot.get("case", {}) == {name: value for name, value in said.items() if value is not None}
        assert wire.instance_from_json({"v": 2, "control": snapshot["control"]}) == run.control


def test_an_undoing_does_not_repeat_the_data_of_the_case():
    engine = engine_for(TWO_ROWS)
    run = engine.start("uji", "a", subject="Panjang", data={"lampiran": "x" * 50_000})
    before = engine.instance(run.id)
    engine.complete(run.id, "satu", "a")
    undone = engine.undo_last(run.id, "a", "keliru")
    assert (undone.subject, undone.data) == ("Panjang", before.data)
    assert undone.active == before.active
    assert len(json.dumps(wire.event_to_json(list(engine.history(run.id))[-1]))) < 1_000


def test_a_process_of_version_1_refuses_whatever_version_2_wrote():
    for record in EVENTS:
        with pytest.raises(UnreadableRecord, match="format 2"):
            version_1.event_from_json(record)
    for record in SNAPSHOTS:
        with pytest.raises(UnreadableRecord, match="format 2"):
            version_1.instance_from_json(record)
    with pytest.raises(UnreadableRecord, match="format 2"):
        version_1.command_from_json(COMMAND)


def test_a_mark_that_a_reader_kept_of_version_1_still_says_the_same_event():
    """But of an undoing or a migration, which repeated the case's data: there the reader is told to begin again."""
    same = [record for record in EVENTS_1 if "restored" not in record.get("effects", {})]
    assert len(same) > 70
    for record in same:
        assert json.dumps(wire.pinned(wire.event_from_json(record))) == json.dumps(record)


@pytest.fixture
def store(tmp_path):
    return SQLStore(tmp_path / "proses.db")


def rewritten(store, old, new):
    """As if a newer sopflow had written the last event and the snapshot of each instance."""
    with sqlite3.connect(store.engine.url.database) as connection:
        last = "position = (SELECT max(position) FROM sopflow_event)"
        connection.execute(f"UPDATE sopflow_event SET body = replace(body, ?, ?) WHERE {last}", (old, new))
        connection.execute("UPDATE sopflow_instance SET snapshot = replace(snapshot, ?, ?)", (old, new))
    connection.close()


@pytest.mark.parametrize("new", ['{"v":3,', '{"v":2,"kelak":1,'])
def test_what_a_newer_process_wrote_is_refused_by_an_older_one_and_stays(store, new):
    engine, seen = sopflow.Engine(store), []
    engine.register(TWO_ROWS)
    run = engine.start("uji", "a").id
    engine.complete(run, "satu", "a")
    rewritten(store, '{"v":2,', new)
    engine = sopflow.Engine(
        SQLStore(store.engine.url.database)
    )  # one that remembers nothing of what it wrote itself
    subscription = engine.subscribe("pos", seen.append)
    for command in (
        lambda: engine.complete(run, "dua", "b"), lambda: engine.annotate(run, "b", "catatan"), lambda: engine.instance(run),
        lambda: engine.undo_last(run, "a", "keliru"), lambda: engine.cancel(run, "a"), subscription.deliver,
    ):  # fmt: skip
        with pytest.raises(NewerRecord):
            command()
    assert [problem for *_, problem, _, _ in audit(store) if problem]
    rewritten(store, new, '{"v":2,')
    assert [problem for *_, problem, _, _ in audit(store) if problem] == []
    assert subscription.deliver() == 2
    assert engine.complete(run, "dua", "b").revision == 3


def test_a_cluster_takes_the_fields_that_the_wire_has():
    for kind, handler in (("instance", "start"), ("instance", "execute"), ("start", "start")):
        assert REQUESTS[kind][handler]["properties"]["command"]["properties"].keys() == shapes.COMMAND.names
