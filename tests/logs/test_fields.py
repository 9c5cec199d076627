"""What was filled in, in logs: written where it is asked for, and enough to play a case again."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pytest

import sopflow
from sopflow.app.stores import historical
from sopflow.cli import main
from sopflow.logs.cases import logged
from sopflow.logs.formats import FORMATS
from sopflow.logs.persons import Persons
from sopflow.sql import SQLStore
from tests.sop import engine_for

from .office import Clock

SOURCE = """sopflow: 1
id: izin
title: Izin
actors: {warga: {title: Warga, external: true}, petugas: Petugas, kasi: Kasi}
fields:
  nama: Nama
  biaya: {title: Biaya, type: money, scale: 2, min: 1}
  luas: {title: Luas, type: number}
  jenis: {title: Jenis, one_of: {hajatan: Hajatan, konser: Konser}}
  syarat: {title: Syarat, some_of: [ktp, kk]}
  acara: {title: Acara, type: date}
  lokasi: {title: Lokasi, list: {alamat: Alamat}}
  lengkap: {title: Lengkap, type: yes_no}
  catatan: {title: Catatan, visible_to: [petugas]}
steps:
- {id: ajukan, activity: Mengajukan, actor: warga, fills: [nama, biaya, luas, jenis, syarat, acara, lokasi]}
- id: periksa
  activity: Memeriksa
  actor: petugas
  fills: [lengkap, {catatan: optional}]
  branches: {besar: {to: jaga, when: {biaya: {above: 50}}}, kecil: {to: jaga, when: {biaya: {at_most: 50}}}}
