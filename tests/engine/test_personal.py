"""Personal values stand apart from everything that is kept for good, and are joined for whoever may see them."""

from __future__ import annotations

import json

import pytest

import sopflow
from sopflow.app.views import problem_view
from sopflow.cli.filling import values_of
from sopflow.engine.journal import JournalStore
from sopflow.errors import FieldsRefused, KeyReused, NoPlace, NoPlaceForPersonal
from sopflow.fields import Withheld
from sopflow.flow.command import Command, More
from sopflow.flow.context import Context
from sopflow.flow.decide import decide
from sopflow.flow.evolve import fold
from sopflow.flow.forms import of_plain
from sopflow.flow.replay import replay
from sopflow.flow.wire import event_to_json, instance_to_json
from sopflow.studio.routes.forms import problems_record
from tests.engine.personal import HEAD, HOME, NIK, OTHER, ROWS, SOP, Office, filled_in
from tests.sop import engine_for, sop


def kept(engine, case):
    """Everything that a store keeps of a case but its personal values."""
    store = engine.store
    return json.dumps([
        instance_to_json(store.load(case)),
        *(event_to_json(event) for event in store.history(case)),
        *(event_to_json(one.event) for one in store.recorded(0, 1000)),
    ])  # fmt: skip


def test_what_is_kept_has_what_stands_for_a_value_and_readers_have_the_value():
    engine, case = filled_in()
    assert NIK not in kept(engine, case)
    assert "Rahasia" not in kept(engine, case)
    run = engine.instance(case)
    assert run.fields["nik"] == NIK
    assert run.fields["alamat"] == ({"jalan": "Jalan Rahasia", "luas": 2.5},)
    assert run.fields["nilai"] == 7
    assert next(iter(engine.instances())) == run == engine.find(sop="uji").items[0]
    (event,) = (one for one in engine.history(case) if one.type == "completed")
    assert event.details.fields["nik"] == NIK
    assert engine.recorded(0, 10)[-1].event == event
    stored = engine.store.load(case).fields["nik"]
    assert isinstance(stored, Withheld)
    assert [*replay(engine.store.history(case), lambda _: engine.flow("uji"))] == [None, None]
    assert fold(engine.store.history(case)) == engine.store.load(case)


def test_work_items_show_the_values_that_stand_beside_a_form_to_those_who_may_see_them():
    engine, case = filled_in()
    (item,) = engine.possible(case)
    assert {one.field: one.value for one in item.shows}["nik"] == NIK
    assert next(engine.worklist("b")) == item
    engine.redact(case, "b", "diminta")
    (item,) = engine.possible(case)
    assert isinstance({one.field: one.value for one in item.shows}["nik"], Withheld)
    assert next(engine.worklist("b")) == item


def test_a_call_for_each_record_neither_reads_nor_fills_a_personal_list():
    rows = "- {id: isi, activity: Isi, actor: a, fills: [alamat]}\n- {id: tiap, activity: Tiap, call: anak, for_each: alamat, into: hasil}"
    head = """actors: {a: A}
fields:
  alamat: {title: Alamat, list: {jalan: Jalan}, key: jalan, personal: PERSONAL}
  hasil: {title: Hasil, list: {jalan: Jalan, hasil: {optional: true}}, key: jalan, personal: TAKEN}
"""
    for one, other in (("true", "false"), ("false", "true")):
        with pytest.raises(sopflow.DefinitionError, match=r"SOP251.*personal"):
            sop(rows, head=head.replace("PERSONAL", one).replace("TAKEN", other))
    assert sop(rows, head=head.replace("PERSONAL", "false").replace("TAKEN", "false"))


def test_the_same_value_stands_as_another_each_time_so_that_nothing_tells_that_it_is_the_same():
    engine, case = filled_in()
    first = engine.store.load(case).fields["nik"]
    engine.correct(case, "b", {"nik": NIK}, "sama")
    assert engine.store.load(case).fields["nik"] != first
    assert engine.instance(case).fields["nik"] == NIK


def test_the_start_takes_personal_values_and_the_same_key_is_the_same_start():
    engine = engine_for(SOP)
    run = engine.start("uji", "a", fields={"nik": NIK}, key="s")
    assert run.fields["nik"] == NIK
    assert engine.start("uji", "a", fields={"nik": NIK}, key="s") == run
    with pytest.raises(KeyReused):
        engine.start("uji", "a", fields={"nik": OTHER}, key="s")
    assert len([*engine.instances()]) == 1
    assert engine.complete(run.id, "ajukan", "a").fields["nik"] == NIK


def test_a_retry_is_told_from_another_command_until_the_value_is_removed_and_answers_the_same_afterwards():
    engine, case = filled_in(key="k")
    again = {"nik": NIK, "alamat": HOME, "nilai": 7}
    run = engine.complete(case, "ajukan", "a", fields=again, key="k")
    assert run.revision == 2
    for other in (
        {**again, "nik": OTHER},
        {**again, "nilai": 8},
        {"nik": NIK, "nilai": 7},
        {**again, "nik": None},
    ):
        with pytest.raises(KeyReused):
            engine.complete(case, "ajukan", "a", fields=other, key="k")
    engine.redact(case, "b", "diminta")
    assert engine.complete(case, "ajukan", "a", fields=again, key="k").revision == 2
    for other in ({**again, "nilai": 8}, {"nik": NIK, "nilai": 7}, {**again, "nik": None}):
        with pytest.raises(KeyReused):
            engine.complete(case, "ajukan", "a", fields=other, key="k")
    assert len([*engine.history(case)]) == 3


