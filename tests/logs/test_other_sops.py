"""Cases of the SOPs that an SOP calls stand in the same log, and are not held to be cases of it."""

from __future__ import annotations

import json

import pytest

from sopflow.cli import main
from tests.scenarios.test_answers import LICENCE, VISIT

PLACES = 'lokasi=[{"alamat": "Melati"}, {"alamat": "Mawar"}]'


@pytest.fixture
def said(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kunjungan.yaml").write_text(VISIT, encoding="utf-8")
    (tmp_path / "izin.yaml").write_text(LICENCE, encoding="utf-8")

    def run(*words, code=0):
        assert main(words) == code, capsys.readouterr()
        return capsys.readouterr()

    run("run", "izin.yaml", "--auto", "--choose", "nilai=Y", "--data", PLACES, "--db", "p.db", "--by", "petugas")
    return run


@pytest.mark.parametrize("ending", [".xes", ".jsonocel", ".csv"])
def test_they_are_counted_apart_and_named(said, ending):
    said("log", "--db", "p.db", "-o", f"k{ending}")
    told = said("conform", f"k{ending}", "--against", "izin.yaml", "--format", "json")
    found = json.loads(told.out)
    assert (found["cases"], found["fitting"], found["others"]) == (1, 1, {"kunjungan": 2})
    assert "2 cases of other SOPs" in told.err
    assert "kunjungan (2)" in told.err
    found = json.loads(said("conform", f"k{ending}", "--against", "kunjungan.yaml", "--format", "json").out)
    assert (found["cases"], found["fitting"], found["others"]) == (2, 2, {"izin": 1})


def test_a_log_of_other_sops_alone_has_no_events_and_says_why(said):
    said("log", "--db", "p.db", "-o", "k.xes", "--sop", "kunjungan")
    told = said("conform", "k.xes", "--against", "izin.yaml", code=2)
    assert "kunjungan (2)" in told.err


def test_a_recorded_scenario_is_of_the_sop_alone(said):
    said("log", "--db", "p.db", "-o", "k.xes")
    told = said("record", "k.xes", "--against", "kunjungan.yaml")
    assert "1 case of other SOPs" in told.err
    assert "do not fit" not in told.err