- {id: jaga, activity: Menjaga, actor: kasi, optional: true, when: {jenis: konser}}
- {id: terbit, activity: Menerbitkan, actor: kasi}
"""
SAID = {
    "nama": "=Ani", "biaya": 5012, "luas": 1.234, "jenis": "hajatan", "syarat": ["ktp", "kk"], "acara": "2026-08-17",
    "lokasi": [{"alamat": "Jalan Satu, nomor 2"}],
}  # fmt: skip


def happened():
    clock = Clock()
    engine = engine_for(sopflow.loads(SOURCE), clock=clock, new_id=iter(["satu", "dua"]).__next__)
    for kind in ("hajatan", "konser"):
        run = engine.start("izin", "warga").id
        engine.complete(run, "ajukan", "warga", fields={**SAID, "jenis": kind})
        engine.complete(run, "periksa", "petugas", fields={"lengkap": True, "catatan": "rahasia"})
        if kind == "konser":
            engine.complete(run, "jaga", "kasi")
        engine.complete(run, "terbit", "kasi")
    return engine


def text_of(ending, *, filled=True, personal=False):
    engine = happened()
    cases = logged(historical(engine.store).histories(), engine.flow, Persons(are_named=personal), filled=filled)
    fields = tuple(engine.flow("izin").definition.fields) if filled else ()
    return "".join(FORMATS[ending](cases, fields))


@pytest.mark.parametrize("ending", FORMATS)
def test_what_was_filled_in_is_written_where_it_is_asked_for(ending):
    bare = text_of(ending, filled=False, personal=True)
    assert [one for one in ("Ani", "rahasia", "Jalan Satu", "50.12") if one in bare] == []
    without = text_of(ending)
    assert "Jalan Satu" in without
    assert "rahasia" not in without  # not everybody sees it
    assert "rahasia" in text_of(ending, personal=True)


def test_numbers_are_numbers_to_other_tools():
    trace = ElementTree.fromstring(text_of(".xes"))
    kinds = {
        one.get("key"): (one.tag.rpartition("}")[2], one.get("value"))
        for one in trace.iter()
        if (one.get("key") or "").startswith("sop:field:")
    }
    assert kinds["sop:field:biaya"] == ("float", "50.12")
    assert kinds["sop:field:luas"] == ("float", "1.234")
    assert kinds["sop:field:lengkap"] == ("boolean", "true")
    assert kinds["sop:field:syarat"] == ("string", "ktp,kk")
    log = json.loads(text_of(".jsonocel"))
    (first,) = [one for one in log["eventTypes"] if one["name"] == "1. Mengajukan"]
    assert {"name": "sop:field:biaya", "type": "float"} in first["attributes"]
    declared = {one["name"]: {a["name"] for a in one["attributes"]} for one in log["eventTypes"]}
    assert all({a["name"] for a in event["attributes"]} <= declared[event["type"]] for event in log["events"])
    rows = list(csv.DictReader(io.StringIO(text_of(".csv"))))
    assert [row["sop:field:biaya"] for row in rows[:2]] == ["50.12", ""]
    assert rows[0]["sop:field:nama"] == "'=Ani"  # no formula


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "izin.yaml").write_text(SOURCE, "utf-8")
    return tmp_path


@pytest.mark.parametrize("ending", FORMATS)
def test_a_log_with_fields_becomes_scenarios_that_pass(folder, ending, capsys):
    (folder / f"log{ending}").write_text(text_of(ending), "utf-8")
    assert main(["record", f"log{ending}", "--against", "izin.yaml", "-o", "izin.scenarios.yaml"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["test", "izin.scenarios.yaml", "--format", "json"]) == 0
    assert [one["name"] for one in json.loads(capsys.readouterr().out)["results"]] == ["dua", "satu"]
    text = (folder / "izin.scenarios.yaml").read_text("utf-8")
    assert 'nama: "=Ani"' in text
    assert "Jalan Satu, nomor 2" in text
    assert "skip" not in text  # what data did not need, nobody left out


@pytest.mark.parametrize("ending", FORMATS)
def test_a_log_without_fields_says_what_is_not_in_it_and_what_would_work(folder, ending, capsys):
    (folder / f"log{ending}").write_text(text_of(ending, filled=False), "utf-8")
    assert main(["record", f"log{ending}", "--against", "izin.yaml", "--lang", "en"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = said.err.splitlines()  # once, whatever the number of cases
    assert '"Biaya" (biaya) at the row "1. Mengajukan"' in line
    assert "sopflow log --fields" in line
    assert "--db" in line


def test_columns_of_other_programs_are_read_as_people_write(folder, capsys):
    (folder / "izin.yaml").write_text(SOURCE.replace("fills: [nama, biaya, luas, jenis, syarat, acara, lokasi]", "fills: [biaya, jenis, acara]"), "utf-8")  # fmt: skip
    (folder / "log.csv").write_text(
        "case,activity,outcome,biaya,jenis,acara,lengkap\n"
        'k,ajukan,,"Rp2 juta",Hajatan,17 Agustus 2026,\nk,periksa,besar,,,,ya\nk,terbit,,,,,\n'
        "l,ajukan,,banyak,Hajatan,17 Agustus 2026,\nl,periksa,besar,,,,ya\nl,terbit,,,,,\n", "utf-8",
    )  # fmt: skip
    assert main(["record", "log.csv", "--against", "izin.yaml", "-o", "izin.scenarios.yaml", "--lang", "en"]) == 0
    # of two cases that went the same way the first is played; what could not be read is told
    assert 'log.csv:5: the field "Biaya" (biaya) cannot be "banyak"' in capsys.readouterr().err
    assert "biaya: 2_000_000" in (folder / "izin.scenarios.yaml").read_text("utf-8")


@pytest.mark.parametrize("words", [[], ["--fields"], ["--personal"], ["--fields", "--personal"]])
@pytest.mark.parametrize("ending", FORMATS)
def test_personal_fields_are_written_only_where_they_are_asked_for(folder, ending, words):
    sop = sopflow.loads(SOURCE.replace("nama: Nama", "nama: {title: Nama, personal: true}"))
    store = SQLStore("p.db")
    engine = engine_for(sop, store=store, clock=Clock())
    run = engine.start("izin", "warga").id
    engine.complete(run, "ajukan", "warga", fields=SAID)
    other = engine.start("izin", "warga").id
    engine.complete(other, "ajukan", "warga", fields={**SAID, "nama": "Hilang"})
    engine.redact(other, "warga", "diminta")
    store.close()
    assert main(["log", "--db", "p.db", "-o", f"log{ending}", *words]) == 0
    text = (folder / f"log{ending}").read_text("utf-8")
    assert ("=Ani" in text, "sop:field:nama" in text) == (len(words) == 2, len(words) == 2)
    assert "Hilang" not in text  # what was removed is gone
    assert "withheld" not in text


def test_the_command_writes_fields_of_its_sop(folder, capsys):
    main(["start", "izin.yaml", "--by", "warga", "--db", "i.db"])
    for words in ([], ["--fields"], ["--fields", "--personal"]):
        assert main(["log", "--db", "i.db", "-o", "log.csv", *words]) == 0
        heads = (folder / "log.csv").read_text("utf-8").split("\n")[0]
        assert ("sop:field:biaya" in heads, "sop:field:catatan" in heads) == (bool(words), len(words) == 2)
