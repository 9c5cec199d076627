"""A choice in another word is one error, with the choice that was meant, and nothing else is blamed for it."""

from __future__ import annotations

import pytest

from sopflow.definition.loading import check_bytes

FILE = """\
sopflow: 1
id: pengadaan
title: Pengadaan
actors: {{ppk: PPK, pp: Pejabat Pengadaan}}
fields:
  nilai: {{title: Nilai HPS, type: {type}, {limits}}}
steps:
  - {{id: usul, activity: Mengusulkan, actor: ppk, fills: [nilai]}}
  - id: cek
    activity: Memeriksa
    actor: pp
    question: Sesuai?
    branches:
      langsung: {{to: beli, when: {{nilai: {low}}}}}
      tender: {{end: tender, when: {{nilai: {high}}}}}
  - {{id: beli, activity: Membeli, actor: [pp, ppk], sign_off: any}}
"""
MONEY = {"limits": "min: 1 juta", "low": "{at_most: 50 juta}", "high": "{above: 50 juta}"}
DATE = {"limits": "min: 2026-01-01", "low": "{before: 2026-08-17}", "high": "{at_least: 2026-08-17}"}
TIME = {"limits": 'min: "07:30"', "low": '{before: "12:00"}', "high": '{at_least: "12:00"}'}


def errors(**said):
    found = check_bytes(FILE.format(**said).encode(), "uji.yaml").findings
    return [one for one in found if one.severity == "error"]


@pytest.mark.parametrize(
    ("word", "meant", "other"),
    [
        ("uang", "money", MONEY),
        ("Rupiah", "money", MONEY),
        ("mony", "money", MONEY),
        ("bilangan_bulat", "whole", MONEY),
        ("angka", "number", MONEY),
        ("tanggal", "date", DATE),
        ("jam", "time", TIME),
    ],
)
def test_a_type_in_another_word_is_one_error_with_the_type_that_was_meant(word, meant, other):
    assert not errors(type=meant, **other)
    (found,) = errors(type=word, **other)
    assert found.code == "SOP104"
    assert f'"{meant}"' in found.hint("id")


@pytest.mark.parametrize("other", [MONEY, DATE, TIME])
def test_of_a_field_whose_type_nobody_knows_nothing_else_is_said(other):
    (found,) = errors(type="kilogram", **other)
    assert (found.code, found.span.line) == ("SOP104", 6)


def test_what_else_is_wrong_is_still_told():
    found = errors(type="uang", limits="min: banyak", low="{at_most: 50 juta}", high="{above: sekali}")
    assert [(one.code, one.span.line) for one in found] == [("SOP104", 6), ("SOP242", 6), ("SOP245", 15)]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("atas", "above"), ("lebih_dari", "above"), ("di_atas", "above"), ("bawah", "below"), ("kurang_dari", "below"),
        ("minimal", "at_least"), ("maksimal", "at_most"), ("paling_sedikit", "at_least"),
    ],
)  # fmt: skip
def test_a_test_in_another_word_is_offered_with_the_same_meaning(word, meant):
    (found,) = errors(type="money", limits="min: 1", low="{at_most: 50 juta}", high=f"{{{word}: 50 juta}}")
    assert f'"{meant}"' in found.hint("id"), found.message("id")


FIELD = """\
sopflow: 1
id: uji
title: Uji
actors: {{a: A}}
fields:
  jenis: {}
steps:
  - {{id: isi, activity: Mengisi, actor: a, fills: [jenis]}}
"""


def field_errors(field):
    found = check_bytes(FIELD.format(field).encode(), "uji.yaml").findings
    return [one for one in found if one.severity == "error"]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("pilihan", "one_of"), ("choice", "one_of"), ("Dropdown", "one_of"), ("daftar pilihan", "one_of"), ("one_of", "one_of"),
        ("pilihan_ganda", "some_of"), ("multi-select", "some_of"), ("some_of", "some_of"), ("daftar", "list"), ("list", "list"),
        ("tabel", "list"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("title", ["", "title: Jenis barang, ", 'title: "Jenis: barang", '])
def test_a_type_that_is_a_key_of_its_own_is_shown_with_this_very_field(word, key, title, language):
    (found,) = field_errors(f"{{{title}type: {word}}}")
    hint = found.hint(language)
    shown = hint[hint.index("jenis: ") + len("jenis: ") :]
    assert f"{title}{key}: " in shown
    assert field_errors(shown) == []


@pytest.mark.parametrize("field", ["{type: pilihan, one_of: [a, b]}", "{type: tabel, list: {nama: Nama}}"])
def test_a_type_beside_what_says_it_already_is_to_go(field):
    (found,) = field_errors(field)
    assert found.hint("id").startswith("hapus type: ")
    assert field_errors(field.replace("type: pilihan, ", "").replace("type: tabel, ", "")) == []


def test_choices_in_the_place_of_the_type_are_kept():
    (found,) = field_errors("{title: Jenis, type: [barang, jasa]}")
    assert "{title: Jenis, one_of: [barang, jasa]}" in found.hint("en")


def test_a_column_has_choices_but_no_list():
    (found,) = field_errors("{list: {n: {title: N, type: choice}}}")
    assert "n: {title: N, one_of: " in found.hint("en")
    (found,) = field_errors("{list: {n: {title: N, type: daftar}}}")
    assert found.hint("en") == ""


def test_two_types_that_are_known_are_still_one_too_many():
    assert [one.code for one in field_errors("{type: money, one_of: [a, b]}")] == ["SOP242"]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("teks", "kalimat", "nomor", "string"), "text"), (("uraian", "keterangan", "textarea"), "long_text"),
        (("angka", "bilangan", "persen"), "number"), (("bilangan cacah", "bulat", "int"), "whole"),
        (("uang", "rupiah", "harga", "biaya"), "money"), (("tanggal", "hari/tanggal"), "date"), (("waktu", "jam", "pukul"), "time"),
        (("ya/tidak", "ya_tidak", "ya", "checkbox", "bool"), "yes_no"),
    ],
)  # fmt: skip
def test_what_an_analyst_calls_a_type(words, meant):
    for word in words:
        (found,) = field_errors(f"{{type: {word}}}")
        assert found.hint("id") == f'tulis "{meant}"'
