"""Documents that come with their files: who is asked for one, what is refused, and what is recorded."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
from datetime import UTC, datetime
from random import Random

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sopflow
from sopflow.definition.library import Procedure
from sopflow.engine.refusing import refusal_from_json, refusal_to_json
from sopflow.errors import BadArgument, DefinitionError, FilesRequired, KeyReused, NotOnCluster
from sopflow.flow.evolve import fold
from sopflow.flow.forms import thawed
from sopflow.flow.replay import replay
from sopflow.flow.wire import event_from_json, event_to_json
from sopflow.restate.possible import require_possible
from sopflow.scenarios.generate import generate
from sopflow.scenarios.mutation.running import mutants_of, tried
from sopflow.scenarios.playing import play
from sopflow.scenarios.recording import recorded
from sopflow.scenarios.rehearsal import Rehearsal, compiled
from sopflow.scenarios.writing import written
from sopflow.testing.strategies import drafts
from tests import services
from tests.fields.test_schema import AJV, COMMAND
from tests.scenarios.subject import read
from tests.scenarios.test_properties import RELAXED
from tests.sop import engine_for, sop

HEAD = """
actors: {a: {title: A, external: true}, b: B, c: C}
documents:
  surat: {title: Surat permohonan, external: true, file: required}
  lampiran: {title: Lampiran, external: true, optional: true, file: required}
  izin: {title: Izin, file: required}
  tolak: {title: Penolakan, file: required}
  bukti: {title: Bukti bayar, external: true, file: required}
"""
ROWS = """
- {id: ajukan, activity: Mengajukan, actor: a, inputs: [surat, lampiran], outputs: []}
- id: putus
  activity: Memutus
  actor: b
  inputs: [surat]
  outputs: []
  branches: {Y: {to: bayar, outputs: [izin]}, N: {end: ditolak, outputs: [tolak]}}
- {id: bayar, activity: Menunggu, wait: {until: bukti}}
- {id: serah, activity: Menyerahkan, actor: [b, c], sign_off: all, inputs: [izin], outputs: [izin]}
"""
SOP = sop(ROWS, head=HEAD)
UNREAD = sop(
    "- {id: kirim, activity: Mengirim, actor: a, inputs: [surat, unknown], outputs: []}",
    head="actors: {a: {title: A, external: true}}\n"
    "documents: {surat: {title: Surat, external: true, optional: true, file: required}}",
)
PLAIN = sop(ROWS, head=HEAD.replace(", file: required", "").replace("{title: Izin}", "Izin"))
HASH = "0123456789abcdef" * 4
FILE = {"name": "surat.pdf", "sha256": HASH, "media_type": "application/pdf", "size": 12}


def files(*names, **more):
    return {name: {**FILE, **more} for name in names}


def started(*definitions, **more):
    engine = engine_for(*(definitions or (SOP,)), **more)
    return engine, engine.start("uji", "a").id


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


def test_the_schema_takes_what_the_engine_takes():
    engine, case = started()
    schema = engine.possible(case)[0].files
    validator = jsonschema.Draft202012Validator(schema)
    jsonschema.Draft202012Validator.check_schema(schema)
    given = [
        files("surat"), files("surat", "lampiran"), {}, {"surat": {}}, {"surat": {"uri": "x", "sha256": HASH}},
        {"surat": {"sha256": HASH}}, {"surat": {"name": "a"}}, files("surat", size=-1), files("surat", media_type="pdf"),
        files("surat", sha256="0"), files("surat", other="x"),
    ]  # fmt: skip
    for one in given:
        engine, case = started()
        try:
            engine.complete(case, "ajukan", "a", documents=one)
            is_taken = True
        except (FilesRequired, BadArgument):
            is_taken = False
        assert validator.is_valid(one) == is_taken, one


PARTS = {
    "name": ["a.pdf", "", "x" * 500, "x" * 501, 3, " ", "a\N{ZERO WIDTH SPACE}"],
    "uri": ["https://arsip.example/1", "", None, "x" * 501],
    "sha256": [HASH, HASH.upper(), HASH[:-1], "g" * 64, HASH + "\n", ""],
    "media_type": ["application/pdf", "a/b", "pdf", "a/b\n", "a b/c", "é/x", "a/" + "b" * 126],
    "size": [0, 1, 2**53 - 1, 2**53, -1, 1.5, "1", True],
    "date": ["2026-03-01", "2026-02-30", "1 Maret 2026", ""],
    "number": ["9", "", "x" * 501],
    "other": ["x"],
}


def test_another_program_gives_the_same_verdict_on_the_schema_of_files():
    """Where they differ, a schema cannot say it, or a part is refused that may be left out."""
    node = services.program("node", command=COMMAND)
    if not (AJV / "node_modules").exists():
        services.lacking("ajv", COMMAND)
    random = Random(35)
    engine, case = started()
    schema = json.loads(json.dumps(thawed(engine.possible(case)[0].files)))
    given = []
    for _ in range(3_000):
        kept = [
            name
            for name in PARTS
            if random.random() < 0.5 or (name in ("name", "sha256") and random.random() < 0.8)
        ]
        one = {
            name: PARTS[name][0] if random.random() < 0.85 else random.choice(PARTS[name])
            for name in kept
            if name != "other" or random.random() < 0.1
        }
        given.append({"surat": one} if random.random() < 0.95 else {})
    line = json.dumps({"schema": schema, "values": given})
    done = subprocess.run([node, "verdicts.mjs"], cwd=AJV, input=line, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    counts = {True: 0, False: 0}
    for one, verdict in zip(given, done.stdout.strip(), strict=True):
        try:
            engine.complete(case, "ajukan", "a", documents=one)
            engine, case = started()
            is_taken = True
        except (FilesRequired, BadArgument):
            is_taken = False
        counts[is_taken] += 1
        own = one.get("surat", {})
        unsaid = [
            name for name in ("name", "uri", "number") if own.get(name, "") in (None, " ", "a\N{ZERO WIDTH SPACE}")
        ]
        assert is_taken == (verdict == "1") or unsaid, (one, is_taken)
    assert min(counts.values()) > 300


def test_only_a_document_has_a_file():
    with pytest.raises(DefinitionError, match="file only for a document"):
        sop(ROWS, head=HEAD.replace("title: Izin,", "title: Izin, kind: equipment,"))
    with pytest.raises(DefinitionError, match="required"):
        sop(ROWS, head=HEAD.replace("file: required", "file: yes", 1))


def test_restate_refuses_what_it_does_not_ask_for():
    require_possible(PLAIN)
    with pytest.raises(NotOnCluster, match="file: required"):
        require_possible(SOP)


SCENARIO = f"""sopflow: 1
sop: uji
scenarios:
  - name: berkas
    steps:
      - {{a: ajukan, documents: [surat], refused: files-required}}
      - {{a: ajukan, documents: {{surat: {{name: a.pdf, sha256: {HASH}, media_type: application/pdf, size: 0}}}}}}
      - {{auto: end, answers: {{putus: [Y]}}}}
    expect: {{status: completed}}
