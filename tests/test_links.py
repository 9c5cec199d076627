"""Every link in the docs leads somewhere, and what contributors are told to run is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXTS = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/**/*.md")), ROOT / "definitions/README.md"]
HOOKS = ROOT / "docs/site/hooks.py"
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
ELSEWHERE = ("https://", "http://", "mailto:")


def prose(path: Path) -> str:
    """A page without what it shows as code."""
    text = re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.S | re.M)
    return re.sub(r"`[^`\n]*`", lambda found: "" if "](" in found[0] else found[0], text)


@cache
def anchors(path: Path) -> frozenset[str]:
    """What a link may name in a page: its headings, as GitHub writes them."""
    text = re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.S | re.M)
    headings = re.findall(r"^#+ +(.+?) *$", text, flags=re.M)
    return frozenset(re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-") for heading in headings)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(path):
    for link in LINK.findall(prose(path)):
        if link.startswith(ELSEWHERE):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target), link


def test_the_commands_that_contributors_are_given_are_there():
    tree = ast.parse((ROOT / "noxfile.py").read_text("utf-8"))
    sessions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert set(re.findall(r"`nox -s (\w+)`", text)) == sessions
    for command in re.findall(r"^\| `(\.ci/\w+)` \|", text, flags=re.M):
        assert (ROOT / command).is_file()


GENERATED = ("format.md", "format.id.md", "checks.md", "checks.id.md")
OF_CONTRIBUTORS = ("CHANGELOG.md", "CONTRIBUTING.md", "commands.md")
READERS = [
    path for path in TEXTS if path.parent.name != "decisions" and path.name not in (*GENERATED, *OF_CONTRIBUTORS)
]
"""The pages of those who use sopflow, who may have the site alone."""


@pytest.mark.parametrize("path", READERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_of_the_examples_that_a_page_names_is_linked_there_and_is_on_the_site(path):
    patterns = ast.literal_eval(re.search(r"^EXAMPLES = (\(.*\))$", HOOKS.read_text("utf-8"), re.M)[1])
    on_site = {one.resolve() for pattern in patterns for one in ROOT.glob(pattern)}
    text = re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.S | re.M)
    led = {
        (path.parent / link.partition("#")[0]).resolve()
        for link in LINK.findall(text)
        if not link.startswith(ELSEWHERE)
    }
    for name in re.findall(r"`([\w./-]+\.(?:py|yaml))`", text):
        place = ROOT / name if "/" in name else path.parent / name
        if place.is_file() and {ROOT / "definitions", ROOT / "examples"} & set(place.parents):
            assert place.resolve() in led, name
    for place in led:
        if (
            place.is_file()
            and place.suffix in (".py", ".yaml")
            and {ROOT / "definitions", ROOT / "examples"} & set(place.parents)
        ):
            assert place in on_site, place
