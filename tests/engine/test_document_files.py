"""Documents that come with their files: who is asked for one, what is refused, and what is recorded."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sopflow
from sopflow.engine.refusing import refusal_from_json, refusal_to_json
from sopflow.errors import DefinitionError, FilesRequired, KeyReused, NotOnCluster
from sopflow.flow.evolve import fold
from sopflow.flow.replay import replay
from sopflow.flow.wire import event_from_json, event_to_json
from sopflow.restate.possible import require_possible
from sopflow.testing.strategies import drafts
from tests.engine.filed import FILE, HASH, HEAD, ROWS, SOP, files, started, with_files
from tests.scenarios.test_properties import RELAXED
from tests.sop import engine_for, sop

UNREAD = sop(
    "- {id: kirim, activity: Mengirim, actor: a, inputs: [surat, unknown], outputs: []}",
    head="actors: {a: {title: A, external: true}}\n"
    "documents: {surat: {title: Surat, external: true, optional: true, file: required}}",
)
PLAIN = sop(ROWS, head=HEAD.replace(", file: required", "").replace("{title: Izin}", "Izin"))


def asked(engine, case):
    (item, *_) = engine.possible(case)
    return item.files and (sorted(item.files["properties"]), sorted(item.files.get("required", ())))


def test_what_nobody_could_read_among_the_inputs_asks_for_no_file():
    engine = engine_for(UNREAD)
    run = engine.start("uji", "a").id
    (item,) = engine.possible(run)
    assert list(item.files["properties"]) == ["surat"]
    assert engine.complete(run, "kirim", "a").status == "completed"


@pytest.mark.parametrize(
    ("brought", "lacks"),
    [
        ({}, ("name", "sha256")),
        ({"surat": None}, ("name", "sha256")),
        ({"surat": {"number": "12", "date": "2026-03-01"}}, ("name", "sha256")),
        ({"surat": {"name": "a.pdf", "size": 3}}, ("sha256",)),
        ({"surat": {"number": "12", "sha256": HASH}}, ("name",)),
    ],
)
def test_a_document_without_its_file_is_refused(brought, lacks):
    engine, case = started()
    with pytest.raises(FilesRequired) as refused:
        engine.complete(case, "ajukan", "a", documents=brought)
    assert refused.value.values["problems"] == (("surat", "Surat permohonan", lacks),)
    assert engine.instance(case).revision == 1
    for language, needs in (("id", "perlu"), ("en", "needs")):
        said = refused.value.message(language)
        assert f'"Surat permohonan" (surat) {needs}' in said
        assert ("(sha256)" in said) == ("sha256" in lacks)
    again = refusal_from_json(refusal_to_json(refused.value))
    assert isinstance(again, FilesRequired)
    assert again.message("id") == refused.value.message("id")
    assert copy.copy(again).message() == pickle.loads(pickle.dumps(again)).message() == again.message()


def test_every_document_is_told_at_once():
    engine, case = started()
    with pytest.raises(FilesRequired) as refused:
        engine.complete(case, "ajukan", "a", documents={"lampiran": {"name": "x"}})
    assert [one[:1] + one[2:] for one in refused.value.lacking] == [
        ("lampiran", ("sha256",)),
        ("surat", ("name", "sha256")),
    ]


def test_the_event_and_the_case_have_the_reference_and_read_it_back():
    engine, case = started()
    run = engine.complete(case, "ajukan", "a", documents=files("surat", number="9"))
    paper = run.documents["surat"].paper
    assert (paper.name, paper.sha256, paper.media_type, paper.size, paper.number) == (*FILE.values(), "9")
    events = list(engine.history(case))
    assert events[-1].details.papers == (paper,)
    read_back = [event_from_json(event_to_json(one)) for one in events]
    assert read_back == events
    assert fold(read_back) == run
    assert list(replay(events, lambda _: engine.flow("uji"))) == [None] * len(events)


def test_each_way_asks_for_what_it_makes():
    engine, case = started()
    engine.complete(case, "ajukan", "a", documents=files("surat"))
    assert asked(engine, case) == (["izin", "tolak"], [])
    with pytest.raises(FilesRequired, match="Penolakan"):
        engine.complete(case, "putus", "b", "N", documents=files("izin"))
    assert engine.complete(case, "putus", "b", "N", documents=files("tolak")).end == "ditolak"


def test_a_wait_ends_with_the_file_of_its_document():
    engine, case = started()
    engine.complete(case, "ajukan", "a", documents=files("surat"))
    engine.complete(case, "putus", "b", "Y", documents=files("izin"))
    assert asked(engine, case) == (["bukti"], ["bukti"])
    with pytest.raises(FilesRequired, match="Bukti bayar"):
        engine.receive(case, ["bukti"], "b")
    run = engine.receive(case, files("bukti", uri="https://arsip.example/9"), "b")
    assert run.documents["bukti"].paper.uri == "https://arsip.example/9"


def test_of_several_who_sign_the_last_brings_what_they_make():
    engine, case = started()
    engine.complete(case, "ajukan", "a", documents=files("surat"))
    engine.complete(case, "putus", "b", "Y", documents=files("izin"))
    engine.receive(case, files("bukti"), "b")
    assert asked(engine, case) is None
    engine.complete(case, "serah", "b")
    assert asked(engine, case) == (["izin"], ["izin"])
    with pytest.raises(FilesRequired):
        engine.complete(case, "serah", "c")
    run = engine.complete(case, "serah", "c", documents=files("izin"))
    assert (run.status, run.documents["izin"].version) == ("completed", 2)


def test_a_start_brings_documents_with_their_files():
    engine = engine_for(SOP)
    with pytest.raises(FilesRequired) as refused:
        engine.start("uji", "a", documents=["surat"])
    assert refused.value.step is None
    run = engine.start("uji", "a", documents=files("surat"))
    assert asked(engine, run.id) == (["lampiran"], [])
    assert engine.complete(run.id, "ajukan", "a").documents["surat"].paper.sha256 == HASH


def test_what_is_undone_is_asked_for_again():
    engine, case = started()
    before = engine.instance(case)
    engine.complete(case, "ajukan", "a", documents=files("surat"))
    run = engine.undo_last(case, "a", "keliru")
    assert run.documents == before.documents
    assert asked(engine, case) == (["lampiran", "surat"], ["surat"])


def test_a_case_that_came_without_files_is_asked_where_they_are_needed():
    newer = sop(ROWS, head='version: "2"\n' + HEAD)
    engine = engine_for(PLAIN)
    case = engine.start("uji", "a", documents=["surat"]).id
    engine.complete(case, "ajukan", "a")
    engine.register(newer)
    assert [one.refusal for one in engine.migrate("uji", to="2", by="b")] == [None]
    assert engine.instance(case).documents["surat"].paper.sha256 is None
    assert asked(engine, case)[1] == ["surat"]
    with pytest.raises(FilesRequired, match="Surat permohonan"):
        engine.complete(case, "putus", "b", "Y", documents=files("izin"))
    assert engine.complete(case, "putus", "b", "Y", documents=files("izin", "surat")).open_row("bayar")


def test_what_a_called_sop_brings_is_taken_and_its_file_asked_for_where_it_is_needed():
    child = sop(
        "- {id: buat, activity: Membuat, actor: a, outputs: [hasil]}\n",
        head="documents: {hasil: Hasil}",
        name="anak",
    )
    rows = """
