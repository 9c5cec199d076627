"""Office files are checked like every other file, and the command says what it found."""

from __future__ import annotations

import json
import re

import pytest

from sopflow.cli import main
from sopflow.definition.library import Library
from sopflow.errors import DefinitionError
from sopflow.flow.flow import Flow
from sopflow.simulate.loading import check, load_office
from sopflow.simulate.office import Staff

from .offices import exponential

ANTRE = """sopflow: 1
id: antre
title: Antre
actors: {pemohon: {title: Pemohon, external: true}, petugas: Petugas}
steps:
  - {id: ambil, activity: Mengambil nomor, actor: pemohon}
  - {id: layani, activity: Melayani, actor: petugas, branches: {Y: end, N: ambil}}
"""
OFFICE = """arrivals: {antre: {every: {exponential: 40 menit}}}
people: {petugas: 2}
durations: {layani: {exponential: 1 jam}}
answers: {layani: {Y: 1}}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "antre.yaml").write_text(ANTRE, "utf-8")
    (tmp_path / "loket.office.yaml").write_text(OFFICE, "utf-8")
    return tmp_path


def run(capsys, *words):
    code = main(["simulate", *words, "--lang", "en"])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_short_form_is_read(folder):
    found = load_office(
        folder / "loket.office.yaml", [Flow(Library(plays=False).load(folder / "antre.yaml").sop)], {}
    )
    assert found.arrivals["antre"].every == exponential(40)
    assert found.durations["layani"] == exponential(60)
    assert found.people == {"petugas": Staff(2)}
    assert found.answers == {"layani": {"Y": 1.0}}


@pytest.mark.parametrize(
    ("was", "bad", "code", "at"),
    [
        ("antre:", "antri:", "SOP901", (1, 12)),
        ("petugas", "petugs", "SOP901", (2, 10)),
        ("{layani: {exp", "{layanan: {exp", "SOP901", (3, 13)),
        ("{layani: {Y", "{ambil: {Y", "SOP901", (4, 11)),
        ("Y: 1", "X: 1", "SOP901", (4, 20)),
        ("Y: 1", "Y: 0", "SOP902", (4, 19)),
        ("40 menit", "0 menit", "SOP902", (1, 41)),
        ("40 menit", "1 hari", "SOP902", (1, 41)),
        ("{exponential: 1 jam}", "{uniform: [2 jam, 1 jam]}", "SOP902", (3, 31)),
        ("{exponential: 1 jam}", "{uniform: [2 jam]}", "SOP103", (3, 32)),
        ("{exponential: 1 jam}", "{gamma: 1 jam}", "SOP101", (3, 22)),
        ("petugas: 2", "petugas: dua", "SOP103", (2, 19)),
        ("petugas: 2", "petugas: 0", "SOP103", (2, 19)),
        ("people:", "pepole:", "SOP101", (2, 1)),
        ("people:", "priorities: {segera: 0}\npeople:", "SOP902", (2, 13)),
    ],
)
def test_what_is_wrong_in_an_office_is_told_where_it_stands(folder, was, bad, code, at):
    path = folder / "rusak.office.yaml"
    path.write_text(OFFICE.replace(was, bad, 1), "utf-8")
    (finding,) = check(path, Library()).findings
    assert (finding.rule.code, finding.span[:2]) == (code, at)
    with pytest.raises(DefinitionError):
        load_office(path, [Flow(Library(plays=False).load(folder / "antre.yaml").sop)], {})


def test_a_calendar_that_is_not_near_is_told(folder):
    path = folder / "rusak.office.yaml"
    path.write_text(OFFICE.replace("petugas: 2", "petugas: {count: 2, calendar: tiada}"), "utf-8")
    assert [one.rule.code for one in check(path, Library()).findings] == ["SOP901"]


def test_an_office_for_another_sop_is_told(folder):
    path = folder / "rusak.office.yaml"
    path.write_text("sop: lain\n" + OFFICE, "utf-8")
    assert [(one.rule.code, one.span.line) for one in check(path, Library()).findings] == [("SOP901", 1)]
    with pytest.raises(DefinitionError) as caught:
        load_office(path, [Flow(Library(plays=False).load(folder / "antre.yaml").sop)], {})
    assert [one.rule.code for one in caught.value.findings] == ["SOP901"]


def test_sopflow_check_looks_at_offices(folder, capsys):
    assert main(["check", ".", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["files"] == 2
    (folder / "loket.office.yaml").write_text(OFFICE.replace("petugas", "petugs"), "utf-8")
    assert main(["check", ".", "--format", "json"]) == 1
    assert "SOP901" in capsys.readouterr().out


def test_the_json_has_what_was_agreed(folder, capsys):
    code, out, _ = run(
        capsys, "antre.yaml", "--with", "loket.office.yaml", "--cases", "200", "--seed", "3", "--format", "json"
    )
    assert code == 0
    found = json.loads(out)
    assert found["cases"] == 200
    assert {"mean", "p50", "p95"} <= set(found["lead_time"])
    assert list(found["rows"]) == ["ambil", "layani"]
    assert set(found["rows"]["layani"]) == {"waiting", "working", "count"}
    assert found["rows"]["layani"]["count"] == 200
    assert found["people"].keys() == {"petugas"}
    assert found["people"]["petugas"].keys() == {"utilisation"}
    # nobody waits for who is outside, and times are seconds
    assert found["rows"]["ambil"]["waiting"]["max"] == 0
    assert 1800 < found["rows"]["layani"]["working"]["mean"] < 5400


def test_experiments_stand_beside_each_other(folder, capsys):
    words = ("antre.yaml", "--with", "loket.office.yaml", "--cases", "300", "--vary", "petugas=2..4")
    code, out, _ = run(capsys, *words, "--format", "json")
    tried = json.loads(out)["experiments"]
    assert code == 0
    assert [one["varied"] for one in tried] == [{"petugas": 2}, {"petugas": 3}, {"petugas": 4}]
    means = [one["lead_time"]["mean"] for one in tried]
    assert means == sorted(means, reverse=True)
    assert len(run(capsys, *words)[1].splitlines()) == 5


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--vary", "petugas"], "such as petugas=1..4"),
        (["--vary", "petugas=3..1"], "--vary"),
        (["--vary", "petugas=0..1"], "from 1"),
        (["--vary", "petgas=1..2"], 'did you mean "petugas"?'),
        (["--vary", "petugas=1..500"], "100 at most"),
        (["--cases", "0"], "--cases"),
    ],
)
def test_what_cannot_be_meant_is_told(folder, capsys, words, says):
    code, _, err = run(capsys, "antre.yaml", *words)
    assert code == 2
    assert says in err


def test_people_read_tables_in_their_language(folder, capsys):
    assert main(["simulate", "antre.yaml", "--with", "loket.office.yaml", "--cases", "50", "--lang", "id"]) == 0
    out = capsys.readouterr().out
    assert "Antre: 50 kasus" in out
    assert "Menunggu" in out
    assert "Beban" in out
    parts = re.findall(r"\d+ ?%", out)
    assert len(parts) >= 3
    assert [part for part in parts if " %" not in part] == []


def test_without_an_office_a_case_comes_a_day_to_one_person_of_each_actor(folder, capsys):
    code, out, _ = run(capsys, "antre.yaml", "--cases", "20", "--format", "json")
    found = json.loads(out)
    assert (code, found["cases"]) == (0, 20)
    assert found["lead_time"]["max"] == 0  # no row has a time
