"""What the documentation shows works as it is written."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import sopflow
from sopflow.cli import main
from sopflow.definition.diagnostics import RULES
from sopflow.definition.glossary import check_bytes as check_glossary
from sopflow.errors import Refusal, StoreError
from sopflow.people.loading import check_bytes as check_directory
from sopflow.time.loading import check_bytes

ROOT = Path(__file__).parents[1]
YAML = [
    (name, block)
    for name in ("README.md", "definitions/README.md")
    for block in re.findall(r"```yaml\n(.*?)```", (ROOT / name).read_text("utf-8"), re.S)
]


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
    (sop,) = [other for file, other in SOPS if file == name]
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


def test_the_lines_for_tests_run():
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/testing.md").read_text("utf-8"), re.S)
    done = subprocess.run([sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_embedders_lines_run():
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    done = subprocess.run([sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "not-active" in done.stdout


def test_the_guide_names_every_construct_and_covers_every_code():
    guide = (ROOT / "definitions/README.md").read_text("utf-8")
    for key in (
        "join: started",
        "wait:",
        "call:",
        "optional",
        "sign_off",
        "closes: all",
        "hand_over",
        "chosen_by",
        "source",
        "accept",
        "on_late",
        "calendar:",
        "extension",
        "may:",
        "separate_from",
        "same_as",
        "also:",
        "unknown",
    ):
        assert key in guide
    spans = [(int(a), int(b or a)) for a, b in re.findall(r"SOP(\d{3})(?:-SOP(\d{3}))?", guide)]
    for code in RULES:
        assert any(low <= int(code[3:]) <= high for low, high in spans), code


def test_every_refusal_is_documented():
    text = (ROOT / "docs/engine.md").read_text("utf-8")
    for refusal in Refusal.__subclasses__():
        assert f"`{refusal.code}`" in text


def test_the_lines_about_stores_run(tmp_path):
    block, *_ = re.findall(r"```python\n(.*?)```", (ROOT / "docs/stores.md").read_text("utf-8"), re.S)
    block = block.replace("proses.db", str(tmp_path / "proses.db"))
    done = subprocess.run([sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_error_of_a_store_is_documented():
    text = (ROOT / "docs/stores.md").read_text("utf-8")
    for error in StoreError.__subclasses__():
        assert error.__name__ in text or error.code == "cannot-back-up"


def test_the_lines_about_people_and_versions_run():
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs/engine.md").read_text("utf-8"), re.S)
    code = "import sopflow\n" + "\n".join(block for block in blocks if "await " not in block)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "['terima_perintah']\n"


def test_the_lines_for_an_event_loop_run(tmp_path):
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs/engine.md").read_text("utf-8"), re.S)
    (block,) = [block for block in blocks if "await " in block]
    body = "".join(
        f"    {line}\n" for line in block.replace("postgresql://…", str(tmp_path / "p.db")).splitlines()
    )
    done = "    print((await engine.complete(run.id, 'terima_perintah', by='camat')).revision)\n"
    code = f"import asyncio, sopflow\nasync def main():\n{body}{done}asyncio.run(main())\n"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "2\n"
