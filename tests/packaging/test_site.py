"""The site of the documentation: built whole, without a network, every public name on it."""

from __future__ import annotations

import inspect
import json
import os
import re
import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests import services

ROOT = Path(__file__).parents[2]
PLACE = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["urls"]["Source"]
LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}


class Loads(HTMLParser):
    """What a page loads, and where it leads."""

    def __init__(self):
        super().__init__()
        self.loaded, self.links = [], []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag in LOADED and values.get("rel") not in ("canonical", "prev", "next"):
            self.loaded.append(values.get(LOADED[tag]) or "")
        if tag == "a":
            self.links.append(values.get("href") or "")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    if find_spec("mkdocs") is None or find_spec("mkdocstrings") is None:
        services.lacking("the packages of the site", "pip install -e '.[dev]'")
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(folder)], cwd=ROOT, capture_output=True,
        text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.mark.long
def test_the_site_loads_nothing_from_elsewhere_and_leads_to_what_there_is(site):
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 60
    for page in pages:
        read = Loads()
        read.feed(page.read_text("utf-8"))
        for loaded in read.loaded:
            assert not re.match(r"(https?:)?//", loaded), (page, loaded)
        for link in read.links:
            path, _, _ = link.partition("#")
            if path.startswith(f"{PLACE}/tree/main/"):
                assert (ROOT / path.removeprefix(f"{PLACE}/tree/main/")).exists(), (page, link)
            elif path and ":" not in path and page.name != "404.html":
                assert (page.parent / path).exists(), (page, link)


@pytest.mark.long
def test_every_public_name_is_on_its_page(site):
    said = (ROOT / "docs/api.md").read_text("utf-8")
    for module in re.findall(r"^\| `(sopflow[a-z_.]*)` \|", said, flags=re.M):
        page = (site / f"reference/{module}.html").read_text("utf-8")
        for name in (one for one in getattr(import_module(module), "__all__", ()) if not one.startswith("_")):
            assert f'id="{module}.{name}"' in page, (module, name)
            assert f"{name}" in re.sub(r"<h2.*?</h2>", "", page, flags=re.S), (module, name)


def members(kind):
    """What can be asked of a class, as Python finds it, but for what another class that has an entry brings."""
    for name, value in inspect.getmembers(kind):
        owner = (
            next(base for base in kind.__mro__ if name in vars(base))
            if not name.startswith(("_", "test_"))
            else object
        )
        is_listed = owner is not kind and owner.__name__ in LISTED
        is_asked = inspect.isroutine(value) or inspect.isdatadescriptor(value)
        if owner.__module__.startswith("sopflow") and is_asked and not is_listed:
            yield name


MODULES = re.findall(r"^\| `(sopflow[a-z_.]*)` \|", (ROOT / "docs/api.md").read_text("utf-8"), flags=re.M)
LISTED = {name for module in MODULES for name in getattr(import_module(module), "__all__", ())}


@pytest.mark.long
def test_every_member_of_a_public_class_is_on_its_page(site):
    seen = 0
    for module in MODULES:
        page = (site / f"reference/{module}.html").read_text("utf-8")
        for name in getattr(import_module(module), "__all__", ()):
            kind = getattr(import_module(module), name)
            if not isinstance(kind, type) or issubclass(kind, BaseException):
                continue
            for member in members(kind):
                assert re.search(rf'id="[\w.]+\.{name}\.{member}"', page), (module, name, member)
                seen += 1
    assert seen > 500
    contract = (site / "reference/sopflow.testing.html").read_text("utf-8")
    assert not re.search(r'id="[\w.]*\.test_', contract)


@pytest.mark.long
def test_both_languages_are_searched(site):
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    words = " ".join(one["text"] for one in index["docs"])
    for word in ("kelengkapan", "pelaksana", "idempotency", "worklist"):
        assert word in words.casefold()


@pytest.mark.long
def test_the_search_works_on_pages_that_are_opened_as_files(site, chromium):
    page = chromium.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site / "index.html").as_uri())
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("idempotency")
    page.locator(".md-search-result__link").first.wait_for()
    assert "service.html" in " ".join(
        link.get_attribute("href") for link in page.locator(".md-search-result__link").all()
    )
    assert [url for url in asked if not url.startswith("file:")] == []


@pytest.mark.long
def test_no_link_is_called_by_a_file_that_the_site_does_not_have(site):
    told = {
        (page.name, text)
        for page in site.rglob("*.html")
        for text in re.findall(r"<a [^>]*>([\w./-]+\.md)</a>", page.read_text("utf-8"))
        if page.parent.name != "decisions"
    }
    assert not told
