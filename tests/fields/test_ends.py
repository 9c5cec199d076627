"""A pattern of a form means the end of the text, also to those for whom `$` stands before a last line end too."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from sopflow.definition.loading import loads
from tests.sop import engine_for

SOP = """sopflow: 1
id: nota
title: Nota
actors: {a: A}
documents: {surat: {title: Surat, file: required}}
fields:
  nama: {title: Nama}
  nik: {title: NIK, pattern: "[0-9]{16}"}
  acara: {title: Acara, type: date}
  jam: {title: Jam, type: time}
steps:
  - {id: isi, activity: Isi, actor: a, fills: [nama, nik, acara, jam], outputs: [surat]}
"""
FIELDS = {"nama": "Ani", "nik": "3271046504930002", "acara": "2026-08-17", "jam": "07:30"}
FILE = {"name": "surat.pdf", "date": "2026-08-17", "sha256": "0a" * 32, "media_type": "application/pdf"}


@pytest.fixture(scope="module")
def item():
    engine = engine_for(loads(SOP))
    (one,) = engine.possible(engine.start("nota", "a").id)
    return one


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_with_a_line_end_after_it_is_none(item, name):
    form = Draft202012Validator(item.form)
    assert form.is_valid(FIELDS)
    assert not form.is_valid({**FIELDS, name: FIELDS[name] + "\n"})


@pytest.mark.parametrize("name", ["date", "sha256", "media_type"])
def test_a_reference_to_a_file_with_a_line_end_after_it_is_none(item, name):
    files = Draft202012Validator(item.files)
    assert files.is_valid({"surat": FILE})
    assert not files.is_valid({"surat": {**FILE, name: FILE[name] + "\n"}})
