"""Logs of other programs are read as they are; what would exhaust or mislead the reader is refused where it stands."""

from __future__ import annotations

import json

import pytest

from sopflow.cli import main
from sopflow.conformance.log import Log, LogError
from sopflow.conformance.sources import items, markup, source

from .office import SOURCE, WAYS
from .test_written import text_of

EVENT = '<event><string key="concept:name" value="{0}"/><date key="time:timestamp" value="2026-03-02T0{1}:00:00+07:00"/></event>'
TRACE = '<trace><string key="concept:name" value="{0}"/>{1}</trace>'


def log_of(*traces, head='<?xml version="1.0"?>'):
    return f"{head}<log>{''.join(traces)}</log>"


def read(path, text, **options):
    path.write_text(text, "utf-8") if isinstance(text, str) else path.write_bytes(text)
    with Log() as log:
        for _ in log.read(path, **options):
            pass
        cases = {case.name: [log.labels[label].activity for label in case.labels] for case in log.cases()}
        return cases, log


def refused(path, text):
    with pytest.raises(LogError) as caught:
        read(path, text)
    return caught.value.line, caught.value.why.en


@pytest.mark.parametrize("ending", [".xes", ".jsonocel", ".csv"])
@pytest.mark.parametrize("whole", [False, True], ids=["done", "lifecycle"])
def test_what_was_written_is_read(tmp_path, ending, whole):
    cases, log = read(tmp_path / f"log{ending}", text_of(ending, whole=whole))
    assert cases == {f"kasus-{number}": way for number, way in WAYS.items()}
    assert log.left_out == 0
    assert bool(log.parts) is whole


@pytest.mark.parametrize("ending", [".xes", ".jsonocel", ".csv"])
def test_what_was_written_fits_the_sop_that_ran(tmp_path, ending, capsys):
    path, against = tmp_path / f"log{ending}", tmp_path / "uji.yaml"
    path.write_text(text_of(ending), "utf-8")
    against.write_text(SOURCE, "utf-8")
    words = ["conform", str(path), "--against", str(against), "--format", "json"]
    assert main(words) == 0
    found = json.loads(capsys.readouterr().out)
    # one case is running and one was cancelled: they are judged as far as they went
    assert (found["cases"], found["fitting"], found["late"], found["partial"]) == (4, 4, 0, 2)


