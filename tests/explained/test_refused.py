"""Every code with which anything is refused has a page in the terminal, whichever part of sopflow refuses it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import sopflow
from sopflow.cli import main
from sopflow.cli.refused import REFUSED

SOURCES = Path(sopflow.__file__).parent
DOCS = SOURCES.parent / "docs"


def told(capsys, *words):
    assert main(["explain", *words]) == 0
    return capsys.readouterr().out


def test_every_code_in_the_sources_is_among_them():
    """Looked for in their text: what nobody imports is found all the same."""
    texts = (path.read_text("utf-8") for path in SOURCES.rglob("*.py"))
    assert set(REFUSED) == {
        code for text in texts for code in re.findall(r'^    code(?:: .*)? = "([a-z-]+)"$', text, re.M)
    }


@pytest.mark.parametrize("language", ["id", "en"])
def test_each_page_says_what_it_is_about(language, capsys):
    one = json.loads(told(capsys, *REFUSED, "--format", "json", "--lang", language))
    assert {page["code"] for page in one} >= set(REFUSED)
    for page in one:
        assert len(re.findall(r"[^\W\d_]{2,}", f"{page['message']} {page['page']}")) > 2, page


REASONS = ("why", "way", "said", "what", "titles", "commands")
"""What a refusal of an instance says only where it happens: its page says in its place what it is about."""


def kinds(of=sopflow.Refusal):
    for kind in of.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_what_a_refusal_leaves_to_its_reason_is_told_on_its_page():
    every = [one for one in kinds() if one.__module__.startswith("sopflow.errors.")]
    holed = {one.code for one in every if any(f"{{{name}}}" in one.words.en for name in REASONS)}
    assert {"no-place", "data-missing", "not-running", "backdated"} <= holed
    assert holed <= {one.code for one in every if "about" in vars(one)}


def test_pages_are_in_the_readers_language(capsys):
    said = told(capsys, "unreadable-sheet", "no-such-head", "--lang", "id")
    assert "Berkas ini tidak memuat tabel SOP yang dapat dibaca" in said
    assert 'tidak ada kolom berkepala "…"' in said
    assert "Dalam program: sopflow.paper.choosing.NoSuchHead" in said


def test_a_code_that_is_a_finding_too_has_both_pages(capsys):
    said = told(capsys, "too-large", "--lang", "en")
    assert "SOP003 too-large" in said
    assert "the body has more than … bytes" in said


def test_what_the_limits_name_is_explained():
    named = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", (DOCS / "limits.md").read_text("utf-8")))
    assert named - set(REFUSED) == set()


def test_a_page_beside_a_package_that_is_missing_says_which(capsys, monkeypatch):
    monkeypatch.setattr("sopflow.cli.explain.import_module", lambda _: __import__("nicht_da"))
    assert main(["explain", "no-token", "--lang", "en"]) == 1
    assert 'pip install "sopflow[service]"' in capsys.readouterr().err
