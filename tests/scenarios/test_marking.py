"""Scenarios that are skipped, known to fail, or tagged: told apart in every report, with their reasons."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from sopflow.cli import main
from sopflow.scenarios.writing import written
from tests.scenarios.subject import findings, read
from tests.sop import sop

SOP = "sopflow: 1\nid: surat\ntitle: Surat\nactors: {a: A}\nsteps:\n  - {id: p, activity: Menulis, actor: a}\n"
FILE = """\
sopflow: 1
sop: surat
scenarios:
  - {name: lurus, tags: [rilis, cepat], steps: [p], expect: {status: completed}}
  - {name: nanti, skip: Menunggu SK, steps: [{b: p}]}
  - {name: belum, xfail: "Arsip: belum ada", tags: [rilis], steps: [p], expect: {status: running}}
"""
PASSES = "  - {name: sudah, xfail: Dulu gagal, steps: [p], expect: {status: completed}}\n"


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "surat.yaml").write_text(SOP)
    (tmp_path / "surat.scenarios.yaml").write_text(FILE.replace("{b: p}", "p"))
    return tmp_path


def ran(capsys, *arguments):
    code = main(["test", ".", "--lang", "en", *arguments])
    return code, capsys.readouterr()


def test_they_are_counted_and_named_apart(place, capsys):
    code, shown = ran(capsys)
    assert code == 0
    assert "3 scenarios: 1 passed, 0 failed, 1 skipped, 1 failed as expected" in shown.out
    assert "surat.scenarios.yaml:5: nanti: skipped: Menunggu SK" in shown.out
    assert "surat.scenarios.yaml:6: belum: failed as expected: Arsip: belum ada" in shown.out


def test_one_that_passes_against_expectation_fails(place, capsys):
    with (place / "surat.scenarios.yaml").open("a") as file:
        file.write(PASSES)
    code, shown = ran(capsys)
    assert code == 1
    assert "this scenario passes, but is expected to fail (Dulu gagal); delete xfail" in shown.out
    assert "1 passed, 1 failed, 1 skipped" in shown.out


def test_json_and_junit_have_the_reasons(place, capsys):
    report = json.loads(ran(capsys, "--format", "json")[1].out)
    counts = {key: report[key] for key in ("scenarios", "passed", "failed", "skipped", "xfailed")}
    assert counts == {"scenarios": 3, "passed": 1, "failed": 0, "skipped": 1, "xfailed": 1}
    told = [(r["status"], r["reason"], r["tags"]) for r in report["results"]]
    assert told == [
        ("passed", "", ["rilis", "cepat"]), ("skipped", "Menunggu SK", []), ("xfailed", "Arsip: belum ada", ["rilis"]),
    ]  # fmt: skip
    root = ElementTree.fromstring(ran(capsys, "--format", "junit")[1].out)
    assert (root.get("failures"), root.get("skipped")) == ("0", "2")
    assert [one.get("message") for one in root.iter("skipped")] == ["Menunggu SK", "Arsip: belum ada"]


def test_they_take_nothing(place, capsys):
    (place / "surat.scenarios.yaml").write_text(
        FILE.replace("{b: p}", "p").replace("name: lurus", "name: lurus, skip: x")
    )
    assert ran(capsys, "--fail-under", "1")[0] == 1


def test_the_page_has_them(place, capsys):
    assert ran(capsys, "--html", "hasil.html")[0] == 0
    page = (place / "hasil.html").read_text()
    assert "skipped: Menunggu SK" in page
    assert "failed as expected: Arsip: belum ada" in page


@pytest.mark.parametrize(("tags", "names"), [(["rilis"], 2), (["cepat"], 1), (["cepat", "rilis"], 2)])
def test_tags_select(place, capsys, tags, names):
    report = json.loads(ran(capsys, "--format", "json", *(f"--tag={tag}" for tag in tags))[1].out)
    assert len(report["results"]) == names


def test_a_tag_that_nothing_has_is_told(place, capsys):
    code, shown = ran(capsys, "--tag", "rillis")
    assert code == 2
    assert 'there are no scenarios with the tag "rillis"; did you mean "rilis"?' in shown.err


def test_they_are_no_use_against_mutants(place, capsys):
    code, shown = ran(capsys, "--mutate", "--format", "json")
    assert code == 0
    assert json.loads(shown.out)["mutation"]["surat"]["mutants"] > 0


def test_they_read_back():
    definition = sop("- {id: p, activity: x, actor: a}", name="surat")
    scenarios = read(FILE.replace("{b: p}", "p") + PASSES, definition)
    assert [s.skip for s in scenarios] == [None, "Menunggu SK", None, None]
    assert read(written("surat", scenarios), definition) == scenarios


@pytest.mark.parametrize("slip", ["skip: true", 'skip: ""', "xfail: []", "tags: rilis", "tags: [Rilis!]"])
def test_what_says_no_reason_is_a_finding(slip):
    definition = sop("- {id: p, activity: x, actor: a}", name="surat")
    said = findings(f"sopflow: 1\nsop: surat\nscenarios:\n  - {{name: x, {slip}, steps: [p]}}\n", definition)
    assert said
