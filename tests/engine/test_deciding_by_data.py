"""The data of a case decides: which branch, whether an optional row is needed, and what is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import sopflow
from sopflow.errors import DataDecides, DataMissing, MissingOutcome, NotOptional, Undecided, UnknownOutcome
from sopflow.flow.evolve import fold
from sopflow.flow.wire import event_from_json, event_to_json
from sopflow.time import AroundTheClock
from tests.sop import engine_for, sop

HEAD = """actors: {a: A, b: B}
fields:
  nilai: {title: Nilai pengadaan, type: money, min: 0}
  pagu: {title: Pagu, type: money, optional: true}
  acara: {title: Tanggal acara, type: date, optional: true}
  syarat: {title: Syarat, some_of: [ktp, kk], optional: true}
"""
ROWS = """
- {id: ajukan, activity: Mengajukan, actor: a, fills: [nilai, pagu, acara, syarat]}
- {id: tinjau, activity: Meninjau lokasi, actor: a, optional: true, when: {nilai: {at_least: 1 miliar}}}
- id: pilih
  activity: Memilih cara
  actor: b
  fills: [nilai]
  branches:
    langsung: {to: arsip, when: {nilai: {at_most: 50 juta}}}
    lelang: {to: lelang, when: {nilai: {above: 50 juta}}}
- {id: lelang, activity: Melelang, actor: b}
- {id: arsip, activity: Mengarsipkan, actor: b}
"""
CHOSEN = ROWS.replace("{to: arsip, when: {nilai: {at_most: 50 juta}}}", "arsip").replace(
    "{to: lelang, when: {nilai: {above: 50 juta}}}", "lelang"
)
SOP = sop(ROWS, head=HEAD)


def filled(text=SOP, **fields):
    engine = engine_for(text)
    case = engine.start("uji", "a").id
    engine.complete(case, "ajukan", "a", fields=fields)
    return engine, case


def open_rows(run):
    return [row.step for row in run.active]


@pytest.mark.parametrize(
    ("nilai", "outcome", "row"), [(50_000_000, "langsung", "arsip"), (50_000_001, "lelang", "lelang")]
)
def test_the_amount_takes_the_branch_and_the_outcome_may_be_left_out(nilai, outcome, row):
    for said in (None, outcome):
        engine, case = filled(nilai=nilai)
        run = engine.complete(case, "pilih", "b", said)
        event = list(engine.history(case))[-1]
        assert (event.outcome, open_rows(run)) == (outcome, [row])
        assert event.effects.compared == {"nilai": nilai}


def test_an_answer_that_contradicts_the_data_is_refused():
    engine, case = filled(nilai=50_000_000)
    with pytest.raises(DataDecides) as refused:
        engine.complete(case, "pilih", "b", "lelang")
    assert (refused.value.decided, refused.value.code) == ("langsung", "data-decides")
    assert "nilai = Rp50.000.000" in refused.value.message("id")
    with pytest.raises(UnknownOutcome):
        engine.complete(case, "pilih", "b", "tender")
    assert open_rows(engine.instance(case)) == ["pilih"]


def test_what_is_filled_in_with_it_decides():
    engine, case = filled(nilai=50_000_000)
    assert open_rows(engine.complete(case, "pilih", "b", fields={"nilai": 60_000_000})) == ["lelang"]


def test_a_row_that_is_not_needed_is_passed_within_the_event_that_would_open_it():
    engine, case = filled(nilai=999_999_999)
    assert open_rows(engine.instance(case)) == ["pilih"]
    assert [event.type for event in engine.history(case)] == ["started", "completed"]
    assert list(engine.history(case))[-1].effects.compared == {"nilai": 999_999_999}


def test_a_row_that_is_needed_cannot_be_skipped():
    engine, case = filled(nilai=1_000_000_000)
    assert open_rows(engine.instance(case)) == ["tinjau"]
    with pytest.raises(NotOptional):
        engine.skip(case, "tinjau", "a", "tidak perlu")
    engine.correct(case, "a", {"nilai": 5}, "salah ketik")
    assert open_rows(engine.skip(case, "tinjau", "a", "tidak perlu lagi")) == ["pilih"]


EARLY = sop(
    """
- {id: tinjau, activity: Meninjau, actor: a, optional: true, when: {pagu: {above: 5}}}
- {id: isi, activity: Mengisi, actor: a, fills: [nilai, pagu]}
- id: pilih
  activity: Memilih
  actor: b
  branches: {kecil: {to: isi, when: {nilai: {at_most: {field: pagu}}}}, besar: {to: arsip, otherwise: true}}
