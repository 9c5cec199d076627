"""Given answers, over the records of a `for_each`: each is a case of its own."""

from __future__ import annotations

import pytest

from sopflow.cli import main
from sopflow.definition.library import Procedure
from sopflow.definition.loading import loads
from sopflow.scenarios.playing import play
from sopflow.scenarios.rehearsal import compiled
from tests.scenarios.subject import read

VISIT = """sopflow: 1
id: kunjungan
title: Kunjungan
actors: {petugas: Petugas}
fields: {alamat: {title: Alamat}}
steps:
  - {id: siap, activity: Bersiap., actor: petugas, inputs: [], duration: "-", outputs: []}
  - id: nilai
    activity: Menilai lokasi.
    actor: petugas
    inputs: []
    duration: "-"
    outputs: []
    question: Layak?
    branches: {Y: {end: layak}, N: {end: ditolak}, ulang: siap}
"""
LICENCE = """sopflow: 1
id: izin
title: Izin
actors: {petugas: Petugas}
fields:
  lokasi: {title: Lokasi, list: {alamat: Alamat}, key: alamat}
steps:
  - {id: ajukan, activity: Mengajukan., actor: petugas, inputs: [], duration: "-", outputs: [], fills: [lokasi]}
  - id: kunjungi
    activity: Mengunjungi setiap lokasi.
    call: kunjungan
    for_each: lokasi
    inputs: []
    duration: "-"
    outputs: []
    branches:
      Y: {end: terbit, all: layak}
      N: {end: batal, all: ditolak}
      sebagian: {end: sebagian, otherwise: true}
"""
FILE = """sopflow: 1
sop: izin
scenarios:
  - name: dua lokasi
    answers: {nilai: ANSWERS}
    steps:
      - {petugas: ajukan, fields: {lokasi: [{alamat: Melati}, {alamat: Mawar}]}}
      - auto
    expect: {end: END}
"""
WAYS = {
    "Y": "terbit",
    "N": "batal",
    "[N, N]": "batal",
    "[N, Y]": "sebagian",
    "[Y, N]": "sebagian",
}


def played(answers, end):
    visit = loads(VISIT)
    licence = loads(LICENCE, others={"kunjungan": visit})
    (scenario,) = read(FILE.replace("ANSWERS", answers).replace("END", end), licence, visit)
    return play(scenario, compiled(Procedure(licence, {"kunjungan": visit})))


@pytest.mark.parametrize(("answers", "end"), WAYS.items())
def test_an_answer_given_once_holds_for_each_record_and_a_list_is_used_in_its_order(answers, end):
    result = played(answers, end)
    assert result.passed, result.failure


def test_a_row_that_comes_back_in_one_record_has_the_next_of_the_list():
    """Three asked for by whoever comes first; the other then has what is left, and no record has its answer twice."""
    assert played("[ulang, ulang, N, N]", "batal").passed


def test_an_answer_that_nobody_asked_for_is_still_told():
    result = played("[N, N, Y]", "batal")
    assert not result.passed


@pytest.mark.parametrize("answer", ["Y", "N"])
def test_so_it_is_at_the_terminal(tmp_path, monkeypatch, capsys, answer):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kunjungan.yaml").write_text(VISIT, encoding="utf-8")
    (tmp_path / "izin.yaml").write_text(LICENCE, encoding="utf-8")
    places = 'lokasi=[{"alamat": "Melati"}, {"alamat": "Mawar"}]'
    words = ("run", "izin.yaml", "--auto", "--choose", f"nilai={answer}", "--data", places)
    assert main(words) == 0, capsys.readouterr()
    assert ("terbit" if answer == "Y" else "batal") in capsys.readouterr().out
