"""A personal value that was typed in the wrong place or form is not said back: terminals are logged."""

from __future__ import annotations

import json

import pytest

from sopflow.cli import main

SOP = """sopflow: 1
id: izin
title: Izin
actors: {a: A, b: B}
documents: {surat: Surat}
fields:
  nik: {title: NIK, personal: true, pattern: "[0-9]{16}"}
  nama: {title: Nama, personal: true, optional: true}
may: {correct: anyone, redact: anyone, receive: anyone}
steps:
  - {id: isi, activity: Mengisi, actor: a, fills: [nik, nama]}
  - {id: cek, activity: Memeriksa, actor: b, branches: {Y: end, N: isi}}
"""
SECRET = "Rahasia77"
GIVE = ("complete", "ID", "isi", "--by", "a")
LINES = [
    (*GIVE, f"nik={SECRET}"),
    (*GIVE, "--data", "nik=1", SECRET),
    (*GIVE, "--data", "nama=Siti", f"nik={SECRET}"),
    (*GIVE, "--data", "nama=Siti", SECRET, SECRET),
    (*GIVE, SECRET, "--data", "nama=Siti"),
    (*GIVE, "--data", f"nik: {SECRET}"),
    (*GIVE, "--data", SECRET),
    (*GIVE, "--data", f'{{"nik": {SECRET}'),
    (*GIVE, "--data", f"@nik={SECRET}"),
    (*GIVE, "--data", f"nik={SECRET}"),
    (*GIVE, "--data", f"NIK={SECRET}"),
    (*GIVE, "--data", f"nik={SECRET}", "--data", f"nik={SECRET}8"),
    (*GIVE, f"--d=nik={SECRET}"),
    (*GIVE, f"--dta=nik={SECRET}"),
    (*GIVE, "--dta", f"nik={SECRET}"),
    (*GIVE, "-d", f"nik={SECRET}"),
    (*GIVE, f"-dnik={SECRET}"),
    (*GIVE, "--visit", f"nik={SECRET}"),
    (*GIVE, f"--nik={SECRET}"),
    (*GIVE, "--nik", SECRET),
    (*GIVE, "--outcome", f"nik={SECRET}"),
    (*GIVE, "--document", f"nik={SECRET}"),
    (*GIVE, "--choose", f"nik={SECRET}"),
    ("complete", "ID", f"nik={SECRET}", "--by", "a"),
    ("complete", "ID", f"isi={SECRET}", "--by", "a"),
    ("complete", "ID", f"NIK={SECRET}", "--by", "a"),
    ("complete", f"nik={SECRET}", "isi", "--by", "a"),
    ("claim", "ID", f"nik={SECRET}", "--by", "a"),
    ("skip", "ID", f"nik={SECRET}", "--by", "a", "--note", "x"),
    ("correct", "ID", f"nik={SECRET}", "--by", "a", "--note", "x"),
    ("correct", "ID", "--by", "a", "--note", "x", "--data", f"nik={SECRET}"),
    ("correct", "ID", "--by", "a", "--data", f"nik={SECRET}"),
    ("redact", "ID", "--by", "a", "--note", "x", "--field", f"nik={SECRET}"),
    ("redact", "ID", "--by", "a", "--note", "x", f"nik={SECRET}"),
    ("receive", "ID", f"nik={SECRET}", "--by", "b"),
    ("start", "izin.yaml", "--by", "a", f"nik={SECRET}"),
    ("start", "izin.yaml", "--by", "a", "--data", "nama=Siti", SECRET),
    ("start", "izin.yaml", "--by", "a", "--data", f"nik={SECRET}"),
    ("run", "izin.yaml", f"nik={SECRET}"),
    ("run", "izin.yaml", "--auto", "--data", "nama=Siti", SECRET),
    ("run", "izin.yaml", "--auto", "--data", SECRET),
    ("run", "izin.yaml", "--auto", "--data", f"nik={SECRET}"),
    ("run", "izin.yaml", "--auto", "--choose", f"nik={SECRET}"),
    ("start", "izin.yaml", "--by", "a", "--subject", "Pak", SECRET),
    ("start", "izin.yaml", "--by", "a", "--subject=Pak", SECRET),
    ("start", "izin.yaml", "--by", "a", "--su", "Pak", SECRET),
    ("start", "izin.yaml", SECRET, "--by", "a", "--subject", "Pak"),
    ("start", "izin.yaml", "--by", "a", "--subjct", SECRET),
    ("run", "izin.yaml", "--subject", "Pak", SECRET),
    ("annotate", "ID", "--by", "a", "--note", "Untuk", SECRET),
    ("annotate", "ID", "--by", "a", "--n", "Untuk", SECRET),
    ("cancel", "ID", "--by", "a", "--reason", "Untuk", SECRET),
    ("correct", "ID", "--by", "a", "--data", "nama=Siti", "--note", "Untuk", SECRET),
    ("instances", "--subject", "Pak", SECRET),
    ("instances", "--field", SECRET, "--sop", "izin"),
    ("instances", "--field", f"nik={SECRET}", "--sop", "izin"),
    ("instances", "--field", f"nik:{SECRET}", "--sop", "izin"),
    ("instances", "--field", "nama=Siti", SECRET, "--sop", "izin"),
    ("instances", f"nik={SECRET}"),
]


@pytest.fixture
def case(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOPFLOW_DB", "p.db")
    (tmp_path / "izin.yaml").write_text(SOP, "utf-8")
    assert main(["start", "izin.yaml", "--by", "a", "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)["id"]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_what_was_typed_in_the_wrong_place_is_not_said_back(case, capsys, line, language):
    try:
        code = main([case if word == "ID" else word for word in line] + ["--lang", language])
    except SystemExit as ended:
        code = ended.code
    told = capsys.readouterr()
    assert code != 0
    assert SECRET not in told.out + told.err
    assert told.err


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", 'put a text of several words in quotes: --subject "…"'),
        ("id", 'apit teks yang terdiri atas beberapa kata dengan tanda kutip: --subject "…"'),
    ],
)
def test_a_text_of_several_words_is_to_be_put_in_quotes(case, capsys, language, said):
    for given in (["--subject", "Pak"], ["--subject=Pak"]):
        assert main(["start", "izin.yaml", "--by", "a", *given, "Budi", "--lang", language]) == 2
        assert said in capsys.readouterr().err
    assert main(["start", "izin.yaml", "Budi", "--by", "a", "--subject", "Pak", "--lang", language]) == 2
    assert said not in capsys.readouterr().err
