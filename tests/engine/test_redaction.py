"""Personal values are removed: who removes which, of what cases, and nothing brings one back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

import sopflow
from sopflow.errors import (
    BadArgument,
    BadCommand,
    FieldsRefused,
    KeyReused,
    NotAuthorized,
    NoteRequired,
    NotUndoable,
)
from sopflow.fields import Withheld
from sopflow.flow.command import Command, More
from sopflow.flow.context import Context
from sopflow.flow.decide import decide
from sopflow.flow.replay import replay
from tests.engine.personal import HEAD, HOME, NIK, OTHER, ROWS, SOP, Office, filled_in
from tests.sop import engine_for, sop

UTC_NOW = datetime.now(UTC)


def test_after_a_redaction_no_reader_has_a_value_of_any_event_and_the_case_goes_on():
    engine, case = filled_in()
    engine.correct(case, "b", {"nik": OTHER}, "salah tulis")
    run = engine.redact(case, "b", "permintaan pemohon")
    assert isinstance(run.fields["nik"], Withheld)
    assert isinstance(run.fields["alamat"], Withheld)
    assert run.fields["nilai"] == 7
    everything = (
        repr([*engine.history(case)]) + repr(run) + repr(engine.recorded(0, 10)) + repr(vars(engine.store))
    )
    for marker in (NIK, OTHER, "Rahasia"):
        assert marker not in everything
    last = [*engine.history(case)][-1]
    assert (last.type, last.by, last.note) == ("redacted", "b", "permintaan pemohon")
    engine.complete(case, "periksa", "b", "N")
    run = engine.complete(case, "ajukan", "a")  # what the case had is not asked for again
    assert isinstance(run.fields["nik"], Withheld)
    engine.complete(case, "periksa", "b", "N")
    assert engine.complete(case, "ajukan", "a", fields={"nik": OTHER}).fields["nik"] == OTHER
    assert [*replay(engine.store.history(case), lambda _: engine.flow("uji"))] == [None] * 8


def test_an_undoing_does_not_cross_a_redaction_and_brings_no_value_back():
    engine, case = filled_in()
    engine.redact(case, "b", "diminta")
    with pytest.raises(NotUndoable, match="redacted"):
        engine.undo_last(case, "a", "keliru")
    engine.complete(case, "periksa", "b", "N")
    engine.complete(case, "ajukan", "a", fields={"nik": OTHER})
    run = engine.undo_last(case, "a", "keliru")
    assert isinstance(run.fields["nik"], Withheld)


def test_an_undoing_without_a_redaction_brings_the_value_back_that_was_there():
    engine, case = filled_in()
    engine.complete(case, "periksa", "b", "N")
    engine.complete(case, "ajukan", "a", fields={"nik": OTHER})
    assert engine.undo_last(case, "a", "keliru").fields["nik"] == NIK


def test_one_field_is_removed_and_the_others_are_read_as_before():
    engine, case = filled_in(key="k")
    again = {"nik": NIK, "alamat": HOME, "nilai": 7}
    run = engine.redact(case, "b", "diminta", fields=["alamat"], key="r")
    assert isinstance(run.fields["alamat"], Withheld)
    assert (run.fields["nik"], run.fields["nilai"]) == (NIK, 7)
    assert [*engine.history(case)][-1].command.erased == ("alamat",)
    assert "Rahasia" not in repr([*engine.history(case)]) + repr(vars(engine.store))
    assert engine.redact(case, "b", "diminta", fields=("alamat", "alamat"), key="r") == run
    for other in (["nik"], ["alamat", "nik"], None):
        with pytest.raises(KeyReused):
            engine.redact(case, "b", "diminta", fields=other, key="r")
    assert engine.complete(case, "ajukan", "a", fields=again, key="k").revision == 2
    with pytest.raises(KeyReused):
        engine.complete(case, "ajukan", "a", fields={**again, "nik": OTHER}, key="k")
    with pytest.raises(NotUndoable, match="redacted"):
        engine.undo_last(case, "a", "keliru")
    engine.correct(case, "b", {"alamat": [{"jalan": "Jalan Baru", "luas": 1}]}, "yang tersisa")
    run = engine.redact(case, "b", "diminta", fields="nik")
    assert isinstance(run.fields["nik"], Withheld)
    assert run.fields["alamat"][0]["jalan"] == "Jalan Baru"  # what is given after a redaction stays
    assert [*replay(engine.store.history(case), lambda _: engine.flow("uji"))] == [None] * 5


def test_a_redaction_names_personal_fields_of_its_case_or_none():
    engine, case = filled_in()
    for wrong in (["nilai"], ["nix"], ["nik", "nix"]):
        with pytest.raises(FieldsRefused) as refused:
            engine.redact(case, "b", "diminta", fields=wrong)
        (problem,) = refused.value.values["problems"]
        said = "nilai" if wrong == ["nilai"] else "…"
        assert (problem.field, problem.kind, problem.value) == (said, "unknown", str(len(wrong)))
        assert "nik" in refused.value.message("en")
    for wrong in ([], "", (), {"nik": None}, 7, [7]):
        with pytest.raises(BadArgument, match="fields"):
            engine.redact(case, "b", "diminta", fields=wrong)
    assert engine.instance(case).fields["nik"] == NIK
    with pytest.raises(BadCommand):  # another command has nothing to erase
        decide(engine.flow("uji"), engine.store.load(case), Command("cancel", "b", more=More(erased=("nik",))), Context(UTC_NOW))  # fmt: skip


def test_a_field_that_a_version_no_longer_has_is_removed_by_its_name():
    engine, case = filled_in()
    rows = ROWS.replace("[nik, alamat, nilai]", "[alamat, nilai]")
    later = HEAD.replace('  nik: {title: NIK, pattern: "[0-9]{16}", personal: true}\n', "")
    engine.register(sop(rows, head=f"version: '2'\n{later}"))
    assert not [one.refusal for one in engine.migrate("uji", to="2", by="b") if one.refusal]
    assert NIK in repr([*engine.history(case)])
    engine.redact(case, "b", "diminta", fields=["nik"])
    assert NIK not in repr([*engine.history(case)]) + repr(vars(engine.store))
    assert engine.instance(case).fields["alamat"] == ({"jalan": "Jalan Rahasia", "luas": 2.5},)


def test_a_redaction_of_a_field_reaches_the_same_field_of_called_cases_and_no_other():
    child = sop("- {id: isi, activity: Mengisi, actor: a, fills: [nik, alamat]}", head=HEAD, name="anak")
    middle = sop(
        "- {id: mulai, activity: Memulai, actor: a}\n- {id: panggil, activity: Memanggil, call: anak}",
        name="tengah",
    )
    outer = sop(
        "- {id: isi, activity: Mengisi, actor: a, fills: [nik]}\n- {id: panggil, activity: Memanggil, call: tengah}",
        head=HEAD,
        name="luar",
    )
    engine = engine_for(child, middle, outer)
    case = engine.start("luar", "a").id
    between = engine.complete(case, "isi", "a", fields={"nik": NIK}).active[0].child
    inner = engine.complete(between, "mulai", "a").active[0].child
    engine.complete(inner, "isi", "a", fields={"nik": OTHER, "alamat": HOME})
    engine.redact(case, "b", "diminta", fields=["nik"])
    assert isinstance(engine.instance(case).fields["nik"], Withheld)
    fields = engine.instance(inner).fields
    assert isinstance(fields["nik"], Withheld)
    assert fields["alamat"][0]["jalan"] == "Jalan Rahasia"
    assert [*engine.history(inner)][-1].command.erased == ("nik",)


def test_a_redaction_says_why_and_is_possible_whatever_the_status():
    engine, case = filled_in()
    with pytest.raises(NoteRequired):
        engine.redact(case, "b", " ")
    engine.suspend(case, "b", note="x")
    engine.redact(case, "b", "diminta")
    engine.resume(case, "b")
    engine.cancel(case, "b", note="x")
    assert engine.redact(case, "b", "diminta lagi").status == "cancelled"


def test_nobody_redacts_whom_the_sop_does_not_name():
    engine = sopflow.Engine(directory=Office())
    engine.register(SOP)
    case = engine.start("uji", "ani", fields={"nik": NIK}).id
    for somebody in ("ani", "cici", "system"):
        with pytest.raises(sopflow.Refusal):
            engine.redact(case, somebody, "x")
    assert engine.instance(case).fields["nik"] == NIK
    assert any(offer.command == "redact" for offer in engine.may(case, "budi"))
    assert isinstance(engine.redact(case, "budi", "x").fields["nik"], Withheld)
    unnamed = sop(ROWS, head=HEAD.replace("redact: [b], ", ""), name="lain")
    engine.register(unnamed)
    case = engine.start("lain", "ani", fields={"nik": NIK}).id
    with pytest.raises(NotAuthorized):
        engine.redact(case, "budi", "x")


def test_where_no_field_is_personal_nobody_is_offered_a_redaction():
    engine = engine_for(sop("- {id: x, activity: X, actor: a}"))
    case = engine.start("uji", "a").id
    assert "redact" not in {offer.command for offer in engine.may(case, "a")}


def test_a_redaction_reaches_called_cases_and_those_that_they_called_whether_they_run_or_are_over():
    child = sop("- {id: isi, activity: Mengisi, actor: a, fills: [nik]}", head=HEAD, name="anak")
    middle = sop(
        "- {id: mulai, activity: Memulai, actor: a}\n- {id: panggil, activity: Memanggil, call: anak}",
        name="tengah",
    )
    outer = sop(
        "- {id: isi, activity: Mengisi, actor: a, fills: [nik]}\n- {id: panggil, activity: Memanggil, call: tengah}\n"
        "- {id: tutup, activity: Menutup, actor: a}",
        head=HEAD,
        name="luar",
    )
    engine = engine_for(child, middle, outer)
    case = engine.start("luar", "a").id
    between = engine.complete(case, "isi", "a", fields={"nik": NIK}).active[0].child
    inner = engine.complete(between, "mulai", "a").active[0].child
    engine.complete(inner, "isi", "a", fields={"nik": OTHER})
    assert engine.instance(between).status == "completed"
    engine.redact(case, "b", "diminta")
    for one in (case, inner):
        assert isinstance(engine.instance(one).fields["nik"], Withheld)
        last = [*engine.history(one)][-1]
        assert (last.type, last.note) == ("redacted", "diminta")
    assert not engine.store.private([case, between, inner])
