"""A page that is written in both languages says the same in both: the same commands, keys, tables and links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

DOCS = Path(__file__).parents[1] / "docs"
GENERATED = ("format", "checks")
PAGES = [path.name.removesuffix(".id.md") for path in sorted(DOCS.glob("*.id.md"))]
WRITTEN = [name for name in PAGES if name not in GENERATED]
BLOCK = re.compile(r"^```\w*\n.*?^```$|(?<=\n\n)(?:^    [^\n]*\n)+", re.S | re.M)


def both(name: str) -> tuple[str, str]:
    english, indonesian = ((DOCS / f"{name}{ending}").read_text("utf-8") for ending in (".md", ".id.md"))
    return english, indonesian


def commands(text: str) -> list[str]:
    """Each command that is shown, without its comment and its language, in order."""
    lines = (line.strip().removeprefix("$ ") for block in BLOCK.findall(text) for line in block.splitlines())
    shown = (re.sub(r" +--lang \w+|  +#.*", "", line) for line in lines)
    return [line for line in shown if re.match(r"(sopflow|pip|python3?|\.venv/bin/\w+) ", line)]


def files(text: str) -> list[object]:
    """What each file holds that a page shows; the name of a scenario is in the page's language."""
    blocks = re.findall(r"^```yaml\n(.*?)^```$", text, re.S | re.M)
    return [yaml.safe_load(re.sub(r"- name: .*", "- name: x", block)) for block in blocks]


def spans(text: str) -> set[str]:
    """What stands as code within sentences: options, keys, values and file names."""
    return {" ".join(one.split()) for one in re.findall(r"`([^`]+)`", BLOCK.sub("", text))}


def tables(text: str) -> list[list[int]]:
    """How many cells each row of each table has."""
    found = re.findall(r"(?:^\|.*\n)+", BLOCK.sub("", text), re.M)
    return [[len(re.split(r"(?<!\\)\|", line)) for line in table.splitlines()] for table in found]


def links(text: str) -> set[str]:
    """Where a page leads, whichever the language; a tutorial that only one language has is left out."""
    found = re.findall(r"\]\(([^)\s]+)\)", BLOCK.sub("", text))
    return {re.sub(r"#.*", "", link).replace(".id.md", ".md") for link in found} - {"dari-word.md"}


def test_there_are_pages_in_both_languages():
    assert WRITTEN
    assert [name for name in PAGES if not (DOCS / f"{name}.md").is_file()] == []


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("part", [commands, files, spans, tables, links])
def test_both_pages_hold_the_same(name, part):
    english, indonesian = map(part, both(name))
    assert indonesian == english


@pytest.mark.parametrize("name", WRITTEN)
def test_both_pages_have_the_same_sections(name):
    levels = [re.findall(r"^(#+) ", BLOCK.sub("", text), re.M) for text in both(name)]
    assert levels[0] == levels[1]


@pytest.mark.parametrize("name", PAGES)
def test_an_indonesian_page_leads_to_the_indonesian_page_that_there_is(name):
    text = BLOCK.sub("", (DOCS / f"{name}.id.md").read_text("utf-8"))
    led = {link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text)}
    assert led & {f"{other}.md" for other in PAGES} == set()
