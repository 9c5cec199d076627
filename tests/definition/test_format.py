"""The format: each key is described, accepted, read, and used in a run."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.definition import schema
from sopflow.definition.model import UNKNOWN
from sopflow.time import AROUND_THE_CLOCK
from tests.share import share
from tests.sop import sop

FILE = Path(__file__).parent / "every_key.yaml"
STEP_KEYS = schema.document()["properties"]["steps"]["items"]["properties"]


def described(node, path=()):
    """Every property of the schema with its place."""
    if isinstance(node, dict):
        for name, value in node.get("properties", {}).items():
            yield (*path, name), value
        for key, value in node.items():
            yield from described(value, (*path, key) if key not in ("properties",) else path)
    elif isinstance(node, list):
        for value in node:
            yield from described(value, path)


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(schema.document())


def test_every_key_has_a_title_a_description_in_both_languages_and_examples_that_fit():
    found = list(described(schema.document()))
    assert len(found) > 90
    for path, key in found:
        assert key.get("title"), path
        indonesian, _, english = key["description"].partition("\n\n")
        assert indonesian, path
        assert english, path
        assert key["examples"], path
        for example in key["examples"]:
            plain = {k: v for k, v in key.items() if not k.startswith("x-")}
            if not isinstance(example, int) or isinstance(example, bool):
                jsonschema.Draft202012Validator(plain).validate(example)


def test_every_key_of_the_schema_stands_in_the_definition_that_runs():
    keys = {path[-1] for path, _ in described(schema.document())}
    written = set(re.findall(r"[{,\s]([a-z_]+):(?=\s)", "\n" + FILE.read_text("utf-8")))
    assert keys - written == set()


def test_the_definition_with_every_key_runs_to_its_end():
    start = datetime(2024, 3, 12, 8, tzinfo=UTC)
    child = sop(
        "- {id: k, activity: x, actor: a, outputs: [Hasil], branches: {Y: end, N: {end: buruk}}}", name="anak"
    )
    definition = sopflow.load(FILE, others={"anak": child})
    clock = sopflow.ManualClock(start)
    engine = sopflow.Engine(clock=clock, calendars={"kantor": AROUND_THE_CLOCK})
    engine.register(child)
    engine.register(definition)
    assert (definition.version, definition.missing_inputs) == ("2024.1", "note")
    assert definition.identity.logo == "gambar/logo.png"
    assert definition.identity.revised == date(2024, 2, 3)
    assert definition.identity.effective is UNKNOWN
    assert definition.identity.legal_basis == ("Perwal 25/2012: tata naskah",)
    assert str(definition.stated_total) == "2 bulan 6 hari 3 jam"
    assert [s.number for s in definition.steps][:5] == [None, "1", "2", "3", "2a"]
    assert definition.step("kerjakan").source[0].reading == "open"
    assert definition.step("kirim").phase == "akhir"

    with pytest.raises(sopflow.Refusal):
        engine.start("setiap-kunci", "petugas")
    run = engine.start("setiap-kunci", "pemohon")
    assert run.due == start + timedelta(days=30)
    assert set(run.documents) == {"register"}
    places = [{"alamat": "Jl. Melati"}, {"alamat": "Jl. Mawar"}]
    engine.complete(
        run.id, "ajukan", "pemohon", documents=["permohonan"], fields={"nilai": 150_000_000, "lokasi": places}
    )
    assert engine.possible(run.id)[0].missing == ()
    with pytest.raises(sopflow.Refusal):
        engine.complete(run.id, "disposisi", "kasi", "N")
    run = engine.complete(run.id, "disposisi", "kasi", "Y", choose={"terkait": "petugas"})
    assert run.active[0].actors == ("petugas",)
    assert "Disposisi" in run.documents
    engine.skip(run.id, "kerjakan", "petugas", "tidak perlu")
    engine.complete(run.id, "periksa", "pemohon")
    engine.sign_off(run.id, "paraf", "petugas")
    engine.sign_off(run.id, "paraf", "kasi")
    engine.complete(run.id, "tanda_tangan", "camat")
    run = engine.complete(run.id, "tanda_tangan", "kasi")
    assert run.waiting == ((("tanda_tangan", "kirim"), 1),)
    run = engine.receive(run.id, ["tanggapan"], "pemohon")
    engine.complete(run.id, "kirim", "petugas")
    clock.advance(timedelta(hours=2))
    engine.advance()  # nobody recorded it in time: on_late took Y
    assert list(engine.history(run.id))[-1].type == "lapsed"
    clock.advance(timedelta(days=1))
    engine.advance()
    run = engine.instance(run.id)
    engine.complete(run.active[0].children[1], "k", "a", "Y")
    run = engine.instance(run.id)
    assert [dict(one) for one in run.fields["hasil"]] == [{"alamat": "Jl. Mawar"}]
    engine.complete(run.active[0].child, "k", "a", "Y")
    run = engine.instance(run.id)
    assert (run.status, run.end, run.hand_over) == ("completed", "selesai", "penempatan")
    assert any(d.accepted for d in sopflow.check(FILE).findings)


def test_the_digest_is_over_meaning_not_layout():
    one = sopflow.loads(
        "sopflow: 1\nid: a\ntitle: A\nactors: {x: X}\nsteps:\n  - {id: s, activity: k, actor: x}\n"
    )
    two = sopflow.loads(
        "# komentar\nsopflow: 1\ntitle: 'A'\nid: a\nactors:\n  x: {title: X}\nsteps:\n- id: s\n  actor: x\n  activity: k\n  next: end\n"
    )
    three = sopflow.loads(
        "sopflow: 1\nid: a\ntitle: A\nactors: {x: X}\nsteps:\n  - {id: s, activity: j, actor: x}\n"
    )
    assert one.digest == two.digest != three.digest


@pytest.mark.parametrize("text", ["no", "7:30", "0123", "2024.10", "on", "1_000", "0x1F"])
def test_plain_text_stays_text(text):
    definition = sopflow.loads(
        f"sopflow: 1\nid: a\ntitle: {text}\nversion: {text}\nactors: {{x: X}}\nsteps:\n- {{id: s, activity: {text}, actor: x}}"
    )
    assert (definition.title, definition.version, definition.steps[0].activity) == (text, text, text)


@given(st.lists(st.frozensets(st.sampled_from(sorted(STEP_KEYS))), min_size=1, max_size=3))
@settings(max_examples=share(300), deadline=None)
def test_which_keys_go_together_is_what_json_schema_says(rows):
    """The quick answers against those of the library itself, for any keys of rows."""
    own = schema._validator("sop-1")
    plain = jsonschema.Draft202012Validator(own.schema, format_checker=own.format_checker)
    document = {"sopflow": 1, "id": "uji", "title": "Uji", "steps": [dict.fromkeys(keys, "x") for keys in rows]}

    def told(validator):
        return {
            (tuple(one.absolute_path), one.validator, str(one.validator_value))
            for one in validator.iter_errors(document)
        }

    assert told(own) == told(plain)
    assert own.is_valid(document) == plain.is_valid(document)