"""


def test_a_scenario_brings_files_and_a_recorded_one_brings_the_same():
    (scenario,) = read(SCENARIO, SOP)
    rehearsal = Rehearsal([sopflow.Flow(SOP)], start=datetime(2026, 3, 12, 9, tzinfo=UTC))
    for act in scenario.acts:
        rehearsal.perform(act)
    assert rehearsal.run.documents["surat"].paper.size == 0
    case = rehearsal.run.id
    (took,) = recorded(rehearsal.engine.history(case), lambda _: rehearsal.engine.flow("uji"))
    text = written("uji", [took.scenario])
    (again,) = read(text, SOP)
    played = Rehearsal([sopflow.Flow(SOP)], start=again.start)
    for act in again.acts:
        played.perform(act)
    assert played.run.documents == rehearsal.run.documents


def test_generated_scenarios_bring_files_and_notice_where_none_is_asked_for():
    made = generate([sopflow.Flow(SOP)])
    both = (*made.scenarios, *made.rules)
    assert made.unmade == ()
    assert "refused: files-required" in written("uji", both)
    results = tried(mutants_of(Procedure(SOP)), Procedure(SOP), both)
    told = {one.mutant.key: one.noticed_by for one in results if one.mutant.key.endswith(".file")}
    assert sorted(told) == ["bukti.file", "izin.file", "lampiran.file", "surat.file", "tolak.file"]
    assert [key for key, by in told.items() if by is None] == []


def with_files(whole):
    """A random SOP whose documents come with their files."""
    documents = {"surat": {"title": "Surat", "file": "required"}, "draf": {"title": "Draf", "file": "required"}}
    rows = json.dumps(whole["steps"]).replace('"Surat"', '"surat"').replace('"Draf"', '"draf"')
    return sopflow.loads(json.dumps(whole | {"documents": documents, "steps": json.loads(rows)}))


@given(drafts())
@RELAXED
def test_any_sop_with_files_is_generated_and_played(whole):
    flows = compiled(Procedure(with_files(whole)))
    made = generate(flows)
    for scenario in (*made.scenarios, *made.rules):
        result = play(scenario, flows)
        assert result.passed, (scenario.name, result.failure and result.failure.problem.why.en)


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
