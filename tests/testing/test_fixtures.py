"""In pytest: fixtures of a conftest reach collected scenarios, names are found, reasons stand first."""

from __future__ import annotations

import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sopflow.testing.naming import meant

FAILING = Path(__file__).parents[1] / "scenarios" / "failing"
SOP = """\
sopflow: 1
id: surat
title: Surat
actors: {staf: Staf, camat: Camat}
steps:
  - {id: susun, activity: Menyusun, actor: staf, duration: 2 jam}
  - {id: teken, activity: Meneken, actor: camat}
"""
HOURS = "hours: {senin-jumat: [08:00-16:00]}"
CALENDAR = f"sopflow: 1\ncalendar: kantor\ntitle: Kantor\ntime_zone: Asia/Jakarta\n{HOURS}\n"
DIRECTORY = """\
sopflow: 1
directory: kantor
title: Kantor
time_zone: Asia/Jakarta
units: {utara: Utara, selatan: Selatan}
positions: {staf: Staf, camat: Camat}
people:
  ani: {name: Ani, holds: {position: camat, unit: utara}}
  citra: {name: Citra, holds: {position: staf, unit: utara}}
"""
CASES = """\
sopflow: 1
sop: surat
scenarios:
  - {name: Jalan Lurus, steps: [auto], expect: {status: completed}}
  - name: salah status
    steps: [auto]
    expect: {status: running}
  - {name: per orang, cases: [{siapa: camat}, {siapa: kasi}], steps: [{by: $siapa, step: susun, refused: not-authorized}]}
"""


@pytest.fixture
def folder(pytester, monkeypatch):
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p sopflow.testing.plugin")
    (pytester.path / "surat.yaml").write_text(SOP)
    return pytester


def scenarios(folder, *lines, sop=SOP):
    (folder.path / "surat.yaml").write_text(sop)
    head = "sopflow: 1\nsop: surat\nscenarios:\n"
    (folder.path / "surat.scenarios.yaml").write_text(head + "".join(f"  - {{{line}}}\n" for line in lines))


def test_a_directory_and_a_unit_of_a_conftest_are_where_scenarios_are_played(folder):
    (folder.path / "kantor.directory.yaml").write_text(DIRECTORY)
    folder.makeconftest(
        """
        import pytest
        from pathlib import Path

        @pytest.fixture
        def sopflow_directory():
            return Path(__file__).parent / "kantor.directory.yaml"

        @pytest.fixture
        def sopflow_unit():
            return "utara"
        """
    )
    scenarios(
        folder,
        "name: orang, steps: [auto], expect: {path: [susun, teken], active: []}",
        "name: tanpa, people: anyone, steps: [{camat: susun, refused: not-authorized}]",
        "name: sendiri, people: {rini: staf}, steps: [rini: susun], expect: {done_by: {susun: {by: rini, as: definitif}}}",
        "name: pejabat, steps: [susun], expect: {done_by: {susun: {as: definitif, for: staf}}}",
    )
    folder.runpytest_subprocess().assert_outcomes(passed=4)
    (folder.path / "conftest.py").unlink()
    folder.runpytest_subprocess().assert_outcomes(passed=3, failed=1)  # nobody is anything without it


def test_a_calendar_of_a_conftest_is_the_one_that_an_sop_names(folder):
    (folder.path / "kantor.txt").write_text(CALENDAR)
    folder.makeconftest(
        """
        import pytest
        from pathlib import Path
        from sopflow.time.loading import check_bytes

        @pytest.fixture(scope="session")
        def sopflow_calendars():
            text = (Path(__file__).parent / "kantor.txt").read_bytes()
            return {"kantor": check_bytes(text, "kantor.calendar.yaml").required()}
        """
    )
    expect = "expect: {due: {susun: 2024-01-03 09:00 WIB}}"
    scenarios(
        folder, f"name: sore, start: 2024-01-02 15:00 WIB, steps: [], {expect}", sop=f"calendar: kantor\n{SOP}"
    )
    folder.runpytest_subprocess().assert_outcomes(passed=1)
    (folder.path / "conftest.py").unlink()
    result = folder.runpytest_subprocess()
    result.assert_outcomes(failed=1)
    assert 'there is no calendar "kantor"' in result.stdout.str()
    assert "Traceback" not in result.stdout.str()


@pytest.mark.long
@pytest.mark.parametrize(
    "clock",
    [
        '"2024-05-06 10:00 WIB"',
        'instants.parse("2024-05-06 10:00 WIB")',
        'sopflow.ManualClock(instants.parse("2024-05-06 10:00 WIB"))',
    ],
)
def test_a_clock_of_a_conftest_is_when_scenarios_start_that_do_not_say(folder, clock):
    folder.makeconftest(
        f"""
        import pytest
        import sopflow
        from sopflow.definition import instants

        @pytest.fixture
        def sopflow_clock():
            return {clock}
        """
    )
    scenarios(
        folder,
        "name: biasa, steps: [], expect: {due: {susun: 2024-05-06 12:00 WIB}}",
        "name: sendiri, start: 2024-01-02 08:00 WIB, steps: [], expect: {due: {susun: 2024-01-02 10:00 WIB}}",
    )
    folder.runpytest_subprocess().assert_outcomes(passed=2)