- {id: panggil, activity: Memanggil, call: anak, outputs: [hasil]}
- {id: pakai, activity: Memakai, actor: a, inputs: [hasil], outputs: []}
"""
    parent = sop(rows, head="documents: {hasil: {title: Hasil, file: required}}")
    engine = engine_for(child, parent)
    case = engine.start("uji", "a").id
    own = engine.possible(case)[0].child
    engine.complete(own, "buat", "a")
    assert asked(engine, case) == (["hasil"], ["hasil"])
    with pytest.raises(FilesRequired):
        engine.complete(case, "pakai", "a")


def test_the_same_key_answers_the_same_and_another_file_is_another_command():
    engine, case = started()
    run = engine.complete(case, "ajukan", "a", documents=files("surat"), key="k")
    assert engine.complete(case, "ajukan", "a", documents=files("surat"), key="k") == run
    with pytest.raises(KeyReused):
        engine.complete(case, "ajukan", "a", documents=files("surat", sha256="f" * 64), key="k")


def test_only_a_document_has_a_file():
    with pytest.raises(DefinitionError, match="file only for a document"):
        sop(ROWS, head=HEAD.replace("title: Izin,", "title: Izin, kind: equipment,"))
    with pytest.raises(DefinitionError, match="required"):
        sop(ROWS, head=HEAD.replace("file: required", "file: yes", 1))


def test_restate_refuses_what_it_does_not_ask_for():
    require_possible(PLAIN)
    with pytest.raises(NotOnCluster, match="file: required"):
        require_possible(SOP)


@given(drafts(), st.data())
@RELAXED
def test_no_case_has_a_document_without_the_file_that_a_person_was_to_bring(whole, data):
    """The rule written apart: whatever people did, a document of a case that came by people has a name and a hash."""
    flow = sopflow.Flow(with_files(whole))
    engine = engine_for(flow.definition)
    case = engine.start("acak", "a").id
    for _ in range(12):
        items = [item for item in engine.possible(case) if item.actors]
        if not items:
            break
        item = data.draw(st.sampled_from(items))
        brought = data.draw(st.lists(st.sampled_from(["surat", "draf"]), max_size=2, unique=True))
        given = {name: FILE if data.draw(st.booleans()) else {"name": "x"} for name in brought}
        outcome = data.draw(st.sampled_from(item.outcomes)) if len(item.outcomes) > 1 else None
        by = item.actors[0] if item.actors[0] != "unknown" else "a"
        before = engine.instance(case)
        lacking = [name for name in brought if "sha256" not in given[name]]
        try:
            engine.complete(case, item.step, by, outcome, visit=item.visit, documents=given)
        except FilesRequired as refused:
            assert engine.instance(case) == before
            assert set(lacking) <= set(refused.values["documents"])
        except sopflow.Refusal:
            assert engine.instance(case) == before
        else:
            assert not lacking
            assert all(
                held.paper and held.paper.sha256
                for name, held in engine.instance(case).documents.items()
                if name != "Arsip"
            )
