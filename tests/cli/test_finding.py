"""Cases found by their fields in the terminal: tests as people write them, in either language."""

from __future__ import annotations

import json

import pytest

import sopflow
from sopflow.app.searches import searches_of
from sopflow.errors import BadSearch
from sopflow.search import FieldTest, all_of, at_least, at_most, below, equal, filled, has, one_of
from tests.sop import engine_for, sop

SOP = sop(
    "- {id: s, activity: S, actor: a, fills: [nilai, jenis, acara, syarat, nomor, bebas]}\n- {id: t, activity: T, actor: b}",
    head="""fields:
  nilai: {title: Nilai, type: money, max: 5 miliar, search: true}
  jenis: {title: Jenis, one_of: {barang: Barang, jasa: Jasa konsultansi}, search: true}
  acara: {title: Acara, type: date, optional: true, search: true}
  syarat: {title: Syarat, some_of: [ktp, kk], optional: true, search: true}
  nomor: {title: Nomor, max_length: 40, optional: true, search: true}
  bebas: {title: Bebas, optional: true}
  nik: {title: NIK, personal: true, optional: true}
  uraian: {title: Uraian, type: long_text, optional: true}""",
)


@pytest.fixture
def cases(database):
    engine = engine_for(SOP, store=sopflow.open_store(database))
    for n in (1, 2, 3):
        run = engine.start("uji", "a", subject=f"Paket {n}")
        given = {"nilai": n * 10**9, "jenis": ("barang", "jasa")[n % 2], "acara": f"2026-08-1{n}", "nomor": ["a|b", "*", "005/12"][n - 1]}  # fmt: skip
        engine.complete(run.id, "s", "a", fields=given)
    engine.store.close()
    return database


def subjects(run, *arguments):
    code, out, err = run("instances", "--sop", "uji", "--format", "json", *arguments)
    assert (code, err) == (0, "")
    return [one["subject"][-1] for one in json.loads(out)["items"]]


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["--field", "nilai>=2 miliar"], "23"),
        (["--field", "nilai >= 2.5 billion"], "3"),
        (["--field", "nilai>1_000_000_000", "--field", "nilai<Rp3.000.000.000"], "2"),
        (["--field", "nilai<=90 miliar"], "123"),
        (["--field", "jenis=Jasa Konsultansi"], "13"),
        (["--field", "jenis=barang|jasa", "--sort=-field.nilai"], "321"),
        (["--field", "acara>12 Agustus 2026"], "3"),
        (["--field", "acara<12 August 2026"], "1"),
        (["--field", "nomor=a\\|b"], "1"),
        (["--field", "nomor=\\*"], "2"),
        (["--field", "nomor=005/12|a\\|b"], "13"),
        (["--field", "syarat="], "123"),
        (["--sort=-started"], "321"),
        (["--started-by", "a", "--field", "nilai=2 miliar"], "2"),
        (["--started-by", "b"], ""),
        (["--ended-from", "2020-01-01"], ""),
    ],
)
def test_cases_are_found_by_what_people_write(run, cases, arguments, wanted):
    assert subjects(run, *arguments) == list(wanted)


def test_they_are_counted(run, cases):
    assert run("instances", "--sop", "uji", "--field", "nilai>=2 miliar", "--count")[:2] == (0, "2\n")
    code, out, _ = run("instances", "--sop", "uji", "--count", "--format", "json")
    assert (code, json.loads(out)) == (0, {"count": 3})


@pytest.mark.parametrize(
    ("language", "arguments", "told"),
    [
        ("id", ["--field", "nilai>=1.500"], "diharapkan: 1_500"),
        ("en", ["--field", "nilai>=1.500"], "expected: 1_500"),
        ("en", ["--field", "bebas=x"], 'possible: "nilai"'),
        ("en", ["--field", "bebas=x"], "this field needs search: true"),
        ("en", ["--field", "nik=1"], "the values of a personal field cannot be searched"),
        ("id", ["--sort", "field.nik"], "nilai isian pribadi (personal) tidak dapat dicari"),
        ("en", ["--field", "nik=1", "--count"], "the values of a personal field cannot be searched"),
        ("en", ["--field", "uraian=x"], "fields of the type long_text cannot be searched"),
        ("en", ["--field", "tiada=1"], "the SOP has no such field"),
        ("id", ["--field", "nilai"], "tulis misalnya nilai>=1 miliar"),
        ("en", ["--field", "jenis>barang"], 'for the type one_of; possible: "equal", "one_of", "filled"'),
        ("id", ["--field", "syarat=ktp|kk"], '"one_of" bukan untuk jenis some_of; yang dapat: "has", "filled"'),
        ("en", ["--sort", "nilai"], "field.FIELD"),
    ],
)
def test_what_cannot_be_meant_is_told(run, cases, language, arguments, told):
    code, out, err = run("instances", "--sop", "uji", "--lang", language, *arguments)
    assert (code, out) == (1, "") or code == 2
    assert told in err


def test_a_field_needs_its_sop(run, cases):
    code, _, err = run("instances", "--lang", "en", "--field", "nilai>=1")
    assert code != 0
    assert "name the SOP" in err


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (["nilai>=1,5 miliar"], {"nilai": at_least(1_500_000_000)}),
        (["nilai<=1", "nilai>=0", "nilai<7"], {"nilai": all_of(at_most(1), at_least(0), below(7))}),
        (["syarat=ktp"], {"syarat": has("ktp")}),
        (["jenis=barang"], {"jenis": equal("barang")}),
        (["jenis=barang|Jasa konsultansi"], {"jenis": one_of(["barang", "jasa"])}),
        (["nomor=", "acara=*"], {"nomor": filled(False), "acara": filled()}),
        (["acara>17 Agustus 2026"], {"acara": FieldTest("above", ("2026-08-17",))}),
    ],
)
def test_texts_are_tests(texts, wanted):
    assert searches_of(texts, "uji", SOP.fields) == wanted


@pytest.mark.parametrize(("text", "problem"), [("=1", BadSearch), ("nilai~1", BadSearch), ("nilai=", None), ("nilai>", BadSearch), ("acara=31 Februari 2026", BadSearch)])  # fmt: skip
def test_other_texts_are_none(text, problem):
    if problem is None:
        assert searches_of([text], "uji", SOP.fields)
        return
    with pytest.raises(problem):
        searches_of([text], "uji", SOP.fields)
