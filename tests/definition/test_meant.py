"""A word that is none of the format's, but has one meaning, is told with that meaning; the rest is looked at as it was meant."""

from __future__ import annotations

from importlib.resources import files

import pytest

from sopflow.definition import schema
from sopflow.definition.cures import choice_of
from sopflow.definition.loading import check_bytes

HEAD = """sopflow: 1
id: uji
title: Uji
actors: {a: A, b: B}
fields:
  nilai: {type: money}
  pagu: {type: money}
  ket: {title: Keterangan}
"""
ROWS = """steps:
  - {id: isi, activity: Mengisi, actor: a, fills: [nilai, pagu, ket, x]}
  - id: cek
    activity: Memeriksa
    actor: b
    question: Sesuai?
    branches:
      Ya: {to: end, when: WHEN}
      Tidak: {to: isi, otherwise: true}
"""


def wrong(field="{type: money}", when="{nilai: {above: 5}}"):
    text = f"{HEAD}  x: {field}\n{ROWS.replace('WHEN', when)}"
    return [one for one in check_bytes(text.encode(), "uji.yaml").findings if one.severity == "error"]


def choices():
    """Every list of choices of every kind of file, without the versions and what no id may be."""
    for file in files("sopflow").joinpath("schema").iterdir():
        todo = [schema.document(file.name.removesuffix(".schema.json"))]
        while todo:
            node = todo.pop()
            if isinstance(node, dict):
                found = node.get("enum", [node["const"]] if "const" in node else [])
                if isinstance(found, list):
                    yield tuple(one for one in found if isinstance(one, str))
                todo += [one for name, one in node.items() if name not in ("examples", "not", "propertyNames")]
            elif isinstance(node, list):
                todo += node


NOT_MEANT = ({"1"}, {"unknown", "?"}, {"unknown", "?", "-", "–", "—", ""})
CHOICES = sorted({found for found in choices() if found and set(found) not in NOT_MEANT})
INDONESIAN = {
    "text": "teks", "long_text": "teks panjang", "number": "angka", "whole": "bilangan bulat", "money": "uang",
    "date": "tanggal", "time": "jam", "yes_no": "ya/tidak", "document": "dokumen", "equipment": "peralatan",
    "state": "keadaan", "all": "semua", "any": "salah satu", "in_order": "berurutan", "refuse": "tolak",
    "note": "catat", "required": "wajib", "optional": "opsional", "unique": "unik", "first": "pertama",
    "started": "dimulai", "starter": "pemohon", "certain": "pasti", "probable": "mungkin", "open": "terbuka",
    "substitute": "pengganti", "running": "berjalan", "suspended": "ditunda", "completed": "selesai",
    "cancelled": "dibatalkan", "anyone": "siapa saja", "Pj.": "penjabat", "Plt.": "pelaksana tugas",
    "Plh.": "pelaksana harian", "a.n.": "atas nama", "definitif": "tetap", "awal": "opening", "utama": "main",
    "akhir": "closing",
}  # fmt: skip


def test_the_schemas_have_choices():
    assert len(CHOICES) > 12


@pytest.mark.parametrize("known", CHOICES, ids="-".join)
def test_every_choice_of_every_schema_has_a_word_of_the_other_language(known):
    for choice in known:
        hint = choice_of(INDONESIAN[choice], known)
        assert hint is not None
        assert hint.word == choice


@pytest.mark.parametrize(
    ("said", "meant", "limit"),
    [("uang", "money", "min: 1 juta, scale: 2"), ("Tanggal", "date", "max: 2026-12-31"), ("teks", "text", "max_length: 9"),
     ("ya_tidak", "yes_no", "default: ya"), ("integer", "whole", "min: 5")],
)  # fmt: skip
def test_a_type_that_is_meant_is_told_and_the_field_is_one_of_that_type(said, meant, limit):
    (told,) = wrong(f"{{type: {said}, {limit}}}")
    assert (told.code, told.hint("id"), told.hint("en")) == ("SOP104", f'tulis "{meant}"', f'write "{meant}"')


def test_what_a_meant_type_does_not_take_is_told_too():
    assert [one.code for one in wrong("{type: uang, max_length: 9}")] == ["SOP104", "SOP242"]


