"""Who starts a run at the terminal, and who thereby is the applicant."""

from __future__ import annotations

import json

import pytest

from sopflow.cli import main

SOP = """sopflow: 1
id: uji
title: Uji
actors: {{petugas: Petugas, ketua: {{title: Ketua Kelompok, external: true, is: starter}}}}
{may}
steps:
  - {{id: catat, activity: Mencatat, actor: petugas}}
  - {{id: ttd, activity: Menandatangani, actor: ketua}}
"""


@pytest.fixture
def run(tmp_path, capsys):
    """Runs the SOP; its exit code, what was said and what was complained of."""

    def running(*words, may="", lang="en"):
        path = tmp_path / "uji.yaml"
        path.write_text(SOP.format(may=may), "utf-8")
        code = main(["run", str(path), "--auto", "--lang", lang, *words])
        return code, *capsys.readouterr()

    return running


def path(run, *words, may=""):
    code, out, err = run(*words, "--format", "json", may=may)
    assert code == 0, err
    found = json.loads(out)
    return found["instance"]["started_by"], [(one["step"], one["by"]) for one in found["path"]]


@pytest.mark.parametrize("may", ["", "may: {start: [anyone]}", "may: {start: [petugas, ketua]}"])
def test_the_applicant_starts_where_they_may(run, may):
    assert path(run, may=may) == ("ketua", [("catat", "petugas"), ("ttd", "ketua")])
    assert "--people" not in run(may=may)[1]


def test_whoever_is_named_starts_and_is_the_applicant_and_does_its_rows(run):
    assert path(run, "--by", "budi") == ("budi", [("catat", "petugas"), ("ttd", "budi")])
    assert '"Ketua Kelompok" in this instance: budi, who started it' in run("--by", "budi")[1]
    assert '"Ketua Kelompok" dalam proses ini: budi, sebab ia yang memulai' in run("--by", "budi", lang="id")[1]


def test_the_applicant_may_be_said_to_be_somebody_else(run):
    words = ("--people", "ketua=tono")
    assert path(run, *words, may="may: {start: [petugas]}") == ("petugas", [("catat", "petugas"), ("ttd", "tono")])
    assert "started it" not in run(*words, may="may: {start: [petugas]}")[1]


def test_where_the_applicant_may_not_start_it_is_said_who_became_it(run):
    code, out, err = run(may="may: {start: [petugas]}")
    assert code == 1
    assert (
        '"Ketua Kelompok" in this instance: Petugas, who started it (is: starter); for somebody else: --by or --people'
        in out
    )
    assert "a conflict of interest" in err


def test_an_actor_that_is_not_there_is_wrong_usage(run):
    code, _, err = run("--people", "ketu=tono")
    assert (code, 'this SOP has no actor "ketu"; did you mean "ketua"?' in err) == (2, True)
    assert run("--people", "tono")[0] == 2
