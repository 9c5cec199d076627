"""A refusal at the terminal says what to write next: the option that is missing, or the command that comes first."""

from __future__ import annotations

import json

import pytest

from sopflow.cli.hints import _HINTS
from sopflow.engine.refusing import _kinds

SOP = """\
sopflow: 1
id: izin
title: Izin
missing_inputs: refuse
actors: {staf: Staf, kepala: Kepala, petugas: {title: Petugas, chosen_by: periksa, among: [satu, dua]}, satu: Satu, dua: Dua}
documents: {surat: Surat, berkas: Berkas}
steps:
  - {id: catat, activity: Mencatat, actor: staf, inputs: [berkas], duration: 1 jam}
  - {id: periksa, activity: Memeriksa, actor: kepala, question: "Benar?", branches: {Y: tunggu, T: {to: catat, note: required}, L: unknown}}
  - {id: tunggu, activity: Menunggu surat, wait: {until: surat}}
  - {id: arsip, activity: Mengarsip, actor: petugas}
"""


@pytest.fixture
def one(folder, ask):
    (folder / "izin.yaml").write_text(SOP, "utf-8")
    return ask("start", "izin.yaml", "--by", "staf")["id"]


@pytest.fixture
def told(run, one):
    def command(name, *words, language="en"):
        code, out, err = run(name, one, *words, "--lang", language)
        assert code == 1, out
        return err.strip().rpartition("; ")[2]

    return command


def test_the_missing_option_is_named(told, run, one, ask):
    assert told("complete", "catat", "--by", "staf") == "write, for example, --document berkas"
    ask("complete", one, "catat", "--by", "staf", "--document", "berkas")
    assert told("complete", "periksa", "--by", "kepala") == "write, for example, --outcome Y"
    assert told("complete", "periksa", "--by", "kepala", language="id") == "tulis misalnya --outcome Y"
    assert told("complete", "periksa", "--by", "kepala", "--outcome", "X") == "write, for example, --outcome Y"
    assert told("complete", "periksa", "--by", "kepala", "--outcome", "T") == 'write, for example, --note "REASON"'
    assert "--choose petugas=satu" in told("complete", "periksa", "--by", "kepala", "--outcome", "Y")
    assert "--to catat --note" in told(
        "complete", "periksa", "--by", "kepala", "--outcome", "L", "--choose", "petugas=satu"
    )
    ask("complete", one, "periksa", "--by", "kepala", "--outcome", "Y", "--choose", "petugas=satu")
    assert (
        told("complete", "tunggu", "--by", "staf") == f"when it has arrived: sopflow receive {one} surat --by WHO"
    )
    assert "leave --outcome out" not in told("complete", "catat", "--by", "staf", "--outcome", "Y")


def test_the_command_that_comes_first_is_named(told, run, one, ask):
    ask("suspend", one, "--by", "kepala")
    assert told("complete", "catat", "--by", "staf") == f"go on with: sopflow resume {one} --by WHO"
    ask("cancel", one, "--by", "kepala")
    assert "resume" not in told("complete", "catat", "--by", "staf")


def test_a_program_is_told_the_refusal_alone(run, one):
    code, out, err = run("complete", one, "catat", "--by", "staf", "--format", "json", "--lang", "en")
    assert (code, "--document" in err, "--document" in json.loads(out)["detail"]) == (1, True, False)


def test_a_value_that_is_written_as_an_option_is_told_how(run, one):
    for words, usage in (
        (["receive", one, "--document", "surat", "--by", "staf"], "sopflow receive INSTANCE DOCUMENT --by WHO"),
        (["complete", one, "--step", "catat", "--by", "staf"], "sopflow complete INSTANCE STEP --by WHO"),
        (["history", "--instance", one], "sopflow history INSTANCE"),
    ):
        code, _, err = run(*words, "--lang", "en")
        assert (code, err.strip().endswith(f"write the value alone: {usage}")) == (2, True), err


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("overdue", '"worklist --overdue" or "instances --overdue"'),
        ("covered", '"render --covered"'),
        ("inbox", '"worklist"'),
        ("complet", '"complete"'),
    ],
)
def test_a_command_that_is_an_option_elsewhere_is_found_there(run, word, meant):
    code, _, err = run(word, "--lang", "en")
    assert (code, err.strip().endswith(f"did you mean {meant}?")) == (2, True), err


def test_a_hint_is_of_a_refusal_that_there_is():
    assert set(_HINTS) <= set(_kinds())


def test_a_beginning_of_an_id_that_is_too_short_is_told(run, one):
    _, _, err = run("history", one[:5], "--lang", "en")
    assert "at least 6 characters" in err
    assert run("history", one[:6], "--lang", "en")[0] == 0
    _, _, err = run("history", "tidakada", "--lang", "id")
    assert "sedikitnya" not in err


@pytest.mark.parametrize(("language", "said"), [("id", "sedikitnya 6 karakter"), ("en", "at least 6 characters")])
def test_the_help_says_how_much_of_an_id_is_needed(run, language, said):
    try:
        _, out, _ = run("history", "--help", "--lang", language)
    except SystemExit:
        pytest.fail("--help is a result")
    assert said in " ".join(out.split())
