"""Every YAML block of the documentation is what it is said to be, and without findings."""

from __future__ import annotations

import re

import pytest

import sopflow
from sopflow.cli import main
from sopflow.definition.glossary import check_bytes as check_glossary
from sopflow.people.loading import check_bytes as check_directory
from sopflow.time.loading import check_bytes
from tests.pages import FRONT, ROOT


def blocks_of(name):
    """A page's YAML; what a file begins with stands in the sentence above a block that does not begin with it."""
    text = (ROOT / name).read_text("utf-8")
    for found in re.finditer(r"```yaml\n(.*?)```", text, re.S):
        above, block = text[: found.start()].rstrip().rpartition("\n\n")[2], found[1]
        head = re.findall(r"`((?:sopflow|id|title): [^`]+)`", above) if block.startswith("actors:") else []
        yield name, "".join(f"{line}\n" for line in head) + block


YAML = [one for name in (*FRONT, "docs/tour.md", "definitions/README.md") for one in blocks_of(name)]
SCENARIOS = [(name, block) for name, block in YAML if "\nscenarios:" in block]


CALENDARS = [(name, block) for name, block in YAML if "\ncalendar: " in block and "\nhours:" in block]


DIRECTORIES = [(name, block) for name, block in YAML if "\ndirectory: " in block and "\npeople:" in block]


GLOSSARIES = [(name, block) for name, block in YAML if "\nglossary: " in block]


BESIDE = (*SCENARIOS, *CALENDARS, *DIRECTORIES, *GLOSSARIES)


SOPS = [(name, block) for name, block in YAML if (name, block) not in BESIDE]


@pytest.mark.parametrize(("name", "block"), SOPS)
def test_every_yaml_block_is_an_sop_without_findings(name, block, tmp_path):
    (tmp_path / "contoh.yaml").write_text(block, "utf-8")
    assert [f for f in sopflow.check(tmp_path / "contoh.yaml").findings if f.fails] == []


@pytest.mark.parametrize(("name", "block"), SCENARIOS)
def test_every_scenario_block_passes_on_the_sop_above_it(name, block, tmp_path, capsys):
    sop = next(other for wanted in (name, "README.md") for file, other in SOPS if file == wanted)
    (tmp_path / "surat-pengantar.yaml").write_text(sop, "utf-8")
    (tmp_path / "pengawalan.yaml").write_bytes((ROOT / "definitions/pengawalan.yaml").read_bytes())
    path = tmp_path / "contoh.scenarios.yaml"
    path.write_text(block, "utf-8")
    (office,) = [other for file, other in DIRECTORIES if file == "definitions/README.md"]
    (tmp_path / "contoh.directory.yaml").write_text(office, "utf-8")
    whole = () if "\ndirectory: " in block else ("--fail-under", "100")
    assert main(["test", str(path), *whole]) == 0, capsys.readouterr()


@pytest.mark.parametrize(("name", "block"), CALENDARS)
def test_every_calendar_block_is_one_without_findings(name, block):
    assert check_bytes(block.encode(), "contoh.calendar.yaml").findings == ()


@pytest.mark.parametrize(("name", "block"), DIRECTORIES)
def test_every_directory_block_is_one_without_findings(name, block):
    assert check_directory(block.encode(), "contoh.directory.yaml").findings == ()


@pytest.mark.parametrize(("name", "block"), GLOSSARIES)
def test_every_glossary_block_is_one_without_findings(name, block):
    assert check_glossary(block.encode(), "contoh.glossary.yaml").findings == ()