- {id: arsip, activity: Mengarsipkan, actor: b}
""",
    head=HEAD,
)


def test_nothing_is_left_out_or_decided_for_want_of_data():
    engine = engine_for(EARLY)
    case = engine.start("uji", "a").id
    assert open_rows(engine.instance(case)) == ["tinjau"]
    with pytest.raises(DataMissing):
        engine.skip(case, "tinjau", "a", "tidak perlu")
    engine.complete(case, "tinjau", "a")
    engine.complete(case, "isi", "a", fields={"nilai": 5})
    with pytest.raises(DataMissing) as refused:
        engine.complete(case, "pilih", "b")
    assert (refused.value.code, refused.value.fields) == ("data-missing", ("pagu",))
    assert '"Pagu" (pagu)' in refused.value.message("id")
    assert '"2. Mengisi"' in refused.value.message("id")


def test_otherwise_is_taken_where_no_other_branch_is():
    engine = engine_for(EARLY)
    case = engine.start("uji", "a").id
    engine.complete(case, "tinjau", "a")
    engine.complete(case, "isi", "a", fields={"nilai": 6, "pagu": 5})
    assert open_rows(engine.complete(case, "pilih", "b")) == ["arsip"]


def table(hit, *rules, head=HEAD):
    text = ", ".join(f"{{when: {when}, take: {take}}}" for when, take in rules)
    return sop(
        f"""
- {{id: ajukan, activity: Mengajukan, actor: a, fills: [nilai, pagu, acara, syarat]}}
- id: pilih
  activity: Memilih
  actor: b
  decides: {{hit: {hit}, rules: [{text}]}}
  branches: {{satu: arsip, dua: lelang}}
- {{id: lelang, activity: Melelang, actor: b}}
- {{id: arsip, activity: Mengarsipkan, actor: b}}
""",
        head=head,
    )


RULES = (("{nilai: {above: 5}}", "satu"), ("{nilai: {above: 3}}", "dua"), ("{syarat: {has: kk}}", "dua"))


def test_a_gap_or_an_overlap_is_refused_and_never_the_first_taken():
    engine, case = filled(table("unique", *RULES), nilai=6, syarat=["ktp"])
    with pytest.raises(Undecided) as refused:
        engine.complete(case, "pilih", "b")
    assert (refused.value.code, refused.value.branches) == ("undecided", ("satu", "dua"))
    engine, case = filled(table("unique", *RULES), nilai=3, syarat=["ktp"])
    with pytest.raises(Undecided) as refused:
        engine.complete(case, "pilih", "b", "satu")
    assert refused.value.branches == ()


def test_the_first_rule_that_holds():
    engine, case = filled(table("first", *RULES), nilai=6)
    assert open_rows(engine.complete(case, "pilih", "b")) == ["arsip"]
    engine, case = filled(table("first", *RULES), nilai=2, syarat=["kk", "ktp"])
    run = engine.complete(case, "pilih", "b")
    assert open_rows(run) == ["lelang"]
    assert list(engine.history(case))[-1].effects.compared == {"nilai": 2, "syarat": ("ktp", "kk")}


class InJakarta(AroundTheClock):
    zone = ZoneInfo("Asia/Jakarta")


@pytest.mark.parametrize(("hour", "row", "day"), [(16, "arsip", "2026-08-16"), (18, "lelang", "2026-08-17")])
def test_the_day_of_the_act_counts_where_the_calendar_is(hour, row, day):
    """Eighteen o'clock UTC is the next day in Jakarta."""
    rules = (("{acara: {at_least: {today: 1 hari kalender}}}", "satu"), ("{acara: {filled: true}}", "dua"))
    text = table("first", *rules, head="calendar: kantor\n" + HEAD)
    clock = sopflow.ManualClock(datetime(2026, 8, 16, hour, tzinfo=UTC))
    engine = engine_for(text, clock=clock, calendars={"kantor": InJakarta()})
    case = engine.start("uji", "a").id
    engine.complete(case, "ajukan", "a", fields={"nilai": 1, "acara": "2026-08-17"})
    run = engine.complete(case, "pilih", "b")
    compared = list(engine.history(case))[-1].effects.compared
    assert (open_rows(run), compared["@today"]) == ([row], day)


def test_an_act_of_yesterday_counts_from_yesterday():
    text = table(
        "first", ("{acara: {at_most: {today: 0 hari kalender}}}", "satu"), ("{acara: {filled: true}}", "dua")
    )
    clock = sopflow.ManualClock(datetime(2026, 8, 16, 8, tzinfo=UTC))
    engine = engine_for(text, clock=clock)
    case = engine.start("uji", "a").id
    engine.complete(case, "ajukan", "a", fields={"nilai": 1, "acara": "2026-08-17"})
    yesterday = clock.now() + timedelta(hours=1)
    clock.advance(timedelta(days=1))
    assert open_rows(engine.complete(case, "pilih", "b", acted_at=yesterday)) == ["lelang"]


def test_who_works_sees_that_data_decides():
    engine, case = filled(nilai=5)
    (item,) = engine.possible(case)
    assert (item.outcomes, item.by_data) == (("done",), ("langsung", "lelang"))
    assert open_rows(engine.complete(case, "pilih", "b", "done")) == ["arsip"]


def test_events_are_read_again_and_lead_to_the_same_state():
    engine, case = filled(nilai=50_000_001)
    run = engine.complete(case, "pilih", "b", key="satu")
    assert engine.complete(case, "pilih", "b", key="satu") == run
    events = list(engine.history(case))
    assert [event_from_json(json.loads(json.dumps(event_to_json(event)))) for event in events] == events
    assert fold(events) == run


def test_people_choose_where_no_data_decides():
    engine, case = filled(sop(CHOSEN, head=HEAD), nilai=5)
    with pytest.raises(MissingOutcome):
        engine.complete(case, "pilih", "b")
