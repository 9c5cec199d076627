"""What a program is told of fields: of a personal value its kind, of a search what works, of a removal what can be removed."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.errors import BadArgument, BadSearch, FieldsRefused
from sopflow.search import above, before, has
from tests.sop import engine_for

TEXT = """sopflow: 1
id: uji
title: Uji
actors: {a: A}
fields:
  nik: {title: NIK, pattern: "[0-9]{16}", personal: true}
  acara: {title: Acara}
  retribusi: {title: Retribusi, type: money, search: true}
  hari: {title: Hari, type: date, search: true}
  jenis: {title: Jenis, one_of: [barang, jasa], search: true}
steps:
  - {id: isi, activity: Mengisi, actor: a, fills: [nik, acara, retribusi, hari, jenis]}
"""


def engine():
    return engine_for(sopflow.loads(TEXT))


@pytest.mark.parametrize(
    ("value", "id", "en"),
    [(3174012345678901, "sebuah bilangan", "a number"), (True, "true atau false", "true or false"), ([1], "sebuah daftar", "a list"),
     ({"a": 1}, "sebuah objek", "an object"), ("31740", '"…"', '"…"')],
)  # fmt: skip
def test_of_a_personal_value_that_is_refused_only_its_kind_is_said(value, id, en):
    own = engine()
    run = own.start("uji", by="a")
    with pytest.raises(FieldsRefused) as refused:
        own.complete(run.id, "isi", by="a", fields={"nik": value, "acara": "x", "retribusi": 1, "hari": "2026-01-01", "jenis": "jasa"})  # fmt: skip
    assert f"(nik): {id} tidak berlaku" in refused.value.message("id")
    assert f"(nik): {en} is not valid" in refused.value.message("en")


@pytest.mark.parametrize(
    ("field", "test", "works"),
    [("retribusi", before(5), '"equal", "one_of", "at_least", "at_most", "above", "below", "between", "filled"'),
     ("hari", has("x"), '"equal", "one_of", "at_least", "at_most", "above", "below", "between", "filled", "before", "after"'),
     ("jenis", above(1), '"equal", "one_of", "filled"')],
)  # fmt: skip
def test_a_test_that_is_not_for_a_type_is_told_with_those_that_are(field, test, works):
    with pytest.raises(BadSearch) as refused:
        engine().find(sop="uji", fields={field: test})
    assert refused.value.message("en").endswith(f"; possible: {works}")
    assert "; yang dapat: " in refused.value.message("id")


@pytest.mark.parametrize("asked", [{"fields": {"jenis": "jasa"}}, {"sort": "field.hari"}])
def test_a_search_by_fields_without_an_sop_asks_for_the_sop(asked):
    with pytest.raises(BadArgument) as refused:
        engine().find(**asked)
    assert refused.value.message("en").startswith("sop: ")
    assert refused.value.message("id").endswith(
        "yang diharapkan: id SOP, sebab isian yang disebut milik sebuah SOP"
    )


def test_a_field_that_is_not_personal_cannot_be_removed():
    own = engine()
    run = own.start("uji", by="a")
    with pytest.raises(FieldsRefused) as refused:
        own.redact(run.id, by="a", fields=["acara"], reason="diminta")
    assert '"acara" cannot be removed; name the id of a personal field' in refused.value.message("en")
    assert '"acara" tidak dapat dihapus; sebutkan id isian pribadi' in refused.value.message("id")