def test_what_stands_for_a_value_is_nothing_that_anybody_gives():
    engine, case = filled_in()
    stored = engine.store.load(case).fields["nik"]
    engine.complete(case, "periksa", "b", "N")
    for forged in (stored, dict(stored), {"@withheld": "0" * 64}):
        with pytest.raises(FieldsRefused):
            engine.complete(case, "ajukan", "a", fields={"nik": forged})
        with pytest.raises(FieldsRefused):
            engine.complete(case, "ajukan", "a", fields={"nilai": forged})


def test_a_refusal_does_not_say_the_value():
    engine = engine_for(SOP)
    case = engine.start("uji", "a").id
    with pytest.raises(FieldsRefused) as refused:
        engine.complete(
            case, "ajukan", "a", fields={"nik": "317-rahasia", "alamat": [{"jalan": "Rahasia", "luas": "x"}]}
        )
    said = (
        repr(refused.value)
        + repr(refused.value.values)
        + refused.value.message("id")
        + refused.value.message("en")
    )
    assert "rahasia" not in said.lower()
    assert "[0-9]{16}" in said


def test_a_subscriber_is_told_of_values_and_of_their_end_and_what_it_says_of_them_is_not_kept(caplog):
    engine, case = filled_in()
    seen = []
    engine.subscribe("salin", seen.append).deliver()
    assert seen[-1].details.fields["nik"] == NIK

    def fails(event):
        raise ValueError(f"bad {event.details.fields['nik']}" if event.revision == 2 else "other")

    engine.subscribe("gagal", fails).deliver()
    (row,) = engine.store.set_aside("gagal")
    assert row.revision == 1
    engine.store.begin("gagal 2", 1)
    engine.subscribe("gagal 2", fails).deliver()
    (row,) = engine.store.set_aside("gagal 2")
    assert "ValueError" in row.problem
    assert __file__ in row.problem
    assert NIK not in row.problem
    assert NIK not in caplog.text
    engine.redact(case, "b", "diminta")
    engine.subscribe("salin", seen.append).deliver()
    assert seen[-1].type == "redacted"
    late = []
    engine.subscribe("baru", late.append).deliver()
    assert isinstance(late[1].details.fields["nik"], Withheld)


def test_a_person_sees_the_values_of_the_fields_that_they_may_see():
    hidden = HEAD.replace("personal: true}", "personal: true, visible_to: [b]}", 1)
    engine = sopflow.Engine(directory=Office())
    engine.register(sop(ROWS, head=hidden))
    case = engine.start("uji", "ani", fields={"nik": NIK}).id
    budi, cici = engine.as_person("budi"), engine.as_person("cici")
    assert budi.instance(case).fields["nik"] == NIK
    assert next(budi.history(case)).details.fields["nik"] == NIK
    assert budi.find().items[0].fields["nik"] == NIK
    assert budi.recorded(0, 10)[0].event.details.fields["nik"] == NIK
    assert budi.looked(0, 10).events[0].event.details.fields["nik"] == NIK
    for told in (
        cici.instance(case),
        [*cici.history(case)],
        cici.find(),
        cici.recorded(0, 10),
        cici.looked(0, 10),
    ):
        assert NIK not in repr(told)
        assert "withheld" not in repr(told)


def test_a_place_that_cannot_remove_takes_no_personal_values(tmp_path):
    store = JournalStore(tmp_path / "j.jsonl")
    engine = engine_for(SOP, store=store)
    case = engine.start("uji", "a").id
    with pytest.raises(NoPlaceForPersonal):
        engine.complete(case, "ajukan", "a", fields={"nik": NIK})
    store.close()
    assert NIK not in (tmp_path / "j.jsonl").read_text()


def test_who_decides_without_an_engine_keeps_no_value_by_mistake():
    engine, case = filled_in()
    flow = engine.flow("uji")
    from sopflow.frozen import Frozen

    engine.complete(case, "periksa", "b", "N")
    run = engine.store.load(case)
    given = Command("complete", "a", "ajukan", more=More(fields=Frozen({"nik": OTHER})))
    with pytest.raises(NoPlaceForPersonal):
        decide(flow, run, given, Context(run.at))


