"""OCEL 2.0 in XML says the same as in JSON, and what would exhaust or mislead the reader is refused where it stands."""

from __future__ import annotations

import json

import pytest

from sopflow.cli import main
from sopflow.conformance.log import Log, LogError
from sopflow.conformance.sources import items

from .asking import asked
from .office import SOURCE
from .test_written import text_of

LOG = """<?xml version="1.0" encoding="UTF-8"?>
<log>
<object-types><object-type name="order"><attributes><attribute name="sop:status" type="string"/></attributes></object-type></object-types>
<event-types><event-type name="pack"><attributes/></event-type></event-types>
<objects>
<object id="o1" type="order"><attributes><attribute name="sop:status" time="1970-01-01T00:00:00Z">running</attribute></attributes></object>
<object id="o2" type="order"><attributes/><objects><relationship object-id="o1" qualifier="after"/></objects></object>
</objects>
<events>
<event id="e1" type="pack" time="2026-03-02T01:00:00Z"><attributes><attribute name="by">Ani &amp; Budi</attribute></attributes>
<objects><relationship object-id="o1" qualifier="of"/><relationship object-id="o2" qualifier="of"/></objects></event>
<event id="e2" type="send" time="2026-03-02T02:00:00Z"><objects><relationship object-id="o2" qualifier="of"/></objects></event>
</events>
</log>
"""
COLUMNS = {"case": "order", "activity": "ocel:type", "actor": "by", "status": "order:sop:status"}


def read(path, text, columns=COLUMNS):
    path.write_text(text, "utf-8")
    with Log() as log:
        for _ in log.read(path, columns):
            pass
        return {
            case.name: ([log.labels[label][:2] for label in case.labels], case.is_partial, case.lines)
            for case in log.cases()
        }, log


def test_events_stand_in_the_cases_that_they_are_related_to(tmp_path):
    assert read(tmp_path / "x.xmlocel", LOG)[0] == {
        "o1": ([("pack", "Ani & Budi")], True, (10,)),
        "o2": ([("pack", "Ani & Budi"), ("send", "")], False, (10, 12)),
    }


def test_lists_may_be_empty_and_stand_in_any_order(tmp_path):
    text = "<log><events/><objects><object id='o' type='order'/></objects></log>"
    assert read(tmp_path / "x.xmlocel", text, {"case": "order", "activity": "ocel:type"})[0] == {}
    head, objects, events = LOG.partition("<objects>\n")[0], LOG[LOG.index("<objects>\n") : LOG.index("<events>")], LOG[LOG.index("<events>") :].replace("</log>", "")  # fmt: skip
    assert read(tmp_path / "x.xmlocel", f"{head}{events}{objects}</log>")[0].keys() == {"o1", "o2"}


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("<log>", "<ocel>", "its root is"),
        ("</events>\n</log>", "</events>", "not XML"),
        ('<?xml version="1.0" encoding="UTF-8"?>', '<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a "b">]>', "DOCTYPE"),
        ("<events>", "<happenings>", "not XML"),
        ("Ani &amp; Budi", "x" * (items.MAX_ITEM + 1), "one item has over"),
        ("<relationship object-id=\"o2\" qualifier=\"of\"/></objects></event>\n<event", "<relationship/>" * (items.MAX_ITEM + 1) + "</objects></event>\n<event", "one item has over"),
        ("<attributes/>", "<a>" * 200, "levels of elements"),
    ],
)  # fmt: skip
def test_what_is_no_ocel_or_too_much_is_told(tmp_path, was, now, says):
    assert was in LOG
    with pytest.raises(LogError) as caught:
        read(tmp_path / "x.xmlocel", LOG.replace(was, now))
    assert says in caught.value.why.en


def test_a_log_without_its_lists_is_told(tmp_path):
    with pytest.raises(LogError) as caught:
        read(tmp_path / "x.xmlocel", "<log><trace/></log>")
    assert "not OCEL 2.0" in caught.value.why.en


def test_events_without_a_time_or_object_are_left_out_with_their_line(tmp_path):
    bad = '<event id="e3" type="pack"><objects><relationship qualifier="of"/></objects></event>\n</events>'
    found, log = read(tmp_path / "x.xmlocel", LOG.replace("</events>", bad))
    assert found.keys() == {"o1", "o2"}
    assert [one.line for one in log.named] == [13]


def test_what_pm4py_writes_as_xml_says_the_same_as_our_json(tmp_path, capsys):
    (tmp_path / "log.jsonocel").write_text(text_of(".jsonocel"), "utf-8")
    (tmp_path / "uji.yaml").write_text(SOURCE, "utf-8")
    asked("as_xml", tmp_path / "log.jsonocel")
    found = []
    for ending in ("jsonocel", "xmlocel"):
        words = ["conform", str(tmp_path / f"log.{ending}"), "--against", str(tmp_path / "uji.yaml")]
        main([*words, "--format", "jsonl"])
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        found.append([{key: value for key, value in line.items() if key != "summary"} for line in lines])
        totals = lines[-1]["summary"]
        assert (totals["cases"], totals["fitting"], totals["partial"]) == (4, 4, 2)
    assert found[0] == found[1]