@pytest.mark.parametrize("ending", [".xes", ".jsonocel", ".csv"])
def test_a_case_that_says_it_is_over_must_have_come_to_an_end(tmp_path, ending, capsys):
    path, against = tmp_path / f"log{ending}", tmp_path / "uji.yaml"
    path.write_text(text_of(ending).replace("running", "completed"), "utf-8")
    against.write_text(SOURCE, "utf-8")
    assert main(["conform", str(path), "--against", str(against), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["fitting"], found["partial"]) == (3, 1)
    assert [one["case"] for one in found["results"]] == ["kasus-1"]


def test_a_running_case_is_judged_as_far_as_it_went(tmp_path, capsys):
    """What is done out of its turn is a deviation all the same: putting that aside costs less than the rows left out."""
    against = tmp_path / "uji.yaml"
    against.write_text(SOURCE, "utf-8")
    path = tmp_path / "log.csv"
    path.write_text(
        "case,activity,sop:status\nk,tulis,running\nk,antar,running\nl,tulis,SUSPENDED\nm,tulis,\n", "utf-8"
    )
    assert main(["conform", str(path), "--against", str(against), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [one["case"] for one in found["results"]] == ["k", "m"]
    assert [(one["kind"], one["said"]) for one in found["results"][0]["deviations"]] == [("extra", "antar")]


def test_what_a_log_calls_its_statuses_can_be_mapped(tmp_path, capsys):
    for name, text in (
        ("uji.yaml", SOURCE), ("map.yaml", "status: {buka: running, tutup: completed}\n"),
        ("log.csv", "case,activity,keadaan\nk,tulis,Buka\nm,tulis,Tutup\n"),
    ):  # fmt: skip
        (tmp_path / name).write_text(text, "utf-8")
    words = [
        "--against",
        str(tmp_path / "uji.yaml"),
        "--map",
        str(tmp_path / "map.yaml"),
        "--column",
        "status=keadaan",
    ]
    assert main(["conform", str(tmp_path / "log.csv"), *words, "--format", "json"]) == 1
    assert [one["case"] for one in json.loads(capsys.readouterr().out)["results"]] == ["m"]


def test_traces_without_a_name_are_numbered_and_events_stand_in_order_of_time(tmp_path):
    text = log_of(
        f"<trace>{EVENT.format('b', 2)}{EVENT.format('a', 1)}</trace>", TRACE.format("k", EVENT.format("c", 1))
    )
    assert read(tmp_path / "x.xes", text)[0] == {"1": ["a", "b"], "k": ["c"]}


def test_what_stands_in_attributes_of_attributes_or_elsewhere_is_not_of_the_event(tmp_path):
    inner = '<string key="x" value="y"><string key="concept:name" value="falsch"/></string>'
    event = f'<event><string key="concept:name" value="a"/>{inner}<list key="l"><string key="concept:name" value="auch"/></list></event>'
    text = log_of('<string key="concept:name" value="log"/>', TRACE.format("k", event))
    assert read(tmp_path / "x.xes", text)[0] == {"k": ["a"]}


def test_only_what_was_done_counts(tmp_path):
    def part(name):
        return f'<event><string key="concept:name" value="a"/><string key="lifecycle:transition" value="{name}"/></event>'

    text = log_of(TRACE.format("k", "".join(map(part, ("schedule", "start", "COMPLETE", "ate_abort")))))
    cases, log = read(tmp_path / "x.xes", text)
    assert cases == {"k": ["a"]}
    assert log.parts == 3


def test_a_document_type_is_refused_so_that_there_are_no_entities(tmp_path):
    bomb = '<!DOCTYPE log [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>\n<log><trace>&b;</trace></log>'
    line, why = refused(tmp_path / "x.xes", f'<?xml version="1.0"?>\n{bomb}')
    assert (line, "DOCTYPE" in why) == (2, True)
    outside = '<!DOCTYPE log SYSTEM "file:///etc/passwd"><log/>'
    assert "DOCTYPE" in refused(tmp_path / "y.xes", outside)[1]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "this file is empty"),
        ("<log>", "not XML"),
        ("<log><trace></log>", "not XML"),
        ("not at all", "not XML"),
        ("<table/>", 'its root is "table"'),
        ('<?xml version="1.0" encoding="klingon"?><log/>', "not XML"),
        (b"\xff\xfe\x00", "not XML"),
        ("<log>" + "<list>" * (markup.MAX_DEPTH + 1), "levels of elements"),
        ('<log><trace><string key="a" value="' + "x" * (markup.MAX_PIECE + 200_000), "one piece"),
    ],
)
def test_what_is_no_xes_is_told(tmp_path, text, says):
    assert says in refused(tmp_path / "x.xes", text)[1]


def test_attributes_have_a_limit(tmp_path):
    many = "".join(f'<string key="k{at}" value="1"/>' for at in range(source.MAX_HEADS + 1))
    assert (
        "different attributes"
        in refused(tmp_path / "x.xes", log_of(TRACE.format("k", f"<event>{many}</event>")))[1]
    )
    apart = "".join(f'<event><string key="k{at}" value="1"/></event>' for at in range(source.MAX_HEADS + 1))
    assert "different attributes" in refused(tmp_path / "y.xes", log_of(TRACE.format("k", apart)))[1]


def ocel(events=(), objects=(), **more):
    return json.dumps(
        {"objectTypes": [], "eventTypes": [], "events": list(events), "objects": list(objects), **more}
    )


def happening(name, *objects, at="2026-03-02T01:00:00Z", **more):
    relations = [{"objectId": one, "qualifier": "of"} for one in objects]
    return {"id": name, "type": name, "time": at, "relationships": relations, **more}