def test_a_migration_takes_personal_values_along_and_neither_opens_nor_hides_any():
    engine, case = filled_in()
    later = sop(ROWS, head=f"version: '2'\n{HEAD}")
    opened = sop(
        ROWS, head="version: '3'\n" + HEAD.replace('pattern: "[0-9]{16}", personal: true', "optional: true")
    )
    hidden = sop(ROWS, head="version: '4'\n" + HEAD.replace("type: whole,", "type: whole, personal: true,"))
    gone = sop(ROWS.replace("nik, alamat, ", ""), head="version: '5'\n" + "\n".join(
        line for line in HEAD.splitlines() if "personal" not in line))  # fmt: skip
    for one in (later, opened, hidden, gone):
        engine.register(one, activate=False)
    assert next(engine.migrate("uji", to="2", by="b")).after.fields["nik"] == NIK
    told = {
        "3": (
            'pada versi itu isian "nik" tidak pribadi (personal), sedangkan nilainya di sini tercatat sebagai data pribadi dan tetap demikian;',
            'in that version the field "nik" is not personal, but its value here was recorded as personal and stays so;',
        ),
        "4": (
            'pada versi itu isian "nilai" pribadi (personal), sedangkan nilainya di sini sudah tercatat terbuka dan tetap terbuka;',
            'in that version the field "nilai" is personal, but its value here was recorded openly and stays open;',
        ),
    }
    other = sop(ROWS.replace("nik", "nik2"), head="version: '6'\n" + HEAD.replace("nik:", "nik2:"))
    engine.register(other, activate=False)
    for version, sentences in told.items():
        (found,) = engine.migrate("uji", to=version, by="b")
        assert isinstance(found.refusal, NoPlace)
        for language, advice, said in zip(
            ("id", "en"), ("pindahkan ke versi", "go to a version"), sentences, strict=True
        ):
            assert f"{said} {advice}" in found.refusal.message(language)
            assert NIK not in found.refusal.message(language)
    (found,) = engine.migrate("uji", to="6", by="b", dry_run=True)
    assert found.refusal is None  # the advice
    (found,) = engine.migrate("uji", to="5", by="b")
    assert "nik" not in found.after.fields
    engine.redact(case, "b", "diminta")
    assert not engine.store.private([case])


def test_no_condition_reads_a_personal_field_and_none_has_a_default():
    for rows in (
        ROWS.replace("branches: {Y: arsip, N: ajukan}", "branches: {Y: {to: arsip, when: {nik: x}}, N: {to: ajukan, otherwise: true}}"),
        ROWS.replace("actor: c}", "actor: c, optional: true, when: {alamat: {filled: true}}}"),
    ):  # fmt: skip
        with pytest.raises(sopflow.DefinitionError, match=r"SOP245.*personal"):
            sop(rows, head=HEAD)
    with pytest.raises(sopflow.DefinitionError, match=r"SOP242.*write personal: true at the list alamat"):
        sop(ROWS, head=HEAD.replace("{jalan: Jalan,", "{jalan: {title: Jalan, personal: true},"))
    with pytest.raises(sopflow.DefinitionError, match=r"SOP242.*a personal field is not searched"):
        sop(ROWS, head=HEAD.replace("personal: true}", "personal: true, search: true}", 1))
    with pytest.raises(sopflow.DefinitionError, match=r"SOP242.*default"):
        sop(ROWS, head=HEAD.replace("personal: true}", "personal: true, default: x}", 1))


TYPES = (
    "type: text, max_length: 5", "type: long_text, max_length: 5", "type: number", "type: whole", "type: money", "type: date",
    "type: time", "type: yes_no", "one_of: {a: A, b: B}", "some_of: {a: A, b: B}",
    "list: {k: K, d: {title: D, type: date}, n: {title: N, type: number}}, key: k",
)  # fmt: skip
WRONG = (
    "77.123", "Rp77,123", "77.123 juta", "7/8/1977", "17/8/1977", "9 Ags 1977", "25:77", 7.7123, ["7712"], {"7712": 1},
    [{"k": "7712", "n": "77.123", "d": "7/8/1977"}], [{"k": "7712"}, {"k": "7712"}], '[{"k": "7712", "d": "7/8/1977"}]',
)  # fmt: skip
SECRETS = ("77", "7.1", "Agustus", "August")


@pytest.mark.parametrize("kind", TYPES)
def test_no_refusal_says_a_personal_value_nor_what_it_could_mean(kind):
    """What somebody meant by `17/8/1977` or `77.123` is as personal as what they wrote."""
    head = f"fields:\n  f: {{title: F, personal: true, {kind}}}"
    engine = engine_for(
        sop("- {id: x, activity: X, actor: a, fills: [f]}\n- {id: y, activity: Y, actor: a}", head=head)
    )
    flow, refused = engine.flow("uji"), []
    for value in WRONG:
        for given in (lambda v: {"f": v}, lambda v: of_plain(flow, {"f": v}), lambda v: values_of(flow, {"f": v})):
            try:
                engine.start("uji", "a", fields=given(value))
            except FieldsRefused as problem:
                refused.append(problem)
    assert refused
    for language in ("id", "en"):
        told = [
            said
            for one in refused
            for said in (
                one.message(language), one.as_written().message(language), json.dumps(problem_view(one, language)),
                json.dumps(problems_record(one, language)), repr(one.problems),
            )
        ]  # fmt: skip
        assert not [said for said in told if any(secret in said for secret in SECRETS)]
