"""A filter by what is not there, or by days in the wrong order, is told: an empty table would say that there is nothing."""

from __future__ import annotations

import json

import pytest

from sopflow.cli import main

SURAT = """\
sopflow: 1
id: surat
title: Surat
version: "1"
actors: {petugas: Petugas, camat: Camat}
steps:
  - {id: terima, no: "1", activity: Menerima berkas., actor: petugas}
  - {id: periksa_1, no: "2", activity: Memeriksa berkas., actor: petugas}
  - {id: periksa_2, no: "3", activity: Memeriksa berkas., actor: camat}
"""
IZIN = """\
sopflow: 1
id: izin
title: Izin
version: "1"
actors: {kasi: Kasi}
steps:
  - {id: ajukan, no: "1", activity: Mengajukan izin., actor: kasi}
"""
KANTOR = """\
sopflow: 1
directory: kantor
title: Kantor
time_zone: Asia/Jakarta
units: {kec: Kecamatan}
positions: {petugas: Petugas, camat: Camat}
people:
  ani: {name: Ani Suryani, holds: {position: petugas, unit: kec}}
"""


@pytest.fixture
def office(tmp_path, monkeypatch, capsys):
    """A database with an instance of each of two SOPs, and a directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOPFLOW_DB", str(tmp_path / "p.db"))
    for name, text in (("surat.yaml", SURAT), ("izin.yaml", IZIN), ("kantor.directory.yaml", KANTOR)):
        (tmp_path / name).write_text(text, "utf-8")
    for name, by in (("surat.yaml", "petugas"), ("izin.yaml", "kasi")):
        assert main(["start", name, "--by", by]) == 0
    capsys.readouterr()


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("instances --sop surta", '--sop: "surta" tidak ada; maksud Anda "surat"?'),
        ("instances --sop nix", '--sop: "nix" tidak ada; yang ada: '),
        ("worklist --sop surta", 'maksud Anda "surat"?'),
        ("report --sop surta", 'maksud Anda "surat"?'),
        ("worklist --actor kamat", '--actor: "kamat" tidak ada; maksud Anda "camat"?'),
        ("worklist --actor camat --sop izin", '--actor: "camat" tidak ada; yang ada: kasi'),
        ("instances --step nix", '--step: "nix" tidak ada'),
        ("worklist --sop surat --step ajukan", '--step: "ajukan" tidak ada'),
        ("worklist --unit kek --directory kantor.directory.yaml", 'maksud Anda "kec"?'),
        ("instances --unit kek --directory kantor.directory.yaml", 'maksud Anda "kec"?'),
        ("worklist --person ano --directory kantor.directory.yaml", '--person: "ano" tidak ada; maksud Anda "ani"?'),
        ("subscribers nix", 'NAME: "nix" tidak ada'),
        ("instances --from 2026-02-01 --to 2026-01-01", "--from 2026-02-01 sesudah --to 2026-01-01; tukar keduanya"),
        ("report --from 2026-02-01 --to 2026-01-01", "--from 2026-02-01 sesudah --to 2026-01-01; tukar keduanya"),
    ],
)  # fmt: skip
def test_a_filter_by_what_is_not_there_is_told(words, said, form, office, capsys):
    assert main([*words.split(), "--format", form, "--lang", "id"]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""


@pytest.mark.parametrize("names", ["trima=terima", "terima=trima", "nix=terima"])
def test_a_row_that_a_migration_maps_is_there(names, office, capsys):
    assert main(["migrate", "surat", "--by", "camat", "--map", names, "--dry-run", "--lang", "id"]) == 2
    assert "--map: " in capsys.readouterr().err
    words = ["migrate", "surat", "--by", "camat", "--map", "terima=periksa_1", "--dry-run"]
    assert main(words) in (0, 1)


def test_where_there_is_nothing_to_choose_from_that_is_said(office, capsys):
    assert main(["subscribers", "nix", "--lang", "id"]) == 2
    assert capsys.readouterr().err == 'NAME: "nix" tidak ada; belum ada satu pun\n'


@pytest.mark.parametrize("what", [["--retry"], ["--retry", "x"], ["--skip", "x"]])
def test_whose_failed_events_are_meant_must_be_said(what, office, capsys):
    assert main(["subscribers", *what, "--lang", "en"]) == 2
    said = capsys.readouterr()
    assert (said.out, "NAME" in said.err) == ("", True)


def test_a_name_leads_to_the_id(office, capsys):
    words = ["worklist", "--directory", "kantor.directory.yaml", "--lang", "id", "--person"]
    assert main([*words, "Ani Suryani"]) == 2
    assert 'maksud Anda "ani"?' in capsys.readouterr().err
    assert main([*words, "ani"]) == 0
    assert main([*words, "camat"]) == 2


def test_what_is_there_may_have_nothing_to_show(office, capsys):
    for words in (["worklist", "--actor", "camat"], ["report", "--from", "2000-01-01", "--to", "2000-01-01"],
                  ["instances", "--sop", "surat", "--status", "cancelled"], ["worklist", "--person", "siapa-saja"]):  # fmt: skip
        assert main(words) == 0


@pytest.mark.parametrize("command", ["instances", "worklist"])
@pytest.mark.parametrize("step", ["terima", " terima ", "menerima berkas", "1. Menerima berkas."])
def test_a_row_is_named_by_its_id_its_number_or_its_activity(step, command, office, capsys):
    assert main([command, "--sop", "surat", "--step", step, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found.get("items", found.get("instances"))) == 1


def test_a_number_of_several_sops_is_asked_for(office, capsys):
    assert main(["instances", "--step", "1", "--lang", "id"]) == 1
    said = capsys.readouterr().err
    assert '"1" dapat berarti beberapa langkah; tulis id-nya: ' in said
    assert 'terima ("1. Menerima berkas, surat")' in said
    assert 'ajukan ("1. Mengajukan izin, izin")' in said
    assert main(["instances", "--step", "1", "--sop", "izin", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["items"]) == 1


def test_each_of_several_tags_is_looked_for(tmp_path, capsys):
    (tmp_path / "surat.yaml").write_text(SURAT, "utf-8")
    (tmp_path / "surat.scenarios.yaml").write_text(
        "sopflow: 1\nsop: surat\nscenarios:\n  - {name: Biasa, tags: [biasa], steps: [{auto: end}]}\n", "utf-8"
    )
    assert main(["test", str(tmp_path), "--tag", "biasa", "--tag", "biassa", "--lang", "id"]) == 2
    assert 'tanda "biassa"; maksud Anda "biasa"?' in capsys.readouterr().err
    assert main(["test", str(tmp_path), "--tag", "biasa", "--lang", "id"]) == 0
