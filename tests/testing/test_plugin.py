"""The pytest plugin, in a pytest of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

FAILING = Path(__file__).parents[1] / "scenarios" / "failing"
SCENARIOS = """\
sopflow: 1
sop: surat
scenarios:
  - name: lurus
    steps: [auto]
    expect: {status: completed}
  - name: salah orang
    steps:
      - pemohon: ajukan
      - camat: periksa=Y
  - name: bukan gilirannya
    cases: [{siapa: kasi}, {siapa: camat}]
    steps: [{by: $siapa, step: ajukan, refused: not-authorized}]
"""


@pytest.fixture
def folder(pytester, monkeypatch):
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # others take a second each to import
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p sopflow.testing.plugin")
    shutil.copy(FAILING / "surat.yaml", pytester.path / "surat.yaml")
    (pytester.path / "surat.scenarios.yaml").write_text(SCENARIOS, "utf-8")
    return pytester


def test_each_scenario_and_each_case_is_a_test_with_a_name(folder):
    result = folder.runpytest_subprocess("--collect-only", "-q")
    names = [line for line in result.outlines if line.startswith("surat.scenarios.yaml::")]
    assert len(names) == 4
    assert names[:2] == ["surat.scenarios.yaml::lurus", "surat.scenarios.yaml::salah orang"]
    assert all(name.startswith("surat.scenarios.yaml::bukan gilirannya") for name in names[2:])
    folder.runpytest_subprocess(names[0]).assert_outcomes(passed=1)


@pytest.mark.long
def test_it_is_there_wherever_sopflow_is_installed(folder, monkeypatch):
    monkeypatch.delenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    monkeypatch.delenv("PYTEST_ADDOPTS")
    folder.runpytest_subprocess("-k", "lurus").assert_outcomes(passed=1)


def test_a_failure_is_told_without_a_traceback(folder):
    result = folder.runpytest_subprocess()
    result.assert_outcomes(passed=3, failed=1)
    said = result.stdout.str()
    assert 'surat.scenarios.yaml:10: the scenario "salah orang" failed' in said
    assert '"Camat" may not do "2. Memeriksa berkas"; who may: "Petugas Loket"' in said
    assert "Traceback" not in said
    assert ".py:" not in said


@pytest.mark.long
def test_selecting_stopping_and_the_last_failed_work(folder):
    folder.runpytest_subprocess("-k", "lurus or gilirannya").assert_outcomes(passed=3)
    folder.runpytest_subprocess("-x").assert_outcomes(passed=1, failed=1)
    folder.runpytest_subprocess("--lf").assert_outcomes(failed=1)


def test_they_can_be_spread_over_processes(folder):
    pytest.importorskip("xdist")
    folder.runpytest_subprocess("-p", "xdist", "-n", "2").assert_outcomes(passed=3, failed=1)


def test_they_can_be_turned_off(folder):
    assert folder.runpytest_subprocess("--no-scenarios").ret == pytest.ExitCode.NO_TESTS_COLLECTED
    folder.makeini("[pytest]\nsopflow_scenarios = false\n")
    assert folder.runpytest_subprocess().ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_a_file_that_cannot_be_played_is_an_error_with_its_place(folder):
    (folder.path / "surat.scenarios.yaml").write_text(SCENARIOS.replace("lurus", "lurus\n    stps: []"), "utf-8")
    result = folder.runpytest_subprocess()
    result.assert_outcomes(errors=1)
    assert "surat.scenarios.yaml:5:5: error SOP101" in result.stdout.str()
    assert "Traceback" not in result.stdout.str()


def test_nothing_is_imported_where_there_are_no_scenarios(pytester):
    pytester.makepyfile(
        """
        import sys

        def test_it():
            heavy = ("yaml", "jsonschema", "transitions", "hypothesis", "sopflow.scenarios", "sopflow.engine")
            assert [name for name in heavy if name in sys.modules] == []
        """
    )
    pytester.runpytest_subprocess("-p", "no:hypothesispytest", "-p", "no:schemathesis").assert_outcomes(passed=1)


def test_the_fixture_gives_an_engine_with_a_clock(folder):
    folder.makepyfile(
        """
        from datetime import timedelta
        import sopflow

        def test_it(sop_engine):
            sop_engine.register(sopflow.load("surat.yaml"))
            run = sop_engine.start("surat", "pemohon")
            sop_engine.clock.advance(timedelta(hours=1))
            run = sop_engine.complete(run.id, "ajukan", "pemohon")
            assert run.at - run.started_at == timedelta(hours=1)
        """
    )
    folder.runpytest_subprocess("--no-scenarios").assert_outcomes(passed=1)


MARKED = """\
sopflow: 1
sop: surat
scenarios:
  - {name: lurus, tags: [rilis, cepat], steps: [auto], expect: {status: completed}}
  - {name: nanti, skip: Menunggu SK, steps: [auto]}
  - {name: belum, xfail: Arsip belum ada, tags: [rilis], steps: [auto], expect: {status: running}}
  - {name: sudah, xfail: Dulu gagal, steps: [auto]}
"""


def test_skip_xfail_and_tags_are_those_of_pytest(folder):
    (folder.path / "surat.scenarios.yaml").write_text(MARKED, "utf-8")
    folder.makeini("[pytest]\naddopts = --strict-markers\n")
    result = folder.runpytest_subprocess("-rsxf")
    result.assert_outcomes(passed=1, skipped=1, xfailed=1, failed=1)
    said = result.stdout.str()
    assert "Menunggu SK" in said
    assert "Arsip belum ada" in said
    assert "this scenario passes, but is expected to fail (Dulu gagal)" in said
    folder.runpytest_subprocess("-m", "rilis and not cepat").assert_outcomes(xfailed=1, deselected=3)