@pytest.mark.parametrize(
    ("field", "when"),
    [
        ("{type: kilogram, min: 1, max: abc, scale: 2, pattern: '[', max_length: 3}", "{nilai: {above: 5}}"),
        ("{type: kilogram, search: true}", "{x: {above: 10, at_most: 3}}"),
        ("{type: kilogram}", "[{x: abc}, {nilai: {above: {field: x}}}]"),
        ("{type: [money], min: 1}", "{x: {not: {above: 10}}}"),
        ("{list: {k: {type: kilogram, min: 1, max: a}}, key: k}", "{x: {filled: true}}"),
    ],
)
def test_of_a_field_whose_type_nobody_knows_nothing_else_is_said(field, when):
    assert [one.code for one in wrong(field, when)] == ["SOP104"]


def test_beside_a_field_whose_type_nobody_knows_the_other_fields_are_looked_at():
    found = wrong("{type: kilogram}", "{x: {above: 10}, ket: {above: 3}}")
    assert [one.code for one in found] == ["SOP104", "SOP245"]
    assert found[1].message("en") == '"above" does not apply to a text; use not, filled'


@pytest.mark.parametrize(
    ("said", "meant"),
    [("atas", "above"), ("lebih_dari", "above"), ("bawah", "below"), ("kurang dari", "below"), ("minimal", "at_least"),
     ("maksimal", "at_most"), ("di_atas", "above"), ("sebelum", "before"), ("setelah", "after"), ("selain", "not")],
)  # fmt: skip
def test_a_test_in_indonesian_is_told_with_the_test_that_it_is(said, meant):
    value = "2026-01-01" if meant in ("before", "after") else "5"
    field = "{type: date}" if meant in ("before", "after") else "{type: money}"
    (told,) = wrong(field, f"{{x: {{{said}: {value}}}}}")
    assert (told.code, told.own_hint.word) == ("SOP101", meant)


@pytest.mark.parametrize(
    ("field", "when", "key"),
    [("{title: X}", "{x: {atas: 3}}", "atas"), ("{title: X}", "{x: {maksimal: 3}}", "maksimal"),
     ("{title: X, maks: 3}", "{nilai: {above: 5}}", "maks"), ("{type: date, maxlength: 3}", "{nilai: {above: 5}}", "maxlength")],
)  # fmt: skip
def test_what_is_not_for_a_field_is_told_by_the_key_of_the_file_and_not_offered(field, when, key):
    (told,) = wrong(field, when)
    assert told.code in ("SOP242", "SOP245")
    assert told.message("id").startswith(f'"{key}" ')
    assert told.message("en").startswith(f'"{key}" ')


@pytest.mark.parametrize(
    ("field", "when"), [("{type: money}", "{x: {above: pagu}}"), ("{type: money}", "{x: pagu}"), ("{type: money}", "{x: {not: pagu}}")]
)  # fmt: skip
def test_a_field_where_a_value_stands_is_told_with_how_it_is_written_there(field, when):
    (told,) = wrong(field, when)
    assert told.message("id").startswith('"pagu" adalah isian')
    assert told.message("en").endswith("write {field: pagu}")
    assert not wrong(field, when.replace("pagu", "{field: pagu}"))


@pytest.mark.parametrize(("type", "value"), [("money", "pagi"), ("money", "ket"), ("date", "pagu"), ("number", "pagu"), ("yes_no", "pagu")])  # fmt: skip
def test_what_is_no_value_and_not_a_field_of_the_type_is_told_in_a_sentence(type, value):
    (told,) = wrong(f"{{type: {type}}}", f"{{x: {value}}}")
    assert told.message("id").startswith(f'"{value}" tidak dapat dipakai; tulis ')
    assert told.message("en").startswith(f'"{value}" cannot be used; write ')


@pytest.mark.parametrize(
    ("field", "offered"),
    [("type: money", "1_500"), ("type: money, scale: 1", "1_500 or 1.5, as it could mean either"), ("type: whole", "1_500"),
     ("type: number", "1_500 or 1.5, as it could mean either"), ("type: number, min: 1_000", "1_500")],
)  # fmt: skip
def test_only_readings_that_would_be_taken_are_offered(field, offered):
    (told,) = wrong(f"{{{field}, max: 1.500}}")
    assert told.message("en") == f'max: "1.500" cannot be used; write {offered}'
    (in_test,) = wrong(f"{{{field.partition(', min')[0]}}}", "{x: {above: 1.500}}")
    assert in_test.message("en").startswith('"1.500" cannot be used; write 1_500')
    for one in offered.partition(",")[0].split(" or "):
        assert not wrong(f"{{{field}, max: {one}}}")
