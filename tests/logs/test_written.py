"""The log of a store in every format: what was done and stands, once, and of nobody more than was asked for."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from xml.etree import ElementTree

import pytest

from sopflow.app.stores import historical
from sopflow.cli import main
from sopflow.logs.cases import logged
from sopflow.logs.formats import FORMATS
from sopflow.logs.persons import Persons
from sopflow.sql import SQLStore

from .asking import asked
from .office import NOTE, PEOPLE, PERSONAL, SUBJECT, UNIT, WAYS, happened

XES = "{http://www.xes-standard.org/}"
TITLES = {
    "tulis": '1. =Menulis & "mengirim"', "periksa": "2. Memeriksa", "paraf": "3. Membubuhkan paraf",
    "antar": "4. Mengantar", "tunggu": "5. Menunggu tanggapan", "arsip": "6. Mengarsip",
}  # fmt: skip


def text_of(ending, engine=None, *, personal=False, whole=False):
    engine = engine if engine is not None else happened()
    cases = logged(historical(engine.store).histories(), engine.flow, Persons(are_named=personal), whole=whole)
    return "".join(FORMATS[ending](cases))


def traces(text):
    """Of each trace of XES what stands in it and in each of its events, by key."""
    for trace in ElementTree.fromstring(text).iter(f"{XES}trace"):
        own = {one.get("key"): one.get("value") for one in trace if one.tag != f"{XES}event"}
        yield own, [{a.get("key"): a.get("value") for a in event} for event in trace.iter(f"{XES}event")]


def test_a_case_is_what_was_done_and_stands():
    found = {
        own["concept:name"]: [event["sop:row"] for event in events] for own, events in traces(text_of(".xes"))
    }
    assert found == {f"kasus-{number}": way for number, way in WAYS.items()}


def test_every_format_says_the_same_of_the_same_events():
    rows = list(csv.DictReader(io.StringIO(text_of(".csv"))))
    by_table = [
        (r["case:concept:name"], r["sop:row"], r["time:timestamp"], r["sop:outcome"], r["sop:late"]) for r in rows
    ]
    by_xes = [
        (own["concept:name"], e["sop:row"], e["time:timestamp"], e["sop:outcome"], e["sop:late"])
        for own, events in traces(text_of(".xes"))
        for e in events
    ]
    log = json.loads(text_of(".jsonocel"))
    by_ocel = []
    for event in log["events"]:
        said = {one["name"]: one["value"] for one in event["attributes"]}
        (case,) = [to["objectId"] for to in event["relationships"] if to["qualifier"] == "case"]
        by_ocel.append(
            (case.removeprefix("case:"), said["sop:row"], event["time"], said["sop:outcome"], said["sop:late"])
        )
    assert by_table == by_xes == by_ocel
    assert len(by_xes) == sum(map(len, WAYS.values()))
    # "periksa" is due after one hour, and the clock goes on by seven minutes a command
    assert {late for _, row, _, _, late in by_xes if row == "periksa"} == {"false"}


def test_a_whole_lifecycle_says_when_rows_were_opened_claimed_left_out_and_dropped():
    whole = {own["concept:name"]: [(e["sop:row"], e["lifecycle:transition"]) for e in events]
             for own, events in traces(text_of(".xes", whole=True))}  # fmt: skip
    assert whole["kasus-0"] == [
        ("tulis", "schedule"), ("tulis", "complete"), ("periksa", "schedule"), ("periksa", "start"),
        ("periksa", "complete"), ("paraf", "schedule"), ("paraf", "complete"), ("paraf", "complete"),
        ("antar", "schedule"), ("antar", "manualskip"), ("tunggu", "schedule"), ("tunggu", "complete"),
        ("arsip", "schedule"), ("arsip", "complete"),
    ]  # fmt: skip
    assert whole["kasus-3"][-1] == ("paraf", "pi_abort")


@pytest.mark.parametrize("ending", FORMATS)
def test_nothing_personal_is_written_unless_it_is_asked_for(ending):
    bare = text_of(ending, whole=True)
    assert [one for one in PERSONAL if one in bare or one.lstrip("=") in bare] == []
    named = text_of(ending, personal=True)
    wanted = PERSONAL if ending != ".jsonocel" else (*PEOPLE, SUBJECT, NOTE)
    assert [one for one in wanted if one not in named] == []


def test_one_person_is_one_number_in_the_whole_log():
    by = {}
    for _, events in traces(text_of(".xes")):
        for event in events:
            by.setdefault(event["sop:row"], set()).add(event.get("org:resource"))
    assert by["tulis"] == {"person-1"}
    assert by["arsip"] == by["antar"]
    assert len(by["arsip"] | by["tulis"] | by["periksa"]) == 3
    assert by["tunggu"] == {None}  # nobody waits


def test_no_cell_of_the_table_is_a_formula():
    cells = [cell for row in csv.reader(io.StringIO(text_of(".csv", personal=True))) for cell in row]
    assert f"'{NOTE}" in cells
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


def test_every_relation_of_ocel_says_what_it_is_and_leads_to_an_object():
    log = json.loads(text_of(".jsonocel"))
    objects = {one["id"]: one["type"] for one in log["objects"]}
    assert len(objects) == len(log["objects"])
    assert (
        {one["name"] for one in log["objectTypes"]}
        == {"case", "document", "person", "unit"}
        == set(objects.values())
    )
    assert {one["name"] for one in log["eventTypes"]} == {one["type"] for one in log["events"]}
    relations = [to for one in (*log["events"], *log["objects"]) for to in one["relationships"]]
    assert all(to["qualifier"] and to["objectId"] in objects for to in relations)
    made = {to["objectId"] for one in log["events"] for to in one["relationships"] if to["qualifier"] == "makes"}
    assert made == {f"document:kasus-{number}:surat" for number in WAYS}
    assert f"unit:{UNIT}" in objects


def test_the_log_of_a_database_is_that_of_any_other_store(database, tmp_path):
    store = SQLStore(database)
    engine = happened(store)
    there = text_of(".xes", engine)
    assert there == text_of(".xes")
    path = tmp_path / "log.xes"
    assert main(["log", "--db", database, "-o", str(path), "--lang", "en"]) == 0
    assert path.read_text("utf-8") == there
    store.close()


def test_an_unknown_ending_names_those_that_there_are(database, tmp_path, capsys):
    happened(SQLStore(database))
    assert main(["log", "--db", database, "-o", str(tmp_path / "log.pdf"), "--lang", "en"]) == 1
    assert 'known: ".xes", ".jsonocel", ".csv"' in capsys.readouterr().err
    assert not list(tmp_path.glob("*.pdf"))


@pytest.mark.parametrize("ending", FORMATS)
def test_memory_does_not_grow_with_the_log(ending):
    engine = happened()
    kept = [(name, tuple(events)) for name, events in historical(engine.store).histories()]

    def peak(times):
        cases = logged((one for _ in range(times) for one in kept), engine.flow, Persons(are_named=False))
        tracemalloc.start()
        for _ in FORMATS[ending](cases):
            pass
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(50)  # what is cached is there
    # what is left for the garbage collector is sometimes there at once; what grows is there each time
    assert min(peak(2000) for _ in range(3)) < peak(200) + 500_000


def test_pm4py_finds_the_same_cases_activities_and_times_in_xes(tmp_path):
    path = tmp_path / "log.xes"
    path.write_text(text_of(".xes"), "utf-8")
    ours = {
        own["concept:name"]: [[TITLES[e["sop:row"]], e["time:timestamp"]] for e in events]
        for own, events in traces(path.read_text("utf-8"))
    }
    assert asked("xes", path) == ours


def test_pm4py_finds_the_same_events_objects_and_relations_in_ocel(tmp_path):
    path = tmp_path / "log.jsonocel"
    path.write_text(text_of(".jsonocel"), "utf-8")
    log = json.loads(path.read_text("utf-8"))
    objects = {one["id"]: one["type"] for one in log["objects"]}
    found = asked("ocel", path)
    assert sorted(found["events"]) == sorted([one["id"], one["type"], one["time"]] for one in log["events"])
    assert found["objects"] == objects
    assert sorted(found["relations"]) == sorted(
        [one["id"], to["objectId"], objects[to["objectId"]], to["qualifier"]]
        for one in log["events"]
        for to in one["relationships"]
    )