def test_fixtures_that_are_used_everywhere_are_used_here_too(folder):
    folder.makeconftest(
        """
        import pytest

        @pytest.fixture(autouse=True)
        def everywhere(request):
            print("before", request.node.name)
            yield
            print("after", request.node.name)
        """
    )
    scenarios(folder, "name: satu, steps: [auto]")
    result = folder.runpytest_subprocess("-s")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*before satu*", "*after satu*"])


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("Jalan Lurus", ["Jalan Lurus"]), ("jalan lurus", ["Jalan Lurus"]), ("JALAN  LURUS", ["Jalan Lurus"]),
        ("Per Orang", ["per orang [camat]", "per orang [kasi]"]), ("per orang [KASI]", ["per orang [kasi]"]), ("lain", ["lain"]),
    ],
)  # fmt: skip
def test_a_name_is_found_whatever_its_case_and_without_its_case(tmp_path, name, names):
    (tmp_path / "surat.yaml").write_text(SOP)
    (tmp_path / "surat.scenarios.yaml").write_text(CASES)
    assert meant(f"surat.scenarios.yaml::{name}", tmp_path) == [f"surat.scenarios.yaml::{one}" for one in names]


def test_what_is_found_is_played(folder):
    (folder.path / "surat.scenarios.yaml").write_text(CASES)
    folder.runpytest_subprocess("surat.scenarios.yaml::PER orang").assert_outcomes(passed=2)


def test_a_name_that_nothing_has_is_told_by_pytest(folder):
    (folder.path / "surat.scenarios.yaml").write_text(CASES)
    result = folder.runpytest_subprocess("surat.scenarios.yaml::lain")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "surat.scenarios.yaml::lain" in result.stderr.str()


def test_the_reason_stands_first_in_the_summary_and_in_junit(folder, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    (folder.path / "surat.scenarios.yaml").write_text(CASES)
    folder.makepyfile(
        test_chains="""
        from sopflow.testing import assert_run, play

        def test_chain():
            play("surat.yaml").expect(status="completed")

        def test_engine():
            run = play("surat.yaml").start()
            assert_run(run.engine, run.run, status="completed")
        """
    )
    result = folder.runpytest_subprocess("--junitxml=hasil.xml")
    said = "status: expected completed, actual running"
    result.stdout.fnmatch_lines(
        [
            "FAILED *::salah status - status: expected running, actual completed*",
        ]
    )
    chains = [line for line in result.outlines if line.startswith("FAILED test_")]
    assert all(" - sopflow.testing.ScenarioFailed: status: exp" in line for line in chains), chains
    assert "playing.py" not in result.stdout.str()
    root = ElementTree.parse(folder.path / "hasil.xml").getroot()
    messages = sorted(
        one.get("message").removeprefix("sopflow.testing.ScenarioFailed: ") for one in root.iter("failure")
    )
    assert [message.split("\n")[0] for message in messages] == [
        said, said, "status: expected running, actual completed",
    ]  # fmt: skip


def test_a_package_that_is_not_installed_is_one_line(folder):
    folder.makeconftest("import sys\nsys.modules['holidays'] = None\n")
    (folder.path / "kantor.calendar.yaml").write_text(CALENDAR + "holidays: {country: ID}\n")
    scenarios(folder, "name: satu, steps: [auto]", sop=f"calendar: kantor\n{SOP}")
    result = folder.runpytest_subprocess()
    result.assert_outcomes(failed=1)
    said = result.stdout.str()
    assert 'this needs the package "holidays": pip install "sopflow[office]"' in said
    assert len(result.outlines) < 20, said


def test_hypothesis_that_is_not_installed_is_told(folder):
    folder.makepyfile("import sys\nsys.modules['hypothesis'] = None\nfrom sopflow.testing import legal_runs\n")
    result = folder.runpytest_subprocess()
    assert 'this needs the package "hypothesis": pip install "sopflow[test]"' in result.stdout.str()
    assert "strategies.py" not in result.stdout.str()


def test_a_failing_file_of_the_corpus_has_no_traceback(folder):
    shutil.copy(FAILING / "surat.yaml", folder.path / "surat.yaml")
    scenarios(folder, "name: x, steps: [{camat: periksa=Y}]", sop=(FAILING / "surat.yaml").read_text())
    assert ".py:" not in folder.runpytest_subprocess().stdout.str()
