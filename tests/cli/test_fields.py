"""Fields at the terminal: given, asked, missing."""

from __future__ import annotations

import json

import pytest

from sopflow.cli import main

SOP = """sopflow: 1
id: pengadaan
title: Pengadaan
actors: {staf: Staf, camat: Camat}
fields:
  nama: Nama penyedia
  nilai: {title: Nilai, type: money, min: 1}
  acara: {title: Tanggal, type: date, optional: true}
  jenis: {title: Jenis, one_of: {barang: Barang, jasa: Jasa}, default: barang}
steps:
  - {id: usul, activity: Mengusulkan, actor: staf, fills: [nama, nilai, acara, jenis]}
  - {id: setuju, activity: Menyetujui, actor: camat, fills: [{nilai: optional}]}
"""


REFUSED = ("expected 1_500", "at least Rp1")
"""What the field refuses, not the option."""


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pengadaan.yaml").write_text(SOP, "utf-8")
    return tmp_path / "pengadaan.yaml"


def walked(capsys, *arguments):
    code = main(["run", "pengadaan.yaml", "--format", "json", "--lang", "en", *arguments])
    said = capsys.readouterr()
    return code, json.loads(said.out)["instance"], said.err


def test_a_walk_by_itself_uses_what_was_given_and_defaults(file, capsys):
    code, run, _ = walked(
        capsys, "--auto", "--data", "nama=CV Maju", "--data", "nilai=50 juta", "--data", "acara=17 Agustus 2026"
    )
    assert code == 0
    assert run["fields"] == {"nama": "CV Maju", "nilai": 50_000_000, "acara": "2026-08-17", "jenis": "barang"}


def test_a_walk_by_itself_says_which_field_is_missing(file, capsys):
    code, run, said = walked(capsys, "--auto", "--data", "nama=CV Maju")
    assert (code, run["active"][0]["step"]) == (1, "usul")
    assert '"Nilai" (nilai) is missing; expected an amount of money' in said


def test_a_file_gives_fields_and_an_option_beside_it_wins(file, capsys, tmp_path):
    (tmp_path / "isi.json").write_text('{"nama": "CV Maju", "nilai": 5, "jenis": "Jasa"}', "utf-8")
    _, run, _ = walked(capsys, "--auto", "--data", "@isi.json", "--data", "nilai=Rp1.500")
    assert run["fields"] == {"nama": "CV Maju", "nilai": 1_500, "jenis": "jasa"}


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("nilai=1.500", "expected 1_500"),
        ("nila=5", 'no field "nila"; did you mean "nilai"'),
        ("nilai", "write FIELD=VALUE"),
        ("@tiada.json", "@tiada.json"),
        ("@pengadaan.yaml", "not JSON"),
        ("nilai=-1", "at least Rp1"),
    ],
)
def test_what_cannot_be_is_told_before_anything_happens(file, capsys, option, said):
    assert main(["run", "pengadaan.yaml", "--auto", "--lang", "en", "--data", option]) == (
        1 if said in REFUSED else 2
    )
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""


def test_a_person_is_asked_for_each_field_until_it_is_a_value(file, capsys, monkeypatch):
    answers = iter(["", "CV Maju", "1.500", "1_500", "", "", "", "", ""])
    asked = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda words: asked.append(words) or next(answers))
    assert main(["run", "pengadaan.yaml", "--lang", "id"]) == 0
    assert [one.strip() for one in asked] == [
        "Enter bila selesai:", "Nama penyedia:", "Nilai:", "Nilai:", "Tanggal (boleh kosong):", "Jenis [Barang]:",
        "Enter bila selesai:", "Nilai [Rp1.500]:",
    ]  # fmt: skip
    assert "! seharusnya 1_500\n" in capsys.readouterr().out


