"""`sopflow test` and `sopflow scenarios generate`, as a tester calls them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

import sopflow
from sopflow.cli import main

ROOT = Path(__file__).parents[2]
FAILING = ROOT / "tests/scenarios/failing"
PASSING = "sopflow: 1\nsop: surat\nscenarios:\n  - {name: lurus, steps: [auto], expect: {status: completed}}\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    shutil.copy(FAILING / "surat.yaml", tmp_path / "surat.yaml")
    (tmp_path / "surat.scenarios.yaml").write_text(PASSING, "utf-8")
    return tmp_path


def add_a_failing_one(folder):
    with (folder / "surat.scenarios.yaml").open("a", encoding="utf-8") as file:
        file.write("  - name: salah <orang>\n    steps:\n      - camat: ajukan\n")


def ran(capsys, *arguments):
    code = main(["test", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_scenarios_that_pass_show_what_they_took(folder, capsys):
    code, out, _ = ran(capsys, "surat.yaml")
    assert code == 0
    assert "1 scenario: 1 passed, 0 failed" in out
    assert "✗ N → 1" in out
    assert "✓ Y → 4" in out
    table = [line.split("|") for line in out.splitlines() if line.count("|") == 4]
    text = [" ".join(" ".join(line[at].split()) for line in table) for at in (2, 3)]
    sop = sopflow.load("surat.yaml")
    for step in sop.steps:
        assert f"{step.activity.removesuffix('.')} ({step.id})" in text[0]
    for name, actor in sop.actors.items():
        assert f"{actor.title} ({name})" in text[1]


def test_the_json_report_has_results_and_coverage(folder, capsys):
    add_a_failing_one(folder)
    code, out, _ = ran(capsys, ".", "--format", "json")
    report = json.loads(out)
    assert code == 1
    assert (report["scenarios"], report["passed"], report["failed"]) == (2, 1, 1)
    failed = report["results"][1]
    assert {k: failed[k] for k in ("name", "sop", "line", "status")} == {
        "name": "salah <orang>", "sop": "surat", "line": 7, "status": "failed",
    }  # fmt: skip
    assert 'may not do "1. ' in failed["message"]
    coverage = report["coverage"]["surat"]
    assert (coverage["rows"], coverage["branches"], coverage["ends"]) == ([4, 5], [1, 4], [1, 2])
    assert "branch periksa=N" in coverage["missed"]


def test_the_junit_report_is_xml_with_the_failure_in_it(folder, capsys):
    add_a_failing_one(folder)
    code, _, _ = ran(capsys, ".", "--format", "junit", "-o", "hasil.xml")
    root = ElementTree.parse(folder / "hasil.xml").getroot()
    assert code == 1
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("2", "1", "0")
    case = root.findall(".//testcase")[1]
    assert case.get("name") == "salah <orang>"
    assert "may not do" in case.find("failure").text


def test_a_file_that_cannot_be_played_is_counted_and_fails(folder, capsys):
    (folder / "surat.scenarios.yaml").write_text(PASSING.replace("steps", "stps"), "utf-8")
    code, out, _ = ran(capsys, ".")
    assert code == 1
    assert "surat.scenarios.yaml:4:19: error SOP101" in out
    code, out, err = ran(capsys, ".", "--format", "json")
    report = json.loads(out)
    assert (code, report["failed"], report["results"][0]["status"]) == (1, 1, "error")
    assert "SOP101" in err


def test_what_was_never_taken_is_said_in_the_language_of_the_command(folder, capsys):
    _, _, err = ran(capsys, ".", "--fail-under", "90", "--lang", "id")
    assert "cabang periksa=N" in err
    assert not {"row", "branch", "arc", "end"} & set(err.replace(";", " ").split())
    _, _, err = ran(capsys, ".", "--fail-under", "90")
    assert "branch periksa=N" in err


def test_a_word_that_is_in_no_name_is_told_with_the_names_and_not_how_to_make_scenarios(folder, capsys):
    assert ran(capsys, ".", "-k", "lurs") == (
        2, "", 'there are no scenarios whose name contains "lurs"; did you mean "lurus"?\n',
    )  # fmt: skip
    assert ran(capsys, ".", "-k", "lurs", "--lang", "id")[2] == (
        'tidak ada skenario yang namanya memuat "lurs"; maksud Anda "lurus"?\n'
    )


def test_where_the_only_file_is_broken_nothing_advises_to_write_another(folder, capsys):
    (folder / "surat.scenarios.yaml").write_text(PASSING.replace("steps:", "langkah:"), "utf-8")
    code, out, _ = ran(capsys, ".")
    assert (code, "could not be played" in out, "scenarios generate" in out) == (1, True, False)


def test_nothing_to_play_is_an_error_of_the_call(folder, capsys):
    (folder / "surat.scenarios.yaml").unlink()
    assert ran(capsys, ".")[0] == 2
    code, _, err = ran(capsys, "tidak-ada")
    assert (code, "no such file or folder: tidak-ada" in err) == (2, True)
    assert ran(capsys)[0] == 2


@pytest.mark.parametrize("words", [("tidak-ada",), (".", "-k", "lurs"), (".", "--tag", "rilis"), ("kosong",)])
def test_a_program_is_told_that_there_is_nothing_to_play(folder, capsys, words):
    (folder / "kosong").mkdir()
    code, out, err = ran(capsys, *words, "--format", "json")
    assert (code, json.loads(out)["code"], json.loads(out)["detail"] in err) == (2, "not-there", True)
    if words == ("kosong",):
        assert (main(["check", *words, "--format", "json"]), json.loads(capsys.readouterr().out)["code"]) == (
            2,
            "not-there",
        )


@pytest.mark.long
def test_coverage_and_mutation_can_be_demanded(folder, capsys):
    code, _, err = ran(capsys, ".", "--fail-under", "90")
    assert code == 1
    assert "coverage of surat" in err
    assert "branch periksa=N" in err
    assert ran(capsys, ".", "--fail-under", "50")[0] == 0
    code, out, err = ran(capsys, ".", "--mutate", "--mutate-under", "90")
    assert code == 1
    assert "of the changes were noticed, under 90 %" in err
    assert "surat.yaml:" in out
    code, out, _ = ran(capsys, ".", "--mutate", "--format", "json")
    mutation = json.loads(out)["mutation"]["surat"]
    assert code == 0
    assert mutation["mutants"] - mutation["noticed"] == len(mutation["survivors"]) > 0
    assert {"change", "line"} <= set(mutation["survivors"][0])


def test_a_word_selects_and_the_first_failure_can_be_the_last(folder, capsys):
    add_a_failing_one(folder)
    assert ran(capsys, ".", "-k", "lurus")[0] == 0
    with (folder / "surat.scenarios.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {name: sesudahnya, steps: [auto]}\n")
    _, out, _ = ran(capsys, ".", "-x")
    assert "2 scenarios: 1 passed, 1 failed" in out


@pytest.mark.parametrize(
    "name", sorted(p.stem for p in (ROOT / "definitions").glob("*.yaml") if ".scenarios" not in p.name)
)
@pytest.mark.parametrize("loops", ["1", "2"])
def test_generated_files_pass_and_cover_everything(name, loops, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "definitions/calendars", tmp_path / "calendars")
    for path in (ROOT / "definitions").glob("*.yaml"):
        if ".scenarios" not in path.name:
            shutil.copy(path, tmp_path)
    code = main(["scenarios", "generate", f"{name}.yaml", "-o", f"{name}.scenarios.yaml", "--loops", loops])
    assert code == 0
    capsys.readouterr()
    code, out, _ = ran(capsys, f"{name}.scenarios.yaml", "--format", "json")
    report = json.loads(out)
    assert (code, report["failed"]) == (0, 0)
    assert report["coverage"][name]["missed"] == []
    names = [result["name"] for result in report["results"]]
    assert len(set(names)) == len(names)


def test_the_fewest_scenarios_are_as_many_as_ways_that_exclude_each_other(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copy(FAILING / "surat.yaml", tmp_path)
    # "tolak" ends a run, and Y and ragu exclude each other; N loops, so it fits into any
    assert main(["scenarios", "generate", "surat.yaml", "--no-rules"]) == 0
    assert capsys.readouterr().out.count("- name:") == 3
    assert main(["scenarios", "generate", "surat.yaml"]) == 0
    assert capsys.readouterr().out.count("- name:") > 3


def test_an_existing_file_is_not_overwritten_unasked(folder, capsys):
    arguments = ["scenarios", "generate", "surat.yaml", "-o", "surat.scenarios.yaml"]
    assert main(arguments) == 2
    assert (folder / "surat.scenarios.yaml").read_text("utf-8") == PASSING
    assert "--force" in capsys.readouterr().err
    assert main([*arguments, "--force"]) == 0


def test_scenarios_that_wait_for_the_sop_may_speak_of_what_it_does_not_have_yet(folder, capsys):
    more = """
  - name: menunggu SK
    skip: Langkah arsip belum ada
    steps: [auto: arsip]
  - name: belum diarsipkan
    xfail: Langkah arsip belum ada
    steps: [auto, step: arsip]
    expect: {active: [arsip]}
"""
    path = folder / "surat.scenarios.yaml"
    path.write_text(path.read_text("utf-8").rstrip("\n") + more, "utf-8")
    code, out, err = ran(capsys, ".", "--no-coverage")
    assert (code, err) == (0, "")
    assert "Langkah arsip belum ada" in out
    assert "3 scenarios: 1 passed, 0 failed, 1 skipped, 1 failed as expected" in out
    path.write_text(path.read_text("utf-8").replace("    xfail: Langkah arsip belum ada\n", ""), "utf-8")
    assert ran(capsys, ".", "--no-coverage")[0] == 1


def test_an_sop_that_is_only_called_has_no_scenarios_of_its_own_to_generate(tmp_path, capsys):
    text = "sopflow: 1\nid: anak\ntitle: Anak\nactors: {a: A}\nmay: {start: nobody}\nsteps:\n  - {id: s, activity: x, actor: a}\n"
    (tmp_path / "anak.yaml").write_text(text, "utf-8")
    assert main(["scenarios", "generate", str(tmp_path / "anak.yaml"), "--lang", "en"]) == 2
    assert "generate scenarios of the SOP that calls it" in capsys.readouterr().err