def test_the_case_of_an_ocel_is_a_type_of_objects_that_is_named(tmp_path):
    objects = [{"id": one, "type": kind} for one, kind in (("o1", "order"), ("o2", "order"), ("i1", "item"))]
    text = ocel([happening("pack", "i1", "o1", "o2"), happening("pay", "o2", at="2026-03-02T02:00:00Z")], objects)
    assert read(tmp_path / "x.jsonocel", text, columns={"case": "order"})[0] == {
        "o1": ["pack"],
        "o2": ["pack", "pay"],
    }
    assert read(tmp_path / "x.json", text, columns={"case": "item"})[0] == {"i1": ["pack"]}
    _, why = refused(tmp_path / "x.jsonocel", text)
    assert "columns: order, item" in why


def test_what_an_ocel_says_of_each_case_is_a_column(tmp_path):
    def of(number, status):
        return {
            "id": f"o{number}",
            "type": "order",
            "attributes": [{"name": "sop:status", "time": "", "value": status}],
        }

    text = ocel([happening("pack", "o1", "o2")], [of(1, "running"), of(2, "completed")])
    (tmp_path / "x.jsonocel").write_text(text, "utf-8")
    columns = {"case": "order", "activity": "ocel:type", "status": "order:sop:status"}
    with Log() as log:
        for _ in log.read(tmp_path / "x.jsonocel", columns):
            pass
        assert {case.name: case.is_partial for case in log.cases()} == {"o1": True, "o2": False}


def test_objects_may_stand_after_the_events_and_in_many_pieces(tmp_path):
    events = [happening(f"e{at}", f"case:k{at % 7}", padding="ü" * 300) for at in range(2000)]
    objects = [{"id": f"case:k{at}", "type": "case"} for at in range(7)]
    cases, log = read(tmp_path / "x.jsonocel", ocel(events, objects))
    assert log.events == 2000
    assert cases["k3"] == [f"e{at}" for at in range(2000) if at % 7 == 3]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", '"{" is expected'),
        ("[]", '"{" is expected'),
        ("{}", 'no "events"'),
        ('{"events": [', "not valid JSON"),
        ('{"events": [1, 2', '"," is expected'),
        ('{"events": [{"id": "a" ', "not valid JSON"),
        ('{"ocel:events": {}, "ocel:objects": {}}', "OCEL 1"),
        ('{"events": [' + "[" * 100_000, "too many levels"),
        ('{"events": ["' + "x" * (3 * items.MAX_ITEM), "one item"),
        (b'{"events": ["\xff"', "not UTF-8"),
    ],
)
def test_what_is_no_ocel_is_told(tmp_path, text, says):
    assert says in refused(tmp_path / "x.jsonocel", text)[1]


def test_events_that_are_none_are_left_out_with_their_line(tmp_path):
    text = ocel([happening("a", "k")], [{"id": "k", "type": "case"}])
    broken = text.replace(
        '"events": [', '"events": [\n7,\n{"type": "b"},\n{"type": "b", "time": "x", "relationships": [3]},\n'
    )
    cases, log = read(tmp_path / "x.jsonocel", broken)
    assert cases == {"k": ["a"]}
    assert [one.line for one in log.named] == [2, 3, 4]


@pytest.mark.parametrize("ending", [".xes", ".jsonocel", ".csv"])
def test_the_ways_of_a_log_become_scenarios_that_pass(tmp_path, ending, capsys, monkeypatch):
    """Of the four cases one is running and one was cancelled: these are recorded as far as they went."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / f"log{ending}").write_text(text_of(ending), "utf-8")
    (tmp_path / "uji.yaml").write_text(SOURCE, "utf-8")
    words = ["record", f"log{ending}", "--against", "uji.yaml", "-o", "jalan.scenarios.yaml", "--lang", "en"]
    assert main(words) == 0
    assert capsys.readouterr().err == ""
    assert main(["test", "jalan.scenarios.yaml", "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in report["results"]] == [f"kasus-{number}" for number in range(4)]
    text = (tmp_path / "jalan.scenarios.yaml").read_text("utf-8")
    assert "periksa=N" in text
    assert "skip: antar" in text


def test_a_log_without_its_sop_is_not_recorded(tmp_path, capsys):
    (tmp_path / "log.xes").write_text(log_of(), "utf-8")
    assert main(["record", str(tmp_path / "log.xes"), "--lang", "en"]) == 2
    assert "--against" in capsys.readouterr().err