LACKING = """sopflow: 1
id: putusan
title: Putusan
actors: {staf: Staf}
fields: {nilai: {title: Nilai, type: money}}
steps:
  - {id: isi, activity: Mengisi, actor: staf, fills: [{nilai: optional}]}
  - {id: putus, activity: Memutus, actor: staf, branches: {Y: {end: besar, when: {nilai: {above: 5}}}, N: {to: isi, otherwise: true}}}
"""


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("id", 'belum diisi: "Nilai" (nilai), diisi di langkah isi'),
        ("en", 'not filled in yet: "Nilai" (nilai), filled in at isi'),
    ],
)
def test_a_person_is_told_what_a_decision_lacks_before_it_is_refused(file, capsys, monkeypatch, language, said):
    file.write_text(LACKING, "utf-8")
    told = []

    def answer(words):
        told.append(capsys.readouterr().out)
        if len(told) == 3:
            raise EOFError
        return ""

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", answer)
    main(["run", "pengadaan.yaml", "--lang", language])
    assert said not in told[0]
    assert said in told[2]
    assert "!" not in told[2]


def test_the_commands_take_fields_and_the_hosts_own_data_by_one_option(file, capsys):
    db = ["--db", "kasus.db", "--lang", "en"]
    assert (
        main(
            [
                "start",
                "pengadaan.yaml",
                "--by",
                "staf",
                "--data",
                "nama=CV Maju",
                "--data",
                '{"nomor": 12}',
                "--format",
                "json",
                *db,
            ]
        )
        == 0
    )
    run = json.loads(capsys.readouterr().out)
    case = run["id"]
    assert (run["fields"], run["data"]) == ({"nama": "CV Maju"}, {"nomor": 12})
    assert main(["complete", case, "usul", "--by", "staf", "--data", "pagu=1", *db]) == 1
    assert '"pagu" is not asked for here' in capsys.readouterr().err
    assert (
        main(
            [
                "complete",
                case,
                "usul",
                "--by",
                "staf",
                "--data",
                "nilai=50 juta",
                "--data",
                "[1]",
                "--format",
                "json",
                *db,
            ]
        )
        == 0
    )
    assert json.loads(capsys.readouterr().out)["fields"]["nilai"] == 50_000_000
    assert (
        main(
            [
                "correct",
                case,
                "--by",
                "staf",
                "--data",
                "nilai=60 juta",
                "--note",
                "keliru",
                "--format",
                "json",
                *db,
            ]
        )
        == 0
    )
    assert json.loads(capsys.readouterr().out)["fields"]["nilai"] == 60_000_000
    assert main(["correct", case, "--by", "staf", "--data", "[1]", "--note", "keliru", *db]) == 2


def test_what_is_given_reaches_the_forms_of_called_sops_each_read_by_its_own_fields(file, capsys, tmp_path):
    called = "sopflow: 1\nid: periksa\ntitle: P\nactors: {staf: S}\nfields: {nilai: {title: N, type: whole}, catatan: Catatan}\nsteps:\n  - {id: p, activity: x, actor: staf, fills: [nilai, catatan]}\n"
    (tmp_path / "periksa.yaml").write_text(called, "utf-8")
    calling = SOP + "  - {id: panggil, activity: Memeriksa, call: periksa}\n"
    (tmp_path / "pengadaan.yaml").write_text(calling, "utf-8")
    given = ("--data", "nama=CV Maju", "--data", "nilai=5", "--data", "catatan=baik")
    code, run, _ = walked(capsys, "--auto", *given, "--journal", "j.jsonl")
    assert (code, run["status"], run["fields"]["nilai"]) == (0, "completed", 5)
    assert "baik" in (tmp_path / "j.jsonl").read_text("utf-8")
    code, run, said = walked(capsys, "--auto", *given[:4])
    assert run["status"] == "running"
    assert "catatan" in said
    assert main(["run", "pengadaan.yaml", "--auto", "--lang", "en", "--data", "catatn=x"]) == 2
    assert 'did you mean "catatan"' in capsys.readouterr().err
