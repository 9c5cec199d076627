"""What somebody sees at the terminal: their own cases, the fields that are visible to them, their own work."""

from __future__ import annotations

import json

import pytest

from sopflow.cli import main

SOP = """sopflow: 1
id: izin
title: Izin
actors:
  pemohon: {title: Pemohon, external: true, is: starter}
  petugas: Petugas
  kasi: Kasi
fields: {nama: Nama, taksiran: {title: Taksiran, type: money, visible_to: [kasi]}}
steps:
  - {id: ajukan, activity: Mengajukan, actor: pemohon, fills: [nama]}
  - {id: taksir, activity: Menaksir, actor: kasi, fills: [taksiran]}
  - {id: arsip, activity: Mengarsipkan, actor: petugas}
"""
DIRECTORY = """sopflow: 1
directory: kantor
title: Kantor
time_zone: Asia/Jakarta
positions: {petugas: Petugas, kasi: Kasi}
people:
  sari: {name: Sari, holds: {position: petugas}}
  joko: {name: Joko, holds: {position: kasi}}
"""
MORE = ["--db", "q.db", "--directory", "kantor.directory.yaml", "--lang", "en"]


@pytest.fixture
def ask(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "izin.yaml").write_text(SOP, "utf-8")
    (tmp_path / "kantor.directory.yaml").write_text(DIRECTORY, "utf-8")

    def asked(*words, code=0):
        assert main([*words, "--format", "json", *MORE]) == code, capsys.readouterr().err
        said = capsys.readouterr()
        return json.loads(said.out) if code == 0 else said.err

    def case(by):
        run = asked("start", "izin.yaml", "--by", by)["id"]
        asked("complete", run, "ajukan", "--by", by, "--data", f"nama={by}")
        asked("complete", run, "taksir", "--by", "joko", "--data", "taksiran=Rp7.777.777.112")
        return run

    return asked, case


def test_a_list_and_a_history_have_what_the_person_may_see(ask):
    asked, case = ask
    one, two = case("ani"), case("budi")
    assert [run["id"] for run in asked("instances", "--as", "ani")["items"]] == [one]
    assert {run["id"] for run in asked("instances", "--as", "sari")["items"]} == {one, two}
    for who, seen in (("joko", True), ("sari", False)):
        for words in (["instances"], ["history", one]):
            assert ("7777777112" in json.dumps(asked(*words, "--as", who))) == seen, (who, words)
    assert "7777777112" in json.dumps(asked("instances"))
    assert "ani" not in asked("history", two, "--as", "ani", code=1)
    assert asked("history", two[:8], "--as", "budi")["instance"]["id"] == two
    asked("history", two[:8], "--as", "ani", code=1)


def test_a_worklist_as_somebody_is_their_own(ask):
    asked, case = ask
    run = case("ani")
    assert [one["instance"] for one in asked("worklist", "--as", "sari")["items"]] == [run]
    assert asked("worklist", "--as", "joko")["items"] == []
    assert asked("worklist", "--as", "ani")["items"] == []
