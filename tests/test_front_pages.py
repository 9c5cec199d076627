"""The front pages: short, the same in both languages, and what they show runs."""

from __future__ import annotations

import re

import pytest

from sopflow.cli import main
from tests.pages import FRONT, ROOT, shown


@pytest.mark.parametrize(
    "name",
    [
        *FRONT,
        "docs/tour.md",
        "docs/mulai.md",
        "docs/dari-word.md",
        "docs/import.id.md",
        "docs/first-scenarios.id.md",
        "docs/studio.id.md",
        "docs/pictures.id.md",
        "docs/simulation.id.md",
        "docs/first-scenarios.md",
        "docs/host.md",
        "docs/data.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
    ],
)
def test_no_sentence_of_the_front_pages_is_long(name):
    text = re.sub(r"^```.*?^```$|^#.*?$|^!.*?$", "\n\n", (ROOT / name).read_text("utf-8"), flags=re.S | re.M)
    cells = re.sub(r"^\|.*$", lambda row: row[0].replace("|", "\n\n"), text, flags=re.M)
    for block in re.split(r"\n\s*\n|^- ", cells, flags=re.M):
        for sentence in re.split(r"(?<=[.:?!;])\s", re.sub(r"\]\([^)]*\)|`[^`]*`", "x", block)):
            assert len(sentence.split()) <= 30, sentence


@pytest.mark.parametrize("name", FRONT)
def test_the_commands_of_the_front_pages_run(name, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    commands = [words for words, _ in shown(ROOT / name)]
    assert [words[0] for words in commands] == ["check", "run"]
    assert [main([*words, "--lang", "en"]) for words in commands] == [0, 0]
    out = capsys.readouterr().out
    assert "1 file checked: 0 errors" in out
    assert "status: completed" in out


@pytest.mark.parametrize("name", FRONT)
def test_a_front_page_shows_five_lines_of_yaml_and_of_python_and_two_commands(name):
    """What fits on a screen; an import and a blank line are none of the five."""
    text = (ROOT / name).read_text("utf-8")
    (yaml,), (python,) = (re.findall(rf"```{language}\n(.*?)```", text, re.S) for language in ("yaml", "python"))
    assert len(yaml.splitlines()) == 5
    assert len([line for line in python.splitlines() if line and not line.startswith("import ")]) == 5
    assert len([*shown(ROOT / name)]) == 2


def test_both_front_pages_show_the_same():
    """The same code, and links to the same pages, each in its language where there are two."""
    english, indonesian = ((ROOT / name).read_text("utf-8") for name in FRONT)
    assert re.findall(r"```.*?```", english, re.S) == re.findall(r"```.*?```", indonesian, re.S)
    one, other = (set(re.findall(r"\]\(([^)]*)\)", text)) for text in (english, indonesian))
    assert {link.replace(".id.md", ".md") for link in one} == {link.replace(".id.md", ".md") for link in other}
    pages = [link for link in other - {*FRONT} if link.endswith(".md") and not link.endswith(".id.md")]
    assert [link for link in pages if (ROOT / link.replace(".md", ".id.md")).is_file()] == []
