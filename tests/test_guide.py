"""The guide for analysts shows every construct of an SOP, and what it shows is read as it stands there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from textwrap import dedent
from typing import get_args

import pytest
import yaml

import sopflow
from sopflow.definition.model import SignOff
from sopflow.fields.field import FieldType

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "definitions/README.md").read_text("utf-8")
SCHEMA = json.loads((ROOT / "sopflow/schema/sop-1.schema.json").read_text("utf-8"))
ELSEWHERE = {"identity", "approval"}
"""What stands on the identity page: the form's own words, which the reference lists."""
SNIPPETS = [
    dedent(block)
    for block in re.findall(r"(?:^    \S.*\n(?:    .*\n|\n(?=    ))*)", GUIDE, flags=re.M)
    if re.match(r" +(?:- id|fields|branches|decides|may):", block)
]
TARGETS = ("beli", "lelang", "setuju", "bayar", "terbitkan")
FIELDS = {
    "nilai": {"title": "Nilai", "type": "money"}, "pagu": {"title": "Pagu", "type": "money"},
    "lokasi": {"title": "Lokasi", "list": {"alamat": "Alamat"}, "key": "alamat"},
    "hasil_kunjungan": {"title": "Hasil", "list": {"alamat": "Alamat"}, "key": "alamat", "optional": True},
}  # fmt: skip


def keys_of(schema):
    for name, part in [("sop", schema), *schema.get("$defs", {}).items()]:
        for one in parts_of(part):
            if name not in ELSEWHERE:
                yield from one.get("properties", {})


def parts_of(part):
    if isinstance(part, dict):
        yield part
        for name, inner in part.items():
            if name != "$defs":
                yield from parts_of(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from parts_of(inner)


def whole(said):
    """An SOP with a snippet in it, and what the snippet only names."""
    steps = (
        said["steps"]
        if isinstance(said, dict) and "steps" in said
        else [{"id": "usul", "activity": "Kerja", "actor": "staf"}]
    )
    if isinstance(said, list):
        steps = [*steps, *said]
    elif "branches" in said:
        row = {"id": "pilih", "activity": "Memilih", "actor": "staf"} | {
            n: said[n] for n in ("branches", "decides") if n in said
        }
        steps = [*steps, row]
    fields = said.get("fields") if isinstance(said, dict) and "fields" in said else FIELDS
    named = {one for one in TARGETS if re.search(rf"\b{one}\b", json.dumps(said))}
    others = [{"id": one, "activity": "Kerja", "actor": "camat", "next": "end"} for one in TARGETS if one in named]
    return {
        "sopflow": 1, "id": "contoh", "title": "Contoh", "fields": fields,
        "actors": {"staf": "Staf", "camat": "Camat", "petugas": "Petugas"}, "steps": [*steps, *others],
        **({"may": said["may"]} if isinstance(said, dict) and "may" in said else {}),
    }  # fmt: skip


def test_every_key_of_an_sop_is_in_the_guide():
    keys = {key for key in keys_of(SCHEMA) if re.fullmatch("[a-z_]+", key)}
    assert len(keys) > 100
    assert sorted(key for key in keys if not re.search(rf"\b{key}\b", GUIDE)) == []


@pytest.mark.parametrize(
    "words", [get_args(FieldType), get_args(SignOff), ("first", "unique", "starter", "anyone", "nobody")]
)
def test_every_word_that_stands_at_a_key_is_in_the_guide(words):
    assert len(words) > 2
    assert [word for word in words if not re.search(rf"\b{word}\b", GUIDE)] == []


def test_the_fields_of_the_guide_show_every_type_and_fill_it_in():
    (said,) = [one for one in map(yaml.safe_load, SNIPPETS) if isinstance(one, dict) and "fields" in one]
    definition = sopflow.loads(json.dumps(whole(said)))
    assert {field.type for field in definition.fields.values()} == {*get_args(FieldType)}
    shown = {key for one in said["fields"].values() if isinstance(one, dict) for key in one}
    assert shown >= {"default", "scale", "max_length", "pattern", "min", "max", "optional", "key"}
    (scenario,) = re.findall(r"^- Di skenario: `- (.*)`\.$", GUIDE, flags=re.M)
    filled = yaml.safe_load(scenario)["fields"]
    engine = sopflow.Engine()
    engine.register(definition)
    read = {name: definition.fields[name].of_plain(value) for name, value in filled.items()}
    run = engine.start("contoh", "staf")
    run = engine.complete(run.id, "usul", "staf", fields=read)
    assert (run.fields["syarat"], run.fields["sewa"], run.fields["jenis"]) == (("ktp", "npwp"), 150_050, "barang")


def test_the_snippets_are_found():
    assert len(SNIPPETS) == 5


@pytest.mark.parametrize("text", SNIPPETS, ids=lambda text: text.split(":")[0])
def test_what_the_guide_shows_is_read_as_it_stands(text):
    said = yaml.safe_load(text)
    definition = sopflow.loads(json.dumps(whole(said)))
    if isinstance(said, dict) and "fields" in said:
        assert set(definition.fields) == set(said["fields"])
