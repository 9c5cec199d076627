"""What is printed where a scenario fails: read by a person, then kept in `failing/`."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from sopflow.command_words import COMMANDED
from sopflow.scenarios.suite import Suite

HERE = Path(__file__).parent / "failing"
NAMES = re.findall(r"- name: (.+)", (HERE / "scenarios.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    folder = tmp_path_factory.mktemp("failing")
    shutil.copy(HERE / "surat.yaml", folder / "surat.yaml")
    shutil.copy(HERE / "scenarios.yaml", folder / "surat.scenarios.yaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return {one.case.scenario.name: one for one in Suite([Path("surat.scenarios.yaml")]).play()}


def kept(language):
    """Each failure as it was read, by the scenario's name."""
    text = (HERE / f"said.{language}.txt").read_text("utf-8")
    parts = re.split(r"(?m)^(?=surat\.scenarios\.yaml:)", text)
    return {re.search(r'"(.+?)"', part)[1]: part.rstrip("\n") for part in parts if part}


def without_later(text, language):
    """A text without the commands that came after the texts were kept, where it lists those that are possible."""
    older = (HERE / f"said.{language}.txt").read_text("utf-8")
    for words in COMMANDED.values():
        named = f'"{words.within(language)}"'
        if named not in older:
            text = text.replace(f", {named}", "").replace(f"{named}, ", "")
    return text


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_failure_says_where_what_and_what_would_work(played, name, language):
    assert played[name].status == "failed"
    said = "\n".join(line.rstrip() for line in played[name].text(language).splitlines())
    assert without_later(said, language) == kept(language)[name]


@pytest.mark.parametrize("language", ["id", "en"])
def test_nothing_else_is_kept(language):
    assert set(kept(language)) == set(NAMES)


def test_a_failure_is_at_the_line_of_what_failed(played):
    lines = (HERE / "scenarios.yaml").read_text("utf-8").splitlines()
    assert lines[played["in between"].line - 1].strip() == "- {pemohon: ajukan, expect: {active: [paraf]}}"
    assert lines[played["the second signature"].line - 1].strip() == "- petugas: paraf"
