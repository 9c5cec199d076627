"""What a decision lacks is said where it is offered, and to nobody who may not see the field."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.app.views import item_view, problem_view
from sopflow.errors import DataMissing
from tests.sop import sop

HEAD = """
actors: {a: A, b: B, c: {title: C, external: true}}
fields:
  nilai: {title: Nilai, type: money}
  rahasia: {title: Rahasia, type: whole, visible_to: [b]}
  pagu: {title: Pagu, type: money}
  jenis: {title: Jenis, one_of: {barang: Barang, jasa: Jasa}}
  batas: {title: Batas, type: date}
"""
ROWS = """
- {id: mulai, activity: Mulai, actor: a, next: [putus, isi]}
- id: putus
  activity: Memutus
  actor: a
  fills: FILLS
  branches: {Y: {to: tutup, when: WHEN}, N: {to: isi, otherwise: true}}
- {id: isi, activity: Mengisi, actor: b, fills: [nilai, {rahasia: optional}, {pagu: optional}, {batas: optional}], next: tutup}
- {id: tutup, activity: Menutup, actor: a, fills: [{jenis: optional}]}
"""


def lacking(when, fills="[]", fields=None):
    """The items of the decision, before or after the other row filled in some of it."""
    text = sop(ROWS.replace("WHEN", when).replace("FILLS", fills).replace("fills: []", ""), head=HEAD)
    engine = sopflow.Engine()
    engine.register(text if not isinstance(text, str) else sopflow.loads(text))
    run = engine.start("uji", "a").id
    engine.complete(run, "mulai", "a")
    if fields:
        engine.complete(run, "isi", "b", fields=fields)
    return engine, run, next(item for item in engine.possible(run) if item.step == "putus")


def names(item):
    return [one.field for one in item.lacks]


def test_an_empty_field_is_said_with_the_row_that_fills_it():
    engine, run, item = lacking("{nilai: {above: 50}}")
    assert [tuple(one) for one in item.lacks] == [("nilai", "Nilai", ("isi",))]
    assert item_view(item)["lacks"] == [{"field": "nilai", "title": "Nilai", "steps": ["isi"]}]
    with pytest.raises(DataMissing) as refused:
        engine.complete(run, "putus", "a")
    assert [*refused.value.fields] == names(item)
    engine.complete(run, "isi", "b", fields={"nilai": 60})
    assert all(item.lacks == () for item in engine.possible(run))


@pytest.mark.parametrize(
    ("when", "fills", "expected"),
    [
        ("{nilai: {above: 50}, jenis: jasa}", "[jenis]", []),  # another kind, and no value is needed
        ("{nilai: {above: 50}, rahasia: {above: 5}}", "[jenis]", ["nilai", "rahasia"]),
        ("{nilai: {above: 50}}", "[{nilai: optional}]", []),
        ("{nilai: {filled: true}}", "[]", []),  # that it is empty decides
        ("{batas: {before: {today: 0 hari kalender}}}", "[]", ["batas"]),
        ("{nilai: {above: {field: pagu}}}", "[{nilai: optional}]", ["pagu"]),
    ],
)
def test_what_the_row_fills_in_itself_is_not_lacking(when, fills, expected):
    assert names(lacking(when, fills)[2]) == expected


def test_the_day_may_decide_without_a_value():
    engine, run, item = lacking(
        "[{batas: {before: {today: 0 hari kalender}}}, {rahasia: {above: 5}}]",
        "[]",
        {"nilai": 1, "batas": "2020-01-01"},
    )
    assert names(item) == []
    assert engine.complete(run, "putus", "a").fields["batas"] == "2020-01-01"


def test_a_hidden_field_is_told_only_to_who_sees_it():
    engine, run, item = lacking("{rahasia: {above: 5}}")
    assert names(item) == ["rahasia"]
    told = {
        person: [one for item in engine.as_person(person).possible(run) for one in names(item)] for person in "ab"
    }
    assert told == {"a": [], "b": ["rahasia"]}
    assert {name for item in engine.as_person("a").worklist("a") for name in names(item)} == set()


SECRET = """
- {id: mulai, activity: Mulai, actor: a, next: [putus, perlu, isi]}
- {id: putus, activity: Memutus, actor: [a, b], branches: {Y: {to: isi, when: WHEN}, N: {to: isi, otherwise: true}}}
- {id: perlu, activity: Perlu, actor: [a, b], optional: true, when: WHEN}
- {id: isi, activity: Mengisi, actor: b, fills: [{nilai: optional}, {rahasia: optional}]}
"""
GIVEN = {
    "complete": lambda engine, run, by: engine.complete(run, "putus", by),
    "skip": lambda engine, run, by: engine.skip(run, "perlu", by, "tidak perlu"),
}


@pytest.mark.parametrize("given", GIVEN)
@pytest.mark.parametrize("directory", [None, {"a": ["a"], "b": ["a", "b"]}], ids=["actors", "people"])
def test_a_refusal_names_no_field_that_whoever_gave_the_command_does_not_see(given, directory):
    """It says instead where it is filled in, and by whom."""
    engine = sopflow.Engine(directory=sopflow.FixedDirectory(directory) if directory is not None else None)
    engine.register(sop(SECRET.replace("WHEN", "{rahasia: {above: 5}, nilai: {above: 50}}"), head=HEAD))
    run = engine.start("uji", "a").id
    engine.complete(run, "mulai", "a")
    with pytest.raises(DataMissing) as refused:
        GIVEN[given](engine, run, "a")
    told = refused.value
    assert (told.fields, {*told.unseen}) == (("nilai",), {"rahasia"})
    for shown in (*map(told.message, ("id", "en")), str(told), str(problem_view(told, "en"))):
        assert "rahasia" not in shown.lower()
        assert "Nilai" in shown
    assert 'a field that you do not see, filled in at "4. Mengisi" by "B"' in told.message("en")
    assert 'isian yang tidak terlihat oleh Anda, diisi di "4. Mengisi" oleh "B"' in told.message("id")
    with pytest.raises(DataMissing) as refused:
        GIVEN[given](engine, run, "b")
    assert ({*refused.value.fields}, refused.value.unseen) == ({"rahasia", "nilai"}, ())
    assert "Rahasia" in refused.value.message("en")


@pytest.mark.parametrize(("seen_by", "told"), [("[b, d]", ["nilai"]), ("[b]", [])])
@pytest.mark.parametrize("secret", [{"rahasia": 9}, {"rahasia": 1}], ids=["needs it", "does not"])
def test_that_a_field_is_needed_tells_nobody_what_a_hidden_one_is(seen_by, told, secret):
    """By a case without `nilai`, which is decided by it where `rahasia` is above 5."""
    head = HEAD.replace("b: B,", "b: B, d: D,").replace("[b]", seen_by)
    rows = ROWS.replace("WHEN", "{rahasia: {above: 5}, nilai: {above: 50}}").replace("  fills: FILLS\n", "")
    rows = rows.replace("[nilai,", "[{nilai: optional},") + "- {id: akhir, activity: Akhir, actor: d}\n"
    engine = sopflow.Engine()
    engine.register(sop(rows, head=head))
    run = engine.start("uji", "a").id
    engine.complete(run, "mulai", "a")
    engine.complete(run, "isi", "b", fields=secret)
    is_needed = secret["rahasia"] > 5
    for person, names_told in (("d", told), ("a", ["nilai"]), ("b", ["nilai"])):
        found = [one for item in engine.as_person(person).possible(run) for one in names(item)]
        assert found == (names_told if is_needed else []), person


def test_the_refusal_says_what_would_work_once_the_row_that_fills_it_in_is_over():
    rows = """
- {id: isi, activity: Mengisi, actor: a, fills: [{nilai: optional}]}
- {id: putus, activity: Memutus, actor: a, branches: {Y: {to: end, when: {nilai: {at_least: 3}}}, N: {to: end, otherwise: true}}}
"""
    engine = sopflow.Engine()
    engine.register(sop(rows, head=HEAD))
    run = engine.start("uji", "a").id
    engine.complete(run, "isi", "a")
    with pytest.raises(DataMissing) as refused:
        engine.complete(run, "putus", "a")
    assert all("(correct)" in refused.value.message(language) for language in ("id", "en"))
    engine.correct(run, "a", {"nilai": 5}, "lupa")
    assert engine.complete(run, "putus", "a").status == "completed"
